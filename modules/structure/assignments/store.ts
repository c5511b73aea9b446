import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { SalesFunction } from '../rules.ts';

/** A position answers for a function from a day on, without an end. */
export async function insertAssignment(
  { db, now }: WriteContext,
  row: { salesSystemId: string; function: SalesFunction; segmentId: string | null; positionId: string; from: string },
): Promise<void> {
  await db
    .insertInto('assignments')
    .values({
      id: newId(now),
      sales_system_id: row.salesSystemId,
      function: row.function,
      segment_id: row.segmentId,
      position_id: row.positionId,
      valid: sql<string>`daterange(${row.from}::date, NULL)`,
    })
    .execute();
}
