import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import {
  advanceJob,
  askToCancel,
  finishJob,
  jobById,
  lastJob,
  onlyOne,
  openJobs,
  putInLine,
} from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { applyRules, decide } from '../duplicate-rules/commands.ts';
import { matchNextBatch } from '../duplicates/commands.ts';
import { pairReach } from '../duplicates/queries.ts';
import { pairOf } from '../duplicates/rules.ts';
import { countQueue, pairById, queueLength } from '../duplicates/store.ts';
import { countPairs, PAIRS_COUNTED, type PairPlace, type PairScope, pageOfPairs } from '../pairs/store.ts';
import { COMPARING_JOB, DECIDING_JOB, isStopped } from './queries.ts';
import { type AlikeDecision, MANY, mayDecideAlike } from './rules.ts';

/** So few that a batch takes a moment, so many that a million clients take minutes. */
const BATCH = 500;

/**
 * Compares what has changed until nothing waits, batch by batch: an end of the process loses nothing, since what was not
 * committed still stands in the queue, and so do the pairs that wait for the rules. Where much waits, it is long work with a
 * progress, which somebody may stop. Returns how many clients it looked at.
 */
export async function compareWaiting(context: Context, isClosed: () => boolean = () => false): Promise<number> {
  await applyRules(context, isClosed);
  const job = await jobOfComparison(context);
  if (job === 'stopped') return 0;
  let looked = 0;
  let end: 'done' | 'cancelled' = 'done';
  while (!isClosed()) {
    const batch = await inTransaction(context, async (write) => {
      const count = await matchNextBatch(write, BATCH);
      const isAsked =
        job !== null &&
        (await advanceJob(write, job.id, { doneUnits: job.doneUnits + looked + count, position: null }))
          .cancelRequested;
      return ok({ count, isAsked });
    });
    if (!batch.ok) break;
    looked += batch.value.count;
    await applyRules(context, isClosed);
    if (batch.value.isAsked) end = 'cancelled';
    if (batch.value.count === 0 || batch.value.isAsked) break;
  }
  if (job !== null && !isClosed()) await finishJob(context, job.id, { state: end });
  return looked;
}

/** The comparison that an end of the program has interrupted, or a new one where much waits; null where little does. */
async function jobOfComparison(context: Context): Promise<{ id: string; doneUnits: number } | null | 'stopped'> {
  const [interrupted] = await openJobs(context, COMPARING_JOB);
  if (interrupted !== undefined) return interrupted;
  if (await isStopped(context)) return 'stopped';
  if ((await queueLength(context)) <= MANY) return null;
  const id = newId<string>();
  await inTransaction(context, async (write) => ok(await beginComparing(write, id)));
  return { id, doneUnits: 0 };
}

async function beginComparing(context: WriteContext, id: string): Promise<void> {
  const totalUnits = await countQueue(context);
  await putInLine(context, { id, kind: COMPARING_JOB, title: '', totalUnits, input: {} });
}

/** Whether anything is left for `compareWaiting`: clients that wait, or work that has to come to its end. */
export async function isComparisonDue(context: Pick<Context, 'db'>): Promise<boolean> {
  return (await queueLength(context)) > 0 || (await openJobs(context, COMPARING_JOB)).length > 0;
}

async function forJudges(context: Context): Promise<Result<undefined>> {
  return (await pairReach(context)).systems.length > 0 ? ok() : forbidden();
}

/** Stops the comparison after the batch at hand. Refuses: `clients.nothing_at_work`. */
export async function stopComparing(context: WriteContext): Promise<Result<{ done: boolean }>> {
  const may = await forJudges(context);
  if (!may.ok) return may;
  const [job] = await openJobs(context, COMPARING_JOB);
  if (job === undefined) return refuse('clients.nothing_at_work', { code: 'conflict' });
  await askToCancel(context, job.id);
  return ok({ done: true });
}

/** Goes on with a comparison that was stopped. Refuses: `clients.nothing_at_work`. */
export async function resumeComparing(context: WriteContext): Promise<Result<{ done: boolean }>> {
  const may = await forJudges(context);
  if (!may.ok) return may;
  if (!(await isStopped(context))) return refuse('clients.nothing_at_work', { code: 'conflict' });
  await beginComparing(context, newId());
  return ok({ done: true });
}

/**
 * Puts the decision of all open pairs that look alike for the very reasons of this one in line, within the reach of whoever
 * decides. Refuses: `clients.alike_unseen` for a merge of two numbers, `clients.nothing_alike`, `clients.deciding_already`.
 * Source: domain §2.
 */
export async function decideAlike(
  context: WriteContext,
  pair: { oneId: string; otherId: string },
  of: { decision: AlikeDecision; importId: string | null },
): Promise<Result<{ pairs: number }>> {
  const stored = await pairById(context, pairOf(pair.oneId, pair.otherId));
  const reach = await pairReach(context);
  if (stored === null) return notFound();
  if (!reach.systems.includes(stored.sales_system_id)) return forbidden();
  const kinds = stored.reasons.map(({ kind }) => kind);
  if (!mayDecideAlike(of.decision, kinds)) return refuse('clients.alike_unseen');
  const last = await lastJob(context, DECIDING_JOB);
  if (last?.state === 'waiting' || last?.state === 'running')
    return refuse('clients.deciding_already', { code: 'conflict' });
  const scope: PairScope = { clientId: null, importId: of.importId, kinds };
  const pairs = await countPairs(context, reach, scope);
  if (pairs === 0) return refuse('clients.nothing_alike', { code: 'conflict' });
  await putInLine(context, {
    id: newId(),
    kind: DECIDING_JOB,
    title: '',
    totalUnits: Math.min(pairs, PAIRS_COUNTED),
    input: { decision: of.decision, scope },
  });
  return ok({ pairs });
}

export async function stopDeciding(context: WriteContext): Promise<Result<{ done: boolean }>> {
  const own = (await openJobs(context, DECIDING_JOB)).filter(({ startedBy }) => startedBy === context.actor.employeeId);
  if (own.length === 0) return refuse('clients.nothing_at_work', { code: 'conflict' });
  for (const { id } of own) await askToCancel(context, id);
  return ok({ done: true });
}

const PAGE = 100;

/** Decides pairs alike, each by itself; one that is refused stays open with the reason. Interrupted, it goes on. */
export async function runDeciding(context: Context, jobId: string): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    // Written by `decideAlike` and by the loop below, which is what makes the shapes true.
    const { decision, scope } = job.input as { decision: AlikeDecision; scope: PairScope };
    let after = job.position as PairPlace | null;
    let done = job.doneUnits;
    const reach = await pairReach(context);
    for (;;) {
      const pairs = await pageOfPairs(context, reach, scope, { after, limit: PAGE });
      for (const pair of pairs) await decide(context, decision, pair, false);
      const last = pairs.at(-1);
      if (last !== undefined) after = [last.score, last.one_id, last.other_id];
      done += pairs.length;
      const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: done, position: after });
      if (pairs.length === PAGE && !cancelRequested) continue;
      await finishJob(context, jobId, { state: cancelRequested ? 'cancelled' : 'done' });
      return;
    }
  });
}
