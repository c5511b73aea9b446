import { type Static, Type } from 'typebox';
import { Basis, ClientParams, Day, Id, Moment, orNull, Phone, State } from '#modules/clients/contract.ts';
import { DECISION_ROLES } from '#modules/clients/rules.ts';
import { VerdictName } from '#modules/needs/contract.ts';
import { route } from '#shared/route.ts';
import { NOT_TARGET_REASONS, OUTCOMES, QUEUES, REFUSAL_REASONS } from './rules.ts';

const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const closed = { additionalProperties: false };
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

export const OutcomeName = Type.Enum([...OUTCOMES]);
/** A queue, or how else one came to a client. */
export const CameBy = Type.Enum([...QUEUES, 'find_contact', 'by_hand']);
export type CameBy = Static<typeof CameBy>;

/** One line of «why this client now»: the text is `calling.why.<code>`. */
export const WhyLine = Type.Object({
  kind: Type.Enum(['passed', 'chosen', 'also']),
  code: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});

/** A number of the client, or of a person there. A doubted one has turned out to be somebody else's. */
export const CallNumber = Type.Object({
  number: Type.String(),
  extension: orNull(Type.String()),
  note: orNull(Type.String()),
  contact_id: orNull(Id),
  doubted: Type.Boolean(),
});
export type CallNumber = Static<typeof CallNumber>;

export const CallPerson = Type.Object({
  contact_id: Id,
  full_name: Type.String(),
  position_title: orNull(Type.String()),
  decision_role: orNull(Type.Enum(DECISION_ROLES)),
});

/** The client at hand: who, why now, what allows the call, whom to ask for. */
export const Call = Type.Object({
  client_id: Id,
  came_by: CameBy,
  /** What has to be found before anybody may call: a number, or the legal basis. */
  missing: Type.Array(Type.Enum(['number', 'basis'])),
  taken_at: Moment,
  leased_until: Moment,
  why: Type.Array(WhyLine),
  client: Type.Object({
    name: Type.String(),
    legal_name: orNull(Type.String()),
    inn: orNull(Type.String()),
    state: State,
    region: orNull(Type.String()),
    settlement: orNull(Type.String()),
    segment: orNull(Type.String()),
    organisation_type: orNull(Type.String()),
    size: orNull(Type.Integer()),
    sites: Type.Array(Type.String()),
    emails: Type.Array(Type.String()),
    source: orNull(Type.String()),
    note: orNull(Type.String()),
    strategy: orNull(Type.String()),
    holder: orNull(Type.String()),
    version: Type.Integer(),
  }),
  clock: Type.Object({
    zone: Type.String(),
    windows: Type.Array(Type.Object({ from: Type.Integer(), until: Type.Integer() })),
    working_day: Type.Boolean(),
    open: Type.Boolean(),
    opens_at: orNull(Moment),
  }),
  basis: orNull(Type.Object({ basis: Basis, note: orNull(Type.String()), on: orNull(Day) })),
  attempts: Type.Object({ used: Type.Integer(), limit: Type.Integer(), period_days: Type.Integer() }),
  numbers: Type.Array(CallNumber),
  people: Type.Array(CallPerson),
  /** The need that is looked at first, if any. */
  need: orNull(
    Type.Object({
      id: Id,
      subject: Type.String(),
      verdict: orNull(VerdictName),
      event: orNull(Type.String()),
      window_from: orNull(Day),
      window_until: orNull(Day),
    }),
  ),
  next_step: orNull(Type.Object({ id: Id, title: Type.String(), on: Day, at: orNull(Moment) })),
  /** Which script to read from: `calling.script.<key>`. */
  script: Type.Enum(['cold', 'warm', 'check', 'event', 'promised']),
});
export type Call = Static<typeof Call>;

/** Nothing to call now: what there is, and when the next window opens. */
export const NothingNow = Type.Object({
  reason: Type.Enum(['empty_base', 'window_closed', 'all_resting', 'all_done']),
  opens_at: orNull(Moment),
  zone: orNull(Type.String()),
  why: Type.Array(WhyLine),
});
export type NothingNow = Static<typeof NothingNow>;

