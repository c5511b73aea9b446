import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { lookEvery, type Worker } from './lookout.ts';
import { finishJob, type LongJob, openJobs } from './store.ts';

const LOOK_EVERY_MS = 500;
const ATTEMPTS = 3;

/** How one kind of long work is done. */
export interface KindOfWork {
  kind: string;
  /** In whose name it is done. */
  contextOf(job: LongJob): Promise<Context>;
  run(context: Context, job: LongJob): Promise<unknown>;
  /** What is said of work that fails again and again, as a reason. */
  givenUp: string;
}

/**
 * Takes up work of a kind that stands in line, and goes on with what an end of the process has interrupted. Several
 * processes may do so at once: each piece is done by one. What fails again and again is given up with its reason.
 */
export function takeUpJobs(db: Db, work: KindOfWork, onError: (error: unknown) => void): Worker {
  const failures = new Map<string, number>();
  const runOne = async (job: LongJob): Promise<void> => {
    const context = await work.contextOf(job);
    try {
      await work.run(context, job);
      failures.delete(job.id);
    } catch (error) {
      onError(error);
      const failed = (failures.get(job.id) ?? 0) + 1;
      failures.set(job.id, failed);
      if (failed >= ATTEMPTS) await finishJob(context, job.id, { state: 'failed', failure: work.givenUp });
    }
  };
  const look = async (closed: () => boolean): Promise<void> => {
    for (const job of await openJobs({ db }, work.kind)) {
      if (closed()) return;
      await runOne(job);
    }
  };
  return lookEvery(LOOK_EVERY_MS, look, onError);
}
