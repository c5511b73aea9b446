import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import type { Config } from '#platform/config.ts';
import { openEmbedded } from '#platform/db/embedded/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { type Connection, closePool, type Db, openDb, openPool } from '#platform/db/pool.ts';
import { serverVersionNumber } from '#platform/db/server.ts';
import { setSecretKey } from '#platform/secrets.ts';

const OLDEST_SERVER = 180_000;

/** A start that cannot go on; its message is the one clear line that the user reads. */
export class StartRefusal extends Error {}

export interface OpenDatabase {
  pool: pg.Pool;
  db: Db;
  /** Where it is, for `doctor`. */
  kind: 'embedded' | 'external';
  close(): Promise<void>;
}

/**
 * Opens the company's database: the embedded server of the data directory, or the server that `DATABASE_URL` names, and
 * applies the migrations that are missing.
 */
export async function openDatabase(
  config: Config,
  role: 'server' | 'command',
  onError: (error: Error) => void,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const pool = openPool({ connectionString: config.databaseUrl }, { onError });
    await assertServerVersion(pool);
    return prepared(config, pool, 'external', () => closePool(pool));
  }
  const dataDir = resolve(config.dataDir);
  const embedded = await openEmbedded({ dataDir, role });
  const connection: Connection = embedded.connection;
  const pool = openPool(connection, { onError });
  return prepared(config, pool, 'embedded', async () => {
    await closePool(pool);
    await embedded.close();
  });
}

async function prepared(
  config: Config,
  pool: pg.Pool,
  kind: OpenDatabase['kind'],
  close: () => Promise<void>,
): Promise<OpenDatabase> {
  try {
    await migrate(pool);
    setSecretKey(await secretKey(config));
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, db: openDb(pool), kind, close };
}

async function assertServerVersion(pool: pg.Pool): Promise<void> {
  try {
    const version = await serverVersionNumber(pool);
    if (version >= OLDEST_SERVER) return;
    throw new StartRefusal(
      `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; version 18 or newer is needed`,
    );
  } catch (error) {
    await pool.end();
    if (error instanceof StartRefusal) throw error;
    throw new StartRefusal(`DATABASE_URL does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The key of sessions, links and tokens: `ESTAFETA_SECRET`, else a file in the data directory that only its owner may read. */
async function secretKey(config: Config): Promise<string> {
  if (config.secret !== null) return config.secret;
  const dataDir = resolve(config.dataDir);
  const file = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    // `wx`: of two processes that start at once one writes the key and both read the same.
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
