import { registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem } from '../access.ts';
import { endAssignmentsOfSegment } from '../assignments/store.ts';
import { noteChange, noteEdit } from '../changes/commands.ts';
import { companyDay } from '../queries.ts';
import { difference } from '../rules.ts';
import { updateSalesSystem } from '../sales-systems/store.ts';
import { lockSalesSystem, type SegmentRow } from '../store.ts';
import type { NewSegment, SegmentPatch } from './contract.ts';
import { insertSegment, lockSegment, segmentByName, updateSegment } from './store.ts';

type Saved = Result<{ id: string; version: number }>;

/** Defines a segment of the market. Refuses: a name that another open segment of the system has. Source: domain §1. */
export async function createSegment(context: WriteContext, input: NewSegment): Promise<Saved> {
  if (!mayEditSalesSystem(context.actor, input.sales_system_id)) return forbidden();
  const system = await lockSalesSystem(context, input.sales_system_id);
  if (system === undefined || system.closed_on !== null) return invalid('/sales_system_id', 'structure.no_such_system');
  const name = input.name.trim();
  const namesake = await segmentByName(context, system.id, name);
  if (namesake !== undefined) return invalid('/name', 'structure.segment_name_taken');
  const segment = await insertSegment(context, {
    id: newId(context.now),
    sales_system_id: system.id,
    name,
    priority: input.priority ?? 0,
  });
  await noteChange(context, {
    action: 'segment.opened',
    subject: { kind: 'segment', id: segment.id },
    after: { name, priority: segment.priority },
  });
  return ok({ id: segment.id, version: segment.version });
}

/** Renames a segment or changes its priority. Can be taken back. */
export async function changeSegment(context: WriteContext, id: string, patch: SegmentPatch): Promise<Saved> {
  const found = await segmentToEdit(context, id, patch.version);
  if (!found.ok) return found;
  const wanted = { name: patch.name?.trim(), priority: patch.priority };
  const changed = difference<Pick<SegmentRow, 'name' | 'priority'>>(found.value, wanted);
  if (changed === null) return ok({ id, version: found.value.version });
  if (changed.after.name !== undefined) {
    const namesake = await segmentByName(context, found.value.sales_system_id, changed.after.name);
    if (namesake !== undefined && namesake !== id) return invalid('/name', 'structure.segment_name_taken');
  }
  const segment = await updateSegment(context, id, changed.after);
  await noteEdit(context, { action: 'segment.changed', subject: { kind: 'segment', id }, ...changed });
  return ok({ id, version: segment.version });
}

/**
 * Closes a segment: what was assigned in it ends today, and its clients are answered for by the general assignment like
 * all others, so that no function is left without a position.
 */
export async function closeSegment(context: WriteContext, id: string, version: number): Promise<Saved> {
  const found = await segmentToEdit(context, id, version);
  if (!found.ok) return found;
  await lockSalesSystem(context, found.value.sales_system_id);
  const today = (await companyDay(context)).toString();
  await endAssignmentsOfSegment(context, id, today);
  await updateSalesSystem(context, found.value.sales_system_id, {});
  const segment = await updateSegment(context, id, { closed_on: today });
  await noteChange(context, {
    action: 'segment.closed',
    subject: { kind: 'segment', id },
    before: { name: found.value.name },
    after: { closed_on: today },
  });
  return ok({ id, version: segment.version });
}

/** How changes of segments are taken back; a closed one is not, since its assignments have ended. */
export function registerSegmentUndos(): void {
  registerUndo('segment.changed', async (context, entry) => {
    const segment = await lockSegment(context, entry.subjectId);
    if (segment === undefined || !mayEditSalesSystem(context.actor, segment.sales_system_id)) return notFound();
    // What was journaled as `before` are columns of this very row.
    await updateSegment(context, segment.id, entry.before as Partial<SegmentRow>);
    return ok();
  });
}

async function segmentToEdit(context: WriteContext, id: string, version: number): Promise<Result<SegmentRow>> {
  const segment = await lockSegment(context, id);
  if (segment === undefined || segment.closed_on !== null) return notFound();
  if (!mayEditSalesSystem(context.actor, segment.sales_system_id)) return forbidden();
  return segment.version === version ? ok(segment) : staleVersion(segment);
}
