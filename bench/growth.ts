import type pg from 'pg';
import { createRandom } from '#shared/random.ts';
import { startProduct } from '../e2e/harness/product.ts';
import { belongings, createCaller, type Kind, type Seller, takeSamples } from './api/requests.ts';
import { signIn } from './api/signed-in.ts';
import { type Caller, type Measured, runLoad } from './load.ts';
import { type Market, USUAL_SIZE } from './market/generate.ts';
import { readOptions } from './options.ts';
import { preparedMarket } from './prepared-market.ts';
import { atMost, type Report } from './report.ts';

export const about = 'the time of a request at ten thousand clients and at a million';

const ASKED = ['list', 'search', 'card', 'create', 'queue'] as const;
/** Of the queue both are told: the next client, and what came of the call. */
const KINDS = ['list', 'search', 'card', 'create', 'next', 'outcome'] as const;
type Grown = (typeof KINDS)[number];
/** What one seller carries does not grow with the market; a company with more clients has more people. */
const CLIENTS_OF_A_SELLER = 300;
const SELLERS_AT_MOST = 1_000;
/** A Tuesday on which it is working time from Moscow to Vladivostok. */
const NOW = '2026-11-24T07:00:00Z';

/** One connection asks one kind of thing after the other: what a request costs, without waiting for others. */
export async function run(words: readonly string[]): Promise<Report> {
  const { from, to, seconds, keep } = readOptions(words, { from: 10_000, to: 1_000_000, seconds: 6, keep: '' });
  const small = await measureAt(from, seconds, keep);
  const large = await measureAt(to, seconds, keep);
  const rows = KINDS.map((kind) => {
    const [one, other] = [small.get(kind), large.get(kind)];
    return [kind, one?.p50 ?? null, other?.p50 ?? null, ratioOf(one, other), one?.p95 ?? null, other?.p95 ?? null];
  });
  const title = `${from.toLocaleString('en-US')} → ${to.toLocaleString('en-US')} clients, one connection`;
  const columns = ['kind', 'p50 ms before', 'p50 ms after', 'ratio', 'p95 ms before', 'p95 ms after'];
  return {
    tables: [{ title, columns, rows }],
    promises: KINDS.map((kind) =>
      atMost(`${kind}: time after to before`, ratioOf(small.get(kind), large.get(kind)), 1.3, 'times'),
    ),
  };
}

function ratioOf(before: Measured | undefined, after: Measured | undefined): number {
  return before === undefined || after === undefined ? Number.NaN : after.p50 / before.p50;
}

async function measureAt(clients: number, seconds: number, keep: string): Promise<Map<Grown, Measured>> {
  const held = clients * 0.22;
  const managers = Math.min(SELLERS_AT_MOST, Math.max(6, Math.round(held / CLIENTS_OF_A_SELLER)));
  const { database, market } = await preparedMarket(
    { ...USUAL_SIZE, clients, touchesPerClient: 2, dealsPerClient: 0.3 },
    {
      staff: { heads: 2, callers: 20, managers, deliverers: 5 },
      now: Temporal.Instant.from(NOW),
      ...(keep === '' ? {} : { keep: `${keep}-${clients}` }),
    },
  );
  try {
    const environment = { REQUESTS_PER_MINUTE: '10000000' };
    const product = await startProduct({ dataDir: database.dataDir, now: NOW, environment });
    try {
      const samples = await takeSamples(database.pool);
      const sellers = await sellersOf(product.url, database.pool, market);
      const [callerHeaders = {}] = await signIn(product.url, market.company.callers.slice(0, 1));
      const found = new Map<Grown, Measured>();
      for (const kind of ASKED) {
        const one =
          kind === 'queue'
            ? queueCaller(callerHeaders)
            : takingTurns(
                sellers.map((seller, turn) =>
                  createCaller(createRandom(`${kind} ${turn}`), samples, seller, kind as Kind),
                ),
              );
        const load = await runLoad(product.url, [one], { seconds, warmUp: 2 });
        if (load.faults.length > 0) throw new Error(`${kind} at ${clients}: ${load.faults[0]}`);
        for (const told of KINDS) {
          const measured = load.kinds.find((each) => each.kind === told);
          if (measured !== undefined) found.set(told, measured);
        }
      }
      return found;
    } finally {
      await product.stop();
    }
  } finally {
    await database.close();
  }
}

async function sellersOf(address: string, pool: pg.Pool, { company }: Market): Promise<Seller[]> {
  const colleagues = [...company.managers.slice(0, 5), ...company.heads.slice(0, 1)];
  const signed = await signIn(address, colleagues);
  return Promise.all(
    colleagues.map(async ({ id }, turn) => ({ headers: signed[turn] ?? {}, ...(await belongings(pool, id)) })),
  );
}

function takingTurns(callers: readonly Caller[]): Caller {
  let turn = 0;
  return {
    next() {
      const caller = callers[turn++ % callers.length];
      if (caller === undefined) throw new Error('nobody asks');
      return caller.next();
    },
  };
}

/** Asks for the next client, then says that nobody answered, in turns. */
function queueCaller(headers: Readonly<Record<string, string>>): Caller {
  let current: string | null = null;
  return {
    next() {
      const own = { ...headers, 'idempotency-key': crypto.randomUUID() };
      if (current !== null) {
        const path = `/api/v1/calling/clients/${current}/outcome`;
        current = null;
        return { kind: 'outcome', method: 'POST', path, headers: own, body: { outcome: 'no_answer' } };
      }
      const then = (reply: unknown): void => {
        current = (reply as { call: { client_id: string } | null }).call?.client_id ?? null;
      };
      return { kind: 'next', method: 'POST', path: '/api/v1/calling/next', headers: own, body: {}, then };
    },
  };
}
