import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { digestOfSecret, newSecret } from '#platform/secrets.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayAppointAdministrators, mayEditEmployee, mayEditPeople } from '../access.ts';
import type { EmployeeInvite } from '../contract.ts';
import { companyOf, isPast, shownEmail } from '../queries.ts';
import { readParticulars, USUAL_HOURS } from '../rules.ts';
import { actingAs, setPassword } from '../sign-in/commands.ts';
import { deleteSessions } from '../sign-in/store.ts';
import { type EmployeeRow, employeeRowByEmail, insertEmployee, lockEmployees, updateEmployee } from '../store.ts';
import type { FreshInvitation } from './contract.ts';
import { acceptOpenInvitation, insertInvitation, lockInvitationByToken, revokeOpenInvitation } from './store.ts';

const HOLDS_DAYS = 7;

/**
 * Adds an employee and makes the link by which they join. Language, zone and hours are the company's until they say
 * otherwise. Only a digest of the link is kept: it is shown this once.
 * Refuses: `people.email_taken`, and what the fields are refused for.
 */
export async function inviteEmployee(context: WriteContext, input: EmployeeInvite): Promise<Result<FreshInvitation>> {
  if (!mayEditPeople(context.actor)) return forbidden();
  const { administrator = false } = input;
  if (administrator && !mayAppointAdministrators(context.actor)) return forbidden();
  const company = await companyOf(context);
  const { patch, faults } = readParticulars(input, USUAL_HOURS);
  const { full_name, email } = patch;
  if (faults.length > 0 || full_name === undefined || email === undefined)
    return refuse('app.invalid_input', { code: 'invalid_input', fields: faults });
  if ((await employeeRowByEmail(context, email)) !== undefined) return invalid('/email', 'people.email_taken');

  const id = newId<EmployeeId>();
  const employee = {
    ...USUAL_HOURS,
    phone: null,
    language: company.language,
    time_zone: company.timeZone,
    capacity_bp: 10_000,
    ...patch,
    full_name,
    email,
    id,
    administrator,
    status: 'invited',
    created_at: context.now.toString(),
  };
  await insertEmployee(context, employee);
  const { language, time_zone, capacity_bp, phone } = employee;
  await record(context, {
    action: 'employee.invited',
    subject: { kind: 'employee', id },
    after: { status: 'invited', language, time_zone, capacity_bp, administrator },
    personal: { personId: id, after: { full_name, email, phone } },
  });
  return ok(await issueLink(context, id, true));
}

/**
 * Makes a new link and ends the earlier one: for whoever has not joined yet, to join; for whoever has, to set a new
 * password, since the program needs no mail to run. Refuses: `people.already_departed`.
 */
export async function reissueInvitation(context: WriteContext, employeeId: string): Promise<Result<FreshInvitation>> {
  const employee = await invitable(context, employeeId);
  if (!employee.ok) return employee;
  if (employee.value.status === 'departed') return refuse('people.already_departed');
  await revokeOpenInvitation(context, employeeId);
  return ok(await issueLink(context, employeeId, employee.value.status === 'invited'));
}

/** Ends the open link of an employee; `revoked` is false when there was none. */
export async function revokeInvitation(
  context: WriteContext,
  employeeId: string,
): Promise<Result<{ revoked: boolean }>> {
  const employee = await invitable(context, employeeId);
  if (!employee.ok) return employee;
  const ended = await revokeOpenInvitation(context, employeeId);
  if (ended === undefined) return ok({ revoked: false });
  await record(context, {
    action: 'invitation.revoked',
    subject: { kind: 'employee', id: employeeId },
    before: { invitation_id: ended },
  });
  await announce(context, { type: 'invitation.revoked', subjectKind: 'employee', subjectId: employeeId });
  return ok({ revoked: true });
}

async function invitable(context: WriteContext, employeeId: string): Promise<Result<EmployeeRow>> {
  const employee = (await lockEmployees(context, [employeeId])).get(employeeId);
  if (employee === undefined) return notFound();
  return mayEditPeople(context.actor) && mayEditEmployee(context.actor, employee) ? ok(employee) : forbidden();
}

async function issueLink(context: WriteContext, employeeId: string, joining: boolean): Promise<FreshInvitation> {
  const token = newSecret();
  const id = newId();
  const expires_at = context.now.add({ hours: HOLDS_DAYS * 24 }).toString();
  await insertInvitation(context, {
    id,
    employee_id: employeeId,
    token_hash: digestOfSecret(token),
    created_by: context.actor.employeeId,
    created_at: context.now.toString(),
    expires_at,
  });
  await record(context, {
    action: 'invitation.issued',
    subject: { kind: 'employee', id: employeeId },
    after: { invitation_id: id, expires_at, joining },
  });
  await announce(context, { type: 'invitation.issued', subjectKind: 'employee', subjectId: employeeId });
  return { employee_id: employeeId, invitation_id: id, token, path: `/invitation/${token}`, expires_at };
}

/**
 * Sets the password by a link, which ends with it; whoever had not joined has joined now, and sessions from before end.
 * Refuses: `people.invitation_unknown` (also when revoked), `…_used`, `…_expired`, and what a password is refused for.
 */
export async function acceptInvitation(
  context: WriteContext,
  { token, password }: { token: string; password: string },
): Promise<Result<{ employee_id: EmployeeId }>> {
  const invitation = await lockInvitationByToken(context, digestOfSecret(token));
  if (invitation === undefined || invitation.revoked_at !== null) return notFound('people.invitation_unknown');
  if (invitation.accepted_at !== null) return refuse('people.invitation_used');
  if (isPast(context, invitation.expires_at)) return refuse('people.invitation_expired');
  const id = invitation.employee_id as EmployeeId; // the column refers to employees
  const employee = (await lockEmployees(context, [id])).get(id);
  if (employee === undefined || employee.status === 'departed') return notFound('people.invitation_unknown');

  const company = await companyOf(context);
  const set = await setPassword(context, {
    employeeId: id,
    password,
    known: [employee.full_name, shownEmail(employee.email), company.name],
  });
  if (!set.ok) return set;
  await acceptOpenInvitation(context, invitation.id);
  await deleteSessions(context, id, null);
  const joining = employee.status === 'invited';
  if (joining) await updateEmployee(context, id, employee.version, { status: 'active' });
  await record(actingAs(context, id), {
    action: joining ? 'employee.joined' : 'employee.password_set_by_link',
    subject: { kind: 'employee', id },
    before: { status: employee.status },
    after: { status: 'active', invitation_id: invitation.id },
  });
  await announce(context, { type: 'employee.joined', subjectKind: 'employee', subjectId: id });
  return ok({ employee_id: id });
}
