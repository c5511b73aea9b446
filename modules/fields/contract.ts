import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { ENTITIES, FIELD_TYPES } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const choiceName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });

const Value = Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()]);
const HOW =
  'Values of the fields that the company has defined for itself, by their keys; `GET /api/v1/fields` tells which there are and of which type: ' +
  'text, link and day (`2026-11-23`) as strings, choice as its key, person as the id of an employee, number as a number, money as whole kopecks, yes or no as a boolean.';

/** Values on the way out; what is unknown is absent. */
export const CustomOut = Type.Record(Type.String(), Value, { description: HOW });
/** Values on the way in: what is not named stays as it is, null takes a value away, a key that no field has is refused. */
export const CustomIn = Type.Record(Type.String(), orNull(Value), {
  description: `${HOW} What is not named stays, null takes a value away, an unknown key is refused.`,
});
export type CustomIn = Static<typeof CustomIn>;
/** Names of the employees whose ids stand among the values. */
export const CustomPeople = Type.Record(Type.String(), Type.String());

/** The name of a field in orders and columns: `custom.` and its key. */
export const CUSTOM_NAME = '^custom\\.[a-z][a-z0-9_]{0,39}$';

const Choice = Type.Object({
  key: Type.String(),
  name: Type.String(),
  name_ru: Type.String(),
  name_en: orNull(Type.String()),
  archived: Type.Boolean(),
});

export const FieldView = Type.Object({
  id: Id,
  entity: Type.Enum(ENTITIES),
  /** What it is called in `custom`, in filters (`custom.<key>`), orders and columns. */
  key: Type.String(),
  type: Type.Enum(FIELD_TYPES),
  /** In the language of whoever asks. */
  name: Type.String(),
  name_ru: Type.String(),
  name_en: orNull(Type.String()),
  decimals: Type.Integer(),
  filtered: Type.Boolean(),
  /** The index behind the filter has been built. */
  ready: Type.Boolean(),
  archived: Type.Boolean(),
  version: Type.Integer(),
  choices: Type.Array(Choice),
  /** A value of it as JSON Schema has it. */
  value: Type.Record(Type.String(), Type.Unknown()),
});
export type FieldView = Static<typeof FieldView>;

const NewChoice = Type.Object({ name_ru: choiceName, name_en: Type.Optional(orNull(choiceName)) }, closed);

export const NewField = Type.Object(
  {
    entity: Type.Enum(ENTITIES),
    type: Type.Enum(FIELD_TYPES),
    name_ru: name,
    name_en: Type.Optional(orNull(name)),
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
    filtered: Type.Optional(Type.Boolean()),
    choices: Type.Optional(Type.Array(NewChoice, { maxItems: 200 })),
  },
  closed,
);
export type NewField = Static<typeof NewField>;

export const FieldChange = Type.Object(
  {
    version: Type.Integer(),
    name_ru: Type.Optional(name),
    name_en: Type.Optional(orNull(name)),
    filtered: Type.Optional(Type.Boolean()),
    archived: Type.Optional(Type.Boolean()),
    /** All of them, in their order: those with a key are known, those without are new, those left out are removed. */
    choices: Type.Optional(
      Type.Array(
        Type.Object(
          {
            key: Type.Optional(Type.String({ maxLength: 40 })),
            name_ru: choiceName,
            name_en: Type.Optional(orNull(choiceName)),
            archived: Type.Optional(Type.Boolean()),
          },
          closed,
        ),
        { maxItems: 200 },
      ),
    ),
  },
  closed,
);
export type FieldChange = Static<typeof FieldChange>;

const FieldList = Type.Object({
  items: Type.Array(FieldView),
  /** Kinds of records that may have fields. */
  entities: Type.Array(Type.Enum(ENTITIES)),
  /** Those of them whose lists are filtered by fields. */
  listed: Type.Array(Type.Enum(ENTITIES)),
  may_edit: Type.Boolean(),
});
export type FieldList = Static<typeof FieldList>;

export const listFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/fields',
  summary: 'The fields that the company has defined for its records, in their order, with their types and choices.',
  tag: 'fields',
  query: Type.Object({ entity: Type.Optional(Type.Enum(ENTITIES)) }, closed),
  reply: FieldList,
});

export const createFieldRoute = route({
  method: 'POST',
  path: '/api/v1/fields',
  summary: 'Defines a field of the company’s own.',
  tag: 'fields',
  body: NewField,
  reply: FieldView,
});

export const changeFieldRoute = route({
  method: 'PATCH',
  path: '/api/v1/fields/:id',
  summary: 'Renames a field, changes its choices, lets lists be filtered by it, puts it away or brings it back.',
  tag: 'fields',
  params: Type.Object({ id: Id }),
  body: FieldChange,
  reply: FieldView,
});

export const orderFieldsRoute = route({
  method: 'PUT',
  path: '/api/v1/fields/order',
  summary: 'Puts the fields of a kind of record in order.',
  tag: 'fields',
  body: Type.Object({ entity: Type.Enum(ENTITIES), ids: Type.Array(Id, { maxItems: 200 }) }, closed),
  reply: FieldList,
});
