import type { Context } from '#platform/context.ts';
import { digestOfSecret } from '#platform/secrets.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { RouteReply } from '#shared/route.ts';
import { companyOf, employeeById, isPast, shownEmail } from '../queries.ts';
import type { lookAtInvitation } from './contract.ts';
import { openInvitationByToken } from './store.ts';

/** Whom a link invites, for the page that it opens. A link that has ended looks as if it had never been. */
export async function invitationByToken(
  context: Context,
  token: string,
): Promise<Result<RouteReply<typeof lookAtInvitation>>> {
  const invitation = await openInvitationByToken(context, digestOfSecret(token));
  const employee = invitation === undefined ? null : await employeeById(context, invitation.employee_id);
  if (invitation === undefined || employee === null) return notFound('people.invitation_unknown');
  if (isPast(context, invitation.expires_at)) return refuse('people.invitation_expired');
  return ok({
    full_name: employee.fullName,
    email: shownEmail(employee.email),
    company_name: (await companyOf(context)).name,
    language: employee.language,
    expires_at: invitation.expires_at,
    joining: employee.status === 'invited',
  });
}
