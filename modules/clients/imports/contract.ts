import { type Static, Type } from 'typebox';
import { CUSTOM_NAME } from '#modules/fields/contract.ts';
import { route } from '#shared/route.ts';
import { Basis, Id, Moment, orNull } from '../contract.ts';
import { IMPORT_FIELDS, type ImportField, PERSON_FIELD, POLICIES, PROPOSED_BY } from './rules.ts';

/** A field of the program, or one of the company's own: `custom.<key>` of a client, `contact_custom.<key>` of a person. */
const Field = Type.Unsafe<ImportField>(
  Type.Union([
    Type.Enum(IMPORT_FIELDS),
    Type.String({ pattern: CUSTOM_NAME, maxLength: 60 }),
    Type.String({ pattern: PERSON_FIELD, maxLength: 60 }),
  ]),
);
const PolicyOfColumn = Type.Enum(POLICIES);
/** Encodings that a file may be read in. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r', 'ibm866'] as const;
const Encoding = Type.Enum(ENCODINGS);
/** What a file turned out to be, whatever it is called. */
export const FILE_KINDS = ['delimited', 'xlsx', 'xls', 'ods', 'html', 'vcard'] as const;

/** How a file is read, and what each column is taken for. */
export const ImportColumn = Type.Object({
  heading: Type.String(),
  field: orNull(Field),
  /** What it does where the register knows something already; null changes what its source has changed. */
  policy: orNull(PolicyOfColumn),
  samples: Type.Array(Type.String()),
  /** By what the field was proposed, while the proposal stands. */
  why: orNull(Type.Enum(PROPOSED_BY)),
});
export type ImportColumn = Static<typeof ImportColumn>;

export const RowRemark = Type.Object({
  row: Type.Integer(),
  column: orNull(Type.String()),
  reason: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  refused: Type.Boolean(),
});
export type RowRemark = Static<typeof RowRemark>;

/** A row as the program has understood it, before anything is taken. */
const PreviewRow = Type.Object({
  row: Type.Integer(),
  said: Type.Record(Type.String(), Type.String()),
  remarks: Type.Array(RowRemark),
});

const Report = Type.Object({
  read: Type.Integer(),
  taken: Type.Integer(),
  updated: Type.Integer(),
  skipped: Type.Integer(),
  refused: Type.Integer(),
});

export const IMPORT_STATES = ['draft', 'waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** A file brought into the register, wherever it has come: draft, at work, or done with its report. */
export const ClientImport = Type.Object({
  id: Id,
  file_name: Type.String(),
  /** The file itself is still there; the report outlives it. */
  file_kept: Type.Boolean(),
  sales_system_id: Id,
  source: Type.String(),
  call_basis: orNull(Basis),
  call_basis_note: orNull(Type.String()),
  recognise_by: Type.Enum(['ids', 'name']),
  state: Type.Enum(IMPORT_STATES),
  dry_run: Type.Boolean(),
  format: Type.Object({
    kind: Type.Enum(FILE_KINDS),
    /** Of a text; null where the file says so itself. */
    encoding: orNull(Encoding),
    /** Of a delimited text. */
    delimiter: orNull(Type.String()),
    /** Of a workbook: the sheet that is read, and the names of all. */
    sheet: orNull(Type.String()),
    sheets: Type.Array(Type.String()),
    heading_row: orNull(Type.Integer()),
    headings: Type.Array(Type.String()),
  }),
  mapping: Type.Record(Type.String(), orNull(Field)),
  /** The name under which its mapping is kept. */
  mapping_name: orNull(Type.String()),
  progress: Type.Object({ done: Type.Integer(), total: Type.Integer() }),
  report: Report,
  /** What keeps it from starting, as reasons; empty when it can start. */
  missing: Type.Array(Type.Object({ reason: Type.String(), values: Type.Record(Type.String(), Type.String()) })),
  failure: orNull(Type.String()),
  /** Cells that wait for a word, and the answer to all of them at work. */
  open_conflicts: Type.Integer(),
  /** Cells that were changed because somebody said that the file holds. */
  answered_from_file: Type.Integer(),
  answering: Type.Boolean(),
  /** Taking it back: null when nobody has; what has gone, what has been set back, and what is left. */
  returning: orNull(
    Type.Object({
      state: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
      done: Type.Integer(),
      total: Type.Integer(),
      removed: Type.Integer(),
      restored: Type.Integer(),
      left: Type.Integer(),
    }),
  ),
  created_at: Moment,
  started_at: orNull(Moment),
  finished_at: orNull(Moment),
});
export type ClientImport = Static<typeof ClientImport>;

/** What a look through the whole file has found so far. */
const FileScan = Type.Object({
  rows: Type.Integer(),
  refused: Type.Integer(),
  remarked: Type.Integer(),
  complete: Type.Boolean(),
  reasons: Type.Array(
    Type.Object({
      reason: Type.String(),
      column: orNull(Type.String()),
      refused: Type.Boolean(),
      rows: Type.Integer(),
    }),
  ),
  worst: Type.Array(PreviewRow),
});

export const ImportPreview = Type.Object({
  import: ClientImport,
  columns: Type.Array(ImportColumn),
  rows: Type.Array(PreviewRow),
  scan: orNull(FileScan),
});
export type ImportPreview = Static<typeof ImportPreview>;

const ImportParams = Type.Object({ id: Id });

export const uploadImportRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports',
  summary:
    'Uploads a file (multipart, field `file`): recognised, its columns mapped, its first rows shown. Nothing is taken yet.',
  tag: 'clients',
  takes: 'file',
  reply: ImportPreview,
});

