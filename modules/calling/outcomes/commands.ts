import { cancelSteps, finishStep, planStep, recordTouch } from '#modules/activities/commands.ts';
import type { StepInput } from '#modules/activities/contract.ts';
import { dropPlanned, removeTouch } from '#modules/activities/touches/commands.ts';
import { addContact, changeFacts, closeClient, editClient } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { contactsOf, lockClient } from '#modules/clients/queries.ts';
import { type ClientFacts, groupOf } from '#modules/clients/rules.ts';
import { offerUndo, record, registerUndo, type Undo, undo } from '#modules/journal/commands.ts';
import { determineRelevance, parkClient } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import { norm } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { parsePhone } from '#shared/phone.ts';
import { invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { workingDayFrom } from '#shared/working-calendar.ts';
import type { CallMade, OutcomeInput, OutcomeReply } from '../contract.ts';
import { giveBack, ownLease, resumeLease } from '../leases/commands.ts';
import { callingNorms, isSelf, restsUntil } from '../queries.ts';
import {
  attemptsUsed,
  BLOCKER_OF_REFUSAL,
  NOT_TARGET_REASONS,
  type Outcome,
  REFUSAL_REASONS,
  type RefusalReason,
  readyAfter,
  type Why,
} from '../rules.ts';
import {
  attemptById,
  callsTo,
  doubtNumber,
  hasOpenOffer,
  insertAttempt,
  type Lease,
  markUndone,
  restCandidate,
} from '../store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import { factsOf, patchBackTo, sameFacts } from './rules.ts';

/** What one call has done, piece by piece, so that it can be taken back piece by piece. */
interface Trace {
  touchId: string | null;
  plannedStepId: string | null;
  /** Journal entries of other modules' commands that were part of the effect. */
  entries: string[];
  /** Open steps fell away: taking back plans the next one anew. */
  dropped: boolean;
}

interface Talk {
  context: WriteContext;
  client: ClientRow;
  lease: Lease;
  input: OutcomeInput;
  contact: { id: string; decides: boolean } | null;
  summary: string;
  trace: Trace;
}

/**
 * Records what came of a call: the touch, the attempt and the effect on the client, in one transaction.
 * No answer, gatekeeper: the client rests, longer after each attempt; a wrong number is doubted until somebody verifies it;
 * call back: the caller takes the client with the promised moment as its next step; refusal: its needs fall asleep, or it
 * goes back to the base for long, or nobody calls it ever again; not of the target: it is closed; spoken with: it goes on
 * with a next step (a verdict is given by qualification).
 * Refuses: `calling.reason_required`, `calling.date_required`, `calling.number_required`, `calling.next_required`,
 * `calling.do_not_call`, `calling.basis_required`, and what leasing, planning and closing refuse. Source: domain §3.
 */
export async function recordOutcome(
  context: WriteContext,
  clientId: string,
  input: OutcomeInput,
): Promise<Result<OutcomeReply>> {
  const valid = checkOutcome(input);
  if (!valid.ok) return valid;
  const begun = await beginCall(context, clientId, input);
  if (!begun.ok) return begun;
  const talk = begun.value;
  const before = factsOf(talk.client);
  const readyAt = await EFFECTS[input.outcome](talk);
  if (!readyAt.ok) return readyAt;
  const attemptId = await writeAttempt(talk, input.outcome, readyAt.value);
  if (!attemptId.ok) return attemptId;
  await giveBack(context, talk.lease);
  const after = await lockClient(context, clientId);
  if (!after.ok) return after;
  const entry = await record(context, {
    action: 'call.outcome_recorded',
    subject: { kind: 'call', id: attemptId.value },
    clientId,
    before: { facts: before, came_by: talk.lease.cameBy, why: talk.lease.why },
    after: {
      outcome: input.outcome,
      facts: factsOf(after.value),
      ...talk.trace,
    },
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  });
  offerUndo(context, entry);
  await announce(context, { type: 'call.outcome_recorded', subjectKind: 'call', subjectId: attemptId.value, clientId });
  return ok({
    id: attemptId.value,
    client_id: clientId,
    outcome: input.outcome,
    state: after.value.state,
    ready_at: readyAt.value.toString(),
  });
}

/**
 * A conversation whose effect another command decides: qualification gives its verdict in the same transaction. Writes
 * touch and attempt; the lease stays until `endCall`.
 */
export async function recordConversation(
  context: WriteContext,
  clientId: string,
  call: CallMade,
): Promise<Result<{ contactId: string | null; attemptId: string }>> {
  const begun = await beginCall(context, clientId, { ...call, outcome: 'spoken' });
  if (!begun.ok) return begun;
  const talk = begun.value;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const attemptId = await writeAttempt(talk, 'spoken', context.now);
  return attemptId.ok ? ok({ contactId: talk.contact?.id ?? null, attemptId: attemptId.value }) : attemptId;
}

/** The caller is done with the client: the lease ends, whatever it was. */
export async function endCall(context: WriteContext, clientId: string): Promise<void> {
  await giveBack(context, { clientId });
}

function checkOutcome(input: OutcomeInput): Result<undefined> {
  const { outcome, reason } = input;
  if (outcome === 'refusal' && !REFUSAL_REASONS.some((known) => known === reason)) {
    return invalid('/reason', 'calling.reason_required');
  }
  if (outcome === 'not_target' && !NOT_TARGET_REASONS.some((known) => known === reason)) {
    return invalid('/reason', 'calling.reason_required');
  }
  if (outcome === 'call_back' && input.next === undefined) return invalid('/next/due_on', 'calling.date_required');
  if (outcome === 'spoken' && input.next === undefined) return invalid('/next', 'calling.next_required');
  return ok();
}

async function beginCall(context: WriteContext, clientId: string, input: OutcomeInput): Promise<Result<Talk>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const lease = await ownLease(context, clientId);
  if (!lease.ok) return lease;
  if (locked.value.do_not_call) return refuse('calling.do_not_call');
  if (locked.value.call_basis === null) return refuse('calling.basis_required');
  const contact = await contactOfCall(context, clientId, input);
  if (!contact.ok) return contact;
  const trace: Trace = { touchId: null, plannedStepId: null, entries: [], dropped: false };
  return ok({
    context,
    client: locked.value,
    lease: lease.value,
    input: { ...input, ...(input.number === undefined ? {} : { number: numberOf(input.number) }) },
    contact: contact.value,
    summary: input.note?.trim() || textOf(context, `calling.outcome.${input.outcome}`),
    trace,
  });
}

