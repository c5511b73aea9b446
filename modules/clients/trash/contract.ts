import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { ClientParams, Id, Moment, orNull, Person, Version } from '../contract.ts';

export const TrashedRecord = Type.Object({
  id: Id,
  kind: Type.Enum(['client', 'contact']),
  record_id: Id,
  name: Type.String(),
  /** Of a person: the clients at which they were. */
  clients: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  via: Type.Enum(['by_hand', 'import_return']),
  note: orNull(Type.String()),
  trashed_by: orNull(Person),
  trashed_at: Moment,
  erased_from: Moment,
  days_left: Type.Integer({ minimum: 0 }),
});
export type TrashedRecord = Static<typeof TrashedRecord>;

export const listTrashRoute = route({
  method: 'GET',
  path: '/api/v1/trash',
  summary: 'What lies in the trash within one’s reach, last moved first; it is erased for good after 30 days.',
  tag: 'clients',
  query: Type.Object(
    {
      q: Type.Optional(Type.String({ maxLength: 200 })),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(TrashedRecord), next_cursor: orNull(Type.String()) }),
});

export const restoreRoute = route({
  method: 'POST',
  path: '/api/v1/trash/:id/restore',
  summary: 'Brings a client or a person back from the trash, as they were.',
  tag: 'clients',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ kind: Type.Enum(['client', 'contact']), record_id: Id, name: Type.String() }),
});

export const TrashPreview = Type.Object({
  days: Type.Integer(),
  /** Why the client stays; nothing stands in the way where it is empty. */
  stops: Type.Array(
    Type.Object({
      reason: Type.String(),
      values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  /** What leaves the screens together with the client. */
  takes: Type.Array(Type.Object({ table: Type.String(), count: Type.Integer() })),
  holder: orNull(Person),
});
export type TrashPreview = Static<typeof TrashPreview>;

export const previewTrashRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/trash',
  summary: 'What moving a client to the trash would take along, and what stands in its way.',
  tag: 'clients',
  params: ClientParams,
  reply: TrashPreview,
});

export const trashClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/trash',
  summary: 'Moves a client to the trash with all that hangs on it; for 30 days it can be brought back.',
  tag: 'clients',
  params: ClientParams,
  body: Type.Object(
    { version: Version, reason: Type.Optional(Type.String({ maxLength: 2000 })) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ trash_id: Id }),
});

export const trashContactRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/contacts/:contact_id/trash',
  summary: 'Moves a person to the trash, off every client they are at; for 30 days they can be brought back.',
  tag: 'clients',
  params: Type.Object({ id: Id, contact_id: Id }),
  body: Type.Object({ version: Version }, { additionalProperties: false }),
  reply: Type.Object({ trash_id: Id }),
});
