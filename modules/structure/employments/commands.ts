import { employeeById } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem } from '../access.ts';
import { noteChange } from '../changes/commands.ts';
import { lockPosition } from '../positions/store.ts';
import { companyDay } from '../queries.ts';
import type { PositionRow } from '../store.ts';
import { freeShare } from './rules.ts';
import {
  type EmploymentRow,
  employmentById,
  employmentsOfEmployee,
  endEmployment,
  insertEmployment,
  lockPersons,
  setShare,
} from './store.ts';

/**
 * An employee takes a position from a day on (today unless said otherwise), with a share of their time in basis points;
 * `insteadOf` is a holding of another position that ends the day before: a move.
 * Refuses: `structure.position_closed`, `structure.employee_departed`, `structure.already_employed`,
 * `structure.shares_exceed_whole` (the shares of one person never exceed their whole time).
 * Source: domain §1 (employee holds positions).
 */
export async function employ(
  context: WriteContext,
  input: {
    employeeId: string;
    positionId: string;
    shareBp?: number | undefined;
    from?: string | undefined;
    insteadOf?: string | undefined;
  },
): Promise<Result<{ id: string }>> {
  const position = await positionToStaff(context, input.positionId);
  if (!position.ok) return position;
  const employee = await employeeById(context, input.employeeId);
  if (employee === null) return invalid('/employee_id', 'structure.no_such_employee');
  if (employee.status === 'departed')
    return refuse('structure.employee_departed', { values: { name: employee.fullName } });
  await lockPersons(context, [input.employeeId]);
  const from = input.from ?? (await companyDay(context)).toString();
  if (position.value.closed_on !== null && position.value.closed_on <= from) return refuse('structure.position_closed');
  if (input.insteadOf !== undefined) {
    const left = await leaveFor(context, input.insteadOf, input.employeeId, from);
    if (!left.ok) return left;
  }
  const held = await employmentsOfEmployee(context, input.employeeId, from);
  if (held.some((employment) => employment.position_id === input.positionId)) {
    return refuse('structure.already_employed', {
      values: { name: employee.fullName, position: position.value.title },
    });
  }
  const free = freeShare(held, from);
  const shareBp = input.shareBp ?? free;
  if (shareBp < 1 || shareBp > free) return tooMuch(employee.fullName, free);
  const id = newId(context.now);
  await insertEmployment(context, { id, employeeId: input.employeeId, positionId: input.positionId, shareBp, from });
  await noteChange(context, {
    action: 'position.taken',
    subject: { kind: 'position', id: position.value.id },
    after: { employee_id: input.employeeId, share_bp: shareBp, from },
  });
  return ok({ id });
}

/**
 * Changes the share of an employee's time that belongs to a position, from the share that the screen showed.
 * Refuses: `structure.shares_exceed_whole`, a share changed meanwhile.
 */
export async function changeEmploymentShare(
  context: WriteContext,
  id: string,
  shareBp: number,
  wasBp: number,
): Promise<Result<{ id: string }>> {
  const found = await employmentToChange(context, id);
  if (!found.ok) return found;
  const { employment, position, today } = found.value;
  if (employment.share_bp !== wasBp) return staleVersion({ id, share_bp: employment.share_bp });
  if (shareBp === wasBp) return ok({ id });
  const others = (await employmentsOfEmployee(context, employment.employee_id, today)).filter(
    (other) => other.id !== id,
  );
  const employee = await employeeById(context, employment.employee_id);
  const free = freeShare(others, today);
  if (shareBp > free) return tooMuch(employee?.fullName ?? '', free);
  await setShare(context, id, shareBp);
  await noteChange(context, {
    action: 'position.share_changed',
    subject: { kind: 'position', id: position.id },
    before: { employee_id: employment.employee_id, share_bp: employment.share_bp },
    after: { employee_id: employment.employee_id, share_bp: shareBp },
  });
  return ok({ id });
}

/**
 * An employee leaves a position; `lastDay` is the last day in it (yesterday unless said otherwise, so that it ends now).
 * What they hold stays theirs: whoever leaves the company or whose role is dropped is another command.
 * Refuses: `structure.only_position`, when it is the only one they have: then it is a departure or a move first.
 */
export async function leavePosition(
  context: WriteContext,
  id: string,
  lastDay?: string,
): Promise<Result<{ id: string }>> {
  const found = await employmentToChange(context, id);
  if (!found.ok) return found;
  const { employment, today } = found.value;
  const until = lastDay === undefined ? today : Temporal.PlainDate.from(lastDay).add({ days: 1 }).toString();
  const others = (await employmentsOfEmployee(context, employment.employee_id, until)).filter(
    (other) => other.id !== id,
  );
  if (others.length === 0) return refuse('structure.only_position');
  await leave(context, employment, until);
  return ok({ id });
}

async function leaveFor(
  context: WriteContext,
  id: string,
  employeeId: string,
  until: string,
): Promise<Result<undefined>> {
  const found = await employmentToChange(context, id);
  if (!found.ok) return found;
  if (found.value.employment.employee_id !== employeeId) return invalid('/instead_of', 'structure.no_such_employment');
  await leave(context, found.value.employment, until);
  return ok();
}

async function leave(context: WriteContext, employment: EmploymentRow, until: string): Promise<void> {
  await endEmployment(context, employment, until);
  await noteChange(context, {
    action: 'position.left',
    subject: { kind: 'position', id: employment.position_id },
    before: { employee_id: employment.employee_id, share_bp: employment.share_bp },
    after: { employee_id: employment.employee_id, until },
  });
}

async function positionToStaff(context: WriteContext, positionId: string): Promise<Result<PositionRow>> {
  const position = await lockPosition(context, positionId);
  if (position === undefined) return invalid('/position_id', 'structure.no_such_position');
  return mayEditSalesSystem(context.actor, position.sales_system_id) ? ok(position) : forbidden();
}

async function employmentToChange(
  context: WriteContext,
  id: string,
): Promise<Result<{ employment: EmploymentRow; position: PositionRow; today: string }>> {
  const seen = await employmentById(context, id);
  if (seen === undefined) return notFound();
  const position = await positionToStaff(context, seen.position_id);
  if (!position.ok) return position;
  await lockPersons(context, [seen.employee_id]);
  const today = (await companyDay(context)).toString();
  const employment = await employmentById(context, id);
  if (employment === undefined || (employment.valid_until !== null && employment.valid_until <= today))
    return notFound();
  return ok({ employment, position: position.value, today });
}

function tooMuch(name: string, free: number): Result<never> {
  return refuse('structure.shares_exceed_whole', { values: { name, free: Math.max(0, Math.floor(free / 100)) } });
}
