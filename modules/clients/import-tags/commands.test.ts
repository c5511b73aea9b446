import { afterAll, beforeAll, expect, it } from 'vitest';
import { addContact } from '../commands.ts';
import { answerConflict } from '../import-conflicts/commands.ts';
import { listConflicts } from '../import-conflicts/queries.ts';
import { returnImport, runReturn } from '../import-returns/commands.ts';
import { listLeft } from '../import-returns/queries.ts';
import { runImport } from '../import-runs/commands.ts';
import { changeImport, draftImport, startImport } from '../imports/commands.ts';
import type { ImportChange } from '../imports/contract.ts';
import { importPreview, listRemarks } from '../imports/queries.ts';
import { findImport } from '../imports/store.ts';
import { changeTag, restoreTag } from '../tag-keeping/commands.ts';
import { setTags } from '../tags/commands.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

const HEAD = 'ИНН;Название;Теги;Контактное лицо;Роль\n';
const TULUN = '6281205097';
const SHUYA = '7736050003';

let market: TestMarket;
beforeAll(async () => {
  market = await testMarket();
});
afterAll(() => market.close());

const draft = async (rows: string, change: ImportChange = {}) => {
  const drafted = await draftImport(market.context, {
    name: 'база.csv',
    mediaType: 'text/csv',
    async *open() {
      yield new TextEncoder().encode(HEAD + rows);
    },
  });
  if (!drafted.ok) throw new Error(drafted.reason);
  await market.done((w) => changeImport(w, drafted.value.id, change));
  return drafted.value.id;
};
const found = async (id: string) => {
  const one = await findImport(market.context, id);
  if (one === null) throw new Error('no such import');
  return one;
};
const bring = async (rows: string, change: ImportChange = {}) => {
  const id = await draft(rows, change);
  await market.done((w) => startImport(w, id, false));
  await runImport(market.context, (await found(id)).jobId ?? '');
  const { taken, updated, skipped, refused } = (await found(id)).report;
  return { id, report: { taken, updated, skipped, refused } };
};
const takeBack = async (id: string) => {
  await market.done((w) => returnImport(w, id));
  await runReturn(market.context, (await found(id)).returnJobId ?? '', id);
  return (await found(id)).returned;
};
const client = async (inn: string) =>
  market.context.db.selectFrom('clients').select('id').where('inn', '=', inn).executeTakeFirstOrThrow();
const tags = async (inn: string) => {
  const rows = await market.context.db
    .selectFrom('client_tags as g')
    .innerJoin('tags as t', 't.id', 'g.tag_id')
    .innerJoin('clients as c', 'c.id', 'g.client_id')
    .select('t.name')
    .where('c.inn', '=', inn)
    .orderBy('t.name_key')
    .execute();
  return rows.map((row) => row.name);
};
const roles = async (inn: string) => {
  const rows = await market.context.db
    .selectFrom('client_contacts as l')
    .innerJoin('contacts as p', 'p.id', 'l.contact_id')
    .innerJoin('clients as c', 'c.id', 'l.client_id')
    .select(['p.full_name', 'l.decision_role'])
    .where('c.inn', '=', inn)
    .orderBy('p.full_name')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.full_name, row.decision_role]));
};
const remarks = async (id: string) => {
  const listed = await listRemarks(market.context, id, {});
  return listed.ok ? listed.value.items.map(({ row, reason }) => [row, reason]) : [];
};

const listed = async () => {
  const rows = await market.context.db.selectFrom('tags').select('name').orderBy('name_key').execute();
  return rows.map((row) => row.name);
};

const FIRST = `${TULUN};Тулун;"VIP, школы";Орлов Пётр;ЛПР\n${SHUYA};Шуя;vip;Ким Анна;волшебник\n`;

it('hangs tags, makes new ones once whatever their capitals, and gives people their roles', async () => {
  const preview = await importPreview(market.context, await found(await draft(FIRST)));
  expect(preview.columns.map(({ field }) => field)).toEqual(['inn', 'name', 'tags', 'contact_name', 'contact_role']);
  expect(preview.rows[0]?.said).toMatchObject({ tags: 'VIP, школы', contact_role: 'ЛПР' });

  const { id, report } = await bring(FIRST);
  expect(report).toEqual({ taken: 2, updated: 0, skipped: 0, refused: 0 });
  expect([await tags(TULUN), await tags(SHUYA)]).toEqual([['VIP', 'школы'], ['VIP']]);
  expect([await roles(TULUN), await roles(SHUYA)]).toEqual([{ 'Орлов Пётр': 'decision_maker' }, { 'Ким Анна': null }]);
  expect(await remarks(id)).toEqual([[3, 'clients.import_role_unknown']]);
  const entries = await market.context.db
    .selectFrom('journal_entries')
    .select(['before', 'after', 'reason'])
    .where('action', '=', 'client.tagged')
    .where('client_id', '=', (await client(TULUN)).id)
    .execute();
  expect(entries).toEqual([{ before: { tags: [] }, after: { tags: ['VIP', 'школы'] }, reason: 'база.csv' }]);
  expect((await bring(FIRST)).report).toEqual({ taken: 0, updated: 0, skipped: 2, refused: 0 });
});

