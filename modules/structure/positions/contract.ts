import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, PositionKindName, Saved } from '../contract.ts';

const title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const NewPosition = Type.Object(
  { sales_system_id: Id, unit_id: Id, kind: PositionKindName, title },
  { additionalProperties: false },
);
export type NewPosition = Static<typeof NewPosition>;

export const PositionPatch = Type.Object(
  {
    version: Type.Integer(),
    unit_id: Type.Optional(Id),
    kind: Type.Optional(PositionKindName),
    title: Type.Optional(title),
  },
  { additionalProperties: false },
);
export type PositionPatch = Static<typeof PositionPatch>;

const params = Type.Object({ id: Id });

export const createPosition = route({
  method: 'POST',
  path: '/api/v1/structure/positions',
  summary: 'Defines a position of a sales system in a unit.',
  tag: 'structure',
  body: NewPosition,
  reply: Saved,
});

export const changePosition = route({
  method: 'PATCH',
  path: '/api/v1/structure/positions/:id',
  summary: 'Renames a position, moves it to another unit or changes its kind, and with it the rights of who holds it.',
  tag: 'structure',
  params,
  body: PositionPatch,
  reply: Saved,
});

export const closePosition = route({
  method: 'POST',
  path: '/api/v1/structure/positions/:id/close',
  summary: 'Closes a position that nobody holds and that answers for nothing; a role at work is dropped instead.',
  tag: 'structure',
  params,
  body: Type.Object({ version: Type.Integer() }, { additionalProperties: false }),
  reply: Saved,
});
