import { loadActor, systemActor } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { LongJob } from '#platform/jobs/store.ts';
import { takeUpJobs, type Worker } from '#platform/jobs/worker.ts';
import type { Clock } from '#shared/clock.ts';
import { runImport } from './import-runs/commands.ts';
import { IMPORT_JOB } from './imports/commands.ts';

/** Takes up imports that stand in line, and goes on with those that an end of the process has interrupted. */
export function resumeImports(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const work = {
    kind: IMPORT_JOB,
    contextOf: (job: LongJob) => contextOfJob(db, clock, job),
    run: (context: Context, job: LongJob) => runImport(context, job.id, { now: () => clock.now() }),
    givenUp: 'clients.import_failed',
  };
  return takeUpJobs(db, work, onError);
}

/** In the name of whoever started it; where they have left, of the program. */
async function contextOfJob(db: Db, clock: Clock, job: LongJob): Promise<Context> {
  const actor = job.startedBy === null ? null : await loadActor(db, job.startedBy, clock.now());
  return { db, now: clock.now(), requestId: null, actor: actor ?? systemActor() };
}
