import { cancelSteps } from '#modules/activities/commands.ts';
import type { WaitInput } from '#modules/activities/contract.ts';
import { admitParticipant, changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { contactsOf, lockClient, reachOf } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { offerUndo, record } from '#modules/journal/commands.ts';
import { calendarOf, companyCalendar } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayReadNeeds, mayWorkOnNeeds } from './access.ts';
import type { EvidenceBody, Need, NeedEdit, NeedInput, VerdictBody } from './contract.ts';
import { cadenceOf } from './queries.ts';
import { checkVerdict, isOpen, mayBecome, nextCheck, type VerdictInput } from './rules.ts';
import {
  insertEvidence,
  insertNeed,
  insertRecurrence,
  insertVerdict,
  lockNeed,
  lockOpenNeeds,
  type NeedChange,
  type NeedRow,
  needById,
  saveNeed,
} from './store.ts';

/**
 * Records a need of a client. It is potential: only we say so, until the buyer restates it. Its owner is whoever holds the
 * client, else whoever records it. Refuses: `needs.nobody_owns`. Source: domain §5.
 */
export async function recordNeed(context: WriteContext, clientId: string, input: NeedInput): Promise<Result<Need>> {
  const client = await clientForNeeds(context, clientId);
  if (!client.ok) return client;
  const ownerId = client.value.holder_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('needs.nobody_owns');
  const id = await insertNeed(context, {
    clientId,
    ownerId,
    salesSystemId: client.value.sales_system_id,
    subject: input.subject.trim(),
    productLine: input.product_line ?? null,
    valueMinor: input.value_minor ?? null,
    origin: input.origin,
    originNote: input.origin_note ?? null,
    financingRoute: input.financing_route ?? null,
  });
  await record(context, { action: 'need.recorded', subject: { kind: 'need', id }, clientId, after: input });
  return changed(context, id, clientId, 'need.recorded');
}

/** Edits what is known of an open need. Refuses: `needs.closed`, a stale version. */
export async function editNeed(
  context: WriteContext,
  id: string,
  { version, ...edit }: NeedEdit,
): Promise<Result<Need>> {
  const need = await openForWork(context, id, version);
  if (!need.ok) return need;
  const before = Object.fromEntries(
    Object.keys(edit).map((name) => [name, need.value[name as keyof typeof edit] ?? null]),
  );
  if (!(await saveNeed(context, need.value, edit))) return stale(context, id);
  const entry = await record(context, {
    action: 'need.edited',
    subject: { kind: 'need', id },
    clientId: need.value.client_id,
    before,
    after: edit,
  });
  offerUndo(context, entry);
  return changed(context, id, need.value.client_id, 'need.edited');
}

/**
 * Determines the relevance of a need. The former verdict stays in the history; the day of the next check follows from the
 * verdict, the window and the norms, in the working calendar of whoever looks. A waiting client follows its earliest check.
 * Refuses what `checkVerdict` refuses, `needs.closed`, a stale version. Source: domain §5.
 */
