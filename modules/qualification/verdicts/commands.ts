import { finishStep, planStep } from '#modules/activities/commands.ts';
import { endCall, recordConversation } from '#modules/calling/commands.ts';
import { addContact, closeClient, editContact } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientById, contactsOf, lockClient } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { offerHandoff, withdrawHandoff } from '#modules/handoffs/commands.ts';
import { openHandoffOf } from '#modules/handoffs/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { determineRelevance, editNeed, parkClient, recordEvidence, recordNeed } from '#modules/needs/commands.ts';
import { openNeed } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { calendarOf, companyToday } from '#modules/people/queries.ts';
import { norm } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { addWorkingDays } from '#shared/working-calendar.ts';
import { announceBrief, clientForBrief, lockedBrief, openBrief, stepTitle } from '../briefs/commands.ts';
import type { VerdictInput, VerdictReply } from '../contract.ts';
import { criteriaIn, targetOf } from '../queries.ts';
import { SUBJECT } from '../relay/rules.ts';
import { checkNotYet, criteriaOf, missingCriteria } from '../rules.ts';
import { type BriefRow, saveBriefRow } from '../store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';

/**
 * The verdict on a client, with the conversation in which it was reached, in one transaction.
 * `qualified`: every required criterion is met; contact, need and relevance are recorded, and the client is offered to the
 * development manager at once. `not_yet`: at least a potential need with a verdict remains, and the client waits for its
 * next check. `not_target`: the client is closed with the reason.
 * Refuses: `handoffs.criteria_missing` (with the list), `qualification.offered`, `qualification.reason_required`, what
 * `checkNotYet` refuses, and what the steps of it refuse. Source: domain §3, §4.
 */
export async function giveVerdict(
  context: WriteContext,
  clientId: string,
  input: VerdictInput,
): Promise<Result<VerdictReply>> {
  const client = await clientForBrief(context, clientId);
  if (!client.ok) return client;
  const brief = await openBrief(context, client.value, input);
  if (!brief.ok) return brief;
  const reply = await VERDICTS[input.verdict](context, client.value, brief.value, input);
  if (!reply.ok) return reply;
  await endCall(context, clientId);
  // A verdict is a commitment: an offer is withdrawn, a closed client reopened, a verdict determined anew.
  context.effects.undo = null;
  return reply;
}

type Verdict = (
  context: WriteContext,
  client: ClientRow,
  brief: BriefRow,
  input: VerdictInput,
) => Promise<Result<VerdictReply>>;

const VERDICTS: Readonly<Record<VerdictInput['verdict'], Verdict>> = {
  qualified,
  not_yet: notYet,
  not_target: notTarget,
};

async function qualified(
  context: WriteContext,
  client: ClientRow,
  brief: BriefRow,
  input: VerdictInput,
): Promise<Result<VerdictReply>> {
  const [criteria, target, today] = await Promise.all([
    criteriaIn(context, client.sales_system_id),
    targetOf(context, client),
    companyToday(context),
  ]);
  const missing = missingCriteria(criteriaOf(criteria, brief.fields, target, today));
  if (missing.length > 0) {
    return refuse('handoffs.criteria_missing', { values: { count: missing.length }, details: { missing } });
  }
  const contactId = await contactTalkedWith(context, client.id, brief, input);
  if (!contactId.ok) return contactId;
  const settled = await settleQualified(context, client, brief, contactId.value);
  if (!settled.ok) return settled;
  const receiverId = input.receiver_id ?? (await holderAmong(context, client));
  const offered = await offerHandoff(context, {
    kind: 'H1',
    clientId: client.id,
    subject: { kind: SUBJECT, id: brief.id },
    receiverId,
    note: input.note?.trim() || null,
  });
  if (!offered.ok) return offered;
  return ok({
    brief_id: brief.id,
    client_id: client.id,
    verdict: 'qualified',
    handoff_id: offered.value.id,
    receiver_name: offered.value.receiver.full_name,
    next_check_on: null,
  });
}

/** What stands behind an offer: the need with its verdict on record, the client carried, the brief decided. */
export async function settleQualified(
  context: WriteContext,
  client: ClientRow,
  brief: BriefRow,
  contactId: string | null,
): Promise<Result<undefined>> {
  const needId = await keepNeed(context, client.id, brief, contactId);
  if (!needId.ok) return needId;
  const carried = await carry(context, client, brief.id);
  if (!carried.ok) return carried;
  const fields = { ...brief.fields, contact: { ...brief.fields.contact, contact_id: contactId } };
  return decide(context, brief, 'qualified', { fields, need_id: needId.value });
}

/** A client whom a colleague carries already comes back to that colleague; anybody else is chosen by load. */
async function holderAmong(context: WriteContext, client: ClientRow): Promise<string | undefined> {
  const other = client.holder_id !== null && client.holder_id !== context.actor.employeeId;
  return other ? (client.holder_id ?? undefined) : undefined;
}

