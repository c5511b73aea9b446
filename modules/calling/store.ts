import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import type { CameBy } from './contract.ts';
import type { Outcome, Why } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [
  { table: 'call_attempts', key: ['id'], column: 'client_id' },
  { table: 'doubted_numbers', key: ['client_id', 'number'], column: 'client_id', unless: ['number'] },
  { table: 'call_candidates', key: ['client_id'], column: 'client_id', moves: false, derived: true },
] as const;

export type Reading = Pick<Context, 'db'>;

/** What stands in the lanes for «no segment». */
const NO_SEGMENT = '00000000-0000-0000-0000-000000000000';

/** One zone and one segment of a queue: windows and priorities are asked of lanes. */
export interface Lane {
  zone: string;
  segmentId: string | null;
}

export type SharedQueue = 'warm' | 'cold' | 'find_contact';

/** The lanes of some queues that hold somebody, found by as many index look-ups as there are lanes. */
export async function lanesOf(
  context: Reading,
  salesSystemId: string,
  queues: readonly SharedQueue[],
): Promise<Map<SharedQueue, Lane[]>> {
  const head = (queue: SharedQueue) => sql`SELECT zone, segment FROM call_candidates
    WHERE sales_system_id = ${salesSystemId}::uuid AND queue = ${queue} AND NOT resting`;
  const lanes = queues.map(
    (queue) => sql`(WITH RECURSIVE lanes AS (
      (${head(queue)} ORDER BY zone, segment LIMIT 1)
      UNION ALL
      SELECT n.zone, n.segment FROM lanes l CROSS JOIN LATERAL (
        ${head(queue)} AND (zone, segment) > (l.zone, l.segment) ORDER BY zone, segment LIMIT 1) n)
    SELECT ${queue}::text AS queue, zone, segment FROM lanes)`,
  );
  const found = await sql<{ queue: SharedQueue; zone: string; segment: string }>`${sql.join(
    lanes,
    sql` UNION ALL `,
  )}`.execute(context.db);
  const byQueue = Map.groupBy(found.rows, ({ queue }) => queue);
  return new Map(
    queues.map((queue) => [
      queue,
      (byQueue.get(queue) ?? []).map(({ zone, segment }) => ({
        zone,
        segmentId: segment === NO_SEGMENT ? null : segment,
      })),
    ]),
  );
}

export interface LaneHead extends Lane {
  clientId: string;
  untouchedSince: string;
}

/** The client that has been untouched longest in each of the lanes and is not being called. */
export async function laneHeads(
  context: Reading,
  salesSystemId: string,
  queue: SharedQueue,
  lanes: readonly Lane[],
): Promise<LaneHead[]> {
  const found = await sql<{ zone: string; segment: string; client_id: string; untouched_since: string }>`
    SELECT l.zone, l.segment, q.client_id, q.untouched_since
    FROM unnest(${sql.val(lanes.map((lane) => lane.zone))}::text[], ${sql.val(lanes.map(segmentOf))}::uuid[]) AS l(zone, segment)
    CROSS JOIN LATERAL (
      SELECT client_id, untouched_since FROM call_candidates c
      WHERE c.sales_system_id = ${salesSystemId}::uuid AND c.queue = ${queue} AND c.zone = l.zone AND c.segment = l.segment
        AND NOT c.resting AND (c.leased_until IS NULL OR c.leased_until <= clock_timestamp())
      ORDER BY c.untouched_since, c.client_id LIMIT 1) q
    ORDER BY q.untouched_since, q.client_id`.execute(context.db);
  return found.rows.map((row) => ({
    zone: row.zone,
    segmentId: row.segment === NO_SEGMENT ? null : row.segment,
    clientId: row.client_id,
    untouchedSince: row.untouched_since,
  }));
}

