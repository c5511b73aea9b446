import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Reading } from '../store.ts';

export type MergeState = 'going' | 'done' | 'undoing' | 'undone';

export interface StoredMerge {
  id: string;
  fromId: string;
  intoId: string;
  jobId: string | null;
  state: MergeState;
  views: string[];
}

const merges = (context: Reading) =>
  context.db
    .selectFrom('tag_merges')
    .select(['id', 'from_id as fromId', 'into_id as intoId', 'job_id as jobId', 'state', 'views']);

/** The CHECK of the table promises the states. */
const mergeOf = (row: object | undefined): StoredMerge | null => (row === undefined ? null : (row as StoredMerge));

export async function lockMerge(context: WriteContext, id: string): Promise<StoredMerge | null> {
  return mergeOf(await merges(context).where('id', '=', id).forUpdate().executeTakeFirst());
}

export async function mergeOfJob(context: Reading, jobId: string): Promise<StoredMerge | null> {
  return mergeOf(await merges(context).where('job_id', '=', jobId).executeTakeFirst());
}

/** The merge of a tag into another that has not been set back. */
export async function mergeOfSource(context: Reading, tagId: string): Promise<StoredMerge | null> {
  return mergeOf(await merges(context).where('from_id', '=', tagId).where('state', '<>', 'undone').executeTakeFirst());
}

/** Whether one of the tags is being merged, or set free again, at this moment. */
export async function isAnyBusy(context: Reading, tagIds: readonly string[]): Promise<boolean> {
  const row = await context.db
    .selectFrom('tag_merges')
    .select('id')
    .where('state', 'in', ['going', 'undoing'])
    .where((where) => where.or([where('from_id', 'in', [...tagIds]), where('into_id', 'in', [...tagIds])]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertMerge(
  context: WriteContext,
  merge: Pick<StoredMerge, 'id' | 'fromId' | 'intoId' | 'jobId' | 'state'>,
): Promise<void> {
  await context.db
    .insertInto('tag_merges')
    .values({
      id: merge.id,
      from_id: merge.fromId,
      into_id: merge.intoId,
      job_id: merge.jobId,
      state: merge.state,
      started_by: context.actor.employeeId,
      created_at: context.now.toString(),
    })
    .execute();
}

export async function saveMerge(
  context: WriteContext,
  id: string,
  facts: Partial<Pick<StoredMerge, 'jobId' | 'state' | 'views'>>,
): Promise<void> {
  await context.db
    .updateTable('tag_merges')
    .set({
      ...(facts.jobId === undefined ? {} : { job_id: facts.jobId }),
      ...(facts.state === undefined ? {} : { state: facts.state }),
      ...(facts.views === undefined ? {} : { views: facts.views }),
    })
    .where('id', '=', id)
    .execute();
}

/** Where a batch ended: the last client, and how many were looked at. */
export interface Batch {
  last: string | null;
  looked: number;
}

const batchOf = ([row]: readonly { last: string | null; looked: number }[]): Batch => ({
  last: row?.last ?? null,
  looked: row?.looked ?? 0,
});

/** Gives the other tag to the next clients that have the one, after a client; those who have both keep both as their own. */
export async function hangNext(
  context: WriteContext,
  merge: StoredMerge,
  after: string | null,
  limit: number | null,
): Promise<Batch> {
  const { rows } = await sql<Batch>`
    WITH next AS (
      SELECT client_id FROM client_tags WHERE tag_id = ${merge.fromId} AND (${after}::uuid IS NULL OR client_id > ${after}::uuid)
      ORDER BY client_id LIMIT ${limit}),
    hung AS (INSERT INTO client_tags (client_id, tag_id, merge_id)
      SELECT client_id, ${merge.intoId}::uuid, ${merge.id}::uuid FROM next ON CONFLICT DO NOTHING)
    SELECT (SELECT client_id FROM next ORDER BY client_id DESC LIMIT 1) AS last, count(*) AS looked FROM next`.execute(
    context.db,
  );
  return batchOf(rows);
}

/**
 * Whoever has lost the other tag since the merge loses the one as well: somebody has decided so. Asked only of a merge that
 * came to its end.
 */
export async function followLosses(
  context: WriteContext,
  merge: StoredMerge,
  after: string | null,
  limit: number | null,
): Promise<Batch> {
  const { rows } = await sql<Batch>`
    WITH next AS (
      SELECT client_id FROM client_tags WHERE tag_id = ${merge.fromId} AND (${after}::uuid IS NULL OR client_id > ${after}::uuid)
      ORDER BY client_id LIMIT ${limit}),
    lost AS (DELETE FROM client_tags g USING next n WHERE g.client_id = n.client_id AND g.tag_id = ${merge.fromId}
      AND NOT EXISTS (SELECT FROM client_tags o WHERE o.client_id = n.client_id AND o.tag_id = ${merge.intoId}))
    SELECT (SELECT client_id FROM next ORDER BY client_id DESC LIMIT 1) AS last, count(*) AS looked FROM next`.execute(
    context.db,
  );
  return batchOf(rows);
}

/** Takes the other tag off the next clients that have it from this merge alone. */
export async function takeNext(context: WriteContext, merge: StoredMerge, limit: number | null): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM client_tags WHERE (client_id, tag_id) IN (
      SELECT client_id, tag_id FROM client_tags WHERE merge_id = ${merge.id} LIMIT ${limit})`.execute(context.db);
  return Number(numAffectedRows ?? 0n);
}

export interface MergeUnderWay {
  id: string;
  fromId: string;
  fromName: string;
  intoId: string;
  intoName: string;
  state: 'going' | 'undoing';
  job: string | null;
  done: number;
  total: number | null;
}

export async function mergesUnderWay(context: Reading): Promise<MergeUnderWay[]> {
  const { rows } = await sql<MergeUnderWay>`
    SELECT m.id, m.from_id AS "fromId", f.name AS "fromName", m.into_id AS "intoId", i.name AS "intoName", m.state,
      j.state AS job, coalesce(j.done_units, 0) AS done, j.total_units AS total
    FROM tag_merges m JOIN tag_records f ON f.id = m.from_id JOIN tag_records i ON i.id = m.into_id LEFT JOIN v_long_jobs j ON j.id = m.job_id
    WHERE m.state IN ('going', 'undoing') ORDER BY m.created_at LIMIT 20`.execute(context.db);
  return rows;
}
