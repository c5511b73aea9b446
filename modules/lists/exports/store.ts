import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { ListName } from '../contract.ts';
import type { ListExportInput } from './contract.ts';

export interface StoredExport {
  id: string;
  jobId: string;
  list: ListName;
  wanted: ListExportInput;
  fileId: string | null;
  /** When its file was let go of. */
  fileGoneAt: string | null;
  rows: number;
  startedBy: string;
}

const exportsIn = (context: Pick<Context, 'db'>) =>
  context.db
    .selectFrom('list_exports')
    .select([
      'id',
      'job_id as jobId',
      'list',
      'wanted',
      'file_id as fileId',
      'file_gone_at as fileGoneAt',
      'rows_written as rows',
      'started_by as startedBy',
    ]);

export async function insertExport(
  context: WriteContext,
  { id, jobId, list, wanted, startedBy }: Omit<StoredExport, 'fileId' | 'fileGoneAt' | 'rows'>,
): Promise<void> {
  await context.db
    .insertInto('list_exports')
    .values({
      id,
      job_id: jobId,
      list,
      wanted: JSON.stringify(wanted),
      started_by: startedBy,
      created_at: context.now.toString(),
    })
    .execute();
}

/** Which list and what is wanted of it was checked by the contract when it was asked for. */
export async function exportById(context: Pick<Context, 'db'>, id: string): Promise<StoredExport | null> {
  const row = await exportsIn(context).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : (row as StoredExport);
}

export async function exportOfJob(context: Pick<Context, 'db'>, jobId: string): Promise<StoredExport | null> {
  const row = await exportsIn(context).where('job_id', '=', jobId).executeTakeFirst();
  return row === undefined ? null : (row as StoredExport);
}

export async function saveFile(context: WriteContext, id: string, fileId: string, rows: number): Promise<void> {
  await context.db
    .updateTable('list_exports')
    .set({ file_id: fileId, rows_written: rows })
    .where('id', '=', id)
    .execute();
}

/** An export from before an instant whose file is still there, the oldest; another process takes another. */
export async function takeDueExport(
  context: WriteContext,
  before: Temporal.Instant,
): Promise<{ id: string; list: ListName; fileId: string } | null> {
  const { rows } = await sql<{ id: string; list: ListName; fileId: string }>`
    SELECT id, list, file_id AS "fileId" FROM list_exports
    WHERE file_id IS NOT NULL AND created_at <= ${before.toString()}::timestamptz
    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(context.db);
  return rows[0] ?? null;
}

export async function forgetFile(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('list_exports')
    .set({ file_id: null, file_gone_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}
