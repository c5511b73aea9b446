import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';

/** A mapping kept under a name, shared in the company. */
const ImportMapping = Type.Object({ id: Id, name: Type.String() });
export type ImportMapping = Static<typeof ImportMapping>;

const List = Type.Object({ items: Type.Array(ImportMapping) });
const ImportParams = Type.Object({ id: Id });

export const listMappingsRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/mappings',
  summary: 'The mappings kept under a name that may be used for this file.',
  tag: 'clients',
  params: ImportParams,
  reply: List,
});

export const saveMappingRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/mappings',
  summary: 'Keeps the mapping of this file under a name; one of the same name is replaced.',
  tag: 'clients',
  params: ImportParams,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  reply: List,
});

export const removeMappingRoute = route({
  method: 'DELETE',
  path: '/api/v1/client-imports/:id/mappings/:mapping_id',
  summary: 'Forgets a named mapping; imports that used it stay as they are.',
  tag: 'clients',
  params: Type.Object({ id: Id, mapping_id: Id }),
  reply: List,
});
