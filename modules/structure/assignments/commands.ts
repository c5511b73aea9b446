import type { WriteContext } from '#platform/context.ts';
import { forbidden, invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem } from '../access.ts';
import { noteChange } from '../changes/commands.ts';
import { openPositions } from '../positions/store.ts';
import { companyDay } from '../queries.ts';
import { updateSalesSystem } from '../sales-systems/store.ts';
import { lockSalesSystem, openSegments } from '../store.ts';
import type { AssignmentInput } from './contract.ts';
import { isEmptyPlan, numberOfPositionsFault, planAssignment } from './rules.ts';
import { assignmentsOfFunction, carryOut } from './store.ts';

/**
 * Says which positions answer for a function, in general or in a segment, from a day on (today unless said otherwise).
 * Refuses: a day before today (history is never rewritten), `structure.one_position_needed`,
 * `structure.position_needed`, positions and segments of another system or closed by then; a stale version of the sales
 * system. Source: domain §1.
 */
export async function assignFunction(
  context: WriteContext,
  salesSystemId: string,
  input: AssignmentInput,
): Promise<Result<{ id: string; version: number }>> {
  if (!mayEditSalesSystem(context.actor, salesSystemId)) return forbidden();
  const system = await lockSalesSystem(context, salesSystemId);
  if (system === undefined || system.closed_on !== null) return notFound();
  if (system.version !== input.version) return staleVersion({ id: system.id, version: system.version });
  const today = (await companyDay(context)).toString();
  const from = input.from ?? today;
  if (from < today) return invalid('/from', 'structure.day_past');
  const fault = numberOfPositionsFault(input.function, input.segment_id, input.position_ids.length);
  if (fault !== null) return invalid('/position_ids', fault);
  const [positions, segments] = await Promise.all([
    openPositions(context, salesSystemId, from),
    openSegments(context, salesSystemId, from),
  ]);
  if (!input.position_ids.every((id) => positions.some((position) => position.id === id))) {
    return invalid('/position_ids', 'structure.no_such_position');
  }
  if (input.segment_id !== null && !segments.some((segment) => segment.id === input.segment_id)) {
    return invalid('/segment_id', 'structure.no_such_segment');
  }
  const of = { salesSystemId, function: input.function, segmentId: input.segment_id };
  const current = await assignmentsOfFunction(context, of, from);
  const plan = planAssignment(current, input.position_ids, from);
  if (isEmptyPlan(plan)) return ok({ id: system.id, version: system.version });
  await carryOut(context, plan, of, from);
  const saved = await updateSalesSystem(context, salesSystemId, {});
  await noteChange(context, {
    action: 'function.assigned',
    subject: { kind: 'sales_system', id: salesSystemId },
    before: {
      function: input.function,
      segment_id: input.segment_id,
      position_ids: current.map((assignment) => assignment.positionId),
    },
    after: { function: input.function, segment_id: input.segment_id, position_ids: input.position_ids, from },
  });
  return ok({ id: saved.id, version: saved.version });
}
