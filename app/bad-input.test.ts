import type { LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishOneStep, listClientSteps, planClientStep } from '#modules/activities/contract.ts';
import { createClientRoute, editClientRoute } from '#modules/clients/contract.ts';
import { acceptOneHandoff, offerOneHandoff, showHandoff } from '#modules/handoffs/contract.ts';
import { editEmployee, showEmployee } from '#modules/people/contract.ts';
import { createToken, revokeToken } from '#modules/people/tokens/contract.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { departEmployee } from '#modules/structure/departure/contract.ts';
import { dropRole } from '#modules/structure/role-drop/contract.ts';
import { type Colleague, type TestCompany, testCompany } from './test-company.ts';
import { formWith, type TestRelay, testRelay } from './test-relay.ts';

let company: TestCompany;
let relay: TestRelay;
let others: { expired: string; revoked: string };
beforeAll(async () => {
  company = await testCompany();
  relay = await testRelay(company);
  const body = { name: 'вход', scopes: ['read' as const] };
  const expired = await company.ask('otherManager', createToken, { body: { ...body, expires_on: '2026-11-23' } });
  const revoked = await company.ask('otherManager', createToken, { body });
  await company.ask('otherManager', revokeToken, { params: { id: revoked.id } });
  others = { expired: expired.token, revoked: revoked.token };
});
afterAll(() => company.close());

const post = (who: Colleague, payload: string, url = '/api/v1/clients') =>
  company.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...company.headers(who), 'content-type': 'application/json' },
  });
const upload = (url: string, name: string, content: Buffer) =>
  company.app.inject({ method: 'POST', url, ...formWith(name, content, company.headers('head')) });
const positionOf = async (kind: string) => {
  const { positions, sales_system } = await company.ask('head', showStructure, { query: {} });
  const position = positions.find((one) => one.kind === kind);
  return { id: position?.id ?? '', version: sales_system.version };
};

interface Bad {
  status: number;
  reason: string;
  /** Where it is wrong, when one place is. */
  path?: string;
  send(): Promise<LightMyRequestResponse>;
}

const program = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Array.from({ length: 600 }, (_, n) => n % 7)]);
const step = (due_on: string) => ({ kind: 'call' as const, title: 'Позвонить', due_on });

