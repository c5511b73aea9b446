import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';

/**
 * Runs one part of a transaction that may be refused by itself: what it did is rolled back, everything before it stays. For
 * work on many records, of which each succeeds or fails alone.
 */
export async function attempt<T>(context: WriteContext, part: () => Promise<Result<T>>): Promise<Result<T>> {
  await context.gathering.write(context.db);
  await sql`SAVEPOINT attempt`.execute(context.db);
  const result = await part();
  if (!result.ok) {
    context.gathering.drop();
    context.held.forgetAll();
  }
  await sql`${sql.raw(result.ok ? 'RELEASE' : 'ROLLBACK TO')} SAVEPOINT attempt`.execute(context.db);
  return result;
}
