import { employeeById } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result } from '#shared/result.ts';
import { mayLetGo } from '../access.ts';
import { successionParts } from '../commands.ts';
import { assignmentFact, companyDay } from '../queries.ts';
import { receiversOf, workOf } from '../role-drop/queries.ts';
import { type ReceiverLoad, spread } from '../role-drop/rules.ts';
import type { SalesFunction } from '../rules.ts';
import { assignmentsOn, type HeldPosition, heldPositions, holdersOfPositions } from '../store.ts';
import type { DepartureView } from './contract.ts';
import { functionsLeftVacant } from './rules.ts';

/** What an employee holds, part by part, and who would most naturally take it over. Source: domain §1 (departure). */
export async function departurePreview(context: Context, employeeId: string): Promise<Result<DepartureView>> {
  const employee = await employeeById(context, employeeId);
  if (employee === null || employee.status === 'departed') return notFound();
  const day = (await companyDay(context)).toString();
  const positions = await heldPositions(context, employeeId, day);
  const systems = [...new Set(positions.map((position) => position.sales_system_id))];
  if (!mayLetGo(context.actor, systems)) return forbidden();
  const work = await workOf(context, employee.id, successionParts());
  const colleagues = await colleaguesOf(context, positions, employee.id, day);
  const total = work.reduce((sum, one) => sum + one.count, 0);
  const suggested = spread([{ employeeId: employee.id, work: total }], colleagues).get(employee.id);
  return ok({
    employee: { id: employee.id, full_name: employee.fullName },
    positions: positions.map(({ id, title, unit_name }) => ({ id, title, unit_name })),
    parts: [...new Set(work.map((one) => one.part))].map((part) => ({
      part,
      work: work.filter((one) => one.part === part).map(({ key, count }) => ({ key, count })),
    })),
    colleagues: colleagues.map((one) => ({ id: one.employeeId, full_name: one.fullName })),
    suggested: suggested ?? null,
    vacant: await vacantAfter(context, systems, employee.id, day),
    total,
  });
}

/** Others who hold one of the same positions, each once. */
async function colleaguesOf(
  context: Context,
  positions: readonly HeldPosition[],
  leaver: EmployeeId,
  day: string,
): Promise<ReceiverLoad[]> {
  const colleagues = new Map<string, ReceiverLoad>();
  for (const position of positions) {
    const of = { salesSystemId: position.sales_system_id, positionId: position.id };
    for (const one of await receiversOf(context, of, day)) {
      if (one.employeeId !== leaver && !colleagues.has(one.employeeId)) colleagues.set(one.employeeId, one);
    }
  }
  return [...colleagues.values()];
}

async function vacantAfter(
  context: Context,
  salesSystemIds: readonly string[],
  leaver: string,
  day: string,
): Promise<SalesFunction[]> {
  const vacant: SalesFunction[] = [];
  for (const id of salesSystemIds) {
    const assignments = (await assignmentsOn(context, id, day)).flatMap(assignmentFact);
    const positionIds = [...new Set(assignments.map((one) => one.positionId))];
    const holders = new Map<string, string[]>();
    for (const row of await holdersOfPositions(context, positionIds, day)) {
      holders.set(row.position_id, [...(holders.get(row.position_id) ?? []), row.employee_id]);
    }
    vacant.push(...functionsLeftVacant(assignments, holders, leaver));
  }
  return vacant;
}
