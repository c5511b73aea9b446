import { type RawBuilder, sql } from 'kysely';
import type { CursorValue } from '#shared/cursor.ts';
import type { Phone } from '../contract.ts';
import { type ClientState, STATE_GROUPS, type StateGroup } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { ClientFilter, ClientSort, ListScope } from './contract.ts';
import type { RegisterReach, SearchTerms } from './rules.ts';

/** Beyond this a list says «more than». */
export const COUNT_LIMIT = 10_000;

export type Condition = RawBuilder<boolean>;

const EVERYTHING: Condition = sql<boolean>`true`;
const NOTHING: Condition = sql<boolean>`false`;

export const and = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? EVERYTHING : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
export const or = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? NOTHING : sql<boolean>`(${sql.join(conditions, sql` OR `)})`;
const uuids = (ids: readonly string[]) => sql`${sql.val([...ids])}::uuid[]`;
const texts = (words: readonly string[]) => sql`${sql.val([...words])}::text[]`;
export const like = (column: RawBuilder<unknown>, word: string): Condition =>
  sql<boolean>`${column} LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;

/**
 * The clients that are open to employees by what they hold, check or take part in: looked up once, so that the queries
 * over the whole register compare ids instead of asking three tables about every row.
 */
export async function ownClients(context: Reading, selves: readonly string[]): Promise<string[]> {
  if (selves.length === 0) return [];
  const mine = uuids(selves);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM clients WHERE holder_id = ANY(${mine})
    UNION SELECT id FROM clients WHERE check_owner_id = ANY(${mine})
    UNION SELECT client_id FROM client_participants WHERE employee_id = ANY(${mine})`.execute(context.db);
  return rows.map((row) => row.id);
}

/**
 * The clients that a search may mean, whoever asks, found along the trigram indexes; null when there are so many that
 * going through the register in its order finds a page sooner.
 */