/** Every line of what people and programs get wrong, as it goes over the wire. */
const TABLE: Record<string, Bad> = {
  'a binary file named .csv': {
    status: 422,
    reason: 'import.not_a_table',
    send: () => upload('/api/v1/client-imports', 'клиенты.csv', program),
  },
  'a file above the limit': {
    status: 413,
    reason: 'app.file_too_large',
    send: () => upload('/api/v1/files', 'план.pdf', Buffer.alloc(1_100_000, 1)),
  },
  'a register above the limit': {
    status: 413,
    reason: 'app.file_too_large',
    send: () => upload('/api/v1/client-imports', 'клиенты.csv', Buffer.alloc(1_100_000, 'a;b\n')),
  },
  'a wrong checksum': {
    status: 400,
    reason: 'app.invalid_input',
    path: '/inn',
    send: () => company.send('head', createClientRoute, { body: { name: 'Город', inn: '7707083894' } }),
  },
  'a client without a name': {
    status: 400,
    reason: 'app.invalid_input',
    path: '/name',
    send: () => post('head', '{"region": "Владимирская область"}'),
  },
  'an offer with criteria missing': {
    status: 422,
    reason: 'handoffs.criteria_missing',
    send: () => {
      const { clientId: client_id, dealId: id } = relay.held;
      return company.send('manager', offerOneHandoff, {
        body: { kind: 'H2', client_id, subject: { kind: 'deal', id } },
      });
    },
  },
  'accepting twice': {
    status: 409,
    reason: 'handoffs.already_accepted',
    send: async () => {
      const params = { id: relay.delivered.handoffId };
      const { version } = await company.ask('deliverer', showHandoff, { params });
      return company.send('deliverer', acceptOneHandoff, { params, body: { version } });
    },
  },
  'another’s client': {
    status: 404,
    reason: 'app.not_found',
    send: () =>
      company.send('otherManager', planClientStep, { params: { id: relay.held.clientId }, body: step('2026-12-01') }),
  },
  'a stale version': {
    status: 409,
    reason: 'app.stale_version',
    send: () =>
      company.send('head', editClientRoute, {
        params: { id: relay.held.clientId },
        body: { version: 1, note: 'иначе' },
      }),
  },
  'a past date of a next step': {
    status: 422,
    reason: 'activities.date_past',
    path: '/due_on',
    send: () =>
      company.send('manager', planClientStep, { params: { id: relay.held.clientId }, body: step('2026-11-20') }),
  },
  'finishing the last step without a next': {
    status: 422,
    reason: 'activities.next_step_required',
    path: '/next',
    send: async () => {
      const { items } = await company.ask('deliverer', listClientSteps, { params: { id: relay.delivered.clientId } });
      const last = items[0];
      return company.send('deliverer', finishOneStep, {
        params: { id: last?.id ?? '' },
        body: { version: last?.version ?? 0, outcome: 'Готово' },
      });
    },
  },
  'dropping the telemarketer while relevance is monitored': {
    status: 422,
    reason: 'structure.relevance_monitoring_needed',
    send: async () => {
      const [dropped, receiver] = [await positionOf('telemarketer'), await positionOf('development_manager')];
      const body = { version: dropped.version, to_position_id: receiver.id };
      return company.send('head', dropRole, { params: { id: dropped.id }, body });
    },
  },
  'a departure that leaves work': {
    status: 422,
    reason: 'structure.work_left',
    send: () =>
      company.send('administrator', departEmployee, {
        body: { employee_id: company.ids.manager, last_day: '2026-11-23' },
      }),
  },
  'malformed JSON': { status: 400, reason: 'app.malformed_json', send: () => post('head', '{"name": "Го') },
  'an unknown field': {
    status: 400,
    reason: 'app.invalid_input',
    path: '/colour',
    send: () => post('head', '{"name": "Город", "colour": "red"}'),
  },
  'a body that is too large': {
    status: 413,
    reason: 'app.body_too_large',
    send: () => post('head', JSON.stringify({ name: 'Город', note: 'я'.repeat(1_100_000) })),
  },
  'a text that no database keeps': {
    status: 400,
    reason: 'app.invalid_input',
    path: '/name',
    send: () => post('head', '{"name": "Го\\u0000род"}'),
  },
};

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  beforeAll(async () => {
    for (const who of ['administrator', 'head', 'manager', 'otherManager', 'deliverer'] as const) {
      const params = { id: company.ids[who] };
      const { version } = await company.ask(who, showEmployee, { params });
      await company.ask(who, editEmployee, { params, body: { version, language } });
    }
  });

  test.each(Object.entries(TABLE))('%s gets a clear message and changes nothing', async (_what, bad) => {
    const before = await company.journaled();
    const reply = await bad.send();
    expect(reply.json(), reply.body).toMatchObject({ status: bad.status, reason: bad.reason });
    expect(reply.statusCode).toBe(bad.status);
    if (bad.path !== undefined) {
      const field = (reply.json().fields ?? []).find(({ path }: { path: string }) => path === bad.path);
      expectWords(language, field?.message);
    }
    expectWords(language, reply.json().title);
    expectWords(language, reply.json().detail);
    expect(await company.journaled()).toBe(before);
  });

  test.each(['expired', 'revoked'] as const)('a token that is %s is told so', async (which) => {
    company.at('2026-11-24T07:00:00Z');
    const reply = await company.app.inject({
      url: '/api/v1/clients',
      headers: { authorization: `Bearer ${others[which]}`, 'accept-language': language },
    });
    company.at('2026-11-23T07:00:00Z');
    expect([reply.statusCode, reply.json().reason]).toEqual([401, `people.token_${which}`]);
    expectWords(language, reply.json().detail);
  });

  test('a full disk is said, and nothing is half saved', async () => {
    await company.pool.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`);
    await company.pool.query(
      'CREATE TRIGGER full_disk BEFORE INSERT ON outbox_events FOR EACH ROW EXECUTE FUNCTION full_disk()',
    );
    const before = await company.journaled();
    const reply = await company.send('head', createClientRoute, { body: { name: 'Город без места' } });
    await company.pool.query('DROP FUNCTION full_disk() CASCADE');
    expect([reply.statusCode, reply.json().reason]).toEqual([507, 'app.disk_full']);
    expect(reply.headers['retry-after']).toBeDefined();
    expectWords(language, reply.json().detail);
    expect(await company.journaled()).toBe(before);
  });

  test('a database that goes away is said with when to come back, and work goes on when it is there again', async () => {
    const { host, port, user, database } = company.pool.options;
    const outside = new pg.Client({ host, port, user, database });
    await outside.connect();
    const before = await company.journaled();
    await outside.query(`ALTER DATABASE ${database} CONNECTION LIMIT 0`);
    await outside.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const away = async () => {
      const reply = await company.send(
        'head',
        createClientRoute,
        { body: { name: 'Город без базы' } },
        { 'accept-language': language },
      );
      return [reply.statusCode, reply.json().reason, reply.headers['retry-after'] !== undefined];
    };
    await expect.poll(away).toEqual([503, 'app.database_unavailable', true]);
    expect((await company.app.inject('/readyz')).statusCode).toBe(503);
    expect((await company.app.inject('/healthz')).statusCode).toBe(200);
    await outside.query(`ALTER DATABASE ${database} CONNECTION LIMIT -1`);
    await outside.end();
    await expect.poll(async () => (await company.app.inject('/readyz')).statusCode).toBe(200);
    expect(await company.journaled()).toBe(before);
    const reply = await company.send('head', createClientRoute, {
      body: { name: `Город после перерыва, ${language}` },
    });
    expect(reply.statusCode, reply.body).toBe(200);
  });
});

/** Words of the language, not of the other one: names of fields and products may be Latin in Russian too. */
function expectWords(language: 'ru' | 'en', text: unknown): void {
  expect(typeof text).toBe('string');
  expect(String(text).length).toBeGreaterThan(3);
  if (language === 'ru') expect(text).toMatch(/[А-Яа-яё]{3}/);
  else expect(String(text).replace(/Коллега/g, '')).not.toMatch(/[А-Яа-яё]/);
}
