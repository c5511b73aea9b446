import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { digestOfSecret, newSecret } from '#platform/secrets.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayCreateToken, mayRevokeToken } from '../access.ts';
import { companyOf } from '../queries.ts';
import { lockEmployees } from '../store.ts';
import { TOKEN_DEFAULT_DAYS, TOKEN_LONGEST_DAYS, TOKEN_SCOPES, type TokenScope } from './rules.ts';
import { insertToken, lockToken, revokeTokenRow } from './store.ts';

export interface TokenInput {
  /** Oneself when not given. */
  employee_id?: string;
  name: string;
  /** All of them when not given. */
  scopes?: readonly TokenScope[];
  /** The last day on which the token works, in the company's zone; a year ahead when not given. */
  expires_on?: string | undefined;
}

/**
 * Makes an API token of an employee. It works within the scopes and within the employee's own rights, until its last day
 * or until it is revoked. Only its digest is kept: it is shown this once.
 * Refuses: `people.not_active`, `people.token_name_missing`, `people.token_ends_too_soon`, `people.token_ends_too_late`.
 */
export async function createToken(
  context: WriteContext,
  input: TokenInput,
): Promise<Result<{ id: string; token: string; expires_at: string }>> {
  const ownerId = input.employee_id ?? context.actor.employeeId;
  if (ownerId === null || !mayCreateToken(context.actor, ownerId)) return forbidden();
  const employee = (await lockEmployees(context, [ownerId])).get(ownerId);
  if (employee === undefined) return notFound();
  if (employee.status !== 'active') return refuse('people.not_active');
  const name = input.name.replace(/\s+/gu, ' ').trim();
  if (name === '') return invalid('/name', 'field.required');
  const scopes = [...new Set(input.scopes ?? TOKEN_SCOPES)];
  const { timeZone } = await companyOf(context);
  const today = context.now.toZonedDateTimeISO(timeZone).toPlainDate();
  const lastDay =
    input.expires_on === undefined
      ? today.add({ days: TOKEN_DEFAULT_DAYS })
      : Temporal.PlainDate.from(input.expires_on);
  if (Temporal.PlainDate.compare(lastDay, today) < 0) return invalid('/expires_on', 'people.token_ends_too_soon');
  if (today.until(lastDay).days > TOKEN_LONGEST_DAYS) return invalid('/expires_on', 'people.token_ends_too_late');

  const id = newId();
  const token = newSecret('est_');
  const expires_at = lastDay.add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString();
  await insertToken(context, {
    id,
    employee_id: employee.id,
    name,
    scopes,
    token_hash: digestOfSecret(token),
    created_at: context.now.toString(),
    expires_at,
  });
  await record(context, {
    action: 'token.created',
    subject: { kind: 'employee', id: employee.id },
    after: { token_id: id, name, scopes, expires_at },
  });
  return ok({ id, token, expires_at });
}

/** Revokes a token: one's own, or anybody's as the administrator. Twice is once. */
export async function revokeToken(
  context: WriteContext,
  id: string,
): Promise<Result<{ revoked: boolean; employee_id: string }>> {
  const token = await lockToken(context, id);
  if (token === undefined || !mayRevokeToken(context.actor, token.employee_id)) return notFound();
  if (token.revoked_at !== null) return ok({ revoked: false, employee_id: token.employee_id });
  await revokeTokenRow(context, id);
  await record(context, {
    action: 'token.revoked',
    subject: { kind: 'employee', id: token.employee_id },
    before: { token_id: id, name: token.name },
  });
  return ok({ revoked: true, employee_id: token.employee_id });
}
