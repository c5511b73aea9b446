import { sql } from 'kysely';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '#platform/context.ts';
import type { Actor } from '#shared/actor.ts';
import { ok } from '#shared/result.ts';
import { type Db, openDb, openPool } from './pool.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let db: Db;

beforeEach(async () => {
  database = await testDatabase({ migrated: false });
  pool = openPool(database.connection, { max: 1 });
  db = openDb(pool);
  await pool.query('CREATE TABLE things (id int, name text)');
  await pool.query("INSERT INTO things VALUES (1, 'one')");
});
afterEach(async () => {
  await pool.end();
  await database.close();
});

const find = (within: Db, id: number) => sql<object>`SELECT * FROM things WHERE id = ${id}`.execute(within);
const prepared = async () => {
  const { rows } = await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements');
  return rows.map(({ statement }) => statement);
};

test('a statement that is sent again and again is prepared, one with a search in it never', async () => {
  await find(db, 1);
  expect(await prepared()).toEqual([]);
  for (let times = 0; times < 20; times++) {
    expect((await find(db, 1)).rows).toEqual([{ id: 1, name: 'one' }]);
    await sql`SELECT * FROM things WHERE name LIKE ${'o%'}`.execute(db);
  }
  expect(await prepared()).toEqual(['SELECT * FROM things WHERE id = $1']);
});

test('a migration under a running program is not noticed, neither by a read nor by a write', async () => {
  const actor: Actor = {
    ...{ kind: 'system', employeeId: null, name: '', language: 'ru', timeZone: 'UTC', administrator: true },
    ...{ positions: [], functions: [], rights: {}, deputyFor: [] },
  };
  const context = { db, actor, now: Temporal.Instant.from('2026-11-23T07:00:00Z'), requestId: null };
  for (let times = 0; times < 20; times++) await find(db, 1);
  await pool.query('ALTER TABLE things ADD COLUMN size int');
  expect((await find(db, 1)).rows).toEqual([{ id: 1, name: 'one', size: null }]);
  for (let times = 0; times < 20; times++) await find(db, 1);
  await pool.query('ALTER TABLE things ADD COLUMN place text');
  const written = await inTransaction(context, async (write) => ok((await find(write.db, 1)).rows));
  expect(written).toEqual({ ok: true, value: [{ id: 1, name: 'one', size: null, place: null }] });
});
