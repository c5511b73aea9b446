import { admitParticipant } from '#modules/clients/commands.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { addWorkingTime } from '#shared/working-calendar.ts';
import { isAsker, mayEditCatalogue, mayOrder, mayPerform } from './access.ts';
import type { OfficeTask, OrderBody, TaskTypeView } from './contract.ts';
import { deskSystems, registerOfficeQueries } from './queries.ts';
import { mayBecome, missingInputs, type TaskStatus, type TaskType } from './rules.ts';
import {
  catalogueRows,
  insertTask,
  lockNextTask,
  lockTask,
  openTasksOf,
  ROWS_AT_CLIENT,
  saveTask,
  saveTaskType,
  type TaskChange,
  type TaskRow,
  taskById,
} from './store.ts';

/**
 * Orders paperwork from the closed catalogue; the deadline counts in the company's working time.
 * Refuses: `office.inputs_missing` with their names. Source: domain §10.
 */
export async function orderTask(context: WriteContext, order: OrderBody): Promise<Result<OfficeTask>> {
  const reach = await reachOf(context, order.client_id);
  if (reach === 'none' || reach === 'glance') return notFound();
  if (!mayOrder(context.actor, reach) || context.actor.employeeId === null) return forbidden('office.not_yours');
  const type = (await catalogueRows(context)).find((row) => row.key === order.type_key);
  const client = await clientById(context, order.client_id);
  if (type === undefined || client === null) return notFound();
  const missing = missingInputs(type.required_inputs, order.inputs);
  if (missing.length > 0) {
    return refuse('office.inputs_missing', {
      code: 'invalid_input',
      fields: missing.map((name) => ({ path: `/inputs/${name}`, reason: 'field.required' })),
      details: { missing },
    });
  }
  const dueAt = addWorkingTime(await companyCalendar(context), context.now, type.deadline_minutes);
  const id = await insertTask(context, {
    salesSystemId: client.sales_system_id,
    askerId: context.actor.employeeId,
    standardMinutes: type.standard_minutes,
    dueAt: dueAt.toString(),
    order,
  });
  await record(context, {
    action: 'office_task.ordered',
    subject: { kind: 'office_task', id },
    clientId: order.client_id,
    after: { type_key: order.type_key, due_at: dueAt.toString() },
  });
  return told(context, id, order.client_id);
}

/** A clerk takes a requested task into work and may read the client's card while it lasts. */
export async function takeTask(context: WriteContext, id: string, version: number): Promise<Result<OfficeTask>> {
  const task = await taskForClerk(context, id);
  return task.ok ? take(context, task.value, version) : task;
}

/** A clerk takes the task that is due first. Refuses: `office.nothing_to_take`. */
export async function takeNext(context: WriteContext): Promise<Result<OfficeTask>> {
  if (!mayPerform(context.actor)) return forbidden();
  const task = await lockNextTask(context, await deskSystems(context));
  if (task === null) return refuse('office.nothing_to_take');
  return take(context, task, task.version);
}

async function take(context: WriteContext, task: TaskRow, version: number): Promise<Result<OfficeTask>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  const taken = await move(
    context,
    task,
    version,
    'in_work',
    { clerk_id: employeeId, taken_at: context.now.toString() },
    'office_task.taken',
    { undoable: true },
  );
  if (!taken.ok) return taken;
  await admitParticipant(context, task.client_id, employeeId, 'office', task.id);
  return taken;
}

/** A clerk asks whoever ordered; null takes the question back. */
export async function askBack(
  context: WriteContext,
  id: string,
  body: { version: number; question: string | null },
): Promise<Result<OfficeTask>> {
  const task = await taskForClerk(context, id);
  if (!task.ok) return task;
  if (task.value.version !== body.version) return stale(context, id);
  const open = stillOpen(task.value);
  if (!open.ok) return open;
  await saveTask(context, task.value, { question: body.question });
  await record(context, {
    action: 'office_task.asked_back',
    subject: { kind: 'office_task', id },
    clientId: task.value.client_id,
    after: { question: body.question },
  });
  return told(context, id, task.value.client_id);
}

