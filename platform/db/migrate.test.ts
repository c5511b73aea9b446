import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let folder: string;

beforeEach(async () => {
  database = await testDatabase({ migrated: false });
  pool = openPool(database.connection);
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await writeFile(join(folder, '0001_first.sql'), 'CREATE TABLE first (id integer)');
});
afterEach(async () => {
  await pool.end();
  await database.close();
  await rm(folder, { recursive: true });
});

test('an empty database gets every migration, and a second run none', async () => {
  const all = await migrate(pool);
  expect(all.length).toBeGreaterThan(5);
  expect(await migrate(pool)).toEqual([]);
});

test('a filled database keeps its rows and gets only what is new', async () => {
  await migrate(pool, folder);
  await pool.query('INSERT INTO first VALUES (1)');
  await writeFile(join(folder, '0002_second.sql'), "ALTER TABLE first ADD note text NOT NULL DEFAULT 'kept'");
  expect(await migrate(pool, folder)).toEqual(['0002_second.sql']);
  expect((await pool.query('SELECT id, note FROM first')).rows).toEqual([{ id: 1, note: 'kept' }]);
});

test('a migration that fails leaves nothing of itself and says which it was', async () => {
  await writeFile(join(folder, '0002_broken.sql'), 'CREATE TABLE half (id integer); SELECT nonsense');
  await expect(migrate(pool, folder)).rejects.toThrow(/0002_broken\.sql/);
  expect((await pool.query("SELECT to_regclass('first') AS first, to_regclass('half') AS half")).rows).toEqual([
    { first: 'first', half: null },
  ]);
});

test('a migration that changed after it was applied refuses the start', async () => {
  await migrate(pool, folder);
  await writeFile(join(folder, '0001_first.sql'), 'CREATE TABLE first (id bigint)');
  await expect(migrate(pool, folder)).rejects.toMatchObject({ name: 'MigrationRefusal', code: 'changed' });
});

test('a database of a newer copy of the program refuses the start', async () => {
  await writeFile(join(folder, '0002_second.sql'), 'SELECT 1');
  await migrate(pool, folder);
  await rm(join(folder, '0002_second.sql'));
  await expect(migrate(pool, folder)).rejects.toMatchObject({ code: 'unknown' });
});

test('two processes that start at once apply each migration once', async () => {
  const both = await Promise.all([migrate(pool, folder), migrate(pool, folder)]);
  expect(both.flat()).toEqual(['0001_first.sql']);
});