export async function determineRelevance(context: WriteContext, id: string, body: VerdictBody): Promise<Result<Need>> {
  const opened = await openForWork(context, id, body.version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const locked = await lockClient(context, need.client_id);
  if (!locked.ok) return locked;
  const ownerId = need.check_owner_id ?? need.owner_id ?? locked.value.holder_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('needs.nobody_owns');
  const calendar = await calendarOf(context, ownerId);
  const today = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const input = verdictInput(body);
  const valid = checkVerdict(input, today);
  if (!valid.ok) return valid;

  const cadence = await cadenceOf(context, need.sales_system_id);
  const checkOn = nextCheck(input, today, today, cadence, calendar)?.toString() ?? null;
  const verdictId = newId();
  const looksOn = checkOn === null ? null : ownerId;
  await insertVerdict(context, {
    id: verdictId,
    need_id: id,
    verdict: input.verdict,
    blocker: input.blocker,
    unlocks: input.unlocks,
    evidence: input.evidence,
    window_from: body.window_from ?? null,
    window_until: body.window_until ?? null,
    expected_event: input.expectedEvent,
    expected_on: body.expected_on ?? null,
    next_check_on: checkOn,
    check_owner_id: looksOn,
    determined_by: context.actor.employeeId,
    determined_at: context.now.toString(),
  });
  const change: NeedChange = {
    verdict_id: verdictId,
    verdict: input.verdict,
    blocker: input.blocker,
    window_from: body.window_from ?? null,
    window_until: body.window_until ?? null,
    expected_event: input.expectedEvent,
    next_check_on: checkOn,
    check_owner_id: looksOn,
  };
  if (!(await saveNeed(context, need, change))) return stale(context, id);
  const entry = await record(context, {
    action: 'need.relevance_determined',
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before: { verdict: need.verdict, blocker: need.blocker, next_check_on: need.next_check_on },
    after: { verdict_id: verdictId, verdict: input.verdict, blocker: input.blocker, next_check_on: checkOn },
    reason: input.evidence,
  });
  if (looksOn !== null) await admitParticipant(context, need.client_id, looksOn, 'need_owner', id);
  const followed = await followEarliestCheck(context, locked.value);
  if (!followed.ok) return followed;
  offerUndo(context, entry);
  return changed(context, id, need.client_id, 'need.relevance_determined');
}

/**
 * Records the buyer's own evidence: who of the client said what, when, in what form. A potential need becomes actual by it.
 * Refuses: `needs.contact_elsewhere`, `needs.evidence_in_future`, `needs.closed`, a stale version. Source: domain §5.
 */
export async function recordEvidence(context: WriteContext, id: string, body: EvidenceBody): Promise<Result<Need>> {
  const opened = await openForWork(context, id, body.version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const contacts = await contactsOf(context, need.client_id);
  if (!contacts.some((contact) => contact.contact_id === body.contact_id))
    return invalid('/contact_id', 'needs.contact_elsewhere');
  const today = await companyToday(context);
  if (body.on_day > today) return invalid('/on_day', 'needs.evidence_in_future');
  const evidenceId = await insertEvidence(context, {
    needId: id,
    onDay: body.on_day,
    contactId: body.contact_id,
    form: body.form,
    said: body.said.trim(),
    fileId: body.file_id ?? null,
  });
  const becomes: NeedChange = need.status === 'potential' ? { status: 'actual', actual_since: body.on_day } : {};
  if (!(await saveNeed(context, need, becomes))) return stale(context, id);
  const entry = await record(context, {
    action: 'need.evidence_recorded',
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before: { status: need.status },
    after: { status: becomes.status ?? need.status, evidence_id: evidenceId, said: body.said, on_day: body.on_day },
  });
  offerUndo(context, entry);
  return changed(context, id, need.client_id, 'need.evidence_recorded');
}

/** The need is satisfied by us, by a competitor, or otherwise. Refuses: `needs.wrong_status`, a stale version. Source: domain §5. */
export async function satisfyNeed(
  context: WriteContext,
  id: string,
  body: { version: number; by: 'us' | 'competitor' | 'otherwise'; note?: string | undefined },
): Promise<Result<Need>> {
  return close(context, id, body.version, {
    status: 'satisfied',
    satisfied_by: body.by,
    closed_note: body.note ?? null,
  });
}

/** There is no such need after all. Refuses: `needs.wrong_status`, a stale version. */
export async function voidNeed(
  context: WriteContext,
  id: string,
  body: { version: number; note: string },
): Promise<Result<Need>> {
  return close(context, id, body.version, { status: 'void', closed_note: body.note });
}

async function close(
  context: WriteContext,
  id: string,
  version: number,
  change: NeedChange & { status: 'satisfied' | 'void' },
): Promise<Result<Need>> {
  const opened = await openForWork(context, id, version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const possible = mayBecome(need.status, change.status);
  if (!possible.ok) return possible;
  const closed = { ...change, closed_on: await companyToday(context), next_check_on: null, check_owner_id: null };
  if (!(await saveNeed(context, need, closed))) return stale(context, id);
  await record(context, {
    action: `need.${change.status === 'void' ? 'voided' : 'satisfied'}`,
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before: { status: need.status },
    after: change,
  });
  const client = await lockClient(context, need.client_id);
  if (!client.ok) return client;
  const followed = await followEarliestCheck(context, client.value);
  if (!followed.ok) return followed;
  return changed(context, id, need.client_id, 'need.closed');
}

/** The need arose again on a day and was not realised. Source: domain §5 (recurrence). */
export async function recordRecurrence(
  context: WriteContext,
  id: string,
  body: { on_day: string; why_not: string },
): Promise<Result<Need>> {
  const opened = await openForWork(context, id);
  if (!opened.ok) return opened;
  const recurrenceId = await insertRecurrence(context, id, body.on_day, body.why_not);
  await record(context, {
    action: 'need.recurred',
    subject: { kind: 'need', id },
    clientId: opened.value.client_id,
    after: { ...body, recurrence_id: recurrenceId },
  });
  return changed(context, id, opened.value.client_id, 'need.recurred');
}

/**
 * Lets a client wait: it leaves work with the reason, its open steps fall away, and the earliest check of its open needs
 * says when it is looked at and by whom. Its holder stays its face. Runs inside other commands too.
 * Refuses: `needs.verdict_required` when no open need has a check, `needs.contract_open`, `needs.project_running`.
 * Source: domain §2 (N2), §5.
 */
export async function parkClient(context: WriteContext, clientId: string, wait: WaitInput): Promise<Result<ClientRow>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const client = locked.value;
  if (client.running_projects > 0) return refuse('needs.project_running');
  if (client.contracts_open > 0) return refuse('needs.contract_open');
  const earliest = (await lockOpenNeeds(context, clientId)).find(
    (need) => need.next_check_on !== null && need.check_owner_id !== null,
  );
  if (!earliest?.next_check_on || !earliest.check_owner_id) return refuse('needs.verdict_required');
  const cancelled = await cancelSteps(context, clientId, wait.reason);
  if (!cancelled.ok) return cancelled;
  return changeFacts(context, clientId, {
    developing: false,
    qualifying: false,
    regular: false,
    warmSince: null,
    closed: null,
    lost: null,
    delivered: null,
    nextStep: null,
    waitingReason: wait.reason,
    check: { on: earliest.next_check_on, ownerId: earliest.check_owner_id },
  });
}

/** A client that waits is looked at on the earliest check of its open needs; one in work goes by its steps. */
async function followEarliestCheck(context: WriteContext, client: ClientRow): Promise<Result<unknown>> {
  if (groupOf(client.state) !== 'waiting') return ok();
  const earliest = (await lockOpenNeeds(context, client.id)).find((need) => need.next_check_on !== null);
  // With no need left to look at, the check that stands remains: waiting never ends by itself.
  if (!earliest?.next_check_on || !earliest.check_owner_id) return ok();
  return changeFacts(context, client.id, { check: { on: earliest.next_check_on, ownerId: earliest.check_owner_id } });
}

async function clientForNeeds(context: WriteContext, clientId: string): Promise<Result<ClientRow>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadNeeds(reach)) return notFound();
  if (!mayWorkOnNeeds(context.actor, reach)) return forbidden('needs.not_yours');
  return lockClient(context, clientId);
}

