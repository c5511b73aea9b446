import {
  type AssignmentFact,
  accountable,
  type Boundary,
  deriveHandoffs,
  type PositionKind,
  RELAY_FUNCTIONS,
  type SalesFunction,
} from '../rules.ts';

export interface DroppedRole {
  kind: PositionKind;
  functions: readonly SalesFunction[];
  /** The kind of the position that everything passes to. */
  receiverKind: PositionKind;
  relevanceMonitoringNeeded: boolean;
}

/**
 * Whether the program objects: a telemarketer, or whoever else keeps asking if the purchase is timely, is indispensable
 * while the market needs it. Passing to another telemarketer is no dropping. Source: domain §1, method M22.
 */
export function programObjects(role: DroppedRole): boolean {
  if (!role.relevanceMonitoringNeeded || role.receiverKind === 'telemarketer') return false;
  return role.kind === 'telemarketer' || role.functions.includes('relevance_monitoring');
}

export type GuardRefusal =
  | 'structure.relevance_monitoring_needed'
  | 'structure.only_head_overrules'
  | 'structure.override_reason_needed';

/**
 * The refusal of the guard, or null: it yields only to the head, in person, who insists and gives a reason for the
 * journal. Source: domain §1.
 */
export function guardRefusal(
  role: DroppedRole,
  overruling: { insists: boolean; byHead: boolean; reason: string },
): GuardRefusal | null {
  if (!programObjects(role)) return null;
  if (!overruling.insists) return 'structure.relevance_monitoring_needed';
  if (!overruling.byHead) return 'structure.only_head_overrules';
  return overruling.reason.trim() === '' ? 'structure.override_reason_needed' : null;
}

/** Who answers for what once everything of one position has passed to another. */
export function afterDrop(assignments: readonly AssignmentFact[], from: string, to: string): AssignmentFact[] {
  const passed = assignments.map((one) => (one.positionId === from ? { ...one, positionId: to } : one));
  return passed.filter(
    (one, place) =>
      passed.findIndex(
        (other) =>
          other.function === one.function && other.segmentId === one.segmentId && other.positionId === one.positionId,
      ) === place,
  );
}

export interface RelayChange {
  before: Record<Boundary['kind'], number>;
  after: Record<Boundary['kind'], number>;
  /** Boundaries that were hand-offs between two people and become self-checks of one. */
  becomeSelfChecks: { from: SalesFunction; to: SalesFunction; segmentId: string | null }[];
}

/** How the relay changes when a role is dropped. Source: domain §1 (hand-offs are derived from assignments). */
export function relayChange(before: readonly AssignmentFact[], after: readonly AssignmentFact[]): RelayChange {
  const [now, then] = [deriveHandoffs(before), deriveHandoffs(after)];
  const count = (boundaries: readonly Boundary[]): Record<Boundary['kind'], number> => ({
    handoff: boundaries.filter((boundary) => boundary.kind === 'handoff').length,
    self_check: boundaries.filter((boundary) => boundary.kind === 'self_check').length,
  });
  return {
    before: count(now),
    after: count(then),
    becomeSelfChecks: now
      .filter(
        (was) =>
          was.kind === 'handoff' &&
          then.some(
            (is) =>
              is.kind === 'self_check' && is.from === was.from && is.to === was.to && is.segmentId === was.segmentId,
          ),
      )
      .map(({ from, to, segmentId }) => ({ from, to, segmentId })),
  };
}

export type DropWarning = 'prospecting_without_marketing' | 'receiver_vacant';

/** What dropping costs: managers who search themselves need marketing behind them. Source: domain §1, method M17. */
export function dropWarnings(after: {
  assignments: readonly AssignmentFact[];
  passed: readonly SalesFunction[];
  receivers: number;
}): DropWarning[] {
  const warnings: DropWarning[] = [];
  const marketing = after.assignments.some((assignment) => assignment.function === 'marketing');
  if (after.passed.includes('prospecting') && !marketing) warnings.push('prospecting_without_marketing');
  if (after.receivers === 0) warnings.push('receiver_vacant');
  return warnings;
}

/**
 * To whom a role most naturally passes: to the position of the next function of the relay, else of the one before it.
 * Null when nobody else stands in the relay.
 */
export function naturalReceiver(assignments: readonly AssignmentFact[], positionId: string): string | null {
  const held = RELAY_FUNCTIONS.map((fn) => accountable(assignments, fn, null)[0]);
  const last = held.lastIndexOf(positionId);
  if (last < 0) return null;
  const isOther = (id: string | undefined): id is string => id !== undefined && id !== positionId;
  return held.slice(last + 1).find(isOther) ?? held.slice(0, last).reverse().find(isOther) ?? null;
}

/**
 * Whether a kind of work passes from somebody whose role is dropped. Work that belongs to functions passes when they keep
 * none of these; other work when they keep no position at all. Source: domain §1 (nothing may be orphaned).
 */
export function workPasses(
  partFunctions: readonly SalesFunction[] | undefined,
  kept: { positions: number; functions: readonly SalesFunction[] },
): boolean {
  if (kept.positions === 0) return true;
  return partFunctions !== undefined && !partFunctions.some((fn) => kept.functions.includes(fn));
}

export interface ReceiverLoad {
  employeeId: string;
  fullName: string;
  held: number;
  norm: number;
}

/**
 * Spreads the people whose role is dropped over the receivers: the fullest hands first, each time to the receiver who
 * holds least by share of the norm, ties by name. One person's work stays together. Source: domain §1, §12.
 */
export function spread(
  people: readonly { employeeId: string; work: number }[],
  receivers: readonly ReceiverLoad[],
): Map<string, string> {
  const load = receivers.map((receiver) => ({ ...receiver }));
  const chosen = new Map<string, string>();
  for (const person of [...people].sort((a, b) => b.work - a.work || (a.employeeId < b.employeeId ? -1 : 1))) {
    const least = [...load].sort((a, b) => share(a) - share(b) || a.fullName.localeCompare(b.fullName, 'ru'))[0];
    if (least === undefined) break;
    chosen.set(person.employeeId, least.employeeId);
    least.held += Math.max(person.work, 1);
  }
  return chosen;
}

const share = ({ held, norm }: ReceiverLoad): number => held / Math.max(norm, 1);
