import { setTimeout as delay } from 'node:timers/promises';
import { companyOf } from '#modules/people/queries.ts';
import { type Context, databaseErrorCode, inTransaction, type WriteContext } from '#platform/context.ts';
import { giveWay, readAhead } from '#platform/import/ahead.ts';
import { readRows } from '#platform/import/rows.ts';
import { UnreadableFile } from '#platform/import/unreadable.ts';
import { advanceJob, finishJob, jobById, onlyOne, shareOf } from '#platform/jobs/store.ts';
import { announce } from '#platform/outbox.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { readRow } from '../import-rows/rules.ts';
import { forgetTried } from '../import-trials/store.ts';
import { draftImport, type FileTerms, type SourceFile, startImport } from '../imports/commands.ts';
import type { ClientImport, RowRemark } from '../imports/contract.ts';
import { contentOf, importView, segmentsByName } from '../imports/queries.ts';
import { originOf, policiesOfFields } from '../imports/rules.ts';
import { addToReport, endRun, findImport, insertRemarks, remarksOf, type StoredImport } from '../imports/store.ts';
import { leaveOutGoneChoices, ownFields } from '../own-fields/queries.ts';
import { hasChoices, type OwnFields } from '../own-fields/rules.ts';
import {
  type FileOf,
  type FileRow,
  noteSeen,
  nothingSeen,
  recogniseRows,
  type SeenInFile,
  type Taken,
  writeTaken,
} from '../recognition/commands.ts';
import { type Known, rowKeys } from '../recognition/rules.ts';
import { lookAtBeginning } from '../recognition/store.ts';
import { nameKeyOf } from '../register/rules.ts';

/**
 * Rows of one transaction: enough for speed, few enough that a stop or a colleague waits for a moment only. Far more would
 * not be faster: the three batches under way outlive the garbage of a moment and have to be moved about.
 */
export const BATCH_ROWS = 400;
const MOST_ROWS = 20_000_000;
/** After so many rows a register that was empty has enough in it to be looked at. */
const LOOKED_AT_ROWS = 3000;
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 3;

export interface ImportProgress {
  rows: number;
  /** Share of the file's bytes, 0 to 1. */
  share: number;
}

/** What a run is told from outside; `now` is asked for anew with each batch. */
export interface RunTerms {
  now?: () => Temporal.Instant;
  onProgress?: (progress: ImportProgress) => void;
}

/**
 * Runs an import that stands in line, or goes on with one that was interrupted: batch by batch, each in a transaction with
 * its report and its place in the file, so that whatever stops it loses nothing and repeats nothing. Only one process runs
 * it; false when another does. Source: quality (interrupted imports resume).
 */
export async function runImport(context: Context, jobId: string, terms: RunTerms = {}): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    const found = await findImport(context, importOfJob(job.input));
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'clients.import_gone' });
    const run = { job: { id: jobId, size: job.totalUnits ?? 0, position: rowOf(job.position) }, found };
    if (found.dryRun && run.job.position === 0) await forgetTried(context, found.id);
    const end = await takeFile(context, run, terms).catch(damagedFile);
    if (found.dryRun) await forgetTried(context, found.id);
    await inTransaction(context, async (write) => {
      await finishJob(write, jobId, end);
      await endRun(write, found.id);
      await announceImport(write, found.id);
      return ok();
    });
  });
}

/** The import that a job is about; the zero id, which nothing has, where it says none. */
export function importOfJob(input: unknown): string {
  const named = typeof input === 'object' && input !== null && 'import_id' in input ? input.import_id : null;
  return typeof named === 'string' ? named : '00000000-0000-0000-0000-000000000000';
}

function rowOf(position: unknown): number {
  return typeof position === 'object' && position !== null && 'row' in position && typeof position.row === 'number'
    ? position.row
    : 0;
}

interface Run {
  job: { id: string; size: number; position: number };
  found: StoredImport;
}

type End = { state: 'done' | 'cancelled' | 'failed'; failure?: string };

/** A file may turn out damaged in its middle: what came before stays taken. */
function damagedFile(error: unknown): End {
  if (error instanceof UnreadableFile) return { state: 'failed', failure: error.reason };
  throw error;
}

