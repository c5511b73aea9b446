import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { LISTS } from '../contract.ts';

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
const MOST_COLUMNS = 120;
const Id = Type.String({ format: 'uuid' });

/** What a list shows, as its own address says it, in which columns: those of the list, and `custom.<key>`. */
export const ListExportInput = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    scope: Type.Optional(Type.String({ maxLength: 20 })),
    filter: Type.Optional(Type.String({ maxLength: 4000 })),
    sort: Type.Optional(Type.String({ maxLength: 60 })),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    format: Type.Enum(EXPORT_FORMATS),
    columns: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: MOST_COLUMNS }),
  },
  { additionalProperties: false },
);
export type ListExportInput = Static<typeof ListExportInput>;

export const ListExport = Type.Object({
  id: Id,
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  rows: Type.Integer(),
  failure: Type.Union([Type.String(), Type.Null()]),
});
export type ListExport = Static<typeof ListExport>;

const params = Type.Object({ id: Id });

export const startListExportRoute = route({
  method: 'POST',
  path: '/api/v1/lists/:list/exports',
  summary:
    'Writes what a list shows (its filter, order and columns) into a workbook or a text table, in the background.',
  tag: 'lists',
  params: Type.Object({ list: Type.Enum(LISTS) }),
  body: ListExportInput,
  reply: ListExport,
});

export const readListExportRoute = route({
  method: 'GET',
  path: '/api/v1/list-exports/:id',
  summary: 'How far the caller’s export has come.',
  tag: 'lists',
  params,
  reply: ListExport,
});

export const cancelListExportRoute = route({
  method: 'POST',
  path: '/api/v1/list-exports/:id/cancel',
  summary: 'Stops an export; nothing of it stays.',
  tag: 'lists',
  params,
  reply: ListExport,
});

export const listExportFileRoute = route({
  method: 'GET',
  path: '/api/v1/list-exports/:id/file',
  summary: 'The file of the caller’s finished export.',
  tag: 'lists',
  params,
  reply: Type.Unknown(),
});
