import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { replaceInViews } from '#modules/lists/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { advanceJob, askToCancel, finishJob, jobById, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayKeepTags } from '../access.ts';
import { AT_ONCE } from '../tag-keeping/rules.ts';
import { countTagged, lockTags, markRemoved, type StoredTag, tagByKey } from '../tag-keeping/store.ts';
import {
  type Batch,
  followLosses,
  hangNext,
  insertMerge,
  isAnyBusy,
  lockMerge,
  mergeOfJob,
  mergeOfSource,
  type StoredMerge,
  saveMerge,
  takeNext,
} from './store.ts';

export const TAG_MERGE_JOB = 'clients.tag_merge';

/** So few that whoever tags a client meanwhile waits a moment only. */
const BATCH = 2_000;

type Started = Result<{ started: boolean }>;

/**
 * Merges a tag into another: whoever had the one has the other, saved views that looked for the one look for the other, and
 * the one is removed; for 30 days it can be set free again. Where many clients have it, it is done in the background.
 * Refuses: `clients.tag_busy` while either is being merged. Source: domain §2, experience (Lists).
 */
export async function mergeTag(context: WriteContext, fromId: string, intoId: string): Promise<Started> {
  if (!mayKeepTags(context.actor)) return forbidden();
  if (fromId === intoId) return invalid('/into_id', 'clients.tag_into_itself');
  const tags = await lockTags(context, [fromId, intoId]);
  const [from, into] = [tags.get(fromId), tags.get(intoId)];
  if (from === undefined || from.removedAt !== null) return notFound();
  if (into === undefined || into.removedAt !== null) return invalid('/into_id', 'field.not_in_list');
  if (await isAnyBusy(context, [fromId, intoId])) return refuse('clients.tag_busy', { code: 'conflict' });
  const merge = { id: newId(), fromId, intoId, jobId: null, state: 'going' as const, views: [] };
  const many = await countTagged(context, fromId, AT_ONCE);
  if (many <= AT_ONCE) {
    await insertMerge(context, merge);
    const entry = await complete(context, merge, { from, into });
    offerUndo(context, entry);
    return ok({ started: false });
  }
  const jobId = await startJob(context, merge.id, from, false);
  await insertMerge(context, { ...merge, jobId });
  await tell(context, fromId);
  return ok({ started: true });
}

async function startJob(context: WriteContext, merge: string, from: StoredTag, wasDone: boolean): Promise<string> {
  const id = newId<string>();
  const totalUnits = await countTagged(context, from.id, 10_000_000);
  await putInLine(context, { id, kind: TAG_MERGE_JOB, title: from.name, totalUnits, input: { merge, wasDone } });
  return id;
}

/** The last step: whoever has got the tag meanwhile follows, the tag goes, and the journal says so. Answers with its entry. */
async function complete(
  context: WriteContext,
  merge: StoredMerge,
  { from, into }: { from: StoredTag; into: StoredTag },
): Promise<string> {
  await hangNext(context, merge, null, null);
  await markRemoved(context, from.id, true);
  const views = await replaceInViews(context, 'clients', { from: from.id, into: into.id });
  await saveMerge(context, merge.id, { state: 'done', views });
  await tell(context, from.id);
  return record(context, {
    action: 'client_tag.merged',
    subject: { kind: 'client_tag', id: from.id },
    before: { name: from.name },
    after: { name: into.name },
  });
}

/**
 * Sets a tag that was merged free again, or stops a merge that goes on: what the merge has hung is taken off, what somebody
 * has changed since stays. In the background where it is much. Refuses: `clients.tag_name_taken`, `clients.tag_busy`.
 */
export async function setFree(
  context: WriteContext,
  merge: StoredMerge,
  wasDone = merge.state === 'done',
): Promise<Started> {
  const from = (await lockTags(context, [merge.fromId])).get(merge.fromId);
  if (from === undefined) return notFound();
  if (merge.state === 'done') {
    const taken = await tagByKey(context, from.key, from.id);
    if (taken !== null) return refuse('clients.tag_name_taken', { code: 'conflict', values: { name: taken.name } });
    // The name is kept from now on, however long the rest takes.
    await markRemoved(context, from.id, false);
    await replaceInViews(context, 'clients', { from: merge.intoId, into: from.id, only: merge.views });
  }
  await tell(context, from.id);
  if ((await countTagged(context, from.id, AT_ONCE)) <= AT_ONCE) {
    if (wasDone) await followLosses(context, merge, null, null);
    await takeNext(context, merge, null);
    await saveMerge(context, merge.id, { state: 'undone' });
    return ok({ started: false });
  }
  const jobId = await startJob(context, merge.id, from, wasDone);
  await saveMerge(context, merge.id, { state: 'undoing', jobId });
  return ok({ started: true });
}

