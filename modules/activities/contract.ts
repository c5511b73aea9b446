import { type Static, Type } from 'typebox';
import { ClientParams as byId, Day as day, Id as id, Moment as instant, orNull } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';

const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const cursor = Type.Optional(Type.String({ maxLength: 400 }));
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));

export const TouchKind = Type.Enum(['call', 'meeting', 'video_meeting', 'letter', 'message', 'visit', 'event', 'note']);
export type TouchKind = Static<typeof TouchKind>;

/** An advance moves the client's decision; a continuation only keeps the talk going. */
export const TouchResult = Type.Enum(['advance', 'continuation']);
export type TouchResult = Static<typeof TouchResult>;

export const StepKind = Type.Enum(['call', 'meeting', 'video_meeting', 'letter', 'check', 'task']);
export type StepKind = Static<typeof StepKind>;

/** What a touch, a step or a file is about, besides its client: a need, a deal, a project … */
export const About = Type.Object({ kind: words(60), id }, { additionalProperties: false });
export type About = Static<typeof About>;

export const Touch = Type.Object({
  id,
  client_id: id,
  contact_id: orNull(id),
  contact_name: orNull(Type.String()),
  employee_id: id,
  employee_name: Type.String(),
  kind: TouchKind,
  at: instant,
  duration_minutes: orNull(Type.Integer()),
  summary: Type.String(),
  result: orNull(TouchResult),
  with_decision_maker: Type.Boolean(),
  about: orNull(About),
  version: Type.Integer(),
});
export type Touch = Static<typeof Touch>;

export const Step = Type.Object({
  id,
  client_id: id,
  client_name: Type.String(),
  owner_id: id,
  owner_name: Type.String(),
  kind: StepKind,
  title: Type.String(),
  due_on: day,
  /** The exact moment, when one was agreed. */
  due_at: orNull(instant),
  contact_id: orNull(id),
  contact_name: orNull(Type.String()),
  contact_position: orNull(Type.String()),
  about: orNull(About),
  state: Type.Enum(['open', 'done', 'cancelled']),
  outcome: orNull(Type.String()),
  /** How many times it has been put off. */
  postponed: Type.Integer(),
  version: Type.Integer(),
});
export type Step = Static<typeof Step>;

const stepFields = {
  kind: StepKind,
  title: words(500),
  /** A day off is moved to the next working day of the owner, unless a time is agreed. */
  due_on: day,
  /** Wall-clock time where the owner works. */
  due_time: Type.Optional(time),
  contact_id: Type.Optional(id),
  /** Whoever holds the client, unless named. */
  owner_id: Type.Optional(id),
  about: Type.Optional(About),
};
export const StepInput = Type.Object(stepFields, { additionalProperties: false });
export type StepInput = Static<typeof StepInput>;

export const WaitInput = Type.Object(
  { need_id: Type.Optional(id), reason: words(2000) },
  { additionalProperties: false },
);
export type WaitInput = Static<typeof WaitInput>;

const touchFields = {
  kind: TouchKind,
  contact_id: Type.Optional(id),
  duration_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440 })),
  result: Type.Optional(TouchResult),
  with_decision_maker: Type.Optional(Type.Boolean()),
};
export const TouchInput = Type.Object(
  {
    ...touchFields,
    /** Now, unless named. */
    at: Type.Optional(instant),
    summary: words(20_000),
    about: Type.Optional(About),
    /** The step that comes out of the touch. */
    next: Type.Optional(StepInput),
  },
  { additionalProperties: false },
);
export type TouchInput = Static<typeof TouchInput>;

export const FinishInput = Type.Object(
  {
    version: Type.Integer(),
    outcome: words(20_000),
    /** The touch that the step was, when it was one; the outcome is its summary. */
    touch: Type.Optional(Type.Object(touchFields, { additionalProperties: false })),
    next: Type.Optional(StepInput),
    wait: Type.Optional(WaitInput),
  },
  { additionalProperties: false },
);
export type FinishInput = Static<typeof FinishInput>;