export const ImportChange = Type.Object(
  {
    encoding: Type.Optional(Encoding),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    sheet: Type.Optional(Type.String({ maxLength: 200 })),
    heading_row: Type.Optional(orNull(Type.Integer({ minimum: 1 }))),
    /** Column by column; columns that are left out stay as they are. */
    mapping: Type.Optional(Type.Record(Type.String(), orNull(Field))),
    /** By heading; null takes a policy away. */
    policies: Type.Optional(Type.Record(Type.String(), orNull(PolicyOfColumn))),
    /** A mapping kept under a name, in place of the present one. */
    mapping_id: Type.Optional(Id),
    recognise_by: Type.Optional(Type.Enum(['ids', 'name'])),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    call_basis: Type.Optional(orNull(Basis)),
    call_basis_note: Type.Optional(orNull(Type.String({ maxLength: 500 }))),
  },
  { additionalProperties: false },
);
export type ImportChange = Static<typeof ImportChange>;

export const changeImportRoute = route({
  method: 'PATCH',
  path: '/api/v1/client-imports/:id',
  summary: 'Changes how a draft is read and mapped, and shows its first rows again.',
  tag: 'clients',
  params: ImportParams,
  body: ImportChange,
  reply: ImportPreview,
});

export const previewImportRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/preview',
  summary: 'The columns and first rows of a file as they are understood.',
  tag: 'clients',
  params: ImportParams,
  reply: ImportPreview,
});

export const startImportRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/start',
  summary: 'Starts the import, or a dry run that changes nothing; it goes on when the page is closed.',
  tag: 'clients',
  params: ImportParams,
  body: Type.Object({ dry_run: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  reply: ClientImport,
});

export const cancelImportRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/cancel',
  summary: 'Stops an import; what has been taken stays, and starting it again goes on from there.',
  tag: 'clients',
  params: ImportParams,
  reply: ClientImport,
});

export const readImportRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id',
  summary: 'Where an import is, and its report.',
  tag: 'clients',
  params: ImportParams,
  reply: ClientImport,
});

export const listImportsRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports',
  summary: 'The imports of the register, newest first, and how large a file may be.',
  tag: 'clients',
  reply: Type.Object({
    items: Type.Array(ClientImport),
    /** The largest file that is accepted. */
    upload_limit_bytes: Type.Integer(),
  }),
});

export const listRemarksRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/remarks',
  summary: 'Rows that were refused, and remarks about rows that were taken: row, column and reason.',
  tag: 'clients',
  params: ImportParams,
  query: Type.Object(
    {
      refused: Type.Optional(Type.Boolean()),
      after_row: Type.Optional(Type.Integer({ minimum: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(RowRemark), next_after_row: orNull(Type.Integer()) }),
});

export const refusedRowsRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/refused.csv',
  summary: 'The refused rows as a CSV with their reasons, to mend and import again.',
  tag: 'clients',
  gives: 'text/csv',
  params: ImportParams,
  reply: Type.Unknown(),
});
