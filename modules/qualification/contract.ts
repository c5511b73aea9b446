import { type Static, Type } from 'typebox';
import { CallMade } from '#modules/calling/contract.ts';
import { NOT_TARGET_REASONS } from '#modules/calling/rules.ts';
import { ClientParams, Day, Id, Moment, orNull } from '#modules/clients/contract.ts';
import { DECISION_ROLES } from '#modules/clients/rules.ts';
import { BlockerName, OriginName, VerdictName } from '#modules/needs/contract.ts';
import { route } from '#shared/route.ts';

export const CRITERIA = ['target_segment', 'need', 'relevance', 'contact', 'next_step', 'sources', 'budget'] as const;
export type CriterionKey = (typeof CRITERIA)[number];
export const BRIEF_STATES = ['draft', 'qualified', 'not_yet', 'not_target'] as const;
export type BriefState = (typeof BRIEF_STATES)[number];
export const BRIEF_VERDICTS = ['qualified', 'not_yet', 'not_target'] as const;

const closed = { additionalProperties: false };
const text = (longest: number) => Type.Optional(orNull(Type.String({ maxLength: longest })));
const maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(orNull(schema));

/** The brief as it is typed in while talking: everything may still be missing. */
export const BriefFields = Type.Object(
  {
    need: Type.Optional(Type.Object({ statement: text(500), origin: maybe(OriginName) }, closed)),
    relevance: Type.Optional(
      Type.Object(
        {
          verdict: maybe(VerdictName),
          blocker: maybe(BlockerName),
          unlocks: text(1000),
          evidence: text(4000),
          window_from: maybe(Day),
          window_until: maybe(Day),
          expected_event: text(500),
          expected_on: maybe(Day),
        },
        closed,
      ),
    ),
    contact: Type.Optional(
      Type.Object(
        {
          contact_id: maybe(Id),
          full_name: text(300),
          position_title: text(300),
          decision_role: maybe(Type.Enum(DECISION_ROLES)),
          phone: text(60),
        },
        closed,
      ),
    ),
    next_step: Type.Optional(
      Type.Object(
        {
          kind: maybe(Type.Enum(['call', 'meeting', 'video_meeting', 'letter', 'task'])),
          title: text(500),
          due_on: maybe(Day),
          due_time: maybe(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
        },
        closed,
      ),
    ),
    sources: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 })),
    budget: Type.Optional(
      Type.Object(
        { value_minor: maybe(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })), known_by: maybe(Day) },
        closed,
      ),
    ),
    note: text(20_000),
  },
  closed,
);
export type BriefFields = Static<typeof BriefFields>;

export const CriterionName = Type.Enum([...CRITERIA]);

const Receiver = Type.Object({
  employee_id: Id,
  full_name: Type.String(),
  held: Type.Number(),
  norm: Type.Integer(),
  present: Type.Boolean(),
  chosen: Type.Boolean(),
});

/** The brief of a client with what the verdict on it needs. `id` is absent until something has been typed in. */
export const Brief = Type.Object({
  id: orNull(Id),
  client_id: Id,
  state: Type.Enum([...BRIEF_STATES]),
  author_name: orNull(Type.String()),
  fields: BriefFields,
  need_id: orNull(Id),
  updated_at: orNull(Moment),
  decided_at: orNull(Moment),
  version: orNull(Type.Integer()),
  criteria: Type.Array(Type.Object({ key: CriterionName, required: Type.Boolean(), met: Type.Boolean() })),
  target: Type.Object({
    segment_id: orNull(Id),
    segments: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    client_version: Type.Integer(),
  }),
  people: Type.Array(
    Type.Object({
      contact_id: Id,
      full_name: Type.String(),
      position_title: orNull(Type.String()),
      decision_role: orNull(Type.Enum(DECISION_ROLES)),
    }),
  ),
  receivers: Type.Array(Receiver),
  /** The hand-off of this brief that is under way. */
  handoff: orNull(
    Type.Object({
      id: Id,
      state: Type.String(),
      round: Type.Integer(),
      receiver_name: Type.String(),
      due_at: orNull(Moment),
      return_code: orNull(Type.String()),
      return_text: orNull(Type.String()),
    }),
  ),
  may_qualify: Type.Boolean(),
  today: Day,
});
export type Brief = Static<typeof Brief>;