export const PostponeInput = Type.Object(
  { version: Type.Integer(), due_on: day, due_time: Type.Optional(time), reason: words(2000) },
  { additionalProperties: false },
);
export type PostponeInput = Static<typeof PostponeInput>;

/** What a timeline may be narrowed to. */
export const TimelineGroup = Type.Enum(['touches', 'decisions', 'services']);
export type TimelineGroup = Static<typeof TimelineGroup>;

/**
 * One line of a client's timeline. Its words are either its own (`title`) or a text of the catalogue with values, so that
 * every reader gets them in their language.
 */
export const TimelineItem = Type.Object({
  id,
  at: instant,
  group: TimelineGroup,
  icon: Type.Enum([
    'call',
    'meeting',
    'letter',
    'message',
    'note',
    'step',
    'need',
    'verdict',
    'deal',
    'project',
    'handoff',
    'support',
    'office',
    'interest',
    'warning',
  ]),
  title: orNull(Type.String()),
  text_key: orNull(Type.String()),
  text_values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  note: orNull(Type.String()),
  who: orNull(Type.String()),
  result: orNull(TouchResult),
  subject: Type.Object({ kind: Type.String(), id }),
  /** The reader wrote it and may correct it. */
  mine: Type.Optional(Type.Boolean()),
});
export type TimelineItem = Static<typeof TimelineItem>;

export const TimelinePage = Type.Object({ items: Type.Array(TimelineItem), next_cursor: orNull(Type.String()) });
export type TimelinePage = Static<typeof TimelinePage>;

export const Attachment = Type.Object({
  id,
  client_id: id,
  file_id: id,
  file_name: Type.String(),
  title: Type.String(),
  size: Type.Integer(),
  about: orNull(About),
  added_by: id,
  added_by_name: Type.String(),
  added_at: instant,
  may_remove: Type.Boolean(),
  version: Type.Integer(),
});
export type Attachment = Static<typeof Attachment>;

export const AttachInput = Type.Object(
  { file_id: id, title: Type.Optional(words(500)), about: Type.Optional(About) },
  { additionalProperties: false },
);
export type AttachInput = Static<typeof AttachInput>;

export const UploadedFile = Type.Object({ id, name: Type.String(), size: Type.Integer(), sha256: Type.String() });
export type UploadedFile = Static<typeof UploadedFile>;

export const listSteps = route({
  method: 'GET',
  path: '/api/v1/steps',
  summary: 'Open steps of an employee, the most urgent first; one’s own unless another is named.',
  tag: 'activities',
  query: Type.Object(
    { owner_id: Type.Optional(id), until: Type.Optional(day), cursor, limit },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(Step),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
    /** Of them, due before today. */
    overdue: Type.Integer(),
    /** Today where the owner works. */
    today: day,
  }),
});

export const listClientSteps = route({
  method: 'GET',
  path: '/api/v1/clients/:id/steps',
  summary: 'Open steps at a client, the most urgent first.',
  tag: 'activities',
  params: byId,
  reply: Type.Object({ items: Type.Array(Step), today: day }),
});

export const planClientStep = route({
  method: 'POST',
  path: '/api/v1/clients/:id/steps',
  summary: 'Plans a step at a client. A date in the past is refused; a day off becomes the next working day.',
  tag: 'activities',
  params: byId,
  body: StepInput,
  reply: Step,
});

export const finishOneStep = route({
  method: 'POST',
  path: '/api/v1/steps/:id/finish',
  summary: 'Finishes a step. The last step of a client in work needs a next one, or the client goes to waiting.',
  tag: 'activities',
  params: byId,
  body: FinishInput,
  reply: Type.Object({ step: Step, next: orNull(Step), touch: orNull(Touch) }),
});

export const postponeOneStep = route({
  method: 'POST',
  path: '/api/v1/steps/:id/postpone',
  summary: 'Puts a step off to another day, with the reason.',
  tag: 'activities',
  params: byId,
  body: PostponeInput,
  reply: Step,
});