export const NextReply = Type.Object({ call: orNull(Call), nothing: orNull(NothingNow) });
export type NextReply = Static<typeof NextReply>;

const Counted = Type.Object({ value: Type.Integer(), exact: Type.Boolean() });

/** The strip on top of the desk: today's figures and what waits. Every figure has its records in `/calling/attempts`. */
export const CallingDay = Type.Object({
  calls: Type.Integer(),
  norm: Type.Integer(),
  reached: Type.Integer(),
  with_decision_maker: Type.Integer(),
  promised: Type.Integer(),
  warm: Counted,
  checks: Type.Integer(),
  cold: Counted,
  resting: Counted,
  find_contact: Counted,
  next_promised: orNull(Type.Object({ client_id: Id, name: Type.String(), on: Day, at: orNull(Moment) })),
  /** From this instant on the day of whoever calls is counted. */
  since: Moment,
});
export type CallingDay = Static<typeof CallingDay>;

export const Attempt = Type.Object({
  id: Id,
  client_id: Id,
  client_name: Type.String(),
  employee_id: Id,
  employee_name: Type.String(),
  contact_name: orNull(Type.String()),
  at: Moment,
  came_by: CameBy,
  outcome: OutcomeName,
  reason: orNull(Type.String()),
  with_decision_maker: Type.Boolean(),
});
export type Attempt = Static<typeof Attempt>;

/** The call itself: with whom, by which number, what was said. */
export const callFields = {
  contact_id: Type.Optional(Id),
  /** Somebody not yet known: becomes a contact of the client. */
  who: Type.Optional(
    Type.Object({ full_name: words(300), position_title: Type.Optional(Type.String({ maxLength: 300 })) }, closed),
  ),
  number: Type.Optional(Type.String({ minLength: 3, maxLength: 60 })),
  duration_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440 })),
  note: Type.Optional(Type.String({ maxLength: 20_000 })),
};
export const CallMade = Type.Object(callFields, closed);
export type CallMade = Static<typeof CallMade>;

