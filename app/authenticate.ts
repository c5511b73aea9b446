import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignIn } from '#modules/people/sign-in/queries.ts';
import { tokenAllows } from '#modules/people/tokens/rules.ts';
import { loadActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { EdgeError } from '#platform/http/problem.ts';
import type { Memory } from '#platform/memory.ts';
import type { Actor } from '#shared/actor.ts';
import type { Clock } from '#shared/clock.ts';

const KEPT_MS = 1000;
/** What is written through routes of these tags leaves alone who may do what, the company and its structure. */
const SETTLED = new Set([
  ...['clients', 'activities', 'workload', 'handoffs', 'needs', 'calling', 'qualification', 'deals', 'projects'],
  ...['support', 'back-office', 'search', 'reports'],
]);

/** Whether a write through routes of a tag may change what somebody may do; of a tag that is not known it is supposed. */
export function unsettles(tag: string): boolean {
  return !SETTLED.has(tag);
}

/**
 * Who is asking: the session or the token says which employee, the structure says what they may do. An answer is kept for
 * at most a second, so that a screen that opens with ten requests asks the database once, and never beyond a write that may
 * have changed what somebody may do: the screen asks again at once.
 */
export function createAuthentication(
  app: FastifyInstance,
  db: Db,
  clock: Clock,
  signIn: SignIn,
  memory: Memory,
): (request: FastifyRequest) => Promise<Actor | null> {
  const kept = new Map<string, { until: number; actor: Promise<Actor | null> }>();
  app.addHook('onSend', async (request) => {
    if (request.method === 'GET' || !(request.routeOptions.schema?.tags ?? []).some(unsettles)) return;
    kept.clear();
    memory.forget();
  });
  return async (request) => {
    const identity = await signIn.identify(request.headers);
    if (identity === null) return null;
    if (identity.via === 'token' && !tokenAllows(identity.scopes ?? [], request.method, request.url)) {
      throw new EdgeError(403, 'forbidden', 'app.token_scope');
    }
    const key = `${identity.employeeId} ${identity.scopes?.join(' ') ?? ''}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > performance.now()) return known.actor;
    const actor = loadActor(db, identity.employeeId, clock.now(), identity.via, identity.scopes, memory);
    kept.set(key, { until: performance.now() + KEPT_MS, actor });
    if (kept.size > 1000) for (const [old, entry] of kept) if (entry.until <= performance.now()) kept.delete(old);
    return actor;
  };
}
