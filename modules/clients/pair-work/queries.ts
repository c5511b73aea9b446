import type { Context } from '#platform/context.ts';
import { type LongJob, lastJob, openJobs } from '#platform/jobs/store.ts';
import { queueLength } from '../duplicates/store.ts';
import type { PairWork } from './contract.ts';

export const COMPARING_JOB = 'clients.comparing';
export const DECIDING_JOB = 'clients.deciding_alike';

/** Whether somebody has stopped the comparison and nobody has gone on with it. */
export const isStopped = async (context: Pick<Context, 'db'>): Promise<boolean> =>
  (await lastJob(context, COMPARING_JOB))?.state === 'cancelled';

/** What is at work on pairs: the comparison for everybody, deciding alike for whoever has begun it. */
export async function workOnPairs(context: Context): Promise<PairWork[]> {
  const shown = (kind: PairWork['kind'], { doneUnits, totalUnits }: LongJob): PairWork => ({
    kind,
    state: 'running',
    done: doneUnits,
    // More may have changed since it was counted.
    total: Math.max(totalUnits ?? 0, doneUnits),
  });
  const [comparing] = await openJobs(context, COMPARING_JOB);
  const deciding = (await openJobs(context, DECIDING_JOB)).filter(
    ({ startedBy }) => startedBy === context.actor.employeeId,
  );
  const own = deciding.map((job) => shown('deciding', job));
  if (comparing !== undefined) return [shown('comparing', comparing), ...own];
  if (!(await isStopped(context))) return own;
  return [{ kind: 'comparing', state: 'stopped', done: 0, total: await queueLength(context) }, ...own];
}