/**
 * Three batches are under way at once: while one is being written, the next is recognised and the one after it read. They are
 * written one after another in the order of the file, so that whatever stops the run has taken whole batches and no gap.
 */
async function takeFile(context: Context, { job, found }: Run, terms: RunTerms): Promise<End> {
  const work: Work = {
    jobId: job.id,
    of: await fileOf(context, found),
    own: await ownFields(context),
    seen: nothingSeen(),
  };
  const batches = batchesOf(context, found, { after: job.position, seen: work.seen, own: work.own });
  let rows = found.report.read;
  let before: readonly Known[] = [];
  let looked = false;
  let writing: { batch: ReadBatch; written: Promise<Written> } | null = null;
  const settle = async (): Promise<Written | null> => {
    if (writing === null) return null;
    const { batch, written } = writing;
    writing = null;
    const end = await written;
    rows += batch.rows.length;
    terms.onProgress?.({ rows, share: shareOf({ doneUnits: batch.bytes, totalUnits: job.size }) });
    return end;
  };
  try {
    for await (const batch of readAhead(batches)) {
      let taken = await recognise(at(context, terms), work, batch, before);
      const former = await settle();
      if (former?.goOn === false) return { state: 'cancelled' };
      // What was recognised by what that batch was to be holds no more.
      if (former?.again === true) taken = await recognise(at(context, terms), work, batch, []);
      if (!looked && rows >= LOOKED_AT_ROWS) {
        looked = true;
        await lookAtBeginning(context);
      }
      if (rows + batch.rows.length > MOST_ROWS) return { state: 'failed', failure: 'clients.import_too_many_rows' };
      before = taken.after;
      const written = takeBatch(at(context, terms), work, batch, taken);
      // Asked for its end when the next batch is ready, or in the end.
      written.catch(() => undefined);
      writing = { batch, written };
    }
    const last = await settle();
    return { state: last?.goOn === false ? 'cancelled' : 'done' };
  } catch (error) {
    await settle();
    throw error;
  }
}

/** What all batches of a run share. */
interface Work {
  jobId: string;
  of: FileOf;
  own: OwnFields;
  seen: SeenInFile;
}

async function recognise(
  context: Context,
  { of, own, seen }: Work,
  { rows }: ReadBatch,
  before: readonly Known[],
): Promise<Taken> {
  if (hasChoices(own)) await inTransaction(context, async (write) => ok(await leaveOutGoneChoices(write, own, rows)));
  return recogniseRows(context, rows, of, { seen, before });
}

interface ReadBatch {
  rows: FileRow[];
  /** How much of the file has been read at its end. */
  bytes: number;
}

/** Rows read at a stretch, a millisecond's work: the database must not wait for its next statement. */
const STRETCH_ROWS = 10;

/** The rows of a file, understood, in batches; those before `after` were taken earlier and are only noted as seen. */
async function* batchesOf(
  context: Context,
  found: StoredImport,
  { after, seen, own }: { after: number; seen: SeenInFile; own: OwnFields },
): AsyncGenerator<ReadBatch> {
  const read = { bytes: 0 };
  let rows: FileRow[] = [];
  let stretch = 0;
  for await (const row of readRows(counting(contentOf(context, found), read), found.format)) {
    const cells = found.format.headings.map((heading) => row.cells[heading] ?? '');
    const understood = readRow(row.cells, found.mapping, row.problems, own);
    const nameKey = nameKeyOf(understood.said.name ?? '');
    const keys = rowKeys(understood, found.recogniseBy, nameKey);
    const fileRow = { number: row.number, cells, read: understood, nameKey, keys };
    if (row.number <= after) noteSeen(seen, fileRow);
    else rows.push(fileRow);
    if (++stretch % STRETCH_ROWS === 0) await giveWay();
    if (rows.length < BATCH_ROWS) continue;
    yield { rows, bytes: read.bytes };
    rows = [];
  }
  if (rows.length > 0) yield { rows, bytes: read.bytes };
}

async function* counting(chunks: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    read.bytes += chunk.length;
    yield chunk;
  }
}

const at = (context: Context, { now }: RunTerms): Context => (now === undefined ? context : { ...context, now: now() });

interface Written {
  goOn: boolean;
  /** It has come to something else than it was recognised to be. */
  again: boolean;
}

