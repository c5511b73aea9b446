import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayEditPeople } from './access.ts';
import { companyOf } from './queries.ts';
import { activeAdministrators, deputyshipsFrom, lockEmployee, presentIds, saveDeparture, setDeputy } from './store.ts';

/**
 * Marks an employee as having left on `day`: no sign-in, no tokens, no invitation any more; absences ahead are dropped.
 * Where they deputise for a colleague from then on, `deputyInstead` takes over. What they held in the sales system is
 * passed on by the structure's departure, which calls this in the same transaction.
 * Refuses: `people.already_departed`, `people.departure_in_future`, `people.last_administrator`, `people.deputy_needed`.
 * Source: domain §1 (departure).
 */
export async function markDeparted(
  context: WriteContext,
  employeeId: string,
  day: Temporal.PlainDate,
  deputyInstead: string | null = null,
): Promise<Result<undefined>> {
  if (!mayEditPeople(context.actor)) return forbidden();
  const employee = await lockEmployee(context, employeeId);
  if (employee === undefined) return notFound();
  if (employee.status === 'departed') return refuse('people.already_departed');
  const today = context.now.toZonedDateTimeISO((await companyOf(context)).timeZone).toPlainDate();
  if (Temporal.PlainDate.compare(day, today) > 0) return refuse('people.departure_in_future');
  if (employee.administrator) {
    const administrators = await activeAdministrators(context);
    if (administrators.every((id) => id === employeeId)) return refuse('people.last_administrator');
  }
  const passed = await passDeputyships(context, employeeId, deputyInstead, day.toString());
  if (!passed.ok) return passed;
  await saveDeparture(context, employeeId, day.toString());
  await record(context, {
    action: 'employee.departed',
    subject: { kind: 'employee', id: employeeId },
    before: { status: employee.status, administrator: employee.administrator },
    after: { status: 'departed', departed_on: day.toString(), administrator: false },
  });
  await announce(context, { type: 'employee.departed', subjectKind: 'employee', subjectId: employeeId });
  return ok();
}

async function passDeputyships(
  context: WriteContext,
  from: string,
  to: string | null,
  day: string,
): Promise<Result<undefined>> {
  const open = await deputyshipsFrom(context, from, day);
  const stuck: string[] = [];
  for (const absence of open) {
    const first = absence.first_day > day ? absence.first_day : day;
    const free =
      to !== null && to !== absence.employee_id && to !== from && (await presentIds(context, [to], first)).length > 0;
    if (free) await setDeputy(context, absence.id, to);
    else stuck.push(absence.full_name);
  }
  if (stuck.length === 0) return ok();
  return refuse('people.deputy_needed', { values: { names: stuck.join(', ') }, details: { absent: stuck } });
}
