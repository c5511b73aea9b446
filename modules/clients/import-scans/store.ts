import type { Context, WriteContext } from '#platform/context.ts';
import type { Scan } from './rules.ts';

/** A look begins anew: what an earlier one has found is about another reading of the file. */
export async function beginScan(context: WriteContext, importId: string, jobId: string): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({ scan: null, scan_job_id: jobId })
    .where('id', '=', importId)
    .execute();
}

/** False when another look has begun since. */
export async function saveScan(
  context: Pick<Context, 'db'>,
  importId: string,
  jobId: string,
  scan: Scan,
): Promise<boolean> {
  const result = await context.db
    .updateTable('client_imports')
    .set({ scan: JSON.stringify(scan) })
    .where('id', '=', importId)
    .where('scan_job_id', '=', jobId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
