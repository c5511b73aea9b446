import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matchClients } from '#modules/clients/duplicates/commands.ts';
import { CLIENT_SORTS, LIST_SCOPES } from '#modules/clients/listing/contract.ts';
import { PERSON_GROUPINGS, PERSON_SCOPES, PERSON_SORTS } from '#modules/clients/people/contract.ts';
import { DEAL_GROUPINGS, DEAL_SCOPES, DEAL_SORTS } from '#modules/deals/listing/contract.ts';
import { PROJECT_GROUPINGS, PROJECT_SCOPES, PROJECT_SORTS } from '#modules/projects/listing/contract.ts';
import { systemActor } from '#modules/structure/queries.ts';
import { inTransaction } from '#platform/context.ts';
import { SUPERUSER } from '#platform/db/embedded/settings.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { settableClock } from '#shared/clock.ts';
import { ok } from '#shared/result.ts';
import { enter, productInProcess } from './api/in-process.ts';
import { statementsOf } from './api/traces.ts';
import type { Company } from './market/company.ts';
import { generateMarket } from './market/generate.ts';
import { type Large, largeTables, wholeScans } from './plans.ts';

const CLIENTS = 100_000;
const LARGE = 10_000;
/** A Tuesday on which it is working time from Moscow to Vladivostok. */
const NOW = Temporal.Instant.from('2026-11-24T07:00:00Z');

let app: FastifyInstance;
let pool: pg.Pool;
let company: Company;
let large: Large;
let one: { client: string; deal: string; region: string; segment: string; holder: string; inn: string; name: string };
let close: () => Promise<void>;

/** What the sweep would have kept of every client to compare it with others: kept by COPY past the triggers, as the market is. */
const COMPARED = `
  INSERT INTO client_match_names SELECT id, sales_system_id, coalesce(region, ''), name_key FROM clients;
  INSERT INTO client_match_values SELECT id, sales_system_id, 'inn', inn FROM clients WHERE inn IS NOT NULL;
  INSERT INTO client_match_values SELECT id, sales_system_id, 'name', coalesce(region, '') || '|' || name_key FROM clients;
  INSERT INTO client_match_values SELECT DISTINCT c.id, sales_system_id, 'phone', p ->> 'number' FROM clients c, jsonb_array_elements(phones) p;
  INSERT INTO duplicate_pairs (one_id, other_id, sales_system_id, score, reasons, state, found_at)
    SELECT least(a.id, b.id), greatest(a.id, b.id), a.sales_system_id, 40, '[]', 'open', now()
    FROM (SELECT id, sales_system_id, row_number() OVER (ORDER BY id) AS at FROM clients) a
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS at FROM clients) b ON b.at = a.at + 1;
  ANALYZE client_match_names, client_match_values, duplicate_pairs;`;

/** A project of every deal, in every state: past the triggers and keys, which a list does not look at. */
const DELIVERED = `
  SET session_replication_role = replica;
  INSERT INTO projects (id, client_id, sales_system_id, deal_id, handoff_id, manager_id, title, contract_number, value_minor,
      state, commissioned_on, closed_at, opened_at, planned_next_on)
    SELECT d.id, d.client_id, d.sales_system_id, d.id, d.id, d.owner_id, d.title, 'К-' || d.at, d.value_minor,
      CASE WHEN d.at % 3 = 0 THEN 'commissioned' ELSE 'running' END, CASE WHEN d.at % 3 = 0 THEN d.opened_at::date END,
      CASE WHEN d.at % 3 = 0 THEN d.opened_at END, d.opened_at,
      CASE WHEN d.at % 5 > 0 THEN date '2026-06-01' + (d.at % 600)::integer END
    FROM (SELECT deals.*, row_number() OVER (ORDER BY id) AS at FROM deals) d;
  ANALYZE projects;`;

