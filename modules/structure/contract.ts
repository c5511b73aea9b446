import Type, { type Static } from 'typebox';
import type { Scope } from '#shared/actor.ts';
import { route } from '#shared/route.ts';
import { POSITION_KINDS, RIGHTS, SALES_FUNCTIONS, UNIT_KINDS } from './rules.ts';
import { REPEAT_POLICIES, SALES_TYPES } from './sales-systems/rules.ts';

export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ format: 'date' });
export const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const SalesFunctionName = Type.Enum([...SALES_FUNCTIONS]);
export const PositionKindName = Type.Enum([...POSITION_KINDS]);
export const UnitKindName = Type.Enum([...UNIT_KINDS]);
export const RightName = Type.Enum([...RIGHTS]);
export const ScopeName = Type.Enum(['own', 'unit', 'sales_system', 'company'] satisfies Scope[]);
export const SalesTypeName = Type.Enum([...SALES_TYPES]);
export const RepeatPolicyName = Type.Enum([...REPEAT_POLICIES]);

export const HeldPosition = Type.Object({
  id: Id,
  kind: PositionKindName,
  title: Type.String(),
  unit_id: Id,
  unit_name: Type.String(),
  sales_system_id: Id,
});

/** Who is signed in, with everything the screens ask about: what they answer for and what they may do. */
export const Me = Type.Object({
  employee_id: orNull(Id),
  name: Type.String(),
  language: Type.Enum(['ru', 'en']),
  time_zone: Type.String(),
  administrator: Type.Boolean(),
  company_name: Type.String(),
  is_demo: Type.Boolean(),
  today: Day,
  functions: Type.Array(SalesFunctionName),
  rights: Type.Record(Type.String(), ScopeName),
  positions: Type.Array(HeldPosition),
  sales_systems: Type.Array(
    Type.Object({ id: Id, name: Type.String(), sales_type: SalesTypeName, repeat_policy: RepeatPolicyName }),
  ),
  /** Absent colleagues whom this person deputises for today. */
  deputy_for: Type.Array(Type.Object({ id: Id, full_name: Type.String() })),
});
export type Me = Static<typeof Me>;

export const showMe = route({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in: positions held, functions answered for, rights, sales systems.',
  tag: 'structure',
  reply: Me,
});
