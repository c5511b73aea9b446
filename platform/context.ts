import type { Actor } from '#shared/actor.ts';
import type { Result } from '#shared/result.ts';
import type { Db } from './db/pool.ts';

/** Everything a query needs: where from, for whom, at what business time. */
export interface Context {
  db: Db;
  actor: Actor;
  now: Temporal.Instant;
  requestId: string | null;
}

/** A context whose `db` is an open transaction: the only thing commands accept. */
export interface WriteContext extends Context {
  readonly transaction: true;
  /** The journal entry that the user may take back; put there by the command, read by the edge. */
  effects: { undo: string | null };
}

const RETRYABLE = new Set(['40001', '40P01']);
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
 * Runs a command in one transaction. A refusal rolls everything back; a deadlock or a serialisation failure is tried
 * again, since nothing of it has happened.
 */
export async function inTransaction<T>(
  context: Context,
  command: (write: WriteContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.db.transaction().execute(async (db) => {
        const result = await command({ ...context, db, transaction: true, effects: { undo: null } });
        if (!result.ok) throw new Refused(result);
        return result;
      });
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
