import type { Context } from '#platform/context.ts';
import { forbidden, ok, type Result } from '#shared/result.ts';
import { mayEditAccessTable, mayReadStructure } from '../access.ts';
import { DEFAULT_ACCESS } from '../rules.ts';
import type { AccessTableView } from './contract.ts';
import { allGrants } from './store.ts';

/** The company's access table beside the shipped one: everybody may know what everybody may do. */
export async function accessTable(context: Context): Promise<Result<AccessTableView>> {
  if (!mayReadStructure(context.actor)) return forbidden();
  const grants: AccessTableView['grants'] = {};
  for (const { position_kind, right_name, scope } of await allGrants(context)) {
    const ofKind = grants[position_kind] ?? {};
    // The column's CHECK admits the four scopes only.
    ofKind[right_name] = scope as AccessTableView['grants'][string][string];
    grants[position_kind] = ofKind;
  }
  const shipped = Object.fromEntries(Object.entries(DEFAULT_ACCESS).map(([kind, rights]) => [kind, { ...rights }]));
  return ok({ grants, shipped, may_edit: mayEditAccessTable(context.actor) });
}
