import type { Context } from '#platform/context.ts';
import { forbidden, notFound, ok, type Result } from '#shared/result.ts';
import { mayRevokeToken } from '../access.ts';
import { companyOf, isPast } from '../queries.ts';
import type { TokenView } from './contract.ts';
import { type TokenRow, tokensOf } from './store.ts';

/** One's own API tokens, or, for the administrator, those of another; never the tokens themselves. */
export async function tokenList(
  context: Context,
  { employee_id }: { employee_id?: string | undefined },
): Promise<Result<{ items: TokenView[] }>> {
  const ownerId = employee_id ?? context.actor.employeeId;
  if (ownerId === null) return forbidden();
  if (!mayRevokeToken(context.actor, ownerId)) return notFound();
  const [rows, { timeZone }] = await Promise.all([tokensOf(context, ownerId), companyOf(context)]);
  const lastDay = (row: TokenRow) =>
    Temporal.Instant.from(row.expires_at).subtract({ milliseconds: 1 }).toZonedDateTimeISO(timeZone).toPlainDate();
  return ok({
    items: rows.map((row) => ({ ...row, last_day: lastDay(row).toString(), state: stateOf(context, row) })),
  });
}

function stateOf(context: Context, row: TokenRow): TokenView['state'] {
  if (row.revoked_at !== null) return 'revoked';
  return isPast(context, row.expires_at) ? 'expired' : 'working';
}
