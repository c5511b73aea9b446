import { Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';
import { NORMS } from '../rules.ts';

export const changeNorm = route({
  method: 'PUT',
  path: '/api/v1/structure/sales-systems/:id/norms/:key',
  summary: 'Sets a norm of a sales system.',
  tag: 'structure',
  params: Type.Object({ id: Id, key: Type.Enum(Object.keys(NORMS)) }),
  body: Type.Object(
    {
      value: Type.Integer(),
      version: Type.Integer({ minimum: 0, description: '0 while the shipped default applies' }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ key: Type.String(), value: Type.Integer(), version: Type.Integer() }),
});
