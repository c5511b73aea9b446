import { type RawBuilder, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { Db } from '#platform/db/pool.ts';
import type { JournalEntry } from './contract.ts';

export interface Change {
  /** Past-tense event name: `client.renamed`. */
  action: string;
  subject: { kind: string; id: string };
  clientId?: string | null;
  before?: unknown;
  after?: unknown;
  reason?: string | null;
  /** Values about a natural person: kept in the side row, so that they can be erased while the business fact stays. */
  personal?: { personId: string; before?: unknown; after?: unknown };
  /** The entry that this change takes back. */
  undoes?: string;
}

export interface StoredEntry {
  id: string;
  actorId: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  before: unknown;
  after: unknown;
  undone: boolean;
}

/** An entry as it is written. */
interface NewEntry {
  id: string;
  at: string;
  actor_id: string | null;
  actor_kind: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  client_id: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  request_id: string | null;
  undoes: string | null;
}

type NewPersonalValues = { entry_id: string; person_id: string; before: unknown; after: unknown };

/** An entry of the change, written at the end of its transaction. */
export function addEntry(context: WriteContext, id: string, change: Change): void {
  const { actor, gathering } = context;
  gathering.add<NewEntry>(insertEntries, [
    {
      id,
      at: context.now.toString(),
      actor_id: actor.employeeId,
      actor_kind: actorKind(context),
      action: change.action,
      subject_kind: change.subject.kind,
      subject_id: change.subject.id,
      client_id: change.clientId ?? null,
      before: change.before ?? null,
      after: change.after ?? null,
      reason: change.reason ?? null,
      request_id: context.requestId,
      undoes: change.undoes ?? null,
    },
  ]);
  if (change.personal === undefined) return;
  const { personId, before = null, after = null } = change.personal;
  gathering.add<NewPersonalValues>(insertPersonalValues, [{ entry_id: id, person_id: personId, before, after }]);
}

/** The rows travel as one value, so that the statement stays the same however many there are, and is prepared once. */
const insertEntries = (rows: readonly NewEntry[]): RawBuilder<unknown> => sql`INSERT INTO journal_entries
    (id, at, actor_id, actor_kind, action, subject_kind, subject_id, client_id, before, after, reason, request_id, undoes)
    SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, at timestamptz, actor_id uuid, actor_kind text,
      action text, subject_kind text, subject_id uuid, client_id uuid, before jsonb, after jsonb, reason text, request_id text,
      undoes uuid)`;

const insertPersonalValues = (
  rows: readonly NewPersonalValues[],
): RawBuilder<unknown> => sql`INSERT INTO journal_personal_values (entry_id, person_id, before, after)
    SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(entry_id uuid, person_id uuid, before jsonb, after jsonb)`;

const actorKind = ({ actor }: Pick<Context, 'actor'>): string => (actor.kind === 'anonymous' ? 'system' : actor.kind);

/** The statements that write many entries; made beforehand, so that they are ready when their turn comes. */
export function entriesToInsert(
  context: Pick<WriteContext, 'actor' | 'now' | 'requestId'>,
  changes: readonly (Change & { id: string })[],
): RawBuilder<unknown>[] {
  const { actor } = context;
  const rows = changes.map((change) => ({
    id: change.id,
    action: change.action,
    subject_kind: change.subject.kind,
    subject_id: change.subject.id,
    client_id: change.clientId ?? null,
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason ?? null,
    undoes: change.undoes ?? null,
  }));
  const source = bulk(rows, {
    id: 'uuid',
    action: 'text',
    subject_kind: 'text',
    subject_id: 'uuid',
    client_id: 'uuid',
    before: 'jsonb',
    after: 'jsonb',
    reason: 'text',
    undoes: 'uuid',
  });
  const personal = changes.flatMap(({ id, personal: values }) =>
    values === undefined
      ? []
      : [{ entry_id: id, person_id: values.personId, before: values.before ?? null, after: values.after ?? null }],
  );
  const entered = sql`
    INSERT INTO journal_entries (id, at, actor_id, actor_kind, action, subject_kind, subject_id, client_id, before, after, reason, undoes, request_id)
    SELECT r.id, ${context.now.toString()}::timestamptz, ${actor.employeeId}::uuid,
      ${actorKind(context)}, r.action, r.subject_kind, r.subject_id, r.client_id, r.before, r.after,
      r.reason, r.undoes, ${context.requestId} FROM ${source}`;
  if (personal.length === 0) return [entered];
  return [
    entered,
    sql`INSERT INTO journal_personal_values (entry_id, person_id, before, after)
    SELECT r.entry_id, r.person_id, r.before, r.after
    FROM ${bulk(personal, { entry_id: 'uuid', person_id: 'uuid', before: 'jsonb', after: 'jsonb' })}`,
  ];
}

/** What is asked of the journal: inside a transaction, what it has gathered so far is written first. */
type Asking = Pick<Context, 'db' | 'gathering'>;

async function asked({ db, gathering }: Asking): Promise<Db> {
  await gathering?.write(db);
  return db;
}

const entries = (db: Db) =>
  db
    .selectFrom('journal_entries as e')
    .leftJoin('v_employee_names as a', 'a.id', 'e.actor_id')
    .leftJoin('v_clients as c', 'c.id', 'e.client_id')
    .leftJoin('journal_personal_values as p', 'p.entry_id', 'e.id')
    .leftJoin('journal_entries as u', 'u.undoes', 'e.id')
    .select([
      'e.id',
      'e.at',
      'e.actor_kind',
      'e.action',
      'e.subject_kind',
      'e.subject_id',
      'e.client_id',
      'e.reason',
      'a.full_name as actor_name',
      'c.name as client_name',
      // A side row only adds keys that the business row does not have.
      sql<unknown>`CASE WHEN p.before IS NULL THEN e.before ELSE coalesce(e.before, '{}') || p.before END`.as('before'),
      sql<unknown>`CASE WHEN p.after IS NULL THEN e.after ELSE coalesce(e.after, '{}') || p.after END`.as('after'),
      sql<boolean>`u.id IS NOT NULL`.as('undone'),
    ]);

/**
 * Whose entries: of a client with all that belongs to it, of one record or one of its fields, of everybody or of one author
 * (null is the program), with sign-ins, without them or they alone.
 */
export type EntriesOf =
  | { clientIds: readonly string[] }
  | { kind: string; id: string; field: string | null }
  | { author: string | null | undefined; about: 'changes' | 'sign_ins' | undefined };

const SIGN_INS = ['session.opened', 'session.ended', 'sign_in.refused'];

/**
 * Newest first by id (UUIDv7 sorts by time), of these sales systems' clients and of no client, or of all for null; one more
 * row than asked for tells whether there is a next page.
 */
export async function pageOfEntries(
  context: Context,
  of: EntriesOf,
  salesSystemIds: readonly string[] | null,
  before: string | null,
  limit: number,
): Promise<JournalEntry[]> {
  let query = entries(await asked(context));
  if ('clientIds' in of) query = query.where('e.client_id', 'in', [...of.clientIds]);
  if ('kind' in of) query = query.where('e.subject_kind', '=', of.kind).where('e.subject_id', '=', of.id);
  if ('field' in of && of.field !== null) {
    const values = [sql`e.before`, sql`e.after`, sql`p.before`, sql`p.after`];
    query = query.where(
      sql<boolean>`(${sql.join(
        values.map((value) => sql`${value} ? ${of.field}::text`),
        sql` OR `,
      )})`,
    );
  }
  if ('author' in of) {
    if (of.author === null) query = query.where('e.actor_id', 'is', null);
    else if (of.author !== undefined) query = query.where('e.actor_id', '=', of.author);
    if (of.about !== undefined) query = query.where('e.action', of.about === 'sign_ins' ? 'in' : 'not in', SIGN_INS);
  }
  if (salesSystemIds !== null) {
    query = query.where(
      sql<boolean>`(e.client_id IS NULL OR EXISTS (SELECT FROM v_clients c WHERE c.id = e.client_id
        AND c.sales_system_id = ANY(${[...salesSystemIds]}::uuid[])))`,
    );
  }
  if (before !== null) query = query.where('e.id', '<', before);
  return query.orderBy('e.id', 'desc').limit(limit).execute();
}

/** By name; a company has hundreds of people at most. */
export async function everyEmployee({ db }: Context): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('v_employee_names')
    .select(['id', 'full_name as name'])
    .$narrowType<{ id: string; name: string }>()
    .orderBy(sql`full_name COLLATE "ru-x-icu"`)
    .execute();
}

