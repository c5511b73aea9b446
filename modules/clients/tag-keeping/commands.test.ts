import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { createView } from '#modules/lists/commands.ts';
import { listViews } from '#modules/lists/queries.ts';
import type { Context } from '#platform/context.ts';
import { openJobs } from '#platform/jobs/store.ts';
import type { Result } from '#shared/result.ts';
import { registerClients, setTags } from '../commands.ts';
import { listClients } from '../listing/queries.ts';
import { mergeTag, runTagMerge, stopTagMerge, TAG_MERGE_JOB } from '../tag-merging/commands.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { changeTag, removeTag, restoreTag, sweepTags } from './commands.ts';
import { listTags } from './queries.ts';
import { REMOVED_TAG_DAYS } from './rules.ts';

let market: TestMarket;
let head: Context;
let seller: Context;

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  seller = await market.as(await market.person('Лыткин Андрей', 'development_manager'));
});
afterAll(() => market.close());

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const kept = async (q = '', removed = false) => value(await listTags(head, { q, removed }));
async function tagged(name: string, ...tags: string[]): Promise<string> {
  const client = await market.client(name);
  await market.done((write) => setTags(write, client.id, tags), head);
  return client.id;
}
async function tag(name: string) {
  const found = (await kept(name)).items.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no tag ${name}`);
  return found;
}
const tagsOf = async (id: string) =>
  value(await listClients(head, { limit: 200 }))
    .items.find((row) => row.id === id)
    ?.tags?.map(({ name }) => name);
const withTag = async (id: string) =>
  value(await listClients(head, { filter: `tag is ${id}` })).items.map(({ name }) => name);
const lastUndo = async (id: string) => {
  const entry = await market.context.db
    .selectFrom('journal_entries')
    .select('id')
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return market.write((write) => undo(write, entry.id), head);
};
const runMerges = async () => {
  for (const job of await openJobs(head, TAG_MERGE_JOB)) await runTagMerge(head, job.id, 2);
};

it('renames and colours a tag at every client at once, tells the journal and can be taken back', async () => {
  const client = await tagged('Тулун', 'форум');
  const before = await tag('форум');
  expect(before).toMatchObject({ colour: 'grey', clients: { value: 1, exact: true }, busy: false, removed: null });
  const change = { version: before.version, name: ' Форум  2026 ', colour: 'green' as const };
  await market.done((write) => changeTag(write, before.id, change), head);
  expect(await tagsOf(client)).toEqual(['Форум 2026']);
  expect(await tag('Форум 2026')).toMatchObject({ id: before.id, colour: 'green', version: 2 });
  expect(await market.write((write) => changeTag(write, before.id, change), head)).toMatchObject({
    reason: 'app.stale_version',
    details: { theirs: { name: 'Форум 2026', version: 2 } },
  });
  expect(await lastUndo(before.id)).toMatchObject({ ok: true });
  expect(await tagsOf(client)).toEqual(['форум']);
});

it.each([
  ['the name of another tag, whatever its capitals and ё', 'ЕЛКА', { path: '/name', reason: 'clients.tag_name_taken' }],
  ['no name', '   ', { path: '/name', reason: 'field.required' }],
])('refuses %s', async (_what, name, fault) => {
  await tagged('Южа', 'Ёлка', 'Сосна');
  const { id, version } = await tag('Сосна');
  expect(await market.write((write) => changeTag(write, id, { version, name }), head)).toMatchObject({
    fields: [fault],
  });
});

it('is for whoever the access table lets, and nobody else', async () => {
  const { id, version } = await tag('Сосна');
  const forbidden = { ok: false, code: 'forbidden' };
  expect(await listTags(seller, {})).toMatchObject(forbidden);
  expect(await market.write((write) => changeTag(write, id, { version, name: 'Ель' }), seller)).toMatchObject(
    forbidden,
  );
  expect(await market.write((write) => removeTag(write, id), seller)).toMatchObject(forbidden);
  expect(await market.write((write) => mergeTag(write, id, id), seller)).toMatchObject(forbidden);
  expect(await market.write((write) => restoreTag(write, id), seller)).toMatchObject(forbidden);
  expect(await market.write((write) => stopTagMerge(write, id), seller)).toMatchObject(forbidden);
});

it('removes a tag from everybody, leaves its name to others, and brings it back to whoever had it', async () => {
  const client = await tagged('Зима', 'Срочно', 'Сосна');
  const { id } = await tag('Срочно');
  await market.done((write) => removeTag(write, id), head);
  expect(await tagsOf(client)).toEqual(['Сосна']);
  expect(await withTag(id)).toEqual([]);
  expect((await kept('срочно', true)).items).toMatchObject([
    { id, removed: { by: { full_name: 'Ермолаев Виктор' }, days_left: REMOVED_TAG_DAYS, merged_into: null } },
  ]);
  // Setting the other tags leaves alone what is only removed for a while.
  await market.done((write) => setTags(write, client, ['Ёлка']), head);
  const namesake = await tagged('Бодайбо', 'срочно');
  expect(await market.write((write) => restoreTag(write, id), head)).toMatchObject({
    reason: 'clients.tag_name_taken',
  });
  await market.done((write) => setTags(write, namesake, []), head);
  const other = (await kept('срочно')).items[0];
  await market.done((write) => changeTag(write, other?.id ?? '', { version: 1, name: 'Другое' }), head);
  await market.done((write) => restoreTag(write, id), head);
  expect(await tagsOf(client)).toEqual(['Ёлка', 'Срочно']);
});

it('merges a tag into another, lets saved views follow, and sets both free again as they were', async () => {
  const both = await tagged('Ангарск', 'Водоканал', 'водоканалы');
  const one = await tagged('Братск', 'водоканалы');
  const own = await tagged('Иркутск', 'Водоканал');
  const [from, into] = [await tag('водоканалы'), await tag('Водоканал')];
  const shape = { q: '', scope: '', filter: `tag is ${from.id}`, sort: null, group: null, columns: null };
  await market.done((write) => createView(write, 'clients', { name: 'Вода', shape, shared: false }), head);
  const filters = async () => value(await listViews(head, 'clients')).items.map((view) => view.shape.filter);
  await market.done((write) => mergeTag(write, from.id, into.id), head);
  expect(await withTag(into.id)).toEqual(['Ангарск', 'Братск', 'Иркутск']);
  expect(await tagsOf(both)).toEqual(['Водоканал']);
  expect(await filters()).toEqual([`tag is ${into.id}`]);
  expect((await kept('водоканалы', true)).items).toMatchObject([{ removed: { merged_into: { name: 'Водоканал' } } }]);
  // What somebody decides after the merge stays decided.
  await market.done((write) => setTags(write, both, []), head);
  expect(await lastUndo(from.id)).toMatchObject({ ok: true });
  expect(await tagsOf(both)).toEqual([]);
  expect(await tagsOf(one)).toEqual(['водоканалы']);
  expect(await tagsOf(own)).toEqual(['Водоканал']);
  expect(await filters()).toEqual([`tag is ${from.id}`]);
});

it('counts nobody who is in the trash, and says «more than» of what is beyond its count', async () => {
  const gone = await tagged('Усть-Кут', 'Отчёт');
  await tagged('Киренск', 'Отчёт');
  await market.context.db
    .insertInto('register_trash')
    .values({
      id: crypto.randomUUID(),
      sales_system_id: market.salesSystemId,
      client_id: gone,
      name: 'Усть-Кут',
      name_search: 'усть кут',
      via: 'by_hand',
      trashed_at: market.context.now.toString(),
    })
    .execute();
  expect(await tag('Отчёт')).toMatchObject({ clients: { value: 1, exact: true } });
});

/** So many clients with a tag that a merge goes on in the background. */
async function many(name: string, count: number): Promise<string> {
  await tagged(`${name}, первый`, name);
  const { id } = await tag(name);
  await sql`
    WITH made AS (INSERT INTO client_records (id, sales_system_id, name, name_key, name_search, search_text, time_zone, created_at, updated_at)
      SELECT gen_random_uuid(), ${market.salesSystemId}::uuid, ${name}::text || ' ' || n, ${name}::text || n, lower(${name}::text || n), lower(${name}::text || n), 'Asia/Irkutsk', now(), now()
      FROM generate_series(2, ${count}::integer) n RETURNING id)
    INSERT INTO client_tags (client_id, tag_id) SELECT id, ${id}::uuid FROM made`.execute(market.context.db);
  return id;
}
const countOf = async (id: string) =>
  Number(
    (
      await market.context.db
        .selectFrom('client_tags')
        .select((e) => e.fn.countAll().as('n'))
        .where('tag_id', '=', id)
        .executeTakeFirstOrThrow()
    ).n,
  );

it('merges what many have in the background, stops when asked, and goes on from where it was interrupted', async () => {
  const from = await many('Муниципальные', 5_002);
  await tagged('Черемхово', 'Администрации');
  const into = (await tag('Администрации')).id;
  expect(await market.done((write) => mergeTag(write, from, into), head)).toEqual({ started: true });
  const [merge] = (await kept()).merges;
  expect(merge).toMatchObject({ state: 'going', from: { name: 'Муниципальные' }, total: 5_002, done: 0 });
  expect(await tag('Муниципальные')).toMatchObject({ busy: true });
  expect(await market.write((write) => removeTag(write, from), head)).toMatchObject({ reason: 'clients.tag_busy' });
  expect(await market.write((write) => mergeTag(write, into, from), head)).toMatchObject({
    reason: 'clients.tag_busy',
  });

  await market.done((write) => stopTagMerge(write, merge?.id ?? ''), head);
  await runMerges();
  expect((await kept()).merges).toEqual([]);
  expect(await countOf(into)).toBe(1);

  await market.done((write) => mergeTag(write, from, into), head);
  for (const job of await openJobs(head, TAG_MERGE_JOB)) await runTagMerge(head, job.id, 2_500);
  expect(await countOf(into)).toBe(5_003);
  expect((await kept('Муниципальные')).items).toEqual([]);

  expect(await market.done((write) => restoreTag(write, from), head)).toEqual({ started: true });
  for (const job of await openJobs(head, TAG_MERGE_JOB)) await runTagMerge(head, job.id, 2_500);
  expect(await countOf(into)).toBe(1);
  expect(await countOf(from)).toBe(5_002);
  expect(await tag('Муниципальные')).toMatchObject({ busy: false, clients: { value: 5_002, exact: true } });
});

it('erases for good what was removed 30 days ago', async () => {
  await tagged('Слюдянка', 'Лишняя');
  const { id } = await tag('Лишняя');
  await market.done((write) => removeTag(write, id), head);
  const later = (days: number): Context => ({ ...market.context, now: market.context.now.add({ hours: 24 * days }) });
  expect(await market.done(sweepTags, later(REMOVED_TAG_DAYS - 1))).toEqual({ erased: 0 });
  expect(await market.done(sweepTags, later(REMOVED_TAG_DAYS))).toEqual({ erased: 1 });
  expect(await countOf(id)).toBe(0);
  expect(await market.write((write) => restoreTag(write, id), head)).toMatchObject({ code: 'not_found' });
  expect(await market.done(sweepTags, later(REMOVED_TAG_DAYS))).toEqual({ erased: 0 });
});
