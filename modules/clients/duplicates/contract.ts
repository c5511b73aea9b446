import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Basis, Day, Group, Id, Moment, orNull, Person, Phone, State, Version } from '../contract.ts';
import { PairWork } from '../pair-work/contract.ts';
import { REASON_KINDS } from './rules.ts';

/** Counted to 10,000; beyond it is said to be more. */
const Count = Type.Object({ value: Type.Integer(), exact: Type.Boolean() });

export const DuplicateReason = Type.Object({
  kind: Type.Enum(REASON_KINDS),
  value: orNull(Type.String()),
  likeness: orNull(Type.Integer()),
  common: Type.Boolean(),
});

/** One record of a pair, as far as two are compared. */
export const PairSide = Type.Object({
  id: Id,
  version: Version,
  name: Type.String(),
  legal_name: orNull(Type.String()),
  inn: orNull(Type.String()),
  kpp: orNull(Type.String()),
  ogrn: orNull(Type.String()),
  oktmo: orNull(Type.String()),
  organisation_type: orNull(Type.String()),
  segment_id: orNull(Id),
  segment_name: orNull(Type.String()),
  region: orNull(Type.String()),
  settlement: orNull(Type.String()),
  time_zone: Type.String(),
  size: orNull(Type.Integer()),
  sites: Type.Array(Type.String()),
  phones: Type.Array(Phone),
  emails: Type.Array(Type.String()),
  source: orNull(Type.String()),
  strategy: orNull(Type.String()),
  note: orNull(Type.String()),
  call_basis: orNull(Basis),
  do_not_call: Type.Boolean(),
  state: State,
  group: Group,
  holder: orNull(Person),
  next_step: orNull(Type.Object({ title: Type.String(), on: Day })),
  next_check_on: orNull(Day),
  last_touch_at: orNull(Moment),
  created_at: Moment,
});
export type PairSide = Static<typeof PairSide>;

export const DuplicatePair = Type.Object({
  one: PairSide,
  other: PairSide,
  /** The record that stays unless somebody says otherwise. */
  survivor_id: Id,
  score: Type.Integer(),
  reasons: Type.Array(DuplicateReason),
  suggestion: Type.Enum(['merge', 'branch', 'look']),
  /** Why a rule that would have decided could not. */
  rule_refusal: orNull(Type.String()),
  /** Other open pairs of either record. */
  more: Type.Integer(),
  /** Other open pairs for the very same reasons, to 10,000, for whoever may decide them alike. */
  alike: Type.Integer(),
});
export type DuplicatePair = Static<typeof DuplicatePair>;

export const PairParams = Type.Object({ id: Id, other_id: Id });

export const listPairsRoute = route({
  method: 'GET',
  path: '/api/v1/client-duplicates',
  summary:
    'Pairs of records that may be one organisation, the surest first: of the whole market or of clients one holds.',
  tag: 'clients',
  query: Type.Object(
    {
      client_id: Type.Optional(Id),
      /** Only pairs with a client that this import has brought or changed. */
      import_id: Type.Optional(Id),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(DuplicatePair),
    next_cursor: orNull(Type.String()),
    left: Count,
    /** Clients that have changed and are yet to be compared. */
    waiting: Count,
    /** What is at work on pairs at length. */
    work: Type.Array(PairWork),
    /** Whether the actor judges a whole market, and so its rules. */
    judges: Type.Boolean(),
  }),
});
export type PairPage = Static<typeof listPairsRoute.reply>;

const Done = Type.Object({ done: Type.Boolean() });

export const keepApartRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/duplicates/:other_id/apart',
  summary: 'Two records that look alike are two organisations: they are not shown as a pair again.',
  tag: 'clients',
  params: PairParams,
  reply: Done,
});

export const linkBranchRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/duplicates/:other_id/branch',
  summary: 'The other client is a branch of this one, its head organisation; each card names the other.',
  tag: 'clients',
  params: PairParams,
  reply: Done,
});

export const reopenPairRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/duplicates/:other_id/reopen',
  summary: 'Takes back what was decided of a pair: it is shown again if it still looks like one.',
  tag: 'clients',
  params: PairParams,
  reply: Done,
});

export const DecidedPair = Type.Object({
  decision: Type.Enum(['merged', 'branch', 'apart']),
  /** Of a merge: what it is parted by. */
  merge_id: orNull(Id),
  one: Type.Object({ id: Id, name: Type.String() }),
  other: Type.Object({ id: Id, name: Type.String() }),
  by_rule: Type.Boolean(),
  by_name: orNull(Type.String()),
  at: Moment,
});
export type DecidedPair = Static<typeof DecidedPair>;

export const listDecidedRoute = route({
  method: 'GET',
  path: '/api/v1/client-duplicates/decided',
  summary: 'What was decided of pairs last, the latest first.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(DecidedPair) }),
});

const typed = (longest: number) => Type.Optional(Type.String({ maxLength: longest }));

export const findSimilarRoute = route({
  method: 'GET',
  path: '/api/v1/client-duplicates/similar',
  summary:
    'Clients like the one that is being typed in, within reach; of those out of reach only whether the tax number is held.',
  tag: 'clients',
  query: Type.Object(
    {
      name: typed(500),
      region: typed(200),
      inn: typed(20),
      kpp: typed(20),
      phones: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 })),
      emails: Type.Optional(Type.Array(Type.String({ maxLength: 254 }), { maxItems: 10 })),
      sites: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 10 })),
      sales_system_id: Type.Optional(Id),
      /** The client that is being edited is not like itself. */
      except_id: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        region: orNull(Type.String()),
        state: State,
        holder: orNull(Person),
        score: Type.Integer(),
        reasons: Type.Array(DuplicateReason),
      }),
    ),
    /** Somebody out of reach has the tax number: it is registered, ask the head. */
    already_registered: Type.Boolean(),
  }),
});
export type Similar = Static<typeof findSimilarRoute.reply>;
