import { type RawBuilder, sql } from 'kysely';
import type { CustomValues } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import {
  type AlongOther,
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
  type OwnOrders,
  or,
  orderIn,
  type PageWanted,
  type PlacedRow,
  pageOfList,
} from '#platform/db/list-pages.ts';
import { bothOf, type Condition, expectedRecords, isCommon, matches, waysWithClient } from '#platform/db/search-sql.ts';
import type { FoundInList } from '#platform/search/finding.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { type FilterNode, isCondition, writeFilter } from '#shared/filter.ts';
import { searchText } from '#shared/search-text.ts';
import { asksNobody, type RegisterReach } from '../listing/rules.ts';
import { amongByName, CLIENT_WORDS, CONTACT_WORDS, isOpenByNameAlone, openByName, openTo } from '../listing/store.ts';
import { statesOfGroups } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { PERSON_SORTS, PersonRow, PersonScope, PersonSort } from './contract.ts';
import { PERSON_FIELDS } from './rules.ts';

type Expression = RawBuilder<unknown>;

/** Whose places are seen: those at clients whose cards are open. */
export interface PeopleReach {
  reach: RegisterReach;
  /** The people at clients that are open one by one; null where whole systems are open, and nearly everybody is seen. */
  people: readonly string[] | null;
}

