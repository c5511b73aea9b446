import { type Selectable, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Attachments } from '#platform/db/schema.ts';
import type { About, Attachment } from '../contract.ts';
import { aboutOf, type Reading, type TimelinePlace } from '../store.ts';

export type AttachmentRow = Selectable<Attachments>;

const attachments = ({ db }: Reading) =>
  db
    .selectFrom('attachments as a')
    .innerJoin('v_files as f', 'f.id', 'a.file_id')
    .innerJoin('v_employee_names as e', 'e.id', 'a.added_by')
    .select([
      'a.id',
      'a.client_id',
      'a.file_id',
      'a.title',
      'a.about_kind',
      'a.about_id',
      'a.added_by',
      'a.added_at',
      'a.version',
      'f.name as file_name',
      'f.size',
      'e.full_name as added_by_name',
    ]);

type AttachmentSource = Awaited<ReturnType<ReturnType<typeof attachments>['execute']>>[number];

function attachmentOf({ about_kind, about_id, ...row }: AttachmentSource): Omit<Attachment, 'may_remove'> {
  return {
    ...row,
    // Columns of views are nullable to the compiler; behind an inner join these are not.
    file_name: row.file_name ?? '',
    size: row.size ?? 0,
    added_by_name: row.added_by_name ?? '',
    about: aboutOf({ about_kind, about_id }),
  };
}

export async function attachmentById(
  context: Reading,
  id: string,
): Promise<Omit<Attachment, 'may_remove'> | undefined> {
  const row = await attachments(context).where('a.id', '=', id).where('a.removed_at', 'is', null).executeTakeFirst();
  return row && attachmentOf(row);
}

export async function attachmentRow({ db }: Reading, id: string): Promise<AttachmentRow | undefined> {
  return db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function attachmentsPage(
  context: Reading,
  of: { clientId: string } | { about: About },
  before: TimelinePlace | null,
  limit: number,
): Promise<Omit<Attachment, 'may_remove'>[]> {
  let query = attachments(context).where('a.removed_at', 'is', null);
  query =
    'clientId' in of
      ? query.where('a.client_id', '=', of.clientId)
      : query.where('a.about_kind', '=', of.about.kind).where('a.about_id', '=', of.about.id);
  if (before !== null)
    query = query.where(sql<boolean>`(a.added_at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  const rows = await query.orderBy('a.added_at', 'desc').orderBy('a.id', 'desc').limit(limit).execute();
  return rows.map(attachmentOf);
}

export async function countAttachments({ db }: Reading, clientId: string, upTo: number): Promise<number> {
  const some = db
    .selectFrom('attachments')
    .select('id')
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .limit(upTo)
    .as('some');
  const row = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function insertAttachment(
  { db, now }: WriteContext,
  attachment: { id: string; client_id: string; file_id: string; title: string; added_by: string; about: About | null },
): Promise<void> {
  const { about, ...columns } = attachment;
  await db
    .insertInto('attachments')
    .values({ ...columns, about_kind: about?.kind ?? null, about_id: about?.id ?? null, added_at: now.toString() })
    .execute();
}

export async function saveAttachment(
  { db }: WriteContext,
  attachment: Pick<AttachmentRow, 'id' | 'version'>,
  change: Pick<AttachmentRow, 'removed_at'>,
): Promise<boolean> {
  const saved = await db
    .updateTable('attachments')
    .set({ ...change, version: attachment.version + 1 })
    .where('id', '=', attachment.id)
    .where('version', '=', attachment.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function isAttachedTo({ db }: Reading, clientId: string, fileId: string): Promise<boolean> {
  const row = await db
    .selectFrom('attachments')
    .select('id')
    .where('client_id', '=', clientId)
    .where('file_id', '=', fileId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