it('adds what the source says anew and takes off only what it has given; a second decision maker comes without the role', async () => {
  await market.done(async (w) => setTags(w, (await client(TULUN)).id, ['VIP', 'школы', 'наши']));
  const { id, report } = await bring(
    `${TULUN};Тулун;"VIP, сады";Орлов Пётр;ЛПР\n${TULUN};Тулун;;Сизов Лев;ЛПР\n${SHUYA};Шуя;VIP;Ким Анна;ЛФР\n`,
  );
  expect(report).toMatchObject({ updated: 3 });
  expect(await tags(TULUN)).toEqual(['VIP', 'наши', 'сады']);
  expect(await roles(TULUN)).toEqual({ 'Орлов Пётр': 'decision_maker', 'Сизов Лев': null });
  expect(await roles(SHUYA)).toEqual({ 'Ким Анна': 'decision_shaper' });
  expect(await remarks(id)).toEqual([
    [3, 'clients.import_repeated'],
    [3, 'clients.import_second_decision_maker'],
  ]);

  expect(await takeBack(id)).toEqual({ removed: 0, restored: 2, left: 0 });
  expect(await tags(TULUN)).toEqual(['VIP', 'наши', 'школы']);
  expect(await listed()).toEqual(['VIP', 'наши', 'школы']);
  expect([await roles(TULUN), await roles(SHUYA)]).toEqual([{ 'Орлов Пётр': 'decision_maker' }, { 'Ким Анна': null }]);
});

it('leaves a role alone that people have changed since, and says so', async () => {
  const { id } = await bring(`${SHUYA};Шуя;;Ким Анна;ЛФР\n`);
  const db = market.context.db.updateTable('client_contacts').set({ decision_role: 'coach' });
  await db.where('client_id', '=', (await client(SHUYA)).id).execute();
  expect(await takeBack(id)).toMatchObject({ restored: 0, left: 1 });
  expect(await roles(SHUYA)).toEqual({ 'Ким Анна': 'coach' });
  expect(await listLeft(market.context, id, {})).toMatchObject({
    value: { items: [{ reason: 'clients.return_changed_since', fields: ['contact_role'] }] },
  });
});

it('only fills in, replaces, or asks, as each column is told', async () => {
  const rows = (tag: string, role: string) => `${SHUYA};Шуя;${tag};Ким Анна;${role}\n`;
  await bring(rows('паркинги', 'ЛВР'), { policies: { Теги: 'fill', Роль: 'fill' } });
  expect([await tags(SHUYA), await roles(SHUYA)]).toEqual([['VIP'], { 'Ким Анна': 'coach' }]);
  await bring(rows('дороги', 'секретарь'), { policies: { Теги: 'overwrite', Роль: 'overwrite' } });
  expect([await tags(SHUYA), await roles(SHUYA)]).toEqual([['дороги'], { 'Ким Анна': 'gatekeeper' }]);

  const { id, report } = await bring(rows('мосты', 'ЛПР'), { policies: { Теги: 'ask', Роль: 'ask' } });
  expect(report).toMatchObject({ skipped: 1 });
  const asked = await listConflicts(market.context, id, {});
  if (!asked.ok) throw new Error(asked.reason);
  expect(asked.value.items).toMatchObject([
    { field: expect.stringMatching(/^contact_role\./), person_name: 'Ким Анна', now: 'секретарь', told: 'ЛПР' },
    { field: 'tags', person_name: null, now: 'дороги', told: 'мосты' },
  ]);
  for (const { client_id: clientId, field } of asked.value.items) {
    await market.done((w) => answerConflict(w, id, { clientId, field, answer: 'file' }));
  }
  expect([await tags(SHUYA), await roles(SHUYA)]).toEqual([['мосты'], { 'Ким Анна': 'decision_maker' }]);
  expect(await takeBack(id)).toEqual({ removed: 0, restored: 1, left: 0 });
  expect([await tags(SHUYA), await roles(SHUYA)]).toEqual([['дороги'], { 'Ким Анна': 'gatekeeper' }]);
});

it('cannot make somebody decide beside whoever decides by now', async () => {
  const { id } = await bring(`${SHUYA};Шуя;;Ким Анна;ЛПР\n`, { policies: { Роль: 'ask' } });
  await market.done(async (w) =>
    addContact(w, (await client(SHUYA)).id, { full_name: 'Белов Олег', decision_role: 'decision_maker' }),
  );
  const asked = await listConflicts(market.context, id, {});
  const [one] = asked.ok ? asked.value.items : [];
  if (one === undefined) throw new Error('nothing is asked');
  expect(
    await market.write((w) => answerConflict(w, id, { clientId: one.client_id, field: one.field, answer: 'file' })),
  ).toMatchObject({ ok: false, reason: 'clients.role_not_given' });
});

it('takes the tags along that it made and nobody else uses; they can be brought back', async () => {
  const before = await listed();
  const { id } = await bring(`7707083893;Вязьма;"разовая, общая, переименованная";;\n${SHUYA};Шуя;дороги;;\n`);
  await market.done(async (w) => setTags(w, (await client(TULUN)).id, ['общая']));
  const named = await market.context.db
    .selectFrom('tag_records')
    .select(['id', 'version'])
    .where('name', '=', 'переименованная')
    .executeTakeFirstOrThrow();
  const head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  await market.done((w) => changeTag(w, named.id, { version: named.version, name: 'наша теперь' }), head);
  expect(await takeBack(id)).toMatchObject({ removed: 1, left: 0 });
  expect(await listed()).toEqual([...before, 'наша теперь', 'общая'].toSorted());
  const removed = await market.context.db
    .selectFrom('journal_entries')
    .select(['subject_id as id', 'before', 'reason'])
    .where('action', '=', 'client_tag.removed')
    .where('before', '@>', JSON.stringify({ name: 'разовая' }))
    .execute();
  expect(removed).toMatchObject([{ before: { name: 'разовая' }, reason: 'база.csv' }]);
  await market.done((w) => restoreTag(w, removed[0]?.id ?? ''), head);
  expect(await listed()).toContain('разовая');
});
