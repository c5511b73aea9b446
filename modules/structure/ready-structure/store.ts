import type { WriteContext } from '#platform/context.ts';
import { DEFAULT_ACCESS, DEFAULT_NORMS } from '../rules.ts';

/** The shipped norms of a new sales system. */
export async function insertDefaultNorms({ db }: WriteContext, salesSystemId: string): Promise<void> {
  const values = Object.entries(DEFAULT_NORMS).map(([key, value]) => ({ sales_system_id: salesSystemId, key, value }));
  await db.insertInto('norms').values(values).execute();
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
