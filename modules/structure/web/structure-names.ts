import type { StructureView } from '../contract.ts';
import type { AssignmentFact } from '../rules.ts';

type PositionView = StructureView['positions'][number];

/** Look-ups over one structure, made once per answer of the server. */
export interface StructureNames {
  position(id: string): PositionView | undefined;
  unitName(id: string): string;
  segmentName(id: string | null): string | null;
  /** Employees at work in each position today. */
  holders: ReadonlyMap<string, readonly string[]>;
  facts: AssignmentFact[];
}

export function structureNames(structure: StructureView, today: string): StructureNames {
  const positions = new Map(structure.positions.map((position) => [position.id, position]));
  const units = new Map(structure.units.map((unit) => [unit.id, unit.name]));
  const segments = new Map(structure.segments.map((segment) => [segment.id, segment.name]));
  return {
    position: (id) => positions.get(id),
    unitName: (id) => units.get(id) ?? '',
    segmentName: (id) => (id === null ? null : (segments.get(id) ?? null)),
    holders: new Map(
      structure.positions.map((position) => [position.id, atWork(position, today).map((person) => person.employee_id)]),
    ),
    facts: structure.assignments.map((one) => ({
      function: one.function,
      segmentId: one.segment_id,
      positionId: one.position_id,
    })),
  };
}

/** Who already holds the position: the others begin later. */
export function atWork(position: PositionView, today: string): PositionView['people'] {
  return position.people.filter((person) => person.from <= today);
}

/** Full-time people in a position. */
export function fullTime(position: PositionView, today: string): number {
  return atWork(position, today).reduce((sum, person) => sum + person.full_time_bp, 0) / 10_000;
}
