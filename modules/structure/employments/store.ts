import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Reading } from '../store.ts';

export interface EmploymentRow {
  id: string;
  employee_id: string;
  position_id: string;
  share_bp: number;
  valid_from: string;
  valid_until: string | null;
}

const employments = ({ db }: Reading) =>
  db
    .selectFrom('employments as e')
    .select([
      'e.id',
      'e.employee_id',
      'e.position_id',
      'e.share_bp',
      sql<string>`lower(e.valid)`.as('valid_from'),
      sql<string | null>`upper(e.valid)`.as('valid_until'),
    ])
    .orderBy(sql`lower(e.valid)`)
    .orderBy('e.id');

/** In force on that day or later. */
const notOver = (day: string) => sql<boolean>`e.valid && daterange(${day}::date, NULL)`;

export async function employmentsOfEmployee(
  context: Reading,
  employeeId: string,
  from: string,
): Promise<EmploymentRow[]> {
  return employments(context).where('e.employee_id', '=', employeeId).where(notOver(from)).execute();
}

export async function employmentsOfPosition(
  context: Reading,
  positionId: string,
  from: string,
): Promise<EmploymentRow[]> {
  return employments(context).where('e.position_id', '=', positionId).where(notOver(from)).execute();
}

/** Who holds positions of a sales system on that day or later. */
export async function employmentsOfSystem(
  context: Reading,
  salesSystemId: string,
  from: string,
): Promise<EmploymentRow[]> {
  return employments(context)
    .innerJoin('positions as p', 'p.id', 'e.position_id')
    .where('p.sales_system_id', '=', salesSystemId)
    .where(notOver(from))
    .execute();
}

/**
 * One at a time may arrange what these people hold: the shares of their time add up, and nobody is made a successor while
 * leaving. Always in the same order, so that two never wait for each other.
 */
export async function lockPersons({ db }: WriteContext, employeeIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(employeeIds)].sort()) {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('employments:' || ${id}::text, 0))`.execute(db);
  }
}

export async function employmentById(context: Reading, id: string): Promise<EmploymentRow | undefined> {
  return employments(context).where('e.id', '=', id).executeTakeFirst();
}

export async function insertEmployment(
  { db }: WriteContext,
  row: { id: string; employeeId: string; positionId: string; shareBp: number; from: string },
): Promise<void> {
  await db
    .insertInto('employments')
    .values({
      id: row.id,
      employee_id: row.employeeId,
      position_id: row.positionId,
      share_bp: row.shareBp,
      valid: sql<string>`daterange(${row.from}::date, NULL)`,
    })
    .execute();
}

export async function setShare({ db }: WriteContext, id: string, shareBp: number): Promise<void> {
  await db.updateTable('employments').set({ share_bp: shareBp }).where('id', '=', id).execute();
}

/** The last day of employment is the one before `until`; one that had not begun by then never was. */
export async function endEmployment({ db }: WriteContext, employment: EmploymentRow, until: string): Promise<void> {
  if (employment.valid_from >= until) {
    await db.deleteFrom('employments').where('id', '=', employment.id).execute();
    return;
  }
  await db
    .updateTable('employments')
    .set({ valid: sql<string>`daterange(lower(valid), ${until}::date)` })
    .where('id', '=', employment.id)
    .execute();
}
