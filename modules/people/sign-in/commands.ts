import { record } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { digestOfSecret, hashPassword, newSecret, verifyPassword } from '#platform/secrets.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayKeepOwnSecrets } from '../access.ts';
import { companyOf, employeeById, shownEmail } from '../queries.ts';
import { normaliseEmail } from '../rules.ts';
import { addressKey, PASSWORD_LONGEST, PASSWORD_SHORTEST, passwordFault, secondsToWait } from './rules.ts';
import {
  accountByEmail,
  deleteSession,
  deleteSessions,
  forgetAttempts,
  insertAttempt,
  insertSession,
  lockAttempts,
  passwordHash,
  savePassword,
} from './store.ts';

/**
 * Gives an employee a password. `known` is what everybody knows of them: a password made of it is refused.
 * Refuses: `people.password_too_short`, `…_too_long`, `…_common`, `…_about_you`.
 */
export async function setPassword(
  context: WriteContext,
  { employeeId, password, known }: { employeeId: string; password: string; known: readonly string[] },
): Promise<Result<undefined>> {
  const fault = passwordFault(password, known);
  if (fault !== null)
    return invalid('/password', `people.password_${fault}`, { shortest: PASSWORD_SHORTEST, longest: PASSWORD_LONGEST });
  await savePassword(context, employeeId, await hashPassword(password));
  return ok();
}

/** Where a sign-in comes from, for the list of sessions and for counting attempts. */
export interface Origin {
  address: string;
  device: string | null;
}

export interface OpenedSession {
  employee_id: string;
  session_id: string;
  /** For the cookie; nothing else ever sees it. */
  token: string;
}

const LONGEST_DEVICE = 400;

/** Opens a session for somebody who has just proved who they are. */
export async function openSession(context: WriteContext, employeeId: string, origin: Origin): Promise<OpenedSession> {
  const token = newSecret();
  const id = newId();
  const device = origin.device?.slice(0, LONGEST_DEVICE) ?? null;
  await insertSession(context, {
    id,
    employee_id: employeeId,
    token_hash: digestOfSecret(token),
    address: origin.address,
    device,
  });
  await record(actingAs(context, employeeId), {
    action: 'session.opened',
    subject: { kind: 'employee', id: employeeId },
    after: { session_id: id },
    personal: { personId: employeeId, after: { address: origin.address, device } },
  });
  return { employee_id: employeeId, session_id: id, token };
}

/** Whoever has just proved who they are acts as that employee. */
export function actingAs(context: WriteContext, employeeId: string): WriteContext {
  const id = employeeId as EmployeeId; // it comes from the employees table
  return { ...context, actor: { ...context.actor, kind: 'employee', employeeId: id } };
}

/**
 * Signs in by e-mail and password. An unknown e-mail, a wrong password, an invitation not accepted yet and a colleague who
 * has left get one and the same answer after the same work. The attempt is counted before the password is looked at, so
 * that a hundred guesses at once are a hundred attempts.
 * Refuses: `people.wrong_sign_in`; `people.too_many_attempts` with `seconds` to wait.
 * Source: quality, Security (lockout).
 */
export async function signIn(
  context: Context,
  { email, password }: { email: string; password: string },
  origin: Origin,
): Promise<Result<OpenedSession>> {
  const known = normaliseEmail(email);
  const key = {
    account: digestOfSecret(known ?? email.trim().toLowerCase()),
    address: addressKey(origin.address),
  };
  const attempt = await countAttempt(context, key);
  if (!attempt.ok) return attempt;

  const account = known === null ? undefined : await accountByEmail(context, known);
  if (!(await verifyPassword(account?.hash ?? null, password)) || account === undefined) {
    await noteRefusal(context, account?.employee_id ?? null, attempt.value, key.address);
    return refuse('people.wrong_sign_in', { code: 'unauthenticated' });
  }
  return inTransaction(context, async (write) => {
    // The password may have been changed, or its owner have left, while it was being checked.
    const now = await accountByEmail(write, known ?? '');
    if (now?.hash !== account.hash) return refuse('people.wrong_sign_in', { code: 'unauthenticated' });
    await forgetAttempts(write, key);
    return ok(await openSession(write, account.employee_id, origin));
  });
}

interface AttemptKey {
  account: string;
  address: string;
}

/** Counts an attempt, unless there have been too many; its id. Kept whatever becomes of the attempt. */
function countAttempt(context: Context, key: AttemptKey): Promise<Result<string>> {
  return inTransaction(context, async (write) => {
    const seconds = secondsToWait(await lockAttempts(write, key), key);
    if (seconds > 0)
      return refuse('people.too_many_attempts', { values: { minutes: Math.ceil(seconds / 60) }, details: { seconds } });
    const id = newId();
    await insertAttempt(write, { id, ...key });
    return ok(id);
  });
}

/** The same single entry whether there is such an account or not, so that time tells nothing. */
async function noteRefusal(
  context: Context,
  employeeId: string | null,
  attemptId: string,
  address: string,
): Promise<void> {
  await inTransaction(context, async (write) => {
    await record(write, {
      action: 'sign_in.refused',
      subject: employeeId === null ? { kind: 'sign_in', id: attemptId } : { kind: 'employee', id: employeeId },
      personal: { personId: employeeId ?? attemptId, after: { address } },
    });
    return ok();
  });
}

/** Ends one of one's own sessions. */
export async function endSession(context: WriteContext, id: string): Promise<Result<{ revoked: boolean }>> {
  const { employeeId } = context.actor;
  if (employeeId === null || !mayKeepOwnSecrets(context.actor)) return forbidden();
  if (!(await deleteSession(context, id, employeeId))) return notFound();
  await record(context, {
    action: 'session.ended',
    subject: { kind: 'employee', id: employeeId },
    before: { session_id: id },
  });
  return ok({ revoked: true });
}

/**
 * Changes one's own password, for whoever knows the present one, and ends one's other sessions.
 * Refuses: `people.wrong_password`, `people.too_many_attempts`, and what a new password is refused for.
 */
export async function changePassword(
  context: Context,
  { current, password }: { current: string; password: string },
  session: { id: string | null; address: string },
): Promise<Result<{ other_sessions_ended: number }>> {
  const { employeeId } = context.actor;
  if (employeeId === null || !mayKeepOwnSecrets(context.actor)) return forbidden();
  const key = { account: `password:${employeeId}`, address: addressKey(session.address) };
  const attempt = await countAttempt(context, key);
  if (!attempt.ok) return attempt;
  const hash = await passwordHash(context, employeeId);
  if (!(await verifyPassword(hash, current))) {
    await noteRefusal(context, employeeId, attempt.value, key.address);
    return invalid('/current', 'people.wrong_password');
  }
  return inTransaction(context, async (write) => {
    await forgetAttempts(write, key);
    const [employee, company] = await Promise.all([employeeById(write, employeeId), companyOf(write)]);
    const known = [employee?.fullName ?? '', shownEmail(employee?.email ?? ''), company.name];
    const set = await setPassword(write, { employeeId, password, known });
    if (!set.ok) return set;
    const ended = await deleteSessions(write, employeeId, session.id);
    await record(write, {
      action: 'employee.password_changed',
      subject: { kind: 'employee', id: employeeId },
      after: { other_sessions_ended: ended },
    });
    return ok({ other_sessions_ended: ended });
  });
}
