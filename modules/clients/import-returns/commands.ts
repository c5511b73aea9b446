import { type Change, record, recordMany } from '#modules/journal/commands.ts';
import { clientsTouchedBesides, ownEntries, peopleTouchedBesides } from '#modules/journal/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { advanceJob, finishJob, jobById, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { ClientRow } from '../contract.ts';
import { forImport } from '../imports/commands.ts';
import type { ClientImport } from '../imports/contract.ts';
import { importView } from '../imports/queries.ts';
import { originOf } from '../imports/rules.ts';
import { findImport, lockImport, type StoredImport } from '../imports/store.ts';
import { saveChanged } from '../register/commands.ts';
import { bareDetails, changedDetails, detailsOf } from '../register/rules.ts';
import { netChange, setBack } from './rules.ts';
import {
  beginReturn,
  countOpenEffects,
  countReturned,
  forgetSaid,
  lockClients,
  type OpenEffect,
  openEffects,
  removeClients,
  removePeople,
  type Settled,
  settle,
} from './store.ts';

export const RETURN_JOB = 'clients.import_return';
const BATCH_CLIENTS = 200;

/**
 * Puts taking an import back in line. May be asked for again: what has been taken back stays so, the rest is looked at anew.
 * Refuses: `clients.import_not_over` while the import or an earlier return is at work, `clients.nothing_to_return`.
 */
export async function returnImport(context: WriteContext, id: string): Promise<Result<ClientImport>> {
  const found = await forImport(context, id);
  if (!found.ok) return found;
  const { jobId, returnJobId, answersJobId, fileName, source } = found.value;
  for (const one of [jobId, returnJobId, answersJobId]) {
    const job = one === null ? null : await jobById(context, one);
    if (job?.state === 'waiting' || job?.state === 'running') {
      return refuse('clients.import_not_over', { code: 'conflict' });
    }
  }
  const open = await countOpenEffects(context, id);
  if (open === 0) return refuse('clients.nothing_to_return');
  const returning = newId();
  await putInLine(context, {
    id: returning,
    kind: RETURN_JOB,
    title: fileName,
    totalUnits: open,
    input: { import_id: id },
  });
  await beginReturn(context, id, returning);
  await record(context, {
    action: 'client_import.return_started',
    subject: { kind: 'client_import', id },
    after: { file_name: fileName, source, clients: open },
  });
  const now = await lockImport(context, id);
  return now === null ? notFound() : ok(await importView(context, now));
}

/**
 * Takes an import back, client by client, in batches that keep their place: interrupted, it goes on; done twice, it does
 * nothing the second time. Only one process runs it.
 */
export async function runReturn(context: Context, jobId: string, importId: string): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    const found = await findImport(context, importId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'clients.import_gone' });
    let place = { after: clientOf(job.position), done: job.doneUnits };
    for (;;) {
      const result = await inTransaction(context, (write) => returnBatch(write, jobId, found, place));
      if (!result.ok) throw new Error(`a batch of a return was refused: ${result.reason}`);
      const { next, cancelled } = result.value;
      if (cancelled) return finishJob(context, jobId, { state: 'cancelled' });
      if (next === null) return finishJob(context, jobId, { state: 'done' });
      place = next;
    }
  });
}

const clientOf = (position: unknown): string | null =>
  typeof position === 'object' && position !== null && 'client' in position && typeof position.client === 'string'
    ? position.client
    : null;

interface Place {
  after: string | null;
  done: number;
}

