import { sql } from 'kysely';
import type { Reading } from '../store.ts';

/** How many clients of each region every one of the people carries, as holder or, where nobody holds it, by its check. */
export async function carriedBy(
  context: Reading,
  people: readonly string[],
): Promise<{ person: string; region: string | null; clients: number }[]> {
  const ids = sql`${sql.val([...people])}::uuid[]`;
  const { rows } = await sql<{ person: string; region: string | null; clients: number }>`
    SELECT person, region, count(*) AS clients FROM (
      SELECT holder_id AS person, region FROM clients WHERE holder_id = ANY(${ids})
      UNION ALL
      SELECT check_owner_id, region FROM clients WHERE check_owner_id = ANY(${ids}) AND holder_id IS NULL) AS carried
    GROUP BY person, region`.execute(context.db);
  return rows;
}

/** Since when each of the clients has been in the hands that hold it now. */
export async function heldSinceOf(context: Reading, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; since: string }>`
    SELECT client_id AS id, lower(held) AS since FROM client_holdings
    WHERE client_id = ANY(${sql.val([...ids])}::uuid[]) AND upper_inf(held)`.execute(context.db);
  return new Map(rows.map(({ id, since }) => [id, since]));
}