/**
 * One batch, whole or not at all. Where somebody adds or changes one of its clients at this instant, it is begun again and
 * finds the client as it is now.
 */
async function takeBatch(context: Context, work: Work, batch: ReadBatch, recognised: Taken): Promise<Written> {
  let taken = recognised;
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await inTransaction(context, (write) => writeBatch(write, work, batch, taken));
      if (result.ok) return { goOn: result.value.goOn, again: attempt > 1 };
      if (attempt === ATTEMPTS) throw new Error(`a batch of an import was refused: ${result.reason}`);
    } catch (error) {
      if (attempt === ATTEMPTS || databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    }
    taken = await recognise(context, work, batch, []);
  }
}

async function writeBatch(
  context: WriteContext,
  { jobId, of, own }: Work,
  { rows, bytes }: ReadBatch,
  taken: Taken,
): Promise<Result<{ goOn: boolean }>> {
  if (await leaveOutGoneChoices(context, own, rows)) return refuse('clients.import_raced', { code: 'conflict' });
  const written = await writeTaken(context, taken, of);
  if (!written.ok) return written;
  await addToReport(context, of.importId, taken.counted);
  await insertRemarks(context, of.importId, taken.remarks);
  const position = { row: rows.at(-1)?.number ?? 0 };
  const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: bytes, position });
  await announceImport(context, of.importId);
  return ok({ goOn: !cancelRequested });
}

async function announceImport(context: WriteContext, id: string): Promise<void> {
  await announce(context, { type: 'client_import.advanced', subjectKind: 'client_import', subjectId: id });
}

async function fileOf(context: Context, found: StoredImport): Promise<FileOf> {
  const { timeZone } = await companyOf(context);
  return {
    importId: found.id,
    source: found.source,
    origin: originOf(found.format.headings),
    salesSystemId: found.salesSystemId,
    recogniseBy: found.recogniseBy,
    policies: policiesOfFields(found.mapping, found.policies),
    takesTags: Object.values(found.mapping).includes('tags'),
    basis: found.callBasis === null ? null : { basis: found.callBasis, note: found.callBasisNote },
    segments: await segmentsByName(context, found.salesSystemId),
    companyZone: timeZone,
    zones: new Map(),
    today: context.now.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    dryRun: found.dryRun,
  };
}

export interface ImportOutcome {
  import: ClientImport;
  /** The first remarks and refusals in the order of rows. */
  remarks: RowRemark[];
  /** Columns that went nowhere. */
  unmapped: string[];
}

const REMARKS_TOLD = 1000;
const LOOKED_EVERY_MS = 500;

/** A server on the same data may have taken it up first: then its end is waited for, and where that process ends, gone on. */
async function runToItsEnd(context: Context, jobId: string, terms: RunTerms): Promise<void> {
  while (!(await runImport(context, jobId, terms))) {
    await delay(LOOKED_EVERY_MS);
    const job = await jobById(context, jobId);
    const found = job === null ? null : await findImport(context, importOfJob(job.input));
    if (job === null || found === null) return;
    terms.onProgress?.({ rows: found.report.read, share: shareOf(job) });
  }
}

/**
 * Brings a file in from beginning to end and answers with its report: for the command line and the demo company. What the
 * mapping proposes is taken as it is. Interrupted, it is finished by the server. Source: domain §2.
 */
export async function runClientImport(
  context: Context,
  file: SourceFile,
  terms: FileTerms & RunTerms & { dryRun?: boolean } = {},
): Promise<Result<ImportOutcome>> {
  const draft = await draftImport(context, file, terms);
  if (!draft.ok) return draft;
  const started = await inTransaction(context, (write) => startImport(write, draft.value.id, terms.dryRun ?? false));
  if (!started.ok) return started;
  const found = await findImport(context, draft.value.id);
  if (found?.jobId != null) await runToItsEnd(context, found.jobId, terms);
  const done = await findImport(context, draft.value.id);
  return ok({
    import: done === null ? started.value : await importView(context, done),
    remarks: await remarksOf(context, draft.value.id, { refused: null, afterRow: 0, limit: REMARKS_TOLD }),
    unmapped: Object.entries(draft.value.mapping).flatMap(([heading, field]) => (field === null ? [heading] : [])),
  });
}
