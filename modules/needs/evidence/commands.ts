import { attachFile } from '#modules/activities/commands.ts';
import { contactsOf } from '#modules/clients/queries.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, ok, type Result } from '#shared/result.ts';
import type { EvidenceBody, Need } from '../contract.ts';
import { changedNeed, needForWork, staleNeed } from '../records/commands.ts';
import { insertEvidence, type NeedChange, type NeedRow, saveNeed, withdrawEvidence } from '../store.ts';
import { notInUse } from '../uses/commands.ts';

type Unversioned<T extends { version: number }> = Omit<T, 'version'> & { version?: number };

/**
 * Records the buyer's own evidence: who of the client said what, when, in what form. A potential need becomes actual by it.
 * Refuses: `needs.contact_elsewhere`, `needs.evidence_in_future`, `needs.closed`, what attaching a file refuses, a stale version.
 * Source: domain §5.
 */
export async function recordEvidence(
  context: WriteContext,
  id: string,
  body: Unversioned<EvidenceBody>,
): Promise<Result<Need>> {
  const opened = await needForWork(context, id, body.version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const credible = await checkEvidence(context, need.client_id, body);
  if (!credible.ok) return credible;
  const kept = await keepFile(context, need, body.file_id);
  if (!kept.ok) return kept;
  const evidenceId = await insertEvidence(context, {
    needId: id,
    onDay: body.on_day,
    contactId: body.contact_id,
    form: body.form,
    said: body.said.trim(),
    fileId: body.file_id ?? null,
  });
  const becomes: NeedChange = need.status === 'potential' ? { status: 'actual', actual_since: body.on_day } : {};
  if (!(await saveNeed(context, need, becomes))) return staleNeed(context, id);
  const entry = await record(context, {
    action: 'need.evidence_recorded',
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before: { status: need.status },
    after: {
      status: becomes.status ?? need.status,
      evidence_id: evidenceId,
      form: body.form,
      said: body.said,
      on_day: body.on_day,
    },
  });
  offerUndo(context, entry);
  return changedNeed(context, id, need.client_id, 'need.evidence_recorded');
}

async function checkEvidence(
  context: WriteContext,
  clientId: string,
  body: Unversioned<EvidenceBody>,
): Promise<Result<undefined>> {
  const contacts = await contactsOf(context, clientId);
  if (!contacts.some((contact) => contact.contact_id === body.contact_id)) {
    return invalid('/contact_id', 'needs.contact_elsewhere');
  }
  const future = body.on_day > (await companyToday(context)).toString();
  return future ? invalid('/on_day', 'needs.evidence_in_future') : ok();
}

/** Puts the paper that the actor has uploaded to the client, as part of the need. */
async function keepFile(context: WriteContext, need: NeedRow, fileId: string | undefined): Promise<Result<unknown>> {
  if (fileId === undefined) return ok();
  const about = { kind: 'need', id: need.id };
  return attachFile(context, { client_id: need.client_id, file_id: fileId, about });
}

/** Evidence taken back leaves the need potential when nothing else shows it, unless a deal rests on it already. */
export function registerEvidence(): void {
  registerUndo('need.evidence_recorded', async (context, entry) => {
    const opened = await needForWork(context, entry.subjectId);
    if (!opened.ok) return opened;
    const need = opened.value;
    // Written by `recordEvidence`, which is what makes the shapes true.
    const { evidence_id: evidenceId } = entry.after as { evidence_id: string };
    const { status } = entry.before as { status: string };
    const free = status === 'potential' ? await notInUse(context, need.id) : ok();
    if (!free.ok) return free;
    const nothingLeft = await withdrawEvidence(context, evidenceId, need.id);
    const back: NeedChange = status === 'potential' && nothingLeft ? { status: 'potential', actual_since: null } : {};
    if (!(await saveNeed(context, need, back))) return staleNeed(context, need.id);
    return changedNeed(context, need.id, need.client_id, 'need.evidence_recorded');
  });
}
