import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { SalesFunction } from '../rules.ts';
import type { Reading } from '../store.ts';
import type { AssignmentPlan, DatedAssignment } from './rules.ts';

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

/** What is assigned for a function in a segment on that day or later. */
export async function assignmentsOfFunction(
  { db }: Reading,
  of: { salesSystemId: string; function: SalesFunction; segmentId: string | null },
  day: string,
): Promise<DatedAssignment[]> {
  return db
    .selectFrom('assignments')
    .select([
      'id',
      'position_id as positionId',
      sql<string>`lower(valid)`.as('from'),
      sql<string | null>`upper(valid)`.as('until'),
    ])
    .where('sales_system_id', '=', of.salesSystemId)
    .where('function', '=', of.function)
    .where(sql<boolean>`segment_id IS NOT DISTINCT FROM ${of.segmentId}::uuid`)
    .where(sql<boolean>`valid && daterange(${day}::date, NULL)`)
    .orderBy(sql`lower(valid)`)
    .orderBy('id')
    .execute();
}

/** Carries a plan out: first what goes, then what comes, so that two never hold at once. */
export async function carryOut(
  context: WriteContext,
  plan: AssignmentPlan,
  of: { salesSystemId: string; function: SalesFunction; segmentId: string | null },
  day: string,
): Promise<void> {
  const { db } = context;
  if (plan.remove.length > 0) await db.deleteFrom('assignments').where('id', 'in', plan.remove).execute();
  if (plan.end.length > 0) {
    await db
      .updateTable('assignments')
      .set({ valid: sql<string>`daterange(lower(valid), ${day}::date)` })
      .where('id', 'in', plan.end)
      .execute();
  }
  if (plan.goOn.length > 0) {
    await db
      .updateTable('assignments')
      .set({ valid: sql<string>`daterange(lower(valid), NULL)` })
      .where('id', 'in', plan.goOn)
      .execute();
  }
  for (const positionId of plan.begin) await insertAssignment(context, { ...of, positionId, from: day });
}

/** Ends what is assigned in a segment; what had not begun never will. */
export async function endAssignmentsOfSegment({ db }: WriteContext, segmentId: string, day: string): Promise<void> {
  await db
    .deleteFrom('assignments')
    .where('segment_id', '=', segmentId)
    .where(sql<boolean>`lower(valid) >= ${day}::date`)
    .execute();
  await db
    .updateTable('assignments')
    .set({ valid: sql<string>`daterange(lower(valid), ${day}::date)` })
    .where('segment_id', '=', segmentId)
    .where(sql<boolean>`valid @> ${day}::date`)
    .execute();
}

/** On how many days up to `day` who answers for what has changed, and the last of them. */
export async function editionOn(
  { db }: Reading,
  salesSystemId: string,
  day: string,
): Promise<{ number: number; since: string | null }> {
  const days = db
    .selectFrom('assignments')
    .select(sql<string>`unnest(ARRAY[lower(valid), upper(valid)])`.as('day'))
    .where('sales_system_id', '=', salesSystemId)
    .as('d');
  const row = await db
    .selectFrom(days)
    .select([sql<number>`count(DISTINCT d.day)`.as('number'), sql<string | null>`max(d.day)`.as('since')])
    .where(sql<boolean>`d.day <= ${day}::date`)
    .executeTakeFirstOrThrow();
  return row;
}

/**
 * Everything that a position answers for from `day` on passes to another one: what has not begun is planned for the
 * other, what holds ends and goes on there. Where the other already answers for the same, it is not assigned twice.
 */
export async function passAssignments(context: WriteContext, from: string, to: string, day: string): Promise<void> {
  const { db, now } = context;
  const rows = await db
    .selectFrom('assignments as a')
    .select([
      'a.id',
      'a.sales_system_id',
      'a.function',
      'a.segment_id',
      sql<boolean>`lower(a.valid) >= ${day}::date`.as('ahead'),
      sql<string[]>`ARRAY(
        SELECT part::text FROM unnest(
          datemultirange(a.valid * daterange(${day}::date, NULL)) - coalesce((
            SELECT range_agg(b.valid) FROM assignments b
            WHERE b.position_id = ${to}::uuid AND b.function = a.function
              AND b.segment_id IS NOT DISTINCT FROM a.segment_id), '{}')) part)`.as('parts'),
    ])
    .where('a.position_id', '=', from)
    .where(sql<boolean>`a.valid && daterange(${day}::date, NULL)`)
    .execute();
  for (const row of rows) {
    if (row.ahead) await db.deleteFrom('assignments').where('id', '=', row.id).execute();
    else {
      await db
        .updateTable('assignments')
        .set({ valid: sql<string>`daterange(lower(valid), ${day}::date)` })
        .where('id', '=', row.id)
        .execute();
    }
    const { sales_system_id, function: fn, segment_id } = row;
    for (const valid of row.parts) {
      await db
        .insertInto('assignments')
        .values({ id: newId(now), sales_system_id, function: fn, segment_id, position_id: to, valid })
        .execute();
    }
  }
}
