import { forgetTouches } from '#modules/activities/history/commands.ts';
import { changeFacts } from '#modules/clients/commands.ts';
import { contentOf } from '#modules/clients/imports/queries.ts';
import { clientById } from '#modules/clients/queries.ts';
import { forgetDeal } from '#modules/deals/history/commands.ts';
import { forgetRound } from '#modules/handoffs/history/commands.ts';
import { forgetNeed } from '#modules/needs/history/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { readRows } from '#platform/import/rows.ts';
import { advanceJob, finishJob, jobById, type LongJob, onlyOne, shareOf } from '#platform/jobs/store.ts';
import { announce } from '#platform/outbox.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import type { FileOf } from '../past-deals/commands.ts';
import { type FileRow, type Taken, takeHistoryRows } from '../records/commands.ts';
import { readHistoryRow } from '../rows/rules.ts';
import {
  addToReport,
  addToTakenBack,
  deleteRecords,
  endRun,
  findHistory,
  type HistoryRecord,
  insertRemarks,
  recordsBefore,
  type StoredHistory,
} from '../store.ts';

const BATCH_ROWS = 500;

/** How far a file has come: rows told of so far, and the share of its bytes. */
export interface HistoryProgress {
  rows: number;
  share: number;
}

/** What a run is told from outside, and whom it tells; `now` is asked for anew with each batch. */
export interface RunTerms {
  now?: () => Temporal.Instant;
  onProgress?: (progress: HistoryProgress) => void;
}

/**
 * Runs work on a file of the past that stands in line, or goes on where it was interrupted: batch by batch, each in one
 * transaction with its report and its place. Only one process runs it; false when another does.
 */
export async function runHistory(context: Context, jobId: string, terms: RunTerms = {}): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    const input = job.input as { import_id?: unknown; take_back?: unknown };
    const found = typeof input.import_id === 'string' ? await findHistory(context, input.import_id) : null;
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'history.gone' });
    const at = (): Context => (terms.now === undefined ? context : { ...context, now: terms.now() });
    const stopped = input.take_back === true ? await takeBack(at, job, found) : await takeFile(at, job, found, terms);
    await inTransaction(at(), async (write) => {
      await finishJob(write, jobId, { state: stopped ? 'cancelled' : 'done' });
      if (input.take_back !== true) await endRun(write, found.id);
      await announceHistory(write, found.id);
      return ok();
    });
  });
}

async function announceHistory(context: WriteContext, id: string): Promise<void> {
  await announce(context, { type: 'history_import.advanced', subjectKind: 'history_import', subjectId: id });
}

type At = () => Context;

/** True when it was asked to stop. */
async function takeFile(at: At, job: LongJob, found: StoredHistory, { onProgress }: RunTerms): Promise<boolean> {
  const { timeZone } = await companyOf(at());
  const of: FileOf = {
    importId: found.id,
    kind: found.kind,
    source: found.source,
    salesSystemId: found.salesSystemId,
  };
  const position = numberIn(job.position, 'row');
  const read = { bytes: 0 };
  let rows = found.report.read;
  let batch: FileRow[] = [];
  const take = async (): Promise<boolean> => {
    if (batch.length === 0) return false;
    const stop = await takeBatch(at(), { job, found, of, batch, doneUnits: read.bytes });
    rows += batch.length;
    onProgress?.({ rows, share: shareOf({ doneUnits: read.bytes, totalUnits: job.totalUnits }) });
    batch = [];
    return stop;
  };
  for await (const row of readRows(counting(contentOf(at(), found), read), found.format)) {
    if (row.number <= position) continue;
    batch.push({
      number: row.number,
      cells: found.format.headings.map((heading) => row.cells[heading] ?? ''),
      read: readHistoryRow(found.kind, row.cells, found.mapping, {
        zone: timeZone,
        now: at().now,
        problems: row.problems,
      }),
    });
    if (batch.length === BATCH_ROWS && (await take())) return true;
  }
  return take();
}

async function* counting(chunks: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    read.bytes += chunk.length;
    yield chunk;
  }
}

function numberIn(position: unknown, name: string): number {
  const value = typeof position === 'object' && position !== null ? (position as Record<string, unknown>)[name] : 0;
  return typeof value === 'number' ? value : 0;
}

