import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editClient } from '#modules/clients/commands.ts';
import { clientById } from '#modules/clients/queries.ts';
import { createField, registerFields } from '#modules/fields/commands.ts';
import { followDefinitions } from '#modules/fields/indexing/commands.ts';
import { EXPORT_JOB, runExport, startExport } from '#modules/lists/exports/commands.ts';
import { exportFile, showExport } from '#modules/lists/exports/queries.ts';
import type { Context } from '#platform/context.ts';
import { readFile } from '#platform/files/stored-files.ts';
import { openJobs } from '#platform/jobs/store.ts';
import { editDeal, openDeal } from '../commands.ts';
import type { DealCard } from '../contract.ts';
import { type TestDeals, testDeals } from '../test-deals.ts';
import type { DealListQuery } from './contract.ts';
import { dealList, dealSummary, groupDeals, showDealFields } from './queries.ts';

let deals: TestDeals;
let head: Context;
let signed: DealCard;
let offered: DealCard;
let opened: DealCard;

beforeAll(async () => {
  deals = await testDeals();
  registerFields();
  const { market, as } = deals;
  head = as.head;
  await market.done((w) => createField(w, { entity: 'deal', type: 'number', name_ru: 'Светильников', filtered: true }));
  await market.done((w) =>
    createField(w, {
      entity: 'deal',
      type: 'choice',
      name_ru: 'Источник денег',
      filtered: true,
      choices: [{ name_ru: 'Субсидия' }, { name_ru: 'Бюджет' }],
    }),
  );
  await followDefinitions(market.context);
  signed = (await deals.signed()).deal;
  offered = (await deals.at('offer')).deal;
  const { clientId, need } = await deals.ready();
  opened = await market.done(
    (w) =>
      openDeal(w, clientId, {
        need_id: need.id,
        title: '=Освещение набережной',
        value_minor: 100_000_00,
        expected_on: '2027-03-10',
        custom: { svetilnikov: 420, istochnik_deneg: 'byudzhet' },
      }),
    as.manager,
  );
  offered = await market.done(
    (w) =>
      editDeal(w, offered.id, {
        version: offered.version,
        value_minor: 900_000_00,
        custom: { istochnik_deneg: 'subsidiya' },
      }),
    as.manager,
  );
}, 120_000);
afterAll(() => deals.close());

async function found(query: DealListQuery, as = head): Promise<string[]> {
  const page = await dealList(as, { scope: 'all', ...query });
  if (!page.ok) throw new Error(`${page.reason} ${JSON.stringify(page.fields)}`);
  return page.value.items.map(({ id }) => id);
}

it.each<[string, DealListQuery, () => string[]]>([
  ['a stage', { filter: 'stage is offer' }, () => [offered.id]],
  ['what has no day of signing', { filter: 'expected is empty and outcome is empty' }, () => [offered.id]],
  ['a sum in roubles', { filter: 'value is 800000..1000000' }, () => [offered.id]],
  [
    'either of two',
    { filter: 'stage is offer or (expected is 2027-03-01..2027-03-31)' },
    () => [offered.id, opened.id],
  ],
  ['a part of the title', { filter: 'title has набережн' }, () => [opened.id]],
  ['words of the title in another form', { q: 'набережные' }, () => [opened.id]],
  ['the words of the client', { q: 'администрация' }, () => [signed.id, offered.id, opened.id]],
  ['a field of the company’s own', { filter: 'custom.svetilnikov is 400..500' }, () => [opened.id]],
  ['the day of the contract', { filter: 'signed is 2026-11-01..', scope: 'signed' }, () => [signed.id]],
  ['whose it is', { filter: 'owner is me' }, () => []],
])('is narrowed by %s', async (_what, query, expected) => {
  expect((await found(query)).toSorted()).toEqual(expected().toSorted());
});

describe('its order', () => {
  it.each([
    'expected',
    'value',
    'margin',
    'stage_since',
    'region',
    'opened',
    'signed',
    'closed',
    'custom.svetilnikov',
  ] as const)('by %s brings every deal once, page by page, what has no value last', async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof dealList>> = await dealList(head, {
          scope: 'all',
          sort,
          order,
          limit: 1,
          ...(cursor === null ? {} : { cursor }),
        });
        if (!page.ok) throw new Error(page.reason);
        paged.push(...page.value.items.map(({ id }) => id));
        cursor = page.value.next_cursor;
      } while (cursor !== null);
      expect(paged).toEqual(await found({ sort, order }));
      expect(new Set(paged).size).toBe(3);
      if (sort === 'custom.svetilnikov' || sort === 'expected') expect(paged[0]).toBe(opened.id);
    }
  });
});

