import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull, RepeatPolicyName, SalesTypeName, Saved } from '../contract.ts';

const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const reason = Type.String({ maxLength: 2000 });

export const TraitsInput = Type.Object(
  {
    clients_in_market: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    deals_per_client_year: Type.Number({ minimum: 0, maximum: 100_000 }),
    product_complexity: Type.Integer({ minimum: 1, maximum: 5 }),
    /** Typical contract against the company's turnover of a year, basis points. */
    contract_to_turnover_bp: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);
export type TraitsInput = Static<typeof TraitsInput>;

export const NewSalesSystem = Type.Object(
  {
    name,
    traits: TraitsInput,
    /** Another type than the one that follows from the traits needs a reason. */
    sales_type: Type.Optional(SalesTypeName),
    type_override_reason: Type.Optional(orNull(reason)),
    repeat_policy: Type.Optional(RepeatPolicyName),
    relevance_monitoring_needed: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type NewSalesSystem = Static<typeof NewSalesSystem>;

export const SalesSystemPatch = Type.Object(
  {
    version: Type.Integer(),
    name: Type.Optional(name),
    traits: Type.Optional(TraitsInput),
    sales_type: Type.Optional(SalesTypeName),
    type_override_reason: Type.Optional(orNull(reason)),
    repeat_policy: Type.Optional(RepeatPolicyName),
    relevance_monitoring_needed: Type.Optional(Type.Boolean()),
    /** Who settles disputes in which the head is a party. */
    arbiter_id: Type.Optional(orNull(Id)),
  },
  { additionalProperties: false },
);
export type SalesSystemPatch = Static<typeof SalesSystemPatch>;

export const openSalesSystem = route({
  method: 'POST',
  path: '/api/v1/structure/sales-systems',
  summary: 'Opens one more way of selling, with its traits, type and norms.',
  tag: 'structure',
  body: NewSalesSystem,
  reply: Saved,
});

export const changeSalesSystem = route({
  method: 'PATCH',
  path: '/api/v1/structure/sales-systems/:id',
  summary: 'Changes traits, type, repeat policy, the need for relevance monitoring or the arbiter of a sales system.',
  tag: 'structure',
  params: Type.Object({ id: Id }),
  body: SalesSystemPatch,
  reply: Saved,
});
