import type { WriteContext } from '#platform/context.ts';
import type { Reading } from '../store.ts';
import type { DuplicateRule } from './rules.ts';

export async function ownRules(context: Reading, salesSystemId: string): Promise<DuplicateRule[]> {
  const rows = await context.db
    .selectFrom('duplicate_rules')
    .select(['reason', 'action', 'from_score'])
    .where('sales_system_id', '=', salesSystemId)
    .execute();
  // Written through the contract, which is what makes the closed lists true.
  return rows as DuplicateRule[];
}

export async function saveOwnRules(
  context: WriteContext,
  salesSystemId: string,
  rules: readonly DuplicateRule[],
): Promise<void> {
  await context.db.deleteFrom('duplicate_rules').where('sales_system_id', '=', salesSystemId).execute();
  if (rules.length === 0) return;
  await context.db
    .insertInto('duplicate_rules')
    .values(rules.map((rule) => ({ ...rule, sales_system_id: salesSystemId })))
    .execute();
}
