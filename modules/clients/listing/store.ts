import { type RawBuilder, sql } from 'kysely';
import type { CustomValues } from '#modules/fields/rules.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import {
  and,
  COUNT_LIMIT,
  type Counted,
  countList,
  EVERYTHING,
  FEW,
  type Listed,
  type ListOrder,
  type ListWanted,
  listPage,
  NOTHING,
  type OwnOrders,
  or,
  orderIn,
  type PageWanted,
  type PlacedRow,
  pageOfList,
  shownOf,
} from '#platform/db/list-pages.ts';
import {
  type Condition,
  isCommon,
  matches,
  mayMatch,
  type SearchColumns,
  type SearchScope,
} from '#platform/db/search-sql.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { conditionsOf, type FilterNode, writeFilter } from '#shared/filter.ts';
import type { ClientState } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { Tag } from '../tags/contract.ts';
import type { CLIENT_SORTS, ClientSort, ListScope } from './contract.ts';
import { asksNobody, isSoonAnswered, type RegisterReach } from './rules.ts';

export const CLIENT_WORDS: SearchColumns = {
  table: 'client_records',
  words: sql`c.search`,
  hold: 'everything',
  numbers: sql`c.search_text`,
};
export const CONTACT_WORDS: SearchColumns = {
  table: 'contact_records',
  words: sql`k.search`,
  hold: 'names and addresses',
  numbers: sql`k.search_text`,
};

/**
 * The clients that a search finds among those that are seen, by their own words and by the people at them; null when there
 * are so many that going through the register in its order finds a page sooner.
 */
