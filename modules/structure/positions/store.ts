import type { Insertable, Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Positions } from '#platform/db/schema.ts';
import type { PositionRow } from '../store.ts';

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
