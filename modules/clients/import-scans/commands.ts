import type { Context, WriteContext } from '#platform/context.ts';
import { findFile } from '#platform/files/stored-files.ts';
import { giveWay } from '#platform/import/ahead.ts';
import { readRows } from '#platform/import/rows.ts';
import { UnreadableFile } from '#platform/import/unreadable.ts';
import { advanceJob, askToCancel, finishJob, jobById, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { readRow } from '../import-rows/rules.ts';
import { contentOf, wordsOf } from '../imports/queries.ts';
import { findImport, type StoredImport } from '../imports/store.ts';
import { ownFields } from '../own-fields/queries.ts';
import { countRow, emptyScan, inOrder } from './rules.ts';
import { beginScan, saveScan } from './store.ts';

export const SCAN_JOB = 'clients.import_scan';

/** Puts a look through the whole file in line, in place of one that looks at it by an older mapping. */
export async function lookThrough(context: WriteContext, draft: StoredImport): Promise<void> {
  if (draft.scanJobId !== null) await askToCancel(context, draft.scanJobId);
  const file = draft.fileId === null ? undefined : await findFile(context.db, draft.fileId);
  const jobId = newId();
  await putInLine(context, {
    id: jobId,
    kind: SCAN_JOB,
    title: draft.fileName,
    totalUnits: file?.size ?? null,
    input: { import_id: draft.id },
  });
  await beginScan(context, draft.id, jobId);
}

const STRETCH_ROWS = 50;
const SAVE_ROWS = 5000;

/**
 * Looks through the whole file as it is mapped, changing nothing: how many rows will be refused or remarked upon, why, and the
 * worst of them. Interrupted, it begins again. Source: experience (preview before anything is taken).
 */
export async function runScan(context: Context, jobId: string, importId: string): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const found = await findImport(context, importId);
    if (found === null || found.scanJobId !== jobId) return finishJob(context, jobId, { state: 'cancelled' });
    const own = await ownFields(context);
    const scan = emptyScan();
    const read = { bytes: 0 };
    const save = async (): Promise<boolean> => {
      const current = await saveScan(context, importId, jobId, inOrder(scan));
      const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: read.bytes, position: null });
      return current && !cancelRequested;
    };
    try {
      for await (const row of readRows(counting(contentOf(context, found), read), found.format)) {
        const { said, contacts, remarks } = readRow(row.cells, found.mapping, row.problems, own);
        countRow(scan, row.number, remarks, () => wordsOf({ said, contacts }, own));
        if (scan.rows % STRETCH_ROWS === 0) await giveWay();
        if (scan.rows % SAVE_ROWS === 0 && !(await save())) {
          return finishJob(context, jobId, { state: 'cancelled' });
        }
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return finishJob(context, jobId, { state: 'failed', failure: error.reason });
    }
    scan.complete = true;
    await save();
    const job = await jobById(context, jobId);
    if (job?.state === 'running') await finishJob(context, jobId, { state: 'done' });
  });
}

async function* counting(chunks: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    read.bytes += chunk.length;
    yield chunk;
  }
}
