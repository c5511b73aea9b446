import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { JobState } from '#platform/jobs/store.ts';
import { type RegisterView, shown } from '../listing/store.ts';
import type { Reading } from '../store.ts';
import type { BulkChange, BulkKind, BulkSelection } from './contract.ts';

export interface StoredBulk {
  id: string;
  jobId: string;
  kind: BulkKind;
  change: BulkChange;
  selection: BulkSelection;
  undoOf: string | null;
  chosen: number | null;
  changed: number;
  unchanged: number;
  refused: number;
  /** Of those that were changed, or were so already: how many of which something was left. */
  partly: number;
  startedBy: string;
  createdAt: string;
}

const actions = (context: Reading) =>
  context.db
    .selectFrom('client_bulk_actions')
    .select([
      'id',
      'job_id as jobId',
      'kind',
      'change',
      'selection',
      'undo_of as undoOf',
      'chosen',
      'changed',
      'unchanged',
      'refused',
      'partly',
      'started_by as startedBy',
      'created_at as createdAt',
    ]);

export async function insertBulk(
  context: WriteContext,
  of: Pick<StoredBulk, 'id' | 'jobId' | 'change' | 'selection' | 'undoOf' | 'startedBy'>,
): Promise<void> {
  await context.db
    .insertInto('client_bulk_actions')
    .values({
      id: of.id,
      job_id: of.jobId,
      kind: of.change.kind,
      change: JSON.stringify(of.change),
      selection: JSON.stringify(of.selection),
      undo_of: of.undoOf,
      started_by: of.startedBy,
      created_at: context.now.toString(),
    })
    .execute();
}

/** What was wanted was checked by the contract when it was asked for. */
export async function bulkOfJob(context: Reading, jobId: string): Promise<StoredBulk | null> {
  const row = await actions(context).where('job_id', '=', jobId).executeTakeFirst();
  return row === undefined ? null : (row as StoredBulk);
}

/** An action as it is looked at, with its work and what has been taken back of it. */
export interface ShownBulk extends StoredBulk {
  startedByName: string;
  state: JobState;
  failure: string | null;
  /** How many clients have been set back already. */
  setBack: number;
  beingUndone: boolean;
  letGo: boolean;
}

export interface BulksWanted {
  id?: string;
  startedBy?: string | null;
  after?: readonly [string, string] | null;
  limit: number;
}

/** Actions, the newest first. */
export async function shownBulks(context: Reading, { id, startedBy, after, limit }: BulksWanted): Promise<ShownBulk[]> {
  const conditions = [
    ...(id === undefined ? [] : [sql`a.id = ${id}`]),
    ...(startedBy == null ? [] : [sql`a.started_by = ${startedBy}`]),
    ...(after == null ? [] : [sql`(a.created_at, a.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`]),
    sql`true`,
  ];
  const { rows } = await sql<ShownBulk>`
    SELECT a.id, a.job_id AS "jobId", a.kind, a.change, a.selection, a.undo_of AS "undoOf", a.chosen, a.changed, a.unchanged, a.refused, a.partly,
      a.started_by AS "startedBy", a.created_at AS "createdAt", e.full_name AS "startedByName", j.state, j.failure,
      coalesce(u.changed, 0) AS "setBack", coalesce(u.going, false) AS "beingUndone", a.let_go_at IS NOT NULL AS "letGo"
    FROM client_bulk_actions a JOIN v_long_jobs j ON j.id = a.job_id JOIN v_employee_names e ON e.id = a.started_by
    LEFT JOIN LATERAL (SELECT sum(o.changed)::integer AS changed, bool_or(k.state IN ('waiting', 'running')) AS going
      FROM client_bulk_actions o JOIN v_long_jobs k ON k.id = o.job_id WHERE o.undo_of = a.id) u ON true
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY a.created_at DESC, a.id DESC LIMIT ${limit}`.execute(context.db);
  return rows;
}

/** Locks an action against being taken back twice at once. */
export async function lockBulk(context: WriteContext, id: string): Promise<void> {
  await context.db.selectFrom('client_bulk_actions').select('id').where('id', '=', id).forUpdate().execute();
}

