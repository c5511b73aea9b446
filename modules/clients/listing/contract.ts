import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Group, Id, Moment, orNull, Person, State } from '../contract.ts';
import { CLIENT_STATES, STATE_GROUP_NAMES } from '../rules.ts';

export const CLIENT_SORTS = ['name', 'size', 'region', 'state', 'next_step', 'next_check', 'updated'] as const;
export type ClientSort = (typeof CLIENT_SORTS)[number];
export const LIST_SCOPES = ['market', 'open', 'mine'] as const;
export type ListScope = (typeof LIST_SCOPES)[number];

const filters = {
  /** Names with е for ё, in the wrong keyboard layout or by a fragment; INN; a phone by its last digits; a mail. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** `market`: everything one may see, glances included; `open`: cards open to one; `mine`: held, or checked, by oneself. */
  scope: Type.Optional(Type.Enum(LIST_SCOPES)),
  group: Type.Optional(Type.Array(Type.Enum(STATE_GROUP_NAMES), { maxItems: 4 })),
  state: Type.Optional(Type.Array(Type.Enum(CLIENT_STATES), { maxItems: 12 })),
  holder_id: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  region: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
  segment_id: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  has_phone: Type.Optional(Type.Boolean()),
  has_contact: Type.Optional(Type.Boolean()),
  has_decision_maker: Type.Optional(Type.Boolean()),
  check_overdue: Type.Optional(Type.Boolean()),
};

export const ClientFilter = Type.Object(filters, { additionalProperties: false });
export type ClientFilter = Static<typeof ClientFilter>;

export const ClientListQuery = Type.Object(
  {
    ...filters,
    sort: Type.Optional(Type.Enum(CLIENT_SORTS)),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);
export type ClientListQuery = Static<typeof ClientListQuery>;

/** A row of the register. At a glance only id, name, region, holder and state are there. */
export const ClientListRow = Type.Object({
  id: Id,
  reach: Type.Enum(['glance', 'card']),
  name: Type.String(),
  region: orNull(Type.String()),
  state: State,
  holder: orNull(Person),
  settlement: Type.Optional(orNull(Type.String())),
  inn: Type.Optional(orNull(Type.String())),
  size: Type.Optional(orNull(Type.Integer())),
  segment_id: Type.Optional(orNull(Id)),
  time_zone: Type.Optional(Type.String()),
  phone: Type.Optional(orNull(Type.String())),
  do_not_call: Type.Optional(Type.Boolean()),
  next_step: Type.Optional(orNull(Type.Object({ title: Type.String(), on: Day }))),
  next_check: Type.Optional(orNull(Type.Object({ on: Day, owner: orNull(Person) }))),
  updated_at: Type.Optional(Moment),
});
export type ClientListRow = Static<typeof ClientListRow>;

const Count = Type.Object({ value: Type.Integer(), exact: Type.Boolean() });
export type Count = Static<typeof Count>;

export const ClientPage = Type.Object({
  items: Type.Array(ClientListRow),
  next_cursor: orNull(Type.String()),
  count: Count,
  /** The scope that was applied: sorting or filtering by what a glance does not show leaves open cards only. */
  scope: Type.Enum(LIST_SCOPES),
});
export type ClientPage = Static<typeof ClientPage>;

export const listClientsRoute = route({
  method: 'GET',
  path: '/api/v1/clients',
  summary:
    'The register within the reach of the caller: searched, filtered, sorted, page by page; counted up to 10,000.',
  tag: 'clients',
  query: ClientListQuery,
  reply: ClientPage,
});

export const countClientsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/counts',
  summary: 'How many clients of each group of states a filter leaves, each counted up to 10,000.',
  tag: 'clients',
  query: ClientFilter,
  reply: Type.Object({ groups: Type.Array(Type.Object({ group: Group, count: Count })) }),
});

export const listRegionsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/regions',
  summary: 'The regions that the register within the reach of the caller holds.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(Type.String()) }),
});
