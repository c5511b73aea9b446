import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Connection, openEmbedded } from '#platform/db/embedded/embedded.ts';
import { SUPERUSER } from '#platform/db/embedded/settings.ts';
import { migrate } from '#platform/db/migrate.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { removeAbandoned, removeCluster } from '#platform/db/testing/cluster.ts';

const PREFIX = 'estafeta-bench-';

/** A migrated database like that of a company: the embedded server with its own settings, flushing to the disk. */
export interface ScratchDatabase {
  /** For a server process on the same data: `DATA_DIR`. */
  dataDir: string;
  connection: Connection;
  pool: pg.Pool;
  db: Db;
  /** A session of the superuser, for what a company's own role may not do. The caller ends it. */
  superuser(): Promise<pg.Client>;
  /** Leaves the server; what `scratchDatabase` has made is removed. */
  close(): Promise<void>;
}

export async function scratchDatabase(): Promise<ScratchDatabase> {
  await removeAbandoned(PREFIX);
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  const scratch = await openScratch(dataDir);
  return { ...scratch, close: () => scratch.close().then(() => removeCluster(dataDir)) };
}

/** The same in a directory that stays. */
export async function openScratch(dataDir: string): Promise<ScratchDatabase> {
  const embedded = await openEmbedded({ dataDir, role: 'command' });
  const { connection } = embedded;
  const pool = openPool(connection);
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded.close();
  };
  try {
    await migrate(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    dataDir,
    connection,
    pool,
    db: openDb(pool),
    async superuser() {
      const client = new pg.Client({ ...connection, user: SUPERUSER });
      await client.connect();
      return client;
    },
    close,
  };
}
