import { type Insertable, sql, type Updateable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { OrgUnits } from '#platform/db/schema.ts';
import type { Reading, UnitRow } from '../store.ts';

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

export async function openUnits({ db }: Reading): Promise<(UnitRow & { head_name: string | null })[]> {
  return db
    .selectFrom('org_units as u')
    .leftJoin('v_employee_names as h', 'h.id', 'u.head_id')
    .selectAll('u')
    .select('h.full_name as head_name')
    .where('u.closed_on', 'is', null)
    .orderBy('u.created_at')
    .orderBy('u.id')
    .execute();
}

export async function unitByName({ db }: Reading, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('org_units')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/** Titles of the positions that are open in a unit. */
export async function openPositionsIn({ db }: Reading, unitId: string, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('positions')
    .select('title')
    .where('unit_id', '=', unitId)
    .where(({ or, eb }) => or([eb('closed_on', 'is', null), eb('closed_on', '>', day)]))
    .execute();
  return rows.map((row) => row.title);
}

/** The units and sales systems that an employee answers for by name: heads a unit, settles disputes. */
export async function namedIn(
  { db }: Reading,
  employeeId: string,
): Promise<{ units: { id: string }[]; systems: { id: string }[] }> {
  const [units, systems] = await Promise.all([
    db.selectFrom('org_units').select('id').where('head_id', '=', employeeId).where('closed_on', 'is', null).execute(),
    db
      .selectFrom('sales_systems')
      .select('id')
      .where('arbiter_id', '=', employeeId)
      .where('closed_on', 'is', null)
      .execute(),
  ]);
  return { units, systems };
}

/** Active employees who hold no position on a day, by name. */
export async function employeesWithoutPosition(
  { db }: Reading,
  day: string,
): Promise<{ id: string; full_name: string }[]> {
  return db
    .selectFrom('v_employee_names as n')
    .select([sql<string>`n.id`.as('id'), sql<string>`n.full_name`.as('full_name')])
    .where('n.status', '<>', 'departed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('employments as e')
            .select('e.id')
            .whereRef('e.employee_id', '=', 'n.id')
            .where(sql<boolean>`e.valid && daterange(${day}::date, NULL)`),
        ),
      ),
    )
    .orderBy(sql`n.full_name COLLATE "ru-x-icu"`)
    .limit(500)
    .execute();
}