/** The contact of the brief, put at the client, and the conversation with them, or with whoever else was talked to. */
async function contactTalkedWith(
  context: WriteContext,
  clientId: string,
  brief: BriefRow,
  input: VerdictInput,
): Promise<Result<string | null>> {
  const named = await keepContact(context, clientId, brief);
  if (!named.ok) return named;
  const talked = await talk(context, clientId, input, named.value);
  if (!talked.ok) return talked;
  return ok(named.value ?? talked.value);
}

async function talk(
  context: WriteContext,
  clientId: string,
  { call }: VerdictInput,
  contactId: string | null,
): Promise<Result<string | null>> {
  if (call === undefined) return ok(null);
  const known = call.contact_id !== undefined || call.who !== undefined || contactId === null;
  const recorded = await recordConversation(context, clientId, known ? call : { ...call, contact_id: contactId });
  return recorded.ok ? ok(recorded.value.contactId) : recorded;
}

/** The contact of the brief stands at the client, with its role. */
async function keepContact(
  context: WriteContext,
  clientId: string,
  { fields: { contact } }: BriefRow,
): Promise<Result<string | null>> {
  if (contact === undefined) return ok(null);
  const contacts = await contactsOf(context, clientId);
  const named = contact.full_name?.trim().toLowerCase();
  const known = contacts.find(
    (one) => one.contact_id === contact.contact_id || (!contact.contact_id && one.full_name.toLowerCase() === named),
  );
  const role = contact.decision_role ?? null;
  // A verdict follows from a conversation: whoever stands in the brief was there to be spoken of.
  const today = (await companyToday(context)).toString();
  if (known === undefined) {
    if (!contact.full_name?.trim()) return ok(null);
    const added = await addContact(context, clientId, {
      full_name: contact.full_name,
      position_title: contact.position_title ?? null,
      decision_role: role,
      verified_on: today,
      ...(contact.phone?.trim() ? { phones: [{ number: contact.phone }] } : {}),
    });
    return added.ok ? ok(added.value.contact_id) : added;
  }
  if (known.verified_on === today && (role === null || known.decision_role === role)) return ok(known.contact_id);
  const edited = await editContact(context, clientId, known.contact_id, {
    version: known.version,
    verified_on: today,
    ...(role === null ? {} : { decision_role: role }),
  });
  return edited.ok ? ok(known.contact_id) : edited;
}

/** The need of the brief is recorded, or brought up to date, with its verdict; what the buyer named counts as their word. */
async function keepNeed(
  context: WriteContext,
  clientId: string,
  { fields, need_id }: BriefRow,
  contactId: string | null,
): Promise<Result<string>> {
  const { need, relevance } = fields;
  const subject = need?.statement?.trim() ?? '';
  const origin = need?.origin ?? 'identified';
  const known = need_id === null ? null : await openNeed(context, need_id);
  const money = fields.budget?.value_minor ?? null;
  const recorded =
    known === null || !isOpen(known.status)
      ? await recordNeed(context, clientId, { subject, origin, ...(money === null ? {} : { value_minor: money }) })
      : known.subject === subject && known.origin === origin
        ? ok(known)
        : await editNeed(context, known.id, { version: known.version, subject, origin });
  if (!recorded.ok) return recorded;
  const { id } = recorded.value;
  const { verdict, ...said } = relevance ?? {};
  if (verdict == null) return refuse('qualification.relevance_required');
  const determined = await determineRelevance(context, id, {
    verdict,
    evidence: said.evidence ?? '',
    blocker: said.blocker ?? null,
    unlocks: said.unlocks || null,
    window_from: said.window_from ?? null,
    window_until: said.window_until ?? null,
    expected_event: said.expected_event || null,
    expected_on: said.expected_on ?? null,
  });
  if (!determined.ok) return determined;
  if (origin === 'identified' && contactId !== null && determined.value.status === 'potential') {
    const evidence = await recordEvidence(context, id, {
      version: determined.value.version,
      on_day: (await companyToday(context)).toString(),
      contact_id: contactId,
      form: 'conversation',
      said: subject,
    });
    if (!evidence.ok) return evidence;
  }
  return ok(id);
}

