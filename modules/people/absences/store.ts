import type { Selectable } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Absences } from '#platform/db/schema.ts';

type Reading = Pick<Context, 'db'>;
export type AbsenceRow = Selectable<Absences> & { employee_name: string; deputy_name: string };

const named = ({ db }: Reading) =>
  db
    .selectFrom('absences as a')
    .innerJoin('employees as e', 'e.id', 'a.employee_id')
    .innerJoin('employees as d', 'd.id', 'a.deputy_id')
    .selectAll('a')
    .select(['e.full_name as employee_name', 'd.full_name as deputy_name'])
    .orderBy('a.first_day')
    .orderBy('a.id');

/** Absences that are not over before `from`, soonest first. */
export async function absencesFrom(
  context: Reading,
  employeeIds: readonly string[],
  from: string,
): Promise<AbsenceRow[]> {
  if (employeeIds.length === 0) return [];
  return named(context).where('a.employee_id', 'in', employeeIds).where('a.last_day', '>=', from).execute();
}

export async function absencesBetween(
  context: Reading,
  days: { from: string; to: string },
  employeeId: string | null,
  limit: number,
): Promise<AbsenceRow[]> {
  let query = named(context).where('a.first_day', '<=', days.to).where('a.last_day', '>=', days.from);
  if (employeeId !== null) query = query.where('a.employee_id', '=', employeeId);
  return query.limit(limit).execute();
}

export async function absenceById(context: Reading, id: string): Promise<AbsenceRow | undefined> {
  return named(context).where('a.id', '=', id).executeTakeFirst();
}

export async function absenceRanges({ db }: Reading, employeeId: string): Promise<{ from: string; to: string }[]> {
  return db
    .selectFrom('absences')
    .select(['first_day as from', 'last_day as to'])
    .where('employee_id', '=', employeeId)
    .orderBy('first_day')
    .execute();
}

export async function deputyOn({ db }: Reading, employeeId: string, day: string): Promise<string | null> {
  const row = await db
    .selectFrom('absences')
    .select('deputy_id')
    .where('employee_id', '=', employeeId)
    .where('first_day', '<=', day)
    .where('last_day', '>=', day)
    .executeTakeFirst();
  return row?.deputy_id ?? null;
}

export async function deputisedOn({ db }: Reading, deputyId: string, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('absences')
    .select('employee_id')
    .where('deputy_id', '=', deputyId)
    .where('first_day', '<=', day)
    .where('last_day', '>=', day)
    .orderBy('employee_id')
    .execute();
  return rows.map((row) => row.employee_id);
}

/** Absences in which somebody deputises and which are not over before `from`. */
export async function deputyshipsFrom(context: Reading, deputyId: string, from: string): Promise<AbsenceRow[]> {
  return named(context).where('a.deputy_id', '=', deputyId).where('a.last_day', '>=', from).execute();
}

export type AbsencePlan = Pick<Selectable<Absences>, 'employee_id' | 'first_day' | 'last_day' | 'kind' | 'deputy_id'>;

export async function insertAbsence({ db, now }: WriteContext, id: string, plan: AbsencePlan): Promise<void> {
  await db
    .insertInto('absences')
    .values({ id, ...plan, created_at: now.toString() })
    .execute();
}

/** Saves if the record is still at this version. */
export async function updateAbsence(
  { db }: WriteContext,
  id: string,
  version: number,
  patch: Partial<AbsencePlan>,
): Promise<boolean> {
  const saved = await db
    .updateTable('absences')
    .set({ ...patch, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

export async function deleteAbsence({ db }: WriteContext, id: string, version: number): Promise<boolean> {
  const gone = await db.deleteFrom('absences').where('id', '=', id).where('version', '=', version).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Whoever has left is not away any more: absences ahead go, one that runs ends on the day of leaving. */
export async function endAbsences({ db }: WriteContext, employeeId: string, day: string): Promise<void> {
  await db.deleteFrom('absences').where('employee_id', '=', employeeId).where('first_day', '>', day).execute();
  await db
    .updateTable('absences')
    .set((eb) => ({ last_day: day, version: eb('version', '+', 1) }))
    .where('employee_id', '=', employeeId)
    .where('last_day', '>', day)
    .execute();
}