/** Stops a merge that goes on in the background, or sets back one that failed. Refuses: `clients.tag_merge_over`. */
export async function stopTagMerge(context: WriteContext, id: string): Promise<Result<{ done: boolean }>> {
  if (!mayKeepTags(context.actor)) return forbidden();
  const merge = await lockMerge(context, id);
  if (merge === null) return notFound();
  const job = merge.jobId === null ? null : await jobById(context, merge.jobId);
  if (job === null || merge.state === 'done' || merge.state === 'undone') {
    return refuse('clients.tag_merge_over', { code: 'conflict' });
  }
  if (job.state === 'failed') {
    const free = await setFree(context, merge, (job.input as { wasDone: boolean }).wasDone);
    return free.ok ? ok({ done: true }) : free;
  }
  if (merge.state === 'going') await askToCancel(context, job.id);
  return ok({ done: true });
}

/**
 * Runs a merge of tags, or its setting back, batch by batch, each in one transaction that says how far it has come.
 * Interrupted, it goes on; asked to stop, it sets back what it has done. Only one process runs it.
 */
export async function runTagMerge(context: Context, jobId: string, batchOf = BATCH): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const [job, merge] = [await jobById(context, jobId), await mergeOfJob(context, jobId)];
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    if (merge === null) return finishJob(context, jobId, { state: 'failed', failure: 'app.not_found' });
    // Written by `startJob`, which is what makes the shape true.
    const { wasDone } = job.input as { wasDone: boolean };
    const forward = merge.state === 'going';
    let { doneUnits } = job;
    let after = job.position as string | null;
    const step = (read: (write: WriteContext) => Promise<Batch>) =>
      inTransaction(context, async (write) => {
        const { last, looked } = await read(write);
        doneUnits += looked;
        after = last ?? after;
        const { cancelRequested } = await advanceJob(write, jobId, { doneUnits, position: after });
        return ok({ over: looked < batchOf, cancelRequested });
      });
    const looksAtEach = forward || wasDone;
    while (looksAtEach) {
      const done = await step((write) =>
        forward ? hangNext(write, merge, after, batchOf) : followLosses(write, merge, after, batchOf),
      );
      if (!done.ok) throw new Error(`a batch of a merge of tags was refused: ${done.reason}`);
      if (forward && done.value.cancelRequested) return end(context, jobId, merge, 'cancelled', batchOf);
      if (done.value.over) break;
    }
    return end(context, jobId, merge, forward ? 'merged' : 'freed', batchOf);
  });
}

async function end(
  context: Context,
  jobId: string,
  merge: StoredMerge,
  how: 'merged' | 'freed' | 'cancelled',
  batchOf: number,
): Promise<void> {
  for (let taken = batchOf; how !== 'merged' && taken === batchOf; ) {
    const step = await inTransaction(context, async (write) => ok(await takeNext(write, merge, batchOf)));
    taken = step.ok ? step.value : 0;
  }
  const last = await inTransaction(context, async (write) => {
    await finishJob(write, jobId, { state: how === 'cancelled' ? 'cancelled' : 'done' });
    if (how !== 'merged') {
      await saveMerge(write, merge.id, { state: 'undone' });
      await tell(write, merge.fromId);
      return ok();
    }
    const tags = await lockTags(write, [merge.fromId, merge.intoId]);
    const [from, into] = [tags.get(merge.fromId), tags.get(merge.intoId)];
    if (from === undefined || into === undefined) return notFound();
    await complete(write, merge, { from, into });
    return ok();
  });
  if (!last.ok) throw new Error(`the end of a merge of tags was refused: ${last.reason}`);
}

const tell = (context: WriteContext, id: string) =>
  announce(context, { type: 'client_tag.changed', subjectKind: 'client_tag', subjectId: id });

export function registerTagMerging(): void {
  registerUndo('client_tag.merged', async (context, { subjectId }) => {
    if (!mayKeepTags(context.actor)) return notFound();
    const merge = await mergeOfSource(context, subjectId);
    return merge?.state !== 'done' ? refuse('journal.acted_on_since', { code: 'conflict' }) : setFree(context, merge);
  });
}
