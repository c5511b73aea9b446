import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { offerUndo, record, recordMany, registerUndo } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { findFile, removeUnused, type StoredFile, storeFile } from '#platform/files/stored-files.ts';
import { EdgeError, statusOf } from '#platform/http/problem.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayReadActivities, mayRemoveFile } from '../access.ts';
import type { AttachInput, Attachment } from '../contract.ts';
import { attachmentById, attachmentRow, insertAttachment, isAttachedTo, saveAttachment } from './store.ts';

/** The edge's own limit on uploads is the one that counts. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Runs what stores a content at most once for the request that sends it. */
type Once = <T>(write: WriteContext, content: unknown, run: () => Promise<Result<T>>) => Promise<Result<T>>;

/**
 * Stores what is being uploaded. It is first written aside, at the sender's pace, and only then stored, so that a slow line
 * holds no transaction open. Whatever ends it early leaves nothing behind.
 */
export async function takeUpload(
  context: Context,
  file: { name: string; mediaType: string; content: Readable; cutOff: () => boolean },
  once: Once = (_write, _content, run) => run(),
): Promise<StoredFile> {
  const aside = await mkdtemp(join(tmpdir(), 'estafeta-upload-'));
  try {
    const path = join(aside, 'content');
    const digest = createHash('sha256');
    file.content.on('data', (part: Uint8Array) => digest.update(part));
    await pipeline(file.content, createWriteStream(path));
    // Above the limit the stream ends as if it were whole.
    if (file.cutOff()) throw new EdgeError(413, 'invalid_input', 'app.file_too_large');
    const { name, mediaType } = file;
    const content = { name, sha256: digest.digest('hex') };
    const store = (write: WriteContext) =>
      storeFile(write, { name, mediaType, content: createReadStream(path) }, NO_LIMIT);
    const stored = await inTransaction(context, (write) => once(write, content, () => store(write)));
    if (!stored.ok) throw new EdgeError(statusOf(stored.code), stored.code, stored.reason);
    return stored.value;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * Puts a file that the actor has uploaded to a client, and, when named, to a record there (a need, a deal, an answer).
 * Refuses: `activities.no_such_file`, `activities.file_attached_already`.
 */
export async function attachFile(
  context: WriteContext,
  input: AttachInput & { client_id: string },
): Promise<Result<Attachment>> {
  const { employeeId } = context.actor;
  const reach = await reachOf(context, input.client_id);
  if (!mayReadActivities(reach)) return notFound();
  if (employeeId === null) return forbidden();
  const file = await findFile(context.db, input.file_id);
  if (file === undefined || file.createdBy !== employeeId) return invalid('/file_id', 'activities.no_such_file');
  const locked = await lockClient(context, input.client_id);
  if (!locked.ok) return locked;
  if (await isAttachedTo(context, input.client_id, file.id)) return refuse('activities.file_attached_already');
  const attachment = {
    id: newId(context.now),
    client_id: input.client_id,
    file_id: file.id,
    title: input.title ?? file.name,
    added_by: employeeId,
    about: input.about ?? null,
  };
  await insertAttachment(context, attachment);
  const entryId = await recordFile(context, 'file.attached', attachment, {
    after: { title: attachment.title, size: file.size, sha256: file.sha256 },
  });
  offerUndo(context, entryId);
  return attachmentNow(context, attachment.id);
}

/** An upload that was put to nothing, in a form that somebody has left, is kept so long: over a weekend it may still be sent. */
export const UPLOAD_HOURS = 48;

/**
 * Lets go of uploads that nothing has come of, some at a time; the journal keeps that they were there. Doing it again does
 * nothing. Answers whether there was anything to look at.
 */
export async function letGoOfUploads(context: WriteContext): Promise<Result<{ gone: boolean }>> {
  const { removed, more } = await removeUnused(context, context.now.subtract({ hours: UPLOAD_HOURS }));
  await recordMany(
    context,
    removed.map(({ id, name, size }) => ({
      action: 'file.upload_removed',
      subject: { kind: 'file', id },
      before: { title: name, size },
    })),
  );
  return ok({ gone: more });
}

/** Takes a file away from its client; the journal keeps that it was there. Refuses a stale version. */
export async function removeFile(context: WriteContext, id: string, version: number): Promise<Result<Attachment>> {
  const shown = await attachmentById(context, id);
  if (shown === undefined) return notFound();
  const reach = await reachOf(context, shown.client_id);
  if (!mayReadActivities(reach)) return notFound();
  if (!mayRemoveFile(context.actor, reach, shown.added_by)) return forbidden();
  if (shown.version !== version || !(await saveAttachment(context, shown, { removed_at: context.now.toString() }))) {
    return staleVersion(await attachmentById(context, id));
  }
  const entryId = await recordFile(context, 'file.removed', shown, { before: { title: shown.title } });
  offerUndo(context, entryId);
  return ok({ ...shown, version: version + 1, may_remove: false });
}

async function recordFile(
  context: WriteContext,
  action: string,
  attachment: { id: string; client_id: string },
  change: { before?: unknown; after?: unknown },
): Promise<string> {
  const { id, client_id: clientId } = attachment;
  const entryId = await record(context, { action, subject: { kind: 'attachment', id }, clientId, ...change });
  await announce(context, { type: action, subjectKind: 'attachment', subjectId: id, clientId });
  return entryId;
}

async function attachmentNow(context: WriteContext, id: string): Promise<Result<Attachment>> {
  const attachment = await attachmentById(context, id);
  return attachment === undefined ? notFound() : ok({ ...attachment, may_remove: true });
}

export function registerFiles(): void {
  registerUndo('file.attached', (context, entry) => putBack(context, entry.subjectId, context.now.toString()));
  registerUndo('file.removed', (context, entry) => putBack(context, entry.subjectId, null));
}

async function putBack(context: WriteContext, id: string, removedAt: string | null): Promise<Result<undefined>> {
  const row = await attachmentRow(context, id);
  if (row === undefined) return notFound();
  return (await saveAttachment(context, row, { removed_at: removedAt }))
    ? ok()
    : refuse('journal.acted_on_since', { code: 'conflict' });
}
