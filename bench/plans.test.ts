import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_SORTS, LIST_SCOPES } from '#modules/clients/listing/contract.ts';
import { SUPERUSER } from '#platform/db/embedded/settings.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { settableClock } from '#shared/clock.ts';
import { enter, productInProcess } from './api/in-process.ts';
import { statementsOf } from './api/traces.ts';
import type { Company } from './market/company.ts';
import { generateMarket } from './market/generate.ts';
import { largeTables, sequentialScans } from './plans.ts';

const CLIENTS = 100_000;
const LARGE = 10_000;
/** A Tuesday on which it is working time from Moscow to Vladivostok. */
const NOW = Temporal.Instant.from('2026-11-24T07:00:00Z');

let app: FastifyInstance;
let pool: pg.Pool;
let company: Company;
let large: ReadonlySet<string>;
let one: { client: string; deal: string; region: string; segment: string; holder: string; inn: string; name: string };
let close: () => Promise<void>;

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
    contactsPerClient: 0.15,
    dealsPerClient: 0.12,
    touchesPerClient: 0.15,
    coldShare: 0.4,
  };
  company = (await generateMarket({ db: openDb(pool), pool, superuser }, size, { now: NOW })).company;
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
}, 120_000);
afterAll(() => close());

const PEOPLE = {
  administrator: () => company.administrator,
  head: () => company.heads[0],
  manager: () => company.managers[0],
  caller: () => company.callers[0],
  deliverer: () => company.deliverers[0],
};

/** The deals of a whole system are still sorted from end to end: their order wants one system, not a list of systems. */
const KNOWN = ['/api/v1/deals: deals where (sales_system_id'];

/** Whose reach is asked about with every filter: a whole system, and one's own clients with glances at the others. */
const WHOLE: ReadonlySet<string> = new Set(['head', 'manager']);

/** Every list, count and card with its sorts, scopes and filters; searching by words has its own test beside the search. */
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
    ...['size is 1000..50000', 'state is warm and (phone is no or check is overdue)', `source is "Открытый реестр"`],
  ].map((filter) => `filter=${encodeURIComponent(filter)}`);
  return [
    ...sorted,
    ...scoped,
    ...filters.map((filter) => list(`&${filter}`)),
    ...(isWhole ? filters.map((filter) => list(`&${filter}&sort=updated&order=desc`)) : []),
    '/api/v1/clients/groups?by=state',
    ...(isWhole ? filters.map((filter) => `/api/v1/clients/groups?by=holder&${filter}`) : []),
    '/api/v1/clients/regions',
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
      'deals',
      'deals/summary',
      `deals/${one.deal}`,
      'steps',
      'working-day?on=2026-11-24',
      'desk/counts',
      'calling/day',
    ],
    ...['calling/attempts', 'relevance/calendar', 'relevance/checks', 'needs/horizon', 'handoffs/mine', 'handoffs'],
    ...['qualification/mine', 'projects', 'support/desk', 'support/requests', 'office/desk', 'office/tasks', 'journal'],
  ].map((address) => (address.startsWith('/') ? address : `/api/v1/${address}`));
}

test.each(Object.keys(PEOPLE) as (keyof typeof PEOPLE)[])(
  'nothing that %s looks at reads a large table from end to end',
  async (who) => {
    expect(large).toContain('clients');
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
        for (const scan of await sequentialScans(pool, statement, large)) faults.add(`${url}: ${scan}`);
    }
    expect(answered).toBeGreaterThan(30);
    expect([...faults].filter((fault) => !KNOWN.some((known) => fault.startsWith(known)))).toEqual([]);
  },
);

test('neither the next client to call nor a move of a deal reads a large table from end to end', async () => {
  const ask = async (email: string, url: string, payload: object): Promise<string[]> => {
    const headers = { ...(await enter(app, email)), 'idempotency-key': crypto.randomUUID() };
    const statements = await statementsOf(async () => {
      const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload });
      if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body}`);
    });
    const scans = [];
    for (const statement of statements) scans.push(...(await sequentialScans(pool, statement, large)));
    return scans.map((scan) => `${url}: ${scan}`);
  };
  const caller = company.callers[0]?.email ?? '';
  const owner = [...company.managers].find(({ id }) => id === one.holder)?.email ?? '';
  expect([
    ...(await ask(caller, '/api/v1/calling/next', {})),
    ...(await ask(caller, '/api/v1/calling/release', { rest: true })),
    ...(await ask(owner, '/api/v1/clients', { name: 'Новый клиент' })),
    ...(await ask(owner, `/api/v1/clients/${one.client}/touches`, { kind: 'note', summary: 'Узнали' }).catch(() => [])),
  ]).toEqual([]);
});
