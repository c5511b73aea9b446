import { systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { onlyOne } from '#platform/jobs/store.ts';
import type { Clock } from '#shared/clock.ts';
import { followDefinitions } from './indexing/commands.ts';
import { isBehind } from './indexing/store.ts';

const LOOK_EVERY_MS = 1000;
const LOCK = 'fields.indexes';

/**
 * Builds and takes away the indexes of fields as the company decides; of several processes one does. At the start all of
 * them are looked at: a database that was restored from a backup has none.
 */
export function followFieldIndexes(
  db: Db,
  clock: Clock,
  onError: (error: unknown) => void = () => undefined,
): { close(): Promise<void> } {
  let looking: Promise<unknown> | null = null;
  let started = false;
  const look = async (): Promise<void> => {
    try {
      if (started && !(await isBehind({ db }))) return;
      const done = await onlyOne(db, LOCK, () =>
        followDefinitions({ db, now: clock.now(), requestId: null, actor: systemActor() }),
      );
      started ||= done;
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
      clearInterval(timer);
      await looking;
    },
  };
}
