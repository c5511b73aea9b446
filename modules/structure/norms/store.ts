import type { WriteContext } from '#platform/context.ts';
import { DEFAULT_NORMS } from '../rules.ts';

/** The shipped norms of a new sales system. */
export async function insertDefaultNorms({ db }: WriteContext, salesSystemId: string): Promise<void> {
  const values = Object.entries(DEFAULT_NORMS).map(([key, value]) => ({ sales_system_id: salesSystemId, key, value }));
  await db.insertInto('norms').values(values).execute();
}

export async function lockNorm(
  { db }: WriteContext,
  salesSystemId: string,
  key: string,
): Promise<{ value: number; version: number } | undefined> {
  return db
    .selectFrom('norms')
    .select(['value', 'version'])
    .where('sales_system_id', '=', salesSystemId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveNorm(
  { db }: WriteContext,
  salesSystemId: string,
  key: string,
  value: number,
): Promise<number> {
  const row = await db
    .insertInto('norms')
    .values({ sales_system_id: salesSystemId, key, value })
    .onConflict((conflict) =>
      conflict
        .columns(['sales_system_id', 'key'])
        .doUpdateSet((eb) => ({ value, version: eb('norms.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}
