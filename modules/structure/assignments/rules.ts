import { OPTIONAL_FUNCTIONS, type SalesFunction, SHARED_FUNCTIONS } from '../rules.ts';

/** An assignment with its days; `until` is the first day on which it no longer holds. */
export interface DatedAssignment {
  id: string;
  positionId: string;
  from: string;
  until: string | null;
}

export interface AssignmentPlan {
  /** Had not begun by that day, so they never will. */
  remove: string[];
  /** Hold until that day. */
  end: string[];
  /** Were to end and now go on. */
  goOn: string[];
  /** Positions that begin on that day. */
  begin: string[];
}

/** How many positions may answer: `structure.one_position_needed`, `structure.position_needed`, or null when it is right. */
export function numberOfPositionsFault(fn: SalesFunction, segmentId: string | null, positions: number): string | null {
  if (!SHARED_FUNCTIONS.includes(fn) && positions > 1) return 'structure.one_position_needed';
  // In a segment nobody of its own means that the general assignment holds there too.
  const mayBeNone = segmentId !== null || OPTIONAL_FUNCTIONS.includes(fn);
  return positions === 0 && !mayBeNone ? 'structure.position_needed' : null;
}

/**
 * What to do so that exactly the wanted positions answer for a function (in a segment) from `day` on, with the past left
 * as it was. `current`: the assignments of that function and segment that hold on `day` or later.
 * Source: domain §1 (the structure is versioned by effective date).
 */
export function planAssignment(
  current: readonly DatedAssignment[],
  wanted: readonly string[],
  day: string,
): AssignmentPlan {
  const plan: AssignmentPlan = { remove: [], end: [], goOn: [], begin: [] };
  const kept = new Set<string>();
  for (const assignment of current) {
    if (assignment.from >= day) {
      // One that begins on that very day and is wanted as it is stays, so that saving twice changes nothing.
      if (assignment.from === day && assignment.until === null && wanted.includes(assignment.positionId)) {
        kept.add(assignment.positionId);
      } else plan.remove.push(assignment.id);
    } else if (wanted.includes(assignment.positionId)) {
      kept.add(assignment.positionId);
      if (assignment.until !== null) plan.goOn.push(assignment.id);
    } else plan.end.push(assignment.id);
  }
  plan.begin = wanted.filter((positionId) => !kept.has(positionId));
  return plan;
}

/** Whether a plan changes anything at all. */
export function isEmptyPlan(plan: AssignmentPlan): boolean {
  return plan.remove.length + plan.end.length + plan.goOn.length + plan.begin.length === 0;
}