/** Whoever ordered answers the clerk's question: the answer joins the note of the task, and the question is closed. */
export async function replyToQuestion(
  context: WriteContext,
  id: string,
  body: { version: number; reply: string },
): Promise<Result<OfficeTask>> {
  const task = await taskForAsker(context, id);
  if (!task.ok) return task;
  const { note, question, version } = task.value;
  if (version !== body.version) return stale(context, id);
  const open = stillOpen(task.value);
  if (!open.ok) return open;
  const answered = [note, question, body.reply].filter((part) => part !== null).join('\n');
  await saveTask(context, task.value, { question: null, note: answered });
  await record(context, {
    action: 'office_task.replied',
    subject: { kind: 'office_task', id },
    clientId: task.value.client_id,
    before: { question },
    after: { question: null, note: body.reply },
  });
  return told(context, id, task.value.client_id);
}

/** Asking and answering belong to a task that is not done yet. Refuses: `office.wrong_status`. */
function stillOpen(task: TaskRow): Result<undefined> {
  return mayBecome(task.status, 'cancelled');
}

/** The paperwork is done; it waits for whoever ordered it. */
export async function finishTask(
  context: WriteContext,
  id: string,
  body: { version: number; result_note?: string | undefined },
): Promise<Result<OfficeTask>> {
  const task = await taskForClerk(context, id);
  if (!task.ok) return task;
  if (task.value.clerk_id !== context.actor.employeeId) return forbidden('office.another_clerk');
  const change = { done_at: context.now.toString(), question: null, result_note: body.result_note ?? null };
  return move(context, task.value, body.version, 'done', change, 'office_task.done', { undoable: true });
}

/** Whoever ordered accepts the work; only then it counts for released hours. */
export async function acceptTask(context: WriteContext, id: string, version: number): Promise<Result<OfficeTask>> {
  const task = await taskForAsker(context, id);
  if (!task.ok) return task;
  return move(
    context,
    task.value,
    version,
    'accepted',
    { accepted_at: context.now.toString() },
    'office_task.accepted',
  );
}

/** Whoever ordered sends the work back with a reason; the minutes it costs are deducted from released hours. Source: domain §10. */
export async function reworkTask(
  context: WriteContext,
  id: string,
  body: { version: number; reason: string; minutes?: number | undefined },
): Promise<Result<OfficeTask>> {
  const task = await taskForAsker(context, id);
  if (!task.ok) return task;
  if (task.value.status !== 'done') return mayBecome(task.value.status, 'accepted') as Result<never>;
  const change: TaskChange = {
    done_at: null,
    rework_reason: body.reason,
    rework_rounds: task.value.rework_rounds + 1,
    rework_minutes: task.value.rework_minutes + (body.minutes ?? 0),
  };
  return move(context, task.value, body.version, 'in_work', change, 'office_task.reworked', { reason: body.reason });
}

/** The work is not needed any more. */
export async function cancelTask(
  context: WriteContext,
  id: string,
  body: { version: number; reason: string },
): Promise<Result<OfficeTask>> {
  const task = await taskForAsker(context, id);
  if (!task.ok) return task;
  return move(context, task.value, body.version, 'cancelled', {}, 'office_task.cancelled', { reason: body.reason });
}

/** Changes one kind of paperwork; orders already placed keep their deadline. */
export async function editTaskType(
  context: WriteContext,
  key: TaskType,
  {
    version,
    ...change
  }: { version: number; standard_minutes?: number; deadline_minutes?: number; required_inputs?: string[] },
): Promise<Result<TaskTypeView>> {
  if (!mayEditCatalogue(context.actor)) return forbidden();
  const before = (await catalogueRows(context)).find((row) => row.key === key);
  if (before === undefined) return notFound();
  if (before.version !== version || !(await saveTaskType(context, key, version, change))) return staleVersion(before);
  await record(context, {
    action: 'office_catalogue.edited',
    subject: { kind: 'office_catalogue', id: CATALOGUE_ID },
    before,
    after: { key, ...change },
  });
  await announce(context, {
    type: 'office_catalogue.edited',
    subjectKind: 'office_catalogue',
    subjectId: CATALOGUE_ID,
  });
  return ok({ ...before, ...change, version: version + 1 });
}

