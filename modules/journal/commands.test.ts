import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { attempt } from '#platform/db/attempt.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { type TestDatabase, testDatabase } from '#platform/db/testing/database.ts';
import { announce } from '#platform/outbox.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { forgetPersonal, record } from './commands.ts';
import { entriesByIds } from './store.ts';

let database: TestDatabase;
let context: Context;

beforeAll(async () => {
  database = await testDatabase();
  const actor: Actor = {
    ...{ kind: 'system', employeeId: null, name: '', language: 'ru', timeZone: 'UTC', administrator: true },
    ...{ positions: [], functions: [], rights: {}, deputyFor: [] },
  };
  const now = Temporal.Instant.from('2026-11-23T07:00:00Z');
  context = { db: openDb(openPool(database.connection)), actor, now, requestId: 'r1' };
});
afterAll(async () => {
  await context.db.destroy();
  await database.close();
});

let subject: { kind: string; id: string };
beforeEach(() => {
  subject = { kind: 'thing', id: newId() };
});

const change = (action: string, personal?: { personId: string; after: unknown }) => ({
  action,
  subject,
  after: { size: 2, name: 'ё "q" \\ ’' },
  ...(personal === undefined ? {} : { personal }),
});
const tell = (write: WriteContext, type: string) =>
  announce(write, { type, subjectKind: subject.kind, subjectId: subject.id });

async function stored() {
  const { rows: entries } = await sql<object>`SELECT action, at, actor_kind, request_id, before, after, reason
    FROM journal_entries WHERE subject_id = ${subject.id} ORDER BY id`.execute(context.db);
  const { rows: events } = await sql<{ type: string }>`SELECT type FROM outbox_events WHERE subject_id = ${subject.id}
    ORDER BY id`.execute(context.db);
  return { entries, events: events.map(({ type }) => type) };
}
const actions = async () => (await stored()).entries.map((entry) => 'action' in entry && entry.action);

test('what a command does stands in the journal and in the outbox in its order, with who did it and when', async () => {
  await inTransaction(context, async (write) => {
    await record(write, change('thing.made'));
    await tell(write, 'thing.made');
    await record({ ...write, now: write.now.add({ hours: 1 }) }, { ...change('thing.moved'), reason: 'why' });
    await tell(write, 'thing.moved');
    return ok();
  });
  const common = { actor_kind: 'system', request_id: 'r1', before: null, after: { size: 2, name: 'ё "q" \\ ’' } };
  expect(await stored()).toEqual({
    entries: [
      { ...common, action: 'thing.made', at: '2026-11-23T07:00:00Z', reason: null },
      { ...common, action: 'thing.moved', at: '2026-11-23T08:00:00Z', reason: 'why' },
    ],
    events: ['thing.made', 'thing.moved'],
  });
});

test('a refused command leaves nothing in the journal, a refused part of one only what came before and after it', async () => {
  await inTransaction(context, async (write) => {
    await record(write, change('thing.made'));
    return refuse('journal.not_undoable');
  });
  expect(await actions()).toEqual([]);
  await inTransaction(context, async (write) => {
    await record(write, change('before'));
    await attempt(write, async () => {
      await record(write, change('refused'));
      await tell(write, 'refused');
      return refuse('journal.not_undoable');
    });
    await attempt(write, async () => {
      await record(write, change('taken'));
      return ok();
    });
    await record(write, change('after'));
    return ok();
  });
  expect(await actions()).toEqual(['before', 'taken', 'after']);
  expect((await stored()).events).toEqual([]);
});

test('whoever reads the journal in the midst of a command sees what the command has done so far', async () => {
  const seen = await inTransaction(context, async (write) => {
    const id = await record(write, change('thing.made'));
    return ok((await entriesByIds(write, [id])).map(({ action }) => action));
  });
  expect(seen).toEqual({ ok: true, value: ['thing.made'] });
});

test('what is forgotten of a person is forgotten also where the same command has said it', async () => {
  const personId = newId();
  await inTransaction(context, async (write) => {
    await record(write, change('thing.made', { personId, after: { name: 'Имя' } }));
    await forgetPersonal(write, [personId]);
    return ok();
  });
  const { rows } = await sql`SELECT FROM journal_personal_values WHERE person_id = ${personId}`.execute(context.db);
  expect(rows).toEqual([]);
  expect(await actions()).toEqual(['thing.made']);
});
