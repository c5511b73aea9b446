import { registerUndo } from '#modules/journal/commands.ts';
import { employeeById } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditUnits } from '../access.ts';
import { noteChange, noteEdit } from '../changes/commands.ts';
import { companyDay } from '../queries.ts';
import { difference } from '../rules.ts';
import type { UnitRow } from '../store.ts';
import type { NewUnit, UnitPatch } from './contract.ts';
import { insertUnit, lockUnit, openPositionsIn, unitByName, updateUnit } from './store.ts';

type Saved = Result<{ id: string; version: number }>;

/** Opens a unit. Refuses: a name that another open unit has, a head who does not work here. Source: domain §1. */
export async function createUnit(context: WriteContext, input: NewUnit): Promise<Saved> {
  if (!mayEditUnits(context.actor)) return forbidden();
  const name = input.name.trim();
  const fault = await unitFault(context, null, { name, head_id: input.head_id ?? null });
  if (fault !== null) return fault;
  const unit = await insertUnit(context, {
    id: newId(context.now),
    name,
    kind: input.kind,
    head_id: input.head_id ?? null,
    created_at: context.now.toString(),
  });
  await noteChange(context, {
    action: 'unit.opened',
    subject: { kind: 'unit', id: unit.id },
    after: { name, kind: unit.kind, head_id: unit.head_id },
  });
  return ok({ id: unit.id, version: unit.version });
}

/** Changes name, kind or head of a unit; the head of a department also routes its requests. Can be taken back. */
export async function changeUnit(context: WriteContext, id: string, patch: UnitPatch): Promise<Saved> {
  const found = await unitToEdit(context, id, patch.version);
  if (!found.ok) return found;
  const wanted = { name: patch.name?.trim(), kind: patch.kind, head_id: patch.head_id };
  const changed = difference<Pick<UnitRow, 'name' | 'kind' | 'head_id'>>(found.value, wanted);
  if (changed === null) return ok({ id, version: found.value.version });
  const fault = await unitFault(context, id, changed.after);
  if (fault !== null) return fault;
  const unit = await updateUnit(context, id, changed.after);
  await noteEdit(context, { action: 'unit.changed', subject: { kind: 'unit', id }, ...changed });
  return ok({ id, version: unit.version });
}

/** Closes a unit. Refuses: `structure.unit_in_use` while it has open positions. */
export async function closeUnit(context: WriteContext, id: string, version: number): Promise<Saved> {
  const found = await unitToEdit(context, id, version);
  if (!found.ok) return found;
  const today = (await companyDay(context)).toString();
  const positions = await openPositionsIn(context, id, today);
  if (positions.length > 0) return refuse('structure.unit_in_use', { values: { positions: positions.join(', ') } });
  const unit = await updateUnit(context, id, { closed_on: today });
  await noteEdit(context, {
    action: 'unit.closed',
    subject: { kind: 'unit', id },
    before: { closed_on: null },
    after: { closed_on: today },
  });
  return ok({ id, version: unit.version });
}

/** How changes of units are taken back. */
export function registerUnitUndos(): void {
  for (const action of ['unit.changed', 'unit.closed']) {
    registerUndo(action, async (context, entry) => {
      const unit = await lockUnit(context, entry.subjectId);
      if (unit === undefined || !mayEditUnits(context.actor)) return notFound();
      // What was journaled as `before` are columns of this very row.
      await updateUnit(context, unit.id, entry.before as Partial<UnitRow>);
      return ok();
    });
  }
}

async function unitToEdit(context: WriteContext, id: string, version: number): Promise<Result<UnitRow>> {
  if (!mayEditUnits(context.actor)) return forbidden();
  const unit = await lockUnit(context, id);
  if (unit === undefined || unit.closed_on !== null) return notFound();
  return unit.version === version ? ok(unit) : staleVersion(unit);
}

async function unitFault(
  context: WriteContext,
  id: string | null,
  wanted: { name?: string; head_id?: string | null },
): Promise<Result<never> | null> {
  if (wanted.name !== undefined) {
    const namesake = await unitByName(context, wanted.name);
    if (namesake !== undefined && namesake !== id) return invalid('/name', 'structure.unit_name_taken');
  }
  if (typeof wanted.head_id !== 'string') return null;
  const head = await employeeById(context, wanted.head_id);
  if (head === null || head.status === 'departed') return invalid('/head_id', 'structure.no_such_employee');
  return null;
}
