import type { Actor } from '#shared/actor.ts';
import type { Result } from '#shared/result.ts';
import { createGathering, type Gathering } from './db/gathering.ts';
import type { Db } from './db/pool.ts';
import { STALE_PLAN } from './db/prepared.ts';
import { wakeFollowers } from './db/wake-up.ts';
import { createHeld, type Held } from './held.ts';
import type { Memory } from './memory.ts';

/** Everything a query needs: where from, for whom, at what business time. */
export interface Context {
  db: Db;
  actor: Actor;
  now: Temporal.Instant;
  requestId: string | null;
  /** What this process remembers for a moment; absent where a change of it may be under way. */
  memory?: Memory;
  /** Rows that the open transaction still has to write; absent outside of one. */
  gathering?: Gathering;
  /** What the open transaction has read under its locks; absent outside of one. */
  held?: Held;
}

/** A context whose `db` is an open transaction: the only thing commands accept. */
export interface WriteContext extends Context {
  readonly transaction: true;
  gathering: Gathering;
  held: Held;
  /** The journal entry that the user may take back; put there by the command, read by the edge. */
  effects: { undo: string | null; announced?: boolean };
}

const RETRYABLE = new Set(['40001', '40P01', STALE_PLAN]);
const ATTEMPTS = 3;

/** Carries a refusal out of the transaction callback, so that everything it did is rolled back. */
class Refused extends Error {
  readonly refusal: Result<never>;
  constructor(refusal: Result<never>) {
    super('refused');
    this.refusal = refusal;
  }
}

/**
 * Runs a command in one transaction. A refusal rolls everything back; a deadlock, a serialisation failure or
 * a plan from before a migration is tried again, since nothing of it has happened.
 */
export async function inTransaction<T>(
  context: Context,
  command: (write: WriteContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const effects: WriteContext['effects'] = { undo: null };
      const done = await context.db.transaction().execute(async (db) => {
        const gathering = createGathering();
        const result = await command({ ...context, db, transaction: true, gathering, held: createHeld(), effects });
        if (!result.ok) throw new Refused(result);
        await gathering.write(db);
        return result;
      });
      if (effects.announced === true) wakeFollowers(context.db);
      return done;
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      if (attempt < ATTEMPTS && RETRYABLE.has(databaseErrorCode(error) ?? '')) continue;
      throw error;
    }
  }
}

/** The SQLSTATE of a database error, if it is one. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
