import { registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem } from '../access.ts';
import { noteChange, noteEdit } from '../changes/commands.ts';
import { companyDay } from '../queries.ts';
import { difference } from '../rules.ts';
import { type PositionRow, salesSystemRow } from '../store.ts';
import { lockUnit } from '../units/store.ts';
import type { NewPosition, PositionPatch } from './contract.ts';
import { insertPosition, isPositionAtWork, lockPosition, updatePosition } from './store.ts';

type Saved = Result<{ id: string; version: number }>;

/** Defines a position in a unit of a sales system. Refuses: a closed unit or system. Source: domain §1. */
export async function createPosition(context: WriteContext, input: NewPosition): Promise<Saved> {
  if (!mayEditSalesSystem(context.actor, input.sales_system_id)) return forbidden();
  const system = await salesSystemRow(context, input.sales_system_id);
  if (system === undefined || system.closed_on !== null) return invalid('/sales_system_id', 'structure.no_such_system');
  const fault = await unitFault(context, input.unit_id);
  if (fault !== null) return fault;
  const position = await insertPosition(context, {
    id: newId(context.now),
    sales_system_id: input.sales_system_id,
    unit_id: input.unit_id,
    kind: input.kind,
    title: input.title.trim(),
    created_at: context.now.toString(),
  });
  await noteChange(context, {
    action: 'position.opened',
    subject: { kind: 'position', id: position.id },
    after: { title: position.title, kind: position.kind, unit_id: position.unit_id },
  });
  return ok({ id: position.id, version: position.version });
}

/** Changes title, unit or kind; with the kind change the rights of whoever holds it. Can be taken back. */
export async function changePosition(context: WriteContext, id: string, patch: PositionPatch): Promise<Saved> {
  const found = await positionToEdit(context, id, patch.version);
  if (!found.ok) return found;
  const wanted = { title: patch.title?.trim(), unit_id: patch.unit_id, kind: patch.kind };
  const changed = difference<Pick<PositionRow, 'title' | 'unit_id' | 'kind'>>(found.value, wanted);
  if (changed === null) return ok({ id, version: found.value.version });
  if (changed.after.unit_id !== undefined) {
    const fault = await unitFault(context, changed.after.unit_id);
    if (fault !== null) return fault;
  }
  const position = await updatePosition(context, id, changed.after);
  await noteEdit(context, { action: 'position.changed', subject: { kind: 'position', id }, ...changed });
  return ok({ id, version: position.version });
}

/**
 * Closes a position that nobody holds and that answers for nothing, now or later. Refuses: `structure.position_in_use`:
 * a role at work is dropped, so that its functions, people and work pass. Source: domain §1.
 */
export async function closePosition(context: WriteContext, id: string, version: number): Promise<Saved> {
  const found = await positionToEdit(context, id, version);
  if (!found.ok) return found;
  const today = (await companyDay(context)).toString();
  if (await isPositionAtWork(context, id, today)) return refuse('structure.position_in_use');
  const position = await updatePosition(context, id, { closed_on: today });
  await noteEdit(context, {
    action: 'position.closed',
    subject: { kind: 'position', id },
    before: { closed_on: null },
    after: { closed_on: today },
  });
  return ok({ id, version: position.version });
}

/** How changes of positions are taken back. */
export function registerPositionUndos(): void {
  for (const action of ['position.changed', 'position.closed']) {
    registerUndo(action, async (context, entry) => {
      const position = await lockPosition(context, entry.subjectId);
      if (position === undefined || !mayEditSalesSystem(context.actor, position.sales_system_id)) return notFound();
      // What was journaled as `before` are columns of this very row.
      await updatePosition(context, position.id, entry.before as Partial<PositionRow>);
      return ok();
    });
  }
}

async function positionToEdit(context: WriteContext, id: string, version: number): Promise<Result<PositionRow>> {
  const position = await lockPosition(context, id);
  if (position === undefined || position.closed_on !== null) return notFound();
  if (!mayEditSalesSystem(context.actor, position.sales_system_id)) return forbidden();
  return position.version === version ? ok(position) : staleVersion(position);
}

async function unitFault(context: WriteContext, unitId: string): Promise<Result<never> | null> {
  const unit = await lockUnit(context, unitId);
  return unit === undefined || unit.closed_on !== null ? invalid('/unit_id', 'structure.no_such_unit') : null;
}
