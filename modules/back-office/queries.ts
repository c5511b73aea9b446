import { reachOf } from '#modules/clients/queries.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import { holdersOf, salesSystems } from '#modules/structure/queries.ts';
import { registerLoad } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { isAsker, mayReadTask, maySeeDesk } from './access.ts';
import type { OfficeTask, TaskTypeView } from './contract.ts';
import { type Released, released } from './rules.ts';
import {
  type AcceptedRow,
  acceptedBetween,
  catalogueRows,
  openMinutesOf,
  openTasks,
  salesSystemOf,
  type TaskFilter,
  taskById,
  tasksPage,
} from './store.ts';

const MOST_ON_THE_DESK = 500;
const MINUTES_IN_AN_HOUR = 60;

export async function catalogue(context: Context): Promise<Result<{ items: TaskTypeView[] }>> {
  return ok({ items: await catalogueRows(context) });
}

/** Sales systems that the actor's back office serves: those of their positions, or all of them for company-wide rights. */
export async function deskSystems(context: Context): Promise<string[]> {
  const { actor } = context;
  const all = actor.rights['office.perform'] === 'company' || actor.rights['reports.read'] === 'company';
  if (all) return (await salesSystems(context)).map((system) => system.id);
  return [...new Set(actor.positions.map((position) => position.salesSystemId))];
}

/** The service desk: open tasks by deadline, released hours since Monday, who does how much. Source: domain §10. */
export async function officeDesk(context: Context) {
  if (!maySeeDesk(context.actor)) return notFound();
  const systems = await deskSystems(context);
  const [tasks, week, holders] = await Promise.all([
    openTasks(context, systems, MOST_ON_THE_DESK),
    acceptedThisWeek(context, systems),
    Promise.all(systems.map((salesSystemId) => holdersOf(context, { salesSystemId, function: 'back_office' }))),
  ]);
  const clerks = [...new Map(holders.flat().map((holder) => [holder.employeeId, holder])).values()];
  const minutes = await openMinutesOf(
    context,
    clerks.map((clerk) => clerk.employeeId),
  );
  return ok({
    tasks,
    week: releasedView(released(week)),
    managers: byManager(week),
    clerks: clerks.map((clerk) => ({
      id: clerk.employeeId,
      full_name: clerk.fullName,
      open_minutes: minutes.get(clerk.employeeId) ?? 0,
      present: clerk.present,
    })),
  });
}

/** What was accepted since Monday: the records that released hours are counted from. */
async function acceptedThisWeek(context: Context, salesSystemIds: readonly string[]): Promise<AcceptedRow[]> {
  const { timeZone } = await companyCalendar(context);
  const today = context.now.toZonedDateTimeISO(timeZone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const start = monday.toZonedDateTime(timeZone).toInstant();
  const end = monday.add({ days: 7 }).toZonedDateTime(timeZone).toInstant();
  return acceptedBetween(context, salesSystemIds, start.toString(), end.toString());
}

/** Released hours of what was accepted since Monday, in minutes. Source: domain §10. */
export async function releasedThisWeek(context: Context, salesSystemIds: readonly string[]): Promise<Released> {
  return released(await acceptedThisWeek(context, salesSystemIds));
}

function byManager(tasks: readonly AcceptedRow[]) {
  const managers = new Map(tasks.map((task) => [task.askerId, task.askerName]));
  return [...managers]
    .map(([id, full_name]) => ({
      id,
      full_name,
      ...releasedView(released(tasks.filter((task) => task.askerId === id))),
    }))
    .sort((a, b) => b.released - a.released);
}

function releasedView({ inTime, tasksInTime, ...rest }: Released) {
  return { in_time: inTime, tasks_in_time: tasksInTime, ...rest };
}

/** Tasks of a client whose card one reads, or those one has asked for; newest first. */
export async function officeTasks(
  context: Context,
  query: { client_id?: string; asker_id?: string; status?: string; cursor?: string; limit?: number },
): Promise<Result<{ items: OfficeTask[]; next_cursor: string | null }>> {
  const filter: TaskFilter = { clientId: query.client_id, askerId: query.asker_id, status: query.status };
  if (query.client_id !== undefined) {
    const reach = await reachOf(context, query.client_id);
    if (reach === 'none' || reach === 'glance') return notFound();
  } else if (maySeeDesk(context.actor)) {
    filter.salesSystemIds = await deskSystems(context);
  } else {
    const askerId = query.asker_id ?? context.actor.employeeId;
    if (askerId === null || !isAsker(context.actor, askerId)) return notFound();
    filter.askerId = askerId;
  }
  const before = query.cursor === undefined ? null : Number(query.cursor);
  if (before !== null && !Number.isSafeInteger(before)) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const limit = query.limit ?? 50;
  const rows = await tasksPage(context, filter, before, limit + 1);
  const items = rows.slice(0, limit);
  return ok({ items, next_cursor: rows.length > limit ? String(items.at(-1)?.number) : null });
}

export async function officeTask(context: Context, id: string): Promise<Result<OfficeTask>> {
  const [task, system] = await Promise.all([taskById(context, id), salesSystemOf(context, id)]);
  if (task === null || system === null) return notFound();
  const served = (await deskSystems(context)).includes(system);
  const reach = await reachOf(context, task.client_id);
  return mayReadTask(context.actor, task, { served, reach }) ? ok(task) : notFound();
}

/** How many hours of open work each clerk holds. */
export function registerOfficeQueries(): void {
  registerLoad({
    function: 'back_office',
    unit: 'hours',
    async heldBy(context, employeeIds) {
      const minutes = await openMinutesOf(context, employeeIds);
      // The map's keys are the ids that were asked for.
      return new Map([...minutes].map(([id, open]) => [id as EmployeeId, Math.round(open / MINUTES_IN_AN_HOUR)]));
    },
  });
}
