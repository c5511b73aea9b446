import type { Context } from '#platform/context.ts';
import type { EmployeeStatus } from '../contract.ts';

/** Everybody who works here or has worked here: some hundreds at most. */
export async function everybody({
  db,
}: Pick<Context, 'db'>): Promise<{ id: string; fullName: string; status: EmployeeStatus }[]> {
  const rows = await db.selectFrom('employees').select(['id', 'full_name', 'status']).orderBy('id').execute();
  // The CHECK of the table promises the statuses.
  return rows.map((row) => ({ id: row.id, fullName: row.full_name, status: row.status as EmployeeStatus }));
}
