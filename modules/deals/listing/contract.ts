import { type Static, Type } from 'typebox';
import { Id, orNull } from '#modules/clients/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { ListFieldView, ListGroup, listNarrowing, listPage, listPlace, nameOrOwn } from '#modules/lists/contract.ts';
import { route } from '#shared/route.ts';
import { Deal, OutcomeName, StageName } from '../contract.ts';

/** `live` is what still binds somebody: open deals, and signed ones that delivery has not accepted. */
export const DEAL_SCOPES = ['live', 'signed', 'lost', 'postponed', 'all'] as const;
export type DealScope = (typeof DEAL_SCOPES)[number];

export const DEAL_SORTS = [
  'expected',
  'value',
  'margin',
  'stage_since',
  'region',
  'opened',
  'signed',
  'closed',
] as const;
export type DealSort = (typeof DEAL_SORTS)[number] | CustomName;

export const DEAL_GROUPINGS = ['stage', 'owner', 'region', 'expected_month'] as const;
export type DealGrouping = (typeof DEAL_GROUPINGS)[number] | CustomName;

export const DealItem = Type.Object({
  ...Deal.properties,
  client_region: orNull(Type.String()),
  missing: Type.Array(Type.String()),
  /** Days at the present stage. */
  stage_days: Type.Integer(),
});
export type DealItem = Static<typeof DealItem>;

/** Found by words of the deal or of its client, or by the number of the contract; `live` unless said. */
const filters = listNarrowing(DEAL_SCOPES);

export const DealFilter = Type.Object(filters, { additionalProperties: false });
export type DealFilter = Static<typeof DealFilter>;

/** Live deals come by the day of signing, ended ones by the day they ended, unless said. */
export const DealListQuery = Type.Object({ ...filters, ...listPlace(DEAL_SORTS) }, { additionalProperties: false });
export type DealListQuery = Static<typeof DealListQuery>;

export const DealPage = Type.Object(listPage(DealItem));
export type DealPage = Static<typeof DealPage>;

export const listDealsRoute = route({
  method: 'GET',
  path: '/api/v1/deals',
  summary:
    'Deals within reach, with what is missing to leave their stage: searched, filtered, sorted, page by page; counted up to 10,000.',
  tag: 'deals',
  query: DealListQuery,
  reply: DealPage,
});

export const DealGroupsQuery = Type.Object(
  { ...filters, by: nameOrOwn(DEAL_GROUPINGS) },
  { additionalProperties: false },
);
export type DealGroupsQuery = Static<typeof DealGroupsQuery>;

export const groupDealsRoute = route({
  method: 'GET',
  path: '/api/v1/deals/groups',
  summary: 'The groups that the list of deals falls into by one of its fields, each counted up to 10,000.',
  tag: 'deals',
  query: DealGroupsQuery,
  reply: Type.Object({ items: Type.Array(ListGroup) }),
});

export const dealFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/deals/fields',
  summary: 'What the list of deals can be filtered by: the words of `filter`, and what each can be asked.',
  tag: 'deals',
  reply: Type.Object({ items: Type.Array(ListFieldView) }),
});

const Totals = Type.Object({ count: Type.Integer(), value_minor: Type.Integer(), margin_minor: Type.Integer() });
export type Totals = Static<typeof Totals>;

export const DealSummary = Type.Object({
  ...Totals.properties,
  stages: Type.Array(Type.Object({ stage: StageName, outcome: orNull(OutcomeName), ...Totals.properties })),
  owners: Type.Array(Type.Object({ id: Id, full_name: Type.String(), ...Totals.properties })),
  /** Deals of colleagues are among them. */
  whole: Type.Boolean(),
});
export type DealSummary = Static<typeof DealSummary>;

export const summariseDealsRoute = route({
  method: 'GET',
  path: '/api/v1/deals/summary',
  summary: 'Exact counts and sums of deals within reach, by stage and by owner.',
  tag: 'deals',
  query: DealFilter,
  reply: DealSummary,
});