it('a field that no index answers for is refused as an order and as a group', async () => {
  expect(await dealList(head, { sort: 'custom.luck' })).toMatchObject({ fields: [{ path: '/sort' }] });
  expect(await groupDeals(head, { by: 'custom.svetilnikov' })).toMatchObject({ fields: [{ path: '/by' }] });
  const fields = await showDealFields(head);
  expect(fields.ok && fields.value.items.map(({ name }) => name)).toContain('custom.istochnik_deneg');
});

it.each([
  ['stage', ['solution 1', 'offer 1', 'signed 1']],
  ['expected_month', ['2027-03 1', 'null 2']],
  ['custom.istochnik_deneg', ['subsidiya 1', 'byudzhet 1', 'null 1']],
] as const)('falls into groups by %s, each of which opens what it counts', async (by, expected) => {
  const groups = await groupDeals(head, { by, scope: 'all' });
  if (!groups.ok) throw new Error(groups.reason);
  expect(groups.value.items.map(({ value, count }) => `${value} ${count.value}`)).toEqual(expected);
  for (const { filter, count } of groups.value.items) expect(await found({ filter })).toHaveLength(count.value);
});

it('a deal has the region of its client as it is now', async () => {
  const { market } = deals;
  const move = async (region: string | null) => {
    const client = await clientById(market.context, opened.client_id);
    return market.done((w) => editClient(w, opened.client_id, { version: client?.version ?? 0, region }), head);
  };
  await move('Псковская область');
  expect(await found({ filter: 'region is "Псковская область"' })).toEqual([opened.id]);
  expect(await found({ sort: 'region' })).toHaveLength(3);
  const groups = await groupDeals(head, { by: 'region', scope: 'all' });
  const said = groups.ok ? groups.value.items.map(({ value, count }) => `${value} ${count.value}`) : [];
  expect(said).toEqual(['Псковская область 1', 'null 2']);
  await move(null);
  expect(await found({ filter: 'region is empty' })).toHaveLength(3);
});

it('a stage holds what its sums count, and one sees one’s own deals alone', async () => {
  const summary = await dealSummary(head, { scope: 'all' });
  if (!summary.ok) throw new Error(summary.reason);
  expect(summary.value).toMatchObject({ count: 3, whole: true });
  for (const { stage, count } of summary.value.stages)
    expect(await found({ filter: `stage is ${stage}` })).toHaveLength(count);
  expect(await found({}, deals.as.manager)).toHaveLength(3);
  expect(await found({}, deals.as.colleague)).toEqual([]);
  expect(await dealSummary(deals.as.colleague, {})).toMatchObject({ value: { count: 0, whole: false } });
});

it('goes into a file as it is seen: sums in roubles, formulas made harmless, for whoever may take clients out', async () => {
  const { market, as } = deals;
  const wanted = {
    format: 'csv',
    scope: 'live',
    filter: 'outcome is empty',
    sort: 'value',
    columns: ['title', 'value', 'expected', 'custom.istochnik_deneg'],
  } as const;
  const asked = { ...wanted, columns: [...wanted.columns] };
  expect(await market.write((w) => startExport(w, 'deals', asked), as.manager)).toMatchObject({ code: 'forbidden' });
  const started = await market.done((w) => startExport(w, 'deals', asked), head);
  for (const job of await openJobs(head, EXPORT_JOB)) await runExport(head, job.id);
  expect(await showExport(head, started.id)).toMatchObject({ value: { state: 'done', rows: 2 } });
  const file = await exportFile(head, started.id);
  if (!file.ok) throw new Error(file.reason);
  let text = '';
  for await (const chunk of readFile(head.db, file.value.id)) text += Buffer.from(chunk).toString('utf8');
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    '\ufeffСделка;Сумма;Подписание;Источник денег',
    "'=Освещение набережной;100000;10.03.2027;Бюджет",
  ]);
  expect(text).not.toContain('44/2026-097');
  const unknown = { ...asked, columns: ['luck'] };
  expect(await market.write((w) => startExport(w, 'deals', unknown), head)).toMatchObject({
    fields: [{ path: '/columns/0', reason: 'field.not_in_list' }],
  });
});
