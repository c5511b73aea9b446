import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';

/** One change as it is shown: who, when, what, before, after, why. */
export const JournalEntry = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  actor_name: Type.Union([Type.String(), Type.Null()]),
  actor_kind: Type.String(),
  action: Type.String(),
  subject_kind: Type.String(),
  subject_id: Type.String(),
  client_id: Type.Union([Type.String(), Type.Null()]),
  client_name: Type.Union([Type.String(), Type.Null()]),
  before: Type.Unknown(),
  after: Type.Unknown(),
  reason: Type.Union([Type.String(), Type.Null()]),
  /** Another entry that took this one back. */
  undone: Type.Boolean(),
});
export type JournalEntry = Static<typeof JournalEntry>;

export const JournalPage = Type.Object({
  items: Type.Array(JournalEntry),
  /** Names of the employees whose ids stand in what was and what became. */
  people: Type.Record(Type.String(), Type.String()),
  /** Fields that the company has defined itself, in the language of whoever asks. */
  fields: Type.Array(
    Type.Object({
      /** The kind of record that has it. */
      kind: Type.String(),
      field: Type.String(),
      name: Type.String(),
      type: Type.String(),
      choices: Type.Record(Type.String(), Type.String()),
    }),
  ),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});
export type JournalPage = Static<typeof JournalPage>;

/** The author of what no employee did: the program itself, or somebody at its command line. */
export const BY_PROGRAM = 'program';

const cursorQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

export const listClientJournal = route({
  method: 'GET',
  path: '/api/v1/clients/:id/journal',
  summary: 'Every change of one client and of what belongs to it, newest first.',
  tag: 'journal',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  query: Type.Object(cursorQuery, { additionalProperties: false }),
  reply: JournalPage,
});

export const listRecordJournal = route({
  method: 'GET',
  path: '/api/v1/journal/:kind/:id',
  summary:
    'Every change of one record, or of one of its fields, newest first; for leaders and administrators also without a client.',
  tag: 'journal',
  params: Type.Object({ kind: Type.String({ maxLength: 60 }), id: Type.String({ format: 'uuid' }) }),
  query: Type.Object(
    { ...cursorQuery, field: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })) },
    { additionalProperties: false },
  ),
  reply: JournalPage,
});

export const listJournal = route({
  method: 'GET',
  path: '/api/v1/journal',
  summary:
    'The journal of the company, newest first: for the head and the administrator; of one author (an id, or program), of changes or of sign-ins only.',
  tag: 'journal',
  query: Type.Object(
    {
      ...cursorQuery,
      author: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Literal(BY_PROGRAM)])),
      about: Type.Optional(Type.Union([Type.Literal('changes'), Type.Literal('sign_ins')])),
    },
    { additionalProperties: false },
  ),
  reply: JournalPage,
});

export const listJournalAuthors = route({
  method: 'GET',
  path: '/api/v1/journal/authors',
  summary: 'Who may stand in the journal as the one who did something: all employees, also those who have left.',
  tag: 'journal',
  reply: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
});

export const undoEntry = route({
  method: 'POST',
  path: '/api/v1/journal/:id/undo',
  summary: 'Takes back one change by a compensating, journaled change; refused once another has acted on the record.',
  tag: 'journal',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: Type.Object({ undone: Type.Boolean() }),
});
