import { record } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { writeDelimited } from '#platform/export/delimited.ts';
import { type Cell, writeWorkbook } from '#platform/export/workbook.ts';
import { removeFile, storeFile } from '#platform/files/stored-files.ts';
import { advanceJob, askToCancel, finishJob, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result } from '#shared/result.ts';
import type { ListName } from '../contract.ts';
import type { ListExport, ListExportInput } from './contract.ts';
import { type ExportedList, ownExport, showExport, writerOf } from './queries.ts';
import { EXPORT_FILE_DAYS } from './rules.ts';
import { exportOfJob, forgetFile, insertExport, type StoredExport, saveFile, takeDueExport } from './store.ts';

export const EXPORT_JOB = 'lists.export';

/** A workbook of everything that a list can hold fits; what is larger is no list to be read. */
const LIMIT_BYTES = 2_000_000_000;

/**
 * Puts an export of what a list shows in line: for whoever has the right to take it out of the program, journaled with
 * the filter. Refuses what the list refuses. Source: domain §14.
 */
export async function startExport(
  context: WriteContext,
  list: ListName,
  wanted: ListExportInput,
): Promise<Result<ListExport>> {
  const { employeeId } = context.actor;
  const writer = writerOf(list);
  if (employeeId === null || writer?.may(context.actor) !== true) return forbidden();
  const opened = await writer.open(context, wanted);
  if (!opened.ok) return opened;
  const id = newId();
  const jobId = newId();
  await putInLine(context, { id: jobId, kind: EXPORT_JOB, title: wanted.format, totalUnits: null, input: { id } });
  await insertExport(context, { id, jobId, list, wanted, startedBy: employeeId });
  await record(context, {
    action: `${writer.kind}.started`,
    subject: { kind: writer.kind, id },
    after: { ...wanted },
  });
  return showExport(context, id);
}

/** Stops one's own export; nothing of it stays. */
export async function cancelExport(context: WriteContext, id: string): Promise<Result<ListExport>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  await askToCancel(context, found.value.jobId);
  return showExport(context, id);
}

/** Leaves the file half written, so that nothing of it is kept. */
class Cancelled extends Error {}

/**
 * Writes an export, page by page, as its owner sees the list at this moment. The file appears whole or not at all: an
 * interrupted export begins anew.
 */
export async function runExport(context: Context, jobId: string): Promise<void> {
  await onlyOne(context.db, jobId, async () => {
    const found = await exportOfJob(context, jobId);
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'lists.export_failed' });
    try {
      const written = await inTransaction(context, (write) => writeFile(context, write, found));
      if (written.ok) await finishJob(context, jobId, { state: 'done' });
      else await finishJob(context, jobId, { state: 'failed', failure: written.reason });
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      await finishJob(context, jobId, { state: 'cancelled' });
    }
  });
}

async function writeFile(context: Context, write: WriteContext, found: StoredExport): Promise<Result<undefined>> {
  const opened = await writerOf(found.list)?.open(context, found.wanted);
  if (opened === undefined) return notFound();
  if (!opened.ok) return opened;
  const { title, columns } = opened.value;
  const { format } = found.wanted;
  const progress = { rows: 0 };
  const rows = rowsOf(context, found.jobId, opened.value, progress);
  const day = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  const content =
    format === 'xlsx'
      ? writeWorkbook(title, columns, rows)
      : writeDelimited(columns, rows, printDay(context.actor.language));
  const mediaType =
    format === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
  const stored = await storeFile(write, { name: `${title} ${day}.${format}`, mediaType, content }, LIMIT_BYTES);
  if (!stored.ok) return stored;
  await saveFile(write, found.id, stored.value.id, progress.rows);
  return ok();
}

const printDay =
  (language: 'ru' | 'en') =>
  (day: string): string =>
    language === 'ru' ? day.split('-').reverse().join('.') : day;

async function* rowsOf(
  context: Context,
  jobId: string,
  { pages }: ExportedList,
  progress: { rows: number },
): AsyncGenerator<Cell[]> {
  for await (const page of pages) {
    yield* page;
    progress.rows += page.length;
    const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: progress.rows, position: null });
    if (cancelRequested) throw new Cancelled();
  }
}

/** Lets go of the file of one export whose time is over. Doing it again does nothing. Answers whether there was one. */
export async function letGoOfExport(context: WriteContext): Promise<Result<{ gone: boolean }>> {
  const due = await takeDueExport(context, context.now.subtract({ hours: EXPORT_FILE_DAYS * 24 }));
  if (due === null) return ok({ gone: false });
  await forgetFile(context, due.id);
  await removeFile(context, due.fileId);
  const kind = writerOf(due.list)?.kind ?? 'list_export';
  await record(context, { action: `${kind}.file_removed`, subject: { kind, id: due.id } });
  return ok({ gone: true });
}
