import type { AssignmentFact, SalesFunction } from '../rules.ts';

export interface SuccessorsNamed {
  /** Takes over every part that no other successor is named for. */
  all?: string | null | undefined;
  parts?: Readonly<Record<string, string>> | undefined;
}

/** Who takes over a part of what a leaver holds, or null when nobody has been named. Source: domain §1 (departure). */
export function successorFor(named: SuccessorsNamed, part: string): string | null {
  return named.parts?.[part] ?? named.all ?? null;
}

/** The functions that nobody would perform any more: their position is held by the leaver alone. */
export function functionsLeftVacant(
  assignments: readonly AssignmentFact[],
  holders: ReadonlyMap<string, readonly string[]>,
  leaver: string,
): SalesFunction[] {
  const vacated = [...holders].filter(([, people]) => people.length === 1 && people[0] === leaver).map(([id]) => id);
  return [...new Set(assignments.filter((one) => vacated.includes(one.positionId)).map((one) => one.function))];
}
