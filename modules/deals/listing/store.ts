import { type RawBuilder, sql } from 'kysely';
import { asksNobody } from '#modules/clients/listing/rules.ts';
import { atLivingClient, boundByWords, type ClientBound, meantByWords, systemsOf } from '#modules/clients/queries.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import {
  byMonth,
  byValue,
  closedGroupsOfList,
  type GroupPlace,
  groupsOfList,
  type StoredGroup,
} from '#platform/db/list-groups.ts';
import {
  and,
  type Counted,
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
  shownOf,
} from '#platform/db/list-pages.ts';
import type { Condition } from '#platform/db/search-sql.ts';
import type { FoundInList } from '#platform/search/finding.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { type FilterNode, writeFilter } from '#shared/filter.ts';
import { searchText } from '#shared/search-text.ts';
import type { DealReach } from '../access.ts';
import type { Deal } from '../contract.ts';
import { type Outcome, STAGES, type Stage } from '../rules.ts';
import { asDeals, dealViews } from '../store.ts';
import type { DEAL_GROUPINGS, DEAL_SORTS, DealScope, DealSort, Totals } from './contract.ts';
import { DEAL_FIELDS } from './rules.ts';

type Reading = Pick<Context, 'db'>;
type Expression = RawBuilder<unknown>;

/** How an actor sees the deals through a search and a filter. */
export interface DealView extends FoundInList {
  reach: DealReach;
  /** Deals of one's own where one leads nothing. */
  elsewhere: readonly string[];
  scope: DealScope;
  narrowed: Condition | null;
  /** The same as it was read. */
  filter: FilterNode | null;
  /** Fields of the company's own in whose order it can stand, by their names. */
  orders: OwnOrders;
}

const SCOPES: Readonly<Record<DealScope, Condition>> = {
  live: sql`(d.outcome IS NULL OR (d.outcome = 'signed' AND d.handed_over_at IS NULL))`,
  signed: sql`d.outcome = 'signed'`,
  lost: sql`d.outcome = 'lost'`,
  postponed: sql`d.outcome = 'postponed'`,
  all: EVERYTHING,
};

const AT_LIVING_CLIENT = atLivingClient('d.client_id');
/** The region of the client, which triggers keep in the deal. */
const REGION: Expression = sql`d.client_region COLLATE "ru-x-icu"`;

/** Where each field of the list is found; written as its index is. */
const PLACES: Readonly<Record<string, Omit<FilterColumn, 'field'>>> = {
  stage: { column: sql`d.stage` },
  owner: { column: sql`d.owner_id` },
  expected: { column: sql`d.expected_on` },
  value: { column: sql`d.value_minor` },
  margin: { column: sql`d.margin_minor` },
  title: {
    column: sql`d.title`,
    folded: { column: sql`search_fold(d.title)`, fold: searchText, words: sql`d.search` },
  },
  region: { column: REGION },
  outcome: { column: sql`d.outcome` },
  stage_since: { column: sql`d.stage_since` },
  opened: { column: sql`d.opened_at` },
  signed: { column: sql`d.signed_on` },
  closed: { column: sql`d.closed_at` },
  handed_over: { column: sql`(d.handed_over_at IS NOT NULL)` },
  lost_to: { column: sql`d.lost_to` },
};

/** Where the values of the company's own fields stand. */
export const CUSTOM_OF_DEALS: Expression = sql`d.custom`;

export const DEAL_COLUMNS: readonly FilterColumn[] = DEAL_FIELDS.flatMap((field) => {
  const place = PLACES[field.name];
  return place === undefined ? [] : [{ field, ...place }];
});

const BOUND: ClientBound = {
  table: sql`deals`,
  alias: sql`d`,
  words: { table: 'deals', words: sql`d.search`, hold: 'names' as const, numbers: null },
};

/** Deals within the actor's reach in the scope, whatever is searched. */
function within({ reach: { all, systems, selves }, elsewhere, scope }: DealView): Condition {
  const reached =
    systems.length === 0
      ? sql<boolean>`d.owner_id = ANY(${uuids(selves)})`
      : or([
          sql<boolean>`d.sales_system_id = ANY(${uuids(systems)})`,
          ...(elsewhere.length === 0 ? [] : [sql<boolean>`d.id = ANY(${uuids(elsewhere)})`]),
        ]);
  return and([...(all ? [] : [reached]), SCOPES[scope], AT_LIVING_CLIENT]);
}

