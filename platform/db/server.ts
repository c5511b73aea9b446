import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from './pool.ts';

/** Throws when the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`SELECT 1`.execute(db);
}

/** What the server calls itself, for people: `18.1`. */
export async function serverVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(db);
  return rows[0]?.version ?? '';
}

/** The version as a number that can be compared: 180001. */
export async function serverVersionNumber(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(rows[0]?.server_version_num ?? 0);
}

/**
 * Runs something that only one of all processes on this database does at a time, and says whether it ran. The lock
 * belongs to one session, so it is given back however the run ends; a session that cannot say so is closed.
 */
export async function runAlone(pool: pg.Pool, lock: number, run: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  let isSound = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [lock]);
    const mine = rows[0]?.mine === true;
    try {
      if (mine) await run();
    } finally {
      if (mine) await client.query('SELECT pg_advisory_unlock($1)', [lock]);
      isSound = true;
    }
    return mine;
  } finally {
    client.release(!isSound);
  }
}
