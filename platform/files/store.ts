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
