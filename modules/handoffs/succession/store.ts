import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** Which of the clients have a hand-off under way. */
export async function clientsWithOpenHandoffs(
  { db }: Pick<Context, 'db'>,
  clientIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('handoffs')
    .select('client_id')
    .distinct()
    .where(sql<boolean>`client_id = ANY(${sql.val([...clientIds])}::uuid[])`)
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => row.client_id);
}
