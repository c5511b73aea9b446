import type pg from 'pg';
import { createRandom } from '#shared/random.ts';
import { startProduct } from '../e2e/harness/product.ts';
import { type Alone, copyAlone } from './api/alone.ts';
import { recordTraces } from './api/recording.ts';
import { belongings, createCaller, KINDS, type Kind, type Samples, type Seller, takeSamples } from './api/requests.ts';
import { signIn } from './api/signed-in.ts';
import { type Caller, type Load, type Measured, runLoad } from './load.ts';
import { type Market, USUAL_SIZE } from './market/generate.ts';
import { readOptions } from './options.ts';
import { preparedMarket } from './prepared-market.ts';
import { databaseSeconds, processorSeconds } from './processor-time.ts';
import { atMost, type Promised, type Report, type Table } from './report.ts';

export const about = 'requests a second of the server, and of the same SQL alone through the driver';

const CONNECTIONS = [1, 10, 50];
/** What the server's pool holds. */
const POOL_SIZE = 20;
/** Requests of each kind by itself are measured at this many connections. */
const CONNECTIONS_OF_ONE_KIND = 10;
/** A company of fifty at work, faster than any: each opens something every second. */
const PEOPLE = 50;
const PAUSE = 1000;

interface Pair {
  server: Load;
  sql: Measured;
  /** Milliseconds of processor time that a request costs the server, and the database under it; and the same SQL alone. */
  cost: { server: number; database: number; alone: number; databaseAlone: number };
}

/**
 * The mix 40 list, 20 search, 25 card, 5 create, 10 stage change from some twenty sellers and two heads, on a server process of
 * its own; beside it the statements which the server sends for such requests, sent by the driver alone, prepared, from as many
 * callers through a pool of the same size, on a copy of the same database.
 */
export async function run(words: readonly string[]): Promise<Report> {
  const { clients, seconds, keep } = readOptions(words, { clients: 100_000, seconds: 8, keep: '' });
  const { database, market } = await preparedMarket({ ...USUAL_SIZE, clients }, { keep });
  try {
    const samples = await takeSamples(database.pool);
    const alone = await copyAlone(database, POOL_SIZE);
    const product = await startProduct({
      dataDir: database.dataDir,
      environment: { REQUESTS_PER_MINUTE: '10000000' },
    });
    try {
      const traces = await recordTraces(database, market, samples);
      const sellers = await sellersOf(product.url, database.pool, market);
      const spent = () => [
        processorSeconds(product.pid),
        databaseSeconds(database.dataDir),
        processorSeconds(process.pid),
      ];
      const pair = async (connections: number, only?: Kind): Promise<Pair> => {
        const [server0 = 0, database0 = 0] = spent();
        const server = await runLoad(product.url, callers(connections, samples, sellers, only), { seconds });
        const [server1 = 0, database1 = 0, driver1 = 0] = spent();
        const sql = await alone.run(traces, connections, seconds, only);
        const [, database2 = 0, driver2 = 0] = spent();
        const each = (from: number, until: number, count: number) => ((until - from) * 1000) / count;
        return {
          server,
          sql,
          cost: {
            server: each(server0, server1, server.sent),
            database: each(database0, database1, server.sent),
            alone: each(driver1, driver2, sql.count),
            databaseAlone: each(database1, database2, sql.count),
          },
        };
      };
      const kinds = new Map<Kind, Pair>();
      for (const kind of KINDS) kinds.set(kind, await pair(CONNECTIONS_OF_ONE_KIND, kind));
      const mixes = new Map<number, Pair>();
      for (const connections of CONNECTIONS) mixes.set(connections, await pair(connections));
      const people = await runLoad(product.url, callers(PEOPLE, samples, sellers), { seconds, pause: PAUSE });
      return reportOf(clients, kinds, mixes, people);
    } finally {
      await closeBoth(alone, product);
    }
  } finally {
    await database.close();
  }
}

async function closeBoth(alone: Alone, product: { stop(): Promise<unknown> }): Promise<void> {
  await Promise.allSettled([alone.close(), product.stop()]);
}

