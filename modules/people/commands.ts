import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { digestOfSecret } from '#platform/secrets.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { registerAbsences } from './absences/commands.ts';
import { deputyshipsFrom, endAbsences, updateAbsence } from './absences/store.ts';
import { mayAppointAdministrators, mayEditEmployee, mayEditPeople } from './access.ts';
import { registerCompany } from './company/commands.ts';
import { deleteSetupLinks, insertCompany, isSetupLink } from './company/store.ts';
import type { EmployeeEdit, EmployeeView } from './contract.ts';
import { revokeOpenInvitation } from './invitations/store.ts';
import { companyIfSetUp, companyToday, employeeViews, shownEmail } from './queries.ts';
import { OWN_FIELDS, type Particulars, readParticulars, USUAL_HOURS } from './rules.ts';
import { actingAs, setPassword } from './sign-in/commands.ts';
import { deleteSessions } from './sign-in/store.ts';
import {
  type EmployeeRow,
  employeeRowByEmail,
  insertEmployee,
  lockAdministrators,
  lockEmployees,
  presentIds,
  updateEmployee,
} from './store.ts';
import { revokeTokensOf } from './tokens/store.ts';

export interface SetUpInput {
  language: 'ru' | 'en';
  name: string;
  time_zone: string;
  admin_name: string;
  admin_email: string;
  password: string;
}

/**
 * Makes the company and its first administrator, once. Whoever calls has shown the right to: by the set-up link, by
 * running the command line, by making the demo.
 * Refuses: `people.already_set_up`, and what the fields are refused for.
 */
export async function setUpCompany(
  context: WriteContext,
  input: SetUpInput,
): Promise<Result<{ employee_id: EmployeeId }>> {
  const { language, password } = input;
  const { patch, faults } = readParticulars(
    { full_name: input.admin_name, email: input.admin_email, time_zone: input.time_zone },
    USUAL_HOURS,
  );
  const wirePath: Record<string, string> = { '/full_name': '/admin_name', '/email': '/admin_email' };
  const name = input.name.replace(/\s+/gu, ' ').trim();
  const fields = faults.map((fault) => ({ ...fault, path: wirePath[fault.path] ?? fault.path }));
  if (name === '') fields.push({ path: '/name', reason: 'field.required' });
  const { full_name, email, time_zone } = patch;
  if (fields.length > 0 || full_name === undefined || email === undefined || time_zone === undefined)
    return refuse('app.invalid_input', { code: 'invalid_input', fields });
  if (!(await insertCompany(context, { name, language, time_zone }))) return refuse('people.already_set_up');

  const id = newId<EmployeeId>();
  await insertEmployee(context, {
    ...USUAL_HOURS,
    id,
    full_name,
    email,
    phone: null,
    language,
    time_zone,
    capacity_bp: 10_000,
    administrator: true,
    status: 'active',
    created_at: context.now.toString(),
  });
  const set = await setPassword(context, { employeeId: id, password, known: [full_name, shownEmail(email), name] });
  if (!set.ok) return set;
  await deleteSetupLinks(context);
  const founder = context.actor.kind === 'anonymous' ? actingAs(context, id) : context;
  await record(founder, {
    action: 'company.set_up',
    subject: { kind: 'employee', id },
    after: { name, language, time_zone, administrator: true },
    personal: { personId: id, after: { full_name, email } },
  });
  await announce(context, { type: 'company.set_up', subjectKind: 'employee', subjectId: id });
  return ok({ employee_id: id });
}

/**
 * Sets the company up for whoever holds the one-time link that the server printed.
 * Refuses: `people.setup_link_unknown`, and as `setUpCompany` does.
 */
export async function setUpByLink(
  context: WriteContext,
  { token, ...input }: SetUpInput & { token: string },
): Promise<Result<{ employee_id: EmployeeId }>> {
  if ((await companyIfSetUp(context)) !== null) return refuse('people.already_set_up');
  if (!(await isSetupLink(context, digestOfSecret(token)))) return notFound('people.setup_link_unknown');
  return setUpCompany(context, input);
}

/**
 * Changes an employee. Oneself: language, zone, hours and phone; the rest, and other people, takes the right over people;
 * an administrator is changed, made and unmade by administrators only, and one of them always remains.
 * Refuses: `people.not_own_field`, `people.already_departed`, `people.last_administrator`, `people.email_taken`.
 * Source: domain §1 (employee), §14 (access).
 */
export async function editEmployee(
  context: WriteContext,
  id: string,
  edit: EmployeeEdit,
): Promise<Result<EmployeeView>> {
  const before = (await lockEmployees(context, [id])).get(id);
  if (before === undefined) return notFound();
  if (!mayEditEmployee(context.actor, before)) return forbidden();
  const { version, ...given } = edit;
  if (version !== before.version) return staleVersion((await employeeViews(context, [before]))[0]);
  if (before.status === 'departed') return refuse('people.already_departed');

  const { patch, faults } = readParticulars(given, before);
  if (faults.length > 0) return refuse('app.invalid_input', { code: 'invalid_input', fields: faults });
  const changed = changesOf(before, patch);
  const mine = context.actor.employeeId === id && !mayEditPeople(context.actor);
  if (mine && Object.keys(changed).some((field) => !OWN_FIELDS.has(field))) return forbidden('people.not_own_field');
  const allowed = await checkTaken(context, before, changed);
  if (!allowed.ok) return allowed;

  const after = await updateEmployee(context, id, version, changed);
  if (after === undefined) return staleVersion(null);
  if (Object.keys(changed).length > 0) await noteEdit(context, before, changed);
  const [view] = await employeeViews(context, [after]);
  return view === undefined ? notFound() : ok(view);
}

