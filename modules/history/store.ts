import { sql } from 'kysely';
import type { Remark } from '#modules/clients/import-cells/rules.ts';
import type { RowRemark } from '#modules/clients/imports/contract.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { TableFormat } from '#platform/import/table-format.ts';
import type { HistoryKind, HistoryMapping } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [{ table: 'history_records', key: ['kind', 'key'], column: 'client_id' }] as const;

type Reading = Pick<Context, 'db'>;

export interface StoredHistory {
  id: string;
  kind: HistoryKind;
  jobId: string | null;
  /** Null once the file is kept no more: the report stays. */
  fileId: string | null;
  fileName: string;
  salesSystemId: string;
  source: string;
  format: TableFormat;
  mapping: HistoryMapping;
  dryRun: boolean;
  report: Counted & { read: number };
  takingBackJob: string | null;
  removed: number;
  kept: number;
  startedBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface Counted {
  taken: number;
  skipped: number;
  refused: number;
}

const COLUMNS = [
  'id',
  'kind',
  'job_id',
  'file_id',
  'file_name',
  'sales_system_id',
  'source',
  'layout',
  'mapping',
  'dry_run',
  'rows_read',
  'taken',
  'skipped',
  'refused',
  'taking_back_job',
  'removed',
  'kept',
  'started_by',
  'created_at',
  'started_at',
  'finished_at',
] as const;

/** Format and mapping come back as this module wrote them; the CHECKs promise the closed lists. */
function historyOf(row: { [column in (typeof COLUMNS)[number]]: unknown }): StoredHistory {
  return {
    id: row.id,
    kind: row.kind,
    jobId: row.job_id,
    fileId: row.file_id,
    fileName: row.file_name,
    salesSystemId: row.sales_system_id,
    source: row.source,
    format: row.layout,
    mapping: row.mapping,
    dryRun: row.dry_run,
    report: { read: row.rows_read, taken: row.taken, skipped: row.skipped, refused: row.refused },
    takingBackJob: row.taking_back_job,
    removed: row.removed,
    kept: row.kept,
    startedBy: row.started_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  } as StoredHistory;
}

export async function insertHistory(
  context: WriteContext,
  draft: Pick<StoredHistory, 'id' | 'kind' | 'fileId' | 'fileName' | 'salesSystemId' | 'source' | 'format' | 'mapping'>,
): Promise<void> {
  await context.db
    .insertInto('history_imports')
    .values({
      id: draft.id,
      kind: draft.kind,
      file_id: draft.fileId,
      file_name: draft.fileName,
      sales_system_id: draft.salesSystemId,
      source: draft.source,
      layout: JSON.stringify(draft.format),
      mapping: JSON.stringify(draft.mapping),
      started_by: context.actor.employeeId,
      created_at: context.now.toString(),
    })
    .execute();
}

export async function findHistory({ db }: Reading, id: string): Promise<StoredHistory | null> {
  const row = await db.selectFrom('history_imports').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : historyOf(row);
}

export async function lockHistory({ db }: WriteContext, id: string): Promise<StoredHistory | null> {
  const row = await db
    .selectFrom('history_imports')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : historyOf(row);
}

const LATEST = 50;

export async function recentHistory({ db }: Reading, systems: readonly string[] | 'all'): Promise<StoredHistory[]> {
  let query = db.selectFrom('history_imports').select(COLUMNS);
  if (systems !== 'all') query = query.where(sql<boolean>`sales_system_id = ANY(${sql.val([...systems])}::uuid[])`);
  const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(LATEST).execute();
  return rows.map(historyOf);
}

export async function saveDraft(
  { db }: WriteContext,
  draft: Pick<StoredHistory, 'id' | 'source' | 'mapping'>,
): Promise<void> {
  await db
    .updateTable('history_imports')
    .set({ source: draft.source, mapping: JSON.stringify(draft.mapping) })
    .where('id', '=', draft.id)
    .execute();
}

/** A run begins with a clean report; one that goes on keeps its own. */
export async function beginRun(context: WriteContext, id: string, jobId: string, dryRun: boolean): Promise<void> {
  await context.db.deleteFrom('history_import_remarks').where('import_id', '=', id).execute();
  await context.db
    .updateTable('history_imports')
    .set({
      job_id: jobId,
      dry_run: dryRun,
      rows_read: 0,
      taken: 0,
      skipped: 0,
      refused: 0,
      started_at: context.now.toString(),
      finished_at: null,
    })
    .where('id', '=', id)
    .execute();
}

export async function beginTakingBack({ db }: WriteContext, id: string, jobId: string): Promise<void> {
  await db.deleteFrom('history_import_remarks').where('import_id', '=', id).execute();
  await db
    .updateTable('history_imports')
    .set({ taking_back_job: jobId, removed: 0, kept: 0 })
    .where('id', '=', id)
    .execute();
}

export async function addToReport({ db }: WriteContext, id: string, counted: Counted): Promise<void> {
  const { taken, skipped, refused } = counted;
  await db
    .updateTable('history_imports')
    .set({
      rows_read: sql<number>`rows_read + ${taken + skipped + refused}::integer`,
      taken: sql<number>`taken + ${taken}::integer`,
      skipped: sql<number>`skipped + ${skipped}::integer`,
      refused: sql<number>`refused + ${refused}::integer`,
    })
    .where('id', '=', id)
    .execute();
}

export async function addToTakenBack(
  { db }: WriteContext,
  id: string,
  counted: { removed: number; kept: number },
): Promise<void> {
  await db
    .updateTable('history_imports')
    .set({
      removed: sql<number>`removed + ${counted.removed}::integer`,
      kept: sql<number>`kept + ${counted.kept}::integer`,
    })
    .where('id', '=', id)
    .execute();
}

export async function endRun({ db, now }: Pick<Context, 'db' | 'now'>, id: string): Promise<void> {
  await db.updateTable('history_imports').set({ finished_at: now.toString() }).where('id', '=', id).execute();
}

export interface RowRemarks {
  row: number;
  remarks: readonly Remark[];
  /** The row as it stood in the file, kept where it was refused. */
  cells: readonly string[] | null;
}

export async function insertRemarks(
  { db }: WriteContext,
  importId: string,
  rows: readonly RowRemarks[],
): Promise<void> {
  const records = rows.flatMap(({ row, remarks, cells }) =>
    remarks.map(({ column, reason, values, refused }, index) => ({
      row_number: row,
      number: index,
      refused,
      column_name: column,
      reason,
      said: values,
      cells: index === 0 ? cells : null,
    })),
  );
  if (records.length === 0) return;
  await sql`INSERT INTO history_import_remarks (import_id, row_number, number, refused, column_name, reason, said, cells)
    SELECT ${importId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      AS r(row_number integer, number integer, refused boolean, column_name text, reason text, said jsonb, cells text[])
    ON CONFLICT DO NOTHING`.execute(db);
}

export async function remarksOf(
  { db }: Reading,
  importId: string,
  afterRow: number,
  limit: number,
): Promise<(RowRemark & { cells: string[] | null })[]> {
  const rows = await db
    .selectFrom('history_import_remarks')
    .select(['row_number as row', 'column_name as column', 'reason', 'said as values', 'refused', 'cells'])
    .where('import_id', '=', importId)
    .where('row_number', '>', afterRow)
    .orderBy('row_number')
    .orderBy('number')
    .limit(limit)
    .execute();
  // The values come back as this module wrote them.
  return rows as (RowRemark & { cells: string[] | null })[];
}

export interface HistoryRecord {
  kind: 'touch' | 'deal' | 'handoff_round' | 'client_state' | 'employee';
  key: string;
  /** A digest of what the row said, or, for a state, what was set. */
  said: string;
  record_id: string;
  client_id: string | null;
  row_number: number;
}

export async function knownRecords(
  { db }: Reading,
  kind: HistoryRecord['kind'],
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; said: string }>`
    SELECT key, said FROM history_records WHERE kind = ${kind} AND key = ANY(${sql.val([...keys])}::text[])`.execute(
    db,
  );
  return new Map(rows.map(({ key, said }) => [key, said]));
}

