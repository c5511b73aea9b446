import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openPool } from '#platform/db/pool.ts';
import { createRandom } from '#shared/random.ts';
import type { LoadRequest } from '../load.ts';
import type { Market } from '../market/generate.ts';
import type { ScratchDatabase } from '../scratch-database.ts';
import { enter, productInProcess } from './in-process.ts';
import { belongings, createCaller, KINDS, type Kind, type Samples, type Seller } from './requests.ts';
import { idsMadeSince, statementsOf, type Trace } from './traces.ts';

export type Traces = Readonly<Record<Kind, readonly Trace[]>>;

/** How many requests of each kind are written down. */
const WRITTEN_DOWN: Readonly<Record<Kind, number>> = { list: 600, search: 300, card: 400, create: 60, stage: 60 };
const SELLERS = 6;

/** Which statements requests of each kind become: the product's own routes in this process, one request after the other. */
export async function recordTraces(
  { connection, dataDir }: ScratchDatabase,
  market: Market,
  samples: Samples,
): Promise<Traces> {
  const pool = openPool(connection);
  const app = await productInProcess(pool, (await readFile(join(dataDir, 'secret.key'), 'utf8')).trim());
  try {
    const random = createRandom('traces');
    const sellers: Seller[] = [];
    for (const colleague of market.company.managers.slice(0, SELLERS)) {
      sellers.push({ headers: await enter(app, colleague.email), ...(await belongings(pool, colleague.id)) });
    }
    const traces: Record<Kind, Trace[]> = { list: [], search: [], card: [], create: [], stage: [] };
    for (const kind of KINDS) {
      const callers = sellers.map((seller, turn) =>
        createCaller(random.fork(`${kind} ${turn}`), samples, seller, kind),
      );
      for (let number = 0; number < WRITTEN_DOWN[kind]; number++) {
        const request = callers[number % callers.length]?.next();
        if (request === undefined) throw new Error('nobody asks');
        const since = Date.now();
        const statements = await statementsOf(() => inject(app, request));
        const key = request.headers['idempotency-key'];
        const own =
          request.method === 'GET' ? [] : [...idsMadeSince(statements, since), ...(key === undefined ? [] : [key])];
        traces[kind].push({ statements, own });
      }
    }
    return traces;
  } finally {
    await app.close();
    await pool.end();
  }
}

async function inject(app: FastifyInstance, { method, path, headers, body, then }: LoadRequest): Promise<void> {
  const payload = body === undefined ? {} : { payload: body as object };
  const reply = await app.inject({ method, url: path, headers, ...payload });
  if (reply.statusCode !== 200) throw new Error(`${method} ${path}: ${reply.statusCode} ${reply.body}`);
  then?.(reply.json());
}
