import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { HandoffRounds, Handoffs } from '#platform/db/schema.ts';
import type { HandoffKindName, OUTCOMES, Subject } from './contract.ts';
import type { HandoffState, ReturnCode } from './rules.ts';
import type { Sealed } from './sealing/commands.ts';
import type { PersonalValue, Stored } from './sealing/rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [
  { table: 'handoffs', key: ['id'], column: 'client_id' },
  { table: 'handoff_rounds', key: ['id'], through: { column: 'handoff_id', table: 'handoffs' } },
] as const;

export type Reading = Pick<Context, 'db'>;

/** A hand-off with its columns in the types that their CHECKs admit. */
export type HandoffRow = Omit<Selectable<Handoffs>, 'kind' | 'state'> & { kind: HandoffKindName; state: HandoffState };
export type RoundRow = Omit<
  Selectable<HandoffRounds>,
  'return_code' | 'answer' | 'personal_digests' | 'criteria' | 'package'
> & {
  return_code: ReturnCode | null;
  answer: 'accepted' | 'returned' | 'withdrawn' | 'void' | null;
  personal_digests: Record<string, string>;
  stored: Stored;
};

const asHandoff = (row: Selectable<Handoffs>): HandoffRow => row as HandoffRow;

function asRound({ criteria, package: frozen, ...row }: Selectable<HandoffRounds>): RoundRow {
  // Written by `insertRound` and protected by a trigger, which is what makes these shapes true.
  return { ...row, stored: { criteria, package: frozen } } as unknown as RoundRow;
}

export async function handoffRow({ db }: Reading, id: string): Promise<HandoffRow | undefined> {
  const row = await db.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asHandoff(row);
}