export const OutcomeInput = Type.Object(
  {
    ...callFields,
    outcome: OutcomeName,
    /** Of a refusal or of «not of the target»; a code of the closed lists. */
    reason: Type.Optional(Type.Enum([...new Set([...REFUSAL_REASONS, ...NOT_TARGET_REASONS])])),
    /** When to call back, or what comes next after a conversation. */
    next: Type.Optional(
      Type.Object(
        {
          kind: Type.Optional(Type.Enum(['call', 'meeting', 'video_meeting', 'letter', 'check', 'task'])),
          title: Type.Optional(words(500)),
          due_on: Day,
          due_time: Type.Optional(time),
          /** In whose wall-clock time `due_time` is; the caller's own unless said. */
          time_of: Type.Optional(Type.Enum(['caller', 'client'])),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type OutcomeInput = Static<typeof OutcomeInput>;

export const OutcomeReply = Type.Object({
  id: Id,
  client_id: Id,
  outcome: OutcomeName,
  state: State,
  /** Before this instant the client is offered to nobody. */
  ready_at: Moment,
});
export type OutcomeReply = Static<typeof OutcomeReply>;

export const FoundContact = Type.Object(
  {
    /** Numbers of the organisation itself, in any spelling. */
    phones: Type.Optional(Type.Array(Phone, { maxItems: 20 })),
    person: Type.Optional(
      Type.Object(
        {
          full_name: words(300),
          position_title: Type.Optional(Type.String({ maxLength: 300 })),
          phone: Type.Optional(Type.String({ maxLength: 60 })),
          email: Type.Optional(Type.String({ maxLength: 254 })),
        },
        closed,
      ),
    ),
    basis: Type.Optional(Basis),
    /** Where it was found, or on what the basis rests. */
    source: Type.Optional(Type.String({ maxLength: 500 })),
    /** Numbers that were doubted and have been verified. */
    verified: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })),
  },
  closed,
);
export type FoundContact = Static<typeof FoundContact>;

export const nextClientRoute = route({
  method: 'POST',
  path: '/api/v1/calling/next',
  summary: 'The next client to call, leased to whoever asks; or the one they hold already.',
  tag: 'calling',
  body: Type.Object(
    {
      sales_system_id: Type.Optional(Id),
      /** `find_contact` gives a client whose number or basis has to be found. */
      mode: Type.Optional(Type.Enum(['call', 'find_contact'])),
    },
    closed,
  ),
  reply: NextReply,
});

export const currentCallRoute = route({
  method: 'GET',
  path: '/api/v1/calling/current',
  summary: 'The client that is leased to whoever asks, if any.',
  tag: 'calling',
  reply: Type.Object({ call: orNull(Call) }),
});

export const leaseClientRoute = route({
  method: 'POST',
  path: '/api/v1/calling/clients/:id/lease',
  summary: 'Takes one particular client to call it now.',
  tag: 'calling',
  params: ClientParams,
  body: Type.Object({}, closed),
  reply: Call,
});

export const keepLeaseRoute = route({
  method: 'POST',
  path: '/api/v1/calling/clients/:id/keep',
  summary: 'The conversation goes on: the client stays with whoever calls.',
  tag: 'calling',
  params: ClientParams,
  body: Type.Object({}, closed),
  reply: Type.Object({ leased_until: Moment }),
});

export const releaseLeaseRoute = route({
  method: 'POST',
  path: '/api/v1/calling/release',
  summary: 'Gives back the client at hand without a call; `rest` lets it rest, so that another one comes next.',
  tag: 'calling',
  body: Type.Object({ rest: Type.Optional(Type.Boolean()) }, closed),
  reply: Type.Object({ released: Type.Boolean() }),
});

export const recordOutcomeRoute = route({
  method: 'POST',
  path: '/api/v1/calling/clients/:id/outcome',
  summary: 'What came of a call: the touch, the attempt and its effect at once.',
  tag: 'calling',
  params: ClientParams,
  body: OutcomeInput,
  reply: OutcomeReply,
});

export const contactFoundRoute = route({
  method: 'POST',
  path: '/api/v1/calling/clients/:id/contact-found',
  summary: 'A number, a person or a legal basis was found: the client joins the queue as soon as nothing is missing.',
  tag: 'calling',
  params: ClientParams,
  body: FoundContact,
  reply: Type.Object({ joined: Type.Boolean(), missing: Type.Array(Type.Enum(['number', 'basis'])) }),
});

export const notFoundRoute = route({
  method: 'POST',
  path: '/api/v1/calling/clients/:id/contact-not-found',
  summary: 'No contact was found: the client rests before anybody looks again.',
  tag: 'calling',
  params: ClientParams,
  body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 2000 })) }, closed),
  reply: Type.Object({ ready_at: Moment }),
});

export const callingDayRoute = route({
  method: 'GET',
  path: '/api/v1/calling/day',
  summary:
    'How the day of whoever asks goes: calls of the norm, reached, decision makers, and what waits in each queue.',
  tag: 'calling',
  query: Type.Object({ sales_system_id: Type.Optional(Id) }, closed),
  reply: CallingDay,
});

export const listAttemptsRoute = route({
  method: 'GET',
  path: '/api/v1/calling/attempts',
  summary: 'Calls made, newest first: one’s own, or of somebody whose calls one may see, or at one client.',
  tag: 'calling',
  query: Type.Object(
    {
      employee_id: Type.Optional(Id),
      client_id: Type.Optional(Id),
      since: Type.Optional(Moment),
      what: Type.Optional(Type.Enum(['all', 'reached', 'with_decision_maker'])),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  reply: Type.Object({ items: Type.Array(Attempt), next_cursor: orNull(Type.String()), count: Counted }),
});
