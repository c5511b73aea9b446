import { setTimeout as delay } from 'node:timers/promises';
import { registerModules } from '#app/wiring.ts';
import { nextClient, recordOutcome } from '#modules/calling/commands.ts';
import { loadActor } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { rememberFor } from '#platform/memory.ts';
import { createRandom } from '#shared/random.ts';
import type { Result } from '#shared/result.ts';
import { startProduct } from '../e2e/harness/product.ts';
import { signIn } from './api/signed-in.ts';
import { type Measured, measured } from './load.ts';
import { readOptions } from './options.ts';
import { preparedMarket } from './prepared-market.ts';
import { atMost, type Cell, type Report } from './report.ts';

export const about = 'the next client to call out of a million cold ones, for two hundred callers at once';

/** A Tuesday on which it is working time from Moscow to Vladivostok. */
const NOW = '2026-11-24T07:00:00Z';
const REMEMBERED_MS = 1000;
/** A call with its outcome takes people a minute at least: the pace at which two hundred of them really work. */
const MINUTE_S = 60;
const MINUTE_LASTS_S = 45;

/** One caller, by the command itself or over HTTP. */
interface Asking {
  /** The client that is given; null when nobody may be called. */
  next(): Promise<string | null>;
  noAnswer(clientId: string): Promise<void>;
}

interface Way {
  name: string;
  next: Measured;
  outcome: Measured;
  given: number;
  twice: number;
}

/**
 * Callers who ask for the next client, talk for a while and note that nobody answered. First all at the same instant, again
 * and again; then each at their own time, a call every `pause` seconds, which fills the machine; at last at the pace of people.
 * Nobody may be given twice: whoever did not answer rests, whoever is called belongs to one caller.
 */
export async function run(words: readonly string[]): Promise<Report> {
  const options = readOptions(words, { clients: 1_000_000, callers: 200, seconds: 20, pause: 4, keep: '' });
  const { clients, callers, seconds, pause, keep } = options;
  const { database, market } = await preparedMarket(
    { clients, contactsPerClient: 0.1, dealsPerClient: 0, touchesPerClient: 0.3, coldShare: 1 },
    { staff: { heads: 1, callers, managers: 1, deliverers: 1 }, now: Temporal.Instant.from(NOW), keep },
  );
  try {
    const pool = openPool(database.connection);
    const db = openDb(pool);
    registerModules();
    const now = Temporal.Instant.from(NOW);
    // As in the server: norms, segments and the calendar are asked for once a second, whoever calls.
    const memory = rememberFor(REMEMBERED_MS);
    const direct: Asking[] = [];
    for (const { id } of market.company.callers) {
      const actor = await loadActor(db, id, now);
      if (actor === null) throw new Error('a caller does not work here');
      direct.push(byCommand({ db, actor, now, requestId: null, memory }));
    }
    const given: string[] = [];
    const ways: Way[] = [];
    ways.push(await together('command, all at one instant', direct, given, 3));
    ways.push(await paced('command, each in their own time', direct, given, seconds, pause));
    await pool.end();

    const environment = { REQUESTS_PER_MINUTE: '10000000' };
    const product = await startProduct({ dataDir: database.dataDir, now: NOW, environment });
    try {
      const headers = await signIn(product.url, market.company.callers);
      const overHttp = headers.map((own) => byHttp(product.url, own));
      ways.push(await together('HTTP, all at one instant', overHttp, given, 3));
      ways.push(await paced('HTTP, each in their own time', overHttp, given, seconds, pause));
      ways.push(await paced('HTTP, a call a minute each', overHttp, given, MINUTE_LASTS_S, MINUTE_S));
    } finally {
      await product.stop();
    }
    return reportOf(options, ways);
  } finally {
    await database.close();
  }
}

function byCommand(context: Context): Asking {
  const done = async <T>(command: (write: WriteContext) => Promise<Result<T>>): Promise<T> => {
    const result = await inTransaction(context, command);
    if (!result.ok) throw new Error(`refused: ${result.reason}`);
    return result.value;
  };
  return {
    next: async () => (await done((write) => nextClient(write))).call?.client_id ?? null,
    noAnswer: async (id) => void (await done((write) => recordOutcome(write, id, { outcome: 'no_answer' }))),
  };
}