/** Locks the first client of a lane that nobody else is locking or calling; null when the lane has no such. */
export async function lockHead(
  context: WriteContext,
  salesSystemId: string,
  queue: SharedQueue,
  lane: Lane,
): Promise<string | null> {
  const found = await sql<{ client_id: string }>`
    SELECT client_id FROM call_candidates
    WHERE sales_system_id = ${salesSystemId}::uuid AND queue = ${queue} AND zone = ${lane.zone} AND segment = ${segmentOf(lane)}::uuid
      AND NOT resting AND (leased_until IS NULL OR leased_until <= clock_timestamp())
    ORDER BY untouched_since, client_id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(context.db);
  return found.rows[0]?.client_id ?? null;
}

const segmentOf = (lane: Lane): string => lane.segmentId ?? NO_SEGMENT;

/** Brings back whoever has rested long enough, a portion at a time; whoever else does so at this moment takes others. */
export async function wakeRested(context: WriteContext): Promise<void> {
  await sql`UPDATE call_candidates SET resting = false, ready_at = NULL WHERE client_id IN (
    SELECT client_id FROM call_candidates WHERE resting AND ready_at <= ${context.now.toString()}::timestamptz
    ORDER BY ready_at LIMIT 200 FOR UPDATE SKIP LOCKED)`.execute(context.db);
}

/** Lets a queued client rest until an instant, or wakes it. A client outside the queue has no row and needs none. */
export async function restCandidate(context: WriteContext, clientId: string, until: string | null): Promise<void> {
  await context.db
    .updateTable('call_candidates')
    .set({ resting: until !== null, ready_at: until })
    .where('client_id', '=', clientId)
    .execute();
}

/** A cold client that comes back from the trash goes on with the pause of its last attempt. */
export async function restAgain(context: WriteContext, clientId: string): Promise<void> {
  const now = context.now.toString();
  await sql`UPDATE call_candidates q SET resting = true, ready_at = last.ready_at
    FROM (SELECT ready_at FROM call_attempts WHERE client_id = ${clientId}::uuid AND undone_at IS NULL ORDER BY at DESC LIMIT 1) last
    WHERE q.client_id = ${clientId}::uuid AND q.queue = 'cold' AND last.ready_at > ${now}::timestamptz`.execute(
    context.db,
  );
}

/** When the first of those who rest may be called again, and whether anybody stands in the queues at all. */
export async function queueOutlook(
  context: Reading,
  salesSystemId: string,
): Promise<{ readyAt: string | null; anybody: boolean }> {
  const found = await sql<{ ready_at: string | null; anybody: boolean }>`SELECT
      (SELECT ready_at FROM call_candidates WHERE sales_system_id = ${salesSystemId}::uuid AND resting ORDER BY ready_at LIMIT 1),
      EXISTS (SELECT 1 FROM v_clients WHERE sales_system_id = ${salesSystemId}::uuid) AS anybody`.execute(context.db);
  return { readyAt: found.rows[0]?.ready_at ?? null, anybody: found.rows[0]?.anybody ?? false };
}

/** In which queue a client stands, if in any. */
export async function candidateQueue(context: Reading, clientId: string): Promise<SharedQueue | null> {
  const row = await context.db
    .selectFrom('call_candidates')
    .select('queue')
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  // The column's CHECK admits these queues only.
  return (row?.queue as SharedQueue | undefined) ?? null;
}

export interface Lease {
  clientId: string;
  employeeId: string;
  cameBy: CameBy;
  why: Why[];
  takenAt: string;
  expiresAt: string;
  live: boolean;
}

interface LeaseRow {
  client_id: string;
  employee_id: string;
  queue: string;
  why: unknown;
  taken_at: string;
  expires_at: string;
  live: boolean;
}

const LEASE = sql`client_id, employee_id, queue, why, taken_at, expires_at, expires_at > clock_timestamp() AS live`;

/** The columns' CHECKs admit these queues and a list; the lines were written by `takeLease`. */
const leaseOf = (row: LeaseRow): Lease => ({
  clientId: row.client_id,
  employeeId: row.employee_id,
  cameBy: row.queue as CameBy,
  why: row.why as Why[],
  takenAt: row.taken_at,
  expiresAt: row.expires_at,
  live: row.live,
});

/** One caller's requests come one after another: a double click takes one client, not two. */
export async function lockCaller(context: WriteContext, employeeId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${employeeId}, 0))`.execute(context.db);
}

