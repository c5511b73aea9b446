import { type Insertable, sql, type Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { SalesSystems } from '#platform/db/schema.ts';
import type { Reading, SalesSystemRow } from '../store.ts';

export async function insertSalesSystem({ db }: WriteContext, row: Insertable<SalesSystems>): Promise<void> {
  await db.insertInto('sales_systems').values(row).execute();
}

/** Saves and counts the version up; `values` may be empty, when something inside the system has changed. */
export async function updateSalesSystem(
  { db }: WriteContext,
  id: string,
  values: Updateable<SalesSystems>,
): Promise<SalesSystemRow> {
  return db
    .updateTable('sales_systems')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function systemByName({ db }: Reading, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sales_systems')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return row?.id;
}
