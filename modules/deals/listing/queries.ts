import { sceneOf } from '#modules/clients/listing/queries.ts';
import { type CustomColumn, customColumns, fieldsOf } from '#modules/fields/queries.ts';
import type { ListFieldView, ListGroup } from '#modules/lists/contract.ts';
import { groupsReply, listReply } from '#modules/lists/pages/queries.ts';
import { fieldView } from '#modules/lists/rules.ts';
import type { Context } from '#platform/context.ts';
import { filterSql } from '#platform/db/filter-sql.ts';
import { type Counted, countList, FEW, type PlacedRow } from '#platform/db/list-pages.ts';
import { foundInList } from '#platform/search/finding.ts';
import { readFilter } from '#shared/filter.ts';
import { ok, type Result } from '#shared/result.ts';
import { dealReach, seesEverybodysDeals } from '../access.ts';
import { criteriaOfDeals } from '../queries.ts';
import { missingToLeave } from '../rules.ts';
import type { DealFilter, DealGroupsQuery, DealItem, DealListQuery, DealPage, DealSummary } from './contract.ts';
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
 * sales system, one's own for the others. Refuses what `listReply` refuses.
 */
export function dealList(context: Context, query: DealListQuery): Promise<Result<DealPage>> {
  return listReply(
    context,
    { entity: 'deal', usual: ownOrder, view: dealView, orderLength, page: listedPage, rows: dealItems },
    query,
  );
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

/** The groups that the list falls into: by stage, by who leads them, by the month of signing, by a field of one's own. */
export function groupDeals(context: Context, query: DealGroupsQuery): Promise<Result<{ items: ListGroup[] }>> {
  return groupsReply(
    context,
    {
      view: dealView,
      own: ownColumns,
      count: countDeals,
      groups: groupsOfDeals,
      people: ['owner'],
      ordered: ['stage'],
      months: { expected_month: 'expected' },
    },
    query,
  );
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
