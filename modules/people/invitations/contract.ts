import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { EmployeeInvite, Id, Language, Moment } from '../contract.ts';

/** A link just made: the only time its secret is shown. */
export const FreshInvitation = Type.Object({
  employee_id: Id,
  invitation_id: Id,
  token: Type.String(),
  /** To be put after the program's own address. */
  path: Type.String(),
  expires_at: Moment,
});
export type FreshInvitation = Static<typeof FreshInvitation>;

export const inviteEmployee = route({
  method: 'POST',
  path: '/api/v1/employees',
  summary: 'Adds an employee and makes the link by which they join; the link is shown this once and holds for 7 days.',
  tag: 'people',
  body: EmployeeInvite,
  reply: FreshInvitation,
});

export const reissueInvitation = route({
  method: 'POST',
  path: '/api/v1/employees/:id/invitation',
  summary: 'Makes a new link: to join, or, for whoever has joined, to set a new password. The earlier one ends.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  reply: FreshInvitation,
});

export const revokeInvitation = route({
  method: 'DELETE',
  path: '/api/v1/employees/:id/invitation',
  summary: 'Ends the open link of an employee.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ revoked: Type.Boolean() }),
});

const token = Type.String({ minLength: 1, maxLength: 200 });

export const lookAtInvitation = route({
  method: 'POST',
  path: '/api/v1/invitations/look',
  summary: 'Whom a link invites, and where.',
  tag: 'people',
  open: 'anyone',
  body: Type.Object({ token }, { additionalProperties: false }),
  reply: Type.Object({
    full_name: Type.String(),
    email: Type.String(),
    company_name: Type.String(),
    language: Language,
    expires_at: Moment,
    /** False when the person has joined before and only sets a new password. */
    joining: Type.Boolean(),
  }),
});

export const acceptInvitation = route({
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: 'Sets the password by the link, ends the link, and signs in.',
  tag: 'people',
  open: 'anyone',
  body: Type.Object(
    { token, password: Type.String({ minLength: 1, maxLength: 1000 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ employee_id: Id }),
});