/** The catalogue is one record of the journal. */
const CATALOGUE_ID = '00000000-0000-7000-8000-000000000002';

async function move(
  context: WriteContext,
  task: TaskRow,
  version: number,
  to: TaskStatus,
  change: TaskChange,
  action: string,
  more: { reason?: string; undoable?: boolean } = {},
): Promise<Result<OfficeTask>> {
  if (task.version !== version) return stale(context, task.id);
  const possible = mayBecome(task.status, to);
  if (!possible.ok) return possible;
  await saveTask(context, task, { status: to, ...change });
  const entry = await record(context, {
    action,
    subject: { kind: 'office_task', id: task.id },
    clientId: task.client_id,
    before: { status: task.status, clerk_id: task.clerk_id, done_at: task.done_at },
    after: { status: to, ...change },
    reason: more.reason ?? null,
  });
  if (more.undoable === true) offerUndo(context, entry);
  return told(context, task.id, task.client_id);
}

async function taskForClerk(context: WriteContext, id: string): Promise<Result<TaskRow>> {
  if (!mayPerform(context.actor)) return notFound();
  const task = await lockTask(context, id);
  return task === null || !(await deskSystems(context)).includes(task.sales_system_id) ? notFound() : ok(task);
}

async function taskForAsker(context: WriteContext, id: string): Promise<Result<TaskRow>> {
  const task = await lockTask(context, id);
  return task === null || !isAsker(context.actor, task.asker_id) ? notFound() : ok(task);
}

async function stale(context: WriteContext, id: string): Promise<Result<never>> {
  return staleVersion(await taskById(context, id));
}

async function told(context: WriteContext, id: string, clientId: string): Promise<Result<OfficeTask>> {
  await announce(context, { type: 'office_task.changed', subjectKind: 'office_task', subjectId: id, clientId });
  const task = await taskById(context, id);
  return task === null ? notFound() : ok(task);
}

/** What this module adds to others: undo of taking and finishing, succession of open tasks, load of the back office. */
export function registerBackOffice(): void {
  registerMergePart({ key: 'back-office', rows: ROWS_AT_CLIENT });
  for (const action of ['office_task.taken', 'office_task.done']) {
    registerUndo(action, async (context, entry) => {
      const task = await lockTask(context, entry.subjectId);
      // Written by `move`, which is what makes the shapes true.
      const before = entry.before as { status: TaskStatus; clerk_id: string | null; done_at: string | null };
      const after = entry.after as { status: TaskStatus };
      if (task?.status !== after.status) return refuse('journal.acted_on_since', { code: 'conflict' });
      await saveTask(context, task, { status: before.status, clerk_id: before.clerk_id, done_at: before.done_at });
      return told(context, task.id, task.client_id);
    });
  }
  registerSuccession({
    key: 'office_tasks',
    async left(context, employeeId) {
      const tasks = await openTasksOf(context, employeeId);
      return tasks.length === 0 ? [] : [{ key: 'office_tasks', count: tasks.length }];
    },
    async passOn(context, from, to) {
      for (const task of await openTasksOf(context, from)) {
        const change: TaskChange = {
          ...(task.asker_id === from ? { asker_id: to } : {}),
          ...(task.clerk_id === from ? { clerk_id: to } : {}),
        };
        await saveTask(context, task, change);
        if (task.clerk_id === from) await admitParticipant(context, task.client_id, to, 'office', task.id);
        await record(context, {
          action: 'office_task.passed_on',
          subject: { kind: 'office_task', id: task.id },
          clientId: task.client_id,
          before: { asker_id: task.asker_id, clerk_id: task.clerk_id },
          after: change,
        });
      }
      return ok();
    },
  });
  registerOfficeQueries();
}
