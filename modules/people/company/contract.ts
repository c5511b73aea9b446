import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Language, orNull, Version } from '../contract.ts';

export const CompanyView = Type.Object({
  name: Type.String(),
  language: Language,
  time_zone: Type.String(),
  currency: Type.String(),
  is_demo: Type.Boolean(),
  may_edit: Type.Boolean(),
  version: Type.Integer(),
});
export type CompanyView = Static<typeof CompanyView>;

const name = Type.String({ minLength: 1, maxLength: 200 });
const zone = Type.String({ minLength: 1, maxLength: 60 });
const password = Type.String({ minLength: 1, maxLength: 1000 });

export const showCompany = route({
  method: 'GET',
  path: '/api/v1/company',
  summary: 'The company: name, language, time zone, currency.',
  tag: 'people',
  reply: CompanyView,
});

export const editCompany = route({
  method: 'PATCH',
  path: '/api/v1/company',
  summary: 'Changes the settings of the company.',
  tag: 'people',
  body: Type.Object(
    {
      version: Version,
      name: Type.Optional(name),
      language: Type.Optional(Language),
      time_zone: Type.Optional(zone),
    },
    { additionalProperties: false },
  ),
  reply: CompanyView,
});

export const DayKindName = Type.Enum(['off', 'work', 'short']);

export const CalendarYear = Type.Object({
  year: Type.Integer(),
  /** The year's moved and shortened days are not decreed yet. */
  provisional: Type.Boolean(),
  days: Type.Array(
    Type.Object({
      day: Day,
      kind: DayKindName,
      /** What the decree and the week say. */
      decreed: DayKindName,
      note: orNull(Type.String()),
    }),
  ),
  may_edit: Type.Boolean(),
});
export type CalendarYear = Static<typeof CalendarYear>;

export const showCalendar = route({
  method: 'GET',
  path: '/api/v1/company/calendar',
  summary: 'Every day of a year: what it is, and what it would be by the decree.',
  tag: 'people',
  query: Type.Object({ year: Type.Integer({ minimum: 2021, maximum: 2050 }) }, { additionalProperties: false }),
  reply: CalendarYear,
});

export const setCalendarDay = route({
  method: 'PUT',
  path: '/api/v1/company/calendar/:day',
  summary: "Makes a day working, short or off for the company; the decree's own kind takes the company's edit away.",
  tag: 'people',
  params: Type.Object({ day: Day }),
  body: Type.Object(
    { kind: DayKindName, note: Type.Optional(orNull(Type.String({ maxLength: 200 }))) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ day: Day, kind: DayKindName, edited: Type.Boolean() }),
});

/** What an empty company is set up with; the same for the browser, the command line and the demo. */
export const SetUp = Type.Object(
  {
    language: Language,
    name,
    time_zone: zone,
    admin_name: name,
    admin_email: Type.String({ minLength: 3, maxLength: 254 }),
    password,
  },
  { additionalProperties: false },
);
export type SetUp = Static<typeof SetUp>;

const token = Type.String({ minLength: 1, maxLength: 200 });

export const checkSetup = route({
  method: 'POST',
  path: '/api/v1/setup/check',
  summary: 'Whether the company still has to be set up, and whether a set-up link is good.',
  tag: 'people',
  open: 'anyone',
  body: Type.Object({ token: Type.Optional(token) }, { additionalProperties: false }),
  reply: Type.Object({ needed: Type.Boolean(), link_valid: Type.Boolean() }),
});

export const setUp = route({
  method: 'POST',
  path: '/api/v1/setup',
  summary: 'Sets the company up by the one-time link and signs its administrator in.',
  tag: 'people',
  open: 'anyone',
  body: Type.Object({ token, ...SetUp.properties }, { additionalProperties: false }),
  reply: Type.Object({ employee_id: Type.String({ format: 'uuid' }) }),
});