/** Locked until the end of the transaction; the client's row is locked before it. */
export async function lockHandoff({ db }: WriteContext, id: string): Promise<HandoffRow | undefined> {
  const row = await db.selectFrom('handoffs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && asHandoff(row);
}

const OPEN = ['offered', 'returned', 'disputed'];

export async function openRow({ db }: Reading, kind: string, subject: Subject): Promise<HandoffRow | undefined> {
  const row = await db
    .selectFrom('handoffs')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject_id', '=', subject.id)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return row && asHandoff(row);
}

export async function openRowsAt({ db }: Reading, clientId: string): Promise<HandoffRow[]> {
  const rows = await db
    .selectFrom('handoffs')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('state', 'in', OPEN)
    .orderBy('id')
    .execute();
  return rows.map(asHandoff);
}

/** Open hand-offs in which an employee has a part: as giver, as receiver, or as judge of a dispute. */
export async function openRowsOf({ db }: Reading, employeeId: string): Promise<HandoffRow[]> {
  const rows = await db
    .selectFrom('handoffs')
    .selectAll()
    .where('state', 'in', OPEN)
    .where((eb) =>
      eb.or([
        eb('giver_id', '=', employeeId),
        eb('receiver_id', '=', employeeId),
        eb.and([eb('arbiter_id', '=', employeeId), eb('state', '=', 'disputed')]),
      ]),
    )
    .orderBy('client_id')
    .orderBy('id')
    .execute();
  return rows.map(asHandoff);
}

export async function roundsOf({ db }: Reading, handoffId: string): Promise<RoundRow[]> {
  const rows = await db
    .selectFrom('handoff_rounds')
    .selectAll()
    .where('handoff_id', '=', handoffId)
    .orderBy('round')
    .execute();
  return rows.map(asRound);
}

export type NewHandoff = Omit<
  HandoffRow,
  | 'version'
  | 'overdue_at'
  | 'escalated_to'
  | 'dispute_until'
  | 'disputed_at'
  | 'dispute_text'
  | 'arbiter_id'
  | 'settled_by'
  | 'settlement'
  | 'accepted_silently'
  | 'closing_note'
>;

export async function insertHandoff({ db }: WriteContext, row: NewHandoff): Promise<void> {
  await db.insertInto('handoffs').values(row).execute();
}

/** Saves a hand-off of the version that was read; false when somebody was faster. */
export async function saveHandoff(
  { db }: WriteContext,
  handoff: Pick<HandoffRow, 'id' | 'version'>,
  change: Partial<Omit<HandoffRow, 'id' | 'version'>>,
): Promise<boolean> {
  const saved = await db
    .updateTable('handoffs')
    .set({ ...change, version: handoff.version + 1 })
    .where('id', '=', handoff.id)
    .where('version', '=', handoff.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Raises the flag of lateness; it changes nothing that a reader decides by, so the version stays. */
export async function flagOverdue(
  { db }: WriteContext,
  id: string,
  at: string,
  escalatedTo: string | null,
): Promise<void> {
  await db.updateTable('handoffs').set({ overdue_at: at, escalated_to: escalatedTo }).where('id', '=', id).execute();
}

export interface NewRound {
  id: string;
  handoffId: string;
  round: number;
  offeredAt: string;
  offeredBy: string | null;
  giverId: string;
  receiverId: string;
  receiverPositionId: string | null;
  dueAt: string | null;
  note: string | null;
  sealed: Sealed;
}

export async function insertRound({ db }: WriteContext, round: NewRound): Promise<void> {
  const { sealed } = round;
  await db
    .insertInto('handoff_rounds')
    .values({
      id: round.id,
      handoff_id: round.handoffId,
      round: round.round,
      offered_at: round.offeredAt,
      offered_by: round.offeredBy,
      giver_id: round.giverId,
      receiver_id: round.receiverId,
      receiver_position_id: round.receiverPositionId,
      due_at: round.dueAt,
      note: round.note,
      criteria: JSON.stringify(sealed.stored.criteria),
      package: JSON.stringify(sealed.stored.package),
      personal_digests: JSON.stringify(sealed.digests),
      seal: sealed.seal,
    })
    .execute();
  if (sealed.personal.length === 0) return;
  await db
    .insertInto('handoff_personal_values')
    .values(
      sealed.personal.map(({ place, personId, value, salt }) => ({
        round_id: round.id,
        place,
        person_id: personId,
        value: JSON.stringify(value),
        salt,
      })),
    )
    .execute();
}

export async function answerRound(
  { db, now }: WriteContext,
  handoff: Pick<HandoffRow, 'id' | 'round'>,
  answer: Pick<RoundRow, 'answer' | 'answered_by' | 'return_code' | 'answer_text' | 'answer_minutes'>,
): Promise<void> {
  await db
    .updateTable('handoff_rounds')
    .set({ ...answer, answered_at: now.toString() })
    .where('handoff_id', '=', handoff.id)
    .where('round', '=', handoff.round)
    .execute();
}

/** While a round is unanswered its receiver may change with the structure; what was offered does not. */
export async function readdressRound(
  { db }: WriteContext,
  handoff: Pick<HandoffRow, 'id' | 'round'>,
  change: { giver_id?: string; receiver_id?: string; receiver_position_id?: string | null; due_at?: string | null },
): Promise<void> {
  await db
    .updateTable('handoff_rounds')
    .set(change)
    .where('handoff_id', '=', handoff.id)
    .where('round', '=', handoff.round)
    .where('answer', 'is', null)
    .execute();
}

/** Personal values of rounds that have not been erased. */
export async function personalValues(
  { db }: Reading,
  roundIds: readonly string[],
): Promise<(PersonalValue & { roundId: string; salt: string })[]> {
  if (roundIds.length === 0) return [];
  const rows = await db.selectFrom('handoff_personal_values').selectAll().where('round_id', 'in', roundIds).execute();
  return rows.map((row) => ({
    roundId: row.round_id,
    place: row.place,
    personId: row.person_id,
    value: row.value,
    salt: row.salt,
  }));
}

/** Erases what the packages say of a person; digests, and with them the seals, stay. */
export async function erasePersonalValues({ db }: WriteContext, personId: string): Promise<number> {
  const erased = await db.deleteFrom('handoff_personal_values').where('person_id', '=', personId).executeTakeFirst();
  return Number(erased.numDeletedRows);
}

/* ---- lists ---- */

const items = ({ db }: Reading) =>
  db
    .selectFrom('handoffs as h')
    .innerJoin('handoff_rounds as r', (join) =>
      join.onRef('r.handoff_id', '=', 'h.id').onRef('r.round', '=', 'h.round'),
    )
    .innerJoin('v_clients as c', 'c.id', 'h.client_id')
    .innerJoin('v_employee_names as g', 'g.id', 'h.giver_id')
    .innerJoin('v_employee_names as v', 'v.id', 'h.receiver_id')
    .leftJoin('v_employee_names as a', 'a.id', 'h.arbiter_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('handoff_rounds as x')
          .select(['x.return_code as last_code', 'x.answer_text as last_text', 'x.answered_at as last_at'])
          .whereRef('x.handoff_id', '=', 'h.id')
          .where('x.answer', '=', 'returned')
          .orderBy('x.round', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .selectAll('h')
    .select([
      'r.offered_at',
      'r.criteria',
      'c.name as client_name',
      'g.full_name as giver_name',
      'v.full_name as receiver_name',
      'a.full_name as arbiter_name',
      'last.last_code',
      'last.last_text',
      'last.last_at',
    ]);

export type ItemRow = HandoffRow & {
  offered_at: string;
  criteria: { required: boolean; met: boolean }[];
  client_name: string | null;
  giver_name: string | null;
  receiver_name: string | null;
  arbiter_name: string | null;
  last_code: ReturnCode | null;
  last_text: string | null;
  last_at: string | null;
};

/** Written by this store and checked by the table, which is what makes the shapes true. */
const asItems = (rows: unknown[]): ItemRow[] => rows as ItemRow[];

export async function itemRow(context: Reading, id: string): Promise<ItemRow | undefined> {
  return asItems(await items(context).where('h.id', '=', id).execute())[0];
}

/** What waits for these people, by what they are in it; the most urgent first. */
export async function openItemsOf(context: Reading, ids: readonly string[]): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  const rows = await items(context)
    .where('h.state', 'in', OPEN)
    .where((eb) =>
      eb.or([
        eb('h.giver_id', 'in', ids),
        eb('h.receiver_id', 'in', ids),
        eb.and([eb('h.arbiter_id', 'in', ids), eb('h.state', '=', 'disputed')]),
      ]),
    )
    .orderBy(sql`coalesce(h.due_at, r.offered_at)`)
    .orderBy('h.id')
    .execute();
  return asItems(rows);
}

export async function countToAnswer({ db }: Reading, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const row = await db
    .selectFrom('handoffs')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'offered')
    .where('receiver_id', 'in', ids)
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function lateAndDisputed(context: Reading, salesSystemIds: readonly string[] | 'all'): Promise<ItemRow[]> {
  let query = items(context).where((eb) => eb.or([eb('h.overdue_at', 'is not', null), eb('h.state', '=', 'disputed')]));
  if (salesSystemIds !== 'all') {
    if (salesSystemIds.length === 0) return [];
    query = query.where('h.sales_system_id', 'in', salesSystemIds);
  }
  return asItems(await query.orderBy(sql`coalesce(h.due_at, h.disputed_at)`).orderBy('h.id').execute());
}

export interface HandoffFilter {
  kind?: string | undefined;
  state?: string | undefined;
  giver_id?: string | undefined;
  receiver_id?: string | undefined;
  giver_position_id?: string | undefined;
  receiver_position_id?: string | undefined;
  client_id?: string | undefined;
  since?: string | undefined;
  outcome?: (typeof OUTCOMES)[number] | undefined;
  /** Null: everything; otherwise only hand-offs of these systems or with these people in them, or at these people's clients. */
  within: { salesSystemIds: readonly string[]; employeeIds: readonly string[] } | null;
}

const anyRound = (condition: ReturnType<typeof sql<SqlBool>>) =>
  sql<SqlBool>`EXISTS (SELECT 1 FROM handoff_rounds x WHERE x.handoff_id = h.id AND ${condition})`;
const counts = sql<SqlBool>`NOT h.self_check AND h.state <> 'void'`;
const answeredOnce = sql<SqlBool>`${counts} AND ${anyRound(sql<SqlBool>`x.answer IN ('accepted', 'returned')`)}`;

const OUTCOME: Record<(typeof OUTCOMES)[number], ReturnType<typeof sql<SqlBool>>> = {
  accepted_first: sql<SqlBool>`${counts} AND NOT h.accepted_silently AND ${anyRound(sql<SqlBool>`x.round = 1 AND x.answer = 'accepted'`)}`,
  accepted: sql<SqlBool>`${counts} AND h.state = 'accepted'`,
  returned: sql<SqlBool>`${counts} AND ${anyRound(sql<SqlBool>`x.answer = 'returned'`)}`,
  contract: sql<SqlBool>`${answeredOnce} AND c.state IN ('contracting', 'in_delivery', 'delivered', 'regular')`,
  delivered: sql<SqlBool>`${answeredOnce} AND c.state IN ('delivered', 'regular')`,
  lost: sql<SqlBool>`${answeredOnce} AND c.state = 'lost'`,
  waiting: sql<SqlBool>`${answeredOnce} AND c.state = 'waiting'`,
  waiting_answer: sql<SqlBool>`${counts} AND h.state = 'offered'`,
};

function filtered(context: Reading, filter: HandoffFilter) {
  let query = items(context);
  for (const column of [
    'kind',
    'state',
    'giver_id',
    'receiver_id',
    'giver_position_id',
    'receiver_position_id',
    'client_id',
  ] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(`h.${column}`, '=', value);
  }
  if (filter.since !== undefined) query = query.where('h.first_offered_at', '>=', filter.since);
  if (filter.outcome !== undefined) query = query.where(OUTCOME[filter.outcome]);
  const { within } = filter;
  if (within === null) return query;
  return query.where((eb) =>
    eb.or([
      ...(within.salesSystemIds.length === 0 ? [] : [eb('h.sales_system_id', 'in', within.salesSystemIds)]),
      ...(within.employeeIds.length === 0
        ? [sql<SqlBool>`false`]
        : [eb('h.giver_id', 'in', within.employeeIds), eb('h.receiver_id', 'in', within.employeeIds)]),
    ]),
  );
}

export async function handoffPage(
  context: Reading,
  filter: HandoffFilter,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<ItemRow[]> {
  let query = filtered(context, filter);
  if (before !== null) {
    query = query.where(sql<SqlBool>`(h.first_offered_at, h.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  }
  return asItems(await query.orderBy('h.first_offered_at', 'desc').orderBy('h.id', 'desc').limit(limit).execute());
}

export async function countHandoffs(context: Reading, filter: HandoffFilter, upTo: number): Promise<number> {
  const some = filtered(context, filter).clearSelect().select('h.id').limit(upTo).as('some');
  const row = await context.db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Offers whose answer is due and on which nobody has been told yet. */
export async function dueHandoffs(
  { db }: Reading,
  now: string,
  limit: number,
): Promise<{ id: string; client_id: string }[]> {
  return db
    .selectFrom('handoffs')
    .select(['id', 'client_id'])
    .where('state', '=', 'offered')
    .where('overdue_at', 'is', null)
    .where('due_at', '<', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
}
