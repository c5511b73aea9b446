import { dismissParticipant } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { type Change, record } from '#modules/journal/commands.ts';
import { calendarOf } from '#modules/people/queries.ts';
import { norm } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import type { Actor } from '#shared/actor.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { workingMinutesBetween } from '#shared/working-calendar.ts';
import { mayReadHandoff, type Parties } from '../access.ts';
import { effectsOf, type HandoffFacts, type HandoffKind, requireKind } from '../kinds/commands.ts';
import { answererOf, handoffCard, partiesOf } from '../queries.ts';
import { dueAt, type HandoffMove, type HandoffState, move, type ReturnCode } from '../rules.ts';
import { putBackPersonal } from '../sealing/rules.ts';
import {
  answerRound,
  type HandoffRow,
  handoffRow,
  lockHandoff,
  personalValues,
  roundsOf,
  saveHandoff,
} from '../store.ts';

/** In what capacity the receiver reads the client's card before they have answered. */
export const RECEIVER = 'handoff_receiver';

export interface Begun {
  client: ClientRow;
  handoff: HandoffRow;
  /** The state that the move leads to. */
  next: HandoffState;
}

/**
 * What every move of a hand-off begins with: it is within reach, the client and then the hand-off are locked (in this order
 * everywhere), the actor may make the move, the machine allows it, and nobody has been faster. What has become of it
 * meanwhile is told before that the version is old: «уже принята» says more than two numbers.
 */
export async function begin(
  context: WriteContext,
  id: string,
  by: HandoffMove,
  version: number | undefined,
  may: (actor: Actor, parties: Parties) => boolean,
): Promise<Result<Begun>> {
  const seen = await handoffRow(context, id);
  if (seen === undefined) return notFound();
  const client = await lockClient(context, seen.client_id);
  if (!client.ok) return client;
  if (!mayReadHandoff(context.actor, partiesOf(seen), await reachOf(context, seen.client_id))) return notFound();
  const handoff = await lockHandoff(context, id);
  if (handoff === undefined) return notFound();
  if (!may(context.actor, partiesOf(handoff))) return forbidden('handoffs.not_yours');
  const next = move(handoff.state, by);
  if (!next.ok) return next;
  if (version !== undefined && version !== handoff.version) return staleNow(context, id);
  return ok({ client: client.value, handoff, next: next.value });
}

export async function staleNow(context: WriteContext, id: string): Promise<Result<never>> {
  const card = await handoffCard(context, id);
  return staleVersion(card.ok ? card.value : null);
}

/** When the answer is due, by the working time of whoever has to give it. Source: domain §4. */
export async function answerDue(
  context: WriteContext,
  kind: HandoffKind,
  salesSystemId: string,
  receiverId: string,
): Promise<string> {
  const calendar = await calendarOf(context, await answererOf(context, receiverId));
  const days = await norm(context, salesSystemId, kind.deadlineNorm);
  return dueAt({ calendar, from: context.now, days }).toString();
}

/** Until when a return may be disputed, by the working time of the giver. Source: domain §4. */
export async function disputeDue(context: WriteContext, salesSystemId: string, giverId: string): Promise<string> {
  const calendar = await calendarOf(context, await answererOf(context, giverId));
  const days = await norm(context, salesSystemId, 'handoff.dispute_days');
  return dueAt({ calendar, from: context.now, days }).toString();
}

export function factsOf(handoff: HandoffRow, note: string | null): HandoffFacts {
  return {
    id: handoff.id,
    kind: handoff.kind,
    salesSystemId: handoff.sales_system_id,
    clientId: handoff.client_id,
    subject: { kind: handoff.subject_kind, id: handoff.subject_id },
    giverId: handoff.giver_id,
    receiverId: handoff.receiver_id,
    selfCheck: handoff.self_check,
    round: handoff.round,
    note,
  };
}