/** A market with the rows that matter for plans: many clients and people, some deals, a few touches of each. */
beforeAll(async () => {
  const database = await testDatabase();
  pool = openPool(database.connection);
  const superuser = async () => {
    const client = new pg.Client({ ...database.connection, user: SUPERUSER });
    await client.connect();
    return client;
  };
  const size = {
    clients: CLIENTS,
    contactsPerClient: 0.25,
    dealsPerClient: 0.12,
    touchesPerClient: 0.15,
    coldShare: 0.4,
  };
  company = (await generateMarket({ db: openDb(pool), pool, superuser }, size, { now: NOW })).company;
  await pool.query(COMPARED);
  const keeper = await superuser();
  await keeper.query(DELIVERED);
  await keeper.end();
  large = await largeTables(pool, LARGE);
  const found = await pool.query<typeof one>(
    `SELECT c.id AS client, d.id AS deal, c.region, c.segment_id AS segment, c.holder_id AS holder, c.inn, c.settlement AS name
     FROM deals d JOIN clients c ON c.id = d.client_id WHERE d.outcome IS NULL LIMIT 1`,
  );
  [one] = found.rows as [typeof one];
  app = await productInProcess(pool, 'x'.repeat(64), settableClock(NOW));
  close = async () => {
    await app.close();
    await pool.end();
    await database.close();
  };
}, 300_000);
afterAll(() => close());

const PEOPLE = {
  administrator: () => company.administrator,
  head: () => company.heads[0],
  manager: () => company.managers[0],
  caller: () => company.callers[0],
  deliverer: () => company.deliverers[0],
};

/** The sums of a system are made of every deal of it, along whatever they are read. */
const KNOWN = [
  '/api/v1/deals/summary: deals where (sales_system_id',
  // Two fifths of so few people answer: they are gone through until the count is full, as of a million a small part is.
  '/api/v1/contacts?filter=role',
  '/api/v1/contacts?sort=created&order=desc&filter=role%20is%20empty',
  `/api/v1/contacts?q=${encodeURIComponent('администрация')}`,
];

/** Whose reach is asked about with every filter: a whole system, and one's own clients with glances at the others. */
const WHOLE: ReadonlySet<string> = new Set(['head', 'manager']);

/** Words, beginnings, a slip, the other layout, the other alphabet, parts of numbers, what is common and what nobody is called. */
const searches = (): string[] => [
  ...[
    one.name,
    one.name.slice(0, 2),
    one.name.slice(0, 3),
    one.name.slice(1, 5),
    `${one.name.slice(0, 4)}щ${one.name.slice(4)}`,
  ],
  ...[
    one.inn,
    one.inn.slice(0, 5),
    '4567',
    '+7 912 345',
    'flvbybcnhfwbz',
    'administratsiya',
    'администрация',
    'школа 12',
    'щщщщ',
  ],
];

