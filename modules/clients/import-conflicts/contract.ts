import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';
import { ClientImport } from '../imports/contract.ts';

const ImportParams = Type.Object({ id: Id });
const Answer = Type.Enum(['file', 'register']);

/** A cell that waits for a word: what the register said when the file was read, says now, and what the file says. */
export const ImportConflict = Type.Object({
  client_id: Id,
  client_name: Type.String(),
  /** Whom it is about, where it is about the role of a person. */
  person_name: orNull(Type.String()),
  field: Type.String(),
  row: Type.Integer(),
  before: Type.String(),
  now: Type.String(),
  told: Type.String(),
});
export type ImportConflict = Static<typeof ImportConflict>;

export const listConflictsRoute = route({
  method: 'GET',
  path: '/api/v1/client-imports/:id/conflicts',
  summary: 'Cells in which the file and the register differ and somebody is to say which holds, in the order of rows.',
  tag: 'clients',
  params: ImportParams,
  query: Type.Object(
    { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(ImportConflict), more: Type.Boolean() }),
});

export const answerConflictRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/conflicts/answer',
  summary: 'Says which of two values holds; the file’s is saved, journaled with its source.',
  tag: 'clients',
  params: ImportParams,
  body: Type.Object(
    { client_id: Id, field: Type.String({ maxLength: 60 }), answer: Answer },
    { additionalProperties: false },
  ),
  reply: ClientImport,
});

export const answerAllConflictsRoute = route({
  method: 'POST',
  path: '/api/v1/client-imports/:id/conflicts/answer-all',
  summary: 'The same for all that are open; goes on when the page is closed. What cannot be saved stays open.',
  tag: 'clients',
  params: ImportParams,
  body: Type.Object({ answer: Answer }, { additionalProperties: false }),
  reply: ClientImport,
});