/** A number as it is kept, whatever the spelling it came in. */
const numberOf = (typed: string): string => parsePhone(typed)?.number ?? typed;

/** A journal note in the language of whoever calls: it is theirs, and stays as it was written. */
function textOf(context: WriteContext, key: `calling.outcome.${Outcome}` | 'calling.step.call_back'): string {
  return (context.actor.language === 'en' ? en : ru)[key];
}

async function contactOfCall(
  context: WriteContext,
  clientId: string,
  input: CallMade,
): Promise<Result<Talk['contact']>> {
  if (input.contact_id !== undefined) {
    const known = (await contactsOf(context, clientId)).find((one) => one.contact_id === input.contact_id);
    if (known === undefined) return invalid('/contact_id', 'activities.contact_elsewhere');
    return ok({ id: known.contact_id, decides: known.decision_role === 'decision_maker' });
  }
  if (input.who === undefined) return ok(null);
  const added = await addContact(context, clientId, {
    full_name: input.who.full_name,
    ...(input.who.position_title === undefined ? {} : { position_title: input.who.position_title }),
  });
  return added.ok ? ok({ id: added.value.contact_id, decides: false }) : added;
}

const callTouch = ({ input, contact }: Talk) => ({
  kind: 'call' as const,
  ...(contact === null ? {} : { contact_id: contact.id }),
  ...(input.duration_minutes === undefined ? {} : { duration_minutes: input.duration_minutes }),
  ...(input.outcome === 'spoken' ? { with_decision_maker: contact?.decides ?? false } : {}),
});

async function touch(talk: Talk): Promise<Result<undefined>> {
  const recorded = await recordTouch(talk.context, {
    ...callTouch(talk),
    client_id: talk.client.id,
    summary: talk.summary,
  });
  if (!recorded.ok) return recorded;
  talk.trace.touchId = recorded.value.touch.id;
  return ok();
}

/** Remembers what a command of another module would offer to take back. */
function keepUndo({ context, trace }: Talk): void {
  if (context.effects.undo !== null) trace.entries.push(context.effects.undo);
}

