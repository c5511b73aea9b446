import { type Static, Type } from 'typebox';
import type { Scope } from '#shared/actor.ts';
import { route } from '#shared/route.ts';
import { CHECK_CODES } from './checks/rules.ts';
import { NORMS, POSITION_KINDS, RIGHTS, SALES_FUNCTIONS, UNIT_KINDS } from './rules.ts';
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
  /** Where the company counts its days. */
  company_time_zone: Type.String(),
  is_demo: Type.Boolean(),
  /** The moment of the answer: screens go by the clock of the server, whatever their own one says. */
  now: Type.String({ format: 'date-time' }),
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

/** What a saved record answers: which one, and the version to send with the next change. */
export const Saved = Type.Object({ id: Id, version: Type.Integer() });

export const SalesSystemView = Type.Object({
  id: Id,
  name: Type.String(),
  sales_type: SalesTypeName,
  /** The type that follows from the traits. */
  suggested_type: SalesTypeName,
  type_override_reason: orNull(Type.String()),
  clients_in_market: Type.Integer(),
  deals_per_client_year: Type.Number(),
  product_complexity: Type.Integer(),
  contract_to_turnover_bp: Type.Integer(),
  relevance_monitoring_needed: Type.Boolean(),
  repeat_policy: RepeatPolicyName,
  arbiter_id: orNull(Id),
  arbiter_name: orNull(Type.String()),
  version: Type.Integer(),
  /** How many times who answers for what has changed, and since when the present answer holds. */
  edition: Type.Object({ number: Type.Integer(), since: orNull(Day) }),
});
export type SalesSystemView = Static<typeof SalesSystemView>;

export const SegmentView = Type.Object({
  id: Id,
  name: Type.String(),
  priority: Type.Integer(),
  version: Type.Integer(),
});
export type SegmentView = Static<typeof SegmentView>;

export const UnitView = Type.Object({
  id: Id,
  name: Type.String(),
  kind: UnitKindName,
  head_id: orNull(Id),
  head_name: orNull(Type.String()),
  version: Type.Integer(),
});
export type UnitView = Static<typeof UnitView>;

export const EmploymentView = Type.Object({
  id: Id,
  employee_id: Id,
  full_name: Type.String(),
  present: Type.Boolean(),
  share_bp: Type.Integer(),
  /** Capacity × share, in basis points of a full-time person. */
  full_time_bp: Type.Integer(),
  from: Day,
  until: orNull(Day),
});
export type EmploymentView = Static<typeof EmploymentView>;

export const PositionView = Type.Object({
  id: Id,
  kind: PositionKindName,
  title: Type.String(),
  unit_id: Id,
  version: Type.Integer(),
  people: Type.Array(EmploymentView),
});
export type PositionView = Static<typeof PositionView>;

export const AssignmentView = Type.Object({
  function: SalesFunctionName,
  segment_id: orNull(Id),
  position_id: Id,
  from: Day,
  until: orNull(Day),
});
export type AssignmentView = Static<typeof AssignmentView>;

export const BoundaryView = Type.Object({
  from: SalesFunctionName,
  to: SalesFunctionName,
  segment_id: orNull(Id),
  giver: Id,
  receiver: Id,
  kind: Type.Enum(['handoff', 'self_check']),
});
export type BoundaryView = Static<typeof BoundaryView>;

export const CheckView = Type.Object({
  code: Type.Enum([...CHECK_CODES]),
  severity: Type.Enum(['violation', 'warning']),
  function: orNull(SalesFunctionName),
  segment_id: orNull(Id),
  position_id: orNull(Id),
  unit_id: orNull(Id),
  values: Type.Record(Type.String(), Type.Number()),
});
export type CheckView = Static<typeof CheckView>;

export const NormView = Type.Object({
  key: Type.Enum(Object.keys(NORMS)),
  value: Type.Integer(),
  shipped: Type.Integer(),
  version: Type.Integer(),
});
export type NormView = Static<typeof NormView>;

/** One sales system as it is arranged today, and what is already known to change. */
export const StructureView = Type.Object({
  sales_system: SalesSystemView,
  segments: Type.Array(SegmentView),
  units: Type.Array(UnitView),
  positions: Type.Array(PositionView),
  assignments: Type.Array(AssignmentView),
  /** Assignments that begin after today. */
  ahead: Type.Array(AssignmentView),
  boundaries: Type.Array(BoundaryView),
  checks: Type.Array(CheckView),
  norms: Type.Array(NormView),
  /** Active employees who hold no position. */
  without_position: Type.Array(Type.Object({ id: Id, full_name: Type.String() })),
  may: Type.Object({ edit: Type.Boolean(), overrule: Type.Boolean(), open_system: Type.Boolean() }),
});
export type StructureView = Static<typeof StructureView>;

export const showStructure = route({
  method: 'GET',
  path: '/api/v1/structure',
  summary: 'How a sales system is arranged: who answers for what, hand-offs and self-checks derived, checks, norms.',
  tag: 'structure',
  query: Type.Object({ sales_system_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: StructureView,
});
