import { contextOfJob, systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { cleanUp } from '#platform/jobs/clean-up.ts';
import type { Worker } from '#platform/jobs/lookout.ts';
import { takeUpJobs } from '#platform/jobs/worker.ts';
import type { Clock } from '#shared/clock.ts';
import { EXPORT_JOB, letGoOfExport, runExport } from './exports/commands.ts';

/** Takes up exports of lists that stand in line, in the name of whoever asked; an interrupted one begins anew. */
export function resumeExports(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  return takeUpJobs(
    db,
    {
      kind: EXPORT_JOB,
      run: (context, job) => runExport(context, job.id),
      givenUp: 'lists.export_failed',
      contextOf: (job) => contextOfJob(db, clock, job),
    },
    onError,
  );
}

/** Lets go of files of exports whose time is over. */
export function forgetExportFiles(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  return cleanUp(() => ({ db, now: clock.now(), requestId: null, actor: systemActor() }), letGoOfExport, onError);
}