export async function namesOfEmployees(context: Context, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await context.db
    .selectFrom('v_employee_names')
    .select(['id', 'full_name'])
    .where('id', 'in', ids)
    .execute();
  return Object.fromEntries(rows.map(({ id, full_name }) => [id, full_name]));
}

export async function entryForUndo(context: WriteContext, id: string): Promise<StoredEntry | undefined> {
  const row = await entries(await asked(context))
    .select('e.actor_id')
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    actorId: row.actor_id,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    clientId: row.client_id,
    before: row.before,
    after: row.after,
    undone: row.undone,
  };
}

export async function hasLaterEntry(context: WriteContext, entry: StoredEntry): Promise<boolean> {
  const db = await asked(context);
  const row = await db
    .selectFrom('journal_entries')
    .select('id')
    .where('subject_kind', '=', entry.subjectKind)
    .where('subject_id', '=', entry.subjectId)
    .where('id', '>', entry.id)
    .where('actor_id', 'is distinct from', entry.actorId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What entries say, in their order; values about natural persons stay aside. */
export async function entriesByIds(context: Asking, ids: readonly string[]): Promise<Written[]> {
  const db = await asked(context);
  const rows = await db
    .selectFrom('journal_entries')
    .select(['id', 'action', 'subject_kind as subjectKind', 'subject_id as subjectId', 'before', 'after'])
    .where(sql<boolean>`id = ANY(${sql.val([...ids])}::uuid[])`)
    .orderBy('id')
    .execute();
  return rows;
}

export interface Written {
  id: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
}

/** Which of the clients, and which of the subjects, have entries besides those and besides such actions. */
export async function writtenBesides(
  context: Asking,
  of: 'client_id' | 'subject_id',
  ids: readonly string[],
  besides: readonly string[],
  actions: readonly string[],
): Promise<Set<string>> {
  const db = await asked(context);
  const column = sql.ref(`e.${of}`);
  const { rows } = await sql<{ id: string }>`SELECT w.id FROM unnest(${sql.val([...ids])}::uuid[]) AS w(id)
    WHERE EXISTS (SELECT 1 FROM journal_entries e WHERE ${column} = w.id
      ${of === 'subject_id' ? sql`AND e.subject_kind = 'contact'` : sql``} AND e.id <> ALL(${sql.val([...besides])}::uuid[])
        AND e.action <> ALL(${sql.val([...actions])}::text[]))`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export async function laterEntries(
  context: Asking,
  clientIds: readonly string[],
  entryId: string,
  limit: number,
): Promise<{ action: string; at: string; actor_name: string | null }[]> {
  const db = await asked(context);
  return db
    .selectFrom('journal_entries as e')
    .leftJoin('v_employee_names as a', 'a.id', 'e.actor_id')
    .select(['e.action', 'e.at', 'a.full_name as actor_name'])
    .where('e.client_id', 'in', [...clientIds])
    .where('e.id', '>', entryId)
    .orderBy('e.id')
    .limit(limit)
    .execute();
}

export async function deletePersonal(context: WriteContext, personIds: readonly string[]): Promise<void> {
  const db = await asked(context);
  await sql`DELETE FROM journal_personal_values WHERE person_id = ANY(${sql.val([...personIds])}::uuid[])`.execute(db);
}
