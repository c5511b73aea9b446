import { type Insertable, sql, type Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Positions } from '#platform/db/schema.ts';
import type { PositionRow, Reading } from '../store.ts';

export async function insertPosition({ db }: WriteContext, row: Insertable<Positions>): Promise<PositionRow> {
  return db.insertInto('positions').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function lockPosition({ db }: WriteContext, id: string): Promise<PositionRow | undefined> {
  return db.selectFrom('positions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updatePosition(
  { db }: WriteContext,
  id: string,
  values: Updateable<Positions>,
): Promise<PositionRow> {
  return db
    .updateTable('positions')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The open positions of a sales system, in the order in which they were defined. */
export async function openPositions({ db }: Reading, salesSystemId: string, day: string): Promise<PositionRow[]> {
  return db
    .selectFrom('positions')
    .selectAll()
    .where('sales_system_id', '=', salesSystemId)
    .where(({ or, eb }) => or([eb('closed_on', 'is', null), eb('closed_on', '>', day)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Whether somebody holds the position or it answers for anything, on that day or later. */
export async function isPositionAtWork({ db }: Reading, id: string, day: string): Promise<boolean> {
  const row = await db
    .selectNoFrom(({ or, exists, selectFrom }) =>
      or([
        exists(selectFrom('employments').select('id').where('position_id', '=', id).where(notOver(day))),
        exists(selectFrom('assignments').select('id').where('position_id', '=', id).where(notOver(day))),
      ]).as('at_work'),
    )
    .executeTakeFirstOrThrow();
  return row.at_work === true;
}

const notOver = (day: string) => sql<boolean>`valid && daterange(${day}::date, NULL)`;

export async function positionById({ db }: Reading, id: string): Promise<PositionRow | undefined> {
  return db.selectFrom('positions').selectAll().where('id', '=', id).executeTakeFirst();
}
