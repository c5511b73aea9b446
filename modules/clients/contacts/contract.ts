import { type Static, Type } from 'typebox';
import { CustomIn, CustomOut, CustomPeople } from '#modules/fields/contract.ts';
import { route } from '#shared/route.ts';
import { ClientParams, Day, Id, orNull, Phone, Version } from '../contract.ts';
import { DECISION_ROLES } from '../rules.ts';

export const Consent = Type.Enum(['given', 'refused', 'withdrawn']);
export const Role = Type.Enum(DECISION_ROLES);

/** A person at a client. `left_on` says that they are no longer there; `verified_on`, when the data were last true. */
export const Contact = Type.Object({
  contact_id: Id,
  full_name: Type.String(),
  position_title: orNull(Type.String()),
  decision_role: orNull(Role),
  phones: Type.Array(Phone),
  emails: Type.Array(Type.String()),
  messengers: Type.Array(Type.String()),
  consent: orNull(Consent),
  consent_on: orNull(Day),
  verified_on: orNull(Day),
  left_on: orNull(Day),
  note: orNull(Type.String()),
  custom: CustomOut,
  version: Version,
});
export type Contact = Static<typeof Contact>;

const about = {
  position_title: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
  decision_role: Type.Optional(orNull(Role)),
  phones: Type.Optional(Type.Array(Phone, { maxItems: 20 })),
  emails: Type.Optional(Type.Array(Type.String({ minLength: 3, maxLength: 254 }), { maxItems: 20 })),
  messengers: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 })),
  consent: Type.Optional(orNull(Consent)),
  consent_on: Type.Optional(orNull(Day)),
  verified_on: Type.Optional(orNull(Day)),
  note: Type.Optional(orNull(Type.String({ maxLength: 4000 }))),
  custom: Type.Optional(CustomIn),
};

export const ContactInput = Type.Object(
  {
    full_name: Type.String({ minLength: 1, maxLength: 300 }),
    /** A person who is known from another client already; then only the place at this client is new. */
    contact_id: Type.Optional(Id),
    ...about,
  },
  { additionalProperties: false },
);
export type ContactInput = Static<typeof ContactInput>;

export const ContactEdit = Type.Object(
  {
    version: Version,
    full_name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    left_on: Type.Optional(orNull(Day)),
    ...about,
  },
  { additionalProperties: false },
);
export type ContactEdit = Static<typeof ContactEdit>;

const ContactParams = Type.Object({ id: Id, contact_id: Id });

export const listContactsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/contacts',
  summary: 'The people at a client: the decision maker first, those who have left last.',
  tag: 'clients',
  params: ClientParams,
  reply: Type.Object({ items: Type.Array(Contact), custom_people: CustomPeople }),
});

export const addContactRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/contacts',
  summary: 'Adds a person to a client, new or known from another client.',
  tag: 'clients',
  params: ClientParams,
  body: ContactInput,
  reply: Contact,
});

export const editContactRoute = route({
  method: 'PATCH',
  path: '/api/v1/clients/:id/contacts/:contact_id',
  summary: 'Changes a person or their place at a client; fields that are left out stay as they are.',
  tag: 'clients',
  params: ContactParams,
  body: ContactEdit,
  reply: Contact,
});
