import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull, Saved, UnitKindName } from '../contract.ts';

const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const NewUnit = Type.Object(
  { name, kind: UnitKindName, head_id: Type.Optional(orNull(Id)) },
  { additionalProperties: false },
);
export type NewUnit = Static<typeof NewUnit>;

export const UnitPatch = Type.Object(
  {
    version: Type.Integer(),
    name: Type.Optional(name),
    kind: Type.Optional(UnitKindName),
    head_id: Type.Optional(orNull(Id)),
  },
  { additionalProperties: false },
);
export type UnitPatch = Static<typeof UnitPatch>;

const params = Type.Object({ id: Id });

export const createUnit = route({
  method: 'POST',
  path: '/api/v1/structure/units',
  summary: 'Opens a unit: a commercial block, a specialised department or a back office.',
  tag: 'structure',
  body: NewUnit,
  reply: Saved,
});

export const changeUnit = route({
  method: 'PATCH',
  path: '/api/v1/structure/units/:id',
  summary: 'Renames a unit, changes its kind or its head.',
  tag: 'structure',
  params,
  body: UnitPatch,
  reply: Saved,
});

export const closeUnit = route({
  method: 'POST',
  path: '/api/v1/structure/units/:id/close',
  summary: 'Closes a unit that has no open position.',
  tag: 'structure',
  params,
  body: Type.Object({ version: Type.Integer() }, { additionalProperties: false }),
  reply: Saved,
});
