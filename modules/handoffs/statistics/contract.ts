import { type Static, Type } from 'typebox';
import { Moment } from '#modules/clients/contract.ts';
import { Id, orNull, SalesFunctionName } from '#modules/structure/contract.ts';
import { route } from '#shared/route.ts';
import { HandoffKindName, ReturnCode } from '../contract.ts';

/** n of N with the 95 % Wilson interval, shares from 0 to 1. */
export const Share = Type.Object({ n: Type.Integer(), of: Type.Integer(), low: Type.Number(), high: Type.Number() });
export type Share = Static<typeof Share>;

export const Figures = Type.Object({
  offered: Type.Integer(),
  answered: Type.Integer(),
  accepted_first: Share,
  returned: Share,
  by_code: Type.Array(Type.Object({ code: ReturnCode, count: Type.Integer() })),
  /** Working minutes from the offer to the answer. */
  median_minutes: orNull(Type.Number()),
  contract: Share,
  delivered: Share,
  lost: Share,
  waiting: Share,
});
export type Figures = Static<typeof Figures>;

const Person = Type.Object({ id: Id, full_name: Type.String() });
const closed = { additionalProperties: false };
const months = Type.Optional(Type.Integer({ minimum: 1, maximum: 120, default: 12 }));

export const PairStatistics = Type.Object({
  kind: HandoffKindName,
  giver: Person,
  receiver: Person,
  since: Moment,
  months: Type.Integer(),
  pair: Figures,
  /** The same between the positions of the two, whoever holds them. */
  positions: orNull(Figures),
  /** How the receiver answers everybody, and how everybody answers the giver. */
  receiver_total: Figures,
  giver_total: Figures,
});
export type PairStatistics = Static<typeof PairStatistics>;

export const showPair = route({
  method: 'GET',
  path: '/api/v1/handoffs/pair',
  summary:
    'How hand-offs pass between two people: accepted at the first offer, returned and why, time to answer, what became of them.',
  tag: 'handoffs',
  query: Type.Object({ kind: HandoffKindName, giver_id: Id, receiver_id: Id, months }, closed),
  reply: PairStatistics,
});

export const HandoffFlow = Type.Object({
  since: Moment,
  kinds: Type.Array(
    Type.Object({
      kind: HandoffKindName,
      from_function: SalesFunctionName,
      to_function: SalesFunctionName,
      figures: Figures,
      /** Offers without an answer yet, and since when the oldest of them waits. */
      waiting_answer: Type.Integer(),
      oldest_at: orNull(Moment),
      disputed: Type.Integer(),
    }),
  ),
  pairs: Type.Array(Type.Object({ kind: HandoffKindName, giver: Person, receiver: Person, figures: Figures })),
});
export type HandoffFlow = Static<typeof HandoffFlow>;

export const showFlow = route({
  method: 'GET',
  path: '/api/v1/handoffs/flow',
  summary: 'The relay of a sales system: every kind of hand-off and every pair of people, as n of N.',
  tag: 'handoffs',
  query: Type.Object({ sales_system_id: Type.Optional(Id), months }, closed),
  reply: HandoffFlow,
});
