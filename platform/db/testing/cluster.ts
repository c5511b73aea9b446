import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { placesIn } from '#platform/db/embedded/cluster.ts';
import { type Connection, openEmbedded } from '#platform/db/embedded/embedded.ts';
import { stopIfUnused } from '#platform/db/embedded/sharing.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDatabase, type TestDatabase, type TestDatabaseOptions } from './database.ts';

/** A PostgreSQL of its own for one run of tests, with a migrated database to copy from. */
export type TestCluster = {
  /** A new database of this cluster, see `testDatabase`. */
  database(options?: TestDatabaseOptions): Promise<TestDatabase>;
  /** The migrated database that is copied. Nobody connects to it. */
  template: Connection;
  /** Stops the server and removes everything. Where the process is killed before, its watchdog does. */
  close(): Promise<void>;
};

const PREFIX = 'estafeta-test-';
/** A younger directory may be of somebody who has not got as far as to lock it. */
const MINUTE_MS = 60_000;

/**
 * Starts a throw-away cluster in the temporary directory, for Vitest's global set-up, the browser tests and the
 * benchmarks alike. Fails when a migration does.
 */
export async function startTestCluster(): Promise<TestCluster> {
  await removeAbandoned(PREFIX);
  const dataDir = await mkdtemp(path.join(tmpdir(), PREFIX));
  const embedded = await openEmbedded({ dataDir, role: 'command', durability: 'throwaway' });
  const template = embedded.connection;
  try {
    const pool = new pg.Pool({ ...template, max: 1 });
    pool.on('error', () => undefined);
    await migrate(pool).finally(() => pool.end());
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return { template, database: (options) => createDatabase(template, options), close: embedded.close };
}

/** A run that was killed together with its watchdog leaves a directory, perhaps with a living server in it. */
export async function removeAbandoned(prefix: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const directory = path.join(tmpdir(), name);
    // Another run may be removing it at this moment, or it may be another user's.
    const old = async () => Date.now() - (await stat(directory)).mtimeMs >= MINUTE_MS;
    if (await old().catch(() => false)) await removeCluster(directory).catch(() => undefined);
  }
}

/** Removes a data directory with its server, unless somebody uses it. */
export async function removeCluster(directory: string): Promise<void> {
  const places = placesIn(directory);
  const unused = !existsSync(places.usersLock) || (await stopIfUnused(places));
  if (unused) await rm(directory, { recursive: true, force: true });
}
