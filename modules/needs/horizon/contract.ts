import { type Static, Type } from 'typebox';
import { Day, Id, Moment, orNull, Person, State } from '#modules/clients/contract.ts';
import { HandoffItem } from '#modules/handoffs/contract.ts';
import { route } from '#shared/route.ts';
import { BlockerName, StatusName, VerdictName } from '../contract.ts';

/** The need that says when a client can buy: the readiest of its open ones. */
export const MainNeed = Type.Object({
  id: Id,
  subject: Type.String(),
  value_minor: orNull(Type.Integer()),
  status: StatusName,
  verdict: orNull(VerdictName),
  blocker: orNull(BlockerName),
  window_from: orNull(Day),
  window_until: orNull(Day),
  expected_event: orNull(Type.String()),
  expected_on: orNull(Day),
  next_check_on: orNull(Day),
});
export type MainNeed = Static<typeof MainNeed>;

/** The deal that a need has become: its stage and the day on which it is expected to be signed. */
export const DealOutlook = Type.Object({ id: Id, stage: Type.String(), expected_on: orNull(Day) });
export type DealOutlook = Static<typeof DealOutlook>;

export const HorizonClient = Type.Object({
  id: Id,
  name: Type.String(),
  region: orNull(Type.String()),
  settlement: orNull(Type.String()),
  state: State,
  next_step: orNull(Type.Object({ title: Type.String(), on: Day, at: orNull(Moment) })),
  /** The earliest check of the client, and by how many days it is late. */
  check_on: orNull(Day),
  overdue_days: Type.Integer(),
  open_needs: Type.Integer(),
  need: orNull(MainNeed),
  deal: orNull(DealOutlook),
});
export type HorizonClient = Static<typeof HorizonClient>;

export const Horizon = Type.Object({
  today: Day,
  owner: Person,
  /** How many clients the owner carries against the norm of the position; 0 where there is none. */
  held: Type.Integer(),
  norm: Type.Integer(),
  clients: Type.Array(HorizonClient),
  /** The days of every check that the owner owes. */
  checks: Type.Array(Type.Object({ on: Day, count: Type.Integer() })),
  /** Hand-offs that wait for the owner's answer. */
  offers: Type.Array(HandoffItem),
});
export type Horizon = Static<typeof Horizon>;

export const showHorizonRoute = route({
  method: 'GET',
  path: '/api/v1/needs/horizon',
  summary: 'The desk of whoever develops clients: each client with when it can buy, checks ahead, hand-offs to answer.',
  tag: 'needs',
  query: Type.Object({ owner_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: Horizon,
});
