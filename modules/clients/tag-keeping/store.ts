import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { holdsText } from '#platform/db/filter-sql.ts';
import type { Reading } from '../store.ts';
import type { TagColour } from '../tags/contract.ts';
import { namesLivingClient } from '../trash/store.ts';

export interface StoredTag {
  id: string;
  name: string;
  key: string;
  colour: TagColour;
  version: number;
  removedAt: string | null;
}

export interface ListedTag extends Omit<StoredTag, 'key'> {
  found: number;
  busy: boolean;
  removedBy: string | null;
  removedByName: string | null;
  intoId: string | null;
  intoName: string | null;
}

export interface TagsWanted {
  /** Folded as keys are. */
  key: string;
  removed: boolean;
  after: readonly [string, string] | null;
  limit: number;
  /** So far clients are counted. */
  countedTo: number;
}

/** A page of tags in the order of their names, each with how many clients in the register have it, counted so far and one more. */
export async function pageOfTags(context: Reading, wanted: TagsWanted): Promise<ListedTag[]> {
  const { key, removed, after, limit, countedTo } = wanted;
  const name = sql`t.name COLLATE "ru-x-icu"`;
  const { rows } = await sql<ListedTag>`
    SELECT t.id, t.name, t.colour, t.version, t.removed_at AS "removedAt", t.removed_by AS "removedBy",
      (SELECT e.full_name FROM v_employee_names e WHERE e.id = t.removed_by) AS "removedByName",
      m.into_id AS "intoId", i.name AS "intoName", coalesce(m.state IN ('going', 'undoing'), false) AS busy,
      (SELECT count(*) FROM (SELECT FROM client_tags g WHERE g.tag_id = t.id AND ${namesLivingClient('g.client_id')}
        LIMIT ${countedTo + 1}) AS counted) AS found
    FROM tag_records t LEFT JOIN tag_merges m ON m.from_id = t.id AND m.state <> 'undone' LEFT JOIN tag_records i ON i.id = m.into_id
    WHERE ${removed ? sql`t.removed_at IS NOT NULL` : sql`t.removed_at IS NULL`}
      AND (${key} = '' OR ${holdsText(sql`t.name_key`, key)})
      ${after === null ? sql`` : sql`AND (${name}, t.id) > (${after[0]}::text COLLATE "ru-x-icu", ${after[1]}::uuid)`}
    ORDER BY ${name}, t.id LIMIT ${limit}`.execute(context.db);
  return rows;
}

/** Tags as they are, removed ones as well, locked against whoever would hang one of them meanwhile. */
export async function lockTags(context: WriteContext, ids: readonly string[]): Promise<Map<string, StoredTag>> {
  const { rows } = await sql<StoredTag>`
    SELECT id, name, name_key AS key, colour, version, removed_at AS "removedAt" FROM tag_records
    WHERE id = ANY(${sql.val([...ids])}::uuid[]) ORDER BY id FOR UPDATE`.execute(context.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The tag, not removed, that goes by a name: other than one. */
export async function tagByKey(
  context: Reading,
  key: string,
  butFor: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id, name FROM tags WHERE name_key = ${key} AND id <> ${butFor}`.execute(context.db);
  return rows[0] ?? null;
}

export async function saveTag(
  context: WriteContext,
  id: string,
  tag: { name: string; key: string; colour: TagColour },
): Promise<number> {
  const row = await context.db
    .updateTable('tag_records')
    .set((e) => ({ name: tag.name, name_key: tag.key, colour: tag.colour, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

export async function markRemoved(context: WriteContext, id: string, removed: boolean): Promise<void> {
  await context.db
    .updateTable('tag_records')
    .set((e) => ({
      removed_at: removed ? context.now.toString() : null,
      removed_by: removed ? context.actor.employeeId : null,
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** How many clients have a tag, those in the trash as well, counted up to `most` and one more. */
export async function countTagged(context: Reading, tagId: string, most: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    SELECT count(*) AS found FROM (SELECT FROM client_tags WHERE tag_id = ${tagId} LIMIT ${most + 1}) AS counted`.execute(
    context.db,
  );
  return rows[0]?.found ?? 0;
}

/** Tags removed before an instant that nothing is being done to, the oldest first; another process takes others. */
export async function takeDueTags(
  context: WriteContext,
  before: Temporal.Instant,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT t.id, t.name FROM tag_records t WHERE t.removed_at <= ${before.toString()}::timestamptz
      AND NOT EXISTS (SELECT FROM tag_merges m WHERE t.id IN (m.from_id, m.into_id) AND m.state IN ('going', 'undoing'))
    ORDER BY t.removed_at, t.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(context.db);
  return rows;
}

/** Takes a tag off some of its clients for good; answers how many they were. */
export async function eraseTagged(context: WriteContext, tagId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM client_tags WHERE (client_id, tag_id) IN (
      SELECT client_id, tag_id FROM client_tags WHERE tag_id = ${tagId} LIMIT ${limit})`.execute(context.db);
  return Number(numAffectedRows ?? 0n);
}

export async function eraseTag(context: WriteContext, id: string): Promise<void> {
  await context.db.deleteFrom('tag_records').where('id', '=', id).execute();
}
