import { type Static, type TSchema, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { TASK_STATUSES, TASK_TYPES } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const Version = Type.Integer({ minimum: 1 });
const Minutes = Type.Integer({ minimum: 0, maximum: 100_000 });

export const TaskTypeName = Type.Enum([...TASK_TYPES]);
export const TaskStatusName = Type.Enum([...TASK_STATUSES]);
const Inputs = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 4000 }));

/** One line of the catalogue: what may be ordered, with what, and by when it is done. */
export const TaskTypeView = Type.Object({
  key: TaskTypeName,
  standard_minutes: Minutes,
  deadline_minutes: Minutes,
  required_inputs: Type.Array(Type.String()),
  version: Version,
});
export type TaskTypeView = Static<typeof TaskTypeView>;

export const OfficeTask = Type.Object({
  id: Id,
  number: Type.Integer(),
  type_key: TaskTypeName,
  client_id: Id,
  client_name: Type.String(),
  about_kind: orNull(Type.String()),
  about_id: orNull(Id),
  asker_id: Id,
  asker_name: Type.String(),
  clerk_id: orNull(Id),
  clerk_name: orNull(Type.String()),
  status: TaskStatusName,
  inputs: Inputs,
  note: orNull(Type.String()),
  question: orNull(Type.String()),
  standard_minutes: Minutes,
  briefing_minutes: Minutes,
  rework_minutes: Minutes,
  rework_rounds: Type.Integer(),
  rework_reason: orNull(Type.String()),
  due_at: Moment,
  requested_at: Moment,
  taken_at: orNull(Moment),
  done_at: orNull(Moment),
  accepted_at: orNull(Moment),
  result_note: orNull(Type.String()),
  version: Version,
});
export type OfficeTask = Static<typeof OfficeTask>;

const params = Type.Object({ id: Id });

export const showCatalogue = route({
  method: 'GET',
  path: '/api/v1/office/catalogue',
  summary: 'The closed catalogue of paperwork: required inputs, standard minutes, deadlines.',
  tag: 'back-office',
  reply: Type.Object({ items: Type.Array(TaskTypeView) }),
});

export const editTaskTypeRoute = route({
  method: 'PATCH',
  path: '/api/v1/office/catalogue/:key',
  summary: 'Changes the standard minutes, the deadline or the required inputs of a kind of paperwork.',
  tag: 'back-office',
  params: Type.Object({ key: TaskTypeName }),
  body: Type.Object(
    {
      version: Version,
      standard_minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      deadline_minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
      required_inputs: Type.Optional(Type.Array(words(60), { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
  reply: TaskTypeView,
});

/** Released hours in minutes, with what they are counted from. */
const Released = {
  in_time: Type.Integer(),
  briefing: Type.Integer(),
  rework: Type.Integer(),
  released: Type.Integer(),
  tasks: Type.Integer(),
  tasks_in_time: Type.Integer(),
};

/** The service desk by deadline, with what was released this week. */
export const showOfficeDesk = route({
  method: 'GET',
  path: '/api/v1/office/desk',
  summary: 'Open tasks of the back office by deadline, and the released hours of the week.',
  tag: 'back-office',
  reply: Type.Object({
    tasks: Type.Array(OfficeTask),
    week: Type.Object(Released),
    /** The same for each manager whose tasks were accepted, the most released first. */
    managers: Type.Array(Type.Object({ id: Id, full_name: Type.String(), ...Released })),
    clerks: Type.Array(
      Type.Object({ id: Id, full_name: Type.String(), open_minutes: Type.Integer(), present: Type.Boolean() }),
    ),
  }),
});

export const listOfficeTasks = route({
  method: 'GET',
  path: '/api/v1/office/tasks',
  summary: 'Tasks of the back office: of a client, asked for by oneself, or accepted in a period.',
  tag: 'back-office',
  query: Type.Object(
    {
      client_id: Type.Optional(Id),
      asker_id: Type.Optional(Id),
      status: Type.Optional(TaskStatusName),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(OfficeTask), next_cursor: orNull(Type.String()) }),
});

export const showOfficeTask = route({
  method: 'GET',
  path: '/api/v1/office/tasks/:id',
  summary: 'One task of the back office.',
  tag: 'back-office',
  params,
  reply: OfficeTask,
});

export const OrderBody = Type.Object(
  {
    client_id: Id,
    type_key: TaskTypeName,
    inputs: Inputs,
    note: Type.Optional(words(4000)),
    about: Type.Optional(
      Type.Object({ kind: Type.Enum(['need', 'deal', 'project']), id: Id }, { additionalProperties: false }),
    ),
    briefing_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 480 })),
  },
  { additionalProperties: false },
);
export type OrderBody = Static<typeof OrderBody>;

export const orderTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks',
  summary: 'Orders paperwork from the closed catalogue.',
  tag: 'back-office',
  body: OrderBody,
  reply: OfficeTask,
});

const versioned = Type.Object({ version: Version }, { additionalProperties: false });

export const takeTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/take',
  summary: 'A clerk takes a task into work.',
  tag: 'back-office',
  params,
  body: versioned,
  reply: OfficeTask,
});

export const takeNextRoute = route({
  method: 'POST',
  path: '/api/v1/office/take-next',
  summary: 'A clerk takes the task that is due first.',
  tag: 'back-office',
  reply: OfficeTask,
});

export const askBackRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/question',
  summary: 'A clerk asks whoever ordered; an empty question takes it back.',
  tag: 'back-office',
  params,
  body: Type.Object({ version: Version, question: orNull(words(2000)) }, { additionalProperties: false }),
  reply: OfficeTask,
});

export const replyRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/reply',
  summary: "Whoever ordered answers the clerk's question; the answer joins the note of the task.",
  tag: 'back-office',
  params,
  body: Type.Object({ version: Version, reply: words(2000) }, { additionalProperties: false }),
  reply: OfficeTask,
});

export const finishTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/done',
  summary: 'The paperwork is done; whoever ordered it accepts it or has it reworked.',
  tag: 'back-office',
  params,
  body: Type.Object({ version: Version, result_note: Type.Optional(words(4000)) }, { additionalProperties: false }),
  reply: OfficeTask,
});

export const acceptTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/accept',
  summary: 'Whoever ordered accepts the work.',
  tag: 'back-office',
  params,
  body: versioned,
  reply: OfficeTask,
});

export const reworkTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/rework',
  summary: 'Whoever ordered sends the work back with a reason.',
  tag: 'back-office',
  params,
  body: Type.Object(
    { version: Version, reason: words(2000), minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 480 })) },
    { additionalProperties: false },
  ),
  reply: OfficeTask,
});

export const cancelTaskRoute = route({
  method: 'POST',
  path: '/api/v1/office/tasks/:id/cancel',
  summary: 'The work is not needed any more.',
  tag: 'back-office',
  params,
  body: Type.Object({ version: Version, reason: words(1000) }, { additionalProperties: false }),
  reply: OfficeTask,
});
