import { sql } from 'kysely';
import type { ReturnCode } from '../rules.ts';
import type { Reading } from '../store.ts';

export interface HoldingLine {
  employee_id: string;
  full_name: string;
  from_at: string;
  via: string;
}

export async function holdingsOf({ db }: Reading, clientId: string): Promise<HoldingLine[]> {
  const rows = await db
    .selectFrom('v_client_holdings as o')
    .innerJoin('v_employee_names as e', 'e.id', 'o.employee_id')
    .select(['o.employee_id', 'e.full_name', 'o.from_at', 'o.via'])
    .where('o.client_id', '=', clientId)
    .orderBy('o.from_at')
    .execute();
  // Columns of views are nullable to the compiler; these come from NOT NULL ones.
  return rows as HoldingLine[];
}

export interface AnsweredLine {
  id: string;
  handoff_id: string;
  round: number;
  answer: 'accepted' | 'returned';
  answered_at: string;
  answer_minutes: number | null;
  return_code: ReturnCode | null;
  answer_text: string | null;
  state: string;
  self_check: boolean;
  last_round: number;
  from_function: string;
  to_function: string;
  giver_id: string;
  giver_name: string;
  receiver_id: string;
  receiver_name: string;
  settlement: string | null;
  closed_at: string | null;
}

/** Answered rounds of a client's hand-offs, newest first; from a place on when it is given. */
export async function answeredLines(
  { db }: Reading,
  clientId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<AnsweredLine[]> {
  let query = db
    .selectFrom('handoff_rounds as r')
    .innerJoin('handoffs as h', 'h.id', 'r.handoff_id')
    .innerJoin('v_employee_names as g', 'g.id', 'r.giver_id')
    .innerJoin('v_employee_names as v', 'v.id', 'r.receiver_id')
    .select([
      'r.id',
      'r.handoff_id',
      'r.round',
      'r.answer',
      'r.answered_at',
      'r.answer_minutes',
      'r.return_code',
      'r.answer_text',
      'h.state',
      'h.self_check',
      'h.round as last_round',
      'h.from_function',
      'h.to_function',
      'h.settlement',
      'h.closed_at',
      'r.giver_id',
      'g.full_name as giver_name',
      'r.receiver_id',
      'v.full_name as receiver_name',
    ])
    .where('h.client_id', '=', clientId)
    .where('r.answer', 'in', ['accepted', 'returned']);
  if (before !== null) {
    query = query.where(sql<boolean>`(r.answered_at, r.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  }
  const rows = await query.orderBy('r.answered_at', 'desc').orderBy('r.id', 'desc').limit(limit).execute();
  // Answered rounds have the moment of the answer (CHECK), and only these two answers are selected.
  return rows as AnsweredLine[];
}

export interface SettledLine {
  id: string;
  state: string;
  closed_at: string;
  settlement: string;
  settled_by_name: string | null;
  giver_name: string;
  receiver_name: string;
}

/** Disputes of a client that have been settled, newest first; from a place on when it is given. */
export async function settledLines(
  { db }: Reading,
  clientId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<SettledLine[]> {
  let query = db
    .selectFrom('handoffs as h')
    .innerJoin('v_employee_names as g', 'g.id', 'h.giver_id')
    .innerJoin('v_employee_names as v', 'v.id', 'h.receiver_id')
    .leftJoin('v_employee_names as s', 's.id', 'h.settled_by')
    .select([
      'h.id',
      'h.state',
      'h.closed_at',
      'h.settlement',
      's.full_name as settled_by_name',
      'g.full_name as giver_name',
      'v.full_name as receiver_name',
    ])
    .where('h.client_id', '=', clientId)
    .where('h.settlement', 'is not', null);
  if (before !== null) {
    query = query.where(sql<boolean>`(h.closed_at, h.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  }
  const rows = await query.orderBy('h.closed_at', 'desc').orderBy('h.id', 'desc').limit(limit).execute();
  // A settlement is written when the hand-off closes, never without its moment and words.
  return rows as SettledLine[];
}
