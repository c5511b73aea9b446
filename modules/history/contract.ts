import { type Static, type TSchema, Type } from 'typebox';
import { IMPORT_STATES, RowRemark } from '#modules/clients/imports/contract.ts';
import { route } from '#shared/route.ts';
import { ALL_HISTORY_FIELDS, HISTORY_KINDS } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Field = Type.Enum(ALL_HISTORY_FIELDS);
export const Kind = Type.Enum([...HISTORY_KINDS]);

/** A file of another program's history: draft, at work, done with its report, or taken back. */
export const HistoryImport = Type.Object({
  id: Id,
  kind: Kind,
  file_name: Type.String(),
  /** The file itself is still there; the report outlives it. */
  file_kept: Type.Boolean(),
  source: Type.String(),
  state: Type.Enum([...IMPORT_STATES, 'taking_back', 'taken_back']),
  dry_run: Type.Boolean(),
  headings: Type.Array(Type.String()),
  mapping: Type.Record(Type.String(), orNull(Field)),
  progress: Type.Object({ done: Type.Integer(), total: Type.Integer() }),
  report: Type.Object({
    read: Type.Integer(),
    taken: Type.Integer(),
    skipped: Type.Integer(),
    refused: Type.Integer(),
  }),
  /** What taking it back has removed, and what stays because somebody has built on it. */
  removed: Type.Integer(),
  kept: Type.Integer(),
  missing: Type.Array(Type.Object({ reason: Type.String(), values: Type.Record(Type.String(), Type.String()) })),
  failure: orNull(Type.String()),
  created_at: Moment,
  started_at: orNull(Moment),
  finished_at: orNull(Moment),
});
export type HistoryImport = Static<typeof HistoryImport>;

/** The columns of the file with samples, and its first rows with what is wrong in them. */
export const HistoryPreview = Type.Object({
  import: HistoryImport,
  columns: Type.Array(
    Type.Object({ heading: Type.String(), field: orNull(Field), samples: Type.Array(Type.String()) }),
  ),
  remarks: Type.Array(RowRemark),
});
export type HistoryPreview = Static<typeof HistoryPreview>;

const params = Type.Object({ id: Id });
const closed = { additionalProperties: false };

export const uploadHistoryRoute = route({
  method: 'POST',
  path: '/api/v1/history-imports',
  summary:
    'Uploads a file of the past (multipart, field `file`): touches, deals or hand-offs of another program. Nothing is taken yet.',
  tag: 'history',
  query: Type.Object({ kind: Kind }, closed),
  reply: HistoryPreview,
});

export const listHistoryRoute = route({
  method: 'GET',
  path: '/api/v1/history-imports',
  summary: 'Files of the past that were brought in, newest first; the last fifty.',
  tag: 'history',
  reply: Type.Object({ items: Type.Array(HistoryImport), upload_limit_bytes: Type.Integer() }),
});

export const readHistoryRoute = route({
  method: 'GET',
  path: '/api/v1/history-imports/:id',
  summary: 'One file of the past with its progress and report.',
  tag: 'history',
  params,
  reply: HistoryImport,
});

export const previewHistoryRoute = route({
  method: 'GET',
  path: '/api/v1/history-imports/:id/preview',
  summary: 'The columns and the first rows of a file of the past as they are understood.',
  tag: 'history',
  params,
  reply: HistoryPreview,
});

export const HistoryChange = Type.Object(
  {
    /** Column by column; columns that are left out stay as they are. */
    mapping: Type.Optional(Type.Record(Type.String(), orNull(Field))),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  closed,
);
export type HistoryChange = Static<typeof HistoryChange>;

export const changeHistoryRoute = route({
  method: 'PATCH',
  path: '/api/v1/history-imports/:id',
  summary: 'Changes what the columns of a draft are taken for, or what the source is called.',
  tag: 'history',
  params,
  body: HistoryChange,
  reply: HistoryPreview,
});

export const startHistoryRoute = route({
  method: 'POST',
  path: '/api/v1/history-imports/:id/start',
  summary: 'Puts the file in line: taken row by row, or tried without a trace.',
  tag: 'history',
  params,
  body: Type.Object({ dry_run: Type.Optional(Type.Boolean()) }, closed),
  reply: HistoryImport,
});

export const cancelHistoryRoute = route({
  method: 'POST',
  path: '/api/v1/history-imports/:id/cancel',
  summary: 'Asks the work under way to stop after its batch; what has been taken stays.',
  tag: 'history',
  params,
  reply: HistoryImport,
});

export const takeBackHistoryRoute = route({
  method: 'POST',
  path: '/api/v1/history-imports/:id/take-back',
  summary: 'Takes the whole file back: what nobody has built on goes, the rest stays and is told.',
  tag: 'history',
  params,
  reply: HistoryImport,
});

export const listHistoryRemarksRoute = route({
  method: 'GET',
  path: '/api/v1/history-imports/:id/remarks',
  summary: 'Rows that were refused or kept, with column and reason, page by page.',
  tag: 'history',
  params,
  query: Type.Object(
    {
      after_row: Type.Optional(Type.Integer({ minimum: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  reply: Type.Object({ items: Type.Array(RowRemark), next_after_row: orNull(Type.Integer()) }),
});

export const refusedHistoryRoute = route({
  method: 'GET',
  path: '/api/v1/history-imports/:id/refused.csv',
  summary: 'The refused rows as they stood in the file, each with its reason, to be mended and dropped again.',
  tag: 'history',
  params,
  reply: Type.Unknown(),
});
