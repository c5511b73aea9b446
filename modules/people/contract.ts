import Type, { type Static } from 'typebox';
import { route } from '#shared/route.ts';

const id = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Language = Type.Enum(['ru', 'en']);
export const EmployeeStatus = Type.Enum(['invited', 'active', 'departed']);
export type EmployeeStatus = Static<typeof EmployeeStatus>;
export const AbsenceKind = Type.Enum(['vacation', 'sick', 'business_trip', 'other']);
export type AbsenceKind = Static<typeof AbsenceKind>;

/** Days away, both included, and who answers meanwhile. `kind` is null for those whom it does not concern. */
export const Absence = Type.Object({
  id,
  employee_id: id,
  first_day: day,
  last_day: day,
  kind: orNull(AbsenceKind),
  deputy_id: id,
  deputy_name: Type.String(),
  version: Type.Integer(),
});
export type Absence = Static<typeof Absence>;

export const EmployeeView = Type.Object({
  id,
  full_name: Type.String(),
  email: Type.String(),
  phone: orNull(Type.String()),
  language: Language,
  time_zone: Type.String(),
  /** Share of full time in basis points. */
  capacity_bp: Type.Integer(),
  work_start: time,
  work_end: time,
  lunch_start: orNull(time),
  lunch_end: orNull(time),
  administrator: Type.Boolean(),
  status: EmployeeStatus,
  departed_on: orNull(day),
  /** The absence of today, or else the nearest one ahead. */
  absence: orNull(Absence),
  present: Type.Boolean(),
  may_edit: Type.Boolean(),
  version: Type.Integer(),
});
export type EmployeeView = Static<typeof EmployeeView>;

export const EmployeePage = Type.Object({
  items: Type.Array(EmployeeView),
  next_cursor: orNull(Type.String()),
  count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  /** Whether the caller may invite and edit people at all. */
  may_invite: Type.Boolean(),
});
export type EmployeePage = Static<typeof EmployeePage>;

export const listEmployees = route({
  method: 'GET',
  path: '/api/v1/employees',
  summary: 'Employees by name, found by any part of name, e-mail or phone.',
  tag: 'people',
  query: Type.Object(
    {
      search: Type.Optional(Type.String({ maxLength: 200 })),
      status: Type.Optional(Type.Array(EmployeeStatus, { maxItems: 3 })),
      cursor: Type.Optional(Type.String({ maxLength: 1000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: EmployeePage,
});

export const showEmployee = route({
  method: 'GET',
  path: '/api/v1/employees/:id',
  summary: 'One employee.',
  tag: 'people',
  params: Type.Object({ id }),
  reply: EmployeeView,
});
