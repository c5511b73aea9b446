import { setTimeout as delay } from 'node:timers/promises';
import { daysBefore, IMPORT_FILE_DAYS } from '#modules/clients/file-keeping/rules.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { record } from '#modules/journal/commands.ts';
import { defaultSalesSystem } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { findFile, removeFile, storeFile } from '#platform/files/stored-files.ts';
import type { Once } from '#platform/http/idempotency.ts';
import { proposeMapping } from '#platform/import/mapping.ts';
import { readRows } from '#platform/import/rows.ts';
import { detectTable, readHead } from '#platform/import/table-format.ts';
import { askToCancel, jobById, putInLine, shareOf } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayBringHistory } from './access.ts';
import type { HistoryChange, HistoryImport, HistoryPreview } from './contract.ts';
import { historyPreview, historyView, missingOf } from './queries.ts';
import { HISTORY_FIELDS, HISTORY_NAMES, type HistoryField, type HistoryKind } from './rules.ts';
import { type RunTerms, runHistory } from './runs/commands.ts';
import {
  beginRun,
  beginTakingBack,
  countRecords,
  findHistory,
  forgetFile,
  insertHistory,
  lockHistory,
  ROWS_AT_CLIENT,
  type StoredHistory,
  saveDraft,
  takeDueFile,
} from './store.ts';