async function writeAttempt(talk: Talk, outcome: Outcome, readyAt: Temporal.Instant): Promise<Result<string>> {
  const { context, client, input, lease, contact } = talk;
  const { employeeId } = context.actor;
  if (employeeId === null) return notFound();
  const id = newId(context.now);
  await insertAttempt(context, {
    id,
    clientId: client.id,
    employeeId,
    contactId: contact?.id ?? null,
    number: input.number ?? null,
    cameBy: lease.cameBy,
    outcome,
    reason: input.reason ?? null,
    withDecisionMaker: outcome === 'spoken' && (contact?.decides ?? false),
    readyAt: readyAt.toString(),
    touchId: talk.trace.touchId,
  });
  if (outcome === 'wrong_number' && input.number !== undefined) {
    await doubtNumber(context, { clientId: client.id, number: input.number, attemptId: id });
  }
  const rests = Temporal.Instant.compare(readyAt, context.now) > 0;
  await restCandidate(context, client.id, rests ? readyAt.toString() : null);
  return ok(id);
}

type Effect = (talk: Talk) => Promise<Result<Temporal.Instant>>;

const EFFECTS: Readonly<Record<Outcome, Effect>> = {
  no_answer: nobodyReached,
  gatekeeper: nobodyReached,
  wrong_number: wrongNumber,
  call_back: goesOn,
  spoken: goesOn,
  refusal,
  not_target: notTarget,
};

/** Nobody who could talk was reached: the client rests, longer each time; a promise tried in vain to the limit is given up. */
async function nobodyReached(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const { limits } = await callingNorms(context, client.sales_system_id);
  const since = context.now.subtract({ hours: limits.periodDays * 24 }).toString();
  const past = (await callsTo(context, client.id, since)).filter((call) => call.outcome !== 'wrong_number');
  const attempts = [...past.map((call) => Temporal.Instant.from(call.at)), context.now];
  const readyAt = readyAfter(attempts, context.now, limits);
  const used = attemptsUsed(
    past.map((call) => ({ at: Temporal.Instant.from(call.at), outcome: call.outcome })),
    context.now,
    limits.periodDays,
  );
  const exhausted = used + 1 >= limits.limit;
  if (exhausted && qualifiedByCaller(talk) && !(await hasOpenOffer(context, client.id))) {
    const back = await giveUp(talk, textOf(context, `calling.outcome.${talk.input.outcome}`));
    if (!back.ok) return back;
  }
  return ok(readyAt);
}

async function wrongNumber(talk: Talk): Promise<Result<Temporal.Instant>> {
  if (talk.input.number === undefined) return invalid('/number', 'calling.number_required');
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const { limits } = await callingNorms(talk.context, talk.client.sales_system_id);
  // It disturbed nobody at the client: another number may be dialled at once, unless earlier calls say otherwise.
  return ok((await restsUntil(talk.context, talk.client.id, limits)) ?? talk.context.now);
}

const qualifiedByCaller = ({ context, client }: Talk): boolean =>
  client.state === 'in_qualification' && isSelf(context, client.holder_id);

/** The client goes on with a dated step: a queued one is taken by the caller, one of theirs gets its next step. */
async function goesOn(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const planned = stepOf(talk);
  if (!planned.ok) return planned;
  const { step, at } = planned.value;
  const group = groupOf(client.state);
  const takes =
    group === 'queued' || (group === 'waiting' && (client.holder_id === null || isSelf(context, client.holder_id)));
  const finished = group === 'in_work' && isSelf(context, client.holder_id) ? await finishDue(talk, step) : ok(false);
  if (!finished.ok) return finished;
  if (finished.value) return ok(at);
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  if (group === 'waiting' && !takes && input.outcome === 'call_back') return ok(at);
  const ownerId = context.actor.employeeId ?? undefined;
  const facts = { holder: { employeeId: ownerId ?? '', via: 'taken' as const }, qualifying: true };
  const made = takes
    ? await planStep(context, { ...step, client_id: client.id }, facts)
    : await planStep(context, {
        ...step,
        client_id: client.id,
        ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      });
  if (!made.ok) return made;
  talk.trace.plannedStepId = made.value.id;
  return ok(at);
}

