import { type Selectable, sql, type Updateable } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Employees } from '#platform/db/schema.ts';
import type { EmployeeStatus } from './contract.ts';

type Reading = Pick<Context, 'db'>;
export type EmployeeRow = Selectable<Employees>;

export async function employeeRows({ db }: Reading, ids: readonly string[]): Promise<EmployeeRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('employees').selectAll().where('id', 'in', ids).execute();
}

export async function employeeRowByEmail({ db }: Reading, email: string): Promise<EmployeeRow | undefined> {
  return db.selectFrom('employees').selectAll().where('email', '=', email).executeTakeFirst();
}

/** Locks in the order of ids, so that two commands over the same people wait for each other instead of deadlocking. */
export async function lockEmployees({ db }: WriteContext, ids: readonly string[]): Promise<Map<string, EmployeeRow>> {
  const rows = await db
    .selectFrom('employees')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface EmployeeFilter {
  /** Spellings of what is looked for, folded; any of them will do. Empty: everybody. */
  search: readonly string[];
  digits: string;
  status: readonly EmployeeStatus[];
}

const FOLDED = sql<string>`translate(lower(full_name || ' ' || email), 'ё', 'е')`;
const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const matching = ({ db }: Reading, { search, digits, status }: EmployeeFilter) => {
  const query = db.selectFrom('employees').where('status', 'in', status);
  if (search.length === 0) return query;
  return query.where((where) =>
    where.or([
      ...search.map((spelling) =>
        where.and(spelling.split(' ').map((word) => sql<boolean>`${FOLDED} LIKE ${contains(word)}`)),
      ),
      ...(digits.length < 3 ? [] : [where('phone', 'like', contains(digits))]),
    ]),
  );
};

export async function pageOfEmployees(
  context: Reading,
  filter: EmployeeFilter,
  after: { name: string; id: string } | null,
  limit: number,
): Promise<EmployeeRow[]> {
  let query = matching(context, filter).selectAll();
  if (after !== null)
    query = query.where(sql<boolean>`(full_name COLLATE "ru-x-icu", id) > (${after.name}, ${after.id}::uuid)`);
  return query.orderBy(sql`full_name COLLATE "ru-x-icu"`).orderBy('id').limit(limit).execute();
}

export async function countEmployees(context: Reading, filter: EmployeeFilter, upTo: number): Promise<number> {
  const some = matching(context, filter).select('id').limit(upTo).as('some');
  const row = await context.db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
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

export type NewEmployee = Omit<EmployeeRow, 'version' | 'departed_on'> & { departed_on?: string };

export async function insertEmployee({ db }: WriteContext, employee: NewEmployee): Promise<void> {
  await db.insertInto('employees').values(employee).execute();
}

export type EmployeePatch = Updateable<Employees>;

/** Saves if the record is still at this version. */
export async function updateEmployee(
  { db }: WriteContext,
  id: string,
  version: number,
  patch: EmployeePatch,
): Promise<EmployeeRow | undefined> {
  return db
    .updateTable('employees')
    .set({ ...patch, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Active administrators, locked: none of them leaves or steps down while it is being counted. */
export async function lockAdministrators({ db }: WriteContext): Promise<string[]> {
  const rows = await db
    .selectFrom('employees')
    .select('id')
    .where('administrator', '=', true)
    .where('status', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}
