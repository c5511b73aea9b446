import { admitParticipant, dismissParticipant } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientForWork } from '#modules/clients/queries.ts';
import { holdersOf } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, ok, type Result, refuse } from '#shared/result.ts';
import { mayGive } from '../access.ts';
import { answer, answerDue, begin, factsOf, passOver, RECEIVER, recordHandoff, staleNow } from '../baton/commands.ts';
import type { Handoff, HandoffKindName, Subject } from '../contract.ts';
import { type HandoffKind, kindNamed, requireKind } from '../kinds/commands.ts';
import { handoffCard } from '../queries.ts';
import { checkReadiness } from '../rules.ts';
import { type Sealed, sealPackage } from '../sealing/commands.ts';
import { type HandoffRow, insertHandoff, insertRound, lockHandoff, openRow, saveHandoff } from '../store.ts';
import { giverOf, proposedReceiver } from './queries.ts';

export interface OfferInput {
  kind: HandoffKindName;
  clientId: string;
  subject: Subject;
  /** Chosen by segment, presence and free capacity when left out; the giver, when they hold the next function too. */
  receiverId?: string | undefined;
  note?: string | null | undefined;
}

/**
 * Offers a client to the function that comes next. The package is frozen and sealed, the receiver may read the card, the
 * giver carries the client until acceptance. Where one person holds both functions it is a self-check: the same criteria,
 * accepted at once, not counted among hand-offs. A matter that was returned is offered in its next round.
 * Refuses: `handoffs.criteria_missing` (with the list), `handoffs.already_offered`, `handoffs.already_disputed`,
 * `handoffs.giver_lacks_function`, `handoffs.receiver_lacks_function`, `workload.no_receiver`. Source: domain §4.
 */
export async function offerHandoff(context: WriteContext, input: OfferInput): Promise<Result<Handoff>> {
  const found = await clientForWork(context, input.clientId);
  if (!found.ok) return found;
  const client = found.value;
  const kind = kindNamed(input.kind);
  if (kind === undefined) return invalid('/kind', 'field.not_in_list');
  const open = await openRow(context, kind.kind, input.subject);
  if (open !== undefined) {
    if (open.client_id !== client.id) return invalid('/subject', 'handoffs.subject_elsewhere');
    return offerNextRound(context, open.id, { receiverId: input.receiverId, note: input.note });
  }

  const parties = await partiesFor(context, kind, client, giverOf(context, client), input.receiverId);
  if (!parties.ok) return parties;
  const { giverId, giverPositionId, receiverId, receiverPositionId } = parties.value;
  const sealed = await freeze(context, kind, client.id, input.subject);
  if (!sealed.ok) return sealed;

  const selfCheck = giverId === receiverId;
  const now = context.now.toString();
  const due = selfCheck ? null : await answerDue(context, kind, client.sales_system_id, receiverId);
  const row = {
    id: newId(context.now),
    kind: kind.kind,
    sales_system_id: client.sales_system_id,
    client_id: client.id,
    subject_kind: input.subject.kind,
    subject_id: input.subject.id,
    from_function: kind.from,
    to_function: kind.to,
    giver_id: giverId,
    giver_position_id: giverPositionId,
    receiver_id: receiverId,
    receiver_position_id: receiverPositionId,
    self_check: selfCheck,
    state: selfCheck ? 'accepted' : 'offered',
    round: 1,
    first_offered_at: now,
    due_at: due,
    accepted_by: selfCheck ? context.actor.employeeId : null,
    closed_at: selfCheck ? now : null,
  } as const;
  await insertHandoff(context, row);
  await addRound(context, row, { dueAt: due, note: input.note ?? null, sealed: sealed.value });
  const handoff = await lockHandoff(context, row.id);
  if (handoff === undefined) throw new Error(`hand-off ${row.id} was not written`);
  if (selfCheck) {
    await answer(context, handoff, { as: 'accepted' });
    const passed = await passOver(context, handoff);
    if (!passed.ok) return passed;
    await recordHandoff(context, 'handoff.self_checked', handoff, {
      after: { state: 'accepted', receiver_id: receiverId },
    });
    return handoffCard(context, row.id);
  }
  return announceOffer(context, kind, handoff, input.note ?? null);
}

/** Offers a returned hand-off in its next round, with the package as it is now. Refuses what `offerHandoff` refuses. */
export async function offerAgain(
  context: WriteContext,
  id: string,
  input: { version?: number | undefined; receiverId?: string | undefined; note?: string | null | undefined },
): Promise<Result<Handoff>> {
  return offerNextRound(context, id, input);
}

