import { registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import type { Scope } from '#shared/actor.ts';
import { forbidden, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import { mayEditAccessTable } from '../access.ts';
import { noteEdit } from '../changes/commands.ts';
import type { PositionKind, Right } from '../rules.ts';
import { lockGrant, saveGrant } from './store.ts';

/** The one access table of the company, as the journal names it. */
export const ACCESS_TABLE_ID = '00000000-0000-7000-8000-00000000acce';

/**
 * Grants a right to a kind of position, changes how far it reaches or takes it away (null). It holds from the next
 * request of everybody concerned. Refuses a change based on another value than the present one. Can be taken back.
 * Source: domain §14 (a table shipped as default and editable).
 */
export async function changeAccess(
  context: WriteContext,
  kind: PositionKind,
  right: Right,
  change: { scope: Scope | null; was: Scope | null },
): Promise<Result<{ kind: PositionKind; right: Right; scope: Scope | null }>> {
  if (!mayEditAccessTable(context.actor)) return forbidden();
  const present = await lockGrant(context, kind, right);
  if (present !== change.was) return staleVersion({ kind, right, scope: present });
  if (change.scope === change.was) return ok({ kind, right, scope: change.scope });
  await saveGrant(context, kind, right, change.scope);
  await noteEdit(context, {
    action: 'access.changed',
    subject: { kind: 'access_table', id: ACCESS_TABLE_ID },
    before: { kind, right, scope: change.was },
    after: { kind, right, scope: change.scope },
  });
  return ok({ kind, right, scope: change.scope });
}

/** How changes of the access table are taken back. */
export function registerAccessUndos(): void {
  registerUndo('access.changed', async (context, entry) => {
    if (!mayEditAccessTable(context.actor)) return notFound();
    // `before` is what `changeAccess` journaled.
    const before = entry.before as { kind: string; right: string; scope: string | null };
    await saveGrant(context, before.kind, before.right, before.scope);
    return ok();
  });
}