/** Every list, count and card with its sorts, scopes and filters, the search, and what is filtered by words. */
function addresses(isWhole: boolean): string[] {
  const list = (query: string) => `/api/v1/clients?limit=100${query}`;
  const sorted = CLIENT_SORTS.flatMap((sort) => [list(`&sort=${sort}`), list(`&sort=${sort}&order=desc`)]);
  const scoped = LIST_SCOPES.flatMap((scope) => [list(`&scope=${scope}`), list(`&scope=${scope}&sort=next_step`)]);
  const filters = [
    ...[
      'state is in_development,contracting',
      'state is cold,warm',
      'state is waiting',
      'state is lost',
      'state is archived',
    ],
    ...[
      `region is "${one.region}"`,
      `segment is ${one.segment}`,
      `holder is ${one.holder}`,
      'holder is me',
      'holder is empty',
    ],
    ...['phone is yes', 'phone is no', 'contact is yes', 'contact is no', 'decision_maker is no', 'check is overdue'],
    ...[
      `name has "${one.name}"`,
      `name has "${one.name.slice(1, 4)}"`,
      `name has "ая ${one.name.slice(0, 3)}"`,
      'name has "щщщщ"',
    ],
    ...['size is 1000..50000', 'state is warm and (phone is no or check is overdue)', `source is "Открытый реестр"`],
  ].map((filter) => `filter=${encodeURIComponent(filter)}`);
  return [
    ...sorted,
    ...scoped,
    ...filters.map((filter) => list(`&${filter}`)),
    ...(isWhole ? filters.map((filter) => list(`&${filter}&sort=updated&order=desc`)) : []),
    ...searches().flatMap((q) => [`search?q=${encodeURIComponent(q)}`, list(`&q=${encodeURIComponent(q)}`)]),
    `/api/v1/clients/groups?by=state&q=${encodeURIComponent(one.name)}`,
    ...[
      '',
      `?client_id=${one.client}`,
      '/decided',
      `/similar?name=${encodeURIComponent(one.name)}&region=${encodeURIComponent(one.region)}`,
    ].map((part) => `client-duplicates${part}`),
    '/api/v1/clients/groups?by=state',
    ...(isWhole ? filters.map((filter) => `/api/v1/clients/groups?by=holder&${filter}`) : []),
    '/api/v1/clients/regions',
    // Seen as a whole, a map gathers every client that has a place: that is what it is for. Nearer it reads what is in its box.
    'clients/map?cell=0.5&south=54&north=56&west=36&east=39',
    ...['client-tags', 'client-tags?removed=true', 'client-bulk-actions', 'client-bulk-actions?whose=all'],
    ...[
      '',
      '/contacts',
      '/timeline',
      '/steps',
      '/needs',
      '/deals',
      '/journal',
      '/relay',
      '/attachments',
      '/interests',
    ].map((part) => `/api/v1/clients/${one.client}${part}`),
    ...[
      ...PERSON_SCOPES.map((scope) => `contacts?scope=${scope}`),
      ...PERSON_SORTS.flatMap((sort) => [`contacts?sort=${sort}`, `contacts?sort=${sort}&order=desc`]),
      ...[
        'role is decision_maker',
        'role is empty',
        `region is "${one.region}"`,
        `client has "${one.name}"`,
        'name has "иванов"',
        'phone is no',
        'do_not_call is yes',
        'touch is older-30-days',
        'state is warm',
        'holder is me',
      ].flatMap((filter) => [
        `contacts?filter=${encodeURIComponent(filter)}`,
        `contacts?sort=created&order=desc&filter=${encodeURIComponent(filter)}`,
      ]),
      ...[one.name, 'иванов', '4567', 'администрация', `анна ${one.name}`].map(
        (q) => `contacts?q=${encodeURIComponent(q)}`,
      ),
      ...PERSON_GROUPINGS.map((by) => `contacts/groups?by=${by}`),
      'deals',
      ...DEAL_SCOPES.map((scope) => `deals?scope=${scope}`),
      ...DEAL_SORTS.flatMap((sort) => [`deals?scope=all&sort=${sort}`, `deals?sort=${sort}&order=desc`]),
      ...[
        'stage is offer',
        'owner is me',
        'expected is overdue',
        'expected is empty',
        'value is 1000..',
        `region is "${one.region}"`,
        'region is empty',
      ].flatMap((filter) => [
        `deals?filter=${encodeURIComponent(filter)}`,
        `deals?scope=all&sort=opened&filter=${encodeURIComponent(filter)}`,
      ]),
      ...[one.name, 'администрация', 'освещение'].map((q) => `deals?scope=all&q=${encodeURIComponent(q)}`),
      ...DEAL_GROUPINGS.map((by) => `deals/groups?scope=all&by=${by}`),
      'deals/summary',
      ...PROJECT_SCOPES.map((scope) => `projects?scope=${scope}`),
      ...PROJECT_SORTS.flatMap((sort) => [`projects?scope=all&sort=${sort}`, `projects?sort=${sort}&order=desc`]),
      ...[
        'state is running',
        'manager is me',
        'next is overdue',
        'next is empty',
        'overdue is yes',
        'value is 1000..',
        'commissioned is 2026-01-01..',
      ].flatMap((filter) => [
        `projects?filter=${encodeURIComponent(filter)}`,
        `projects?scope=all&sort=opened&filter=${encodeURIComponent(filter)}`,
      ]),
      ...[one.name, 'администрация', 'освещение'].map((q) => `projects?scope=all&q=${encodeURIComponent(q)}`),
      ...PROJECT_GROUPINGS.map((by) => `projects/groups?scope=all&by=${by}`),
      `deals/${one.deal}`,
      'steps',
      'working-day?on=2026-11-24',
      'desk/counts',
      'calling/day',
    ],
    ...['calling/attempts', 'relevance/calendar', 'relevance/checks', 'needs/horizon', 'handoffs/mine', 'handoffs'],
    ...['qualification/mine', 'support/desk', 'support/requests', 'office/desk', 'office/tasks', 'journal'],
  ].map((address) => (address.startsWith('/') ? address : `/api/v1/${address}`));
}