export async function candidatesOf(context: Reading, view: RegisterView): Promise<string[] | null> {
  const { terms } = view;
  if (terms === null) return null;
  // A mailbox that very many have is looked for where cards are open one by one: by name alone nothing is called so.
  const isOwnAsked = isOpenByNameAlone(view) && !mayMatch(terms, CLIENT_WORDS, { nameOnly: true });
  if (!isOwnAsked && isCommon(terms, CLIENT_WORDS)) return null;
  const found = isOwnAsked ? amongOwnCards(view, terms) : amongAll(view, terms);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM (${found}) AS meant LIMIT (SELECT ${COUNT_LIMIT + 1}::integer)`.execute(context.db);
  return rows.length > COUNT_LIMIT ? null : [...new Set(rows.map((row) => row.id))];
}

const amongAll = (view: RegisterView, terms: Understood): RawBuilder<unknown> => sql`
  SELECT c.id FROM clients c WHERE ${visible(view)}
  UNION ALL
  SELECT c.id FROM (SELECT k.id FROM contacts k WHERE ${matches(terms, CONTACT_WORDS)} OFFSET 0) k
  CROSS JOIN LATERAL (SELECT client_id FROM client_contacts WHERE contact_id = k.id OFFSET 0) l
  CROSS JOIN LATERAL (SELECT * FROM clients WHERE id = l.client_id OFFSET 0) c
  WHERE ${withinScope(view)}`;

/** The same where nothing but the cards that are open one by one can be meant: each is asked, and the people at it are. */
const amongOwnCards = (view: RegisterView, terms: Understood): RawBuilder<unknown> => sql`
  SELECT c.id FROM (SELECT * FROM clients c WHERE ${and([amongByName(view), withinScope(view)])} OFFSET 0) c
  WHERE ${matches(terms, CLIENT_WORDS)} OR EXISTS (
    SELECT FROM (SELECT contact_id FROM client_contacts WHERE client_id = c.id OFFSET 0) l
    CROSS JOIN LATERAL (SELECT FROM contacts k WHERE k.id = l.contact_id AND ${matches(terms, CONTACT_WORDS)} OFFSET 0) k OFFSET 0)`;

export interface RegisterView {
  reach: RegisterReach;
  scope: ListScope;
  terms: Understood | null;
  /** Clients that the terms mean and that are seen; null without terms, and when there are too many to name. */
  candidates: readonly string[] | null;
  /** What else narrows the list: its filter, compiled; null when nothing does. */
  narrowed: Condition | null;
  /** The same as it was read. */
  filter: FilterNode | null;
  /** Fields of the company's own in whose order it can stand, by their names. */
  orders: OwnOrders;
}

type Reached = Pick<RegisterView, 'reach'>;

/** The ids of the clients that employees take part in; a lease that has ended is none. */
const sharedWith = (selves: readonly string[]): RawBuilder<unknown> =>
  sql`SELECT client_id FROM client_participants WHERE employee_id = ANY(${uuids(selves)}) AND (until IS NULL OR until > now())`;

/** Cards that are open: in a system that is, or held, checked or shared by oneself, or held in one's unit. Asked of each row. */
export const openTo = (view: Reached): Condition =>
  openBy(view, (selves) => sql<boolean>`c.id IN (${sharedWith(selves)})`);

/** The same where it is asked of a few rows: what is shared with oneself is looked up of each, not gathered. */
export const openToFew = (view: Reached): Condition =>
  openBy(
    view,
    (selves) => sql<boolean>`(SELECT true FROM (${sharedWith(selves)} AND client_id = c.id LIMIT 1) AS s) IS TRUE`,
  );

function openBy({ reach }: Reached, shared: (selves: readonly string[]) => Condition): Condition {
  if (reach.all) return EVERYTHING;
  const { selves, colleagues, systems } = reach;
  const byHolder = [...selves, ...colleagues];
  return or([
    ...(systems.length === 0 ? [] : [sql<boolean>`c.sales_system_id = ANY(${uuids(systems)})`]),
    ...(byHolder.length === 0 ? [] : [sql<boolean>`c.holder_id = ANY(${uuids(byHolder)})`]),
    ...(selves.length === 0 ? [] : [sql<boolean>`c.check_owner_id = ANY(${uuids(selves)})`, shared(selves)]),
  ]);
}

/**
 * The ids of the cards that are open one by one, not with a whole system: few among many, so that they are gathered by who
 * holds, checks and shares them, instead of being met on the way through the register.
 */
export function openByName({ reach: { selves, colleagues } }: Reached): RawBuilder<unknown> {
  return sql`(SELECT id FROM clients WHERE holder_id = ANY(${uuids([...selves, ...colleagues])})
    UNION SELECT id FROM clients WHERE check_owner_id = ANY(${uuids(selves)})
    UNION ${sharedWith(selves)})`;
}

/**
 * The same as a condition that the indexes answer together: for gathering these cards, not for asking it of each. Whoever holds
 * a client mostly takes part in it as well: what is shared is looked up only beside what is held and checked.
 */
export function amongByName(view: Reached): Condition {
  const { selves, colleagues } = view.reach;
  return or([
    sql<boolean>`c.holder_id = ANY(${uuids([...selves, ...colleagues])})`,
    sql<boolean>`c.check_owner_id = ANY(${uuids(selves)})`,
    sharedBeside(view),
  ]);
}

/** Cards that are shared with oneself, and neither held nor checked by those whose cards are open anyway. */
const sharedBeside = ({ reach: { selves, colleagues } }: Reached): Condition =>
  sql<boolean>`c.id = ANY(ARRAY(${sharedWith(selves)}
    AND client_id NOT IN (SELECT id FROM clients WHERE holder_id = ANY(${uuids([...selves, ...colleagues])})
      UNION ALL SELECT id FROM clients WHERE check_owner_id = ANY(${uuids(selves)}))))`;

/** What the indexes of one's own clients hold of each: enough for the order of a list and for its usual filters. */
const NARROW = sql`c.id, c.name, c.region, c.state, c.size, c.next_step_on, c.next_check_on, c.last_touch_at, c.created_at, c.updated_at`;
const NARROW_FIELDS = new Set([
  'state',
  'group',
  'region',
  'size',
  'next_step',
  'check',
  'touch',
  'created',
  'updated',
]);

/** The same cards, or those of them that are one's own, each once and with no more of them than that: from the indexes alone. */
function narrowRows(view: Pick<RegisterView, 'reach' | 'scope'>): RawBuilder<unknown> {
  const { selves, colleagues } = view.reach;
  const mine = view.scope === 'mine';
  const holders = uuids(mine ? selves : [...selves, ...colleagues]);
  const checkers = uuids(selves);
  const own = sql`SELECT ${NARROW} FROM clients c WHERE c.holder_id = ANY(${holders})
    UNION ALL SELECT ${NARROW} FROM clients c WHERE c.check_owner_id = ANY(${checkers}) AND (c.holder_id = ANY(${holders})) IS NOT TRUE`;
  return mine ? own : sql`${own} UNION ALL SELECT ${NARROW} FROM clients c WHERE ${sharedBeside(view)}`;
}

/** Whether the indexes of one's own clients hold all that a list is narrowed and ordered by. */
const isNarrow = ({ candidates, filter, narrowed, terms }: RegisterView, sort: ClientSort): boolean =>
  candidates === null &&
  terms === null &&
  !isCustomName(sort) &&
  (narrowed === null || (filter !== null && conditionsOf(filter).every(({ field }) => NARROW_FIELDS.has(field))));

/** Whether no card is open but those that are so one by one. */
export const isOpenByNameAlone = ({ reach }: Reached): boolean => !reach.all && reach.systems.length === 0;

/** Whether a list shows few among many, whatever it is narrowed by. */
export const isOwnAlone = (view: Pick<RegisterView, 'reach' | 'scope'>): boolean =>
  view.scope === 'mine' || (view.scope === 'open' && isOpenByNameAlone(view));

/** Whether a list is the same for whoever sees the whole register: then what is known of it for one holds for all. */
const isAlikeToAll = ({ reach, scope, terms, filter }: RegisterView): boolean =>
  terms === null && asksNobody(filter) && (reach.all ? scope !== 'mine' : reach.sees && scope === 'market');

/** Clients in these states, as the index of their order has them: so a list in that order begins where they stand. */
export const ranksOf = (states: readonly string[]): Condition =>
  sql<boolean>`client_state_rank(c.state) = ANY(ARRAY(SELECT client_state_rank(s) FROM unnest(${sql.val([...states])}::text[]) AS s))`;

/** What the actor sees of the register, as far as the search means it. */
export function visible(view: RegisterView): Condition {
  const { terms, candidates } = view;
  if (candidates !== null) return and([sql<boolean>`c.id = ANY(${uuids(candidates)})`, withinScope(view, true)]);
  return and([...(terms === null ? [] : [matches(terms, CLIENT_WORDS)]), inSight(view)]);
}

/** What the actor sees of clients that the search means. Of a glance only the name is searched. */
export function inSight(view: RegisterView, open: Condition = openTo(view), words: SearchScope = {}): Condition {
  const { reach, scope, terms } = view;
  if (scope !== 'market' || reach.all) return withinScope(view);
  if (terms === null && reach.sees) return EVERYTHING;
  const byName = terms === null ? [] : [matches(terms, CLIENT_WORDS, { ...words, nameOnly: true })];
  return or([open, and([atGlance(view), ...byName])]);
}

export const atGlance = ({ reach }: RegisterView): Condition =>
  reach.glance.length === 0 ? NOTHING : sql<boolean>`c.sales_system_id = ANY(${uuids(reach.glance)})`;

/** Open cards, or those of them that are one's own; with `glances` also what is seen by name alone. */
function withinScope(view: RegisterView, glances = false): Condition {
  const { reach, scope } = view;
  if (scope === 'mine') {
    const mine = uuids(reach.selves);
    return sql<boolean>`(c.holder_id = ANY(${mine}) OR c.check_owner_id = ANY(${mine}))`;
  }
  if (!glances || reach.all) return openTo(view);
  return reach.sees ? EVERYTHING : or([openTo(view), atGlance(view)]);
}

/** The register as a list sees it, in some order: `clients c`. */
export const listedClients = (view: RegisterView, sort: ClientSort | null = null): Listed => ({
  table: sql`clients`,
  alias: sql`c`,
  visible: visible(view),
  narrowed: view.narrowed,
  steady: view.narrowed === null && view.terms === null,
  ...(view.scope === 'open' && isOpenByNameAlone(view) && view.candidates === null
    ? { gathered: and([...(view.terms === null ? [] : [matches(view.terms, CLIENT_WORDS)]), amongByName(view)]) }
    : {}),
  ...(sort !== null && isOwnAlone(view) && isNarrow(view, sort) ? { narrow: narrowRows(view) } : {}),
});

/** What of the register a list shows. */
export const shown = (view: RegisterView): Condition => shownOf({ visible: visible(view), narrowed: view.narrowed });

const NAME = sql`c.name COLLATE "ru-x-icu"`;

/** What a list is ordered by, before the id; `nullable` parts come last in either direction. */
const ORDERS: Readonly<Record<(typeof CLIENT_SORTS)[number], ListOrder>> = {
  name: { parts: [NAME], types: ['text'], nullable: false },
  region: { parts: [sql`c.region COLLATE "ru-x-icu"`, NAME], types: ['text', 'text'], nullable: true },
  state: { parts: [sql`client_state_rank(c.state)`, NAME], types: ['smallint', 'text'], nullable: false },
  size: { parts: [sql`c.size`], types: ['integer'], nullable: true },
  next_step: { parts: [sql`c.next_step_on`], types: ['date'], nullable: true },
  touch: { parts: [sql`c.last_touch_at`], types: ['timestamptz'], nullable: true },
  created: { parts: [sql`c.created_at`], types: ['timestamptz'], nullable: false },
  next_check: { parts: [sql`c.next_check_on`], types: ['date'], nullable: true },
  updated: { parts: [sql`c.updated_at`], types: ['timestamptz'], nullable: false },
};

const orderOf = ({ orders }: Pick<RegisterView, 'orders'>, sort: ClientSort): ListOrder =>
  orderIn(ORDERS, orders, sort, 'name');

export const orderLength = (view: RegisterView, sort: ClientSort): number => orderOf(view, sort).parts.length + 1;

export interface RegisterRow {
  id: string;
  version: number;
  open: boolean;
  name: string;
  region: string | null;
  settlement: string | null;
  organisation_type: string | null;
  source: string | null;
  note: string | null;
  /** Null where there are none, as with most. */
  tags: Tag[] | null;
  custom: CustomValues;
  state: ClientState;
  holder_id: string | null;
  holder_name: string | null;
  inn: string | null;
  size: number | null;
  segment_id: string | null;
  time_zone: string;
  phone: string | null;
  do_not_call: boolean;
  next_step_title: string | null;
  next_step_on: string | null;
  next_check_on: string | null;
  check_owner_id: string | null;
  check_owner_name: string | null;
  last_touch_at: string | null;
  created_at: string;
  updated_at: string;
}

const TAGS_OF = sql`(SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour) ORDER BY t.name COLLATE "ru-x-icu")
  FROM client_tags g JOIN tags t ON t.id = g.tag_id WHERE g.client_id = c.id)`;

/** What a row of the register shows. */
function columnsOf(view: RegisterView): RawBuilder<unknown> {
  const nameOf = (id: RawBuilder<unknown>) => sql`(SELECT e.full_name FROM v_employee_names e WHERE e.id = ${id})`;
  const open = isOwnAlone(view) ? EVERYTHING : openTo(view);
  return sql`c.id, c.version, ${open} AS open, c.name, c.region, c.settlement, c.state, c.holder_id,
    ${nameOf(sql`c.holder_id`)} AS holder_name, c.inn, c.size, c.segment_id, c.time_zone, c.phones #>> '{0,number}' AS phone, c.do_not_call,
    c.next_step_title, c.next_step_on, c.next_check_on, c.check_owner_id, ${nameOf(sql`c.check_owner_id`)} AS check_owner_name,
    c.updated_at, c.created_at, c.last_touch_at, c.organisation_type, c.source, c.note, c.custom, ${TAGS_OF} AS tags`;
}

/** One page of the register, in an order. */
export function pageOfClients(
  context: Reading,
  view: RegisterView,
  { sort, ...wanted }: PageWanted & { sort: ClientSort },
): Promise<PlacedRow<RegisterRow>[]> {
  return pageOfList<RegisterRow>(context, listedClients(view, sort), orderOf(view, sort), columnsOf(view), wanted);
}

/** Lists that are soon counted: few to look at, or nothing to look for. */
const isSoonCounted = (view: RegisterView): boolean =>
  (view.narrowed === null && view.terms === null) || isOwnAlone(view) || view.candidates !== null;

/** How many clients a list has. */
export function countClients(context: Reading, view: RegisterView): Promise<Counted> {
  return countList(context, listedClients(view, 'name'), { soon: isSoonCounted(view) });
}

/** A page with the number of clients: one's own and what a search has named are gathered, of a filtered list a few. */
export function listedPage(
  context: Reading & Pick<Context, 'memory'>,
  view: RegisterView,
  { sort, ...wanted }: ListWanted & { sort: ClientSort },
  before: Counted | null,
): Promise<{ rows: PlacedRow<RegisterRow>[]; counted: Counted }> {
  const { candidates, filter, narrowed } = view;
  const gathered = isOwnAlone(view) || candidates !== null ? COUNT_LIMIT : narrowed === null ? 0 : FEW;
  const soon = isSoonCounted(view) || isSoonAnswered(filter);
  const alike = isAlikeToAll(view) ? `clients ${writeFilter(filter)}` : null;
  const counting = { before, gathered, soon, alike };
  return listPage(context, listedClients(view, sort), orderOf(view, sort), columnsOf(view), wanted, counting);
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
