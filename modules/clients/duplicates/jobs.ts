import { systemActor } from '#modules/structure/queries.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { onlyOne } from '#platform/jobs/store.ts';
import type { Clock } from '#shared/clock.ts';
import { applyRules } from '../duplicate-rules/commands.ts';
import { matchNextBatch } from './commands.ts';
import { queueLength } from './store.ts';

const LOOK_EVERY_MS = 1000;
/** So few that a batch takes a moment, so many that a million clients take minutes. */
const BATCH = 500;
const LOCK = 'clients.duplicates';

/**
 * Compares what has changed until nothing waits, batch by batch: an end of the process loses nothing, since what was not
 * committed still stands in the queue. Pairs that nobody knew of are decided by the rules. Returns how many it looked at.
 */
export async function matchAll(context: Context, isClosed: () => boolean = () => false): Promise<number> {
  let looked = 0;
  while (!isClosed()) {
    const batch = await inTransaction(context, (write) => matchNextBatch(write, BATCH));
    if (!batch.ok || batch.value.looked === 0) break;
    looked += batch.value.looked;
    await applyRules(context, batch.value.fresh);
  }
  return looked;
}

/** Looks for duplicates among clients that have changed; of several processes one does. */
export function followDuplicates(
  db: Db,
  clock: Clock,
  onError: (error: unknown) => void = () => undefined,
): { close(): Promise<void> } {
  let closed = false;
  let looking: Promise<unknown> | null = null;
  const look = async (): Promise<void> => {
    const context = { db, now: clock.now(), requestId: null, actor: systemActor() };
    try {
      if ((await queueLength({ db })) === 0) return;
      await onlyOne(db, LOCK, async () => {
        await matchAll(context, () => closed);
      });
    } catch (error) {
      // The database is away: it is looked for again.
      onError(error);
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
    },
  };
}
