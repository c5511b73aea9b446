import { type Static, Type } from 'typebox';
import { Id, orNull, SalesFunctionName } from '#modules/structure/contract.ts';
import { route } from '#shared/route.ts';
import { LOAD_UNITS } from './rules.ts';

/** Work held by one person against their norm, in the unit of the function. */
export const PersonLoad = Type.Object({
  employee_id: Id,
  full_name: Type.String(),
  position_id: Id,
  held: Type.Number(),
  norm: Type.Integer(),
  present: Type.Boolean(),
});
export type PersonLoad = Static<typeof PersonLoad>;

export const FunctionLoad = Type.Object({
  sales_system_id: Id,
  function: SalesFunctionName,
  /** Null for functions without a norm. */
  unit: orNull(Type.Enum([...LOAD_UNITS])),
  /** The norm of one full-time person. */
  norm: orNull(Type.Integer()),
  people: Type.Array(PersonLoad),
});
export type FunctionLoad = Static<typeof FunctionLoad>;

export const showLoad = route({
  method: 'GET',
  path: '/api/v1/load',
  summary: 'Work held against norm by everybody who answers for a function.',
  tag: 'workload',
  query: Type.Object(
    { function: SalesFunctionName, sales_system_id: Type.Optional(Id) },
    { additionalProperties: false },
  ),
  reply: FunctionLoad,
});