async function sellersOf(address: string, pool: pg.Pool, { company }: Market): Promise<Seller[]> {
  const [lent, own] = [company.managers.slice(6, 6 + company.heads.length), company.managers.slice(10)];
  // A head holds no deals: what they move are those of managers who are not at work.
  const work = [
    ...own.map((seller) => ({ seller, owner: seller })),
    ...company.heads.map((seller, turn) => ({ seller, owner: lent[turn] ?? seller })),
  ];
  const signed = await signIn(
    address,
    work.map(({ seller }) => seller),
  );
  return Promise.all(
    work.map(async ({ owner }, turn) => ({ headers: signed[turn] ?? {}, ...(await belongings(pool, owner.id)) })),
  );
}

function callers(connections: number, samples: Samples, sellers: readonly Seller[], only?: Kind): Caller[] {
  return Array.from({ length: connections }, (_, place) => {
    const seller = sellers[place % sellers.length];
    if (seller === undefined) throw new Error('nobody sells');
    return createCaller(createRandom(`${only ?? 'mix'} ${connections} ${place}`), samples, seller, only, sellers);
  });
}

function reportOf(
  clients: number,
  kinds: ReadonlyMap<Kind, Pair>,
  mixes: ReadonlyMap<number, Pair>,
  people: Load,
): Report {
  const whole = (load: Load): Measured => {
    const found = load.kinds.find(({ kind }) => kind === 'all');
    if (found === undefined) throw new Error('nothing was measured');
    return found;
  };
  const all = ({ server }: Pair): Measured => whole(server);
  const times = ({ kind, perSecond, p50, p95, p99, errors }: Measured) => [kind, perSecond, p50, p95, p99, errors];
  const columnsOfTimes = ['kind', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'];
  const row = (name: string | number, pair: Pair) => {
    const { perSecond, p50, p95, p99, errors } = all(pair);
    const { server, database, alone, databaseAlone } = pair.cost;
    const ratio = pair.sql.perSecond / perSecond;
    return [name, perSecond, pair.sql.perSecond, ratio, p50, p95, p99, errors, server, database, alone, databaseAlone];
  };
  const columns = [
    ...['requests/s', 'SQL alone/s', 'ratio', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'],
    ...['server CPU ms', 'database', 'alone CPU ms', 'database'],
  ];
  const tables: Table[] = [
    {
      title: `One kind at a time, ${CONNECTIONS_OF_ONE_KIND} connections, ${clients.toLocaleString('en-US')} clients`,
      columns: ['kind', ...columns],
      rows: [...kinds].map(([kind, pair]) => row(kind, pair)),
    },
    {
      title: 'The mix 40 list / 20 search / 25 card / 5 create / 10 stage',
      columns: ['connections', ...columns],
      rows: [...mixes].map(([connections, pair]) => row(connections, pair)),
    },
  ];
  const widest = mixes.get(Math.max(...mixes.keys()));
  const promises: Promised[] = [];
  if (widest !== undefined) {
    tables.push({
      title: 'Inside the mix at 50 connections',
      columns: columnsOfTimes,
      rows: widest.server.kinds.map(times),
    });
    promises.push(
      atMost('SQL alone to the server, mix, 50 connections', widest.sql.perSecond / all(widest).perSecond, 2, 'times'),
      atMost('p95 of the mix, 50 connections', all(widest).p95, 50, 'ms'),
    );
  }
  tables.push({
    title: `${PEOPLE} people, a request about every ${PAUSE / 1000} s each`,
    columns: columnsOfTimes,
    rows: people.kinds.map(times),
  });
  promises.push(
    atMost(`p95 of the mix, ${PEOPLE} people, a request about every second each`, whole(people).p95, 50, 'ms'),
  );
  const loads = [...kinds.values(), ...mixes.values()].map(({ server }) => server);
  const faults = [...loads, people].flatMap((load) => load.faults);
  promises.push(atMost('requests that failed', faults.length, 0, 'seen'));
  if (faults.length > 0)
    tables.push({
      title: 'Answers that were not a success',
      columns: ['answer'],
      rows: faults.map((fault) => [fault]),
    });
  return { tables, promises };
}