export async function candidatesOf(context: Reading, terms: SearchTerms): Promise<string[] | null> {
  const inPerson = (word: string): Condition => like(sql`k.search_text`, word);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM (
      SELECT c.id FROM clients c WHERE ${inClient(terms)}
      UNION ALL
      SELECT l.client_id FROM contacts k JOIN client_contacts l ON l.contact_id = k.id
      WHERE ${or([...everyWord(terms, inPerson), ...digitsOf(terms).map(inPerson)])}) AS meant LIMIT ${COUNT_LIMIT + 1}`.execute(
    context.db,
  );
  return rows.length > COUNT_LIMIT ? null : [...new Set(rows.map((row) => row.id))];
}

const everyWord = (terms: SearchTerms, holds: (word: string) => Condition): Condition[] =>
  terms.variants.map((variant) => and(variant.map(holds)));
const digitsOf = (terms: SearchTerms): string[] => (terms.digits === null ? [] : [terms.digits]);
const inName = (word: string): Condition => like(sql`c.name_search`, word);
const inCard = (word: string): Condition => or([inName(word), like(sql`c.search_text`, word)]);
const inClient = (terms: SearchTerms): Condition =>
  or([...everyWord(terms, inCard), ...digitsOf(terms).map((run) => like(sql`c.search_text`, run))]);

export interface RegisterView {
  reach: RegisterReach;
  scope: ListScope;
  /** Clients that are open by what the actor holds, checks or takes part in. */
  own: readonly string[];
  terms: SearchTerms | null;
  /** Clients that the terms may mean; null without terms, and when there are too many to name. */
  candidates: readonly string[] | null;
  filter: ClientFilter;
  /** Today where the company is: a check before it is overdue. */
  today: string;
}

/** Cards that are open: in a system that is, or held, checked or shared by oneself, or held in one's unit. */
export function openTo({ reach, own }: Pick<RegisterView, 'reach' | 'own'>): Condition {
  if (reach.all) return EVERYTHING;
  return or([
    ...(reach.systems.length === 0 ? [] : [sql<boolean>`c.sales_system_id = ANY(${uuids(reach.systems)})`]),
    ...(own.length === 0 ? [] : [sql<boolean>`c.id = ANY(${uuids(own)})`]),
    ...(reach.colleagues.length === 0 ? [] : [sql<boolean>`c.holder_id = ANY(${uuids(reach.colleagues)})`]),
  ]);
}

/** What the actor sees of the register, as far as the search means it. Of a glance only the name is searched. */
export function visible(view: RegisterView): Condition {
  const { reach, scope, terms, candidates } = view;
  // Where candidates are named, they hold what is found in cards and in people; a glance is found by its name alone.
  const meant =
    terms === null ? [] : [candidates === null ? inClient(terms) : sql<boolean>`c.id = ANY(${uuids(candidates)})`];
  const open = openTo(view);
  if (scope === 'mine') {
    const mine = uuids(reach.selves);
    return and([...meant, open, sql<boolean>`(c.holder_id = ANY(${mine}) OR c.check_owner_id = ANY(${mine}))`]);
  }
  if (scope === 'open' || reach.all) return and([...meant, open]);
  const glance = reach.glance.length === 0 ? NOTHING : sql<boolean>`c.sales_system_id = ANY(${uuids(reach.glance)})`;
  return and([...meant, or([open, and([glance, ...(terms === null ? [] : [or(everyWord(terms, inName))])])])]);
}

function matching({ filter, today }: RegisterView): Condition[] {
  const { group, state, holder_id, region, segment_id } = filter;
  const states: readonly ClientState[] | undefined =
    group === undefined && state === undefined
      ? undefined
      : [...(state ?? []), ...(group ?? []).flatMap((name) => [...STATE_GROUPS[name]])];
  const present = (wanted: boolean, condition: Condition): Condition =>
    wanted ? condition : sql<boolean>`NOT ${condition}`;
  const overdue = sql<boolean>`c.next_check_on < ${today}::date`;
  const contacts = (more: Condition): Condition =>
    sql<boolean>`EXISTS (SELECT FROM client_contacts l WHERE l.client_id = c.id AND l.left_on IS NULL AND ${more})`;
  return [
    ...(states === undefined ? [] : [sql<boolean>`c.state = ANY(${texts(states)})`]),
    ...(holder_id === undefined ? [] : [sql<boolean>`c.holder_id = ANY(${uuids(holder_id)})`]),
    ...(region === undefined ? [] : [sql<boolean>`c.region = ANY(${texts(region)})`]),
    ...(segment_id === undefined ? [] : [sql<boolean>`c.segment_id = ANY(${uuids(segment_id)})`]),
    ...(filter.has_phone === undefined ? [] : [present(filter.has_phone, sql<boolean>`(c.phones <> '[]')`)]),
    ...(filter.has_contact === undefined ? [] : [present(filter.has_contact, contacts(EVERYTHING))]),
    ...(filter.has_decision_maker === undefined
      ? []
      : [present(filter.has_decision_maker, contacts(sql<boolean>`l.decision_role = 'decision_maker'`))]),
    ...(filter.check_overdue === undefined
      ? []
      : [filter.check_overdue ? overdue : sql<boolean>`(${overdue}) IS NOT TRUE`]),
  ];
}

const NAME = sql`c.name COLLATE "ru-x-icu"`;

/** What a list is ordered by, before the id; `nullable` parts come last in either direction. */
const ORDERS: Readonly<Record<ClientSort, { parts: RawBuilder<unknown>[]; types: string[]; nullable: boolean }>> = {
  name: { parts: [NAME], types: ['text'], nullable: false },
  region: { parts: [sql`c.region COLLATE "ru-x-icu"`, NAME], types: ['text', 'text'], nullable: true },
  state: { parts: [sql`client_state_rank(c.state)`, NAME], types: ['smallint', 'text'], nullable: false },
  size: { parts: [sql`c.size`], types: ['integer'], nullable: true },
  next_step: { parts: [sql`c.next_step_on`], types: ['date'], nullable: true },
  next_check: { parts: [sql`c.next_check_on`], types: ['date'], nullable: true },
  updated: { parts: [sql`c.updated_at`], types: ['timestamptz'], nullable: false },
};

export const orderLength = (sort: ClientSort): number => ORDERS[sort].parts.length + 1;

export interface RegisterRow {
  id: string;
  open: boolean;
  name: string;
  region: string | null;
  settlement: string | null;
  state: ClientState;
  holder_id: string | null;
  holder_name: string | null;
  inn: string | null;
  size: number | null;
  segment_id: string | null;
  time_zone: string;
  phones: Phone[];
  do_not_call: boolean;
  next_step_title: string | null;
  next_step_on: string | null;
  next_check_on: string | null;
  check_owner_id: string | null;
  check_owner_name: string | null;
  updated_at: string;
  /** The values of the order, for the cursor. */
  at: CursorValue[];
}

export interface PageWanted {
  sort: ClientSort;
  descending: boolean;
  /** The order's values of the last row seen, its id last. */
  after: CursorValue[] | null;
  limit: number;
}

/**
 * One page. Rows without a value of a nullable order come last, as a stretch of their own ordered by id: so each stretch
 * is read along an index from where the last page ended, and a page costs the same at any depth.
 */
export async function pageOfClients(context: Reading, view: RegisterView, wanted: PageWanted): Promise<RegisterRow[]> {
  const order = ORDERS[wanted.sort];
  const inNulls = order.nullable && wanted.after?.[0] === null;
  const valued = inNulls ? [] : await stretch(context, view, wanted, 'valued');
  if (!order.nullable || valued.length === wanted.limit) return valued;
  const after = inNulls ? wanted.after : null;
  const rest = await stretch(context, view, { ...wanted, after, limit: wanted.limit - valued.length }, 'empty');
  return [...valued, ...rest];
}

async function stretch(
  context: Reading,
  view: RegisterView,
  wanted: PageWanted,
  which: 'valued' | 'empty',
): Promise<RegisterRow[]> {
  const { parts, types, nullable } = ORDERS[wanted.sort];
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const ordered = which === 'valued' ? parts : others;
  const orderedTypes = which === 'valued' ? types : types.slice(1);
  const columns = [...ordered, sql`c.id`];
  const direction = wanted.descending ? sql`DESC` : sql`ASC`;
  const values = which === 'valued' ? wanted.after : (wanted.after?.slice(1) ?? null);
  const beyond =
    values === null
      ? []
      : [
          sql<boolean>`(${sql.join(columns)}) ${wanted.descending ? sql`<` : sql`>`} (${sql.join(
            columns.map((_, index) => sql`${values[index] ?? null}::${sql.raw(orderedTypes[index] ?? 'uuid')}`),
          )})`,
        ];
  const emptiness = nullable
    ? [which === 'valued' ? sql<boolean>`${first} IS NOT NULL` : sql<boolean>`${first} IS NULL`]
    : [];
  const where = and([...emptiness, ...beyond, ...matching(view), visible(view)]);
  const open = openTo(view);
  const nameOf = (id: RawBuilder<unknown>) => sql`(SELECT e.full_name FROM v_employee_names e WHERE e.id = ${id})`;
  const { rows } = await sql<RegisterRow>`
    SELECT c.id, ${open} AS open, c.name, c.region, c.settlement, c.state, c.holder_id, ${nameOf(sql`c.holder_id`)} AS holder_name,
      c.inn, c.size, c.segment_id, c.time_zone, c.phones, c.do_not_call, c.next_step_title, c.next_step_on, c.next_check_on,
      c.check_owner_id, ${nameOf(sql`c.check_owner_id`)} AS check_owner_name, c.updated_at,
      jsonb_build_array(${sql.join([...parts, sql`c.id`])}) AS at
    FROM clients c WHERE ${where}
    ORDER BY ${sql.join(columns.map((column) => sql`${column} ${direction}`))} LIMIT ${wanted.limit}`.execute(
    context.db,
  );
  return rows;
}

export async function countClients(context: Reading, view: RegisterView): Promise<number> {
  const where = and([...matching(view), visible(view)]);
  const { rows } = await sql<{ found: number }>`
    SELECT count(*) AS found FROM (SELECT FROM clients c WHERE ${where} LIMIT ${COUNT_LIMIT + 1}) AS counted`.execute(
    context.db,
  );
  return rows[0]?.found ?? 0;
}

export async function countByGroup(context: Reading, view: RegisterView, group: StateGroup): Promise<number> {
  return countClients(context, { ...view, filter: { ...view.filter, group: [group] } });
}

/** The regions of what is visible, read region by region along the index. */
export async function regionsOf(context: Reading, view: RegisterView): Promise<string[]> {
  const seen = visible(view);
  const next = (after: RawBuilder<unknown>) => sql`(SELECT c.region COLLATE "ru-x-icu" FROM clients c
    WHERE ${after} AND ${seen} ORDER BY c.region COLLATE "ru-x-icu" LIMIT 1)`;
  const { rows } = await sql<{ region: string }>`
    WITH RECURSIVE seen (region) AS (
      SELECT ${next(sql`c.region IS NOT NULL`)}
      UNION ALL
      SELECT ${next(sql`c.region COLLATE "ru-x-icu" > s.region COLLATE "ru-x-icu"`)} FROM seen s WHERE s.region IS NOT NULL)
    SELECT region FROM seen WHERE region IS NOT NULL`.execute(context.db);
  return rows.map((row) => row.region);
}
