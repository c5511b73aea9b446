import { type Static, type TSchema, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { REQUEST_STATUSES } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const Version = Type.Integer({ minimum: 1 });
const Inputs = Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 4000 }));
const Level = Type.Integer({ minimum: 0, maximum: 3 });

export const StatusName = Type.Enum([...REQUEST_STATUSES]);

/** What may be asked of a department: the competence it takes, standard hours, and what a complete brief holds. */
export const RequestType = Type.Object({
  id: Id,
  name: Type.String(),
  unit_id: Id,
  unit_name: Type.String(),
  competence_id: Id,
  competence_name: Type.String(),
  required_level: Level,
  standard_minutes: Type.Integer(),
  required_inputs: Type.Array(Type.String()),
  version: Version,
});
export type RequestType = Static<typeof RequestType>;

export const SupportRequest = Type.Object({
  id: Id,
  number: Type.Integer(),
  type_id: Id,
  type_name: Type.String(),
  unit_id: Id,
  unit_name: Type.String(),
  standard_minutes: Type.Integer(),
  client_id: Id,
  client_name: Type.String(),
  about_kind: orNull(Type.String()),
  about_id: orNull(Id),
  asker_id: Id,
  asker_name: Type.String(),
  question: Type.String(),
  inputs: Inputs,
  wanted_by: orNull(Moment),
  status: StatusName,
  missing: Type.Array(Type.String()),
  returned_note: orNull(Type.String()),
  due_at: orNull(Moment),
  specialist_id: orNull(Id),
  specialist_name: orNull(Type.String()),
  learner_id: orNull(Id),
  learner_name: orNull(Type.String()),
  assigned_why: orNull(Type.String()),
  override_reason: orNull(Type.String()),
  finding: orNull(Type.String()),
  for_client: orNull(Type.String()),
  spent_minutes: orNull(Type.Integer()),
  answered_at: orNull(Moment),
  accepted_at: orNull(Moment),
  created_at: Moment,
  version: Version,
});
export type SupportRequest = Static<typeof SupportRequest>;

/** Who would get a request, and why the others would not. */
export const RoutingView = Type.Object({
  specialist_id: orNull(Id),
  learner_id: orNull(Id),
  order: Type.Array(
    Type.Object({
      employee_id: Id,
      name: Type.String(),
      why: Type.Enum(['chosen', 'busier', 'more_recent', 'absent', 'full', 'competence', 'learner']),
      load_minutes: Type.Integer(),
    }),
  ),
});
export type RoutingView = Static<typeof RoutingView>;

export const CompetenceRow = Type.Object({
  id: Id,
  name: Type.String(),
  target_people: Type.Integer(),
  version: Version,
  levels: Type.Array(Type.Object({ employee_id: Id, level: Level })),
});
export type CompetenceRow = Static<typeof CompetenceRow>;

/** A department's desk: its requests, its people, who can do what, and how evenly the work is spread. */
export const SupportDesk = Type.Object({
  units: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  unit_id: orNull(Id),
  requests: Type.Array(SupportRequest),
  specialists: Type.Array(
    Type.Object({
      id: Id,
      full_name: Type.String(),
      present: Type.Boolean(),
      load_minutes: Type.Integer(),
      capacity_minutes: Type.Integer(),
    }),
  ),
  competences: Type.Array(CompetenceRow),
  kept_in_time: Type.Object({ kept: Type.Integer(), of: Type.Integer() }),
  variation: orNull(Type.Number()),
  may_answer: Type.Boolean(),
  may_route: Type.Boolean(),
});
export type SupportDesk = Static<typeof SupportDesk>;

const params = Type.Object({ id: Id });

