import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Connection } from '#platform/db/embedded/embedded.ts';
import { SUPERUSER } from '#platform/db/embedded/settings.ts';

export type TestDatabase = {
  connection: Connection;
  /** The same as a DATABASE_URL, for a server process of its own. */
  url: string;
  /** Drops the database; whoever is still connected is thrown out. */
  close(): Promise<void>;
};

/** `migrated: false` gives an empty database, for tests of migrations themselves. */
export type TestDatabaseOptions = { migrated?: boolean };

/** By this variable the global set-up tells the test processes where the cluster is, or why there is none. */
export const ANNOUNCEMENT = 'ESTAFETA_TEST_CLUSTER';
export type Announcement = { template: Connection } | { failure: string };

/**
 * A database of its own for a test or a test file: a copy of the migrated template, about 40 ms. Works in processes
 * under the global set-up of Vitest, or of anybody who sets the variable; elsewhere call `startTestCluster`.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const announced = process.env[ANNOUNCEMENT];
  if (!announced) throw new Error('no test cluster runs: start one with startTestCluster()');
  const announcement: Announcement = JSON.parse(announced);
  if ('failure' in announcement) throw new Error(`there is no test database: ${announcement.failure}`);
  return await createDatabase(announcement.template, options);
}

export async function createDatabase(
  template: Connection,
  { migrated = true }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const connection = { ...template, database: `test_${randomUUID().replaceAll('-', '')}` };
  const { database, user } = connection;
  const source = migrated ? `TEMPLATE ${template.database} STRATEGY FILE_COPY` : '';
  await asAdministrator(template, [
    'SET file_copy_method = clone',
    `CREATE DATABASE ${database} OWNER ${user} ${source}`,
  ]);
  return {
    connection,
    url: connectionUrl(connection),
    close: () => asAdministrator(template, [`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`]),
  };
}

async function asAdministrator(cluster: Connection, statements: string[]): Promise<void> {
  const client = new pg.Client({ ...cluster, user: SUPERUSER, database: 'postgres' });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function connectionUrl({ host, port, user, database }: Connection): string {
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}
