import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';

/** A file whose content is still coming: its size and digest are known at the end. */
export async function insertFile(
  context: WriteContext,
  { id, name, mediaType }: { id: string; name: string; mediaType: string },
): Promise<void> {
  await context.db
    .insertInto('files')
    .values({
      id,
      name,
      media_type: mediaType,
      size: 0,
      sha256: '',
      created_by: context.actor.employeeId,
      created_at: context.now.toString(),
    })
    .execute();
}

export async function insertChunk(context: WriteContext, id: string, number: number, bytes: Buffer): Promise<void> {
  await context.db.insertInto('file_chunks').values({ file_id: id, number, bytes }).execute();
}

export async function completeFile(
  context: WriteContext,
  { id, size, sha256 }: { id: string; size: number; sha256: string },
): Promise<void> {
  await context.db.updateTable('files').set({ size, sha256 }).where('id', '=', id).execute();
}

export async function chunkOf(db: Db, id: string, number: number): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('file_chunks')
    .select('bytes')
    .where('file_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.bytes;
}

export async function fileById(
  db: Db,
  id: string,
): Promise<{ id: string; name: string; size: number; sha256: string; createdBy: string | null } | undefined> {
  return await db
    .selectFrom('files')
    .select(['id', 'name', 'size', 'sha256', 'created_by as createdBy'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function deleteFile(context: WriteContext, id: string): Promise<void> {
  await context.db.deleteFrom('files').where('id', '=', id).execute();
}

export interface UnusedFile {
  id: string;
  name: string;
  size: number;
}

/** Files from before an instant of which it is not known yet whether anything points at them, the oldest first. */
export async function takeUnmarked(
  context: WriteContext,
  before: Temporal.Instant,
  limit: number,
): Promise<UnusedFile[]> {
  const { rows } = await sql<UnusedFile>`
    SELECT id, name, size FROM files WHERE NOT put_to_use AND created_at <= ${before.toString()}::timestamptz
    ORDER BY created_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(context.db);
  return rows;
}

/** Marks those of the files that something points at, whatever it is: every foreign key says it. Answers with them. */
export async function markUsed(context: WriteContext, ids: readonly string[]): Promise<Set<string>> {
  const { rows: pointers } = await sql<{ table: string; column: string }>`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column" FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'files'::regclass AND c.conrelid <> 'file_chunks'::regclass`.execute(
    context.db,
  );
  if (pointers.length === 0 || ids.length === 0) return new Set();
  const wanted = sql`${sql.val([...ids])}::uuid[]`;
  const used = pointers.map(
    ({ table, column }) =>
      sql`SELECT ${sql.ref(column)} AS id FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ANY(${wanted})`,
  );
  const { rows } = await sql<{ id: string }>`
    UPDATE files SET put_to_use = true WHERE id IN (${sql.join(used, sql` UNION ALL `)}) RETURNING id`.execute(
    context.db,
  );
  return new Set(rows.map(({ id }) => id));
}
