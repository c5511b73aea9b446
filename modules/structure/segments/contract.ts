import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, Saved } from '../contract.ts';

const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const priority = Type.Integer({ minimum: 0, maximum: 1000 });

export const NewSegment = Type.Object(
  { sales_system_id: Id, name, priority: Type.Optional(priority) },
  { additionalProperties: false },
);
export type NewSegment = Static<typeof NewSegment>;

export const SegmentPatch = Type.Object(
  { version: Type.Integer(), name: Type.Optional(name), priority: Type.Optional(priority) },
  { additionalProperties: false },
);
export type SegmentPatch = Static<typeof SegmentPatch>;

const params = Type.Object({ id: Id });

export const createSegment = route({
  method: 'POST',
  path: '/api/v1/structure/segments',
  summary: 'Defines a segment of the market; functions may be assigned in it separately.',
  tag: 'structure',
  body: NewSegment,
  reply: Saved,
});

export const changeSegment = route({
  method: 'PATCH',
  path: '/api/v1/structure/segments/:id',
  summary: 'Renames a segment or changes its priority: higher is called first.',
  tag: 'structure',
  params,
  body: SegmentPatch,
  reply: Saved,
});

export const closeSegment = route({
  method: 'POST',
  path: '/api/v1/structure/segments/:id/close',
  summary: 'Closes a segment: its own assignments end, its clients are answered for like all others.',
  tag: 'structure',
  params,
  body: Type.Object({ version: Type.Integer() }, { additionalProperties: false }),
  reply: Saved,
});