test.each(Object.keys(PEOPLE) as (keyof typeof PEOPLE)[])(
  'nothing that %s looks at reads a large table from end to end',
  async (who) => {
    expect(large.tables).toContain('client_records');
    const headers = await enter(app, PEOPLE[who]()?.email ?? '');
    const faults = new Set<string>();
    let answered = 0;
    for (const url of addresses(WHOLE.has(who))) {
      const statements = await statementsOf(async () => {
        const { statusCode, body } = await app.inject({ method: 'GET', url, headers });
        // What somebody may not see is not asked of the database.
        if (statusCode === 200) answered += 1;
        else if (statusCode !== 403 && statusCode !== 404) faults.add(`${url}: ${statusCode} ${body}`);
      });
      for (const statement of statements)
        for (const scan of await wholeScans(pool, statement, large)) faults.add(`${url}: ${scan}`);
    }
    expect(answered).toBeGreaterThan(30);
    expect([...faults].filter((fault) => !KNOWN.some((known) => fault.startsWith(known)))).toEqual([]);
  },
);

test('the comparison of clients with each other reads no large table from end to end', async () => {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM clients ORDER BY id DESC LIMIT 20');
  const context = { db: openDb(pool), actor: systemActor('ru'), now: NOW, requestId: null };
  const statements = await statementsOf(async () => {
    const matched = await inTransaction(context, async (write) =>
      ok(
        await matchClients(
          write,
          rows.map(({ id }) => id),
        ),
      ),
    );
    expect(matched.ok).toBe(true);
  });
  const scans = [];
  for (const statement of statements) scans.push(...(await wholeScans(pool, statement, large)));
  expect(large.tables).toContain('client_match_names');
  expect(scans).toEqual([]);
});

test('neither a call nor a move of a deal reads a large table from end to end', async () => {
  let reply: { call?: { client_id: string } } = {};
  const ask = async (email: string, url: string, payload: object): Promise<string[]> => {
    const headers = { ...(await enter(app, email)), 'idempotency-key': crypto.randomUUID() };
    const statements = await statementsOf(async () => {
      const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload });
      if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body}`);
      reply = JSON.parse(body);
    });
    const scans = [];
    for (const statement of statements) scans.push(...(await wholeScans(pool, statement, large)));
    return scans.map((scan) => `${url}: ${scan}`);
  };
  const caller = company.callers[0]?.email ?? '';
  const owner = [...company.managers].find(({ id }) => id === one.holder)?.email ?? '';
  expect([
    ...(await ask(caller, '/api/v1/calling/next', {})),
    ...(await ask(caller, `/api/v1/calling/clients/${reply.call?.client_id}/outcome`, { outcome: 'no_answer' })),
    ...(await ask(caller, '/api/v1/calling/next', {})),
    ...(await ask(caller, '/api/v1/calling/release', { rest: true })),
    ...(await ask(owner, '/api/v1/clients', { name: 'Новый клиент' })),
    ...(await ask(owner, `/api/v1/clients/${one.client}/touches`, { kind: 'note', summary: 'Узнали' }).catch(() => [])),
  ]).toEqual([]);
});
