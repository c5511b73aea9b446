import { type RawBuilder, sql } from 'kysely';
import type { CursorValue } from '#shared/cursor.ts';
import type { Phone } from '../contract.ts';
import { type ClientState, STATE_GROUPS, type StateGroup } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { ClientFilter, ClientSort, ListScope } from './contract.ts';
import type { RegisterReach, SearchTerms } from './rules.ts';

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

/** Cards that are open: in a system that is, or held, checked or shared by oneself, or held in one's unit. */
export function openTo(reach: RegisterReach): Condition {
  if (reach.all) return EVERYTHING;
  const mine = uuids(reach.selves);
  const own = sql<boolean>`c.id IN (
    SELECT id FROM clients WHERE holder_id = ANY(${mine})
    UNION SELECT id FROM clients WHERE check_owner_id = ANY(${mine})
    UNION SELECT client_id FROM client_participants WHERE employee_id = ANY(${mine}) AND (until IS NULL OR until > now()))`;
  return or([
    ...(reach.systems.length === 0 ? [] : [sql<boolean>`c.sales_system_id = ANY(${uuids(reach.systems)})`]),
    ...(reach.selves.length === 0 ? [] : [own]),
    ...(reach.colleagues.length === 0 ? [] : [sql<boolean>`c.holder_id = ANY(${uuids(reach.colleagues)})`]),
  ]);
}

function glancedBy(reach: RegisterReach): Condition {
  return reach.glance.length === 0 ? NOTHING : sql<boolean>`c.sales_system_id = ANY(${uuids(reach.glance)})`;
}

/** Words are looked for in everything of an open card and its people, and in nothing but the name of a glance. */
function found(terms: SearchTerms, inside: 'card' | 'name'): Condition {
  const everyWord = (holds: (word: string) => Condition): Condition[] =>
    terms.variants.map((variant) => and(variant.map(holds)));
  const inName = (word: string): Condition => like(sql`c.name_search`, word);
  if (inside === 'name') return or(everyWord(inName));
  const inCard = (word: string): Condition => or([inName(word), like(sql`c.search_text`, word)]);
  const inPerson = (word: string): Condition => like(sql`k.search_text`, word);
  const digits = terms.digits === null ? [] : [terms.digits];
  const atPeople = sql<boolean>`c.id IN (SELECT l.client_id FROM contacts k JOIN client_contacts l ON l.contact_id = k.id
    WHERE ${or([...everyWord(inPerson), ...digits.map(inPerson)])})`;
  return or([...everyWord(inCard), ...digits.map((run) => like(sql`c.search_text`, run)), atPeople]);
}

export interface RegisterView {
  reach: RegisterReach;
  scope: ListScope;
  terms: SearchTerms | null;
  filter: ClientFilter;
  /** Today where the company is: a check before it is overdue. */
  today: string;
}

export function visible({ reach, scope, terms }: RegisterView): Condition {
  const open = openTo(reach);
  const openPart = and([open, ...(terms === null ? [] : [found(terms, 'card')])]);
  if (scope === 'mine') {
    const mine = uuids(reach.selves);
    return and([openPart, sql<boolean>`(c.holder_id = ANY(${mine}) OR c.check_owner_id = ANY(${mine}))`]);
  }
  if (scope === 'open' || reach.all) return openPart;
  return or([openPart, and([glancedBy(reach), ...(terms === null ? [] : [found(terms, 'name')])])]);
}

function matching({ filter, today }: RegisterView): Condition[] {
  const { group, state, holder_id, region, segment_id } = filter;
  const states: readonly ClientState[] | undefined =
    group === undefined && state === undefined
      ? undefined
      : [...(state ?? []), ...(group ?? []).flatMap((name) => [...STATE_GROUPS[name]])];
  const present = (wanted: boolean, condition: Condition): Condition =>
    wanted ? condition : sql<boolean>`NOT ${condition}`;
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
      : [present(filter.check_overdue, sql<boolean>`coalesce(c.next_check_on < ${today}::date, false)`)]),
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
  const open = openTo(view.reach);
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

/** Beyond this a list says «more than». */
export const COUNT_LIMIT = 10_000;

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
