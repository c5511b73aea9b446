import type { WriteContext } from '#platform/context.ts';

/** The hand-off that a round may go on with: remembered, of the same people, and last returned before it. */
export async function lastRemembered(
  { db }: WriteContext,
  round: { kind: string; clientId: string; giverId: string; receiverId: string; offeredAt: Temporal.Instant },
): Promise<{ id: string; round: number } | null> {
  const row = await db
    .selectFrom('handoffs as h')
    .innerJoin('handoff_rounds as r', (join) =>
      join.onRef('r.handoff_id', '=', 'h.id').onRef('r.round', '=', 'h.round'),
    )
    .select(['h.id', 'h.round'])
    .where('h.client_id', '=', round.clientId)
    .where('h.kind', '=', round.kind)
    .where('h.subject_kind', '=', 'client')
    .where('h.giver_id', '=', round.giverId)
    .where('h.receiver_id', '=', round.receiverId)
    .where('r.answer', '=', 'returned')
    .where('r.answered_at', '<=', round.offeredAt.toString())
    .orderBy('r.answered_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function answerPastRound(
  { db }: WriteContext,
  roundId: string,
  answer: {
    answer: string;
    answered_at: string;
    answered_by: string;
    return_code: string | null;
    answer_text: string | null;
    answer_minutes: number;
  },
): Promise<void> {
  await db.updateTable('handoff_rounds').set(answer).where('id', '=', roundId).execute();
}

/** Removes the hand-off of a round; null when it is gone already. Only what was remembered has a client for its subject. */
export async function deleteHandoff({ db }: WriteContext, roundId: string): Promise<string | null> {
  const round = await db
    .selectFrom('handoff_rounds as r')
    .innerJoin('handoffs as h', 'h.id', 'r.handoff_id')
    .select('h.id')
    .where('r.id', '=', roundId)
    .where('h.subject_kind', '=', 'client')
    .executeTakeFirst();
  if (round === undefined) return null;
  await db.deleteFrom('handoff_rounds').where('handoff_id', '=', round.id).execute();
  await db.deleteFrom('handoffs').where('id', '=', round.id).execute();
  return round.id;
}
