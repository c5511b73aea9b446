import { Type } from 'typebox';
import { route } from '#shared/route.ts';

/**
 * The call by which set-up installs a ready structure. It belongs to the module `structure`, which stands after this one
 * and so cannot be imported: here is only what the wizard says and hears.
 */
export const installReadyStructure = route({
  method: 'POST',
  path: '/api/v1/structure/ready',
  summary: 'Installs a ready strategic structure.',
  tag: 'structure',
  body: Type.Object({
    kind: Type.Enum(['strategic', 'strategic_without_telemarketer']),
    head_id: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  reply: Type.Object({ sales_system_id: Type.String({ format: 'uuid' }) }),
});
