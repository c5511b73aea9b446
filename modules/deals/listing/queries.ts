import { sceneOf } from '#modules/clients/listing/queries.ts';
import {
  type CustomColumn,
  customColumns,
  customPeople,
  fieldsOf,
  namesOfPeople,
  shownCustom,
} from '#modules/fields/queries.ts';
import { isCustomName, isGrouped } from '#modules/fields/rules.ts';
import type { ListFieldView, ListGroup } from '#modules/lists/contract.ts';
import { fieldView, groupFilter, groupsInOrder } from '#modules/lists/rules.ts';
import type { Context } from '#platform/context.ts';
import { filterSql } from '#platform/db/filter-sql.ts';
import { byValue } from '#platform/db/list-groups.ts';
import { type Counted, countList, FEW, type PlacedRow, pageWithCursor, placeOf } from '#platform/db/list-pages.ts';
import { foundInList } from '#platform/search/finding.ts';
import { readFilter } from '#shared/filter.ts';
import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import { dealReach, seesEverybodysDeals } from '../access.ts';
import { criteriaOfDeals } from '../queries.ts';
import { missingToLeave } from '../rules.ts';
import type {
  DealFilter,
  DealGrouping,
  DealGroupsQuery,
  DealItem,
  DealListQuery,
  DealPage,
  DealSummary,
} from './contract.ts';
import { DEAL_FIELDS, ownOrder } from './rules.ts';
import {
  CUSTOM_OF_DEALS,
  candidatesOf,
  DEAL_COLUMNS,
  type DealView,
  dealsElsewhere,
  groupsOfDeals,
  type ListedDeal,
  listedDeals,
  listedPage,
  orderLength,
  totalsByOwner,
  totalsByStage,
} from './store.ts';

const DEFAULT_LIMIT = 50;

const ownColumns = async (context: Context): Promise<CustomColumn[]> =>
  customColumns(await fieldsOf(context, 'deal'), CUSTOM_OF_DEALS, context.actor.language);

/** What deals can be filtered by: fields of the program, and those of the company's own that an index answers for. */
export async function showDealFields(context: Context): Promise<Result<{ items: ListFieldView[] }>> {
  const fields = [...DEAL_FIELDS, ...(await ownColumns(context)).map(({ field }) => field)];
  return ok({ items: fields.map(fieldView) });
}

/** How the actor sees the deals through a search and a filter. Refuses what `readFilter` refuses. */
export async function dealView(context: Context, query: DealFilter): Promise<Result<DealView>> {
  const { q, scope = 'live', filter } = query;
  const own = await ownColumns(context);
  const node = readFilter(filter, [...DEAL_FIELDS, ...own.map(({ field }) => field)]);
  if (!node.ok) return node;
  const reach = dealReach(context.actor);
  const whole: DealView = {
    reach,
    elsewhere: await dealsElsewhere(context, reach),
    scope,
    terms: null,
    candidates: null,
    narrowed:
      node.value === null ? null : filterSql(node.value, [...DEAL_COLUMNS, ...own], await sceneOf(context, node.value)),
    filter: node.value,
    orders: new Map(own.flatMap(({ field, order }) => (order === null ? [] : [[field.name, order] as const]))),
  };
  const found = await foundInList(context, q, (terms) => candidatesOf(context, whole, terms));
  return ok({ ...whole, ...found });
}

/** How many deals a list has, and whether they are few enough to be gathered before they are ordered. */
export async function countDeals(context: Context, view: DealView): Promise<Counted & { few: boolean }> {
  const counted = await countList(context, listedDeals(view));
  return { ...counted, few: counted.exact && counted.found <= FEW };
}

/**
 * Deals within reach, in the order asked for, with what is missing to leave their stage: everybody's for whoever leads the
 * sales system, one's own for the others. Refuses a filter, an order and a cursor that the list does not know.
 */