async function returnBatch(
  context: WriteContext,
  jobId: string,
  of: StoredImport,
  place: Place,
): Promise<Result<{ next: Place | null; cancelled: boolean }>> {
  const effects = await openEffects(context, of.id, place.after, BATCH_CLIENTS);
  const last = effects.at(-1);
  if (last === undefined) return ok({ next: null, cancelled: false });
  const rows = await lockClients(
    context,
    effects.map((effect) => effect.clientId),
  );
  const clients = new Map<string, ClientRow>(rows.map((row) => [row.id, row]));
  const added = effects.filter((effect) => effect.added && clients.has(effect.clientId));
  const touched = await clientsTouchedBesides(
    context,
    added.map((effect) => effect.clientId),
    added.flatMap((effect) => effect.entries),
  );
  const untouched = added.filter((effect) => !touched.has(effect.clientId));
  const gone = new Set(await removeUntouched(context, untouched, clients, of));
  const settled: Settled[] = [];
  const counted = { removed: gone.size, restored: 0, left: 0 };
  for (const effect of effects) {
    const client = clients.get(effect.clientId);
    let left: Left | null = null;
    if (client !== undefined && !gone.has(effect.clientId)) {
      if (effect.added) left = { reason: 'clients.return_touched', fields: [] };
      else {
        left = await restore(context, client, effect, of);
        if (left === null) counted.restored++;
      }
    }
    if (left !== null) counted.left++;
    settled.push({ clientId: effect.clientId, leftReason: left?.reason ?? null, leftFields: left?.fields ?? [] });
  }
  await settle(context, of.id, settled);
  await countReturned(context, of.id, counted);
  const next = { after: last.clientId, done: place.done + effects.length };
  const { cancelRequested } = await advanceJob(context, jobId, {
    doneUnits: next.done,
    position: { client: last.clientId },
  });
  await announce(context, { type: 'client_import.advanced', subjectKind: 'client_import', subjectId: of.id });
  return ok({ next, cancelled: cancelRequested });
}

/** Answers with those that are gone: one on which something else hangs stays, and so would all in one statement with it. */
async function removeUntouched(
  context: WriteContext,
  effects: readonly OpenEffect[],
  clients: ReadonlyMap<string, ClientRow>,
  of: StoredImport,
): Promise<string[]> {
  if (effects.length === 0) return [];
  const remove = (some: readonly OpenEffect[]): Promise<boolean> =>
    removeClients(
      context,
      some.map((effect) => effect.clientId),
      some.flatMap((effect) => effect.people),
    );
  const gone: OpenEffect[] = [];
  if (await remove(effects)) gone.push(...effects);
  else {
    for (const effect of effects) if (await remove([effect])) gone.push(effect);
  }
  const changes = gone.map((effect): Change => {
    const client = clients.get(effect.clientId);
    return {
      action: 'client.import_taken_back',
      subject: { kind: 'client', id: effect.clientId },
      clientId: effect.clientId,
      before: client === undefined ? null : changedDetails(bareDetails('', ''), detailsOf(client)).after,
      reason: of.source,
    };
  });
  await recordMany(context, changes);
  for (const { clientId } of gone) {
    await announce(context, { type: 'client.changed', subjectKind: 'client', subjectId: clientId, clientId });
  }
  return gone.map((effect) => effect.clientId);
}

interface Left {
  reason: string;
  fields: string[];
}

/** Sets back what the import has changed at a client that was there before; null when nothing of it is left. */
async function restore(
  context: WriteContext,
  client: ClientRow,
  effect: OpenEffect,
  of: StoredImport,
): Promise<Left | null> {
  const entries = await ownEntries(context, effect.entries);
  const { details, restored, left } = setBack(
    detailsOf(client),
    netChange(entries.filter((entry) => entry.subjectKind === 'client')),
  );
  const as = { action: 'client.import_taken_back', reason: of.source };
  const saved = await saveChanged(context, client, details, as);
  if (!saved.ok) return { reason: saved.reason, fields: restored };
  const touchedPeople = await peopleTouchedBesides(context, effect.people, effect.entries);
  const people = effect.people.filter((person) => !touchedPeople.has(person));
  if (people.length > 0) {
    await removePeople(context, client.id, people);
    await recordMany(
      context,
      people.map((person) => ({
        action: 'contact.import_taken_back',
        subject: { kind: 'contact', id: person },
        clientId: client.id,
        reason: of.source,
      })),
    );
  }
  const forgotten = restored.map((field) => (field === 'segment_id' ? 'segment' : field));
  const said = [...forgotten.flatMap((field) => [field, `${field}+`]), ...(people.length > 0 ? ['people'] : [])];
  await forgetSaid(context, originOf(of.format.headings), client.id, said);
  if (left.length > 0) return { reason: 'clients.return_changed_since', fields: left };
  return touchedPeople.size > 0 ? { reason: 'clients.return_person_touched', fields: [] } : null;
}
