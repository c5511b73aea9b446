import { type Static, Type } from 'typebox';
import { ClientParams as byId, Moment, Version } from '#modules/clients/contract.ts';
import { Id, orNull, SalesFunctionName } from '#modules/structure/contract.ts';
import { route } from '#shared/route.ts';
import { HANDOFF_STATES, RETURN_CODES } from './rules.ts';

export const HandoffKindName = Type.Enum(['H1', 'H2', 'H5']);
export type HandoffKindName = Static<typeof HandoffKindName>;
export const HandoffState = Type.Enum([...HANDOFF_STATES]);
export const ReturnCode = Type.Enum([...RETURN_CODES]);

/** What is handed over: a qualification, a deal, a project. */
export const Subject = Type.Object(
  { kind: Type.String({ minLength: 1, maxLength: 60 }), id: Id },
  { additionalProperties: false },
);
export type Subject = Static<typeof Subject>;

/**
 * How a frozen value is written on the screen. `term` is a key of the catalogue, `money` is kopecks, `minutes` is a length of
 * time; `day` and `moment` are ISO.
 */
export const ShownAs = Type.Enum(['text', 'term', 'number', 'money', 'day', 'moment', 'minutes']);
export type ShownAs = Static<typeof ShownAs>;

const shown = {
  value: orNull(Type.Union([Type.String(), Type.Number()])),
  as: Type.Optional(ShownAs),
  /** A value about a natural person. It lies aside and can be erased; null once it has been. */
  personal: Type.Optional(orNull(Type.String())),
  /** The contact whom the personal value is about. */
  person_id: Type.Optional(Id),
};

/** One criterion of readiness: what has to be there before a client is handed over, and what there is. */
export const Criterion = Type.Object({
  key: Type.String(),
  /** Name of the criterion in the catalogue; without it `key` is shown. */
  label_key: Type.Optional(Type.String()),
  required: Type.Boolean(),
  met: Type.Boolean(),
  ...shown,
  /** Where what is missing can be filled in: an address inside the program. */
  fix: Type.Optional(Type.String()),
});
export type Criterion = Static<typeof Criterion>;

/** A line of the package: a name from the catalogue (`label_key`) or of its own, and a value. */
export const PackageRow = Type.Object({
  label_key: Type.Optional(Type.String()),
  label: Type.Optional(Type.String()),
  ...shown,
});
export type PackageRow = Static<typeof PackageRow>;

export const PackageSection = Type.Object({
  title_key: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  rows: Type.Array(PackageRow),
});
export type PackageSection = Static<typeof PackageSection>;

/** What stands above the client's name: a relevance verdict, or a fact such as «договор подписан». */
export const Headline = Type.Object({
  verdict: Type.Optional(Type.Enum(['now', 'dated', 'triggered', 'dormant', 'none'])),
  text_key: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});
export type Headline = Static<typeof Headline>;

/**
 * The package of a hand-off as its kind freezes it: sections to read, `data` for the effects of acceptance (the project
 * opened from it), and machine-readable values about persons in `personal`, kept aside like the personal lines.
 */
export interface FrozenPackage {
  headline?: Headline;
  sections: PackageSection[];
  data?: Record<string, unknown>;
  personal?: Record<string, { value: unknown; person_id?: string }>;
}

const Person = Type.Object({ id: Id, full_name: Type.String() });
const LastReturn = Type.Object({ code: ReturnCode, text: orNull(Type.String()), at: Moment });

/** What the reader may do with a hand-off now; the screen offers nothing that would be refused. */
export const Allowed = Type.Object({
  accept: Type.Boolean(),
  return: Type.Boolean(),
  withdraw: Type.Boolean(),
  offer_again: Type.Boolean(),
  dispute: Type.Boolean(),
  settle: Type.Boolean(),
});
export type Allowed = Static<typeof Allowed>;

const itemFields = {
  id: Id,
  kind: HandoffKindName,
  sales_system_id: Id,
  client: Type.Object({ id: Id, name: Type.String() }),
  subject: Subject,
  from_function: SalesFunctionName,
  to_function: SalesFunctionName,
  giver: Person,
  receiver: Person,
  self_check: Type.Boolean(),
  state: HandoffState,
  round: Type.Integer(),
  first_offered_at: Moment,
  offered_at: Moment,
  due_at: orNull(Moment),
  /** Working minutes of whoever has to answer, left until the deadline; below zero when late. */
  minutes_left: orNull(Type.Integer()),
  overdue: Type.Boolean(),
  criteria_met: Type.Integer(),
  criteria_required: Type.Integer(),
  /** Why it was returned last. */
  last_return: orNull(LastReturn),
  dispute_until: orNull(Moment),
  disputed_at: orNull(Moment),
  arbiter: orNull(Person),
  closed_at: orNull(Moment),
  allowed: Allowed,
  version: Version,
};

