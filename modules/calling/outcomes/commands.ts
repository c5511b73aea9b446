import { addContact } from '#modules/clients/commands.ts';
import { contactsOf, lockClient } from '#modules/clients/queries.ts';
import { offerUndo, record } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { parsePhone } from '#shared/phone.ts';
import { invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { CallMade, OutcomeInput, OutcomeReply } from '../contract.ts';
import { EFFECTS } from '../effects/commands.ts';
import { giveBack, ownLease } from '../leases/commands.ts';
import { NOT_TARGET_REASONS, type Outcome, REFUSAL_REASONS } from '../rules.ts';
import { doubtNumber, insertAttempt, restCandidate } from '../store.ts';
import { type Recorded, type Talk, type Trace, textOf, touch } from '../talks/commands.ts';
import { factsOf } from './rules.ts';

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
  const after = await lockClient(context, clientId);
  if (!after.ok) return after;
  const { cameBy, why } = talk.lease;
  const recorded: Recorded = { ...talk.trace, cameBy, why, before, after: factsOf(after.value) };
  const attemptId = await writeAttempt(talk, input.outcome, readyAt.value, recorded);
  if (!attemptId.ok) return attemptId;
  await giveBack(context, talk.lease);
  const entry = await record(context, {
    action: 'call.outcome_recorded',
    subject: { kind: 'call', id: attemptId.value },
    clientId,
    before: { state: talk.client.state },
    after: { outcome: input.outcome, state: after.value.state, ready_at: readyAt.value.toString() },
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  });
  context.effects.undo = null;
  if (!talk.trace.final) offerUndo(context, entry);
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
  const trace: Trace = { touchId: null, plannedStepId: null, entries: [], dropped: false, final: false };
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
    // Whoever has been reached by phone works there today.
    verified_on: (await companyToday(context)).toString(),
    ...(input.who.position_title === undefined ? {} : { position_title: input.who.position_title }),
  });
  return added.ok ? ok({ id: added.value.contact_id, decides: false }) : added;
}

async function writeAttempt(
  talk: Talk,
  outcome: Outcome,
  readyAt: Temporal.Instant,
  trace: Recorded | null = null,
): Promise<Result<string>> {
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
    trace,
  });
  if (outcome === 'wrong_number' && input.number !== undefined) {
    await doubtNumber(context, { clientId: client.id, number: input.number, attemptId: id });
  }
  const rests = Temporal.Instant.compare(readyAt, context.now) > 0;
  await restCandidate(context, client.id, rests ? readyAt.toString() : null);
  return ok(id);
}
