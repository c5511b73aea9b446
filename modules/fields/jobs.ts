import { systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { lookEvery, type Worker } from '#platform/jobs/lookout.ts';
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
export function followFieldIndexes(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  let started = false;
  const look = async (): Promise<void> => {
    if (started && !(await isBehind({ db }))) return;
    const done = await onlyOne(db, LOCK, () =>
      followDefinitions({ db, now: clock.now(), requestId: null, actor: systemActor() }),
    );
    started ||= done;
  };
  return lookEvery(LOOK_EVERY_MS, look, onError);
}