/** Looked up once, so that the queries over all people compare ids instead of asking each for their clients. */
export async function peopleAt(context: Reading, view: Omit<PeopleReach, 'people'>): Promise<string[] | null> {
  if (!isOpenByNameAlone(view)) return null;
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT l.contact_id AS id FROM ${openByName(view)} AS o
      JOIN clients c ON c.id = o.id
      CROSS JOIN LATERAL (SELECT contact_id FROM client_contacts WHERE client_id = c.id OFFSET 0) l`.execute(
    context.db,
  );
  return rows.map(({ id }) => id);
}

/** How an actor sees the people through a search and a filter. */
export interface PeopleView extends PeopleReach, FoundInList {
  scope: PersonScope;
  narrowed: Condition | null;
  /** The same as it was read. */
  filter: FilterNode | null;
  /** Fields of the company's own in whose order they can stand, by their names. */
  orders: OwnOrders;
}

export const PRESENT: Condition = sql`l.left_on IS NULL`;
export const LEFT: Condition = sql`l.left_on IS NOT NULL`;

const anyPlace = (condition: Condition): Condition => sql<boolean>`EXISTS (
  SELECT FROM client_contacts l JOIN clients c ON c.id = l.client_id WHERE l.contact_id = k.id AND ${condition})`;

/** A place `l` of `contacts k` at a client `c` whose card is open, for which the condition holds. */
const placed = (view: PeopleReach, condition: Condition): Condition => anyPlace(and([condition, openTo(view)]));

/** The same asked of each person on the way: where many answer, that is sooner than going through everybody's places. */
export const placedEach = (view: PeopleReach, condition: Condition): Condition => sql<boolean>`EXISTS (
  SELECT FROM client_contacts l JOIN clients c ON c.id = l.client_id
  WHERE l.contact_id = k.id AND ${and([condition, openTo(view)])} OFFSET 0)`;

const mine = ({ reach }: PeopleReach): Condition =>
  sql<boolean>`(c.holder_id = ANY(${uuids(reach.selves)}) OR c.check_owner_id = ANY(${uuids(reach.selves)}))`;

/** Whether a place belongs to the scope; who has left is asked about as a whole. */
export const inScope = (view: PeopleReach & { scope: PersonScope }): Condition =>
  view.scope === 'mine' ? and([PRESENT, mine(view)]) : PRESENT;

/** People within the actor's reach in the scope, whatever is searched; `isPlaced` where what they are asked says so already. */
function within(view: PeopleReach & { scope: PersonScope }, isPlaced = false): Condition {
  const { people, scope } = view;
  const named = people === null ? [] : [sql<boolean>`k.id = ANY(${uuids(people)})`];
  if (isPlaced) return and(named);
  // What is one's own is open: that need not be asked besides, and its indexes lead there.
  if (scope === 'mine') return and([...named, anyPlace(inScope(view))]);
  if (scope === 'present') return and([...named, placedEach(view, PRESENT)]);
  return and([...named, placed(view, LEFT), sql<boolean>`NOT ${placedEach(view, PRESENT)}`]);
}

/** Where each field of the list is found. Of places only those count at which the reader may look. */
export function personColumns(view: PeopleReach & { scope: PersonScope }): FilterColumn[] {
  const places = view.scope === 'left' ? LEFT : inScope(view);
  const ofPlace = (column: Expression, more: Partial<FilterColumn> = {}): Omit<FilterColumn, 'field'> => ({
    column,
    ...more,
    has: (condition) => placedEach(view, and([places, sql<boolean>`${column} IS NOT NULL`, condition])),
  });
  /** An index of clients answers such a condition: where few do, their people are looked up from there. */
  const ofClient = (column: Expression, more: Partial<FilterColumn> = {}): Omit<FilterColumn, 'field'> => ({
    column,
    ...more,
    has: (condition) => placed(view, and([places, sql<boolean>`${column} IS NOT NULL`, condition])),
  });
  const found: Readonly<Record<string, Omit<FilterColumn, 'field'>>> = {
    name: {
      column: sql`k.full_name COLLATE "ru-x-icu"`,
      folded: { column: sql`search_fold(k.full_name)`, fold: searchText, words: sql`k.search` },
    },
    role: ofPlace(sql`l.decision_role`),
    position: ofPlace(sql`l.position_title`),
    client: ofClient(sql`c.name COLLATE "ru-x-icu"`, {
      folded: { column: sql`c.name_search`, fold: searchText, words: sql`c.search` },
    }),
    region: ofClient(sql`c.region COLLATE "ru-x-icu"`),
    state: ofClient(sql`c.state`),
    group: ofClient(sql`c.state`, { expand: statesOfGroups }),
    holder: ofClient(sql`c.holder_id`),
    phone: { column: sql`(k.phones <> '[]'::jsonb)` },
    mail: { column: sql`(k.emails <> '{}')` },
    do_not_call: { column: placed(view, and([places, sql<boolean>`c.do_not_call`])) },
    consent: { column: sql`k.consent` },
    verified: ofPlace(sql`l.verified_on`),
    touch: ofClient(sql`c.last_touch_at`),
    created: { column: sql`k.created_at` },
  };
  return PERSON_FIELDS.flatMap((field) => {
    const place = found[field.name];
    return place === undefined ? [] : [{ field, ...place }];
  });
}

/** Where the values of the company's own fields stand. */
export const CUSTOM_OF_PEOPLE: Expression = sql`k.custom`;

/**
 * The people that a search finds by their own words, by those of their client, and by one word here and the rest there; null
 * when there are so many that going through the list in its order finds a page sooner.
 */
export async function candidatesOf(context: Reading, view: PeopleView, terms: Understood): Promise<string[] | null> {
  if (isCommon(terms, CONTACT_WORDS) || isCommon(terms, CLIENT_WORDS)) return null;
  const at = (condition: Condition) => sql`
    SELECT k.id FROM clients c JOIN client_contacts l ON l.client_id = c.id JOIN contacts k ON k.id = l.contact_id
    WHERE ${and([condition, openTo(view), within(view)])}`;
  const ways = waysWithClient(terms, CONTACT_WORDS, CLIENT_WORDS).map(bothOf);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM (
      SELECT k.id FROM contacts k WHERE ${and([matches(terms, CONTACT_WORDS), within(view)])}
      UNION ALL ${sql.join(
        [matches(terms, CLIENT_WORDS), ...ways].map((way) => at(way)),
        sql` UNION ALL `,
      )}) AS meant LIMIT (SELECT ${COUNT_LIMIT + 1}::integer)`.execute(context.db);
  return rows.length > COUNT_LIMIT ? null : [...new Set(rows.map((row) => row.id))];
}

export function meant(view: PeopleView): Condition[] {
  const { terms, candidates } = view;
  if (candidates !== null) return [sql<boolean>`k.id = ANY(${uuids(candidates)})`];
  if (terms === null) return [];
  // A common word of people means people; one of clients is answered by nearly everybody.
  if (isCommon(terms, CONTACT_WORDS)) return [matches(terms, CONTACT_WORDS)];
  return [or([matches(terms, CONTACT_WORDS), placedEach(view, matches(terms, CLIENT_WORDS))])];
}

