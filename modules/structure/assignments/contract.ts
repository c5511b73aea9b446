import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Id, orNull, SalesFunctionName } from '../contract.ts';

export const AssignmentInput = Type.Object(
  {
    /** The sales system's version. */
    version: Type.Integer(),
    function: SalesFunctionName,
    /** Null: in general; a segment without an assignment of its own follows the general one. */
    segment_id: orNull(Id),
    /** Every position that answers for it from that day on; one for the functions of the relay. */
    position_ids: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
    /** The day from which it holds; today unless said otherwise. */
    from: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type AssignmentInput = Static<typeof AssignmentInput>;

export const assignFunction = route({
  method: 'PUT',
  path: '/api/v1/structure/sales-systems/:id/assignments',
  summary:
    'Says which position answers for a function, in general or in a segment, from a day on. The past stays as it was.',
  tag: 'structure',
  params: Type.Object({ id: Id }),
  body: AssignmentInput,
  reply: Type.Object({ id: Id, version: Type.Integer() }),
});
