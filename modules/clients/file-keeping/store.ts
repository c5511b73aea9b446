import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';

export interface DueFile {
  id: string;
  fileId: string;
}

/** An export from before an instant whose file is still there, the oldest; another process takes another. */
export async function takeDueExport(context: WriteContext, before: Temporal.Instant): Promise<DueFile | null> {
  const { rows } = await sql<DueFile>`
    SELECT id, file_id AS "fileId" FROM client_exports WHERE file_id IS NOT NULL AND created_at <= ${before.toString()}::timestamptz
    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(context.db);
  return rows[0] ?? null;
}

/** An import that came to its end before an instant, or was never begun, and that nothing is being done to. */
export async function takeDueImport(context: WriteContext, before: Temporal.Instant): Promise<DueFile | null> {
  const { rows } = await sql<DueFile>`
    SELECT i.id, i.file_id AS "fileId" FROM client_imports i
    WHERE i.file_id IS NOT NULL AND i.created_at <= ${before.toString()}::timestamptz
      AND coalesce(i.finished_at, i.started_at, i.created_at) <= ${before.toString()}::timestamptz
      AND NOT EXISTS (SELECT FROM v_long_jobs j WHERE j.id IN (i.job_id, i.scan_job_id) AND j.state IN ('waiting', 'running'))
    ORDER BY i.created_at LIMIT 1 FOR UPDATE OF i SKIP LOCKED`.execute(context.db);
  return rows[0] ?? null;
}

export async function forgetExportFile(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('client_exports')
    .set({ file_id: null, file_gone_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}

export async function forgetImportFile(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({ file_id: null, file_gone_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}