/** Fields of a place or of the client there: whoever has such a place is at a client whose card is open. */
const OF_PLACES: ReadonlySet<string> = new Set([
  ...['role', 'position', 'verified', 'client', 'region', 'state', 'group', 'holder', 'touch'],
]);

/** Whether nobody answers a filter but those who have such a place in the scope: then that need not be asked besides. */
const asksOfPlace = (node: FilterNode | null): boolean =>
  node !== null &&
  (isCondition(node)
    ? OF_PLACES.has(node.field) && node.op !== 'not' && node.values.length > 0
    : node.join === 'and' && node.of.some(asksOfPlace));

/** The people as a list sees them: `contacts k`. */
export const listedPeople = (view: PeopleView, sort: PersonSort = 'name'): Listed => ({
  table: sql`contacts`,
  alias: sql`k`,
  visible: and([...meant(view), within(view, view.scope !== 'left' && asksOfPlace(view.filter))]),
  narrowed: view.narrowed,
  ...(areOwnAlone(view) ? { narrow: ownPeople(view, sort) } : {}),
});

/** Whether a list is of people at clients that are open one by one, whatever it is narrowed by. */
const areOwnAlone = ({ people, terms, candidates }: PeopleView): boolean =>
  people !== null && terms === null && candidates === null;

/** In which order the places of a person are told: present ones first, who decides before the others. */
const PLACES_IN_ORDER: Expression = sql`l.left_on IS NOT NULL, l.decision_role IS DISTINCT FROM 'decision_maker', l.added_at, l.client_id`;

/** Which of their places puts people where they stand in an order. */
const firstMeant = (sort: PersonSort): Expression =>
  sort === 'touch' ? sql`c.last_touch_at DESC NULLS LAST, l.client_id` : PLACES_IN_ORDER;

/**
 * The people at clients that are open one by one, each once beside the place that an order means: gone from these clients to
 * their people, instead of asking of each person where they are.
 */
function ownPeople(view: PeopleView, sort: PersonSort): Expression {
  const anywhere = sql<boolean>`bool_or(${inScope(view)}) OVER (PARTITION BY l.contact_id)`;
  return sql`
    SELECT k.*, p.placed_role, p.placed_client, p.placed_touch FROM (
      SELECT DISTINCT ON (l.contact_id) l.contact_id, l.decision_role AS placed_role, c.name AS placed_client,
        c.last_touch_at AS placed_touch, ${view.scope === 'left' ? sql`NOT ${anywhere}` : anywhere} AS is_meant
      FROM (SELECT c.* FROM clients c WHERE ${amongByName(view)} OFFSET 0) c
      CROSS JOIN LATERAL (SELECT * FROM client_contacts l WHERE l.client_id = c.id OFFSET 0) l
      ORDER BY l.contact_id, ${firstMeant(sort)}) AS p
    CROSS JOIN LATERAL (SELECT * FROM contacts WHERE id = p.contact_id OFFSET 0) AS k
    WHERE p.is_meant`;
}

/**
 * People beside the one of their places that an order means: the first that is seen of them, or that of the client touched
 * last. Places out of reach put nobody anywhere.
 */
function besidePlace(view: PeopleView, sort: PersonSort): AlongOther | undefined {
  if (sort !== 'client' && sort !== 'role' && sort !== 'touch') return undefined;
  const there =
    sort === 'touch' ? EVERYTHING : view.scope === 'left' ? sql`p.left_on IS NOT NULL` : sql`p.left_on IS NULL`;
  return {
    table: sql`(
      SELECT k.*, p.contact_id AS placed_id, p.decision_role AS placed_role, o.name AS placed_client, o.last_touch_at AS placed_touch
      FROM clients o JOIN client_contacts p ON p.client_id = o.id JOIN contacts k ON k.id = p.contact_id
      WHERE ${there} AND (SELECT l.client_id = p.client_id FROM client_contacts l JOIN clients c ON c.id = l.client_id
        WHERE l.contact_id = k.id AND ${openTo(view)} ORDER BY ${firstMeant(sort)} LIMIT 1))`,
    id: sql`k.placed_id`,
  };
}

