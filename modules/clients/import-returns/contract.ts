import { Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';
import { ClientImport } from '../imports/contract.ts';

const ImportParams = Type.Object({ id: Id });

export const returnImportRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/return',
  summary:
    'Takes an import back: clients that it added and nobody has touched go, fields that it changed and nobody has changed since are set back. Goes on when the page is closed; the rest is listed.',
  tag: 'clients',
  params: ImportParams,
  reply: ClientImport,
});

const LeftOver = Type.Object({
  client_id: Id,
  client_name: Type.String(),
  reason: Type.String(),
  fields: Type.Array(Type.String()),
});

export const listLeftRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/left',
  summary: 'Clients of which taking an import back has left something, with the reason and the fields.',
  tag: 'clients',
  params: ImportParams,
  query: Type.Object(
    {
      after: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(LeftOver), next_after: orNull(Id) }),
});