export async function dealList(context: Context, query: DealListQuery): Promise<Result<DealPage>> {
  const { cursor, limit = DEFAULT_LIMIT, sort: asked, order: direction, ...filter } = query;
  const viewed = await dealView(context, filter);
  if (!viewed.ok) return viewed;
  const view = viewed.value;
  const usual = ownOrder(view.scope);
  const sort = asked ?? usual.sort;
  const descending = (direction ?? (asked === undefined ? usual.order : 'asc')) === 'desc';
  if (isCustomName(sort) && !view.orders.has(sort)) return invalid('/sort', 'fields.no_order');
  const place = cursor === undefined ? null : placeOf(cursor, orderLength(view, sort));
  if (place === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const wanted = { sort, descending, after: place?.after ?? null, start: null, limit: limit + 1 };
  const { rows, counted } = await listedPage(context, view, wanted, place?.counted ?? null);
  const { page, next } = pageWithCursor(rows, limit, counted);
  const fields = await fieldsOf(context, 'deal');
  const items = await dealItems(context, page);
  return ok({
    items: items.map((deal) => ({ ...deal, custom: shownCustom(fields, deal.custom) })),
    custom_people: await customPeople(
      context,
      fields,
      page.map(({ custom }) => custom),
    ),
    next_cursor: next,
    count: { value: counted.found, exact: counted.exact },
  });
}

/** Deals with what is missing to leave their stage. */
export async function dealItems(context: Context, deals: readonly PlacedRow<ListedDeal>[]): Promise<DealItem[]> {
  const criteria = await criteriaOfDeals(context, deals);
  return deals.map(({ at: _at, ...deal }) => ({
    ...deal,
    missing:
      deal.outcome === null ? missingToLeave(deal.stage, criteria.get(deal.id) ?? []).map((one) => one.title) : [],
    stage_days: Math.floor(context.now.since(Temporal.Instant.from(deal.stage_since)).total('hours') / 24),
  }));
}

/**
 * The groups that the list falls into: by stage and by choices in their order, by month in time, else by name; deals without
 * a value come last. Refuses a field of the company's own that no index answers for.
 */
export async function groupDeals(
  context: Context,
  { by, ...filter }: DealGroupsQuery,
): Promise<Result<{ items: ListGroup[] }>> {
  const own = isCustomName(by) ? (await ownColumns(context)).find(({ field }) => field.name === by) : undefined;
  if (isCustomName(by) && (own === undefined || !isGrouped(own.field.type)))
    return invalid('/by', 'fields.no_grouping');
  const viewed = await dealView(context, filter);
  if (!viewed.ok) return viewed;
  const { few } = await countDeals(context, viewed.value);
  const groups = await groupsOfDeals(
    context,
    viewed.value,
    isCustomName(by) ? (own === undefined ? 'stage' : byValue(own.column)) : by,
    few,
  );
  const people =
    by === 'owner' || own?.field.type === 'person'
      ? await namesOfPeople(
          context,
          groups.flatMap(({ value }) => value ?? []),
        )
      : {};
  const labelOf = (value: string): string | null =>
    people[value] ?? own?.field.labels?.[own.field.values?.indexOf(value) ?? -1] ?? null;
  const named = groups.map(({ value, counted }) => ({
    value,
    label: value === null ? null : labelOf(value),
    filter: filterOf(by, own, value),
    count: { value: counted.found, exact: counted.exact },
  }));
  return ok({ items: by === 'stage' ? named : groupsInOrder(named, own?.field.values) });
}

function filterOf(by: DealGrouping, own: CustomColumn | undefined, value: string | null): string {
  if (by === 'expected_month') return groupFilter('expected', value, 'month');
  return groupFilter(by, value, own?.field.type === 'yes_no' ? 'yes_no' : 'value');
}

/** Exact counts and sums of deals within reach, by stage and by owner. */
export async function dealSummary(context: Context, query: DealFilter): Promise<Result<DealSummary>> {
  const viewed = await dealView(context, query);
  if (!viewed.ok) return viewed;
  const [stages, owners] = await Promise.all([
    totalsByStage(context, viewed.value),
    totalsByOwner(context, viewed.value),
  ]);
  const total = (key: 'count' | 'value_minor' | 'margin_minor') => stages.reduce((sum, row) => sum + row[key], 0);
  return ok({
    count: total('count'),
    value_minor: total('value_minor'),
    margin_minor: total('margin_minor'),
    stages,
    owners,
    whole: seesEverybodysDeals(context.actor),
  });
}
