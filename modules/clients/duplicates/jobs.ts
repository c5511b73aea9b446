import { systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { lookEvery, type Worker } from '#platform/jobs/lookout.ts';
import { onlyOne } from '#platform/jobs/store.ts';
import type { Clock } from '#shared/clock.ts';
import { compareWaiting, isComparisonDue } from '../pair-work/commands.ts';

const LOOK_EVERY_MS = 1000;
const LOCK = 'clients.duplicates';

/** Looks for duplicates among clients that have changed; of several processes one does. */
export function followDuplicates(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  const look = async (closed: () => boolean): Promise<void> => {
    const context = { db, now: clock.now(), requestId: null, actor: systemActor() };
    if (!(await isComparisonDue({ db }))) return;
    await onlyOne(db, LOCK, async () => {
      await compareWaiting(context, closed);
    });
  };
  return lookEvery(LOOK_EVERY_MS, look, onError);
}
