import { type Static, Type } from 'typebox';
import { CUSTOM_NAME } from '#modules/fields/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';
import { ClientFilter, SortName } from '../listing/contract.ts';

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export const EXPORT_COLUMNS = [
  'name',
  'state',
  'region',
  'holder',
  'next_step',
  'next_check',
  'size',
  'phone',
  'inn',
  'settlement',
  'type',
  'segment',
  'tags',
  'source',
  'note',
  'touch',
  'created',
  'updated',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number] | CustomName;
/** One of these, or a field of the company's own: `custom.<key>`. */
const ColumnName = Type.Unsafe<ExportColumn>(
  Type.Union([Type.Enum(EXPORT_COLUMNS), Type.String({ pattern: CUSTOM_NAME, maxLength: 60 })]),
);
const MOST_COLUMNS = 120;

export const ExportInput = Type.Object(
  {
    ...ClientFilter.properties,
    sort: Type.Optional(SortName),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    format: Type.Enum(EXPORT_FORMATS),
    columns: Type.Array(ColumnName, { minItems: 1, maxItems: MOST_COLUMNS }),
  },
  { additionalProperties: false },
);
export type ExportInput = Static<typeof ExportInput>;

export const ClientExport = Type.Object({
  id: Id,
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  rows: Type.Integer(),
  /** How many there are to write, when that is known. */
  total: orNull(Type.Integer()),
  failure: orNull(Type.String()),
});
export type ClientExport = Static<typeof ClientExport>;

const params = Type.Object({ id: Id });

export const startExportRoute = route({
  method: 'POST',
  path: '/api/v1/client-exports',
  summary:
    'Writes what a list shows (its filter, order and columns) into a workbook or a text table, in the background.',
  tag: 'clients',
  body: ExportInput,
  reply: ClientExport,
});

export const readExportRoute = route({
  method: 'GET',
  path: '/api/v1/client-exports/:id',
  summary: 'How far the caller’s export has come.',
  tag: 'clients',
  params,
  reply: ClientExport,
});

export const cancelExportRoute = route({
  method: 'POST',
  path: '/api/v1/client-exports/:id/cancel',
  summary: 'Stops an export; nothing of it stays.',
  tag: 'clients',
  params,
  reply: ClientExport,
});

export const exportFileRoute = route({
  method: 'GET',
  path: '/api/v1/client-exports/:id/file',
  summary: 'The file of the caller’s finished export.',
  tag: 'clients',
  params,
  reply: Type.Unknown(),
});
