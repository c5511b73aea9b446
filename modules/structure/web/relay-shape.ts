import {
  type AssignmentFact,
  accountable,
  type Boundary,
  deriveHandoffs,
  RELAY_FUNCTIONS,
  type SalesFunction,
} from '../rules.ts';

/** Consecutive functions of one position; `positionId` null where nobody answers. */
export interface RelayRun {
  positionId: string | null;
  /** Column of the first function, from 0. */
  start: number;
  functions: SalesFunction[];
}

export interface RelayRow {
  segmentId: string | null;
  runs: RelayRun[];
  /** A mark between two columns: after the column `after`, counted from 0. */
  marks: (Pick<Boundary, 'kind' | 'from' | 'to'> & { after: number; inside: boolean })[];
}

const relayOrder: readonly SalesFunction[] = RELAY_FUNCTIONS;

/** The relay of one segment as it is drawn: runs of functions, and what lies between them. */
export function relayRow(
  assignments: readonly AssignmentFact[],
  segmentId: string | null,
  holders: ReadonlyMap<string, readonly string[]>,
): RelayRow {
  const runs: RelayRun[] = [];
  RELAY_FUNCTIONS.forEach((fn, start) => {
    const positionId = accountable(assignments, fn, segmentId)[0] ?? null;
    const last = runs.at(-1);
    if (last !== undefined && last.positionId === positionId) last.functions.push(fn);
    else runs.push({ positionId, start, functions: [fn] });
  });
  const marks = deriveHandoffs(assignments, holders)
    .filter((boundary) => boundary.segmentId === segmentId)
    .map(({ kind, from, to, giver, receiver }) => ({
      kind,
      from,
      to,
      // Where functions without a position lie between, the mark stands at the receiver.
      after: relayOrder.indexOf(to) - 1,
      inside: giver === receiver,
    }));
  return { segmentId, runs, marks };
}

/** The general relay first, then every segment that has an assignment of its own in the relay. */
export function relaySegments(assignments: readonly AssignmentFact[]): (string | null)[] {
  const inRelay = assignments.filter((one) => RELAY_FUNCTIONS.some((fn) => fn === one.function));
  return [null, ...new Set(inRelay.map((one) => one.segmentId).filter((id) => id !== null))];
}
