import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, Moment, orNull } from '../contract.ts';

const password = Type.String({ minLength: 1, maxLength: 1000 });

export const signIn = route({
  method: 'POST',
  path: '/api/v1/sign-in',
  summary: 'Signs in by e-mail and password; the session travels in a cookie that scripts cannot read.',
  tag: 'people',
  open: 'anyone',
  body: Type.Object(
    { email: Type.String({ minLength: 1, maxLength: 300 }), password },
    { additionalProperties: false },
  ),
  reply: Type.Object({ employee_id: Id }),
});

export const signOut = route({
  method: 'POST',
  path: '/api/v1/sign-out',
  summary: 'Ends the session in use.',
  tag: 'people',
  open: 'anyone',
  reply: Type.Object({ signed_out: Type.Boolean() }),
});

export const SessionView = Type.Object({
  id: Id,
  started_at: Moment,
  last_seen_at: Moment,
  address: orNull(Type.String()),
  device: orNull(Type.String()),
  current: Type.Boolean(),
});
export type SessionView = Static<typeof SessionView>;

export const listSessions = route({
  method: 'GET',
  path: '/api/v1/sessions',
  summary: 'Where one is signed in, latest first.',
  tag: 'people',
  reply: Type.Object({ items: Type.Array(SessionView) }),
});

export const revokeSession = route({
  method: 'DELETE',
  path: '/api/v1/sessions/:id',
  summary: 'Ends one of one’s own sessions, within a second everywhere.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ revoked: Type.Boolean() }),
});

export const changePassword = route({
  method: 'POST',
  path: '/api/v1/password',
  summary: 'Changes one’s own password and ends all other sessions.',
  tag: 'people',
  body: Type.Object({ current: password, password }, { additionalProperties: false }),
  reply: Type.Object({ other_sessions_ended: Type.Integer() }),
});
