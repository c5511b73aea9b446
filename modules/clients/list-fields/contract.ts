import { type Static, Type } from 'typebox';
import { ListFieldView } from '#modules/lists/contract.ts';
import { route } from '#shared/route.ts';

const ClientFieldView = Type.Object({ ...ListFieldView.properties, reach: Type.Enum(['glance', 'card']) });
export type ClientFieldView = Static<typeof ClientFieldView>;

const ListChoice = Type.Object({ value: Type.String(), label: Type.String() });
export type ListChoice = Static<typeof ListChoice>;

export const listFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/fields',
  summary: 'What the register can be filtered by: the words of `filter`, and what each can be asked.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(ClientFieldView) }),
});

export const listChoicesRoute = route({
  method: 'GET',
  path: '/api/v1/clients/fields/:name/choices',
  summary:
    'Values of a field that the register within the reach of the caller holds: regions, sources, types, tags, segments.',
  tag: 'clients',
  params: Type.Object({ name: Type.String({ maxLength: 60 }) }),
  reply: Type.Object({ items: Type.Array(ListChoice) }),
});