function inOrder(view: PeopleView, sort: PersonSort): Listed {
  const along = besidePlace(view, sort);
  return { ...listedPeople(view, sort), ...(along === undefined ? {} : { along }) };
}

const ORDERS: Readonly<Record<(typeof PERSON_SORTS)[number], ListOrder>> = {
  name: { parts: [sql`k.full_name COLLATE "ru-x-icu"`], types: ['text'], nullable: false },
  created: { parts: [sql`k.created_at`], types: ['timestamptz'], nullable: false },
  client: { parts: [sql`k.placed_client COLLATE "ru-x-icu"`], types: ['text'], nullable: false },
  role: { parts: [sql`decision_role_rank(k.placed_role)`], types: ['smallint'], nullable: true },
  touch: { parts: [sql`k.placed_touch`], types: ['timestamptz'], nullable: true },
};

const orderOf = ({ orders }: Pick<PeopleView, 'orders'>, sort: PersonSort): ListOrder =>
  orderIn(ORDERS, orders, sort, 'name');

export const orderLength = (view: PeopleView, sort: PersonSort): number => orderOf(view, sort).parts.length + 1;

export type StoredPerson = Omit<PersonRow, 'custom'> & { custom: CustomValues };

const columnsFor = (view: PeopleReach): Expression => sql`
  k.id, k.full_name, k.phones, k.emails, k.messengers, k.consent, k.consent_on, k.note, k.created_at, k.version, k.custom,
  coalesce((SELECT jsonb_agg(jsonb_build_object('client_id', c.id, 'client_name', c.name, 'region', c.region, 'state', c.state,
      'do_not_call', c.do_not_call, 'last_touch_at', c.last_touch_at, 'position_title', l.position_title,
      'decision_role', l.decision_role, 'verified_on', l.verified_on, 'left_on', l.left_on)
      ORDER BY ${PLACES_IN_ORDER})
    FROM client_contacts l JOIN clients c ON c.id = l.client_id WHERE l.contact_id = k.id AND ${openTo(view)}), '[]') AS places`;

/** In the order of names it stands behind every letter. */
const LAST_LETTER = '\uffff';

/** People `k` whose names begin with these words, folded as words of a search are: a stretch of the index of names. */
export const beganWith = (words: string): Condition =>
  sql`(k.full_name COLLATE "ru-x-icu" >= ${words} AND k.full_name COLLATE "ru-x-icu" <= ${`${words} ${LAST_LETTER}`})`;

export function pageOfPeople(
  context: Reading,
  view: PeopleView,
  { sort, ...wanted }: PageWanted & { sort: PersonSort },
): Promise<PlacedRow<StoredPerson>[]> {
  return pageOfList<StoredPerson>(context, inOrder(view, sort), orderOf(view, sort), columnsFor(view), wanted);
}

/** So many whose names begin with a common word stand together: on the way along the order nobody else is met for long. */
const TOGETHER = 1_000;
/** So many people of a common name are put in order sooner than met there. */
const MANY = 100_000;

/**
 * The words that very many names begin with, which a search means: whoever is called so stands in one stretch of the order of names, and
 * going along it from its end would meet nobody until there. Null where they are not so many, or are spread.
 */
async function stretchMeant(context: Reading, { terms, candidates, people }: PeopleView): Promise<string | null> {
  if (terms === null || candidates !== null || people !== null) return null;
  if (expectedRecords(terms, CONTACT_WORDS) > MANY) return null;
  const words = terms.asked.map(({ readings }) => readings[0]?.words.join(' ') ?? '').join(' ');
  const { rows } = await sql<{ met: number }>`
    SELECT count(*) AS met FROM (SELECT FROM contacts k WHERE ${beganWith(words)} LIMIT ${sql.lit(TOGETHER)}) AS k`.execute(
    context.db,
  );
  return rows[0]?.met === TOGETHER ? words : null;
}

/** So many of a stretch are put in order for each that is asked for: nearly all of them are seen. */
const SEEN_AMONG = 4;