export async function insertRecords(
  { db }: WriteContext,
  importId: string,
  records: readonly HistoryRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await sql`INSERT INTO history_records (kind, key, said, record_id, client_id, import_id, row_number)
    SELECT r.kind, r.key, r.said, r.record_id, r.client_id, ${importId}::uuid, r.row_number
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      AS r(kind text, key text, said text, record_id uuid, client_id uuid, row_number integer)
    ON CONFLICT (kind, key) DO UPDATE SET said = excluded.said, import_id = excluded.import_id, row_number = excluded.row_number`.execute(
    db,
  );
}

/** Records of a file from a row on, the last rows first: what was built last is taken back first. */
export async function recordsBefore(
  { db }: Reading,
  importId: string,
  before: { row: number; kind: string; key: string } | null,
  limit: number,
): Promise<HistoryRecord[]> {
  let query = db
    .selectFrom('history_records')
    .select(['kind', 'key', 'said', 'record_id', 'client_id', 'row_number'])
    .where('import_id', '=', importId);
  if (before !== null)
    query = query.where(
      sql<boolean>`(row_number, kind, key) < (${before.row}::integer, ${before.kind}, ${before.key})`,
    );
  const rows = await query
    .orderBy('row_number', 'desc')
    .orderBy('kind', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute();
  // The CHECK of the table promises the kinds.
  return rows as HistoryRecord[];
}

export async function countRecords({ db }: Reading, importId: string): Promise<number> {
  const row = await db
    .selectFrom('history_records')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function deleteRecords(
  { db }: WriteContext,
  records: readonly Pick<HistoryRecord, 'kind' | 'key'>[],
): Promise<void> {
  if (records.length === 0) return;
  await sql`DELETE FROM history_records h USING jsonb_to_recordset(${JSON.stringify(records.map(({ kind, key }) => ({ kind, key })))}::jsonb)
    AS r(kind text, key text) WHERE h.kind = r.kind AND h.key = r.key`.execute(db);
}

/** A file of the past from before an instant that nothing is being done to, the oldest; another process takes another. */
export async function takeDueFile(
  { db }: WriteContext,
  before: Temporal.Instant,
): Promise<{ id: string; fileId: string } | null> {
  const { rows } = await sql<{ id: string; fileId: string }>`
    SELECT i.id, i.file_id AS "fileId" FROM history_imports i
    WHERE i.file_id IS NOT NULL AND i.created_at <= ${before.toString()}::timestamptz
      AND coalesce(i.finished_at, i.started_at, i.created_at) <= ${before.toString()}::timestamptz
      AND NOT EXISTS (SELECT FROM v_long_jobs j WHERE j.id IN (i.job_id, i.taking_back_job) AND j.state IN ('waiting', 'running'))
    ORDER BY i.created_at LIMIT 1 FOR UPDATE OF i SKIP LOCKED`.execute(db);
  return rows[0] ?? null;
}

export async function forgetFile(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('history_imports')
    .set({ file_id: null, file_gone_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}
