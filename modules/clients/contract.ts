import { type Static, type TSchema, Type } from 'typebox';
import { CustomIn, CustomOut, CustomPeople } from '#modules/fields/contract.ts';
import type { CustomValues } from '#modules/fields/rules.ts';
import type { ClientId, SalesSystemId } from '#shared/ids.ts';
import { route } from '#shared/route.ts';
import {
  CALL_BASES,
  type CallBasis,
  CLIENT_STATES,
  type ClientFacts,
  type ClientState,
  type DecisionRole,
  STATE_GROUP_NAMES,
} from './rules.ts';

export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ format: 'date' });
export const Moment = Type.String({ format: 'date-time' });
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Version = Type.Integer({ minimum: 1 });
export const ClientParams = Type.Object({ id: Id });

/** A phone in E.164 as it is kept; on the way in any spelling is understood. */
export const Phone = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 60 }),
    extension: Type.Optional(Type.String({ maxLength: 20 })),
    note: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type Phone = Static<typeof Phone>;

export const Person = Type.Object({ id: Id, full_name: Type.String() });
export type Person = Static<typeof Person>;

export const State = Type.Enum(CLIENT_STATES);
export const Group = Type.Enum(STATE_GROUP_NAMES);
export const Basis = Type.Enum(CALL_BASES);

/** A client as the module's commands and queries hold it: the columns of the register under their own names. */
export interface ClientRow extends ClientFacts {
  id: ClientId;
  sales_system_id: SalesSystemId;
  segment_id: string | null;
  name: string;
  legal_name: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  oktmo: string | null;
  organisation_type: string | null;
  region: string | null;
  settlement: string | null;
  time_zone: string;
  size: number | null;
  latitude: number | null;
  longitude: number | null;
  sites: string[];
  phones: Phone[];
  emails: string[];
  source: string | null;
  strategy: string | null;
  note: string | null;
  call_basis: CallBasis | null;
  call_basis_note: string | null;
  call_basis_on: string | null;
  do_not_call: boolean;
  do_not_call_reason: string | null;
  /** Values of the company's own fields. */
  custom: CustomValues;
  /** The record that this one was merged into. */
  merged_into: ClientId | null;
  /** The head organisation of a branch. */
  head_client_id: ClientId | null;
  state: ClientState;
  created_at: string;
  updated_at: string;
  version: number;
}

/** A contact of a client, as other modules read it. */
export interface ClientContact {
  contact_id: string;
  full_name: string;
  position_title: string | null;
  decision_role: DecisionRole | null;
  phones: Phone[];
  emails: string[];
  messengers: string[];
  consent: 'given' | 'refused' | 'withdrawn' | null;
  consent_on: string | null;
  verified_on: string | null;
  left_on: string | null;
  note: string | null;
  /** Values of the company's own fields, by their keys. */
  custom: CustomValues;
  version: number;
}

const text = (longest: number) => orNull(Type.String({ maxLength: longest }));

/** What may be said of a client by hand. Only the name is needed to begin with. */
const details = {
  legal_name: Type.Optional(text(1000)),
  inn: Type.Optional(text(20)),
  kpp: Type.Optional(text(20)),
  ogrn: Type.Optional(text(20)),
  oktmo: Type.Optional(text(20)),
  organisation_type: Type.Optional(text(200)),
  segment_id: Type.Optional(orNull(Id)),
  region: Type.Optional(text(200)),
  settlement: Type.Optional(text(200)),
  time_zone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  size: Type.Optional(orNull(Type.Integer({ minimum: 0, maximum: 2_000_000_000 }))),
  latitude: Type.Optional(orNull(Type.Number({ minimum: -90, maximum: 90 }))),
  longitude: Type.Optional(orNull(Type.Number({ minimum: -180, maximum: 180 }))),
  sites: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 20 })),
  phones: Type.Optional(Type.Array(Phone, { maxItems: 30 })),
  emails: Type.Optional(Type.Array(Type.String({ minLength: 3, maxLength: 254 }), { maxItems: 30 })),
  source: Type.Optional(text(300)),
  strategy: Type.Optional(text(2000)),
  note: Type.Optional(text(10_000)),
  call_basis: Type.Optional(orNull(Basis)),
  call_basis_note: Type.Optional(text(500)),
  call_basis_on: Type.Optional(orNull(Day)),
  do_not_call: Type.Optional(Type.Boolean()),
  do_not_call_reason: Type.Optional(text(500)),
  custom: Type.Optional(CustomIn),
};

export const ClientInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 500 }),
    /** Where the company runs several; else its only one. */
    sales_system_id: Type.Optional(Id),
    ...details,
  },
  { additionalProperties: false },
);
export type ClientInput = Static<typeof ClientInput>;

export const ClientEdit = Type.Object(
  { version: Version, name: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })), ...details },
  { additionalProperties: false },
);
export type ClientEdit = Static<typeof ClientEdit>;

/** What the one who looks may do here; the screen shows no button that would be refused. */
const Allowed = Type.Object({
  edit: Type.Boolean(),
  work: Type.Boolean(),
  take: Type.Boolean(),
  transfer: Type.Boolean(),
  close: Type.Boolean(),
  trash: Type.Boolean(),
});

const NamedClient = Type.Object({ id: Id, name: Type.String() });

