import { sql } from 'kysely';
import type { TestMarket } from '#modules/clients/test-market.ts';

/** Zones and how many clients of a bulk stand in each of them, by turns. */
const ZONES = ['Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Krasnoyarsk'];

/** Puts many cold clients with a number and a basis into the register at once, as an import does. */
export async function fillQueue(market: TestMarket, count: number, zones: readonly string[] = ZONES): Promise<void> {
  const { db, now } = market.context;
  await sql`INSERT INTO clients (id, sales_system_id, name, name_key, name_search, search_text, time_zone, phones, call_basis, created_at, updated_at)
    SELECT gen_random_uuid(), ${market.salesSystemId}::uuid, 'Город ' || n, 'город ' || n, 'город ' || n, 'город ' || n,
      (${sql.val([...zones])}::text[])[1 + n % ${zones.length}::int], '[{"number": "+74951234567"}]', 'individual_offer',
      ${now.toString()}::timestamptz - make_interval(mins => n), ${now.toString()}::timestamptz
    FROM generate_series(1, ${count}::int) n`.execute(db);
}
