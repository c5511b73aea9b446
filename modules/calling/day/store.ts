import { sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Attempt } from '../contract.ts';

type Reading = Pick<Context, 'db'>;
type ReadingNow = Pick<Context, 'db' | 'now'>;

export interface CallFigures {
  calls: number;
  reached: number;
  with_decision_maker: number;
}

/** Somebody answered: every outcome but silence and a stranger's number. */
const REACHED = sql`outcome NOT IN ('no_answer', 'wrong_number')`;

const AT_LIVING_CLIENT = atLivingClient('call_attempts.client_id');

/** The calls of one person since an instant; those to clients in the trash are not told, as after their erasure. */
export async function figuresOf(context: Reading, employeeId: string, since: string): Promise<CallFigures> {
  const found =
    await sql<CallFigures>`SELECT count(*)::int AS calls, count(*) FILTER (WHERE ${REACHED})::int AS reached,
      count(*) FILTER (WHERE with_decision_maker)::int AS with_decision_maker
    FROM call_attempts WHERE employee_id = ${employeeId}::uuid AND at >= ${since}::timestamptz AND undone_at IS NULL AND ${AT_LIVING_CLIENT}`.execute(
      context.db,
    );
  return found.rows[0] ?? { calls: 0, reached: 0, with_decision_maker: 0 };
}

export async function callsByEmployee(
  context: Reading,
  employeeIds: readonly string[],
  since: string,
): Promise<Map<string, number>> {
  const found = await sql<{
    employee_id: string;
    calls: number;
  }>`SELECT employee_id, count(*)::int AS calls FROM call_attempts
    WHERE employee_id = ANY(${sql.val([...employeeIds])}::uuid[]) AND at >= ${since}::timestamptz AND undone_at IS NULL AND ${AT_LIVING_CLIENT}
    GROUP BY employee_id`.execute(context.db);
  return new Map(found.rows.map((row) => [row.employee_id, row.calls]));
}

/**
 * How many stand in a queue, counted no further than `upTo`: a million rows cost no more than ten thousand. Whoever has rested
 * long enough stands there too, though it is brought back only when somebody takes the next client.
 */
export async function countQueue(
  context: ReadingNow,
  salesSystemId: string,
  queue: 'warm' | 'cold' | 'find_contact',
  upTo: number,
): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM (
    (SELECT 1 FROM call_candidates
      WHERE sales_system_id = ${salesSystemId}::uuid AND queue = ${queue} AND NOT resting
      ORDER BY zone, segment, untouched_since, client_id LIMIT ${upTo})
    UNION ALL
    (SELECT 1 FROM call_candidates
      WHERE resting AND sales_system_id = ${salesSystemId}::uuid AND queue = ${queue}
        AND ready_at <= ${context.now.toString()}::timestamptz
      ORDER BY ready_at LIMIT ${upTo})
    LIMIT ${upTo}) q`.execute(context.db);
  return found.rows[0]?.n ?? 0;
}

/** How many rest after an attempt at this moment. */
export async function countResting(context: ReadingNow, salesSystemId: string, upTo: number): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM (SELECT 1 FROM call_candidates
    WHERE resting AND sales_system_id = ${salesSystemId}::uuid AND ready_at > ${context.now.toString()}::timestamptz
    LIMIT ${upTo}) q`.execute(context.db);
  return found.rows[0]?.n ?? 0;
}

/** The promised call-back that comes next, after a moment. */
export async function nextPromise(
  context: Reading,
  employeeIds: readonly string[],
  salesSystemId: string,
  after: { day: string; at: string },
): Promise<{ client_id: string; name: string; on: string; at: string | null } | null> {
  const found = await sql<{ client_id: string; name: string; on: string; at: string | null }>`
    SELECT c.id AS client_id, c.name, c.next_step_on AS on, c.next_step_at AS at FROM v_clients c
    WHERE c.holder_id = ANY(${sql.val([...employeeIds])}::uuid[]) AND c.state = 'in_qualification'
      AND c.sales_system_id = ${salesSystemId}::uuid AND NOT c.do_not_call
      AND (c.next_step_at > ${after.at}::timestamptz OR (c.next_step_at IS NULL AND c.next_step_on > ${after.day}::date))
      AND NOT EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.state IN ('offered', 'disputed'))
    ORDER BY c.next_step_on, c.next_step_at NULLS LAST LIMIT 1`.execute(context.db);
  return found.rows[0] ?? null;
}

export interface AttemptFilter {
  employeeId: string | null;
  clientId: string | null;
  since: string | null;
  what: 'all' | 'reached' | 'with_decision_maker';
  /** Of whose clients. */
  systems: 'all' | readonly string[];
}

function chosen({ employeeId, clientId, since, what, systems }: AttemptFilter) {
  const conditions = [
    sql`a.undone_at IS NULL`,
    ...(employeeId === null ? [] : [sql`a.employee_id = ${employeeId}::uuid`]),
    ...(clientId === null ? [] : [sql`a.client_id = ${clientId}::uuid`]),
    ...(since === null ? [] : [sql`a.at >= ${since}::timestamptz`]),
    ...(systems === 'all'
      ? []
      : [sql`a.client_id IN (SELECT id FROM v_clients WHERE sales_system_id = ANY(${sql.val([...systems])}::uuid[]))`]),
    ...(what === 'reached' ? [REACHED] : []),
    ...(what === 'with_decision_maker' ? [sql`a.with_decision_maker`] : []),
  ];
  return sql.join(conditions, sql` AND `);
}

export async function attemptsPage(
  context: Reading,
  filter: AttemptFilter,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<Attempt[]> {
  const place = before === null ? sql`TRUE` : sql`(a.at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  const found =
    await sql<Attempt>`SELECT a.id, a.client_id, c.name AS client_name, a.employee_id, e.full_name AS employee_name,
      p.full_name AS contact_name, a.at, a.queue AS came_by, a.outcome, a.reason, a.with_decision_maker
    FROM call_attempts a JOIN v_clients c ON c.id = a.client_id JOIN v_employee_names e ON e.id = a.employee_id
    LEFT JOIN v_client_contacts p ON p.client_id = a.client_id AND p.contact_id = a.contact_id
    WHERE ${chosen(filter)} AND ${place} ORDER BY a.at DESC, a.id DESC LIMIT ${limit}`.execute(context.db);
  return found.rows;
}

export async function countAttempts(context: Reading, filter: AttemptFilter, upTo: number): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM (
    SELECT 1 FROM call_attempts a WHERE ${chosen(filter)} LIMIT ${upTo}) q`.execute(context.db);
  return found.rows[0]?.n ?? 0;
}
