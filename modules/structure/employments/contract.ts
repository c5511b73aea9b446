import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Id } from '../contract.ts';

const share = Type.Integer({ minimum: 1, maximum: 10_000, description: 'Share of the employee’s time, basis points' });

export const NewEmployment = Type.Object(
  {
    employee_id: Id,
    position_id: Id,
    /** All the time that is free unless said otherwise. */
    share_bp: Type.Optional(share),
    from: Type.Optional(Day),
    /** The holding of another position that ends with this one: a move. */
    instead_of: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type NewEmployment = Static<typeof NewEmployment>;

const params = Type.Object({ id: Id });
const reply = Type.Object({ id: Id });

export const takePosition = route({
  method: 'POST',
  path: '/api/v1/structure/employments',
  summary: 'Puts an employee into a position from a day on.',
  tag: 'structure',
  body: NewEmployment,
  reply,
});

export const changeShare = route({
  method: 'PATCH',
  path: '/api/v1/structure/employments/:id',
  summary:
    'Changes the share of an employee’s time that belongs to a position. `was_bp` guards against a stale screen.',
  tag: 'structure',
  params,
  body: Type.Object({ share_bp: share, was_bp: share }, { additionalProperties: false }),
  reply,
});

export const endEmployment = route({
  method: 'POST',
  path: '/api/v1/structure/employments/:id/end',
  summary: 'Ends the holding of a position by an employee who keeps another one.',
  tag: 'structure',
  params,
  body: Type.Object({ last_day: Type.Optional(Day) }, { additionalProperties: false }),
  reply,
});