async function offerNextRound(
  context: WriteContext,
  id: string,
  input: { version?: number | undefined; receiverId?: string | undefined; note?: string | null | undefined },
): Promise<Result<Handoff>> {
  const begun = await begin(context, id, 'offer_again', input.version, mayGive);
  if (!begun.ok) return begun;
  const { client, handoff, next } = begun.value;
  const kind = requireKind(handoff.kind);
  const parties = await partiesFor(context, kind, client, handoff.giver_id, input.receiverId ?? handoff.receiver_id);
  if (!parties.ok) return parties;
  const { receiverId, receiverPositionId } = parties.value;
  if (receiverId === handoff.giver_id) return refuse('handoffs.self_check_needs_own_offer');
  const sealed = await freeze(context, kind, client.id, { kind: handoff.subject_kind, id: handoff.subject_id });
  if (!sealed.ok) return sealed;

  const due = await answerDue(context, kind, handoff.sales_system_id, receiverId);
  const round = handoff.round + 1;
  const change = {
    state: next,
    round,
    receiver_id: receiverId,
    receiver_position_id: receiverPositionId,
    due_at: due,
    dispute_until: null,
    escalated_to: null,
  };
  if (!(await saveHandoff(context, handoff, change))) return staleNow(context, id);
  const offered = { ...handoff, ...change, version: handoff.version + 1 };
  await addRound(context, offered, { dueAt: due, note: input.note ?? null, sealed: sealed.value });
  await dismissParticipant(context, handoff.client_id, RECEIVER, id);
  return announceOffer(context, kind, offered, input.note ?? null);
}

interface OfferParties {
  giverId: string;
  giverPositionId: string;
  receiverId: string;
  receiverPositionId: string;
}

/** Both sides hold the functions between which the client passes, today and in its segment. */
async function partiesFor(
  context: WriteContext,
  kind: HandoffKind,
  client: ClientRow,
  giverId: string | null,
  wanted: string | undefined,
): Promise<Result<OfferParties>> {
  if (giverId === null) return forbidden();
  const of = { salesSystemId: client.sales_system_id, segmentId: client.segment_id };
  const [givers, receivers] = await Promise.all([
    holdersOf(context, { ...of, function: kind.from }),
    holdersOf(context, { ...of, function: kind.to }),
  ]);
  const giver = givers.find((holder) => holder.employeeId === giverId);
  if (giver === undefined) return refuse('handoffs.giver_lacks_function');
  const proposed =
    wanted === undefined ? await proposedReceiver(context, kind, client, giverId) : ok({ employeeId: wanted });
  if (!proposed.ok) return proposed;
  const receiver = receivers.find((holder) => holder.employeeId === proposed.value.employeeId);
  if (receiver === undefined) return invalid('/receiver_id', 'handoffs.receiver_lacks_function');
  return ok({
    giverId,
    giverPositionId: giver.positionId,
    receiverId: receiver.employeeId,
    receiverPositionId: receiver.positionId,
  });
}

async function freeze(
  context: WriteContext,
  kind: HandoffKind,
  clientId: string,
  subject: Subject,
): Promise<Result<Sealed>> {
  const criteria = await kind.criteria(context, clientId, subject);
  const ready = checkReadiness(criteria);
  if (!ready.ok) return ready;
  return ok(sealPackage(criteria, await kind.freeze(context, clientId, subject)));
}

async function addRound(
  context: WriteContext,
  handoff: Pick<HandoffRow, 'id' | 'round' | 'giver_id' | 'receiver_id' | 'receiver_position_id'>,
  { dueAt: due, note, sealed }: { dueAt: string | null; note: string | null; sealed: Sealed },
): Promise<void> {
  await insertRound(context, {
    id: newId(context.now),
    handoffId: handoff.id,
    round: handoff.round,
    offeredAt: context.now.toString(),
    offeredBy: context.actor.employeeId,
    giverId: handoff.giver_id,
    receiverId: handoff.receiver_id,
    receiverPositionId: handoff.receiver_position_id,
    dueAt: due,
    note,
    sealed,
  });
}

async function announceOffer(
  context: WriteContext,
  kind: HandoffKind,
  handoff: HandoffRow,
  note: string | null,
): Promise<Result<Handoff>> {
  await admitParticipant(context, handoff.client_id, handoff.receiver_id, RECEIVER, handoff.id);
  const followed = await kind.onOffered?.(context, factsOf(handoff, note));
  if (followed !== undefined && !followed.ok) return followed;
  await recordHandoff(context, 'handoff.offered', handoff, {
    after: { state: 'offered', round: handoff.round, receiver_id: handoff.receiver_id, due_at: handoff.due_at },
    ...(note === null ? {} : { reason: note }),
  });
  return handoffCard(context, handoff.id);
}