export const HandoffItem = Type.Object(itemFields);
export type HandoffItem = Static<typeof HandoffItem>;

export const Round = Type.Object({
  round: Type.Integer(),
  offered_at: Moment,
  receiver: Person,
  note: orNull(Type.String()),
  answer: orNull(Type.Enum(['accepted', 'returned', 'withdrawn', 'void'])),
  answered_at: orNull(Moment),
  answered_by: orNull(Person),
  return_code: orNull(ReturnCode),
  answer_text: orNull(Type.String()),
  answer_minutes: orNull(Type.Integer()),
  seal: Type.String(),
});
export type Round = Static<typeof Round>;

/** A hand-off with its frozen package, rounds and what the answering side needs to decide. */
export const Handoff = Type.Object({
  ...itemFields,
  note: orNull(Type.String()),
  headline: orNull(Headline),
  criteria: Type.Array(Criterion),
  sections: Type.Array(PackageSection),
  seal: Type.Object({ digest: Type.String(), intact: Type.Boolean(), erased: Type.Integer() }),
  rounds: Type.Array(Round),
  /** Working minutes from the offer to the deadline. */
  limit_minutes: orNull(Type.Integer()),
  /** Who answers for the receiver while they are away. */
  deputy: orNull(Person),
  /** To whom a late answer goes. */
  escalates_to: orNull(Person),
  silent_acceptance: Type.Boolean(),
  dispute_text: orNull(Type.String()),
  settlement: orNull(Type.String()),
  settled_by: orNull(Person),
  accepted_by: orNull(Person),
  accepted_silently: Type.Boolean(),
  closing_note: orNull(Type.String()),
  /** Work the receiver holds against their norm, and the unit it is counted in. */
  receiver_load: orNull(Type.Object({ held: Type.Number(), norm: Type.Integer(), unit: orNull(Type.String()) })),
});
export type Handoff = Static<typeof Handoff>;

/** Something that could be offered but is not yet: shown with what it still misses. */
export const Draft = Type.Object({
  kind: HandoffKindName,
  client: Type.Object({ id: Id, name: Type.String() }),
  subject: Subject,
  from_function: SalesFunctionName,
  to_function: SalesFunctionName,
  criteria_met: Type.Integer(),
  criteria_required: Type.Integer(),
});
export type Draft = Static<typeof Draft>;

const Receiver = Type.Object({
  employee_id: Id,
  full_name: Type.String(),
  held: Type.Number(),
  norm: Type.Integer(),
  present: Type.Boolean(),
  chosen: Type.Boolean(),
  /** Why this one was chosen: `workload.why.<code>`; `self` when the giver holds both functions. */
  why: orNull(Type.Enum(['free_capacity', 'all_at_norm', 'nobody_present', 'self'])),
});
export type Receiver = Static<typeof Receiver>;

/** The offering view: criteria as they stand this minute, and who could receive. */
export const Readiness = Type.Object({
  kind: HandoffKindName,
  client: Type.Object({ id: Id, name: Type.String() }),
  subject: Subject,
  from_function: SalesFunctionName,
  to_function: SalesFunctionName,
  giver: orNull(Person),
  criteria: Type.Array(Criterion),
  missing: Type.Array(Type.String()),
  ready: Type.Boolean(),
  receivers: Type.Array(Receiver),
  unit: orNull(Type.String()),
  deadline_days: Type.Integer(),
  /** The hand-off of this matter that is under way already. */
  open_id: orNull(Id),
});
export type Readiness = Static<typeof Readiness>;

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const closed = { additionalProperties: false };
const versioned = Type.Object({ version: Version }, closed);

/** What waits for the reader, group by group. */
export const MyHandoffs = Type.Object({
  to_answer: Type.Array(HandoffItem),
  offered: Type.Array(HandoffItem),
  drafts: Type.Array(Draft),
  returned: Type.Array(HandoffItem),
  disputes: Type.Array(HandoffItem),
  overdue: Type.Array(HandoffItem),
});
export type MyHandoffs = Static<typeof MyHandoffs>;

