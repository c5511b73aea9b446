import { contextOfJob, systemActor } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { cleanUp } from '#platform/jobs/clean-up.ts';
import type { Worker } from '#platform/jobs/lookout.ts';
import type { LongJob } from '#platform/jobs/store.ts';
import { takeUpJobs } from '#platform/jobs/worker.ts';
import type { Clock } from '#shared/clock.ts';
import { HISTORY_JOB, letGoOfPastFile } from './commands.ts';
import { runHistory } from './runs/commands.ts';

/** Takes up files of the past that stand in line, to be brought in or taken back, in the name of whoever asked for it. */
export function resumeHistory(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const work = {
    kind: HISTORY_JOB,
    contextOf: (job: LongJob) => contextOfJob(db, clock, job),
    run: (context: Context, job: LongJob) => runHistory(context, job.id, { now: () => clock.now() }),
    givenUp: 'history.failed',
  };
  return takeUpJobs(db, work, onError);
}

/** Lets go of files of the past whose time is over. */
export function forgetPastFiles(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  return cleanUp(() => ({ db, now: clock.now(), requestId: null, actor: systemActor() }), letGoOfPastFile, onError);
}
