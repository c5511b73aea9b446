import { type Insertable, sql, type Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Segments } from '#platform/db/schema.ts';
import type { Reading, SegmentRow } from '../store.ts';

export async function insertSegment({ db }: WriteContext, row: Insertable<Segments>): Promise<SegmentRow> {
  return db.insertInto('segments').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function lockSegment({ db }: WriteContext, id: string): Promise<SegmentRow | undefined> {
  return db.selectFrom('segments').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateSegment(
  { db }: WriteContext,
  id: string,
  values: Updateable<Segments>,
): Promise<SegmentRow> {
  return db
    .updateTable('segments')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function segmentByName({ db }: Reading, salesSystemId: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('segments')
    .select('id')
    .where('sales_system_id', '=', salesSystemId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return row?.id;
}