export async function leaseOn(context: Reading, clientId: string): Promise<Lease | null> {
  const found = await sql<LeaseRow>`SELECT ${LEASE} FROM call_leases WHERE client_id = ${clientId}::uuid`.execute(
    context.db,
  );
  return found.rows[0] === undefined ? null : leaseOf(found.rows[0]);
}

export async function leaseHeldBy(context: Reading, employeeId: string): Promise<Lease | null> {
  const found = await sql<LeaseRow>`SELECT ${LEASE} FROM call_leases WHERE employee_id = ${employeeId}::uuid`.execute(
    context.db,
  );
  return found.rows[0] === undefined ? null : leaseOf(found.rows[0]);
}

/**
 * Takes or prolongs the lease of a client; null while somebody else calls it. The caller has given back what they had
 * before. Time is the database's: a caller who vanished gives the client back by itself.
 */
export async function takeLease(
  context: WriteContext,
  lease: { clientId: string; employeeId: string; cameBy: CameBy; why: readonly Why[]; minutes: number },
): Promise<Lease | null> {
  const found =
    await sql<LeaseRow>`WITH taken AS (INSERT INTO call_leases AS l (client_id, employee_id, queue, why, taken_at, expires_at)
    VALUES (${lease.clientId}::uuid, ${lease.employeeId}::uuid, ${lease.cameBy}, ${JSON.stringify(lease.why)}::jsonb,
      clock_timestamp(), clock_timestamp() + make_interval(mins => ${lease.minutes}::int))
    ON CONFLICT (client_id) DO UPDATE SET employee_id = excluded.employee_id, queue = excluded.queue, why = excluded.why,
      taken_at = CASE WHEN l.employee_id = excluded.employee_id THEN l.taken_at ELSE excluded.taken_at END,
      expires_at = excluded.expires_at
    WHERE l.employee_id = excluded.employee_id OR l.expires_at <= clock_timestamp()
    RETURNING ${LEASE}), queued AS (
      UPDATE call_candidates q SET leased_until = t.expires_at FROM taken t WHERE q.client_id = t.client_id)
    SELECT * FROM taken`.execute(context.db);
  const taken = found.rows[0];
  return taken === undefined ? null : leaseOf(taken);
}

export async function setLeasedUntil(context: WriteContext, clientId: string, until: string | null): Promise<void> {
  await context.db
    .updateTable('call_candidates')
    .set({ leased_until: until })
    .where('client_id', '=', clientId)
    .execute();
}

export async function deleteLease(context: WriteContext, clientId: string): Promise<void> {
  await sql`WITH ended AS (DELETE FROM call_leases WHERE client_id = ${clientId})
    UPDATE call_candidates SET leased_until = NULL WHERE client_id = ${clientId}`.execute(context.db);
}

export interface PersonalRow {
  client_id: string;
  zone: string;
  on: string;
  at: string | null;
  ready_at: string | null;
}

const READY = sql`(SELECT a.ready_at FROM call_attempts a WHERE a.client_id = c.id AND a.undone_at IS NULL ORDER BY a.at DESC LIMIT 1)`;

/** What people owe clients personally, in the order in which it falls due. */
export interface Owed {
  promised: PersonalRow[];
  checks: PersonalRow[];
}

/**
 * Clients that these people qualify and promised to call back by a day, and waiting clients whose check one of them owes by
 * then; whoever waits for an answer to an offer is left out.
 */
export async function owedCalls(
  context: Reading,
  employeeIds: readonly string[],
  salesSystemId: string,
  until: string,
  limit: number,
): Promise<Owed> {
  const people = sql`ANY(${uuids(employeeIds)})`;
  // Neither the day nor the number changes how they are found: so the statement is planned once, not for every call.
  const due = sql`(SELECT ${until}::date)`;
  const few = sql.lit(limit);
  const callable = sql`c.sales_system_id = ${salesSystemId}::uuid AND NOT c.do_not_call
      AND NOT EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.state IN ('offered', 'disputed'))`;
  const { rows } = await sql<PersonalRow & { owed: keyof Owed }>`
    (SELECT 'promised' AS owed, c.id AS client_id, c.time_zone AS zone, c.next_step_on AS on, c.next_step_at AS at, ${READY} AS ready_at
    FROM v_clients c
    WHERE c.holder_id = ${people} AND c.state = 'in_qualification' AND c.next_step_on <= ${due} AND ${callable}
    ORDER BY c.next_step_on, c.next_step_at NULLS LAST, c.id LIMIT ${few})
    UNION ALL
    (SELECT 'checks', c.id, c.time_zone, c.next_check_on, NULL, ${READY}
    FROM v_clients c
    WHERE c.check_owner_id = ${people} AND c.state IN ('waiting', 'lost', 'delivered')
      AND c.next_check_on <= ${due} AND ${callable}
    ORDER BY c.next_check_on, c.id LIMIT ${few})`.execute(context.db);
  const { promised = [], checks = [] } = Object.groupBy(rows, ({ owed }) => owed);
  return { promised, checks };
}

