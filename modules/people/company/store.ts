import type { Context, WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { DayKind } from '#shared/working-calendar.ts';

type Reading = Pick<Context, 'db'>;

export async function companyRow({ db }: Reading) {
  return db.selectFrom('company').selectAll().executeTakeFirst();
}

export async function lockCompany({ db }: WriteContext) {
  return db.selectFrom('company').selectAll().forUpdate().executeTakeFirst();
}

export interface NewCompany {
  name: string;
  language: 'ru' | 'en';
  time_zone: string;
}

/** False when there is a company already; of two who try at once, the second waits and gets false. */
export async function insertCompany({ db, now }: WriteContext, company: NewCompany): Promise<boolean> {
  const made = await db
    .insertInto('company')
    .values({ ...company, set_up_at: now.toString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Saves if the record is still at this version. */
export async function updateCompany(
  { db }: WriteContext,
  version: number,
  patch: Partial<NewCompany & { is_demo: boolean }>,
): Promise<boolean> {
  const saved = await db
    .updateTable('company')
    .set({ ...patch, version: version + 1 })
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

interface CalendarDay {
  day: string;
  kind: DayKind;
  note: string | null;
}

export async function calendarDays({ db }: Reading): Promise<CalendarDay[]> {
  const rows = await db.selectFrom('company_calendar_days').selectAll().orderBy('day').execute();
  // The column's CHECK admits these three kinds only.
  return rows.map((row) => ({ ...row, kind: row.kind as DayKind }));
}

export async function saveCalendarDay({ db }: WriteContext, day: CalendarDay): Promise<void> {
  await db
    .insertInto('company_calendar_days')
    .values(day)
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ kind: day.kind, note: day.note }))
    .execute();
}

export async function clearCalendarDay({ db }: WriteContext, day: string): Promise<void> {
  await db.deleteFrom('company_calendar_days').where('day', '=', day).execute();
}

export async function insertSetupLink(
  db: Db,
  link: { token_hash: string; created_at: string; expires_at: string },
): Promise<void> {
  await db.deleteFrom('setup_links').where('expires_at', '<=', link.created_at).execute();
  await db.insertInto('setup_links').values(link).execute();
}

export async function isSetupLink({ db, now }: Pick<Context, 'db' | 'now'>, tokenHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('setup_links')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.toString())
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteSetupLinks({ db }: WriteContext): Promise<void> {
  await db.deleteFrom('setup_links').execute();
}
