import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { TableFormat } from '#platform/import/table-format.ts';
import type { Remark } from '../import-cells/rules.ts';
import type { Scan } from '../import-scans/rules.ts';
import type { CallBasis } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { RowRemark } from './contract.ts';
import type { ColumnPolicies, Mapping, Proposals } from './rules.ts';

export interface StoredImport {
  id: string;
  jobId: string | null;
  /** Null once the file is kept no more: the report stays. */
  fileId: string | null;
  fileName: string;
  salesSystemId: string;
  source: string;
  callBasis: CallBasis | null;
  callBasisNote: string | null;
  format: TableFormat;
  mapping: Mapping;
  proposed: Proposals;
  policies: ColumnPolicies;
  /** The named mapping that was proposed by itself. */
  mappingName: string | null;
  recogniseBy: 'ids' | 'name';
  dryRun: boolean;
  report: Counted & { read: number };
  /** What a look through the whole file has found so far; null before it began. */
  scan: Scan | null;
  scanJobId: string | null;
  answersJobId: string | null;
  returnJobId: string | null;
  returned: { removed: number; restored: number; left: number };
  startedBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface Counted {
  taken: number;
  updated: number;
  skipped: number;
  refused: number;
}

const COLUMNS = [
  'id',
  'job_id',
  'file_id',
  'file_name',
  'sales_system_id',
  'source',
  'call_basis',
  'call_basis_note',
  'layout',
  'mapping',
  'proposed',
  'policies',
  'mapping_name',
  'recognise_by',
  'dry_run',
  'rows_read',
  'taken',
  'updated',
  'skipped',
  'refused',
  'scan',
  'scan_job_id',
  'answers_job_id',
  'return_job_id',
  'returned_removed',
  'returned_restored',
  'returned_left',
  'started_by',
  'created_at',
  'started_at',
  'finished_at',
] as const;

type ImportRow = { [column in (typeof COLUMNS)[number]]: unknown };

/** Format and mapping come back as this module wrote them; the CHECKs promise the closed lists. */
function importOf(row: ImportRow): StoredImport {
  return {
    id: row.id,
    jobId: row.job_id,
    fileId: row.file_id,
    fileName: row.file_name,
    salesSystemId: row.sales_system_id,
    source: row.source,
    callBasis: row.call_basis,
    callBasisNote: row.call_basis_note,
    format: row.layout,
    mapping: row.mapping,
    proposed: row.proposed,
    policies: row.policies,
    mappingName: row.mapping_name,
    recogniseBy: row.recognise_by,
    dryRun: row.dry_run,
    report: {
      read: row.rows_read,
      taken: row.taken,
      updated: row.updated,
      skipped: row.skipped,
      refused: row.refused,
    },
    scan: row.scan,
    scanJobId: row.scan_job_id,
    answersJobId: row.answers_job_id,
    returnJobId: row.return_job_id,
    returned: { removed: row.returned_removed, restored: row.returned_restored, left: row.returned_left },
    startedBy: row.started_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  } as StoredImport;
}

export async function insertImport(
  context: WriteContext,
  draft: Pick<
    StoredImport,
    | 'id'
    | 'fileId'
    | 'fileName'
    | 'salesSystemId'
    | 'source'
    | 'callBasis'
    | 'callBasisNote'
    | 'format'
    | 'mapping'
    | 'proposed'
    | 'policies'
    | 'mappingName'
    | 'recogniseBy'
  >,
): Promise<void> {
  await context.db
    .insertInto('client_imports')
    .values({
      id: draft.id,
      file_id: draft.fileId,
      file_name: draft.fileName,
      sales_system_id: draft.salesSystemId,
      source: draft.source,
      call_basis: draft.callBasis,
      call_basis_note: draft.callBasisNote,
      layout: JSON.stringify(draft.format),
      mapping: JSON.stringify(draft.mapping),
      proposed: JSON.stringify(draft.proposed),
      policies: JSON.stringify(draft.policies),
      mapping_name: draft.mappingName,
      recognise_by: draft.recogniseBy,
      started_by: context.actor.employeeId,
      created_at: context.now.toString(),
    })
    .execute();
}

export async function findImport(context: Reading, id: string): Promise<StoredImport | null> {
  const row = await context.db.selectFrom('client_imports').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : importOf(row);
}

export async function lockImport(context: WriteContext, id: string): Promise<StoredImport | null> {
  const row = await context.db
    .selectFrom('client_imports')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : importOf(row);
}

export async function recentImports(
  context: Reading,
  salesSystems: readonly string[] | 'all',
): Promise<StoredImport[]> {
  let query = context.db.selectFrom('client_imports').select(COLUMNS);
  if (salesSystems !== 'all')
    query = query.where(sql<boolean>`sales_system_id = ANY(${sql.val([...salesSystems])}::uuid[])`);
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(50).execute();
  return rows.map(importOf);
}

export async function saveDraft(
  context: WriteContext,
  draft: Pick<
    StoredImport,
    | 'id'
    | 'source'
    | 'callBasis'
    | 'callBasisNote'
    | 'format'
    | 'mapping'
    | 'proposed'
    | 'policies'
    | 'mappingName'
    | 'recogniseBy'
  >,
): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({
      source: draft.source,
      call_basis: draft.callBasis,
      call_basis_note: draft.callBasisNote,
      layout: JSON.stringify(draft.format),
      mapping: JSON.stringify(draft.mapping),
      proposed: JSON.stringify(draft.proposed),
      policies: JSON.stringify(draft.policies),
      mapping_name: draft.mappingName,
      recognise_by: draft.recogniseBy,
    })
    .where('id', '=', draft.id)
    .execute();
}