/** Names the clients that are meant, once for all: what is found later is not touched. Those that do not exist are absent. */
export async function nameChosen(context: WriteContext, actionId: string, ids: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    INSERT INTO client_bulk_items (action_id, client_id)
    SELECT ${actionId}::uuid, id FROM clients WHERE id = ANY(${sql.val([...ids])}::uuid[])`.execute(context.db);
  return Number(numAffectedRows ?? 0n);
}

export async function nameFound(context: WriteContext, actionId: string, view: RegisterView): Promise<number> {
  const { numAffectedRows } = await sql`
    INSERT INTO client_bulk_items (action_id, client_id)
    SELECT ${actionId}::uuid, c.id FROM clients c WHERE ${shown(view)}`.execute(context.db);
  return Number(numAffectedRows ?? 0n);
}

const NOT_TAKEN_BACK = sql`i.outcome = 'changed' AND NOT EXISTS (
  SELECT FROM client_bulk_actions u JOIN client_bulk_items b ON b.action_id = u.id
  WHERE u.undo_of = i.action_id AND b.client_id = i.client_id AND b.outcome = 'changed')`;

/** The clients that an action has changed and that have not been set back yet, with what it did to each. */
export async function nameChanged(context: WriteContext, actionId: string, undoOf: string): Promise<number> {
  const { numAffectedRows } = await sql`
    INSERT INTO client_bulk_items (action_id, client_id)
    SELECT ${actionId}::uuid, i.client_id FROM client_bulk_items i
    WHERE i.action_id = ${undoOf} AND ${NOT_TAKEN_BACK}`.execute(context.db);
  return Number(numAffectedRows ?? 0n);
}

export async function saveChosen(context: WriteContext, actionId: string, chosen: number): Promise<void> {
  await context.db.updateTable('client_bulk_actions').set({ chosen }).where('id', '=', actionId).execute();
}

/** The next clients whose turn it is. */
export async function waitingItems(context: Reading, actionId: string, limit: number): Promise<string[]> {
  const rows = await context.db
    .selectFrom('client_bulk_items')
    .select('client_id')
    .where('action_id', '=', actionId)
    .where('outcome', '=', 'waiting')
    .orderBy('client_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.client_id);
}

/** What became of one client. */
export interface Outcome {
  clientId: string;
  outcome: 'changed' | 'unchanged' | 'refused';
  reason?: string | null;
  /** Fields that taking back has left, since somebody has changed them meanwhile. */
  leftFields?: readonly string[];
  entryId?: string | null;
  before?: unknown;
  after?: unknown;
}

export async function saveOutcomes(
  context: WriteContext,
  actionId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const said = outcomes.map((one) => ({ ...one, leftFields: one.leftFields ?? [] }));
  const rows = bulk(said, {
    clientId: 'uuid',
    outcome: 'text',
    reason: 'text',
    leftFields: 'text[]',
    entryId: 'uuid',
    before: 'jsonb',
    after: 'jsonb',
  });
  await sql`
    UPDATE client_bulk_items AS i
    SET outcome = r.outcome, reason = r.reason, left_fields = r."leftFields", entry_id = r."entryId", before = r.before, after = r.after,
      done_at = ${context.now.toString()}::timestamptz
    FROM ${rows} WHERE i.action_id = ${actionId} AND i.client_id = r."clientId"`.execute(context.db);
  const count = (outcome: Outcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  const partly = outcomes.filter(({ outcome, reason }) => outcome !== 'refused' && reason != null);
  await context.db
    .updateTable('client_bulk_actions')
    .set((e) => ({
      changed: e('changed', '+', count('changed')),
      unchanged: e('unchanged', '+', count('unchanged')),
      refused: e('refused', '+', count('refused')),
      partly: e('partly', '+', partly.length),
    }))
    .where('id', '=', actionId)
    .execute();
}

export interface DoneItem {
  clientId: string;
  entryId: string;
  before: unknown;
  after: unknown;
  /** When it was done. */
  at: string;
}

/** What an action did to these clients. */
export async function doneItems(context: Reading, actionId: string, ids: readonly string[]): Promise<DoneItem[]> {
  const { rows } = await sql<DoneItem>`
    SELECT i.client_id AS "clientId", i.entry_id AS "entryId", i.before, i.after, i.done_at AS at
    FROM client_bulk_items i WHERE i.action_id = ${actionId} AND i.client_id = ANY(${sql.val([...ids])}::uuid[]) AND i.outcome = 'changed'`.execute(
    context.db,
  );
  return rows;
}

export interface LeftItem {
  clientId: string;
  /** Null for a client that is in the trash. */
  name: string | null;
  reason: string;
  partly: boolean;
  fields: string[];
}

export async function leftItems(
  context: Pick<Context, 'db'>,
  actionId: string,
  after: string | null,
  limit: number,
): Promise<LeftItem[]> {
  const { rows } = await sql<LeftItem>`
    SELECT i.client_id AS "clientId", c.name, i.reason, i.outcome = 'changed' AS partly, i.left_fields AS fields
    FROM client_bulk_items i LEFT JOIN clients c ON c.id = i.client_id
    WHERE i.action_id = ${actionId} AND i.reason IS NOT NULL AND (${after}::uuid IS NULL OR i.client_id > ${after}::uuid)
    ORDER BY i.client_id LIMIT ${limit}`.execute(context.db);
  return rows;
}

/** To whom an assignment has given how many clients. */
export async function receivedBy(
  context: Reading,
  actionId: string,
): Promise<{ employeeId: string; clients: number }[]> {
  const { rows } = await sql<{ employeeId: string; clients: number }>`
    SELECT after ->> 'person' AS "employeeId", count(*) AS clients FROM client_bulk_items
    WHERE action_id = ${actionId} AND outcome = 'changed' AND after ->> 'person' IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(context.db);
  return rows;
}

/** An action that is over and began before an instant, whose clients are still known, the oldest; another process takes another. */
export async function takeDueBulk(context: WriteContext, before: Temporal.Instant): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM client_bulk_actions a WHERE a.let_go_at IS NULL AND a.created_at <= ${before.toString()}::timestamptz
      AND NOT EXISTS (SELECT FROM v_long_jobs j WHERE j.id = a.job_id AND j.state IN ('waiting', 'running'))
      AND NOT EXISTS (SELECT FROM client_bulk_actions o JOIN v_long_jobs j ON j.id = o.job_id
        WHERE o.undo_of = a.id AND j.state IN ('waiting', 'running'))
    ORDER BY a.created_at LIMIT 1 FOR UPDATE OF a SKIP LOCKED`.execute(context.db);
  return rows[0]?.id ?? null;
}

/** Lets go of what became of some of its clients; answers how many they were. */
export async function dropItems(context: WriteContext, actionId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM client_bulk_items WHERE (action_id, client_id) IN (
      SELECT action_id, client_id FROM client_bulk_items WHERE action_id = ${actionId} LIMIT ${limit})`.execute(
    context.db,
  );
  return Number(numAffectedRows ?? 0n);
}

export async function markLetGo(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('client_bulk_actions')
    .set({ let_go_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}