export const showSupportDesk = route({
  method: 'GET',
  path: '/api/v1/support/desk',
  summary: 'The queue, the people and the competences of a specialised department.',
  tag: 'support',
  query: Type.Object({ unit_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: SupportDesk,
});

export const listRequestTypes = route({
  method: 'GET',
  path: '/api/v1/support/types',
  summary: 'What may be asked of the departments in a sales system.',
  tag: 'support',
  query: Type.Object({ sales_system_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: Type.Object({ items: Type.Array(RequestType) }),
});

export const listSupportRequests = route({
  method: 'GET',
  path: '/api/v1/support/requests',
  summary: 'Requests of a client, or those one has asked or answers; newest first.',
  tag: 'support',
  query: Type.Object(
    {
      client_id: Type.Optional(Id),
      mine: Type.Optional(Type.Enum(['asked', 'answering'])),
      cursor: Type.Optional(Type.String({ maxLength: 60 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(SupportRequest), next_cursor: orNull(Type.String()) }),
});

export const showSupportRequest = route({
  method: 'GET',
  path: '/api/v1/support/requests/:id',
  summary: 'One request to experts.',
  tag: 'support',
  params,
  reply: SupportRequest,
});

export const AskBody = Type.Object(
  {
    client_id: Id,
    type_id: Id,
    question: words(5000),
    inputs: Inputs,
    about: Type.Optional(
      Type.Object({ kind: Type.Enum(['need', 'deal', 'project']), id: Id }, { additionalProperties: false }),
    ),
    wanted_by: Type.Optional(Moment),
  },
  { additionalProperties: false },
);
export type AskBody = Static<typeof AskBody>;

export const askSupportRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests',
  summary: 'Asks a department; an incomplete brief returns at once and its clock stands.',
  tag: 'support',
  body: AskBody,
  reply: SupportRequest,
});

export const completeBriefRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/brief',
  summary: 'Completes a brief that was returned; when nothing is missing the clock starts.',
  tag: 'support',
  params,
  body: Type.Object(
    { version: Version, question: Type.Optional(words(5000)), inputs: Inputs },
    { additionalProperties: false },
  ),
  reply: SupportRequest,
});

export const returnBriefRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/return',
  summary: 'The department returns a brief that cannot be worked on, saying what is missing.',
  tag: 'support',
  params,
  body: Type.Object({ version: Version, note: words(2000) }, { additionalProperties: false }),
  reply: SupportRequest,
});

export const showRouting = route({
  method: 'GET',
  path: '/api/v1/support/requests/:id/routing',
  summary: 'Who would get this request now, and why the others would not.',
  tag: 'support',
  params,
  reply: RoutingView,
});

export const assignRequestRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/assign',
  summary: 'Gives a request to whom routing chooses, or to somebody else with a reason.',
  tag: 'support',
  params,
  body: Type.Object(
    { version: Version, specialist_id: Type.Optional(Id), reason: Type.Optional(words(1000)) },
    { additionalProperties: false },
  ),
  reply: SupportRequest,
});

export const takeNextRequestRoute = route({
  method: 'POST',
  path: '/api/v1/support/take-next',
  summary: 'Assigns the request that is due first to whom routing chooses.',
  tag: 'support',
  body: Type.Object({ unit_id: Id }, { additionalProperties: false }),
  reply: SupportRequest,
});

export const answerRequestRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/answer',
  summary: "Answers in two versions: the technical finding, and the same in the client's language.",
  tag: 'support',
  params,
  body: Type.Object(
    {
      version: Version,
      finding: words(20_000),
      for_client: words(20_000),
      spent_minutes: Type.Integer({ minimum: 1, maximum: 100_000 }),
    },
    { additionalProperties: false },
  ),
  reply: SupportRequest,
});

export const acceptAnswerRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/accept',
  summary: 'Whoever asked accepts the answer.',
  tag: 'support',
  params,
  body: Type.Object({ version: Version }, { additionalProperties: false }),
  reply: SupportRequest,
});

export const askAgainRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/ask-again',
  summary: 'The answer does not answer the question: asked again with what is unclear.',
  tag: 'support',
  params,
  body: Type.Object({ version: Version, note: words(2000) }, { additionalProperties: false }),
  reply: SupportRequest,
});

export const cancelRequestRoute = route({
  method: 'POST',
  path: '/api/v1/support/requests/:id/cancel',
  summary: 'The question has fallen away.',
  tag: 'support',
  params,
  body: Type.Object({ version: Version, reason: words(1000) }, { additionalProperties: false }),
  reply: SupportRequest,
});

export const setLevelRoute = route({
  method: 'PUT',
  path: '/api/v1/support/competences/:id/levels/:employee_id',
  summary: "Sets somebody's level of a competence.",
  tag: 'support',
  params: Type.Object({ id: Id, employee_id: Id }),
  body: Type.Object({ level: Level }, { additionalProperties: false }),
  reply: Type.Object({ level: Level }),
});
