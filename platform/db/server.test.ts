import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closePool, openPool } from './pool.ts';
import { runAlone, serverVersionNumber } from './server.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

const LOCK = 1;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  pool = openPool(database.connection);
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

it('what runs alone keeps a second one from running until it has ended', async () => {
  let second: boolean | undefined;
  const first = await runAlone(pool, LOCK, async () => {
    second = await runAlone(pool, LOCK, async () => undefined);
  });
  expect([first, second]).toEqual([true, false]);
  expect(await runAlone(pool, LOCK, async () => undefined)).toBe(true);
});

it('a run that fails gives the place free', async () => {
  const failing = runAlone(pool, LOCK, () => Promise.reject(new Error('a sweep failed')));
  await expect(failing).rejects.toThrow('a sweep failed');
  const places = await Promise.all(
    Array.from({ length: 5 }, (_, place) => runAlone(pool, LOCK + place, async () => undefined)),
  );
  expect(places).toEqual([true, true, true, true, true]);
});

it('the version of the server can be compared', async () => {
  expect(await serverVersionNumber(pool)).toBeGreaterThanOrEqual(180_000);
});

it('a pool that has been closed has left the server, also with a session that was still at work', async () => {
  const closing = openPool(database.connection, { max: 12 });
  const sessions = await Promise.all(Array.from({ length: 12 }, () => closing.connect()));
  const pids = await Promise.all(
    sessions.map(
      async (session) => (await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid,
    ),
  );
  const busy = sessions.pop();
  for (const session of sessions) session.release();
  setTimeout(() => busy?.release(), 20);
  await closePool(closing);
  const { rows } = await pool.query('SELECT pid FROM pg_stat_activity WHERE pid = ANY($1)', [pids]);
  expect(rows).toEqual([]);
});