/** What the call was about is done with it, and the next step follows; false when the client's next step is another matter. */
async function finishDue(talk: Talk, next: StepInput): Promise<Result<boolean>> {
  const { context, client, trace } = talk;
  if (client.next_step_id === null || client.next_step_on === null) return ok(false);
  const today = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  if (client.next_step_on > today) return ok(false);
  const finished = await finishStep(context, client.next_step_id, {
    outcome: talk.summary,
    touch: callTouch(talk),
    next,
  });
  if (!finished.ok) return finished;
  trace.touchId = finished.value.touch?.id ?? null;
  keepUndo(talk);
  return ok(true);
}

function stepOf({ context, client, input, contact }: Talk): Result<{ step: StepInput; at: Temporal.Instant }> {
  const { next } = input;
  if (next === undefined) return invalid('/next/due_on', 'calling.date_required');
  const there = next.time_of === 'client' && next.due_time !== undefined;
  const zone = there ? client.time_zone : context.actor.timeZone;
  const day = Temporal.PlainDate.from(next.due_on);
  const at = day.toZonedDateTime({ timeZone: zone, plainTime: next.due_time ?? '00:00' });
  const here = at.withTimeZone(context.actor.timeZone);
  const local = next.due_time === undefined ? day : here.toPlainDate();
  const time = next.due_time === undefined ? {} : { due_time: here.toPlainTime().toString().slice(0, 5) };
  const step: StepInput = {
    kind: next.kind ?? 'call',
    title: next.title?.trim() || textOf(context, 'calling.step.call_back'),
    due_on: local.toString(),
    ...time,
    ...(contact === null ? {} : { contact_id: contact.id }),
  };
  return ok({ step, at: at.toInstant() });
}

/** A refusal is no loss: what the client may need sleeps on with a yearly look, else it rests long in the base. */
async function refusal(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  // `checkOutcome` has found it in the list.
  const reason = input.reason as RefusalReason;
  if (reason === 'do_not_call') return forbidCalls(talk);
  const rest = context.now.add({ hours: 24 * (await norm(context, client.sales_system_id, 'cadence.later_days')) });
  const slept = await letNeedsSleep(talk, reason);
  if (!slept.ok) return slept;
  const group = groupOf(client.state);
  if (qualifiedByCaller(talk)) {
    const back = await giveUp(talk, talk.summary);
    if (!back.ok) return back;
  } else if (group === 'queued') {
    const cold = await changeFacts(context, client.id, { warmSince: null });
    if (!cold.ok) return cold;
    if (slept.value > 0) {
      const parked = await parkClient(context, client.id, { reason: talk.summary });
      if (!parked.ok) return parked;
    }
  } else if (group === 'waiting' && slept.value === 0 && client.check_owner_id !== null) {
    const days = await norm(context, client.sales_system_id, 'cadence.dormant_days');
    const on = workingDayFrom(await companyCalendar(context), (await todayHere(context)).add({ days }));
    const later = await changeFacts(context, client.id, { check: { on, ownerId: client.check_owner_id } });
    if (!later.ok) return later;
  }
  return ok(rest);
}

/** Nobody ever calls this client again. What was promised falls away; whoever waits goes on waiting. */
async function forbidCalls(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, summary } = talk;
  const now = await lockClient(context, client.id);
  if (!now.ok) return now;
  const forbidden = await editClient(context, client.id, {
    version: now.value.version,
    do_not_call: true,
    do_not_call_reason: summary.slice(0, 500),
  });
  if (!forbidden.ok) return forbidden;
  keepUndo(talk);
  if (qualifiedByCaller(talk)) {
    const back = await giveUp(talk, summary);
    if (!back.ok) return back;
  }
  return ok(context.now);
}

const todayHere = async (context: WriteContext): Promise<Temporal.PlainDate> =>
  context.now.toZonedDateTimeISO((await companyCalendar(context)).timeZone).toPlainDate();

/** Every open need that has a verdict sleeps from now on, with the refusal as its evidence. Returns how many. */
async function letNeedsSleep(talk: Talk, reason: RefusalReason): Promise<Result<number>> {
  const { context, client, summary } = talk;
  const open = (await needsOf(context, client.id)).filter((need) => isOpen(need.status) && need.verdict !== 'none');
  for (const need of open) {
    const slept = await determineRelevance(context, need.id, {
      version: need.version,
      verdict: 'dormant',
      blocker: BLOCKER_OF_REFUSAL[reason],
      evidence: summary,
    });
    if (!slept.ok) return slept;
    keepUndo(talk);
  }
  return ok(open.length);
}

