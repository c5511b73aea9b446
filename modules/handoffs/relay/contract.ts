import { type Static, Type } from 'typebox';
import { ClientParams, Moment } from '#modules/clients/contract.ts';
import { Id, orNull, SalesFunctionName } from '#modules/structure/contract.ts';
import { route } from '#shared/route.ts';
import { ReturnCode } from '../contract.ts';

const Person = Type.Object({ id: Id, full_name: Type.String() });

/**
 * One line of «Кто нёс клиента»: somebody took it or got it by a transfer, a hand-off was accepted (in which round, how fast),
 * returned, or settled after a dispute.
 */
export const RelayLine = Type.Object({
  at: Moment,
  what: Type.Enum([
    'taken',
    'transfer',
    'departure',
    'role_drop',
    'accepted',
    'self_check',
    'returned',
    'settled',
    'upheld',
  ]),
  from: orNull(Person),
  to: Person,
  handoff_id: orNull(Id),
  from_function: orNull(SalesFunctionName),
  to_function: orNull(SalesFunctionName),
  round: orNull(Type.Integer()),
  answer_minutes: orNull(Type.Integer()),
  return_code: orNull(ReturnCode),
  note: orNull(Type.String()),
});
export type RelayLine = Static<typeof RelayLine>;

export const showRelay = route({
  method: 'GET',
  path: '/api/v1/clients/:id/relay',
  summary: 'Who has carried a client: holders and hand-offs, newest first.',
  tag: 'handoffs',
  params: ClientParams,
  reply: Type.Object({ items: Type.Array(RelayLine) }),
});
