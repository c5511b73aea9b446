import { markDeparted } from '#modules/people/commands.ts';
import { employeeById, employeesByIds } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayLetGo } from '../access.ts';
import { noteChange } from '../changes/commands.ts';
import { type SuccessionPart, successionParts } from '../commands.ts';
import { employmentsOfEmployee, endEmployment, lockPersons } from '../employments/store.ts';
import { companyDay } from '../queries.ts';
import type { Work } from '../role-drop/contract.ts';
import { workOf } from '../role-drop/queries.ts';
import { heldPositions } from '../store.ts';
import type { Departed, DepartureInput } from './contract.ts';
import { type SuccessorsNamed, successorFor } from './rules.ts';

/**
 * An employee leaves: everything they hold passes to the named successors, their positions end with the last day, and
 * they can no longer sign in; all in one transaction, or nothing happens.
 * Refuses: `structure.work_left` with the list of what would be left; a successor who is not active or is the leaver; a
 * last day ahead; whatever a part or the employees' module refuses. Source: domain §1 (departure).
 */
export async function departEmployee(context: WriteContext, input: DepartureInput): Promise<Result<Departed>> {
  const employeeId = input.employee_id as EmployeeId;
  const named: SuccessorsNamed = { all: input.successor_id, parts: input.successors };
  const successors = [...new Set([...(named.all ? [named.all] : []), ...Object.values(named.parts ?? {})])];
  await lockPersons(context, [employeeId, ...successors]);
  const employee = await employeeById(context, employeeId);
  if (employee === null || employee.status === 'departed') return notFound();
  const today = (await companyDay(context)).toString();
  const positions = await heldPositions(context, employeeId, today);
  if (
    !mayLetGo(
      context.actor,
      positions.map((position) => position.sales_system_id),
    )
  )
    return forbidden();
  if (input.last_day > today) return invalid('/last_day', 'structure.departure_ahead');
  const fault = await successorFault(context, employeeId, named, successors);
  if (fault !== null) return fault;

  const passed = await passEverything(context, { id: employeeId, name: employee.fullName }, named);
  if (!passed.ok) return passed;
  const until = Temporal.PlainDate.from(input.last_day).add({ days: 1 }).toString();
  for (const employment of await employmentsOfEmployee(context, employeeId, input.last_day)) {
    await endEmployment(context, employment, until);
  }
  const marked = await markDeparted(
    context,
    employeeId,
    Temporal.PlainDate.from(input.last_day),
    named.all ?? successors[0] ?? null,
  );
  if (!marked.ok) return marked;
  await noteChange(context, {
    action: 'employee.succeeded',
    subject: { kind: 'employee', id: employeeId },
    before: { position_ids: positions.map((position) => position.id) },
    after: { successors: { all: named.all ?? null, parts: named.parts ?? {} }, passed: passed.value },
    reason: input.reason?.trim() || null,
  });
  return ok({ employee_id: employeeId, passed: passed.value });
}

/** First the whole list of what nobody has been named for, then the passing, then the proof that nothing remains. */
async function passEverything(
  context: WriteContext,
  leaver: { id: EmployeeId; name: string },
  named: SuccessorsNamed,
): Promise<Result<Work[]>> {
  const parts = successionParts();
  const work = await workOf(context, leaver.id, parts);
  const left = work.filter((one) => successorFor(named, one.part) === null);
  if (left.length > 0) return workLeft(leaver.name, left);
  for (const part of parts.filter((one) => work.some((held) => held.part === one.key))) {
    const result = await passPart(context, part, leaver.id, named);
    if (!result.ok) return result;
  }
  const remaining = await workOf(context, leaver.id, parts);
  return remaining.length > 0 ? workLeft(leaver.name, remaining) : ok(work);
}

async function passPart(
  context: WriteContext,
  part: SuccessionPart,
  from: EmployeeId,
  named: SuccessorsNamed,
): Promise<Result<unknown>> {
  const to = successorFor(named, part.key);
  return to === null ? ok() : part.passOn(context, from, to as EmployeeId, 'departure');
}

function workLeft(name: string, left: readonly Work[]): Result<never> {
  const count = left.reduce((sum, one) => sum + one.count, 0);
  return refuse('structure.work_left', { values: { name, count }, details: { left } });
}

async function successorFault(
  context: WriteContext,
  leaver: string,
  named: SuccessorsNamed,
  successors: readonly string[],
): Promise<Result<never> | null> {
  const employees = await employeesByIds(context, successors);
  const unfit = new Set(
    successors.filter((id) => id === leaver || employees.get(id as EmployeeId)?.status !== 'active'),
  );
  if (unfit.size === 0) return null;
  const part = Object.entries(named.parts ?? {}).find(([, id]) => unfit.has(id))?.[0];
  const path = named.all && unfit.has(named.all) ? '/successor_id' : `/successors/${part ?? ''}`;
  return invalid(path, 'structure.not_a_successor');
}
