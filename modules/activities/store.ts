import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Attachments, Steps, Touches } from '#platform/db/schema.ts';
import type { About, Attachment, Step, StepKind, TimelineItem, Touch, TouchKind, TouchResult } from './contract.ts';

type Reading = Pick<Context, 'db'>;
export type StepRow = Selectable<Steps>;
export type TouchRow = Selectable<Touches>;
export type AttachmentRow = Selectable<Attachments>;

const aboutOf = (row: { about_kind: string | null; about_id: string | null }): About | null =>
  row.about_kind === null || row.about_id === null ? null : { kind: row.about_kind, id: row.about_id };

/* ---- steps ---- */

const steps = ({ db }: Reading) =>
  db
    .selectFrom('steps as s')
    .innerJoin('v_clients as c', 'c.id', 's.client_id')
    .innerJoin('v_employee_names as e', 'e.id', 's.owner_id')
    .leftJoin('v_client_contacts as p', (join) =>
      join.onRef('p.contact_id', '=', 's.contact_id').onRef('p.client_id', '=', 's.client_id'),
    )
    .select([
      's.id',
      's.client_id',
      's.owner_id',
      's.kind',
      's.title',
      's.due_on',
      's.due_at',
      's.contact_id',
      's.about_kind',
      's.about_id',
      's.state',
      's.outcome',
      's.postponed',
      's.version',
      'c.name as client_name',
      'e.full_name as owner_name',
      'p.full_name as contact_name',
      'p.position_title as contact_position',
    ]);

type StepSource = Awaited<ReturnType<ReturnType<typeof steps>['execute']>>[number];

function stepOf({ about_kind, about_id, ...row }: StepSource): Step {
  return {
    ...row,
    // The columns' CHECKs admit these kinds and states only; the names come from inner joins.
    kind: row.kind as StepKind,
    state: row.state as Step['state'],
    client_name: row.client_name ?? '',
    owner_name: row.owner_name ?? '',
    about: aboutOf({ about_kind, about_id }),
  };
}

export async function stepById(context: Reading, id: string): Promise<Step | undefined> {
  const row = await steps(context).where('s.id', '=', id).executeTakeFirst();
  return row && stepOf(row);
}

export interface StepPlace {
  on: string;
  at: string | null;
  id: string;
}

const AT_OR_LAST = sql`coalesce(s.due_at, 'infinity'::timestamptz)`;

/** Open steps of one owner in the order of urgency, from a place on. */
export async function openStepsPage(
  context: Reading,
  ownerId: string,
  until: string | null,
  after: StepPlace | null,
  limit: number,
): Promise<Step[]> {
  let query = steps(context).where('s.owner_id', '=', ownerId).where('s.state', '=', 'open');
  if (until !== null) query = query.where('s.due_on', '<=', until);
  if (after !== null) {
    query = query.where(
      sql<boolean>`(s.due_on, ${AT_OR_LAST}, s.id) > (${after.on}::date, coalesce(${after.at}::timestamptz, 'infinity'), ${after.id}::uuid)`,
    );
  }
  const rows = await query.orderBy('s.due_on').orderBy(AT_OR_LAST).orderBy('s.id').limit(limit).execute();
  return rows.map(stepOf);
}

export async function countOpenSteps(
  { db }: Reading,
  ownerId: string,
  until: string | null,
  today: string,
  upTo: number,
): Promise<{ all: number; overdue: number }> {
  let some = db.selectFrom('steps').select('due_on').where('owner_id', '=', ownerId).where('state', '=', 'open');
  if (until !== null) some = some.where('due_on', '<=', until);
  return db
    .selectFrom(some.limit(upTo).as('some'))
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('due_on', '<', today).as('overdue'),
    ])
    .executeTakeFirstOrThrow();
}

export async function openStepsAtClient(context: Reading, clientId: string): Promise<Step[]> {
  const rows = await steps(context)
    .where('s.client_id', '=', clientId)
    .where('s.state', '=', 'open')
    .orderBy('s.due_on')
    .orderBy(AT_OR_LAST)
    .orderBy('s.id')
    .execute();
  return rows.map(stepOf);
}

