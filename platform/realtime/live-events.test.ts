import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { type TestDatabase, testDatabase } from '#platform/db/testing/database.ts';
import { announce } from '#platform/outbox.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { followOutbox, type LiveEvents } from './live-events.ts';

const actor: Actor = {
  kind: 'system',
  employeeId: null,
  name: '',
  language: 'ru',
  timeZone: 'UTC',
  administrator: true,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
};
let database: TestDatabase;
let pool: pg.Pool;
let db: Db;
let events: LiveEvents;
let heard: string[];

beforeEach(async () => {
  database = await testDatabase();
  pool = openPool(database.connection);
  db = openDb(pool);
  heard = [];
  events = await followOutbox(db, pool, () => undefined);
  events.subscribe((batch) => heard.push(...batch.map((event) => event.type)));
});
afterEach(async () => {
  await events.close();
  await pool.end();
  await database.close();
});

const context = () => ({ db, actor, now: Temporal.Instant.from('2026-11-23T07:00:00Z'), requestId: null });
const note = (type: string) => ({ type, subjectKind: 'thing', subjectId: newId() });

test('a committed change is heard, a refused one is not', async () => {
  await inTransaction(context(), async (write) => {
    await announce(write, note('thing.refused'));
    return refuse('things.full');
  });
  await inTransaction(context(), async (write) => {
    await announce(write, note('thing.made'));
    return ok();
  });
  await expect.poll(() => heard).toEqual(['thing.made']);
});

test('an event that commits after a later one is not lost', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = inTransaction(context(), async (write) => {
    await announce(write, note('thing.slow'));
    await held;
    return ok();
  });
  await expect
    .poll(async () => (await pool.query("SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'")).rowCount)
    .toBe(1);
  await inTransaction(context(), async (write) => {
    await announce(write, note('thing.quick'));
    return ok();
  });
  release();
  await slow;
  await expect.poll(() => [...heard].sort(), { timeout: 5000 }).toEqual(['thing.quick', 'thing.slow']);
});

test('whoever unsubscribes hears no more', async () => {
  const late: string[] = [];
  const unsubscribe = events.subscribe((batch) => late.push(...batch.map((event) => event.type)));
  unsubscribe();
  await inTransaction(context(), async (write) => {
    await announce(write, note('thing.made'));
    return ok();
  });
  await expect.poll(() => heard).toEqual(['thing.made']);
  expect(late).toEqual([]);
});
