import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { WriteContext } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { runAlone } from '#platform/db/server.ts';
import type { Actor } from '#shared/actor.ts';
import type { Clock } from '#shared/clock.ts';
import type { Result } from '#shared/result.ts';

const EVERY_MS = 30_000;
const LOCK = 7_215_004_412;

export interface Sweep {
  name: string;
  run(context: WriteContext): Promise<Result<unknown>>;
}

export const PROGRAM: Actor = {
  kind: 'system',
  employeeId: null,
  name: 'Estafeta',
  language: 'ru',
  timeZone: 'UTC',
  administrator: true,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
};

/**
 * Deadlines are rows; a sweep looks at those that have come. Each sweep is idempotent and runs in a transaction of its
 * own; of several application processes only one sweeps at a time.
 */
export function startSweeps(
  sweeps: readonly Sweep[],
  db: Db,
  pool: pg.Pool,
  clock: Clock,
  log: FastifyBaseLogger,
): { look(): Promise<void>; stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const tick = () => {
    running ??= sweepOnce(sweeps, db, pool, clock, log).finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void tick(), EVERY_MS);
  void tick();
  return {
    /** Looks once more, by the clock as it is now. */
    async look() {
      await running;
      await tick();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweepOnce(
  sweeps: readonly Sweep[],
  db: Db,
  pool: pg.Pool,
  clock: Clock,
  log: FastifyBaseLogger,
): Promise<void> {
  try {
    await runAlone(pool, LOCK, () => runSweeps(sweeps, db, clock.now(), log));
  } catch (error) {
    log.warn({ err: String(error) }, 'sweeping was put off');
  }
}

/** Runs every sweep at a business time; the demo company calls it on its simulated clock. */
export async function runSweeps(
  sweeps: readonly Sweep[],
  db: Db,
  now: Temporal.Instant,
  log?: FastifyBaseLogger,
): Promise<void> {
  for (const sweep of sweeps) {
    const result = await inTransaction({ db, actor: PROGRAM, now, requestId: null }, (write) => sweep.run(write));
    if (!result.ok) log?.warn({ sweep: sweep.name, reason: result.reason }, 'a sweep was refused');
  }
}
