import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction, type WriteContext } from '#platform/context.ts';
import type { Binder } from '#platform/http/bind.ts';
import { EdgeError } from '#platform/http/problem.ts';
import { ok, type Refusal, type Result } from '#shared/result.ts';
import { setUpByLink } from '../commands.ts';
import * as company from '../company/contract.ts';
import { acceptInvitation } from '../invitations/commands.ts';
import * as invitations from '../invitations/contract.ts';
import { changePassword, endSession, type OpenedSession, type Origin, openSession, signIn } from './commands.ts';
import * as wire from './contract.ts';
import { ownSessions, type SignIn } from './queries.ts';

/** Routes that open and close sessions, and with them everything that carries a password. */
export function bindSignInRoutes(bind: Binder, door: SignIn): void {
  const enter = (reply: FastifyReply, session: OpenedSession): Result<{ employee_id: string }> => {
    reply.header('Set-Cookie', door.cookie.set(session.token));
    return ok({ employee_id: session.employee_id });
  };
  const currentSession = async (request: FastifyRequest) => (await door.identify(request.headers))?.sessionId ?? null;

  bind.secret(wire.signIn, async (context, { body }, request, reply) => {
    const session = await signIn(context, body, originOf(request));
    return session.ok ? enter(reply, session.value) : patient(session);
  });

  bind.secret(wire.signOut, async (context, _input, request, reply) => {
    const id = await currentSession(request);
    reply.header('Set-Cookie', door.cookie.clear());
    if (id === null || context.actor.employeeId === null) return ok({ signed_out: false });
    const ended = await inTransaction(context, (write) => endSession(write, id));
    door.forget(context.actor.employeeId);
    return ended.ok ? ok({ signed_out: true }) : ended;
  });

  bind.secret(wire.listSessions, async (context, _input, request) =>
    ownSessions(context, await currentSession(request)),
  );

  bind.secret(wire.revokeSession, async (context, { params }) => {
    const ended = await inTransaction(context, (write) => endSession(write, params.id));
    if (context.actor.employeeId !== null) door.forget(context.actor.employeeId);
    return ended;
  });

  bind.secret(wire.changePassword, async (context, { body }, request) => {
    const id = await currentSession(request);
    const changed = await changePassword(context, body, { id, address: request.ip });
    if (context.actor.employeeId !== null) door.forget(context.actor.employeeId);
    return changed.ok ? changed : patient(changed);
  });

  bind.secret(company.setUp, async (context, { body }, request, reply) => {
    const session = await inTransaction(context, (write) =>
      opening(write, request, (inside) => setUpByLink(inside, body)),
    );
    return session.ok ? enter(reply, session.value) : session;
  });

  bind.secret(invitations.acceptInvitation, async (context, { body }, request, reply) => {
    const session = await inTransaction(context, (write) =>
      opening(write, request, (inside) => acceptInvitation(inside, body)),
    );
    if (session.ok) door.forget(session.value.employee_id);
    return session.ok ? enter(reply, session.value) : session;
  });
}

/** Whoever proves who they are by a link is signed in by the same transaction. */
async function opening(
  context: WriteContext,
  request: FastifyRequest,
  prove: (context: WriteContext) => Promise<Result<{ employee_id: string }>>,
): Promise<Result<OpenedSession>> {
  const proved = await prove(context);
  return proved.ok ? ok(await openSession(context, proved.value.employee_id, originOf(request))) : proved;
}

function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, device: request.headers['user-agent'] ?? null };
}

/** Too many attempts are answered with 429 and when to come back, whoever asks. */
function patient(refusal: Refusal): Refusal {
  const seconds = refusal.details?.seconds;
  if (refusal.reason !== 'people.too_many_attempts' || typeof seconds !== 'number') return refusal;
  throw new EdgeError(429, 'refused', refusal.reason, { retryAfter: seconds, values: refusal.values ?? {} });
}