export const HISTORY_JOB = 'history.import';
const SAMPLE_ROWS = 200;
const LOOKED_EVERY_MS = 500;
/** The edge limits uploads; a file given on the command line is limited by its rows. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** A file of the past: its content can be read anew, since the beginning is looked at first. */
export interface PastFile {
  name: string;
  mediaType: string;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * Takes a file of the past in as a draft: recognised, its columns mapped as far as their names tell. What is no table is
 * refused and not kept. Nothing else changes. A repeat of the same request, which `once` knows, gets the draft that is there.
 */
export async function draftHistory(
  context: Context,
  kind: HistoryKind,
  file: PastFile,
  source?: string,
  once: Once = (_write, run) => run(),
): Promise<Result<StoredHistory>> {
  const system = await defaultSalesSystem(context);
  if (system === null) return refuse('clients.no_sales_system');
  if (!mayBringHistory(context.actor, system.id)) return forbidden();
  const targets = HISTORY_FIELDS[kind].map((key) => ({ key, names: HISTORY_NAMES[key] }));
  const head = await readHead(file.open());
  const format = await detectTable(
    head,
    targets.flatMap(({ names }) => names),
  );
  if (!format.ok) return format;
  const sample: Readonly<Record<string, string>>[] = [];
  for await (const row of readRows(file.open(), format.value)) {
    if (sample.push(row.cells) === SAMPLE_ROWS) break;
  }
  const mapping = Object.fromEntries(
    proposeMapping(format.value.headings, sample, targets).map(({ heading, target }) => [
      heading,
      targets.find(({ key }) => key === target)?.key ?? null,
    ]),
  );
  const keep = async (write: WriteContext): Promise<Result<{ id: string }>> => {
    const stored = await storeFile(
      write,
      { name: file.name, mediaType: file.mediaType, content: file.open() },
      NO_LIMIT,
    );
    if (!stored.ok) return stored;
    const id = newId();
    await insertHistory(write, {
      id,
      kind,
      fileId: stored.value.id,
      fileName: stored.value.name,
      salesSystemId: system.id,
      source: source?.trim() || stored.value.name,
      format: format.value,
      mapping,
    });
    return ok({ id });
  };
  return inTransaction(context, async (write) => {
    const kept = await once(write, () => keep(write));
    if (!kept.ok) return kept;
    const draft = await lockHistory(write, kept.value.id);
    return draft === null ? notFound() : ok(draft);
  });
}

async function forChange(context: WriteContext, id: string): Promise<Result<StoredHistory>> {
  const found = await lockHistory(context, id);
  return found === null || !mayBringHistory(context.actor, found.salesSystemId) ? notFound() : ok(found);
}

/** A draft is what has not taken anything yet: never started, or only tried, or stopped. */
async function isDraft(context: WriteContext, found: StoredHistory): Promise<boolean> {
  if (found.takingBackJob !== null) return false;
  if (found.jobId === null) return true;
  const job = await jobById(context, found.jobId);
  return job === null || job.state === 'failed' || job.state === 'cancelled' || (found.dryRun && job.state === 'done');
}

/** Changes what the columns are taken for. Refuses: `history.began`, `history.no_such_column`, `history.no_such_field`. */
export async function changeHistory(
  context: WriteContext,
  id: string,
  change: HistoryChange,
): Promise<Result<HistoryPreview>> {
  const found = await forChange(context, id);
  if (!found.ok) return found;
  const draft = found.value;
  if (!(await isDraft(context, draft))) return refuse('history.began', { code: 'conflict' });
  if (draft.fileId === null) return refuse('clients.import_file_gone', { code: 'conflict' });
  const fields: readonly HistoryField[] = HISTORY_FIELDS[draft.kind];
  for (const [heading, field] of Object.entries(change.mapping ?? {})) {
    if (!draft.format.headings.includes(heading)) return invalid(`/mapping/${heading}`, 'history.no_such_column');
    if (field !== null && !fields.includes(field)) return invalid(`/mapping/${heading}`, 'history.no_such_field');
  }
  const next = {
    ...draft,
    mapping: { ...draft.mapping, ...change.mapping },
    source: change.source?.trim() || draft.source,
  };
  await saveDraft(context, next);
  return ok(await historyPreview(context, next));
}

/** Puts the file, or a trial of it, in line. Refuses: `history.began`, and what the mapping lacks. */
export async function startHistory(context: WriteContext, id: string, dryRun: boolean): Promise<Result<HistoryImport>> {
  const found = await forChange(context, id);
  if (!found.ok) return found;
  const draft = found.value;
  if (!(await isDraft(context, draft))) return refuse('history.began', { code: 'conflict' });
  const [gap] = missingOf(draft);
  if (gap !== undefined) return refuse(gap.reason, { values: gap.values });
  const file = draft.fileId === null ? undefined : await findFile(context.db, draft.fileId);
  const jobId = newId();
  await putInLine(context, {
    id: jobId,
    kind: HISTORY_JOB,
    title: draft.fileName,
    totalUnits: file?.size ?? null,
    input: { import_id: id },
  });
  await beginRun(context, id, jobId, dryRun);
  if (!dryRun) {
    await record(context, {
      action: 'history_import.started',
      subject: { kind: 'history_import', id },
      after: { kind: draft.kind, file_name: draft.fileName, source: draft.source },
    });
  }
  return viewNow(context, id);
}

/** Asks the work to stop after the batch under way. What has been taken stays. */
export async function cancelHistory(context: WriteContext, id: string): Promise<Result<HistoryImport>> {
  const found = await forChange(context, id);
  if (!found.ok) return found;
  const jobId = found.value.takingBackJob ?? found.value.jobId;
  if (jobId !== null) await askToCancel(context, jobId);
  return viewNow(context, id);
}

/**
 * Puts taking the whole file back in line: what nobody has built on since goes, the rest stays and is told.
 * Refuses: `history.not_done`, `history.already_taken_back`.
 */
export async function takeBackHistory(context: WriteContext, id: string): Promise<Result<HistoryImport>> {
  const found = await forChange(context, id);
  if (!found.ok) return found;
  const { jobId, takingBackJob, dryRun, fileName, removed } = found.value;
  const job = jobId === null ? null : await jobById(context, jobId);
  if (job === null || dryRun || job.state === 'waiting' || job.state === 'running') return refuse('history.not_done');
  if (takingBackJob !== null) {
    const former = await jobById(context, takingBackJob);
    if (former?.state !== 'cancelled' && former?.state !== 'failed') {
      return refuse('history.already_taken_back', { code: 'conflict', values: { count: removed } });
    }
  }
  const takingBack = newId();
  await putInLine(context, {
    id: takingBack,
    kind: HISTORY_JOB,
    title: fileName,
    totalUnits: await countRecords(context, id),
    input: { import_id: id, take_back: true },
  });
  await beginTakingBack(context, id, takingBack);
  await record(context, { action: 'history_import.taken_back', subject: { kind: 'history_import', id } });
  return viewNow(context, id);
}

async function viewNow(context: WriteContext, id: string): Promise<Result<HistoryImport>> {
  const now = await findHistory(context, id);
  return now === null ? notFound() : ok(await historyView(context, now));
}

/** A server on the same data may have taken it up first: then its end is waited for, and where that process ends, gone on. */
async function runToItsEnd(context: Context, id: string, jobId: string, terms: RunTerms): Promise<void> {
  while (!(await runHistory(context, jobId, terms))) {
    await delay(LOOKED_EVERY_MS);
    const [job, found] = [await jobById(context, jobId), await findHistory(context, id)];
    if (job === null || found === null) return;
    terms.onProgress?.({ rows: found.report.read, share: shareOf(job) });
  }
}

/** Brings a file of the past in from beginning to end: for the command line. What the mapping proposes is taken as it is. */
export async function bringHistory(
  context: Context,
  kind: HistoryKind,
  file: PastFile,
  terms: RunTerms & { source?: string | undefined; dryRun: boolean },
): Promise<Result<HistoryImport>> {
  const draft = await draftHistory(context, kind, file, terms.source);
  if (!draft.ok) return draft;
  const started = await inTransaction(context, (write) => startHistory(write, draft.value.id, terms.dryRun));
  if (!started.ok) return started;
  const found = await findHistory(context, draft.value.id);
  if (found?.jobId != null) await runToItsEnd(context, found.id, found.jobId, terms);
  const done = await findHistory(context, draft.value.id);
  return done === null ? notFound() : ok(await historyView(context, done));
}

/**
 * Lets go of one file of the past whose 90 days are over; its report and what it has brought stay. Doing it again does
 * nothing. Answers whether there was one.
 */
export async function letGoOfPastFile(context: WriteContext): Promise<Result<{ gone: boolean }>> {
  const due = await takeDueFile(context, daysBefore(context.now, IMPORT_FILE_DAYS));
  if (due === null) return ok({ gone: false });
  await forgetFile(context, due.id);
  await removeFile(context, due.fileId);
  await record(context, { action: 'history_import.file_removed', subject: { kind: 'history_import', id: due.id } });
  return ok({ gone: true });
}

/** What was brought in of one record is of the record that it was merged into. */
export function registerHistory(): void {
  registerMergePart({ key: 'history', rows: ROWS_AT_CLIENT });
}
