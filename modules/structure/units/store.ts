import type { Insertable, Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { OrgUnits } from '#platform/db/schema.ts';
import type { UnitRow } from '../store.ts';

export async function insertUnit({ db }: WriteContext, row: Insertable<OrgUnits>): Promise<UnitRow> {
  return db.insertInto('org_units').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function lockUnit({ db }: WriteContext, id: string): Promise<UnitRow | undefined> {
  return db.selectFrom('org_units').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateUnit({ db }: WriteContext, id: string, values: Updateable<OrgUnits>): Promise<UnitRow> {
  return db
    .updateTable('org_units')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
