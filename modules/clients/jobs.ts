import { loadActor, systemActor } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { finishJob, type LongJob, openJobs } from '#platform/jobs/store.ts';
import type { Clock } from '#shared/clock.ts';
import { runImport } from './import-runs/commands.ts';
import { IMPORT_JOB } from './imports/commands.ts';

const LOOK_EVERY_MS = 500;
const ATTEMPTS = 3;

export interface Resumed {
  /** Takes up no more work; a batch under way is finished first. */
  close(): Promise<void>;
}

/**
 * Takes up imports that stand in line, and goes on with those that an end of the process has interrupted. Several
 * processes may do so at once: each import is run by one. An import that fails again and again is given up with its reason.
 */
export function resumeImports(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Resumed {
  const failures = new Map<string, number>();
  let closed = false;
  let looking: Promise<void> | null = null;

  const runOne = async (job: LongJob): Promise<void> => {
    const context = await contextOf(db, clock, job);
    try {
      await runImport(context, job.id, { now: () => clock.now() });
      failures.delete(job.id);
    } catch (error) {
      onError(error);
      const failed = (failures.get(job.id) ?? 0) + 1;
      failures.set(job.id, failed);
      if (failed >= ATTEMPTS) await finishJob(context, job.id, { state: 'failed', failure: 'clients.import_failed' });
    }
  };
  const look = async (): Promise<void> => {
    try {
      for (const job of await openJobs({ db }, IMPORT_JOB)) {
        if (closed) return;
        await runOne(job);
      }
    } catch (error) {
      // The database is away: it is looked for again.
      onError(error);
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
    },
  };
}

/** In the name of whoever started it; where they have left, of the program. */
async function contextOf(db: Db, clock: Clock, job: LongJob): Promise<Context> {
  const actor = job.startedBy === null ? null : await loadActor(db, job.startedBy, clock.now());
  return { db, now: clock.now(), requestId: null, actor: actor ?? systemActor() };
}
