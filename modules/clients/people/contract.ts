import { type Static, Type } from 'typebox';
import { CustomOut, CustomPeople } from '#modules/fields/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { ListFieldView, ListGroup, listNarrowing, listPage, listPlace, nameOrOwn } from '#modules/lists/contract.ts';
import { route } from '#shared/route.ts';
import { Consent, Role } from '../contacts/contract.ts';
import { Day, Id, Moment, orNull, Phone, State, Version } from '../contract.ts';

/** `present`: at a client whose card is open to one; `mine`: at clients that one holds, or checks; `left`: who has left them all. */
export const PERSON_SCOPES = ['present', 'mine', 'left'] as const;
export type PersonScope = (typeof PERSON_SCOPES)[number];

/** By client and by role: of the first place that one sees of a person; by touch: of the client touched last. */
export const PERSON_SORTS = ['name', 'created', 'client', 'role', 'touch'] as const;
export type PersonSort = (typeof PERSON_SORTS)[number] | CustomName;

/** By what the places of people say: a person at clients of two regions stands in the groups of both. */
export const PERSON_GROUPINGS = ['role', 'region', 'state'] as const;
export type PersonGrouping = (typeof PERSON_GROUPINGS)[number] | CustomName;

/** The place of a person at one client: only clients whose cards are open to the caller are there. */
const Place = Type.Object({
  client_id: Id,
  client_name: Type.String(),
  region: orNull(Type.String()),
  state: State,
  do_not_call: Type.Boolean(),
  last_touch_at: orNull(Moment),
  position_title: orNull(Type.String()),
  decision_role: orNull(Role),
  verified_on: orNull(Day),
  left_on: orNull(Day),
});
export type Place = Static<typeof Place>;

export const PersonRow = Type.Object({
  id: Id,
  full_name: Type.String(),
  phones: Type.Array(Phone),
  emails: Type.Array(Type.String()),
  messengers: Type.Array(Type.String()),
  consent: orNull(Consent),
  consent_on: orNull(Day),
  note: orNull(Type.String()),
  created_at: Moment,
  version: Version,
  custom: CustomOut,
  /** Present places first, who decides before the others. */
  places: Type.Array(Place),
});
export type PersonRow = Static<typeof PersonRow>;

/** Found by any words of the name, by a phone or a mail, or by the client; `present` unless said. */
const filters = listNarrowing(PERSON_SCOPES);

export const PersonFilter = Type.Object(filters, { additionalProperties: false });
export type PersonFilter = Static<typeof PersonFilter>;

export const PersonListQuery = Type.Object({ ...filters, ...listPlace(PERSON_SORTS) }, { additionalProperties: false });
export type PersonListQuery = Static<typeof PersonListQuery>;

export const PersonPage = Type.Object(listPage(PersonRow));
export type PersonPage = Static<typeof PersonPage>;

export const listPeopleRoute = route({
  method: 'GET',
  path: '/api/v1/contacts',
  summary:
    'The people at clients whose cards are open to the caller: searched, filtered, sorted, page by page; counted up to 10,000.',
  tag: 'clients',
  query: PersonListQuery,
  reply: PersonPage,
});

export const PersonGroupsQuery = Type.Object(
  { ...filters, by: nameOrOwn(PERSON_GROUPINGS) },
  { additionalProperties: false },
);
export type PersonGroupsQuery = Static<typeof PersonGroupsQuery>;

export const groupPeopleRoute = route({
  method: 'GET',
  path: '/api/v1/contacts/groups',
  summary:
    'The groups that the list of people falls into by role, by region or state of their clients, or by a field of the company’s own, each counted up to 10,000; whoever is at several clients stands in several.',
  tag: 'clients',
  query: PersonGroupsQuery,
  reply: Type.Object({ items: Type.Array(ListGroup) }),
});

export const personFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/contacts/fields',
  summary: 'What the list of people can be filtered by: the words of `filter`, and what each can be asked.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(ListFieldView) }),
});

export const PersonCard = Type.Object({
  ...PersonRow.properties,
  custom_people: CustomPeople,
  /** A client at which the caller may change the person; null where they may not. */
  editable_at: orNull(Id),
});
export type PersonCard = Static<typeof PersonCard>;

export const readPersonRoute = route({
  method: 'GET',
  path: '/api/v1/contacts/:id',
  summary: 'A person with their places at clients whose cards are open to the caller.',
  tag: 'clients',
  params: Type.Object({ id: Id }),
  reply: PersonCard,
});
