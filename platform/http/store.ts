import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';

const RUNNING = 0;
const DONE = 200;

/** One write under an `Idempotency-Key`: whose key, for which route, with which body. */
export interface KeyUse {
  owner: string;
  key: string;
  route: string;
  digest: string;
}

/** False when the key is taken; a taker whose transaction still runs is waited for. */
export async function takeKey(context: WriteContext, { owner, key, route, digest }: KeyUse): Promise<boolean> {
  const taken = await context.db
    .insertInto('idempotency_keys')
    .values({ owner, key, route, body_digest: digest, status: RUNNING, created_at: context.now.toString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows !== 0n;
}

export async function earlierUse(
  context: WriteContext,
  { owner, key }: KeyUse,
): Promise<{ route: string; digest: string; reply: unknown }> {
  const row = await context.db
    .selectFrom('idempotency_keys')
    .select(['route', 'body_digest', 'reply'])
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return { route: row.route, digest: row.body_digest, reply: row.reply };
}

export async function keepReply(context: WriteContext, { owner, key }: KeyUse, reply: unknown): Promise<void> {
  await context.db
    .updateTable('idempotency_keys')
    .set({ status: DONE, reply: sql`${JSON.stringify(reply ?? null)}::jsonb` })
    .where('owner', '=', owner)
    .where('key', '=', key)
    .execute();
}
