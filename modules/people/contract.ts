import { type Static, type TSchema, Type } from 'typebox';
import { route } from '#shared/route.ts';

export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ format: 'date' });
export const Moment = Type.String({ format: 'date-time' });
export const Version = Type.Integer({ minimum: 1 });
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Language = Type.Enum(['ru', 'en']);
export const EmployeeStatus = Type.Enum(['invited', 'active', 'departed']);
export type EmployeeStatus = Static<typeof EmployeeStatus>;

export const AbsenceKind = Type.Enum(['vacation', 'sick', 'business_trip', 'other']);
export type AbsenceKind = Static<typeof AbsenceKind>;

/** Days away, both included, and who answers meanwhile; `kind` is null for those whom it does not concern. */
export const Absence = Type.Object({
  id: Id,
  employee_id: Id,
  employee_name: Type.String(),
  first_day: Day,
  last_day: Day,
  kind: orNull(AbsenceKind),
  deputy_id: Id,
  deputy_name: Type.String(),
  may_edit: Type.Boolean(),
  version: Type.Integer(),
});
export type Absence = Static<typeof Absence>;

/** The link by which somebody joins or sets a new password; the secret itself is shown only when it is made. */
export const InvitationState = Type.Object({ id: Id, expires_at: Moment, expired: Type.Boolean() });
export type InvitationState = Static<typeof InvitationState>;

export const EmployeeView = Type.Object({
  id: Id,
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
  departed_on: orNull(Day),
  /** The absence of today, or else the nearest one ahead. */
  absence: orNull(Absence),
  present: Type.Boolean(),
  /** An open invitation, for those who may invite. */
  invitation: orNull(InvitationState),
  may_edit: Type.Boolean(),
  version: Type.Integer(),
});
export type EmployeeView = Static<typeof EmployeeView>;

/** Fields of an employee that are filled in by people. Times are `HH:MM`, the capacity is in basis points of full time. */
const particulars = {
  phone: Type.Optional(orNull(Type.String({ maxLength: 100 }))),
  language: Type.Optional(Language),
  time_zone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  capacity_bp: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  work_start: Type.Optional(time),
  work_end: Type.Optional(time),
  lunch_start: Type.Optional(orNull(time)),
  lunch_end: Type.Optional(orNull(time)),
  administrator: Type.Optional(Type.Boolean()),
};
const fullName = Type.String({ minLength: 1, maxLength: 200 });
const email = Type.String({ minLength: 3, maxLength: 254 });

export const EmployeeInvite = Type.Object(
  { full_name: fullName, email, ...particulars },
  { additionalProperties: false },
);
export type EmployeeInvite = Static<typeof EmployeeInvite>;

export const EmployeeEdit = Type.Object(
  { version: Version, full_name: Type.Optional(fullName), email: Type.Optional(email), ...particulars },
  { additionalProperties: false },
);
export type EmployeeEdit = Static<typeof EmployeeEdit>;

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
  params: Type.Object({ id: Id }),
  reply: EmployeeView,
});

export const editEmployee = route({
  method: 'PATCH',
  path: '/api/v1/employees/:id',
  summary: 'Changes an employee: oneself language, zone, hours and phone; the rest takes the right over people.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  body: EmployeeEdit,
  reply: EmployeeView,
});

export const showProfile = route({
  method: 'GET',
  path: '/api/v1/profile',
  summary: 'The employee who is signed in.',
  tag: 'people',
  reply: EmployeeView,
});
