import type { Context } from '#platform/context.ts';
import { findFile, type StoredFile } from '#platform/files/stored-files.ts';
import { jobById } from '#platform/jobs/store.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { EXPORT_FILE_DAYS } from '../file-keeping/rules.ts';
import type { ClientExport } from './contract.ts';
import { exportById, type StoredExport } from './store.ts';

/** The actor's own export; another's is not found. */
export async function ownExport(context: Context, id: string): Promise<Result<StoredExport>> {
  const found = await exportById(context, id);
  return found === null || found.startedBy !== context.actor.employeeId ? notFound() : ok(found);
}

export async function showExport(context: Context, id: string): Promise<Result<ClientExport>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  const job = await jobById(context, found.value.jobId);
  if (job === null) return notFound();
  return ok({
    id,
    state: job.state,
    rows: job.state === 'done' ? found.value.rows : job.doneUnits,
    total: job.totalUnits,
    failure: job.failure,
  });
}

/** The file of a finished export, for whoever asked for it. */
export async function exportFile(context: Context, id: string): Promise<Result<StoredFile>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  if (found.value.fileGoneAt !== null) {
    return refuse('clients.export_gone', { code: 'conflict', values: { days: EXPORT_FILE_DAYS } });
  }
  if (found.value.fileId === null) return refuse('clients.export_not_ready', { code: 'conflict' });
  const file = await findFile(context.db, found.value.fileId);
  return file === undefined ? notFound() : ok(file);
}
