import { Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';

export const installReady = route({
  method: 'POST',
  path: '/api/v1/structure/ready',
  summary: 'Installs a ready strategic structure in a company that has none.',
  tag: 'structure',
  body: Type.Object(
    {
      kind: Type.Enum(['strategic', 'strategic_without_telemarketer']),
      /** The employee who takes the head’s position at once. */
      head_id: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ sales_system_id: Id }),
});
