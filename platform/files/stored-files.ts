import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { newId } from '#shared/ids.ts';
import { type Result, refuse } from '#shared/result.ts';
import {
  chunkOf,
  completeFile,
  deleteFile,
  fileById,
  insertChunk,
  insertFile,
  markUsed,
  takeUnmarked,
  type UnusedFile,
} from './store.ts';

export interface StoredFile {
  id: string;
  name: string;
  size: number;
  sha256: string;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Stores a file in the database, chunk by chunk, in the caller's transaction. Above `limitBytes` it is refused and
 * nothing stays.
 */
export async function storeFile(
  context: WriteContext,
  file: { name: string; mediaType: string; content: AsyncIterable<Uint8Array> },
  limitBytes: number,
): Promise<Result<StoredFile>> {
  const id = newId();
  const name = tidyName(file.name);
  const digest = createHash('sha256');
  await insertFile(context, { id, name, mediaType: file.mediaType });
  let size = 0;
  let number = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async () => {
    if (pendingBytes === 0) return;
    await insertChunk(context, id, number++, Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
  };
  for await (const part of file.content) {
    size += part.length;
    if (size > limitBytes)
      return refuse('files.too_large', { values: { limit: Math.floor(limitBytes / 1024 / 1024) } });
    digest.update(part);
    pending.push(part);
    pendingBytes += part.length;
    if (pendingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  const sha256 = digest.digest('hex');
  await completeFile(context, { id, size, sha256 });
  return { ok: true, value: { id, name, size, sha256 } };
}

/** The content of a stored file as a stream; memory holds one chunk at a time. */
export function readFile(db: Db, id: string): Readable {
  return Readable.from(chunksOf(db, id), { objectMode: false });
}

async function* chunksOf(db: Db, id: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const bytes = await chunkOf(db, id, number);
    if (bytes === undefined) return;
    yield bytes;
  }
}

export async function findFile(db: Db, id: string): Promise<(StoredFile & { createdBy: string | null }) | undefined> {
  return await fileById(db, id);
}

/** Removes a file with its content. Whoever pointed at it has stopped doing so in the same transaction. */
export async function removeFile(context: WriteContext, id: string): Promise<void> {
  await deleteFile(context, id);
}

/** Files looked at in one transaction. */
const LOOKED_AT = 100;

/**
 * Removes files from before an instant that nothing points at, some at a time; each file is looked at once. Answers with those
 * removed, and whether there may be more to look at.
 */
export async function removeUnused(
  context: WriteContext,
  before: Temporal.Instant,
): Promise<{ removed: UnusedFile[]; more: boolean }> {
  const files = await takeUnmarked(context, before, LOOKED_AT);
  const used = await markUsed(
    context,
    files.map(({ id }) => id),
  );
  const removed = files.filter(({ id }) => !used.has(id));
  for (const { id } of removed) await deleteFile(context, id);
  return { removed, more: files.length > 0 };
}

/** No path, no control characters: a name and nothing else. */
function tidyName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const printable = [...last].filter((character) => character >= ' ' && character !== '\u007f').join('');
  const clean = printable.trim().slice(-255);
  return clean === '' ? 'file' : clean;
}
