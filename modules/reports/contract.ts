import { type Static, type TSchema, Type } from 'typebox';
import { State } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';
import { FIGURES } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
const Kopecks = Type.Integer();

/** The numbers beside the desks in the navigation: what waits for the person who is signed in. */
export const DeskCounts = Type.Object({
  calls_due: Type.Optional(Count),
  steps_due: Type.Optional(Count),
  handoffs_to_answer: Type.Optional(Count),
  deals_open: Type.Optional(Count),
  projects_running: Type.Optional(Count),
  support_open: Type.Optional(Count),
  office_open: Type.Optional(Count),
  checks_overdue: Type.Optional(Count),
});
export type DeskCounts = Static<typeof DeskCounts>;

export const showDeskCounts = route({
  method: 'GET',
  path: '/api/v1/desk/counts',
  summary: 'How much waits on each desk of the person who is signed in.',
  tag: 'reports',
  reply: DeskCounts,
});

export const FigureName = Type.Enum([...FIGURES]);

/** n of N with the 95 % Wilson interval; shares from 0 to 1. */
export const Share = Type.Object({ figure: FigureName, n: Count, of: Count, low: Type.Number(), high: Type.Number() });
export type Share = Static<typeof Share>;

const PersonLoad = Type.Object({
  employee_id: Id,
  full_name: Type.String(),
  held: Count,
  norm: Count,
  present: Type.Boolean(),
});

/** The relay as it physically is: who holds how much, what passes, what comes back, what waits. */
export const RelayReport = Type.Object({
  sales_system: Type.Object({ id: Id, name: Type.String() }),
  today: Day,
  overdue: Type.Object({
    checks: Count,
    clients_minor: Kopecks,
    by_owner: Type.Array(Type.Object({ employee_id: Id, full_name: Type.String(), count: Count })),
    oldest: orNull(Type.Object({ client_id: Id, client_name: Type.String(), check_on: Day })),
    offers: Count,
  }),
  relay: Type.Array(Type.Object({ function: Type.String(), people: Type.Array(PersonLoad) })),
  queue: Type.Object({ cold: Count, warm: Count, find_contact: Count, checks_due: Count }),
  by_verdict: Type.Array(Type.Object({ figure: FigureName, clients: Count })),
  projects: Type.Object({ running: Count, late: Count, commissioned_this_year: Count }),
  signed_this_year: Type.Object({ count: Count, value_minor: Kopecks }),
  services: Type.Array(Type.Object({ unit_id: Id, name: Type.String(), open: Count, late: Count })),
  office: Type.Object({ open: Count, late: Count, released_minutes: Type.Integer() }),
  coverage: Type.Array(Share),
  funnel: Type.Array(Share),
});
export type RelayReport = Static<typeof RelayReport>;

const systemQuery = Type.Object({ sales_system_id: Type.Optional(Id) }, { additionalProperties: false });

export const showRelay = route({
  method: 'GET',
  path: '/api/v1/reports/relay',
  summary: "The head's desk: overdue checks and offers, load by person, coverage, the funnel, what waits.",
  tag: 'reports',
  query: systemQuery,
  reply: RelayReport,
});

const Cut = Type.Enum(['region', 'segment', 'holder']);

/** How well a part of the market is known: its clients, and how many have what a seller needs to begin. */
export const CoverageLine = Type.Object({
  /** The region's name, or the id of the segment or holder; null for clients without one. */
  part: orNull(Type.String()),
  name: orNull(Type.String()),
  clients: Count,
  shares: Type.Array(Share),
});
export type CoverageLine = Static<typeof CoverageLine>;

export const CoverageReport = Type.Object({
  sales_system: Type.Object({ id: Id, name: Type.String() }),
  by: Cut,
  whole: CoverageLine,
  lines: Type.Array(CoverageLine),
});
export type CoverageReport = Static<typeof CoverageReport>;

export const showCoverage = route({
  method: 'GET',
  path: '/api/v1/reports/coverage',
  summary:
    'Coverage of the market, whole and by region, segment or holder: contact verified, decision maker known, verdict fresh.',
  tag: 'reports',
  query: Type.Object({ sales_system_id: Type.Optional(Id), by: Type.Optional(Cut) }, { additionalProperties: false }),
  reply: CoverageReport,
});

/** A client behind a figure. */
export const FigureRecord = Type.Object({
  id: Id,
  name: Type.String(),
  region: orNull(Type.String()),
  state: State,
  holder_name: orNull(Type.String()),
});
export type FigureRecord = Static<typeof FigureRecord>;

export const listFigureRecords = route({
  method: 'GET',
  path: '/api/v1/reports/figures/:figure',
  summary: 'The clients that a figure was counted from.',
  tag: 'reports',
  params: Type.Object({ figure: FigureName }),
  query: Type.Object(
    {
      sales_system_id: Type.Optional(Id),
      /** Only a part of the system: clients of one region, segment or holder; `part` is left out for those without one. */
      by: Type.Optional(Cut),
      part: Type.Optional(Type.String({ maxLength: 200 })),
      cursor: Type.Optional(Type.String({ maxLength: 600 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(FigureRecord), next_cursor: orNull(Type.String()) }),
});