/** One's own deals outside of the sales systems that one leads: mostly none, so that the index of the systems answers alone. */
export async function dealsElsewhere(context: Reading, { all, systems, selves }: DealReach): Promise<string[]> {
  if (all || systems.length === 0 || selves.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT d.id FROM deals d
    WHERE d.owner_id = ANY(${uuids(selves)}) AND NOT d.sales_system_id = ANY(${uuids(systems)})`.execute(context.db);
  return rows.map(({ id }) => id);
}

/** The deals that a search finds by their own words and by those of their clients; null when there are too many to name. */
export const candidatesOf = (context: Reading, view: DealView, terms: Understood): Promise<string[] | null> =>
  boundByWords(context, BOUND, terms, within(view));

/** The deals as a list sees them: `deals d`. */
export const listedDeals = (view: DealView): Listed => ({
  table: BOUND.table,
  alias: BOUND.alias,
  visible: and([...meantByWords(BOUND, view), within(view)]),
  narrowed: view.narrowed,
});

const order = (column: Expression, type: string, nullable = false): ListOrder => ({
  parts: [column],
  types: [type],
  nullable,
});
const ORDERS: Readonly<Record<(typeof DEAL_SORTS)[number], ListOrder>> = {
  expected: order(sql`d.expected_on`, 'date', true),
  value: order(sql`d.value_minor`, 'bigint'),
  margin: order(sql`d.margin_minor`, 'bigint', true),
  stage_since: order(sql`d.stage_since`, 'timestamptz'),
  region: order(REGION, 'text', true),
  opened: order(sql`d.opened_at`, 'timestamptz'),
  signed: order(sql`d.signed_on`, 'date', true),
  closed: order(sql`d.closed_at`, 'timestamptz', true),
};

const orderOf = ({ orders }: Pick<DealView, 'orders'>, sort: DealSort): ListOrder =>
  orderIn(ORDERS, orders, sort, 'expected');

export const orderLength = (view: DealView, sort: DealSort): number => orderOf(view, sort).parts.length + 1;

export type ListedDeal = Deal & { client_region: string | null };

/**
 * The orders of the program are held by the indexes of each sales system, and a page along them is met from theirs; those of
 * the company's own fields by an index over all deals.
 */
const listedInOrder = (context: Reading, view: DealView, sort: DealSort): Listed => ({
  ...listedDeals(view),
  ...(isCustomName(sort)
    ? {}
    : { parts: async () => (await systemsOf(context, BOUND)).map((id) => sql<boolean>`d.sales_system_id = ${id}`) }),
});

/** One page. */
export async function pageOfDeals(
  context: Reading,
  view: DealView,
  { sort, ...wanted }: PageWanted & { sort: DealSort },
): Promise<PlacedRow<ListedDeal>[]> {
  const listed = listedInOrder(context, view, sort);
  return dealsAt(context, await pageOfList<{ id: string }>(context, listed, orderOf(view, sort), sql`d.id`, wanted));
}

/** A page with the number of deals: a few are gathered first. */
export async function listedPage(
  context: Reading & Pick<Context, 'memory'>,
  view: DealView,
  { sort, ...wanted }: ListWanted & { sort: DealSort },
  before: Counted | null,
): Promise<{ rows: PlacedRow<ListedDeal>[]; counted: Counted }> {
  const listed = listedInOrder(context, view, sort);
  const { rows, counted } = await listPage<{ id: string }>(context, listed, orderOf(view, sort), sql`d.id`, wanted, {
    before,
    gathered: FEW,
    soon: false,
    alike: alikeTo(view),
  });
  return { rows: await dealsAt(context, rows), counted };
}

/** What a list is called that is the same for whoever sees as much. */
function alikeTo({ elsewhere, filter, reach: { all, selves, systems }, scope, terms }: DealView): string | null {
  if (terms !== null || elsewhere.length > 0 || !asksNobody(filter)) return null;
  const seen = all ? 'all' : (systems.length > 0 ? systems : selves).join(' ');
  return `deals ${scope} of ${seen} ${writeFilter(filter)}`;
}

/** What the list shows of the deals that a page holds. */
async function dealsAt(
  context: Reading,
  placed: readonly PlacedRow<{ id: string }>[],
): Promise<PlacedRow<ListedDeal>[]> {
  if (placed.length === 0) return [];
  const ids = uuids(placed.map(({ id }) => id));
  const rows = await dealViews(context)
    .select('c.region as client_region')
    .where(sql<boolean>`d.id = ANY(${ids})`)
    .execute();
  const deals = new Map((asDeals(rows) as ListedDeal[]).map((deal) => [deal.id, deal]));
  return placed.flatMap(({ id, at }) => {
    const deal = deals.get(id);
    return deal === undefined ? [] : [{ ...deal, at }];
  });
}

const GROUPS: Readonly<Record<Exclude<(typeof DEAL_GROUPINGS)[number], 'stage'>, GroupPlace>> = {
  owner: byValue(sql`d.owner_id`),
  region: byValue(REGION),
  expected_month: byMonth(sql`d.expected_on`),
};
const STAGE_GROUPS = {
  key: sql`d.stage`,
  values: STAGES,
  within: (stage: string) => sql<boolean>`d.stage = ${stage}`,
};

export async function groupsOfDeals(
  context: Reading,
  view: DealView,
  by: (typeof DEAL_GROUPINGS)[number] | GroupPlace,
  few: boolean,
): Promise<StoredGroup[]> {
  const listed = listedDeals(view);
  if (by === 'stage') return closedGroupsOfList(context, listed, STAGE_GROUPS, few);
  return groupsOfList(context, listed, typeof by === 'string' ? GROUPS[by] : by, few);
}

/** Exact sums; a sum of kopecks beyond 2^53 is refused by the database driver rather than rounded. */
const TOTALS = sql`count(*) AS count, coalesce(sum(d.value_minor), 0)::bigint AS value_minor,
  coalesce(sum(d.margin_minor), 0)::bigint AS margin_minor`;

export async function totalsByStage(
  { db }: Reading,
  view: DealView,
): Promise<(Totals & { stage: Stage; outcome: Outcome | null })[]> {
  const { rows } = await sql<Totals & { stage: Stage; outcome: Outcome | null }>`
    SELECT d.stage, d.outcome, ${TOTALS} FROM deals d WHERE ${shownOf(listedDeals(view))} GROUP BY d.stage, d.outcome`.execute(
    db,
  );
  return rows;
}

export async function totalsByOwner(
  { db }: Reading,
  view: DealView,
): Promise<(Totals & { id: string; full_name: string })[]> {
  const { rows } = await sql<Totals & { id: string; full_name: string }>`
    SELECT e.id, e.full_name, ${TOTALS} FROM deals d JOIN v_employee_names e ON e.id = d.owner_id
    WHERE ${shownOf(listedDeals(view))} GROUP BY e.id, e.full_name ORDER BY e.full_name COLLATE "ru-x-icu"`.execute(db);
  return rows;
}
