import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { DEFAULT_ACCESS } from '../rules.ts';
import type { Reading } from '../store.ts';

export interface GrantRow {
  position_kind: string;
  right_name: string;
  scope: string;
}

/** The shipped access table, unless the company already has one of its own. */
export async function insertDefaultAccess({ db }: WriteContext): Promise<void> {
  const known = await db.selectFrom('access_grants').select('right_name').limit(1).executeTakeFirst();
  if (known !== undefined) return;
  const values = Object.entries(DEFAULT_ACCESS).flatMap(([position_kind, rights]) =>
    Object.entries(rights).map(([right_name, scope]) => ({ position_kind, right_name, scope })),
  );
  await db.insertInto('access_grants').values(values).execute();
}

export async function allGrants({ db }: Reading): Promise<GrantRow[]> {
  return db.selectFrom('access_grants').selectAll().orderBy('position_kind').orderBy('right_name').execute();
}

/** The whole table is locked against other writers: a cell that does not exist has no row to lock. */
export async function lockGrant({ db }: WriteContext, kind: string, right: string): Promise<string | null> {
  await sql`LOCK TABLE access_grants IN SHARE ROW EXCLUSIVE MODE`.execute(db);
  const row = await db
    .selectFrom('access_grants')
    .select('scope')
    .where('position_kind', '=', kind)
    .where('right_name', '=', right)
    .executeTakeFirst();
  return row?.scope ?? null;
}

export async function saveGrant(
  { db }: WriteContext,
  kind: string,
  right: string,
  scope: string | null,
): Promise<void> {
  if (scope === null) {
    await db.deleteFrom('access_grants').where('position_kind', '=', kind).where('right_name', '=', right).execute();
    return;
  }
  await db
    .insertInto('access_grants')
    .values({ position_kind: kind, right_name: right, scope })
    .onConflict((conflict) => conflict.columns(['position_kind', 'right_name']).doUpdateSet({ scope }))
    .execute();
}
