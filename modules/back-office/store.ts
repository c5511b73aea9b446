import { type Selectable, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { OfficeTasks } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { OfficeTask, OrderBody, TaskTypeView } from './contract.ts';
import type { TaskStatus, TaskType } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [{ table: 'office_tasks', key: ['id'], column: 'client_id' }] as const;

type Reading = Pick<Context, 'db'>;
export type TaskRow = Selectable<OfficeTasks> & { status: TaskStatus; type_key: TaskType };

export async function catalogueRows({ db }: Reading): Promise<TaskTypeView[]> {
  const rows = await db
    .selectFrom('task_types')
    .select(['key', 'standard_minutes', 'deadline_minutes', 'required_inputs', 'version'])
    .orderBy('position')
    .execute();
  // The CHECK of the column admits the catalogue's keys only.
  return rows as TaskTypeView[];
}

export async function saveTaskType(
  { db }: WriteContext,
  key: TaskType,
  version: number,
  change: Partial<Pick<TaskTypeView, 'standard_minutes' | 'deadline_minutes' | 'required_inputs'>>,
): Promise<boolean> {
  const saved = await db
    .updateTable('task_types')
    .set({ ...change, version: version + 1 })
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

const views = ({ db }: Reading) =>
  db
    .selectFrom('office_tasks as t')
    .innerJoin('v_clients as c', 'c.id', 't.client_id')
    .innerJoin('v_employee_names as a', 'a.id', 't.asker_id')
    .leftJoin('v_employee_names as k', 'k.id', 't.clerk_id')
    .select([
      't.id',
      't.number',
      't.type_key',
      't.client_id',
      'c.name as client_name',
      't.about_kind',
      't.about_id',
      't.asker_id',
      'a.full_name as asker_name',
      't.clerk_id',
      'k.full_name as clerk_name',
      't.status',
      't.inputs',
      't.note',
      't.question',
      't.standard_minutes',
      't.briefing_minutes',
      't.rework_minutes',
      't.rework_rounds',
      't.rework_reason',
      't.due_at',
      't.requested_at',
      't.taken_at',
      't.done_at',
      't.accepted_at',
      't.result_note',
      't.version',
    ]);

/** The columns' CHECKs admit only the words of the contract, which is what makes this cast true. */
const asTasks = (rows: unknown[]) => rows as OfficeTask[];

export async function taskById(context: Reading, id: string): Promise<OfficeTask | null> {
  return asTasks(await views(context).where('t.id', '=', id).execute())[0] ?? null;
}

export async function openTasks(
  context: Reading,
  salesSystemIds: readonly string[],
  limit: number,
): Promise<OfficeTask[]> {
  if (salesSystemIds.length === 0) return [];
  return asTasks(
    await views(context)
      .where('t.sales_system_id', 'in', salesSystemIds)
      .where('t.status', 'in', ['requested', 'in_work', 'done'])
      .orderBy('t.due_at')
      .orderBy('t.id')
      .limit(limit)
      .execute(),
  );
}

export interface TaskFilter {
  clientId?: string | undefined;
  askerId?: string | undefined;
  status?: string | undefined;
  salesSystemIds?: readonly string[] | undefined;
}

/** Newest first by number. */
export async function tasksPage(
  context: Reading,
  filter: TaskFilter,
  before: number | null,
  limit: number,
): Promise<OfficeTask[]> {
  let query = views(context);
  if (filter.clientId !== undefined) query = query.where('t.client_id', '=', filter.clientId);
  if (filter.askerId !== undefined) query = query.where('t.asker_id', '=', filter.askerId);
  if (filter.status !== undefined) query = query.where('t.status', '=', filter.status);
  if (filter.salesSystemIds !== undefined) {
    if (filter.salesSystemIds.length === 0) return [];
    query = query.where('t.sales_system_id', 'in', filter.salesSystemIds);
  }
  if (before !== null) query = query.where('t.number', '<', before);
  return asTasks(await query.orderBy('t.number', 'desc').limit(limit).execute());
}

export async function lockTask({ db }: WriteContext, id: string): Promise<TaskRow | null> {
  const row = await db.selectFrom('office_tasks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as TaskRow | undefined) ?? null;
}

export async function salesSystemOf({ db }: Reading, id: string): Promise<string | null> {
  const row = await db.selectFrom('office_tasks').select('sales_system_id').where('id', '=', id).executeTakeFirst();
  return row?.sales_system_id ?? null;
}

const AT_LIVING_CLIENT = atLivingClient('office_tasks.client_id');

/** The requested task that is due first and that nobody else is taking at this very moment. */
export async function lockNextTask({ db }: WriteContext, salesSystemIds: readonly string[]): Promise<TaskRow | null> {
  if (salesSystemIds.length === 0) return null;
  const row = await db
    .selectFrom('office_tasks')
    .selectAll()
    .where('sales_system_id', 'in', salesSystemIds)
    .where('status', '=', 'requested')
    .where(AT_LIVING_CLIENT)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return (row as TaskRow | undefined) ?? null;
}

export async function insertTask(
  context: WriteContext,
  task: { salesSystemId: string; askerId: string; standardMinutes: number; dueAt: string; order: OrderBody },
): Promise<string> {
  const id = newId();
  const { order } = task;
  await context.db
    .insertInto('office_tasks')
    .values({
      id,
      type_key: order.type_key,
      sales_system_id: task.salesSystemId,
      client_id: order.client_id,
      about_kind: order.about?.kind ?? null,
      about_id: order.about?.id ?? null,
      asker_id: task.askerId,
      status: 'requested',
      inputs: JSON.stringify(order.inputs),
      note: order.note ?? null,
      standard_minutes: task.standardMinutes,
      ...(order.briefing_minutes === undefined ? {} : { briefing_minutes: order.briefing_minutes }),
      due_at: task.dueAt,
      requested_at: context.now.toString(),
    })
    .execute();
  return id;
}

export type TaskChange = Partial<
  Pick<
    TaskRow,
    | 'status'
    | 'clerk_id'
    | 'asker_id'
    | 'question'
    | 'note'
    | 'taken_at'
    | 'done_at'
    | 'accepted_at'
    | 'result_note'
    | 'rework_minutes'
    | 'rework_rounds'
    | 'rework_reason'
    | 'due_at'
  >
>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveTask(
  { db }: WriteContext,
  task: Pick<TaskRow, 'id' | 'version'>,
  change: TaskChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('office_tasks')
    .set({ ...change, version: task.version + 1 })
    .where('id', '=', task.id)
    .where('version', '=', task.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export interface AcceptedRow {
  askerId: string;
  askerName: string;
  standardMinutes: number;
  briefingMinutes: number;
  reworkMinutes: number;
  doneAt: string;
  dueAt: string;
}

/** What was accepted in a period: the records that released hours are counted from. */
export async function acceptedBetween(
  { db }: Reading,
  salesSystemIds: readonly string[],
  from: string,
  until: string,
): Promise<AcceptedRow[]> {
  if (salesSystemIds.length === 0) return [];
  const rows = await db
    .selectFrom('office_tasks as t')
    .innerJoin('v_employee_names as a', 'a.id', 't.asker_id')
    .select([
      't.asker_id',
      sql<string>`a.full_name`.as('asker_name'),
      't.standard_minutes',
      't.briefing_minutes',
      't.rework_minutes',
      't.due_at',
      sql<string>`t.done_at`.as('done_at'),
    ])
    .where('t.sales_system_id', 'in', salesSystemIds)
    .where('t.status', '=', 'accepted')
    .where('t.accepted_at', '>=', from)
    .where('t.accepted_at', '<', until)
    .execute();
  return rows.map((row) => ({
    askerId: row.asker_id,
    askerName: row.asker_name,
    standardMinutes: row.standard_minutes,
    briefingMinutes: row.briefing_minutes,
    reworkMinutes: row.rework_minutes,
    doneAt: row.done_at,
    dueAt: row.due_at,
  }));
}

/** Standard minutes of the open work of each clerk. */
export async function openMinutesOf({ db }: Reading, clerkIds: readonly string[]): Promise<Map<string, number>> {
  if (clerkIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('office_tasks')
    .select(['clerk_id', sql<number>`sum(standard_minutes)::integer`.as('minutes')])
    .where('clerk_id', 'in', clerkIds)
    .where('status', '=', 'in_work')
    .where(AT_LIVING_CLIENT)
    .groupBy('clerk_id')
    .execute();
  return new Map(rows.flatMap((row) => (row.clerk_id === null ? [] : [[row.clerk_id, row.minutes] as const])));
}

/** Open tasks that an employee ordered or performs. */
export async function openTasksOf({ db }: Reading, employeeId: string): Promise<TaskRow[]> {
  const rows = await db
    .selectFrom('office_tasks')
    .selectAll()
    .where('status', 'in', ['requested', 'in_work', 'done'])
    .where(AT_LIVING_CLIENT)
    .where((where) => where.or([where('asker_id', '=', employeeId), where('clerk_id', '=', employeeId)]))
    .execute();
  return rows as TaskRow[];
}
