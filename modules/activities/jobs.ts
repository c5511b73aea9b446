import { systemActor } from '#modules/structure/queries.ts';
import type { Db } from '#platform/db/pool.ts';
import { cleanUp } from '#platform/jobs/clean-up.ts';
import type { Worker } from '#platform/jobs/lookout.ts';
import type { Clock } from '#shared/clock.ts';
import { letGoOfUploads } from './files/commands.ts';

/** Lets go of uploads that were put to nothing. */
export function forgetUploads(db: Db, clock: Clock, onError: (error: unknown) => void = () => undefined): Worker {
  return cleanUp(() => ({ db, now: clock.now(), requestId: null, actor: systemActor() }), letGoOfUploads, onError);
}
