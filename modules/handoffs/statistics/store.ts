import { type SqlBool, sql } from 'kysely';
import type { ReturnCode } from '../rules.ts';
import type { Reading } from '../store.ts';
import { type CountedRound, fateOfState } from './rules.ts';

export interface CountedFilter {
  kind?: string | undefined;
  salesSystemId?: string | undefined;
  giverId?: string | undefined;
  receiverId?: string | undefined;
  giverPositionId?: string | undefined;
  receiverPositionId?: string | undefined;
  since: string;
}

export interface CountedRow extends CountedRound {
  kind: string;
  giverId: string;
  receiverId: string;
  state: string;
  offeredAt: string;
}

/** Rounds of the hand-offs that count: no self-checks, none that became void with their client. */
export async function countedRounds({ db }: Reading, filter: CountedFilter): Promise<CountedRow[]> {
  let query = db
    .selectFrom('handoffs as h')
    .innerJoin('handoff_rounds as r', 'r.handoff_id', 'h.id')
    .innerJoin('v_clients as c', 'c.id', 'h.client_id')
    .select([
      'h.id',
      'h.kind',
      'h.giver_id',
      'h.receiver_id',
      'h.state',
      'h.accepted_silently',
      'r.round',
      'r.offered_at',
      'r.answer',
      'r.return_code',
      'r.answer_minutes',
      'c.state as client_state',
    ])
    .where('h.self_check', '=', false)
    .where('h.state', '<>', 'void')
    .where('h.first_offered_at', '>=', filter.since);
  const equal: [string | undefined, ReturnType<typeof sql<SqlBool>>][] = [
    [filter.kind, sql<SqlBool>`h.kind = ${filter.kind}`],
    [filter.salesSystemId, sql<SqlBool>`h.sales_system_id = ${filter.salesSystemId}`],
    [filter.giverId, sql<SqlBool>`h.giver_id = ${filter.giverId}`],
    [filter.receiverId, sql<SqlBool>`h.receiver_id = ${filter.receiverId}`],
    [filter.giverPositionId, sql<SqlBool>`h.giver_position_id = ${filter.giverPositionId}`],
    [filter.receiverPositionId, sql<SqlBool>`h.receiver_position_id = ${filter.receiverPositionId}`],
  ];
  for (const [wanted, condition] of equal) if (wanted !== undefined) query = query.where(condition);
  const rows = await query.orderBy('h.id').orderBy('r.round').execute();
  return rows.map((row) => ({
    handoffId: row.id,
    kind: row.kind,
    giverId: row.giver_id,
    receiverId: row.receiver_id,
    state: row.state,
    offeredAt: row.offered_at,
    round: row.round,
    // The columns' CHECKs admit these answers and codes only.
    answer: row.answer as CountedRound['answer'],
    returnCode: row.return_code as ReturnCode | null,
    silently: row.accepted_silently,
    answerMinutes: row.answer_minutes,
    fate: fateOfState(row.client_state ?? ''),
  }));
}