/** Until acceptance the giver carries the client: it waits for the answer as for any other next step. */
async function carry(context: WriteContext, client: ClientRow, briefId: string): Promise<Result<undefined>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return notFound();
  const held = client.holder_id === employeeId && groupOf(client.state) === 'in_work';
  // Somebody else is the client's face already: it stays with them, and comes to them with the brief.
  if (client.holder_id !== null && client.holder_id !== employeeId) return ok();
  const calendar = await calendarOf(context, employeeId);
  const days = await norm(context, client.sales_system_id, 'handoff.h1.deadline_days');
  const today = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const awaiting = await planStep(
    context,
    {
      client_id: client.id,
      owner_id: employeeId,
      kind: 'check',
      title: await stepTitle(context, employeeId, 'qualification.step.await'),
      due_on: addWorkingDays(calendar, today, Math.max(1, days)).toString(),
      about: { kind: SUBJECT, id: briefId },
    },
    held ? {} : { holder: { employeeId, via: 'taken' }, qualifying: true },
  );
  if (!awaiting.ok) return awaiting;
  const due = client.next_step_on !== null && client.next_step_on <= today.toString();
  if (!held || client.next_step_id === null || !due) return ok();
  const words = context.actor.language === 'en' ? en : ru;
  const finished = await finishStep(context, client.next_step_id, { outcome: words['qualification.step.go_on'] });
  return finished.ok ? ok() : finished;
}

async function notYet(
  context: WriteContext,
  client: ClientRow,
  brief: BriefRow,
  input: VerdictInput,
): Promise<Result<VerdictReply>> {
  const valid = checkNotYet(brief.fields, await companyToday(context));
  if (!valid.ok) return valid;
  const contactId = await contactTalkedWith(context, client.id, brief, input);
  if (!contactId.ok) return contactId;
  const needId = await keepNeed(context, client.id, brief, contactId.value);
  if (!needId.ok) return needId;
  const dropped = await dropOffer(context, brief);
  if (!dropped.ok) return dropped;
  const now = await lockedBrief(context, brief.id);
  if (!now.ok) return now;
  const words: Readonly<Record<string, string>> = context.actor.language === 'en' ? en : ru;
  const reason =
    input.words?.trim() || words[`qualification.blocker.${brief.fields.relevance?.blocker ?? 'other'}`] || '';
  const parked = await parkClient(context, client.id, { need_id: needId.value, reason });
  if (!parked.ok) return parked;
  const fields =
    contactId.value === null
      ? brief.fields
      : { ...brief.fields, contact: { ...brief.fields.contact, contact_id: contactId.value } };
  const decided = await decide(context, now.value, 'not_yet', { fields, need_id: needId.value, reason });
  if (!decided.ok) return decided;
  return ok({
    brief_id: brief.id,
    client_id: client.id,
    verdict: 'not_yet',
    handoff_id: null,
    receiver_name: null,
    next_check_on: parked.value.next_check_on,
  });
}

/** A returned offer of a client that turns out not to be ready is taken back first. */
async function dropOffer(context: WriteContext, brief: BriefRow): Promise<Result<undefined>> {
  const open = await openHandoffOf(context, 'H1', { kind: SUBJECT, id: brief.id });
  if (open === null) return ok();
  const withdrawn = await withdrawHandoff(context, open.id, { version: open.version });
  return withdrawn.ok ? ok() : withdrawn;
}

async function notTarget(
  context: WriteContext,
  client: ClientRow,
  brief: BriefRow,
  input: VerdictInput,
): Promise<Result<VerdictReply>> {
  if (input.reason === undefined) return invalid('/reason', 'qualification.reason_required');
  const talked = await talk(context, client.id, input, null);
  if (!talked.ok) return talked;
  const dropped = await dropOffer(context, brief);
  if (!dropped.ok) return dropped;
  const now = await lockedBrief(context, brief.id);
  if (!now.ok) return now;
  const words: Readonly<Record<string, string>> = context.actor.language === 'en' ? en : ru;
  const reason = [words[`qualification.not_target.${input.reason}`], input.words?.trim()].filter(Boolean).join('. ');
  const decided = await decide(context, now.value, 'not_target', { reason });
  if (!decided.ok) return decided;
  const fresh = await lockClient(context, client.id);
  if (!fresh.ok) return fresh;
  const closed = await closeClient(context, client.id, { version: fresh.value.version, as: 'not_target', reason });
  if (!closed.ok) return closed;
  return ok({
    brief_id: brief.id,
    client_id: client.id,
    verdict: 'not_target',
    handoff_id: null,
    receiver_name: null,
    next_check_on: (await clientById(context, client.id))?.next_check_on ?? null,
  });
}

async function decide(
  context: WriteContext,
  brief: BriefRow,
  state: VerdictInput['verdict'],
  change: Partial<Pick<BriefRow, 'fields' | 'need_id' | 'reason'>>,
): Promise<Result<undefined>> {
  const decided = { ...change, state, decided_at: context.now.toString() };
  if (!(await saveBriefRow(context, brief, decided))) return refuse('app.stale_version', { code: 'conflict' });
  await record(context, {
    action: 'brief.verdict_given',
    subject: { kind: 'brief', id: brief.id },
    clientId: brief.client_id,
    before: { state: brief.state },
    after: { state, need_id: change.need_id ?? brief.need_id },
    ...(change.reason == null ? {} : { reason: change.reason }),
  });
  await announceBrief(context, brief.client_id, brief.id, 'brief.verdict_given');
  return ok();
}