export const cancelOneStep = route({
  method: 'POST',
  path: '/api/v1/steps/:id/cancel',
  summary: 'Drops a step that is no longer needed; the last step of a client in work cannot be dropped.',
  tag: 'activities',
  params: byId,
  body: Type.Object({ version: Type.Integer(), reason: words(2000) }, { additionalProperties: false }),
  reply: Step,
});

export const recordClientTouch = route({
  method: 'POST',
  path: '/api/v1/clients/:id/touches',
  summary: 'Records a touch, with the step that comes out of it, if any.',
  tag: 'activities',
  params: byId,
  body: TouchInput,
  reply: Type.Object({ touch: Touch, next: orNull(Step) }),
});

export const showTouch = route({
  method: 'GET',
  path: '/api/v1/touches/:id',
  summary: 'One touch.',
  tag: 'activities',
  params: byId,
  reply: Touch,
});

export const editOneTouch = route({
  method: 'PATCH',
  path: '/api/v1/touches/:id',
  summary: 'Corrects a touch of one’s own.',
  tag: 'activities',
  params: byId,
  body: Type.Object(
    {
      version: Type.Integer(),
      summary: Type.Optional(words(20_000)),
      result: Type.Optional(orNull(TouchResult)),
      with_decision_maker: Type.Optional(Type.Boolean()),
      duration_minutes: Type.Optional(orNull(Type.Integer({ minimum: 0, maximum: 1440 }))),
    },
    { additionalProperties: false },
  ),
  reply: Touch,
});

export const showTimeline = route({
  method: 'GET',
  path: '/api/v1/clients/:id/timeline',
  summary: 'What happened at a client, newest first.',
  tag: 'activities',
  params: byId,
  query: Type.Object({ group: Type.Optional(TimelineGroup), cursor, limit }, { additionalProperties: false }),
  reply: TimelinePage,
});

export const findWorkingDay = route({
  method: 'GET',
  path: '/api/v1/working-day',
  summary: 'The working day on which a step planned for a date lands.',
  tag: 'activities',
  query: Type.Object({ on: day, owner_id: Type.Optional(id) }, { additionalProperties: false }),
  reply: Type.Object({ on: day, moved: Type.Boolean(), past: Type.Boolean(), today: day }),
});

export const listAttachments = route({
  method: 'GET',
  path: '/api/v1/clients/:id/attachments',
  summary: 'Files at a client, newest first.',
  tag: 'activities',
  params: byId,
  query: Type.Object({ cursor, limit }, { additionalProperties: false }),
  reply: Type.Object({
    items: Type.Array(Attachment),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  }),
});

export const attachClientFile = route({
  method: 'POST',
  path: '/api/v1/clients/:id/attachments',
  summary: 'Puts an uploaded file to a client.',
  tag: 'activities',
  params: byId,
  body: AttachInput,
  reply: Attachment,
});

export const removeAttachment = route({
  method: 'POST',
  path: '/api/v1/attachments/:id/remove',
  summary: 'Takes a file away from its client.',
  tag: 'activities',
  params: byId,
  body: Type.Object({ version: Type.Integer() }, { additionalProperties: false }),
  reply: Attachment,
});

export const downloadAttachment = route({
  method: 'GET',
  path: '/api/v1/attachments/:id/content',
  summary: 'The content of a file at a client, as an attachment.',
  tag: 'activities',
  gives: 'application/octet-stream',
  params: byId,
  reply: Type.String(),
});

export const uploadFile = route({
  method: 'POST',
  path: '/api/v1/files',
  summary: 'Uploads one file (multipart/form-data, field `file`); it is put to use by a following request.',
  tag: 'activities',
  takes: 'file',
  reply: UploadedFile,
});

export const downloadUploadedFile = route({
  method: 'GET',
  path: '/api/v1/files/:id/content',
  summary: 'The content of a file that one has uploaded oneself.',
  tag: 'activities',
  gives: 'application/octet-stream',
  params: byId,
  reply: Type.String(),
});
