import type { WriteContext } from '#platform/context.ts';
import type { Reading } from '../store.ts';
import type { NamedMapping } from './rules.ts';

/** The mappings that a sales system keeps, by name; mapping and policies come back as this module wrote them. */
export async function namedMappings(context: Reading, salesSystemId: string): Promise<NamedMapping[]> {
  const rows = await context.db
    .selectFrom('client_import_mappings')
    .select(['id', 'name', 'mapping', 'policies', 'recognise_by as recogniseBy'])
    .where('sales_system_id', '=', salesSystemId)
    .orderBy('name')
    .execute();
  return rows as NamedMapping[];
}

/** Saves a mapping under its name; one that has the name already is replaced and keeps its id. */
export async function saveNamed(
  context: WriteContext,
  salesSystemId: string,
  named: NamedMapping,
): Promise<{ id: string }> {
  const values = {
    mapping: JSON.stringify(named.mapping),
    policies: JSON.stringify(named.policies),
    recognise_by: named.recogniseBy,
    saved_by: context.actor.employeeId,
    saved_at: context.now.toString(),
  };
  return context.db
    .insertInto('client_import_mappings')
    .values({ id: named.id, sales_system_id: salesSystemId, name: named.name, ...values })
    .onConflict((conflict) => conflict.columns(['sales_system_id', 'name']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
}

export async function removeNamed(context: WriteContext, salesSystemId: string, id: string): Promise<string | null> {
  const row = await context.db
    .deleteFrom('client_import_mappings')
    .where('id', '=', id)
    .where('sales_system_id', '=', salesSystemId)
    .returning('name')
    .executeTakeFirst();
  return row?.name ?? null;
}