/** A page in the order of names of whoever is called so, seen afterwards; null where too few of them are seen. */
async function pageOfStretch(
  context: Reading,
  view: PeopleView,
  { after, descending, limit }: ListWanted,
): Promise<PlacedRow<StoredPerson>[] | null> {
  const direction = descending ? sql`DESC` : sql`ASC`;
  const beyond = sql`(g.name, g.id) ${descending ? sql`<` : sql`>`} (${after?.[0] ?? null}::text COLLATE "ru-x-icu", ${after?.[1] ?? null}::uuid)`;
  const { rows } = await sql<PlacedRow<StoredPerson> & { first: number }>`
    WITH first AS MATERIALIZED (
      SELECT * FROM (
        SELECT k.id, k.full_name COLLATE "ru-x-icu" AS name FROM contacts k
        WHERE ${and([...meant(view), ...(view.narrowed === null ? [] : [view.narrowed])])} OFFSET 0) AS g
      WHERE ${after === null ? EVERYTHING : beyond}
      ORDER BY g.name ${direction}, g.id ${direction} LIMIT ${limit * SEEN_AMONG})
    SELECT ${columnsFor(view)}, jsonb_build_array(first.name, first.id) AS at, (SELECT count(*) FROM first) AS first
    FROM first CROSS JOIN LATERAL (SELECT * FROM contacts k WHERE k.id = first.id AND ${within(view)} OFFSET 0) AS k
    ORDER BY first.name ${direction}, first.id ${direction} LIMIT ${limit}`.execute(context.db);
  if (rows.length < limit && (rows[0]?.first ?? limit * SEEN_AMONG) >= limit * SEEN_AMONG) return null;
  return rows.map(({ first: _first, ...row }) => row);
}

/** A page with the number of people: of a list that shows less than everybody a few are gathered first. */
export async function listedPage(
  context: Reading & Pick<Context, 'memory'>,
  view: PeopleView,
  { sort, ...wanted }: ListWanted & { sort: PersonSort },
  before: Counted | null,
): Promise<{ rows: PlacedRow<StoredPerson>[]; counted: Counted }> {
  const { filter, people, reach, scope, terms } = view;
  const listed = inOrder(view, sort);
  const isOwn = areOwnAlone(view) && (people?.length ?? 0) <= MOST_OWN;
  if (isOwn && before !== null) {
    const own = { ...wanted, few: true };
    return { rows: await pageOfList(context, listed, orderOf(view, sort), columnsFor(view), own), counted: before };
  }
  const stretch = sort === 'name' ? await stretchMeant(context, view) : null;
  const last = wanted.after?.[0];
  if (stretch !== null && (typeof last !== 'string' || !searchText(last).startsWith(stretch))) {
    const [rows, counted] = await Promise.all([
      pageOfStretch(context, view, wanted),
      before ?? countList(context, listed),
    ]);
    if (rows !== null) return { rows, counted };
  }
  const alike = reach.all && scope !== 'mine' && terms === null && asksNobody(filter);
  return listPage(context, listed, orderOf(view, sort), columnsFor(view), wanted, {
    before,
    gathered: isOwn ? MOST_OWN : gatheredUpTo(view),
    soon: isOwn,
    alike: alike ? `people ${scope} ${writeFilter(filter)}` : null,
  });
}

/** So many people at clients that are open one by one are gathered for every page: a whole unit has no more. */
const MOST_OWN = 60_000;

/** How many people are gathered before they are ordered: nobody where very many are expected, or everybody. */
function gatheredUpTo(view: PeopleView): number {
  const { candidates, narrowed, people, scope, terms } = view;
  if (candidates !== null) return COUNT_LIMIT;
  if (narrowed !== null || people !== null || scope !== 'present') return FEW;
  return terms === null || expectedRecords(terms, CONTACT_WORDS) > COUNT_LIMIT ? 0 : FEW;
}

/** One person with the places that the actor may look at; undefined when there are none. */
export async function personWithPlaces(
  context: Reading,
  view: PeopleReach,
  id: string,
): Promise<StoredPerson | undefined> {
  const { rows } = await sql<StoredPerson>`
    SELECT ${columnsFor(view)} FROM contacts k WHERE k.id = ${id} AND ${placed(view, sql<boolean>`true`)}`.execute(
    context.db,
  );
  return rows[0];
}
