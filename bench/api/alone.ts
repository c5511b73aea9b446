import type pg from 'pg';
import { openPool } from '#platform/db/pool.ts';
import { createRandom } from '#shared/random.ts';
import { drawKind, type Measured, measured } from '../load.ts';
import type { ScratchDatabase } from '../scratch-database.ts';
import type { Traces } from './recording.ts';
import { type Kind, MIX } from './requests.ts';
import { replay, type Trace } from './traces.ts';

const COPY = 'alone';

/** The same SQL without the server: a copy of the database and a pool like the server's. */
export interface Alone {
  /** So many sessions at a time for so many seconds, in the mix or of one kind. */
  run(traces: Traces, connections: number, seconds: number, only?: Kind): Promise<Measured>;
  close(): Promise<void>;
}

interface Deal {
  id: string;
  client_id: string;
  need_id: string;
}

/** Copies the database as it is now; nobody may be in it meanwhile. */
export async function copyAlone({ connection }: ScratchDatabase, poolSize: number): Promise<Alone> {
  const administrator = openPool({ ...connection, user: 'postgres', database: 'postgres' }, { max: 1 });
  try {
    await administrator.query('SET statement_timeout = 0');
    await administrator.query(`DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
    await administrator.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [connection.database],
    );
    await administrator.query(
      `CREATE DATABASE ${COPY} TEMPLATE ${connection.database} STRATEGY FILE_COPY OWNER ${connection.user}`,
    );
  } finally {
    await administrator.end();
  }
  const pool = openPool({ ...connection, database: COPY }, { max: poolSize });
  const deals = new Map<string, Deal>();
  const fresh: Deal[] = await movableDeals(pool);
  for (const deal of await allDeals(pool)) deals.set(deal.id, deal);
  const names = new Map<string, string>();

  /** A move is repeated at a deal that nobody has moved yet: its own ids stand for those of the recorded one. */
  function insteadOf(trace: Trace): ReadonlyMap<string, string> {
    const recorded = trace.statements
      .flatMap(({ values }) => values)
      .map((value) => (typeof value === 'string' ? deals.get(value) : undefined))
      .find((deal) => deal !== undefined);
    const other = fresh.pop();
    if (recorded === undefined || other === undefined) throw new Error('no deal is left to move: take fewer seconds');
    return new Map([
      [recorded.id, other.id],
      [recorded.client_id, other.client_id],
      [recorded.need_id, other.need_id],
    ]);
  }

  return {
    async run(traces, connections, seconds, only) {
      const taken: number[] = [];
      const started = performance.now();
      const until = started + seconds * 1000;
      await Promise.all(
        Array.from({ length: connections }, async (_, place) => {
          const random = createRandom(`alone ${place} ${connections}`);
          while (performance.now() < until) {
            const kind = only ?? drawKind(random, MIX);
            const trace = random.pick(traces[kind]);
            const instead = kind === 'stage' ? insteadOf(trace) : undefined;
            const sent = performance.now();
            await replay(pool, trace, names, instead);
            taken.push(performance.now() - sent);
          }
        }),
      );
      return measured(only ?? 'all', taken, 0, (performance.now() - started) / 1000);
    },
    close: () => pool.end(),
  };
}

async function movableDeals(pool: pg.Pool): Promise<Deal[]> {
  const { rows } = await pool.query<Deal>(
    `SELECT id, client_id, need_id FROM deals WHERE outcome IS NULL AND stage IN ('solution', 'offer') ORDER BY id`,
  );
  return rows;
}

async function allDeals(pool: pg.Pool): Promise<Deal[]> {
  const { rows } = await pool.query<Deal>('SELECT id, client_id, need_id FROM deals WHERE outcome IS NULL');
  return rows;
}
