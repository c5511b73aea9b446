import { contextOfJob } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { LongJob } from '#platform/jobs/store.ts';
import { type KindOfWork, takeUpJobs, type Worker } from '#platform/jobs/worker.ts';
import type { Clock } from '#shared/clock.ts';
import { BULK_JOB } from './bulk/commands.ts';
import { runBulk } from './bulk-runs/commands.ts';
import { EXPORT_JOB, runExport } from './exports/commands.ts';
import { ANSWERS_JOB, runAnswers } from './import-conflicts/commands.ts';
import { RETURN_JOB, runReturn } from './import-returns/commands.ts';
import { importOfJob, runImport } from './import-runs/commands.ts';
import { runScan, SCAN_JOB } from './import-scans/commands.ts';
import { IMPORT_JOB } from './imports/commands.ts';
import { runDeciding } from './pair-work/commands.ts';
import { DECIDING_JOB } from './pair-work/queries.ts';

/**
 * Takes up imports that stand in line, looks through files, answers to their questions and returns, and goes on with those
 * that an end of the process has interrupted. A long import keeps none of the others waiting.
 */
export function resumeImports(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const kinds: Pick<KindOfWork, 'kind' | 'run'>[] = [
    { kind: IMPORT_JOB, run: (context, job) => runImport(context, job.id, { now: () => clock.now() }) },
    { kind: SCAN_JOB, run: (context, job) => runScan(context, job.id, importOfJob(job.input)) },
    { kind: ANSWERS_JOB, run: (context, job) => runAnswers(context, job.id, importOfJob(job.input)) },
    { kind: RETURN_JOB, run: (context, job) => runReturn(context, job.id, importOfJob(job.input)) },
  ];
  const workers = kinds.map((one) =>
    takeUpJobs(
      db,
      { ...one, contextOf: (job) => contextOfJob(db, clock, job), givenUp: 'clients.import_failed' },
      onError,
    ),
  );
  return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}

/** Takes up exports that stand in line; an interrupted one begins anew. */
export function resumeExports(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const work = {
    kind: EXPORT_JOB,
    contextOf: (job: LongJob) => contextOfJob(db, clock, job),
    run: (context: Context, job: LongJob) => runExport(context, job.id),
    givenUp: 'clients.export_failed',
  };
  return takeUpJobs(db, work, onError);
}

/** Takes up changes of many clients, and goes on with those that an end of the process has interrupted. */
export function resumeBulk(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const work = {
    kind: BULK_JOB,
    contextOf: (job: LongJob) => contextOfJob(db, clock, job),
    run: (context: Context, job: LongJob) => runBulk(context, job.id),
    givenUp: 'clients.bulk_failed',
  };
  return takeUpJobs(db, work, onError);
}

/** Takes up decisions of many pairs alike. */
export function resumeDeciding(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const work = {
    kind: DECIDING_JOB,
    contextOf: (job: LongJob) => contextOfJob(db, clock, job),
    run: (context: Context, job: LongJob) => runDeciding(context, job.id),
    givenUp: 'clients.deciding_failed',
  };
  return takeUpJobs(db, work, onError);
}
