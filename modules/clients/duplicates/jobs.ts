import { systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { onlyOne } from '#platform/jobs/store.ts';
import type { Clock } from '#shared/clock.ts';
import { compareWaiting, isComparisonDue } from '../pair-work/commands.ts';

const LOOK_EVERY_MS = 1000;
const LOCK = 'clients.duplicates';

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
      if (!(await isComparisonDue({ db }))) return;
      await onlyOne(db, LOCK, async () => {
        await compareWaiting(context, () => closed);
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