/** The caller lets the client go: it waits for its needs to ripen, or goes back where it came from. */
async function giveUp(talk: Talk, reason: string): Promise<Result<unknown>> {
  const { context, client, trace } = talk;
  trace.dropped = true;
  const looked = (await needsOf(context, client.id)).some(
    (need) => isOpen(need.status) && need.next_check_on !== null && need.check_owner_id !== null,
  );
  if (looked) return parkClient(context, client.id, { reason });
  const cancelled = await cancelSteps(context, client.id, reason);
  if (!cancelled.ok) return cancelled;
  // A client that waited before it was promised a call waits again; any other goes back to the base.
  const waits = client.waiting_reason !== null || client.lost_on !== null || client.delivered_on !== null;
  return changeFacts(context, client.id, {
    qualifying: false,
    nextStep: null,
    warmSince: null,
    ...(waits ? {} : { holder: null }),
  });
}

async function notTarget(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const now = await lockClient(context, client.id);
  if (!now.ok) return now;
  talk.trace.dropped = client.next_step_id !== null;
  const note = input.note?.trim();
  const texts: Readonly<Record<string, string>> = context.actor.language === 'en' ? en : ru;
  const reason = [texts[`calling.not_target.${input.reason ?? 'other'}`], note].filter(Boolean).join('. ');
  const closed = await closeClient(context, client.id, { version: now.value.version, as: 'not_target', reason });
  return closed.ok ? ok(context.now) : closed;
}

/* ---- taking back ---- */

interface Recorded {
  before: { facts: ClientFacts; came_by: Lease['cameBy']; why: Why[] };
  after: Trace & { facts: ClientFacts };
}

/** Takes a call back: its touch, its attempt and what followed from it, unless somebody has acted on the client since. */
const undoOutcome: Undo = async (context, entry) => {
  const attempt = await attemptById(context, entry.subjectId);
  if (attempt === undefined) return notFound();
  const locked = await lockClient(context, attempt.client_id);
  if (!locked.ok) return locked;
  // Written by `recordOutcome`, which is what makes the shape true.
  const { before, after } = entry as unknown as Recorded;
  if (!sameFacts(locked.value, after.facts)) return refuse('journal.acted_on_since', { code: 'conflict' });
  await resumeLease(context, attempt.client_id, before.came_by, before.why);
  for (const id of after.entries.toReversed()) {
    const undone = await undo(context, id);
    if (!undone.ok) return undone;
  }
  const restored = await restoreFacts(context, attempt.client_id, before.facts, after);
  if (!restored.ok) return restored;
  await markUndone(context, attempt.id);
  const { limits } = await callingNorms(context, locked.value.sales_system_id);
  const rests = await restsUntil(context, attempt.client_id, limits);
  await restCandidate(context, attempt.client_id, rests?.toString() ?? null);
  await announce(context, {
    type: 'call.outcome_undone',
    subjectKind: 'call',
    subjectId: attempt.id,
    clientId: attempt.client_id,
  });
  return ok();
};

async function restoreFacts(
  context: WriteContext,
  clientId: string,
  facts: ClientFacts,
  trace: Trace,
): Promise<Result<unknown>> {
  const back = patchBackTo(facts);
  if (trace.dropped && facts.next_step_title !== null && facts.next_step_on !== null) {
    const today = (await todayHere(context)).toString();
    const anew = await planStep(
      context,
      {
        client_id: clientId,
        kind: 'call',
        title: facts.next_step_title,
        due_on: facts.next_step_on < today ? today : facts.next_step_on,
      },
      back,
    );
    if (!anew.ok) return anew;
  } else {
    const changed = await changeFacts(context, clientId, back);
    if (!changed.ok) return changed;
    const dropped = await dropPlanned(context, changed.value, trace.plannedStepId);
    if (!dropped.ok) return dropped;
  }
  return trace.touchId === null ? ok() : removeTouch(context, trace.touchId);
}

export function registerOutcomes(): void {
  registerUndo('call.outcome_recorded', undoOutcome);
}