export async function stepRow({ db }: Reading, id: string): Promise<StepRow | undefined> {
  return db.selectFrom('steps').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Open steps at a client, locked; the client's row is locked before them. */
export async function lockOpenSteps({ db }: WriteContext, clientId: string): Promise<StepRow[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function insertStep(
  { db, now }: WriteContext,
  step: {
    id: string;
    client_id: string;
    owner_id: string;
    planned_by: string | null;
    kind: StepKind;
    title: string;
    due_on: string;
    due_at: string | null;
    contact_id: string | null;
    about: About | null;
  },
): Promise<void> {
  const { about, ...columns } = step;
  await db
    .insertInto('steps')
    .values({
      ...columns,
      about_kind: about?.kind ?? null,
      about_id: about?.id ?? null,
      state: 'open',
      created_at: now.toString(),
    })
    .execute();
}

type StepChange = Partial<
  Pick<
    StepRow,
    'state' | 'outcome' | 'finished_at' | 'finished_by' | 'touch_id' | 'due_on' | 'due_at' | 'postponed' | 'owner_id'
  >
>;

/** Saves a step of the version that was read; false when somebody was faster. */
export async function saveStep({ db }: WriteContext, step: StepRow, change: StepChange): Promise<boolean> {
  const saved = await db
    .updateTable('steps')
    .set({ ...change, version: step.version + 1 })
    .where('id', '=', step.id)
    .where('version', '=', step.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function openStepsOwnedBy({ db }: Reading, ownerId: string): Promise<StepRow[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'open')
    .orderBy('client_id')
    .orderBy('id')
    .execute();
}

/* ---- touches ---- */

const touches = ({ db }: Reading) =>
  db
    .selectFrom('touches as t')
    .innerJoin('v_employee_names as e', 'e.id', 't.employee_id')
    .leftJoin('v_client_contacts as p', (join) =>
      join.onRef('p.contact_id', '=', 't.contact_id').onRef('p.client_id', '=', 't.client_id'),
    )
    .select([
      't.id',
      't.client_id',
      't.contact_id',
      't.employee_id',
      't.kind',
      't.at',
      't.duration_minutes',
      't.summary',
      't.result',
      't.with_decision_maker',
      't.about_kind',
      't.about_id',
      't.version',
      'e.full_name as employee_name',
      'p.full_name as contact_name',
    ]);

export async function touchById(context: Reading, id: string): Promise<Touch | undefined> {
  const row = await touches(context).where('t.id', '=', id).where('t.removed_at', 'is', null).executeTakeFirst();
  if (row === undefined) return undefined;
  const { about_kind, about_id, ...touch } = row;
  return {
    ...touch,
    // The columns' CHECKs admit these kinds and results only.
    kind: touch.kind as TouchKind,
    result: touch.result as TouchResult | null,
    employee_name: touch.employee_name ?? '',
    about: aboutOf({ about_kind, about_id }),
  };
}

export async function touchRow({ db }: Reading, id: string): Promise<TouchRow | undefined> {
  return db.selectFrom('touches').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
}

export async function insertTouch(
  { db, now }: WriteContext,
  touch: {
    id: string;
    client_id: string;
    employee_id: string;
    contact_id: string | null;
    kind: TouchKind;
    at: string;
    duration_minutes: number | null;
    summary: string;
    result: TouchResult | null;
    with_decision_maker: boolean;
    about: About | null;
  },
): Promise<void> {
  const { about, ...columns } = touch;
  await db
    .insertInto('touches')
    .values({ ...columns, about_kind: about?.kind ?? null, about_id: about?.id ?? null, created_at: now.toString() })
    .execute();
}

export async function saveTouch(
  { db }: WriteContext,
  touch: Pick<TouchRow, 'id' | 'version'>,
  change: Partial<Pick<TouchRow, 'summary' | 'result' | 'with_decision_maker' | 'duration_minutes' | 'removed_at'>>,
): Promise<boolean> {
  const saved = await db
    .updateTable('touches')
    .set({ ...change, version: touch.version + 1 })
    .where('id', '=', touch.id)
    .where('version', '=', touch.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function latestTouchAt({ db }: Reading, clientId: string): Promise<string | null> {
  const row = await db
    .selectFrom('touches')
    .select('at')
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/* ---- timeline ---- */

export interface TimelinePlace {
  at: string;
  id: string;
}

const ICONS: Record<TouchKind, TimelineItem['icon']> = {
  call: 'call',
  meeting: 'meeting',
  video_meeting: 'meeting',
  visit: 'meeting',
  event: 'meeting',
  letter: 'letter',
  message: 'message',
  note: 'note',
};

export async function touchLines(
  context: Reading,
  clientId: string,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineItem[]> {
  let query = touches(context).where('t.client_id', '=', clientId).where('t.removed_at', 'is', null);
  if (before !== null)
    query = query.where(sql<boolean>`(t.at, t.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  const rows = await query.orderBy('t.at', 'desc').orderBy('t.id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    group: 'touches',
    // The columns' CHECKs admit these kinds and results only.
    icon: ICONS[row.kind as TouchKind],
    title: row.summary,
    text_key: row.contact_name === null ? `activities.touch.${row.kind}` : `activities.touch_with.${row.kind}`,
    text_values: row.contact_name === null ? {} : { contact: row.contact_name },
    note: null,
    who: row.employee_name,
    result: row.result as TouchResult | null,
    subject: { kind: 'touch', id: row.id },
  }));
}

/** Steps that were done without a touch: a check, a task. Those with a touch are seen by it. */
export async function doneStepLines(
  context: Reading,
  clientId: string,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineItem[]> {
  let query = steps(context)
    .select('s.finished_at')
    .where('s.client_id', '=', clientId)
    .where('s.state', '=', 'done')
    .where('s.touch_id', 'is', null);
  if (before !== null)
    query = query.where(sql<boolean>`(s.finished_at, s.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  const rows = await query.orderBy('s.finished_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    // A step that is done has the moment when (CHECK).
    at: row.finished_at ?? '',
    group: 'touches',
    icon: 'step',
    title: row.title,
    text_key: null,
    text_values: {},
    note: row.outcome,
    who: row.owner_name,
    result: null,
    subject: { kind: 'step', id: row.id },
  }));
}

/* ---- files ---- */

const attachments = ({ db }: Reading) =>
  db
    .selectFrom('attachments as a')
    .innerJoin('files as f', 'f.id', 'a.file_id')
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
  return { ...row, added_by_name: row.added_by_name ?? '', about: aboutOf({ about_kind, about_id }) };
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
