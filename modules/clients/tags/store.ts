import { type RawBuilder, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { Reading } from '../store.ts';
import type { Tag } from './contract.ts';
import type { TagName } from './rules.ts';

export async function tagsOf(context: Reading, clientId: string): Promise<Tag[]> {
  return context.db
    .selectFrom('client_tags as g')
    .innerJoin('tags as t', 't.id', 'g.tag_id')
    .select(['t.id', 't.name', 't.colour'])
    .where('g.client_id', '=', clientId)
    .orderBy(sql`t.name COLLATE "ru-x-icu"`)
    .execute() as Promise<Tag[]>;
}

/** Tags that at least one of the visible clients has. */
export async function tagsInUse(context: Reading, seen: RawBuilder<boolean>): Promise<Tag[]> {
  const { rows } = await sql<Tag>`
    SELECT t.id, t.name, t.colour FROM tags t
    WHERE EXISTS (SELECT FROM client_tags g JOIN clients c ON c.id = g.client_id WHERE g.tag_id = t.id AND ${seen})
    ORDER BY t.name COLLATE "ru-x-icu" LIMIT 500`.execute(context.db);
  return rows;
}

/** A tag that was asked for by its name: whether there was none of that name, and it has been made. */
export interface NamedTag extends Tag {
  made: boolean;
}

/**
 * Tags by their names; those that do not exist yet are made. Two makers of one name get the same tag. They stay as they are
 * until the end of the transaction: one that is being merged or removed meanwhile is waited for, and made anew.
 */
export async function tagsNamed(context: WriteContext, wanted: readonly TagName[]): Promise<NamedTag[]> {
  const tags = await keepTags(context, wanted);
  const missing = wanted.filter(({ key }) => tags.every((tag) => tag.key !== key));
  return missing.length === 0 ? tags : [...tags, ...(await keepTags(context, missing))];
}

async function keepTags(context: WriteContext, wanted: readonly TagName[]): Promise<(NamedTag & { key: string })[]> {
  if (wanted.length === 0) return [];
  const made = await context.db
    .insertInto('tag_records')
    .values(
      wanted.map(({ name, key }) => ({
        id: newId(),
        name,
        name_key: key,
        created_by: context.actor.employeeId,
        created_at: context.now.toString(),
      })),
    )
    .onConflict((conflict) => conflict.column('name_key').where('removed_at', 'is', null).doNothing())
    .returning('id')
    .execute();
  const { rows } = await sql<Tag & { key: string }>`
    SELECT id, name, colour, name_key AS key FROM tag_records
    WHERE removed_at IS NULL AND name_key = ANY(${sql.val(wanted.map(({ key }) => key))}::text[])
    ORDER BY id FOR KEY SHARE`.execute(context.db);
  return rows.map((row) => ({ ...row, made: made.some(({ id }) => id === row.id) }));
}

/** Removed tags are left alone: who had one gets it back with it. */
export async function saveTags(context: WriteContext, clientId: string, ids: readonly string[]): Promise<void> {
  await sql`DELETE FROM client_tags g WHERE g.client_id = ${clientId} AND g.tag_id <> ALL(${sql.val([...ids])}::uuid[])
    AND EXISTS (SELECT FROM tags t WHERE t.id = g.tag_id)`.execute(context.db);
  await sql`
    INSERT INTO client_tags (client_id, tag_id) SELECT ${clientId}::uuid, unnest(${sql.val([...ids])}::uuid[])
    ON CONFLICT DO NOTHING`.execute(context.db);
}