interface Work {
  job: LongJob;
  found: StoredHistory;
  of: FileOf;
  batch: readonly FileRow[];
  doneUnits: number;
}

/** One batch, whole or not at all; a trial does the same and takes all of it back, but for what it would have said. */
async function takeBatch(context: Context, { job, found, of, batch, doneUnits }: Work): Promise<boolean> {
  const tried: { taken: Taken | null } = { taken: null };
  const report = async (write: WriteContext, { counted, remarks }: Taken): Promise<Result<boolean>> => {
    await addToReport(write, found.id, counted);
    await insertRemarks(write, found.id, remarks);
    const position = { row: batch.at(-1)?.number ?? 0 };
    const { cancelRequested } = await advanceJob(write, job.id, { doneUnits, position });
    await announceHistory(write, found.id);
    return ok(cancelRequested);
  };
  const result = await inTransaction(context, async (write) => {
    const taken = await takeHistoryRows(write, batch, of);
    if (!taken.ok) return taken;
    if (!found.dryRun) return report(write, taken.value);
    tried.taken = taken.value;
    return refuse('history.tried');
  });
  if (result.ok) return result.value;
  const { taken } = tried;
  if (taken === null) throw new Error(`a batch of the past was refused: ${result.reason}`);
  const told = await inTransaction(context, (write) => report(write, taken));
  return told.ok && told.value;
}

/** Goes through what the file became, the last first, and removes what nobody has built on. */
async function takeBack(at: At, job: LongJob, found: StoredHistory): Promise<boolean> {
  let place = job.position as { row: number; kind: string; key: string } | null;
  let done = job.doneUnits;
  for (;;) {
    const records = await recordsBefore(at(), found.id, place, BATCH_ROWS);
    const last = records.at(-1);
    if (last === undefined) return false;
    place = { row: last.row_number, kind: last.kind, key: last.key };
    done += records.length;
    const stopped = await inTransaction(at(), async (write) => {
      const kept = await forgetRecords(write, records);
      if (!kept.ok) return kept;
      await deleteRecords(
        write,
        records.filter((record) => !kept.value.includes(record)),
      );
      await addToTakenBack(write, found.id, {
        removed: records.length - kept.value.length,
        kept: kept.value.length,
      });
      await insertRemarks(
        write,
        found.id,
        kept.value.map((record) => ({
          row: record.row_number,
          remarks: [{ column: null, reason: `history.kept_${record.kind}`, values: {}, refused: false }],
          cells: null,
        })),
      );
      const { cancelRequested } = await advanceJob(write, job.id, { doneUnits: done, position: place });
      await announceHistory(write, found.id);
      return ok(cancelRequested);
    });
    if (!stopped.ok) throw new Error(`taking the past back was refused: ${stopped.reason}`);
    if (stopped.value) return true;
  }
}

/** Removes what may go and answers with what stays. Employees stay: other records may name them. */
async function forgetRecords(
  context: WriteContext,
  records: readonly HistoryRecord[],
): Promise<Result<HistoryRecord[]>> {
  const kept: HistoryRecord[] = [];
  const of = (kind: HistoryRecord['kind']) => records.filter((record) => record.kind === kind);
  const touches = await forgetTouches(
    context,
    of('touch').map((record) => record.record_id),
  );
  if (!touches.ok) return touches;
  kept.push(...of('touch').filter((record) => !touches.value.includes(record.record_id)));
  for (const record of of('client_state')) {
    if (!(await forgetState(context, record))) kept.push(record);
  }
  for (const record of of('deal')) {
    const needId = await forgetDeal(context, record.record_id);
    if (needId === null) kept.push(record);
    else await forgetNeed(context, needId);
  }
  for (const record of of('handoff_round')) await forgetRound(context, record.record_id);
  kept.push(...of('employee'));
  return ok(kept);
}

/** A client that still stands as the past left it, and that nobody holds, goes back into the queue. */
async function forgetState(context: WriteContext, { said, record_id: id }: HistoryRecord): Promise<boolean> {
  const client = await clientById(context, id);
  if (client === null || client.state !== said || client.holder_id !== null) return false;
  const changed = await changeFacts(context, id, { delivered: null, lost: null, check: null });
  return changed.ok;
}
