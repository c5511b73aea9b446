import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { advanceJob, finishJob, jobById, onlyOne } from '#platform/jobs/store.ts';
import { announce } from '#platform/outbox.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Chosen } from '../bulk/rules.ts';
import {
  bulkOfJob,
  doneItems,
  nameChanged,
  nameChosen,
  nameFound,
  type Outcome,
  type StoredBulk,
  saveChosen,
  saveOutcomes,
  waitingItems,
} from '../bulk/store.ts';
import { assignMany, undoAssigning } from '../bulk-assigning/commands.ts';
import { editMany, undoEdits } from '../bulk-edits/commands.ts';
import { tagMany, undoTagging } from '../bulk-tags/commands.ts';
import { narrowedView } from '../listing/queries.ts';
import { lockClients, reachesOf } from '../queries.ts';

/** So few that whoever edits one of them meanwhile waits a moment only, so many that ten thousand take seconds. */
const BATCH = 250;

/**
 * Runs a change of many clients, batch by batch, each in one transaction that says how far it has come: interrupted, it
 * goes on with the clients whose turn has not come; done twice, it does nothing the second time. Only one process runs it,
 * in the name and with the rights that whoever started it has at the moment.
 */
export async function runBulk(context: Context, jobId: string, batchOf = BATCH): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const [job, found] = [await jobById(context, jobId), await bulkOfJob(context, jobId)];
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    if (found === null || found.startedBy !== context.actor.employeeId) {
      return finishJob(context, jobId, { state: 'failed', failure: 'clients.bulk_starter_gone' });
    }
    if (job.cancelRequested) return end(context, found, 'cancelled');
    if (found.chosen === null) {
      const named = await inTransaction(context, (write) => nameClients(write, found));
      if (!named.ok) return finishJob(context, jobId, { state: 'failed', failure: named.reason });
    }
    let done = found.changed + found.unchanged + found.refused;
    for (;;) {
      const batch = await inTransaction(context, (write) =>
        changeBatch(write, found, { doneBefore: done, limit: batchOf }),
      );
      if (!batch.ok) throw new Error(`a batch of a change of many was refused: ${batch.reason}`);
      done += batch.value.done;
      if (batch.value.cancelled) return end(context, found, 'cancelled');
      if (batch.value.done === 0) return end(context, found, 'done');
    }
  });
}

/** The end is told as the batches are, so that whoever looks sees it at once. */
async function end(context: Context, of: StoredBulk, state: 'done' | 'cancelled'): Promise<void> {
  await inTransaction(context, async (write) => {
    await finishJob(write, of.jobId, { state });
    await announce(write, { type: 'client_bulk.ended', subjectKind: 'client_bulk', subjectId: of.id });
    return ok();
  });
}

/** Looks up once for all who is meant, as whoever started it sees the register. */
async function nameClients(context: WriteContext, of: StoredBulk): Promise<Result<undefined>> {
  const { id, undoOf, selection } = of;
  if (undoOf !== null) await saveChosen(context, id, await nameChanged(context, id, undoOf));
  else if ('ids' in selection) await saveChosen(context, id, await nameChosen(context, id, selection.ids));
  else {
    const view = await narrowedView(context, selection.found);
    if (!view.ok) return view;
    await saveChosen(context, id, await nameFound(context, id, view.value));
  }
  return ok();
}

async function changeBatch(
  context: WriteContext,
  of: StoredBulk,
  { doneBefore, limit }: { doneBefore: number; limit: number },
): Promise<Result<{ done: number; cancelled: boolean }>> {
  const ids = await waitingItems(context, of.id, limit);
  const outcomes = ids.length === 0 ? [] : await changeClients(context, of, await lockedChosen(context, ids));
  await saveOutcomes(context, of.id, outcomes);
  const { cancelRequested } = await advanceJob(context, of.jobId, {
    doneUnits: doneBefore + ids.length,
    position: null,
  });
  await announce(context, { type: 'client_bulk.advanced', subjectKind: 'client_bulk', subjectId: of.id });
  return ok({ done: ids.length, cancelled: cancelRequested });
}

async function lockedChosen(context: WriteContext, ids: readonly string[]): Promise<Chosen[]> {
  const clients = await lockClients(context, ids);
  const reaches = await reachesOf(context, ids);
  return ids.map((id) => ({ id, client: clients.get(id) ?? null, reach: reaches.get(id) ?? 'none' }));
}

async function changeClients(context: WriteContext, of: StoredBulk, chosen: readonly Chosen[]): Promise<Outcome[]> {
  const { change, undoOf } = of;
  if (undoOf === null) {
    if (change.kind === 'edit') return editMany(context, chosen, change);
    return change.kind === 'tags' ? tagMany(context, chosen, change) : assignMany(context, chosen, change);
  }
  const ids = chosen.map(({ id }) => id);
  const done = new Map((await doneItems(context, undoOf, ids)).map((item) => [item.clientId, item]));
  if (change.kind === 'edit') return undoEdits(context, chosen, done);
  return change.kind === 'tags' ? undoTagging(context, chosen, done) : undoAssigning(context, chosen, done);
}