/** The need, locked, for whoever may work on it; with a version, the one that was read. */
export async function openForWork(context: WriteContext, id: string, version?: number): Promise<Result<NeedRow>> {
  const need = await lockNeed(context, id);
  if (need === null) return notFound();
  const reach = await reachOf(context, need.client_id);
  if (!mayReadNeeds(reach)) return notFound();
  if (!mayWorkOnNeeds(context.actor, reach)) return forbidden('needs.not_yours');
  if (version !== undefined && version !== need.version) return stale(context, id);
  if (!isOpen(need.status)) return refuse('needs.closed', { code: 'conflict' });
  return ok(need);
}

async function stale(context: WriteContext, id: string): Promise<Result<never>> {
  return staleVersion(await needById(context, id));
}

async function changed(context: WriteContext, id: string, clientId: string, type: string): Promise<Result<Need>> {
  await announce(context, { type, subjectKind: 'need', subjectId: id, clientId });
  const need = await needById(context, id);
  return need === null ? notFound() : ok(need);
}

async function companyToday(context: WriteContext): Promise<string> {
  const { timeZone } = await companyCalendar(context);
  return context.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function verdictInput(body: VerdictBody): VerdictInput {
  const day = (text: string | null | undefined) =>
    text === null || text === undefined ? null : Temporal.PlainDate.from(text);
  return {
    verdict: body.verdict,
    blocker: body.blocker ?? null,
    unlocks: body.unlocks ?? null,
    evidence: body.evidence.trim(),
    windowFrom: day(body.window_from),
    windowUntil: day(body.window_until),
    expectedEvent: body.expected_event ?? null,
    expectedOn: day(body.expected_on),
  };
}
