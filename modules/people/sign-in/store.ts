import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { Sessions } from '#platform/db/schema.ts';
import { ATTEMPTS_COUNT_FOR_SECONDS, SESSION_IDLE_DAYS, SESSION_LONGEST_DAYS, type SignInAttempt } from './rules.ts';

type Reading = Pick<Context, 'db'>;
export type SessionRow = Omit<Selectable<Sessions>, 'token_hash'>;

export async function savePassword({ db, now }: WriteContext, employeeId: string, hash: string): Promise<void> {
  const changed_at = now.toString();
  await db
    .insertInto('passwords')
    .values({ employee_id: employeeId, hash, changed_at })
    .onConflict((conflict) => conflict.column('employee_id').doUpdateSet({ hash, changed_at }))
    .execute();
}

export async function passwordHash({ db }: Reading, employeeId: string): Promise<string | null> {
  const row = await db.selectFrom('passwords').select('hash').where('employee_id', '=', employeeId).executeTakeFirst();
  return row?.hash ?? null;
}

/** Who may come in by an e-mail address, with the hash: only those who work here now. */
export async function accountByEmail(
  { db }: Reading,
  email: string,
): Promise<{ employee_id: string; hash: string } | undefined> {
  return db
    .selectFrom('employees as e')
    .innerJoin('passwords as p', 'p.employee_id', 'e.id')
    .select(['p.employee_id', 'p.hash'])
    .where('e.email', '=', email)
    .where('e.status', '=', 'active')
    .executeTakeFirst();
}

export interface NewSession {
  id: string;
  employee_id: string;
  token_hash: string;
  address: string | null;
  device: string | null;
}

export async function insertSession({ db }: WriteContext, session: NewSession): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('employee_id', '=', session.employee_id)
    .where(sql<boolean>`NOT ${LIVE}`)
    .execute();
  await db.insertInto('sessions').values(session).execute();
}

const LIVE = sql<boolean>`(last_seen_at > now() - ${SESSION_IDLE_DAYS} * interval '1 day'
  AND started_at > now() - ${SESSION_LONGEST_DAYS} * interval '1 day')`;

/** The live session of somebody who still works here. */
export async function sessionByToken(
  db: Db,
  tokenHash: string,
): Promise<{ id: string; employee_id: string; idle_seconds: number } | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('employees as e', 'e.id', 'sessions.employee_id')
    .select(['sessions.id', 'sessions.employee_id'])
    .select(sql<number>`extract(epoch FROM now() - last_seen_at)::float8`.as('idle_seconds'))
    .where('token_hash', '=', tokenHash)
    .where('e.status', '=', 'active')
    .where(LIVE)
    .executeTakeFirst();
}

export async function touchSession(db: Db, id: string): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: sql`now()` }).where('id', '=', id).execute();
}

export async function liveSessions({ db }: Reading, employeeId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'employee_id', 'started_at', 'last_seen_at', 'address', 'device'])
    .where('employee_id', '=', employeeId)
    .where(LIVE)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function deleteSession({ db }: WriteContext, id: string, employeeId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('employee_id', '=', employeeId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Ends the sessions of an employee, all of them or all but one, and says how many. */
export async function deleteSessions({ db }: WriteContext, employeeId: string, except: string | null): Promise<number> {
  let query = db.deleteFrom('sessions').where('employee_id', '=', employeeId);
  if (except !== null) query = query.where('id', '<>', except);
  const gone = await query.executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/**
 * Lets one attempt at an account be looked at after another, also between processes, and returns the earlier ones that
 * still count.
 */
export async function lockAttempts(
  { db }: WriteContext,
  { account, address }: { account: string; address: string },
): Promise<SignInAttempt[]> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${account}, 0))`.execute(db);
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${address}, 0))`.execute(db);
  const rows = await db
    .selectFrom('sign_in_attempts')
    .select(['account', 'address'])
    .select(sql<number>`extract(epoch FROM clock_timestamp() - at)::float8`.as('age'))
    .where((where) => where.or([where('account', '=', account), where('address', '=', address)]))
    .where('at', '>', sql<string>`clock_timestamp() - ${ATTEMPTS_COUNT_FOR_SECONDS} * interval '1 second'`)
    .execute();
  return rows.map((row) => ({ account: row.account, address: row.address, ageSeconds: row.age }));
}

export async function insertAttempt(
  { db }: WriteContext,
  attempt: { id: string; account: string; address: string },
): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('at', '<', sql<string>`now() - interval '1 day'`).execute();
  await db.insertInto('sign_in_attempts').values(attempt).execute();
}

/** After the right password the failures from that address at that account are forgotten. */
export async function forgetAttempts(
  { db }: WriteContext,
  { account, address }: { account: string; address: string },
): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('account', '=', account).where('address', '=', address).execute();
}
