import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import pino from 'pino';
import { setUp } from '#modules/people/company/contract.ts';
import { acceptInvitation, inviteEmployee } from '#modules/people/invitations/contract.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { takePosition } from '#modules/structure/employments/contract.ts';
import { createPosition } from '#modules/structure/positions/contract.ts';
import { installReady } from '#modules/structure/ready-structure/contract.ts';
import type { PositionKind } from '#modules/structure/rules.ts';
import { openSalesSystem } from '#modules/structure/sales-systems/contract.ts';
import { readConfig } from '#platform/config.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { createServer } from '#platform/http/server.ts';
import { followOutbox } from '#platform/realtime/live-events.ts';
import { settableClock } from '#shared/clock.ts';
import type { Route, RouteInput, RouteReply } from '#shared/route.ts';
import { bindHealth } from './health.ts';
import { bindLiveEvents } from './live-events.ts';
import { translate } from './translate.ts';
import { bindModules, registerModules } from './wiring.ts';

const PASSWORD = 'сосна под окном растёт';

/** Who works here: two of a kind, so that there is always one who has nothing to do with a client. */
const PEOPLE = {
  head: 'head',
  telemarketer: 'telemarketer',
  otherTelemarketer: 'telemarketer',
  manager: 'development_manager',
  otherManager: 'development_manager',
  deliverer: 'project_manager',
  engineer: 'support_specialist',
  clerk: 'back_office_specialist',
} as const satisfies Record<string, PositionKind>;
/** The administrator has set the company up and holds no position; the neighbour heads another way of selling. */
export type Colleague = 'administrator' | 'neighbour' | keyof typeof PEOPLE;

/** The parts of the input that the route declares; the others may be left out. */
type Input<R extends Route> = {
  [K in keyof RouteInput<R> as RouteInput<R>[K] extends undefined ? never : K]: RouteInput<R>[K];
};
type Headers = Record<string, string>;

/** The whole program but its browser part, on a real database, with a colleague signed in at every position. */
export interface TestCompany {
  app: FastifyInstance;
  db: Db;
  pool: pg.Pool;
  ids: Readonly<Record<Colleague, string>>;
  /** What the program has logged as its own fault. */
  faults: readonly string[];
  /** Whose cookie goes along; nobody's by default. */
  headers(who?: Colleague): Headers;
  /** A call as it goes over the wire, with whatever may come back. */
  send<R extends Route>(
    who: Colleague | undefined,
    route: R,
    input: Input<R>,
    headers?: Headers,
  ): Promise<LightMyRequestResponse>;
  /** The same for what must succeed. */
  ask<R extends Route>(who: Colleague, route: R, input: Input<R>): Promise<RouteReply<R>>;
  /** Puts the business clock elsewhere. */
  at(now: string): void;
  /** How many lines the journal has: what is refused adds none. */
  journaled(): Promise<number>;
  close(): Promise<void>;
}

/** Sets a company up through the API alone, on Monday the 23rd of November 2026, 10:00 in Moscow. */
export async function testCompany(): Promise<TestCompany> {
  const database = await testDatabase();
  const read = readConfig({ ESTAFETA_TEST: '1', ESTAFETA_NOW: '2026-11-23T07:00:00Z', REQUESTS_PER_MINUTE: '1000000' });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const { config } = read;
  const pool = openPool(database.connection);
  const db = openDb(pool);
  const clock = settableClock(Temporal.Instant.from('2026-11-23T07:00:00Z'));
  const faults: string[] = [];
  registerModules();
  const app = await createServer({
    log: pino({ level: 'error' }, { write: (line: string) => faults.push(line) }),
    translate,
    publicUrl: null,
    trustProxy: false,
    uploadLimitBytes: 1024 * 1024,
    requestsPerMinute: config.requestsPerMinute,
  });
  const events = await followOutbox(db, pool, () => undefined);
  const { binder, issueSetupToken } = bindModules({ app, db, clock, config, translate });
  const endStreams = bindLiveEvents(binder, db, events);
  bindHealth(app, db);
  await app.ready();

  const cookies = new Map<Colleague, string>();
  const company: Omit<TestCompany, 'ids'> = {
    app,
    db,
    pool,
    faults,
    headers: (who) => (who === undefined ? {} : { cookie: cookies.get(who) ?? '' }),
    send: (who, route, input, headers = {}) => {
      const { params, query, body }: { params?: object; query?: object; body?: object } = input;
      const path = Object.entries(params ?? {}).reduce<string>(
        (address, [name, value]) => address.replace(`:${name}`, encodeURIComponent(String(value))),
        route.path,
      );
      return app.inject({
        method: route.method,
        url: path,
        query: Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)])),
        headers: { ...company.headers(who), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
    },
    ask: async (who, route, input) => {
      const reply = await company.send(who, route, input);
      if (reply.statusCode !== 200) throw new Error(`${route.method} ${route.path}: ${reply.statusCode} ${reply.body}`);
      return reply.json();
    },
    at: (now) => clock.set(Temporal.Instant.from(now)),
    journaled: async () => {
      const { rows } = await pool.query('SELECT count(*) AS lines FROM journal_entries');
      return Number(rows[0]?.lines);
    },
    close: async () => {
      endStreams();
      await events.close();
      await app.close();
      await pool.end();
      await database.close();
    },
  };
  const signedIn = async <R extends Route>(who: Colleague, route: R, input: Input<R>): Promise<RouteReply<R>> => {
    const reply = await company.send(undefined, route, input);
    if (reply.statusCode !== 200) throw new Error(reply.body);
    cookies.set(who, String(reply.headers['set-cookie']).split(';')[0] ?? '');
    return reply.json();
  };

  const founder = await signedIn('administrator', setUp, {
    body: {
      token: (await issueSetupToken()) ?? '',
      language: 'ru',
      name: 'Линия света',
      time_zone: 'Europe/Moscow',
      admin_name: 'Седова Марина Ильинична',
      admin_email: 'administrator@liniya.example',
      password: PASSWORD,
    },
  });
  await company.ask('administrator', installReady, { body: { kind: 'strategic' } });
  const { positions, units } = await company.ask('administrator', showStructure, { query: {} });
  const other = await company.ask('administrator', openSalesSystem, {
    body: {
      name: 'Щиты и шкафы',
      traits: {
        clients_in_market: 40,
        deals_per_client_year: 1,
        product_complexity: 3,
        contract_to_turnover_bp: 500,
      },
    },
  });
  const beside = await company.ask('administrator', createPosition, {
    body: { sales_system_id: other.id, unit_id: units[0]?.id ?? '', kind: 'head', title: 'Руководитель щитов' },
  });
  const ids = new Map<Colleague, string>([['administrator', founder.employee_id]]);
  const join = async (who: Colleague, positionId: string) => {
    const invited = await company.ask('administrator', inviteEmployee, {
      body: { full_name: `Коллега ${who}`, email: `${who}@liniya.example`.toLowerCase() },
    });
    await signedIn(who, acceptInvitation, { body: { token: invited.token, password: PASSWORD } });
    await company.ask('administrator', takePosition, {
      body: { employee_id: invited.employee_id, position_id: positionId },
    });
    ids.set(who, invited.employee_id);
  };
  for (const [who, kind] of Object.entries(PEOPLE) as [keyof typeof PEOPLE, PositionKind][]) {
    const position = positions.find((one) => one.kind === kind);
    if (position === undefined) throw new Error(`the ready structure has no ${kind}`);
    await join(who, position.id);
  }
  await join('neighbour', beside.id);
  return { ...company, ids: Object.fromEntries(ids) as Record<Colleague, string> };
}