export const listMyHandoffs = route({
  method: 'GET',
  path: '/api/v1/handoffs/mine',
  summary: 'Hand-offs that wait for oneself: to answer, offered, returned, in dispute, late for the head, and drafts.',
  tag: 'handoffs',
  reply: MyHandoffs,
});

export const OUTCOMES = [
  'accepted_first',
  'accepted',
  'returned',
  'contract',
  'delivered',
  'lost',
  'waiting',
  'waiting_answer',
] as const;

export const listHandoffs = route({
  method: 'GET',
  path: '/api/v1/handoffs',
  summary: 'Hand-offs within reach, newest first: the records behind every figure about them.',
  tag: 'handoffs',
  query: Type.Object(
    {
      kind: Type.Optional(HandoffKindName),
      state: Type.Optional(HandoffState),
      giver_id: Type.Optional(Id),
      receiver_id: Type.Optional(Id),
      giver_position_id: Type.Optional(Id),
      receiver_position_id: Type.Optional(Id),
      client_id: Type.Optional(Id),
      /** What a figure counts: accepted at the first offer, ever returned, what became of the client … */
      outcome: Type.Optional(Type.Enum([...OUTCOMES])),
      since: Type.Optional(Moment),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  reply: Type.Object({
    items: Type.Array(HandoffItem),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  }),
});

export const showHandoff = route({
  method: 'GET',
  path: '/api/v1/handoffs/:id',
  summary: 'One hand-off with its frozen package and rounds.',
  tag: 'handoffs',
  params: byId,
  reply: Handoff,
});

export const showReadiness = route({
  method: 'GET',
  path: '/api/v1/handoffs/readiness',
  summary: 'Whether a matter is ready to be handed over, what is missing, and who could receive it.',
  tag: 'handoffs',
  query: Type.Object({ kind: HandoffKindName, client_id: Id, subject_kind: text(60), subject_id: Id }, closed),
  reply: Readiness,
});

export const offerOneHandoff = route({
  method: 'POST',
  path: '/api/v1/handoffs',
  summary: 'Offers a client to the next function. Refused with the list of what is missing; the package is frozen.',
  tag: 'handoffs',
  body: Type.Object(
    {
      kind: HandoffKindName,
      client_id: Id,
      subject: Subject,
      /** Chosen by segment, presence and free capacity when left out. */
      receiver_id: Type.Optional(Id),
      note: Type.Optional(text(4000)),
    },
    closed,
  ),
  reply: Handoff,
});

export const offerOneHandoffAgain = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/offer-again',
  summary: 'Offers a returned hand-off in the next round, with the package as it is now.',
  tag: 'handoffs',
  params: byId,
  body: Type.Object({ version: Version, receiver_id: Type.Optional(Id), note: Type.Optional(text(4000)) }, closed),
  reply: Handoff,
});

export const acceptOneHandoff = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/accept',
  summary: 'Accepts a hand-off: from this instant the receiver carries the client.',
  tag: 'handoffs',
  params: byId,
  body: versioned,
  reply: Handoff,
});

export const returnOneHandoff = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/return',
  summary: 'Returns a hand-off with a code and what to put right.',
  tag: 'handoffs',
  params: byId,
  body: Type.Object({ version: Version, code: ReturnCode, text: Type.Optional(text(4000)) }, closed),
  reply: Handoff,
});

export const withdrawOneHandoff = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/withdraw',
  summary: 'Takes an offer back.',
  tag: 'handoffs',
  params: byId,
  body: Type.Object({ version: Version, reason: Type.Optional(text(2000)) }, closed),
  reply: Handoff,
});

export const disputeOneHandoff = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/dispute',
  summary: 'Disputes a return while there is time; the head, or the arbiter where the head is a party, settles it.',
  tag: 'handoffs',
  params: byId,
  body: Type.Object({ version: Version, text: text(4000) }, closed),
  reply: Handoff,
});

export const settleOneDispute = route({
  method: 'POST',
  path: '/api/v1/handoffs/:id/settle',
  summary: 'Settles a dispute: the hand-off is accepted, or the return is upheld.',
  tag: 'handoffs',
  params: byId,
  body: Type.Object({ version: Version, verdict: Type.Enum(['accepted', 'upheld']), text: text(4000) }, closed),
  reply: Handoff,
});
