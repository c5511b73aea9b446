import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparingPool } from './prepared.ts';
import type { DB } from './schema.ts';

/** Reads and writes of one company's database. Inside a command it is the command's transaction. */
export type Db = Kysely<DB>;

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** int8 becomes a number and refuses what a number cannot hold exactly, instead of rounding it silently. */
function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond ±(2^53−1): ${text}`);
  return value;
}

/** `2026-11-23 07:09:09.12+00` → `2026-11-23T07:09:09.12Z`; sessions run in UTC, so the offset is always +00. */
function isoInstant(text: string): string {
  return text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : Temporal.Instant.from(text).toString();
}

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, exactInteger],
  [NUMERIC, (text) => text],
  [DATE, (text) => text],
  [TIMESTAMPTZ, isoInstant],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(id)) || pg.types.getTypeParser(id, format ?? 'text'),
};

export type Connection = { connectionString: string } | { host: string; port: number; user: string; database: string };

/**
 * New words wait beside their index until there are so many, and every search goes through those that wait: with PostgreSQL's 4 MB
 * a search costs twice as much after a few thousand writes.
 */
const WORDS_WAITING = '64kB';
const SETTINGS = {
  timezone: 'UTC',
  jit: 'off',
  gin_pending_list_limit: WORDS_WAITING,
  statement_timeout: '30000',
  idle_in_transaction_session_timeout: '60000',
};

/**
 * A pool whose sessions run in UTC without JIT and refuse queries beyond half a minute. Its `error` events are
 * listened to: an unhandled one would end the process whenever the database server stops.
 */
export function openPool(
  connection: Connection,
  options: { max?: number; onError?: (error: Error) => void } = {},
): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: options.max ?? 20,
    types,
    connectionTimeoutMillis: 10_000,
    options: Object.entries(SETTINGS)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  });
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/**
 * Sessions opened from now on do not wait for the disk when they commit: for what is made anew when it was interrupted. What
 * comes last on the disk never comes without what came before it.
 */
export function commitWithoutWaiting(pool: pg.Pool): void {
  pool.on('connect', (client) => void client.query('SET synchronous_commit = off').catch(() => undefined));
}

const LEAVING_MS = 2000;

/**
 * Ends a pool and waits until the server has let every session go: whoever stops the server next throws nobody out. A
 * server that does not answer any more is not waited for.
 */
export async function closePool(pool: pg.Pool): Promise<void> {
  let left = pool.totalCount;
  const gone = new Promise<void>((resolve) => {
    if (left === 0) resolve();
    pool.on('remove', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  await pool.end();
  const patience = new AbortController();
  const { signal } = patience;
  await Promise.race([gone, delay(LEAVING_MS, undefined, { signal }).catch(() => undefined)]);
  patience.abort();
}

export function openDb(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) });
}