/** A run begins with a clean report; one that goes on keeps its own. */
export async function beginRun(
  context: WriteContext,
  id: string,
  run: { jobId: string; dryRun: boolean },
): Promise<void> {
  await context.db.deleteFrom('client_import_remarks').where('import_id', '=', id).execute();
  await context.db
    .updateTable('client_imports')
    .set({
      job_id: run.jobId,
      dry_run: run.dryRun,
      rows_read: 0,
      taken: 0,
      updated: 0,
      skipped: 0,
      refused: 0,
      started_at: context.now.toString(),
      finished_at: null,
    })
    .where('id', '=', id)
    .execute();
}

export async function addToReport(context: WriteContext, id: string, counted: Counted): Promise<void> {
  const { taken, updated, skipped, refused } = counted;
  await context.db
    .updateTable('client_imports')
    .set({
      rows_read: sql<number>`rows_read + ${taken + updated + skipped + refused}::integer`,
      taken: sql<number>`taken + ${taken}::integer`,
      updated: sql<number>`updated + ${updated}::integer`,
      skipped: sql<number>`skipped + ${skipped}::integer`,
      refused: sql<number>`refused + ${refused}::integer`,
    })
    .where('id', '=', id)
    .execute();
}

export async function endRun(context: Pick<Context, 'db' | 'now'>, id: string): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({ finished_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}

export interface RowRemarks {
  row: number;
  remarks: readonly Remark[];
  /** The row as it stood in the file, kept where it was refused. */
  cells: readonly string[] | null;
}

export async function insertRemarks(
  context: WriteContext,
  importId: string,
  rows: readonly RowRemarks[],
): Promise<void> {
  const records = rows.flatMap(({ row, remarks, cells }) =>
    remarks.map((remark, index) => ({
      row_number: row,
      number: index,
      refused: remark.refused,
      column_name: remark.column,
      reason: remark.reason,
      said: remark.values,
      cells: index === 0 ? cells : null,
    })),
  );
  if (records.length === 0) return;
  await sql`INSERT INTO client_import_remarks (import_id, row_number, number, refused, column_name, reason, said, cells)
    SELECT ${importId}::uuid, r.row_number, r.number, r.refused, r.column_name, r.reason, r.said, r.cells
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      AS r(row_number integer, number integer, refused boolean, column_name text, reason text, said jsonb, cells text[])`.execute(
    context.db,
  );
}

export async function remarksOf(
  context: Reading,
  importId: string,
  wanted: { refused: boolean | null; afterRow: number; limit: number },
): Promise<RowRemark[]> {
  let query = context.db
    .selectFrom('client_import_remarks')
    .select(['row_number as row', 'column_name as column', 'reason', 'said as values', 'refused'])
    .where('import_id', '=', importId)
    .where('row_number', '>', wanted.afterRow);
  if (wanted.refused !== null) query = query.where('refused', '=', wanted.refused);
  const rows = await query.orderBy('row_number').orderBy('number').limit(wanted.limit).execute();
  // The values come back as this module wrote them.
  return rows as RowRemark[];
}

export interface RefusedCells {
  row: number;
  cells: string[];
  remarks: RowRemark[];
}

/** Refused rows with their reasons, a batch at a time in the order of the file. */
export async function refusedRows(
  context: Reading,
  importId: string,
  afterRow: number,
  limit: number,
): Promise<RefusedCells[]> {
  const { rows } = await sql<RefusedCells>`
    SELECT row_number AS row, (array_agg(to_jsonb(cells)) FILTER (WHERE cells IS NOT NULL))[1] AS cells,
      jsonb_agg(jsonb_build_object('row', row_number, 'column', column_name, 'reason', reason, 'values', said, 'refused', refused)
        ORDER BY number) AS remarks
    FROM client_import_remarks WHERE import_id = ${importId} AND row_number > ${afterRow}
    GROUP BY row_number HAVING bool_or(refused) ORDER BY row_number LIMIT ${limit}`.execute(context.db);
  return rows;
}

/** The name under which the mapping of a draft is kept now. */
export async function nameDraftMapping(context: WriteContext, id: string, name: string): Promise<void> {
  await context.db.updateTable('client_imports').set({ mapping_name: name }).where('id', '=', id).execute();
}
