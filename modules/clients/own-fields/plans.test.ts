import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { changeField, createField, registerFields } from '#modules/fields/commands.ts';
import type { NewField } from '#modules/fields/contract.ts';
import { followDefinitions } from '#modules/fields/indexing/commands.ts';
import { fieldsOf } from '#modules/fields/queries.ts';
import { registerClients } from '../commands.ts';
import type { ClientListQuery } from '../listing/contract.ts';
import { listClients } from '../listing/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

const CLIENTS = 40_000;
const FIELDS: Omit<NewField, 'entity'>[] = [
  { type: 'money', name_ru: 'Бюджет' },
  { type: 'date', name_ru: 'Гарантия' },
  { type: 'text', name_ru: 'Девиз' },
  { type: 'choice', name_ru: 'Источник', choices: [{ name_ru: 'Редкий' }, { name_ru: 'Частый' }] },
  { type: 'yes_no', name_ru: 'Участник' },
  { type: 'person', name_ru: 'Куратор' },
];
const CURATOR = '019aaf00-0000-7000-8000-00000000000a';

interface Asked {
  text: string;
  values: readonly unknown[];
}
const isAskedOfClients = (asked: unknown): asked is Asked =>
  typeof asked === 'object' && asked !== null && 'text' in asked && String(asked.text).includes('clients c');

let market: TestMarket;

beforeAll(async () => {
  market = await testMarket();
  registerFields();
  registerClients();
  for (const field of FIELDS)
    await market.done((write) => createField(write, { entity: 'client', filtered: true, ...field }));
  await sql`INSERT INTO clients (id, sales_system_id, name, name_key, name_search, search_text, time_zone, custom, created_at, updated_at)
    SELECT uuidv7(), ${market.salesSystemId}, 'Клиент ' || i, 'k' || i, 'клиент ' || i, '', 'Europe/Moscow',
      CASE WHEN i % 10 = 0 THEN '{}'::jsonb ELSE jsonb_build_object('byudzhet', i * 100, 'garantiya', ('2020-01-01'::date + i % 4000)::text,
        'deviz', 'Девиз номер ' || i, 'istochnik', CASE WHEN i % 5000 = 1 THEN 'redkiy' ELSE 'chastyy' END, 'uchastnik', i % 4000 = 3,
        'kurator', CASE WHEN i % 3000 = 7 THEN ${CURATOR}::uuid ELSE uuidv7() END) END, now(), now()
    FROM generate_series(1, ${CLIENTS}) AS i`.execute(market.context.db);
  await followDefinitions(market.context);
}, 180_000);
afterAll(() => market.close());

it.each<[string, ClientListQuery]>([
  ['a sum', { filter: 'custom.byudzhet is 5000..5010' }],
  ['a stretch of days', { filter: 'custom.garantiya is 2026-11-23' }],
  ['a part of a text', { filter: 'custom.deviz has "номер 31415"' }],
  ['a text', { filter: 'custom.deviz is "Девиз номер 3141"' }],
  ['a rare choice', { filter: 'custom.istochnik is redkiy' }],
  ['a usual choice', { filter: 'custom.istochnik is chastyy', limit: 50 }],
  ['a rare yes', { filter: 'custom.uchastnik is yes' }],
  ['a person', { filter: `custom.kurator is ${CURATOR}` }],
  ['nothing said', { filter: 'custom.byudzhet is empty' }],
  ['the order of a sum', { sort: 'custom.byudzhet', order: 'desc', limit: 50 }],
  ['the order of days, and what is usual', { sort: 'custom.garantiya', filter: 'custom.istochnik is chastyy' }],
])('a list by %s is answered by an index, not by reading the register', async (_what, query) => {
  // A list may look in a transaction of its own: what reaches the database is watched, not what one executor sends.
  const watched = vi.spyOn(pg.Client.prototype, 'query');
  const page = await listClients(market.context, query);
  const statements = watched.mock.calls.map(([asked]) => asked as unknown).filter(isAskedOfClients);
  watched.mockRestore();
  if (!page.ok) throw new Error(page.reason);
  expect(page.value.items.length).toBeGreaterThan(0);
  expect(statements.length).toBeGreaterThan(0);
  for (const { text, values } of statements) {
    const { rows } = await market.context.db.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...values]),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    // A count stops at 10,000 and may meet them in the table; a page may not.
    if (text.includes('count(*)')) continue;
    expect(plan).not.toMatch(/Seq Scan on (clients|client_records)/);
  }
});

it('its indexes are built while everybody works, go with the field, and come back where a database was restored without them', async () => {
  const { db } = market.context;
  const named = async () => {
    const { rows } = await sql<{ name: string }>`SELECT indexname AS name FROM pg_indexes
      WHERE starts_with(indexname, 'field_of_client_deviz') ORDER BY 1`.execute(db);
    return rows.map(({ name }) => name);
  };
  const deviz = async () => (await fieldsOf({ db }, 'client')).find(({ key }) => key === 'deviz');
  const change = async (part: { filtered?: boolean; archived?: boolean }) => {
    const field = await deviz();
    await market.done((write) => changeField(write, field?.id ?? '', { version: field?.version ?? 0, ...part }));
  };
  const both = ['field_of_client_deviz', 'field_of_client_deviz__part'];
  expect(await named()).toEqual(both);
  await change({ archived: true });
  expect((await deviz())?.ready).toBe(false);
  await followDefinitions(market.context);
  expect(await named()).toEqual([]);
  await change({ archived: false });
  expect((await deviz())?.ready).toBe(false);
  await followDefinitions(market.context);
  expect(await named()).toEqual(both);
  await sql`DROP INDEX field_of_client_deviz`.execute(db);
  await followDefinitions(market.context);
  expect(await named()).toEqual(both);
  expect((await deviz())?.ready).toBe(true);
});
