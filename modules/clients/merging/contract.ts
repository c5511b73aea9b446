import { type Static, Type } from 'typebox';
import { CUSTOM_NAME } from '#modules/fields/contract.ts';
import { route } from '#shared/route.ts';
import { Id, orNull, Person, Version } from '../contract.ts';
import { CHOSEN_FIELDS, type ChosenField, SIDES } from './rules.ts';

const FieldSide = Type.Enum(SIDES);
const Field = Type.Enum([...CHOSEN_FIELDS]);

export const MergeBody = Type.Object(
  {
    /** The cards as they were seen: a stale one is refused. */
    version: Type.Optional(Version),
    other_version: Type.Optional(Version),
    /** Whose value survives, field by field; what is left out follows the usual rule. */
    fields: Type.Optional(Type.Partial(Type.Record(Field, FieldSide), { additionalProperties: false })),
    /** The same for the company's own fields, by their keys. */
    custom: Type.Optional(Type.Record(Type.String(), Type.Enum(['into', 'from']))),
    /** Who holds the client from now on, where two people worked with the two records. */
    holder_id: Type.Optional(Id),
    /** Whose decision maker stays one, where each record had one. */
    decision_maker: Type.Optional(Type.Enum(['into', 'from'])),
  },
  { additionalProperties: false },
);
export type MergeBody = Static<typeof MergeBody>;

export const MergePreview = Type.Object({
  fields: Type.Array(
    Type.Object({
      /** A field of the program, or one of the company's own: `custom.<key>`. */
      field: Type.Unsafe<ChosenField>(Type.Union([Field, Type.String({ pattern: CUSTOM_NAME })])),
      differs: Type.Boolean(),
      side: FieldSide,
      /** Both values can stand. */
      joins: Type.Boolean(),
      /** A ban on calls is never lost. */
      fixed: Type.Boolean(),
      /** Of the company's own fields: what it is called, and both values in words. */
      own: Type.Optional(
        Type.Object({ name: Type.String(), into: orNull(Type.String()), from: orNull(Type.String()) }),
      ),
    }),
  ),
  /** What passes over with the record that goes. */
  moves: Type.Array(Type.Object({ table: Type.String(), count: Type.Integer() })),
  /** Who goes on has to be said. */
  holders: Type.Array(Person),
  decision_makers: orNull(Type.Object({ into: Type.String(), from: Type.String() })),
});
export type MergePreview = Static<typeof MergePreview>;

const PairParams = Type.Object({ id: Id, other_id: Id });

export const previewMergeRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/duplicates/:other_id',
  summary: 'What a merge of the other record into this one would do, and what has to be decided first.',
  tag: 'clients',
  params: PairParams,
  reply: MergePreview,
});

export const mergeClientsRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/duplicates/:other_id/merge',
  summary: 'Merges the other record into this one: everything passes over, its links lead here.',
  tag: 'clients',
  params: PairParams,
  body: MergeBody,
  reply: Type.Object({ id: Id, client_id: Id }),
});

export const undoMergeRoute = route({
  method: 'POST',
  path: '/api/v1/client-merges/:id/undo',
  summary: 'Takes a merge back to the letter, while nobody has built on it.',
  tag: 'clients',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ client_id: Id }),
});
