import { type Static, Type } from 'typebox';
import { CustomIn } from '#modules/fields/contract.ts';
import { route } from '#shared/route.ts';
import { Basis, Id, Moment, orNull, Person } from '../contract.ts';
import { ClientFilter } from '../listing/contract.ts';
import { LONGEST_TAG } from '../tags/contract.ts';

/** So many clients can be named one by one; more are meant by what finds them. */
const MOST_NAMED = 5_000;
const MOST_RECEIVERS = 50;
const MOST_TAGS = 20;

const text = (longest: number) => Type.Optional(orNull(Type.String({ maxLength: longest })));

/** The fields that make sense for many clients at once; what tells one client from another is not among them. */
export const BulkFields = Type.Object(
  {
    region: text(200),
    settlement: text(200),
    organisation_type: text(200),
    segment_id: Type.Optional(orNull(Id)),
    source: text(300),
    strategy: text(2000),
    call_basis: Type.Optional(orNull(Basis)),
    call_basis_note: text(500),
    do_not_call: Type.Optional(Type.Boolean()),
    do_not_call_reason: text(500),
    /** Values of the company's own fields; null takes a value away. */
    custom: Type.Optional(CustomIn),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type BulkFields = Static<typeof BulkFields>;

const TagNames = Type.Array(Type.String({ minLength: 1, maxLength: LONGEST_TAG }), { maxItems: MOST_TAGS });

/** `evenly`: to whom holds least for their time; `by_region`: a region goes to one person, to whom holds most of it already. */
export const ASSIGN_RULES = ['evenly', 'by_region'] as const;
export type AssignRule = (typeof ASSIGN_RULES)[number];

export const BulkEdit = Type.Object(
  { kind: Type.Literal('edit'), fields: BulkFields },
  { additionalProperties: false },
);
export type BulkEdit = Static<typeof BulkEdit>;

export const BulkTags = Type.Object(
  { kind: Type.Literal('tags'), add: TagNames, remove: TagNames },
  { additionalProperties: false },
);
export type BulkTags = Static<typeof BulkTags>;

export const BulkAssign = Type.Object(
  {
    kind: Type.Literal('assign'),
    /** One person takes all; several share by the rule. */
    to: Type.Array(Id, { minItems: 1, maxItems: MOST_RECEIVERS, uniqueItems: true }),
    rule: Type.Enum(ASSIGN_RULES),
    note: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  { additionalProperties: false },
);
export type BulkAssign = Static<typeof BulkAssign>;

export const BulkChange = Type.Union([BulkEdit, BulkTags, BulkAssign]);
export type BulkChange = Static<typeof BulkChange>;
export type BulkKind = BulkChange['kind'];

/** Clients by their ids, or everything that a search and a filter find, however many they are. */
export const BulkSelection = Type.Union([
  Type.Object(
    { ids: Type.Array(Id, { minItems: 1, maxItems: MOST_NAMED, uniqueItems: true }) },
    { additionalProperties: false },
  ),
  Type.Object({ found: ClientFilter }, { additionalProperties: false }),
]);
export type BulkSelection = Static<typeof BulkSelection>;

export const BulkInput = Type.Object({ selection: BulkSelection, change: BulkChange }, { additionalProperties: false });
export type BulkInput = Static<typeof BulkInput>;

/** Fields as a screen calls them: a segment by its name. */
export const SHOWN_FIELDS = [
  'region',
  'settlement',
  'organisation_type',
  'segment',
  'source',
  'strategy',
  'call_basis',
  'call_basis_note',
  'do_not_call',
  'do_not_call_reason',
] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

/** What was wanted, in words that a screen can print: fields with their new values, tags, receivers. */
const BulkWanted = Type.Object({
  fields: Type.Array(
    Type.Object({ field: Type.Enum(SHOWN_FIELDS), value: orNull(Type.Union([Type.String(), Type.Boolean()])) }),
  ),
  /** Fields of the company's own by their names, with the new values in words. */
  own: Type.Array(Type.Object({ name: Type.String(), value: orNull(Type.String()) })),
  add: Type.Array(Type.String()),
  remove: Type.Array(Type.String()),
  to: Type.Array(Person),
  rule: orNull(Type.Enum(ASSIGN_RULES)),
});
export type BulkWanted = Static<typeof BulkWanted>;

export const ClientBulk = Type.Object({
  id: Id,
  kind: Type.Enum(['edit', 'tags', 'assign']),
  by: Person,
  wanted: BulkWanted,
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** How many clients are meant; null while they are being looked up. */
  chosen: orNull(Type.Integer()),
  done: Type.Integer(),
  changed: Type.Integer(),
  /** They were so already. */
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  /** Of these something was left, of those that were changed or were so already. */
  partly: Type.Integer(),
  failure: orNull(Type.String()),
  /** The action that this one takes back. */
  undo_of: orNull(Id),
  /** Something of it can still be taken back. */
  undoable: Type.Boolean(),
  /** From then on it can be taken back no more, and what became of each client is let go. */
  undo_until: Moment,
  /** What became of each client is still known. */
  kept: Type.Boolean(),
  created_at: Moment,
});
export type ClientBulk = Static<typeof ClientBulk>;

const LeftClient = Type.Object({
  client_id: Id,
  /** Null for a client that the caller does not see. */
  client_name: orNull(Type.String()),
  reason: Type.String(),
  /** Some of it was done all the same. */
  partly: Type.Boolean(),
  /** What somebody has changed since and taking back has left, as a client names its fields; `custom.<key>` the company's own. */
  fields: Type.Array(Type.String()),
});

const Received = Type.Object({ person: Person, clients: Type.Integer() });

const params = Type.Object({ id: Id });

export const startBulkRoute = route({
  method: 'POST',
  path: '/api/v1/client-bulk-actions',
  summary:
    'Changes many clients at once in the background: fields, tags or who holds them. Each by the rules, rights and journal of a single change.',
  tag: 'clients',
  body: BulkInput,
  reply: ClientBulk,
});

export const readBulkRoute = route({
  method: 'GET',
  path: '/api/v1/client-bulk-actions/:id',
  summary: 'How far a change of many clients has come, and what became of them.',
  tag: 'clients',
  params,
  reply: ClientBulk,
});

export const listBulkRoute = route({
  method: 'GET',
  path: '/api/v1/client-bulk-actions',
  summary: 'Changes of many clients, the newest first: one’s own, or everybody’s for whoever reads the journal.',
  tag: 'clients',
  query: Type.Object(
    {
      whose: Type.Optional(Type.Enum(['own', 'all'], { default: 'own' })),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(ClientBulk),
    next_cursor: orNull(Type.String()),
    /** Whether the caller sees those of others as well. */
    sees_all: Type.Boolean(),
  }),
});

export const listBulkLeftRoute = route({
  method: 'GET',
  path: '/api/v1/client-bulk-actions/:id/left',
  summary: 'Clients that were left as they are, or left in part, each with the reason.',
  tag: 'clients',
  params,
  query: Type.Object(
    {
      after: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(LeftClient), next_after: orNull(Id) }),
});

export const listBulkReceivedRoute = route({
  method: 'GET',
  path: '/api/v1/client-bulk-actions/:id/received',
  summary: 'How many clients each receiver of an assignment has got.',
  tag: 'clients',
  params,
  reply: Type.Object({ items: Type.Array(Received) }),
});

export const cancelBulkRoute = route({
  method: 'POST',
  path: '/api/v1/client-bulk-actions/:id/cancel',
  summary: 'Stops a change of many clients; what has been changed stays and can be taken back.',
  tag: 'clients',
  params,
  reply: ClientBulk,
});

export const undoBulkRoute = route({
  method: 'POST',
  path: '/api/v1/client-bulk-actions/:id/undo',
  summary:
    'Takes a change of many clients back in the background: what nobody has changed since is set back, the rest is listed.',
  tag: 'clients',
  params,
  reply: ClientBulk,
});