export async function recordHandoff(
  context: WriteContext,
  action: string,
  handoff: Pick<HandoffRow, 'id' | 'client_id'>,
  change: Pick<Change, 'before' | 'after' | 'reason'>,
): Promise<void> {
  const { id, client_id: clientId } = handoff;
  await record(context, { action, subject: { kind: 'handoff', id }, clientId, ...change });
  await announce(context, { type: action, subjectKind: 'handoff', subjectId: id, clientId });
}

export type Answer =
  | { as: 'accepted'; silently?: boolean }
  | { as: 'returned'; code: ReturnCode; text: string | null }
  | { as: 'withdrawn' | 'void'; text: string | null };

/** Writes the answer into the round, with the working minutes that it took. */
export async function answer(context: WriteContext, handoff: HandoffRow, given: Answer): Promise<void> {
  const answered = given.as === 'accepted' || given.as === 'returned';
  await answerRound(context, handoff, {
    answer: given.as,
    answered_by: context.actor.employeeId,
    return_code: given.as === 'returned' ? given.code : null,
    answer_text: given.as === 'accepted' ? null : given.text,
    answer_minutes: answered && !handoff.self_check ? await minutesTaken(context, handoff) : null,
  });
}

async function minutesTaken(context: WriteContext, handoff: HandoffRow): Promise<number> {
  const current = (await roundsOf(context, handoff.id)).at(-1);
  if (current === undefined) return 0;
  const calendar = await calendarOf(context, context.actor.employeeId ?? handoff.receiver_id);
  const minutes = workingMinutesBetween(calendar, Temporal.Instant.from(current.offered_at), context.now);
  return Math.max(0, Math.round(minutes));
}

/**
 * Everything that follows from an acceptance, in its transaction: the kind's own consequences (the receiver becomes the
 * holder), then those that later modules registered. A refusal of any of them refuses the acceptance, and so does an
 * outcome in which the receiver does not hold the client. Refuses: `handoffs.holder_not_passed`. Source: domain §4.
 */
export async function passOver(context: WriteContext, handoff: HandoffRow): Promise<Result<undefined>> {
  const current = (await roundsOf(context, handoff.id)).at(-1);
  if (current === undefined) throw new Error(`hand-off ${handoff.id} has no round`);
  const aside = await personalValues(context, [current.id]);
  const frozen = putBackPersonal(current.stored, new Map(aside.map(({ place, value }) => [place, value])));
  const accepted = { ...factsOf(handoff, current.note), ...frozen };
  for (const follow of [requireKind(handoff.kind).onAccepted, ...effectsOf(handoff.kind)]) {
    const followed = await follow(context, accepted);
    if (!followed.ok) return followed;
  }
  const client = await lockClient(context, handoff.client_id);
  if (!client.ok) return client;
  if (client.value.holder_id !== handoff.receiver_id) return refuse('handoffs.holder_not_passed');
  await dismissParticipant(context, handoff.client_id, RECEIVER, handoff.id);
  return ok();
}

/** Ends a hand-off that leads to nothing: the giver keeps the client. */
export async function end(
  context: WriteContext,
  handoff: HandoffRow,
  as: 'withdrawn' | 'upheld' | 'void',
  note: string | null,
  change: Partial<HandoffRow> = {},
): Promise<Result<undefined>> {
  const unanswered = handoff.state === 'offered';
  const ended = {
    state: as,
    due_at: null,
    overdue_at: null,
    closed_at: context.now.toString(),
    closing_note: note,
    ...change,
  };
  if (!(await saveHandoff(context, handoff, ended))) return staleNow(context, handoff.id);
  if (unanswered && as !== 'upheld') await answer(context, handoff, { as, text: note });
  await dismissParticipant(context, handoff.client_id, RECEIVER, handoff.id);
  const followed = await requireKind(handoff.kind).onEnded?.(context, factsOf(handoff, note), as);
  if (followed !== undefined && !followed.ok) return followed;
  await recordHandoff(context, `handoff.${as}`, handoff, {
    before: { state: handoff.state },
    after: { state: as },
    ...(note === null ? {} : { reason: note }),
  });
  return ok();
}
