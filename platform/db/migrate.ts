import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

const DEFAULT_DIRECTORY = fileURLToPath(new URL('../../migrations', import.meta.url));
const LOCK = 7_215_004_411;

/** The database was migrated by another, usually newer, copy of the program. */
export class MigrationRefusal extends Error {
  readonly code: 'changed' | 'unknown';
  constructor(code: 'changed' | 'unknown', message: string) {
    super(message);
    this.name = 'MigrationRefusal';
    this.code = code;
  }
}

/**
 * Applies the migrations that the database has not seen, in order of their numbers, each in a transaction of its own, and
 * returns their names. Two processes may call it at once: the second waits. A migration that was applied and has since
 * changed, or that this copy does not know, refuses the start: nothing is guessed.
 */
export async function migrate(pool: pg.Pool, directory = DEFAULT_DIRECTORY): Promise<string[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS applied_migrations (
      name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const rows = await client.query<{ name: string; digest: string }>('SELECT name, digest FROM applied_migrations');
    const applied = new Map(rows.rows.map((row) => [row.name, row.digest]));
    for (const name of applied.keys()) {
      if (!files.includes(name))
        throw new MigrationRefusal('unknown', `the database has a migration that this copy does not know: ${name}`);
    }
    const done: string[] = [];
    for (const name of files) {
      const sql = await readFile(`${directory}/${name}`, 'utf8');
      const digest = createHash('sha256').update(sql).digest('hex');
      const known = applied.get(name);
      if (known === digest) continue;
      if (known !== undefined)
        throw new MigrationRefusal('changed', `migration ${name} has changed since it was applied`);
      await applyOne(client, name, sql, digest);
      done.push(name);
    }
    return done;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

async function applyOne(client: pg.PoolClient, name: string, sql: string, digest: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(sql);
    await client.query('INSERT INTO applied_migrations (name, digest) VALUES ($1, $2)', [name, digest]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
