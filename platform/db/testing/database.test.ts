import pg from 'pg';
import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './database.ts';

async function ask<Row extends pg.QueryResultRow>(connection: pg.ClientConfig, sql: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function within(use: (database: TestDatabase) => Promise<void>, migrated = true): Promise<void> {
  const database = await testDatabase({ migrated });
  try {
    await use(database);
  } finally {
    await database.close();
  }
}

test('a test database has every migration and belongs to a role without special rights', async () => {
  await within(async ({ connection }) => {
    const [applied] = await ask<{ count: string }>(connection, 'SELECT count(*) FROM applied_migrations');
    expect(Number(applied?.count)).toBeGreaterThan(0);
    const [role] = await ask<{ rolsuper: boolean }>(
      connection,
      'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
    );
    expect(role?.rolsuper).toBe(false);
  });
});

test('two test databases know nothing of each other', async () => {
  await within(async (first) => {
    await within(async (second) => {
      await ask(first.connection, 'CREATE TABLE only_here (id int)');
      const found = await ask(second.connection, "SELECT 1 FROM pg_tables WHERE tablename = 'only_here'");
      expect(found).toEqual([]);
    });
  });
});

test('ten test databases can be asked for at the same moment', async () => {
  const databases = await Promise.all(Array.from({ length: 10 }, () => testDatabase()));
  expect(new Set(databases.map(({ connection }) => connection.database)).size).toBe(10);
  await Promise.all(databases.map((database) => database.close()));
});

test('an empty database has no table', async () => {
  await within(async ({ connection }) => {
    expect(await ask(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
  }, false);
});

test('the address of a test database works as a DATABASE_URL', async () => {
  await within(async ({ url, connection }) => {
    const [row] = await ask<{ name: string }>({ connectionString: url }, 'SELECT current_database() AS name');
    expect(row?.name).toBe(connection.database);
  });
});

test('a closed test database is gone although somebody was connected', async () => {
  const database = await testDatabase();
  const client = new pg.Client(database.connection);
  client.on('error', () => undefined);
  await client.connect();
  await database.close();
  await expect(ask(database.connection, 'SELECT 1')).rejects.toThrow('does not exist');
  await client.end();
});