export const VerdictReply = Type.Object({
  brief_id: Id,
  client_id: Id,
  verdict: Type.Enum([...BRIEF_VERDICTS]),
  handoff_id: orNull(Id),
  receiver_name: orNull(Type.String()),
  next_check_on: orNull(Day),
});
export type VerdictReply = Static<typeof VerdictReply>;

const version = orNull(Type.Integer({ minimum: 1 }));

export const VerdictInput = Type.Object(
  {
    version,
    /** The brief as it stands on the screen, should the last of it not have been saved yet. */
    fields: Type.Optional(BriefFields),
    verdict: Type.Enum([...BRIEF_VERDICTS]),
    /** Of «not of the target»: a code of the closed list. */
    reason: Type.Optional(Type.Enum([...NOT_TARGET_REASONS])),
    /** In words: why the client waits, or why it is not of the target. */
    words: Type.Optional(Type.String({ maxLength: 2000 })),
    receiver_id: Type.Optional(Id),
    /** The covering note to the receiver. */
    note: Type.Optional(Type.String({ maxLength: 4000 })),
    /** The conversation in which the verdict was reached; it is recorded in the same transaction. */
    call: Type.Optional(CallMade),
  },
  closed,
);
export type VerdictInput = Static<typeof VerdictInput>;

export const readBriefRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/brief',
  summary:
    'The qualification brief of a client at the depth attained, with its criteria and who could receive the client.',
  tag: 'qualification',
  params: ClientParams,
  reply: Brief,
});

export const saveBriefRoute = route({
  method: 'PUT',
  path: '/api/v1/clients/:id/brief',
  summary: 'Saves the brief while talking; `version` is null before it was saved for the first time.',
  tag: 'qualification',
  params: ClientParams,
  body: Type.Object({ version, fields: BriefFields }, closed),
  reply: Type.Object({ id: Id, version: Type.Integer() }),
});

export const giveVerdictRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/verdict',
  summary:
    'Qualified: the client is offered to a development manager at once. Not yet: it waits in relevance. Not of the target: it is closed.',
  tag: 'qualification',
  params: ClientParams,
  body: VerdictInput,
  reply: VerdictReply,
});

export const listCriteriaRoute = route({
  method: 'GET',
  path: '/api/v1/qualification/criteria',
  summary: 'The readiness criteria of the hand-off to development in a sales system.',
  tag: 'qualification',
  query: Type.Object({ sales_system_id: Type.Optional(Id) }, closed),
  reply: Type.Object({
    sales_system_id: Id,
    items: Type.Array(Type.Object({ key: CriterionName, required: Type.Boolean() })),
    may_edit: Type.Boolean(),
  }),
});

export const setCriteriaRoute = route({
  method: 'PUT',
  path: '/api/v1/qualification/criteria',
  summary: 'Sets which criteria are required; what is already under way is judged by them at its next offer.',
  tag: 'qualification',
  body: Type.Object(
    {
      sales_system_id: Id,
      items: Type.Array(Type.Object({ key: CriterionName, required: Type.Boolean() }, closed), {
        minItems: 1,
        maxItems: CRITERIA.length,
      }),
    },
    closed,
  ),
  reply: Type.Object({ saved: Type.Boolean() }),
});

export const ownHandoffsRoute = route({
  method: 'GET',
  path: '/api/v1/qualification/mine',
  summary: 'How the hand-offs of whoever asks are answered this quarter: at the first offer, and why they come back.',
  tag: 'qualification',
  reply: Type.Object({
    accepted_today: Type.Integer(),
    /** Accepted at the first offer, of those that were answered. */
    first: Type.Integer(),
    of: Type.Integer(),
    returns: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })),
    /** The day with which the quarter began. */
    since: Moment,
    employee_id: orNull(Id),
  }),
});
