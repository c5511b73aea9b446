import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { EdgeError } from '#platform/http/problem.ts';
import { digestOfSecret } from '#platform/secrets.ts';
import type { Clock } from '#shared/clock.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, ok, type Result } from '#shared/result.ts';
import { mayKeepOwnSecrets } from '../access.ts';
import { isPast } from '../queries.ts';
import { noteTokenUse, tokenByHash } from '../tokens/store.ts';
import type { SessionView } from './contract.ts';
import { SESSION_LONGEST_DAYS } from './rules.ts';
import { liveSessions, sessionByToken, touchSession } from './store.ts';

/** Who is asking, as the session cookie or the API token tells. */
export interface Identity {
  employeeId: EmployeeId;
  via: 'session' | 'token';
  sessionId: string | null;
  /** Of the API token; absent for a session. */
  scopes?: readonly string[];
}

export interface SignIn {
  /** Null when nobody is signed in. Throws 401 with its own reason for an API token that does not work (any more). */
  identify(headers: IncomingHttpHeaders): Promise<Identity | null>;
  /** What is remembered for a second of somebody is looked up anew: after a revocation in this process. */
  forget(employeeId: string): void;
  cookie: { name: string; set(token: string): string; clear(): string };
}

const REMEMBERED_MS = 1_000;
const MOST_REMEMBERED = 10_000;
const SEEN_EVERY_SECONDS = 5 * 60;
const USE_NOTED_EVERY_MS = 60_000;

/**
 * Recognises whoever calls. What was found out is remembered in this process for at most one second, so a session or a
 * token that is revoked elsewhere works for at most that long.
 */
export function createSignIn({ db, clock, publicUrl }: { db: Db; clock: Clock; publicUrl: URL | null }): SignIn {
  const secure = publicUrl?.protocol === 'https:';
  // With the prefix a browser takes the cookie only over TLS and from this very host.
  const name = secure ? '__Host-estafeta_session' : 'estafeta_session';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const remembered = new Map<string, { identity: Identity; until: number }>();

  const remember = async (hash: string, find: () => Promise<Identity | null>): Promise<Identity | null> => {
    const known = remembered.get(hash);
    if (known !== undefined && known.until > performance.now()) return known.identity;
    const identity = await find();
    if (identity === null) remembered.delete(hash);
    else {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(hash, { identity, until: performance.now() + REMEMBERED_MS });
    }
    return identity;
  };

  return {
    identify(headers) {
      const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
      if (headers.authorization !== undefined && bearer === undefined) throw refused('people.token_unknown');
      if (bearer !== undefined) {
        const hash = digestOfSecret(bearer);
        return remember(hash, () => identityOfToken(db, clock.now(), hash));
      }
      const secret = cookieOf(headers.cookie, name);
      if (secret === undefined) return Promise.resolve(null);
      const hash = digestOfSecret(secret);
      return remember(hash, () => identityOfSession(db, hash));
    },
    forget(employeeId) {
      for (const [hash, { identity }] of remembered) {
        if (identity.employeeId === employeeId) remembered.delete(hash);
      }
    },
    cookie: {
      name,
      set: (token) => `${name}=${token}; Max-Age=${SESSION_LONGEST_DAYS * 86_400}; ${attributes}`,
      clear: () => `${name}=; Max-Age=0; ${attributes}`,
    },
  };
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trimStart().startsWith(`${name}=`));
  const value = pair?.slice(pair.indexOf('=') + 1).trim();
  return value === '' ? undefined : value;
}

async function identityOfSession(db: Db, hash: string): Promise<Identity | null> {
  const session = await sessionByToken(db, hash);
  if (session === undefined) return null;
  if (session.idle_seconds > SEEN_EVERY_SECONDS) await touchSession(db, session.id);
  // The column refers to employees.
  return { employeeId: session.employee_id as EmployeeId, via: 'session', sessionId: session.id };
}

async function identityOfToken(db: Db, now: Temporal.Instant, hash: string): Promise<Identity> {
  const token = await tokenByHash(db, hash);
  if (token === undefined || !token.owner_active) throw refused('people.token_unknown');
  if (token.revoked_at !== null) throw refused('people.token_revoked');
  if (isPast({ now }, token.expires_at)) throw refused('people.token_expired');
  const usedAt = token.last_used_at === null ? null : Temporal.Instant.from(token.last_used_at).epochMilliseconds;
  if (usedAt === null || Math.abs(now.epochMilliseconds - usedAt) > USE_NOTED_EVERY_MS)
    await noteTokenUse(db, token.id, now.toString());
  // The column refers to employees.
  return { employeeId: token.employee_id as EmployeeId, via: 'token', sessionId: null, scopes: token.scopes };
}

function refused(reason: 'people.token_unknown' | 'people.token_revoked' | 'people.token_expired'): EdgeError {
  return new EdgeError(401, 'unauthenticated', reason);
}

/** Where one is signed in; `current` is the session that asks. */
export async function ownSessions(
  context: Context,
  currentId: string | null,
): Promise<Result<{ items: SessionView[] }>> {
  const { employeeId } = context.actor;
  if (employeeId === null || !mayKeepOwnSecrets(context.actor)) return forbidden();
  const rows = await liveSessions(context, employeeId);
  return ok({
    items: rows.map(({ id, started_at, last_seen_at, address, device }) => ({
      id,
      started_at,
      last_seen_at,
      address,
      device,
      current: id === currentId,
    })),
  });
}
