import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { ClientParams, Id, Moment, orNull, State } from '../contract.ts';

export const Channel = Type.Enum(['form', 'api', 'event', 'campaign', 'manual']);
export const MatchedBy = Type.Enum(['inn', 'phone', 'site', 'email', 'chosen', 'new_client']);

/** Somebody has asked about us: who, from where, what they said. One of organisation, phone, mail, site or INN is needed. */
export const InterestInput = Type.Object(
  {
    channel: Channel,
    /** What brought them: the campaign, the event, the page. */
    source: Type.String({ minLength: 1, maxLength: 300 }),
    said: Type.String({ minLength: 1, maxLength: 10_000 }),
    client_id: Type.Optional(Id),
    sales_system_id: Type.Optional(Id),
    organisation: Type.Optional(orNull(Type.String({ maxLength: 500 }))),
    inn: Type.Optional(orNull(Type.String({ maxLength: 20 }))),
    site: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
    region: Type.Optional(orNull(Type.String({ maxLength: 200 }))),
    person_name: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
    person_position: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
    phone: Type.Optional(orNull(Type.String({ maxLength: 100 }))),
    email: Type.Optional(orNull(Type.String({ maxLength: 254 }))),
  },
  { additionalProperties: false },
);
export type InterestInput = Static<typeof InterestInput>;

/** What became of it: which client it was matched to, and how. */
export const InterestReceipt = Type.Object({
  id: Id,
  client_id: Id,
  client_name: Type.String(),
  state: State,
  matched_by: MatchedBy,
});
export type InterestReceipt = Static<typeof InterestReceipt>;

export const Interest = Type.Object({
  id: Id,
  channel: Channel,
  source: Type.String(),
  said: Type.String(),
  person_name: orNull(Type.String()),
  phone: orNull(Type.String()),
  email: orNull(Type.String()),
  matched_by: MatchedBy,
  received_at: Moment,
});
export type Interest = Static<typeof Interest>;

export const receiveInterestRoute = route({
  method: 'POST',
  path: '/api/v1/interests',
  summary:
    'Inbound interest: matched to the register by INN, phone, site or mail, else a new client; makes the client warm.',
  tag: 'clients',
  body: InterestInput,
  reply: InterestReceipt,
});

export const listInterestsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/interests',
  summary: 'The inbound interest of one client, newest first.',
  tag: 'clients',
  params: ClientParams,
  reply: Type.Object({ items: Type.Array(Interest) }),
});
