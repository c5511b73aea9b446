import { type Static, Type } from 'typebox';
import { Day, Id, orNull } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';
import { Deal, OutcomeName, StageName } from '../contract.ts';

/** `live` is what still binds somebody: open deals, and signed ones that delivery has not accepted. */
export const DealState = Type.Enum(['open', 'live', 'signed', 'lost', 'postponed']);
export type DealState = Static<typeof DealState>;
export const DealSort = Type.Enum(['expected', 'value', 'stage_since', 'closed']);
export type DealSort = Static<typeof DealSort>;

export const DealItem = Type.Object({
  ...Deal.properties,
  missing: Type.Array(Type.String()),
  /** Days at the present stage. */
  stage_days: Type.Integer(),
});
export type DealItem = Static<typeof DealItem>;

const filters = {
  state: Type.Optional(DealState),
  stage: Type.Optional(StageName),
  owner_id: Type.Optional(Id),
  /** Signed on this day or later. */
  signed_since: Type.Optional(Day),
  /** A part of the client's name or of the title. */
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};

export const listDealsRoute = route({
  method: 'GET',
  path: '/api/v1/deals',
  summary: 'Deals within reach with what is missing to leave their stage.',
  tag: 'deals',
  query: Type.Object(
    {
      ...filters,
      sort: Type.Optional(DealSort),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(DealItem),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  }),
});

const Totals = Type.Object({ count: Type.Integer(), value_minor: Type.Integer(), margin_minor: Type.Integer() });
export type Totals = Static<typeof Totals>;

export const DealSummary = Type.Object({
  ...Totals.properties,
  stages: Type.Array(Type.Object({ stage: StageName, outcome: orNull(OutcomeName), ...Totals.properties })),
  owners: Type.Array(Type.Object({ id: Id, full_name: Type.String(), ...Totals.properties })),
  whole: Type.Boolean(),
});
export type DealSummary = Static<typeof DealSummary>;

export const summariseDealsRoute = route({
  method: 'GET',
  path: '/api/v1/deals/summary',
  summary: 'Exact counts and sums of deals within reach, by stage and by owner.',
  tag: 'deals',
  query: Type.Object(filters, { additionalProperties: false }),
  reply: DealSummary,
});
