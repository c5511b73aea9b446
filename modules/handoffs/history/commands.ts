import { record } from '#modules/journal/commands.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { workingMinutesBetween } from '#shared/working-calendar.ts';
import { requireKind } from '../kinds/commands.ts';
import type { ReturnCode } from '../rules.ts';
import { sealPackage } from '../sealing/commands.ts';
import { insertHandoff, insertRound, lockHandoff, saveHandoff } from '../store.ts';
import { answerPastRound, deleteHandoff, lastRemembered } from './store.ts';

/** One round of a hand-off as another program knew it. */
export interface PastRound {
  kind: 'H1' | 'H2';
  clientId: string;
  salesSystemId: string;
  giverId: string;
  receiverId: string;
  offeredAt: Temporal.Instant;
  answeredAt: Temporal.Instant;
  answer: 'accepted' | 'returned' | 'withdrawn';
  returnCode: ReturnCode | null;
  text: string | null;
  /** What the seal covers: where the round comes from, for its package was never here. */
  source: string;
}

/**
 * Writes an answered round of the past. A round that follows a returned one of the same client, kind, giver and receiver is its next round; any other
 * one begins a hand-off of its own. A return that nothing followed stands as withdrawn: nobody is asked about it any more.
 * The time to answer is counted in the company's working hours. It asks no question of access. Source: domain §4.
 */
export async function rememberRound(
  context: WriteContext,
  round: PastRound,
): Promise<{ handoffId: string; roundId: string }> {
  const kind = requireKind(round.kind);
  const before = await lastRemembered(context, round);
  const number = before === null ? 1 : before.round + 1;
  const selfCheck = round.giverId === round.receiverId;
  const closing = {
    state: selfCheck || round.answer === 'accepted' ? ('accepted' as const) : ('withdrawn' as const),
    accepted_by: selfCheck || round.answer === 'accepted' ? round.receiverId : null,
    closed_at: round.answeredAt.toString(),
    closing_note: round.text,
  };
  const handoffId = before?.id ?? newId();
  if (before === null) {
    await insertHandoff(context, {
      id: handoffId,
      kind: round.kind,
      sales_system_id: round.salesSystemId,
      client_id: round.clientId,
      subject_kind: 'client',
      subject_id: round.clientId,
      from_function: kind.from,
      to_function: kind.to,
      giver_id: round.giverId,
      giver_position_id: null,
      receiver_id: round.receiverId,
      receiver_position_id: null,
      self_check: selfCheck,
      round: 1,
      first_offered_at: round.offeredAt.toString(),
      due_at: null,
      ...closing,
    });
  } else {
    const locked = await lockHandoff(context, handoffId);
    if (locked !== undefined) await saveHandoff(context, locked, { round: number, ...closing });
  }
  const roundId = newId();
  await insertRound(context, {
    id: roundId,
    handoffId,
    round: number,
    offeredAt: round.offeredAt.toString(),
    offeredBy: round.giverId,
    giverId: round.giverId,
    receiverId: round.receiverId,
    receiverPositionId: null,
    dueAt: null,
    note: null,
    sealed: sealPackage([], {
      sections: [
        { title_key: 'handoffs.from_history', rows: [{ label_key: 'handoffs.history_source', value: round.source }] },
      ],
    }),
  });
  const minutes = workingMinutesBetween(await companyCalendar(context), round.offeredAt, round.answeredAt);
  await answerPastRound(context, roundId, {
    answer: selfCheck ? 'accepted' : round.answer,
    answered_at: round.answeredAt.toString(),
    answered_by: round.answer === 'withdrawn' ? round.giverId : round.receiverId,
    return_code: selfCheck ? null : round.returnCode,
    answer_text: round.returnCode === 'other' ? (round.text ?? '—') : round.text,
    answer_minutes: minutes,
  });
  await record(context, {
    action: 'handoff.remembered',
    subject: { kind: 'handoff', id: handoffId },
    clientId: round.clientId,
    after: { kind: round.kind, round: number, answer: round.answer, return_code: round.returnCode },
  });
  return { handoffId, roundId };
}

/** Removes the hand-off of a remembered round with all its rounds, as long as every one of them came from the past. */
export async function forgetRound(context: WriteContext, roundId: string): Promise<boolean> {
  const handoffId = await deleteHandoff(context, roundId);
  if (handoffId !== null) {
    await record(context, { action: 'handoff.forgotten', subject: { kind: 'handoff', id: handoffId } });
  }
  return handoffId !== null;
}
