import type { Context, WriteContext } from '#platform/context.ts';
import type { ExportInput } from './contract.ts';

export interface StoredExport {
  id: string;
  jobId: string;
  wanted: ExportInput;
  fileId: string | null;
  /** When its file was let go of. */
  fileGoneAt: string | null;
  rows: number;
  startedBy: string;
}

const exportsIn = (context: Pick<Context, 'db'>) =>
  context.db
    .selectFrom('client_exports')
    .select([
      'id',
      'job_id as jobId',
      'wanted',
      'file_id as fileId',
      'file_gone_at as fileGoneAt',
      'rows_written as rows',
      'started_by as startedBy',
    ]);

export async function insertExport(
  context: WriteContext,
  { id, jobId, wanted, startedBy }: Pick<StoredExport, 'id' | 'jobId' | 'wanted' | 'startedBy'>,
): Promise<void> {
  await context.db
    .insertInto('client_exports')
    .values({
      id,
      job_id: jobId,
      wanted: JSON.stringify(wanted),
      started_by: startedBy,
      created_at: context.now.toString(),
    })
    .execute();
}

/** What is wanted was checked by the contract when it was asked for. */
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
    .updateTable('client_exports')
    .set({ file_id: fileId, rows_written: rows })
    .where('id', '=', id)
    .execute();
}
