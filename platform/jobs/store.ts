import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Work that takes longer than a request: its share done, where it stands, and whether somebody wants it to stop. */
export interface LongJob {
  id: string;
  kind: string;
  title: string;
  startedBy: string | null;
  state: JobState;
  doneUnits: number;
  totalUnits: number | null;
  /** Where to go on after an interruption, in the words of its kind. */
  position: unknown;
  input: unknown;
  failure: string | null;
  cancelRequested: boolean;
  startedAt: string | null;
  finishedAt: string | null;
}

/** How much of its work a job has done, as far as it is known. */
export function shareOf({ doneUnits, totalUnits }: Pick<LongJob, 'doneUnits' | 'totalUnits'>): number {
  return totalUnits === null || totalUnits === 0 ? 1 : Math.min(1, doneUnits / totalUnits);
}

const COLUMNS = [
  'id',
  'kind',
  'title',
  'started_by',
  'state',
  'done_units',
  'total_units',
  'position',
  'input',
  'failure',
  'cancel_requested',
  'started_at',
  'finished_at',
] as const;

/** Puts work in line; whoever runs its kind takes it up after the commit. */
export async function putInLine(
  context: WriteContext,
  job: { id: string; kind: string; title: string; totalUnits: number | null; input: unknown },
): Promise<void> {
  await context.db
    .insertInto('long_jobs')
    .values({
      id: job.id,
      kind: job.kind,
      title: job.title,
      started_by: context.actor.employeeId,
      state: 'waiting',
      total_units: job.totalUnits,
      input: JSON.stringify(job.input),
      created_at: context.now.toString(),
    })
    .execute();
}

export async function jobById(context: Pick<Context, 'db'>, id: string): Promise<LongJob | null> {
  const row = await context.db.selectFrom('long_jobs').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Work of a kind that nobody has finished, oldest first: in line, or interrupted. */
export async function openJobs(context: Pick<Context, 'db'>, kind: string): Promise<LongJob[]> {
  const rows = await context.db
    .selectFrom('long_jobs')
    .select(COLUMNS)
    .where('state', 'in', ['waiting', 'running'])
    .where('kind', '=', kind)
    .orderBy('created_at')
    .execute();
  return rows.map(jobOf);
}

/** The work of a kind that was put in line last, whatever has become of it. */
export async function lastJob(context: Pick<Context, 'db'>, kind: string): Promise<LongJob | null> {
  const row = await context.db
    .selectFrom('long_jobs')
    .select(COLUMNS)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

type JobRow = { [column in (typeof COLUMNS)[number]]: unknown };

/** The CHECK of the table promises the states. */
function jobOf(row: JobRow): LongJob {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    startedBy: row.started_by,
    state: row.state,
    doneUnits: row.done_units,
    totalUnits: row.total_units,
    position: row.position,
    input: row.input,
    failure: row.failure,
    cancelRequested: row.cancel_requested,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  } as LongJob;
}

/** Says how far the work has come, in the transaction of what was done; tells whether it shall stop. */
export async function advanceJob(
  context: Pick<Context, 'db' | 'now'>,
  id: string,
  progress: { doneUnits: number; position: unknown },
): Promise<{ cancelRequested: boolean }> {
  const row = await context.db
    .updateTable('long_jobs')
    .set({
      state: 'running',
      done_units: progress.doneUnits,
      position: JSON.stringify(progress.position),
      started_at: sql<string>`coalesce(started_at, ${context.now.toString()}::timestamptz)`,
    })
    .where('id', '=', id)
    .returning('cancel_requested')
    .executeTakeFirstOrThrow();
  return { cancelRequested: row.cancel_requested };
}

export async function finishJob(
  context: Pick<Context, 'db' | 'now'>,
  id: string,
  end: { state: 'done' | 'failed' | 'cancelled'; failure?: string | null },
): Promise<void> {
  await context.db
    .updateTable('long_jobs')
    .set({ state: end.state, failure: end.failure ?? null, finished_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}

export async function askToCancel(context: WriteContext, id: string): Promise<void> {
  await context.db.updateTable('long_jobs').set({ cancel_requested: true }).where('id', '=', id).execute();
}

/**
 * Runs work that only one process may be running: false when another has it. The lock is the connection's, so that it
 * falls with its process whatever happens to it.
 */
export async function onlyOne(db: Db, id: string, run: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const lock = sql<{ taken: boolean }>`SELECT pg_try_advisory_lock(hashtextextended(${id}, 0)) AS taken`;
    const { rows } = await lock.execute(connection);
    if (rows[0]?.taken !== true) return false;
    try {
      await run();
      return true;
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtextextended(${id}, 0))`.execute(connection).catch(() => undefined);
    }
  });
}
