import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { attempt } from '#platform/db/attempt.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { type TestDatabase, testDatabase } from '#platform/db/testing/database.ts';
import { announce } from '#platform/outbox.ts';
import type { Actor } from '#shared/actor.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { forgetPersonal, record } from './commands.ts';
import { companyJournal, journalAuthors } from './queries.ts';
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

async function somebody(name: string): Promise<EmployeeId> {
  const id = newId<EmployeeId>();
  await sql`INSERT INTO employees (id, full_name, email, language, time_zone, status, created_at)
    VALUES (${id}, ${name}, ${`${id}@liniya.ru`}, 'ru', 'Europe/Moscow', 'active', now())`.execute(context.db);
  return id;
}

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

test('the journal of the company is read whole, of one author, of the program, without sign-ins or of them alone', async () => {
  const author = await somebody('Яшина Анна');
  const other = await somebody('Белов Пётр');
  const as = (employeeId: EmployeeId): Context => ({ ...context, actor: { ...context.actor, employeeId } });
  const wrote = async (by: Context, action: string) =>
    inTransaction(by, async (write) => ok(await record(write, change(action))));
  await wrote(as(author), 'session.opened');
  await wrote(as(author), 'thing.made');
  await wrote(as(other), 'thing.moved');
  await wrote(context, 'thing.swept');
  await wrote(context, 'sign_in.refused');
  const told = async (filter: Parameters<typeof companyJournal>[1]) => {
    const page = await companyJournal(context, filter);
    return page.ok ? page.value.items.filter((one) => one.subject_id === subject.id).map(({ action }) => action) : page;
  };
  expect(await told({})).toEqual(['sign_in.refused', 'thing.swept', 'thing.moved', 'thing.made', 'session.opened']);
  expect(await told({ author })).toEqual(['thing.made', 'session.opened']);
  expect(await told({ author, about: 'changes' })).toEqual(['thing.made']);
  expect(await told({ author: 'program', about: 'changes' })).toEqual(['thing.swept']);
  expect(await told({ about: 'sign_ins' })).toEqual(['sign_in.refused', 'session.opened']);
  expect(await told({ author: newId() })).toEqual([]);
  const authors = await journalAuthors(context);
  expect(authors).toEqual({
    ok: true,
    value: {
      items: [
        { id: other, name: 'Белов Пётр' },
        { id: author, name: 'Яшина Анна' },
      ],
    },
  });
});

test('the journal of the company is not found by whoever leads nobody', async () => {
  const seller = { ...context, actor: { ...context.actor, administrator: false } };
  expect(await companyJournal(seller, {})).toMatchObject({ ok: false, code: 'not_found' });
  expect(await journalAuthors(seller)).toMatchObject({ ok: false, code: 'not_found' });
});
