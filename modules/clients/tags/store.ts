import { type RawBuilder, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { Reading } from '../store.ts';
import type { Tag } from './contract.ts';

export async function tagsOf(context: Reading, clientId: string): Promise<Tag[]> {
  return context.db
    .selectFrom('client_tags as g')
    .innerJoin('tags as t', 't.id', 'g.tag_id')
    .select(['t.id', 't.name'])
    .where('g.client_id', '=', clientId)
    .orderBy(sql`t.name COLLATE "ru-x-icu"`)
    .execute();
}

/** Tags that at least one of the visible clients has. */
export async function tagsInUse(context: Reading, seen: RawBuilder<boolean>): Promise<Tag[]> {
  const { rows } = await sql<Tag>`
    SELECT t.id, t.name FROM tags t
    WHERE EXISTS (SELECT FROM client_tags g JOIN clients c ON c.id = g.client_id WHERE g.tag_id = t.id AND ${seen})
    ORDER BY t.name COLLATE "ru-x-icu" LIMIT 500`.execute(context.db);
  return rows;
}

/** Tags by their names; those that do not exist yet are made. Two makers of one name get the same tag. */
export async function tagsNamed(
  context: WriteContext,
  wanted: readonly { name: string; key: string }[],
): Promise<Tag[]> {
  if (wanted.length === 0) return [];
  await context.db
    .insertInto('tags')
    .values(
      wanted.map(({ name, key }) => ({
        id: newId(),
        name,
        name_key: key,
        created_by: context.actor.employeeId,
        created_at: context.now.toString(),
      })),
    )
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .execute();
  return context.db
    .selectFrom('tags')
    .select(['id', 'name'])
    .where(
      'name_key',
      'in',
      wanted.map(({ key }) => key),
    )
    .execute();
}

export async function saveTags(context: WriteContext, clientId: string, ids: readonly string[]): Promise<void> {
  await sql`DELETE FROM client_tags WHERE client_id = ${clientId} AND tag_id <> ALL(${sql.val([...ids])}::uuid[])`.execute(
    context.db,
  );
  await sql`
    INSERT INTO client_tags (client_id, tag_id) SELECT ${clientId}::uuid, unnest(${sql.val([...ids])}::uuid[])
    ON CONFLICT DO NOTHING`.execute(context.db);
}
