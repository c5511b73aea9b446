import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { uuidArray } from '#platform/db/arrays.ts';
import { namesLivingClient } from '../trash/store.ts';

/** Remembers tags that an import has made: they go with it. */
export async function rememberMade(context: WriteContext, importId: string, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return;
  await sql`INSERT INTO client_import_tags (import_id, tag_id) SELECT ${importId}::uuid, unnest(${uuidArray(tagIds)})
    ON CONFLICT DO NOTHING`.execute(context.db);
}

/**
 * Tags that an import has made and that nobody else has made his own: no client in the register has one, nobody has renamed or
 * coloured it, nothing is merged with it. Locked against whoever would hang one meanwhile.
 */
export async function lockUnused(context: WriteContext, importId: string): Promise<{ id: string; name: string }[]> {
  const { rows: made } = await sql<{ id: string }>`
    SELECT t.id FROM tag_records t JOIN client_import_tags m ON m.tag_id = t.id
    WHERE m.import_id = ${importId} AND t.removed_at IS NULL AND t.version = 1 ORDER BY t.id FOR UPDATE OF t`.execute(
    context.db,
  );
  if (made.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT t.id, t.name FROM tag_records t WHERE t.id = ANY(${uuidArray(made.map(({ id }) => id))})
      AND NOT EXISTS (SELECT FROM client_tags g WHERE g.tag_id = t.id AND ${namesLivingClient('g.client_id')})
      AND NOT EXISTS (SELECT FROM tag_merges m WHERE t.id IN (m.from_id, m.into_id) AND m.state <> 'undone')
    ORDER BY t.name_key`.execute(context.db);
  return rows;
}