function byHttp(address: string, headers: Readonly<Record<string, string>>): Asking {
  const post = async (path: string, body: object): Promise<unknown> => {
    const reply = await fetch(`${address}/api/v1/calling/${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  return {
    async next() {
      const reply = (await post('next', {})) as { call: { client_id: string } | null };
      return reply.call?.client_id ?? null;
    },
    noAnswer: async (id) => void (await post(`clients/${id}/outcome`, { outcome: 'no_answer' })),
  };
}

/** Everybody asks at the same instant, so many rounds. */
async function together(name: string, callers: readonly Asking[], given: string[], rounds: number): Promise<Way> {
  const tally = createTally(given);
  for (let round = 0; round < rounds; round++) {
    const clients = await Promise.all(callers.map((caller) => tally.next(caller)));
    await Promise.all(callers.map((caller, place) => tally.noAnswer(caller, clients[place] ?? null)));
  }
  return tally.result(name);
}

/** Each caller asks at a time of their own, and again after a pause that is drawn anew each time. */
async function paced(
  name: string,
  callers: readonly Asking[],
  given: string[],
  seconds: number,
  pause: number,
): Promise<Way> {
  const tally = createTally(given);
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    callers.map(async (caller, place) => {
      const random = createRandom(`${name} ${place}`);
      await delay(random.next() * pause * 1000);
      while (performance.now() < until) {
        const client = await tally.next(caller);
        await delay(random.next() * pause * 1000);
        await tally.noAnswer(caller, client);
        await delay(random.next() * pause * 1000);
      }
    }),
  );
  return tally.result(name);
}

function createTally(given: string[]) {
  const asked: number[] = [];
  const noted: number[] = [];
  const first = given.length;
  const started = performance.now();
  const timed = async <T>(into: number[], what: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const value = await what();
    into.push(performance.now() - from);
    return value;
  };
  return {
    async next(caller: Asking): Promise<string | null> {
      const client = await timed(asked, () => caller.next());
      if (client !== null) given.push(client);
      return client;
    },
    async noAnswer(caller: Asking, client: string | null): Promise<void> {
      if (client !== null) await timed(noted, () => caller.noAnswer(client));
    },
    result(name: string): Way {
      const seconds = (performance.now() - started) / 1000;
      return {
        name,
        next: measured('next', asked, 0, seconds),
        outcome: measured('outcome', noted, 0, seconds),
        given: given.length - first,
        twice: given.length - new Set(given).size,
      };
    },
  };
}

function reportOf(
  { clients, callers, pause }: { clients: number; callers: number; pause: number },
  ways: Way[],
): Report {
  const rows = ways.flatMap(({ name, next, outcome, given, twice }): Cell[][] => [
    [`${name}: next`, next.count, next.perSecond, next.p50, next.p95, next.p99, next.max, given, twice],
    [
      `${name}: nobody answered`,
      outcome.count,
      outcome.perSecond,
      outcome.p50,
      outcome.p95,
      outcome.p99,
      outcome.max,
      null,
      null,
    ],
  ]);
  const [, command, , http, minute] = ways;
  return {
    tables: [
      {
        title: `${callers} callers, ${clients.toLocaleString('en-US')} cold clients; in their own time: a pause of 0 to ${pause} s after each step`,
        columns: ['', 'count', 'per s', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'clients given', 'given twice'],
        rows,
      },
    ],
    promises: [
      atMost('p95 of «next client», each in their own time, command', command?.next.p95 ?? Number.NaN, 10, 'ms'),
      atMost('p95 of «next client», each in their own time, HTTP', http?.next.p95 ?? Number.NaN, 10, 'ms'),
      atMost('p95 of «next client», a call a minute each, HTTP', minute?.next.p95 ?? Number.NaN, 10, 'ms'),
      atMost('clients given twice', ways.at(-1)?.twice ?? Number.NaN, 0, 'clients'),
    ],
  };
}
