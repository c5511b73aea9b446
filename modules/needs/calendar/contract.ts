import { type Static, Type } from 'typebox';
import { Day, Id, orNull, Person, State } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';
import { BlockerName, StatusName, VerdictName } from '../contract.ts';

/** A dated look that somebody owes: at an open need, or at a client that waits without one. */
export const Check = Type.Object({
  id: Id,
  check_on: Day,
  /** Days by which it is late; 0 when it is not. */
  overdue_days: Type.Integer(),
  owner: Person,
  client: Type.Object({ id: Id, name: Type.String(), region: orNull(Type.String()), state: State }),
  /** Absent where the client waits without an open need: a lost or a delivered one. */
  need: orNull(
    Type.Object({
      id: Id,
      subject: Type.String(),
      value_minor: orNull(Type.Integer()),
      status: StatusName,
      verdict: orNull(VerdictName),
      blocker: orNull(BlockerName),
      window_from: orNull(Day),
      window_until: orNull(Day),
      expected_event: orNull(Type.String()),
      expected_on: orNull(Day),
    }),
  ),
});
export type Check = Static<typeof Check>;

export const CalendarOwner = Type.Object({
  id: Id,
  full_name: Type.String(),
  overdue: Type.Integer(),
  /** Within the four weeks that begin with this one. */
  soon: Type.Integer(),
  total: Type.Integer(),
});
export type CalendarOwner = Static<typeof CalendarOwner>;

export const RelevanceCalendar = Type.Object({
  today: Day,
  /** Whether the reader may look at everybody's checks. */
  whole: Type.Boolean(),
  owner_id: orNull(Id),
  total: Type.Integer(),
  overdue: Type.Integer(),
  /** Weeks, by their Monday, in which there is something to check and that is not late. */
  weeks: Type.Array(Type.Object({ week: Day, count: Type.Integer() })),
  owners: Type.Array(CalendarOwner),
});
export type RelevanceCalendar = Static<typeof RelevanceCalendar>;

export const showCalendarRoute = route({
  method: 'GET',
  path: '/api/v1/relevance/calendar',
  summary: 'The relevance calendar: checks by week over the years, late ones first, by owner.',
  tag: 'needs',
  query: Type.Object({ owner_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: RelevanceCalendar,
});

export const listChecksRoute = route({
  method: 'GET',
  path: '/api/v1/relevance/checks',
  summary: 'Checks within reach, the earliest first: the records behind every figure of the calendar.',
  tag: 'needs',
  query: Type.Object(
    {
      owner_id: Type.Optional(Id),
      from: Type.Optional(Day),
      until: Type.Optional(Day),
      overdue: Type.Optional(Type.Boolean()),
      verdict: Type.Optional(VerdictName),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(Check),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
    today: Day,
  }),
});
