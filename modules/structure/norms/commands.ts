import { registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { forbidden, invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem } from '../access.ts';
import { noteEdit } from '../changes/commands.ts';
import { norm } from '../queries.ts';
import { DEFAULT_NORMS, isNormKey, NORMS, type NormKey } from '../rules.ts';
import { lockSalesSystem } from '../store.ts';
import { callWindowFault } from './rules.ts';
import { lockNorm, saveNorm } from './store.ts';

/**
 * Sets a norm of a sales system. Refuses: a value beyond the norm's bounds, calling windows that overlap or end before
 * they begin, a stale version. Can be taken back. Source: domain §12 (norms are per sales system, never global).
 */
export async function changeNorm(
  context: WriteContext,
  salesSystemId: string,
  key: string,
  input: { value: number; version: number },
): Promise<Result<{ key: string; value: number; version: number }>> {
  if (!mayEditSalesSystem(context.actor, salesSystemId)) return forbidden();
  if (!isNormKey(key)) return notFound();
  const system = await lockSalesSystem(context, salesSystemId);
  if (system === undefined || system.closed_on !== null) return notFound();
  const current = (await lockNorm(context, salesSystemId, key)) ?? { value: DEFAULT_NORMS[key], version: 0 };
  if (current.version !== input.version) return staleVersion({ key, ...current });
  if (current.value === input.value) return ok({ key, ...current });
  const { min, max } = NORMS[key];
  if (input.value < min) return invalid('/value', 'field.too_small', { limit: min });
  if (input.value > max) return invalid('/value', 'field.too_large', { limit: max });
  const fault = await windowFault(context, salesSystemId, key, input.value);
  if (fault !== null) return invalid('/value', fault);
  const version = await saveNorm(context, salesSystemId, key, input.value);
  await noteEdit(context, {
    action: 'norm.changed',
    subject: { kind: 'sales_system', id: salesSystemId },
    before: { key, value: current.value },
    after: { key, value: input.value },
  });
  return ok({ key, value: input.value, version });
}

/** How changes of norms are taken back. */
export function registerNormUndos(): void {
  registerUndo('norm.changed', async (context, entry) => {
    if (!mayEditSalesSystem(context.actor, entry.subjectId)) return notFound();
    // `before` is what `changeNorm` journaled.
    const before = entry.before as { key: string; value: number };
    await saveNorm(context, entry.subjectId, before.key, before.value);
    return ok();
  });
}

async function windowFault(
  context: WriteContext,
  salesSystemId: string,
  changed: NormKey,
  value: number,
): Promise<string | null> {
  if (!changed.startsWith('call_window.')) return null;
  const at = async (key: NormKey) => (key === changed ? value : norm(context, salesSystemId, key));
  return callWindowFault({
    morningStart: await at('call_window.morning_start'),
    morningEnd: await at('call_window.morning_end'),
    afternoonStart: await at('call_window.afternoon_start'),
    afternoonEnd: await at('call_window.afternoon_end'),
  });
}
