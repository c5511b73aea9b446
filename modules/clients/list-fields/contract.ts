import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';

export const ListFieldView = Type.Object({
  name: Type.String(),
  type: Type.Enum(['text', 'number', 'date', 'moment', 'choice', 'person', 'yes_no']),
  values: Type.Optional(Type.Array(Type.String())),
  ids: Type.Optional(Type.Boolean()),
  empty: Type.Optional(Type.Boolean()),
  reach: Type.Enum(['glance', 'card']),
  words: Type.Optional(Type.Array(Type.String())),
  label: Type.Optional(Type.String()),
  labels: Type.Optional(Type.Array(Type.String())),
  decimals: Type.Optional(Type.Integer()),
  minor: Type.Optional(Type.Boolean()),
});

export type ListFieldView = Static<typeof ListFieldView>;

const ListChoice = Type.Object({ value: Type.String(), label: Type.String() });
export type ListChoice = Static<typeof ListChoice>;

export const listFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/fields',
  summary: 'What the register can be filtered by: the words of `filter`, and what each can be asked.',
  tag: 'clients',
  reply: Type.Object({ items: Type.Array(ListFieldView) }),
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
