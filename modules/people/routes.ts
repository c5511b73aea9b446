import { inTransaction } from '#platform/context.ts';
import type { Binder } from '#platform/http/bind.ts';
import { cancelAbsence, editAbsence, recordAbsence } from './absences/commands.ts';
import * as absences from './absences/contract.ts';
import { absenceList } from './absences/queries.ts';
import { editEmployee } from './commands.ts';
import { editCompany, setCalendarDay } from './company/commands.ts';
import * as company from './company/contract.ts';
import { calendarYear, companyView, setupState } from './company/queries.ts';
import * as people from './contract.ts';
import { inviteEmployee, reissueInvitation, revokeInvitation } from './invitations/commands.ts';
import * as invitations from './invitations/contract.ts';
import { invitationByToken } from './invitations/queries.ts';
import { employeeList, employeeView, ownProfile } from './queries.ts';
import type { SignIn } from './sign-in/queries.ts';
import { bindSignInRoutes } from './sign-in/routes.ts';
import { createToken, revokeToken } from './tokens/commands.ts';
import * as tokens from './tokens/contract.ts';
import { tokenList } from './tokens/queries.ts';

/** Everything of this module on the wire; `signIn` is the door that recognises callers and writes the cookie. */
export function bindPeopleRoutes(bind: Binder, signIn: SignIn): void {
  bindSignInRoutes(bind, signIn);

  bind.read(people.listEmployees, (context, { query }) => employeeList(context, query));
  bind.read(people.showEmployee, (context, { params }) => employeeView(context, params.id));
  bind.read(people.showProfile, (context) => ownProfile(context));
  bind.write(people.editEmployee, (context, { params, body }) => editEmployee(context, params.id, body));

  bind.shownOnce(invitations.inviteEmployee, (context, { body }) => inviteEmployee(context, body));
  bind.shownOnce(invitations.reissueInvitation, (context, { params }) => reissueInvitation(context, params.id));
  bind.write(invitations.revokeInvitation, (context, { params }) => revokeInvitation(context, params.id));
  bind.secret(invitations.lookAtInvitation, (context, { body }) => invitationByToken(context, body.token));

  bind.read(absences.listAbsences, (context, { query }) => absenceList(context, query));
  bind.write(absences.recordAbsence, (context, { body }) => recordAbsence(context, body));
  bind.write(absences.editAbsence, (context, { params, body }) => editAbsence(context, params.id, body));
  bind.write(absences.cancelAbsence, (context, { params, body }) => cancelAbsence(context, params.id, body));

  bind.read(company.showCompany, (context) => companyView(context));
  bind.write(company.editCompany, (context, { body }) => editCompany(context, body));
  bind.read(company.showCalendar, (context, { query }) => calendarYear(context, query.year));
  bind.write(company.setCalendarDay, (context, { params, body }) =>
    setCalendarDay(context, { day: params.day, ...body }),
  );
  bind.secret(company.checkSetup, (context, { body }) => setupState(context, body.token));

  bind.read(tokens.listTokens, (context, { query }) => tokenList(context, query));
  bind.shownOnce(tokens.createToken, (context, { body }) => createToken(context, body));
  bind.secret(tokens.revokeToken, async (context, { params }) => {
    const revoked = await inTransaction(context, (write) => revokeToken(write, params.id));
    if (revoked.ok) signIn.forget(revoked.value.employee_id);
    return revoked;
  });
}
