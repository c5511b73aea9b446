import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { Reading } from '../store.ts';
import type { Tag } from '../tags/contract.ts';

/** The tags of each of the clients, in the order of their names; clients without any are absent. */
export async function tagsOfMany(context: Reading, clientIds: readonly string[]): Promise<Map<string, Tag[]>> {
  const { rows } = await sql<Tag & { clientId: string }>`
    SELECT g.client_id AS "clientId", t.id, t.name, t.colour FROM client_tags g JOIN tags t ON t.id = g.tag_id
    WHERE g.client_id = ANY(${sql.val([...clientIds])}::uuid[])
    ORDER BY t.name COLLATE "ru-x-icu"`.execute(context.db);
  return new Map(
    [...Map.groupBy(rows, (row) => row.clientId)].map(([client, tags]) => [
      client,
      tags.map(({ id, name, colour }) => ({ id, name, colour })),
    ]),
  );
}

/** Those of the tags that there are. */
export async function tagsByKeys(context: Reading, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await context.db
    .selectFrom('tag_records')
    .select('id')
    .where('removed_at', 'is', null)
    .where('name_key', 'in', [...keys])
    .execute();
  return rows.map((row) => row.id);
}

export async function tagsThatExist(context: Reading, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await context.db
    .selectFrom('tag_records')
    .select('id')
    .where('removed_at', 'is', null)
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

export interface TagPlace {
  clientId: string;
  tagId: string;
}

export async function hangTags(context: WriteContext, places: readonly TagPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql`INSERT INTO client_tags (client_id, tag_id)
    SELECT "clientId", "tagId" FROM ${bulk(places, { clientId: 'uuid', tagId: 'uuid' })} ON CONFLICT DO NOTHING`.execute(
    context.db,
  );
}

export async function takeTags(context: WriteContext, places: readonly TagPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql`DELETE FROM client_tags USING ${bulk(places, { clientId: 'uuid', tagId: 'uuid' })}
    WHERE client_tags.client_id = r."clientId" AND client_tags.tag_id = r."tagId"`.execute(context.db);
}

/** The same of tags known by what they are called. */
export async function takeNamedTags(
  context: WriteContext,
  places: readonly { clientId: string; key: string }[],
): Promise<void> {
  if (places.length === 0) return;
  await sql`DELETE FROM client_tags g USING ${bulk(places, { clientId: 'uuid', key: 'text' })} JOIN tags t ON t.name_key = r.key
    WHERE g.client_id = r."clientId" AND g.tag_id = t.id`.execute(context.db);
}