/** What a change would take from others: somebody's address, or the company's last administrator. */
async function checkTaken(
  context: WriteContext,
  employee: EmployeeRow,
  { administrator, email }: Partial<Particulars>,
): Promise<Result<undefined>> {
  if (administrator !== undefined) {
    if (!mayAppointAdministrators(context.actor)) return forbidden();
    const administrators = administrator ? [] : await lockAdministrators(context);
    if (!administrator && administrators.every((id) => id === employee.id)) return refuse('people.last_administrator');
  }
  const holder = email === undefined ? undefined : await employeeRowByEmail(context, email);
  return holder === undefined || holder.id === employee.id ? ok() : invalid('/email', 'people.email_taken');
}

const PERSONAL: ReadonlySet<string> = new Set(['full_name', 'email', 'phone']);

async function noteEdit(context: WriteContext, before: EmployeeRow, changed: Partial<Particulars>): Promise<void> {
  const part = (values: object, personal: boolean) =>
    Object.fromEntries(
      Object.entries(values).filter(([field]) => field in changed && PERSONAL.has(field) === personal),
    );
  const entry = await record(context, {
    action: 'employee.edited',
    subject: { kind: 'employee', id: before.id },
    before: part(before, false),
    after: part(changed, false),
    ...(Object.keys(changed).some((field) => PERSONAL.has(field))
      ? { personal: { personId: before.id, before: part(before, true), after: part(changed, true) } }
      : {}),
  });
  await announce(context, { type: 'employee.edited', subjectKind: 'employee', subjectId: before.id });
  offerUndo(context, entry);
}

/** Of what was given, that which differs from what holds; times come from the database with seconds. */
function changesOf(before: EmployeeRow, patch: Partial<Particulars>): Partial<Particulars> {
  const held = (field: string, value: unknown) =>
    /^(work|lunch)_/.test(field) && typeof value === 'string' ? value.slice(0, 5) : value;
  const row: Record<string, unknown> = before;
  return Object.fromEntries(Object.entries(patch).filter(([field, value]) => held(field, row[field]) !== value));
}

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
  const employee = (await lockEmployees(context, [employeeId])).get(employeeId);
  if (employee === undefined) return notFound();
  if (!mayEditPeople(context.actor) || !mayEditEmployee(context.actor, employee)) return forbidden();
  if (employee.status === 'departed') return refuse('people.already_departed');
  if (Temporal.PlainDate.compare(day, await companyToday(context)) > 0) return refuse('people.departure_in_future');
  if (employee.administrator) {
    const administrators = await lockAdministrators(context);
    if (administrators.every((id) => id === employeeId)) return refuse('people.last_administrator');
  }
  const passed = await passDeputyships(context, employeeId, deputyInstead, day.toString());
  if (!passed.ok) return passed;

  const left = { status: 'departed', departed_on: day.toString(), administrator: false };
  await updateEmployee(context, employeeId, employee.version, left);
  await endAbsences(context, employeeId, day.toString());
  await revokeTokensOf(context, employeeId);
  await revokeOpenInvitation(context, employeeId);
  await deleteSessions(context, employeeId, null);
  await record(context, {
    action: 'employee.departed',
    subject: { kind: 'employee', id: employeeId },
    before: { status: employee.status, administrator: employee.administrator },
    after: left,
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
  const stuck: string[] = [];
  for (const absence of await deputyshipsFrom(context, from, day)) {
    const first = absence.first_day > day ? absence.first_day : day;
    const free =
      to !== null && to !== absence.employee_id && to !== from && (await presentIds(context, [to], first)).length > 0;
    if (!free) {
      stuck.push(absence.employee_name);
      continue;
    }
    await updateAbsence(context, absence.id, absence.version, { deputy_id: to });
    await record(context, {
      action: 'absence.deputy_changed',
      subject: { kind: 'absence', id: absence.id },
      before: { deputy_id: from },
      after: { deputy_id: to },
    });
  }
  if (stuck.length === 0) return ok();
  return refuse('people.deputy_needed', { values: { names: stuck.join(', ') }, details: { absent: stuck } });
}

/** What this module registers with the journal: who reads an employee's record, and how edits are taken back. */
export function registerPeople(): void {
  registerRecordReach(
    'employee',
    async (context, id) => context.actor.employeeId === id || mayEditPeople(context.actor),
  );
  registerUndo('employee.edited', async (context, entry) => {
    const row = (await lockEmployees(context, [entry.subjectId])).get(entry.subjectId);
    if (row === undefined) return notFound();
    if (!mayEditEmployee(context.actor, row)) return forbidden();
    // The journal keeps what the command itself wrote: columns of this employee as they were.
    const former = entry.before as Partial<Particulars>;
    const allowed = await checkTaken(context, row, former);
    if (!allowed.ok) return allowed;
    if ((await updateEmployee(context, row.id, row.version, former)) === undefined) return staleVersion(null);
    await announce(context, { type: 'employee.edited', subjectKind: 'employee', subjectId: row.id });
    return ok();
  });
  registerAbsences();
  registerCompany();
}
