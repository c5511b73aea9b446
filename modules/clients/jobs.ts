import { contextOfJob, systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { cleanUp } from '#platform/jobs/clean-up.ts';
import type { Worker } from '#platform/jobs/lookout.ts';
import { type KindOfWork, takeUpJobs } from '#platform/jobs/worker.ts';
import type { Clock } from '#shared/clock.ts';
import { BULK_JOB } from './bulk/commands.ts';
import { runBulk } from './bulk-runs/commands.ts';
import { letGoOfFile } from './file-keeping/commands.ts';
import { ANSWERS_JOB, runAnswers } from './import-conflicts/commands.ts';
import { RETURN_JOB, runReturn } from './import-returns/commands.ts';
import { importOfJob, runImport } from './import-runs/commands.ts';
import { runScan, SCAN_JOB } from './import-scans/commands.ts';
import { IMPORT_JOB } from './imports/commands.ts';
import { runDeciding } from './pair-work/commands.ts';
import { DECIDING_JOB } from './pair-work/queries.ts';
import { runTagMerge, TAG_MERGE_JOB } from './tag-merging/commands.ts';

type OnError = (error: unknown) => void;

/** Work of a kind, done in the name of whoever asked for it. */
function takeUp(db: Db, clock: Clock, onError: OnError, work: Omit<KindOfWork, 'contextOf'>): Worker {
  return takeUpJobs(db, { ...work, contextOf: (job) => contextOfJob(db, clock, job) }, onError);
}

/**
 * Takes up imports that stand in line, looks through files, answers to their questions and returns, and goes on with those
 * that an end of the process has interrupted. A long import keeps none of the others waiting.
 */
export function resumeImports(db: Db, clock: Clock, onError: OnError = () => undefined): Worker {
  const kinds: Pick<KindOfWork, 'kind' | 'run'>[] = [
    { kind: IMPORT_JOB, run: (context, job) => runImport(context, job.id, { now: () => clock.now() }) },
    { kind: SCAN_JOB, run: (context, job) => runScan(context, job.id, importOfJob(job.input)) },
    { kind: ANSWERS_JOB, run: (context, job) => runAnswers(context, job.id, importOfJob(job.input)) },
    { kind: RETURN_JOB, run: (context, job) => runReturn(context, job.id, importOfJob(job.input)) },
  ];
  const workers = kinds.map((one) => takeUp(db, clock, onError, { ...one, givenUp: 'clients.import_failed' }));
  return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}

/** Takes up changes of many clients, and goes on with those that an end of the process has interrupted. */
export function resumeBulk(db: Db, clock: Clock, onError: OnError = () => undefined): Worker {
  return takeUp(db, clock, onError, {
    kind: BULK_JOB,
    run: (context, job) => runBulk(context, job.id),
    givenUp: 'clients.bulk_failed',
  });
}

/** Takes up decisions of many pairs alike. */
export function resumeDeciding(db: Db, clock: Clock, onError: OnError = () => undefined): Worker {
  return takeUp(db, clock, onError, {
    kind: DECIDING_JOB,
    run: (context, job) => runDeciding(context, job.id),
    givenUp: 'clients.deciding_failed',
  });
}

/** Takes up merges of tags that many clients have, and goes on with those that an end of the process has interrupted. */
export function resumeTagMerges(db: Db, clock: Clock, onError: OnError = () => undefined): Worker {
  return takeUp(db, clock, onError, {
    kind: TAG_MERGE_JOB,
    run: (context, job) => runTagMerge(context, job.id),
    givenUp: 'clients.tag_merge_failed',
  });
}

/** Lets go of files of exports and imports whose time is over. */
export function forgetClientFiles(db: Db, clock: Clock, onError: OnError = () => undefined): Worker {
  return cleanUp(() => ({ db, now: clock.now(), requestId: null, actor: systemActor() }), letGoOfFile, onError);
}
