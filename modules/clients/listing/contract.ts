import { type Static, Type } from 'typebox';
import { CustomOut } from '#modules/fields/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { ListGroup, listNarrowing, listPage, listPlace, nameOrOwn } from '#modules/lists/contract.ts';
import { route } from '#shared/route.ts';
import { Day, Id, Moment, orNull, Person, State } from '../contract.ts';
import { Tag } from '../tags/contract.ts';

export const CLIENT_SORTS = [
  'name',
  'size',
  'region',
  'state',
  'next_step',
  'next_check',
  'touch',
  'created',
  'updated',
] as const;
export type ClientSort = (typeof CLIENT_SORTS)[number] | CustomName;
export const LIST_SCOPES = ['market', 'open', 'mine'] as const;
export type ListScope = (typeof LIST_SCOPES)[number];

/**
 * Found by names in any word form, spelling, alphabet or keyboard layout, or by a part; by INN, the last digits of a phone, a
 * mail. `market` is everything one may see, glances included; `open`: cards open to one; `mine`: held, or checked, by oneself.
 */
const filters = listNarrowing(LIST_SCOPES);

export const ClientFilter = Type.Object(filters, { additionalProperties: false });
export type ClientFilter = Static<typeof ClientFilter>;

export const ClientListQuery = Type.Object(
  {
    ...filters,
    ...listPlace(CLIENT_SORTS),
    /** Where in the order to begin: a letter of the name, a day. */
    start: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
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
  version: Type.Optional(Type.Integer()),
  settlement: Type.Optional(orNull(Type.String())),
  organisation_type: Type.Optional(orNull(Type.String())),
  inn: Type.Optional(orNull(Type.String())),
  size: Type.Optional(orNull(Type.Integer())),
  segment_id: Type.Optional(orNull(Id)),
  source: Type.Optional(orNull(Type.String())),
  note: Type.Optional(orNull(Type.String())),
  tags: Type.Optional(Type.Array(Tag)),
  time_zone: Type.Optional(Type.String()),
  phone: Type.Optional(orNull(Type.String())),
  do_not_call: Type.Optional(Type.Boolean()),
  next_step: Type.Optional(orNull(Type.Object({ title: Type.String(), on: Day }))),
  next_check: Type.Optional(orNull(Type.Object({ on: Day, owner: orNull(Person) }))),
  last_touch_at: Type.Optional(orNull(Moment)),
  created_at: Type.Optional(Moment),
  updated_at: Type.Optional(Moment),
  custom: Type.Optional(CustomOut),
});
export type ClientListRow = Static<typeof ClientListRow>;

export const ClientPage = Type.Object({
  ...listPage(ClientListRow),
  /** The scope that was applied: sorting or filtering by what a glance does not show leaves open cards only. */
  scope: Type.Enum(LIST_SCOPES),
  /** Nothing answers the search exactly: what is like it is shown. */
  similar: Type.Optional(Type.Boolean()),
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

export const CLIENT_GROUPINGS = ['state', 'holder', 'region', 'segment', 'source', 'check_month'] as const;
export type ClientGrouping = (typeof CLIENT_GROUPINGS)[number] | CustomName;

export const ClientGroupsQuery = Type.Object(
  { ...filters, by: nameOrOwn(CLIENT_GROUPINGS) },
  { additionalProperties: false },
);
export type ClientGroupsQuery = Static<typeof ClientGroupsQuery>;

export const groupClientsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/groups',
  summary: 'The groups that a list falls into by one of its fields, each counted up to 10,000.',
  tag: 'clients',
  query: ClientGroupsQuery,
  reply: Type.Object({ items: Type.Array(ListGroup), scope: Type.Enum(LIST_SCOPES) }),
});

export const listRegionsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/regions',
  summary: 'The regions that the register within the reach of the caller holds.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(Type.String()) }),
});