/** One client. To those who only glance at it everything but name, region, holder and state is left out. */
export const ClientCard = Type.Object({
  id: Id,
  reach: Type.Enum(['glance', 'card', 'work']),
  name: Type.String(),
  region: orNull(Type.String()),
  state: State,
  group: Group,
  holder: orNull(Person),
  allowed: Allowed,
  version: Type.Optional(Version),
  sales_system_id: Type.Optional(Id),
  segment: Type.Optional(orNull(Type.Object({ id: Id, name: Type.String() }))),
  legal_name: Type.Optional(orNull(Type.String())),
  inn: Type.Optional(orNull(Type.String())),
  kpp: Type.Optional(orNull(Type.String())),
  ogrn: Type.Optional(orNull(Type.String())),
  oktmo: Type.Optional(orNull(Type.String())),
  organisation_type: Type.Optional(orNull(Type.String())),
  settlement: Type.Optional(orNull(Type.String())),
  time_zone: Type.Optional(Type.String()),
  size: Type.Optional(orNull(Type.Integer())),
  latitude: Type.Optional(orNull(Type.Number())),
  longitude: Type.Optional(orNull(Type.Number())),
  sites: Type.Optional(Type.Array(Type.String())),
  phones: Type.Optional(Type.Array(Phone)),
  emails: Type.Optional(Type.Array(Type.String())),
  source: Type.Optional(orNull(Type.String())),
  strategy: Type.Optional(orNull(Type.String())),
  note: Type.Optional(orNull(Type.String())),
  call_basis: Type.Optional(orNull(Basis)),
  call_basis_note: Type.Optional(orNull(Type.String())),
  call_basis_on: Type.Optional(orNull(Day)),
  do_not_call: Type.Optional(Type.Boolean()),
  do_not_call_reason: Type.Optional(orNull(Type.String())),
  custom: Type.Optional(CustomOut),
  custom_people: Type.Optional(CustomPeople),
  next_step: Type.Optional(orNull(Type.Object({ id: Id, title: Type.String(), on: Day, at: orNull(Moment) }))),
  next_check: Type.Optional(orNull(Type.Object({ on: Day, owner: orNull(Person) }))),
  waiting_reason: Type.Optional(orNull(Type.String())),
  delivered: Type.Optional(orNull(Type.Object({ on: Day, note: Type.String() }))),
  lost: Type.Optional(orNull(Type.Object({ on: Day, to: orNull(Type.String()), reason: Type.String() }))),
  closed: Type.Optional(orNull(Type.Object({ as: Type.Enum(['archived', 'not_target']), reason: Type.String() }))),
  warm_since: Type.Optional(orNull(Moment)),
  last_touch_at: Type.Optional(orNull(Moment)),
  with_us_since: Type.Optional(Moment),
  held_since: Type.Optional(orNull(Moment)),
  created_at: Type.Optional(Moment),
  updated_at: Type.Optional(Moment),
  /** The id asked for is that of a record merged into this one: what is shown is the record that stays. */
  merged_into: Type.Optional(Id),
  head: Type.Optional(orNull(NamedClient)),
  branches: Type.Optional(Type.Array(NamedClient)),
});
export type ClientCard = Static<typeof ClientCard>;

export const createClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients',
  summary: 'Adds a client to the register; nothing but a name is needed.',
  tag: 'clients',
  body: ClientInput,
  reply: ClientCard,
});

export const readClientRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id',
  summary: 'The card of one client, or what a colleague may know of it at a glance.',
  tag: 'clients',
  params: ClientParams,
  reply: ClientCard,
});

export const editClientRoute = route({
  method: 'PATCH',
  path: '/api/v1/clients/:id',
  summary: 'Changes what is known of a client; fields that are left out stay as they are.',
  tag: 'clients',
  params: ClientParams,
  body: ClientEdit,
  reply: ClientCard,
});

/** The first step of a client that is being taken into work. */
export const FirstStep = Type.Object(
  {
    kind: Type.Enum(['call', 'meeting', 'video_meeting', 'letter', 'check', 'task']),
    title: Type.String({ minLength: 1, maxLength: 500 }),
    due_on: Day,
    /** Wall-clock time where the owner works. */
    due_time: Type.Optional(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })),
    contact_id: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type FirstStep = Static<typeof FirstStep>;

export const takeClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/take',
  summary: 'Takes a cold, warm or waiting client into work, with its first step.',
  tag: 'clients',
  params: ClientParams,
  body: Type.Object({ version: Type.Optional(Version), step: FirstStep }, { additionalProperties: false }),
  reply: ClientCard,
});

export const transferClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/transfer',
  summary: 'Passes a client to another holder within the same function, with a covering note.',
  tag: 'clients',
  params: ClientParams,
  body: Type.Object(
    { version: Version, to_id: Id, note: Type.String({ minLength: 1, maxLength: 4000 }) },
    { additionalProperties: false },
  ),
  reply: ClientCard,
});

export const closeClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/close',
  summary: 'Closes a client as not of the target or as archived (merged, liquidated), with a reason.',
  tag: 'clients',
  params: ClientParams,
  body: Type.Object(
    {
      version: Version,
      as: Type.Enum(['not_target', 'archived']),
      reason: Type.String({ minLength: 1, maxLength: 2000 }),
    },
    { additionalProperties: false },
  ),
  reply: ClientCard,
});

export const reopenClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/reopen',
  summary: 'Brings a closed client back into the register.',
  tag: 'clients',
  params: ClientParams,
  body: Type.Object(
    { version: Version, reason: Type.String({ minLength: 1, maxLength: 2000 }) },
    { additionalProperties: false },
  ),
  reply: ClientCard,
});