/** Whether an offer of the client waits for its answer, or a return for what was missing. */
export async function hasOpenOffer(context: Reading, clientId: string): Promise<boolean> {
  const row = await context.db
    .selectFrom('v_handoffs')
    .select('id')
    .where('client_id', '=', clientId)
    .where('state', 'in', ['offered', 'returned', 'disputed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface PastCall {
  id: string;
  at: string;
  ready_at: string;
  outcome: Outcome;
}

/** Calls to a client since an instant, newest first, without those that were taken back. */
export async function callsTo(context: Reading, clientId: string, since: string): Promise<PastCall[]> {
  const rows = await context.db
    .selectFrom('call_attempts')
    .select(['id', 'at', 'ready_at', 'outcome'])
    .where('client_id', '=', clientId)
    .where('undone_at', 'is', null)
    // A long rest outlives the period in which attempts are counted.
    .where((where) => where.or([where('at', '>=', since), where('ready_at', '>=', since)]))
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
  // The column's CHECK admits these outcomes only.
  return rows.map((row) => ({ ...row, outcome: row.outcome as Outcome }));
}

export async function insertAttempt(
  context: WriteContext,
  attempt: {
    id: string;
    clientId: string;
    employeeId: string;
    contactId: string | null;
    number: string | null;
    cameBy: CameBy;
    outcome: Outcome;
    reason: string | null;
    withDecisionMaker: boolean;
    readyAt: string;
    touchId: string | null;
    /** What taking the call back needs; of a conversation that another command decides, nothing. */
    trace: object | null;
  },
): Promise<void> {
  await context.db
    .insertInto('call_attempts')
    .values({
      id: attempt.id,
      client_id: attempt.clientId,
      employee_id: attempt.employeeId,
      contact_id: attempt.contactId,
      number: attempt.number,
      at: context.now.toString(),
      queue: attempt.cameBy,
      outcome: attempt.outcome,
      reason: attempt.reason,
      with_decision_maker: attempt.withDecisionMaker,
      ready_at: attempt.readyAt,
      touch_id: attempt.touchId,
      trace: attempt.trace === null ? null : JSON.stringify(attempt.trace),
    })
    .execute();
}

export async function attemptById(context: Reading, id: string) {
  return context.db
    .selectFrom('call_attempts')
    .select(['id', 'client_id', 'queue', 'trace'])
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
}

export async function markUndone(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('call_attempts')
    .set({ undone_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
  await context.db.deleteFrom('doubted_numbers').where('attempt_id', '=', id).execute();
}

export async function doubtNumber(
  context: WriteContext,
  doubt: { clientId: string; number: string; attemptId: string },
): Promise<void> {
  await context.db
    .insertInto('doubted_numbers')
    .values({
      client_id: doubt.clientId,
      number: doubt.number,
      attempt_id: doubt.attemptId,
      doubted_at: context.now.toString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function verifyNumbers(
  context: WriteContext,
  clientId: string,
  numbers: readonly string[],
): Promise<void> {
  if (numbers.length === 0) return;
  await context.db
    .deleteFrom('doubted_numbers')
    .where('client_id', '=', clientId)
    .where('number', 'in', [...numbers])
    .execute();
}

export async function doubtedNumbers(context: Reading, clientId: string): Promise<Set<string>> {
  const rows = await context.db
    .selectFrom('doubted_numbers')
    .select('number')
    .where('client_id', '=', clientId)
    .execute();
  return new Set(rows.map((row) => row.number));
}
