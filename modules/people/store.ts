import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Absences, Employees } from '#platform/db/schema.ts';
import type { DayKind } from '#shared/working-calendar.ts';
import type { EmployeeStatus } from './contract.ts';

type Reading = Pick<Context, 'db'>;
export type EmployeeRow = Selectable<Employees>;
export type AbsenceRow = Selectable<Absences> & { deputy_name: string };

export async function companyRow({ db }: Reading) {
  return db.selectFrom('company').selectAll().executeTakeFirst();
}

export async function calendarDays({ db }: Reading): Promise<{ day: string; kind: DayKind; note: string | null }[]> {
  const rows = await db.selectFrom('company_calendar_days').selectAll().orderBy('day').execute();
  // The column's CHECK admits these three kinds only.
  return rows.map((row) => ({ ...row, kind: row.kind as DayKind }));
}

export async function employeeRows({ db }: Reading, ids: readonly string[]): Promise<EmployeeRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('employees').selectAll().where('id', 'in', ids).execute();
}

export async function lockEmployee({ db }: WriteContext, id: string): Promise<EmployeeRow | undefined> {
  return db.selectFrom('employees').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export interface EmployeeFilter {
  search: string | null;
  status: readonly EmployeeStatus[];
}

const matching = ({ db }: Reading, filter: EmployeeFilter) => {
  let query = db.selectFrom('employees').where('status', 'in', filter.status);
  if (filter.search !== null) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`;
    const digits = filter.search.replace(/\D/g, '');
    query = query.where((where) =>
      where.or([
        where('full_name', 'ilike', pattern),
        where('email', 'ilike', pattern),
        ...(digits.length < 3 ? [] : [where('phone', 'like', `%${digits}%`)]),
      ]),
    );
  }
  return query;
};

const NAME = sql<string>`full_name COLLATE "ru-x-icu"`;

export async function pageOfEmployees(
  context: Reading,
  filter: EmployeeFilter,
  after: { name: string; id: string } | null,
  limit: number,
): Promise<EmployeeRow[]> {
  let query = matching(context, filter).selectAll();
  if (after !== null)
    query = query.where(sql<boolean>`(full_name COLLATE "ru-x-icu", id) > (${after.name}, ${after.id}::uuid)`);
  return query.orderBy(NAME).orderBy('id').limit(limit).execute();
}

export async function countEmployees(context: Reading, filter: EmployeeFilter, upTo: number): Promise<number> {
  const some = matching(context, filter).select('id').limit(upTo).as('some');
  const row = await context.db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Absences that are not over before `from`, soonest first. */
export async function absencesFrom(
  { db }: Reading,
  employeeIds: readonly string[],
  from: string,
): Promise<AbsenceRow[]> {
  if (employeeIds.length === 0) return [];
  return db
    .selectFrom('absences as a')
    .innerJoin('employees as d', 'd.id', 'a.deputy_id')
    .selectAll('a')
    .select('d.full_name as deputy_name')
    .where('a.employee_id', 'in', employeeIds)
    .where('a.last_day', '>=', from)
    .orderBy('a.first_day')
    .execute();
}

export async function absenceRanges({ db }: Reading, employeeId: string): Promise<{ from: string; to: string }[]> {
  return db
    .selectFrom('absences')
    .select(['first_day as from', 'last_day as to'])
    .where('employee_id', '=', employeeId)
    .orderBy('first_day')
    .execute();
}

/** Of the given employees, those who are active and not away on that day. */
export async function presentIds({ db }: Reading, ids: readonly string[], day: string): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('employees as e')
    .select('e.id')
    .where('e.id', 'in', ids)
    .where('e.status', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('absences as a')
            .select('a.id')
            .whereRef('a.employee_id', '=', 'e.id')
            .where('a.first_day', '<=', day)
            .where('a.last_day', '>=', day),
        ),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
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
    .execute();
  return rows.map((row) => row.employee_id);
}

/** Absences in which somebody deputises and which are not over before `from`. */
export async function deputyshipsFrom(
  { db }: Reading,
  deputyId: string,
  from: string,
): Promise<{ id: string; employee_id: string; full_name: string; first_day: string; last_day: string }[]> {
  return db
    .selectFrom('absences as a')
    .innerJoin('employees as e', 'e.id', 'a.employee_id')
    .select(['a.id', 'a.employee_id', 'e.full_name', 'a.first_day', 'a.last_day'])
    .where('a.deputy_id', '=', deputyId)
    .where('a.last_day', '>=', from)
    .orderBy('a.first_day')
    .execute();
}

export async function setDeputy({ db }: WriteContext, absenceId: string, deputyId: string): Promise<void> {
  await db
    .updateTable('absences')
    .set((eb) => ({ deputy_id: deputyId, version: eb('version', '+', 1) }))
    .where('id', '=', absenceId)
    .execute();
}

export async function activeAdministrators({ db }: WriteContext): Promise<string[]> {
  const rows = await db
    .selectFrom('employees')
    .select('id')
    .where('administrator', '=', true)
    .where('status', '=', 'active')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function saveDeparture({ db, now }: WriteContext, employeeId: string, day: string): Promise<void> {
  await db
    .updateTable('employees')
    .set((eb) => ({ status: 'departed', departed_on: day, administrator: false, version: eb('version', '+', 1) }))
    .where('id', '=', employeeId)
    .execute();
  await db.deleteFrom('absences').where('employee_id', '=', employeeId).where('first_day', '>', day).execute();
  await db
    .updateTable('absences')
    .set({ last_day: day })
    .where('employee_id', '=', employeeId)
    .where('last_day', '>', day)
    .execute();
  await db
    .updateTable('api_tokens')
    .set({ revoked_at: now.toString() })
    .where('employee_id', '=', employeeId)
    .where('revoked_at', 'is', null)
    .execute();
  await db
    .updateTable('invitations')
    .set({ revoked_at: now.toString() })
    .where('employee_id', '=', employeeId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}
