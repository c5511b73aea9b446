import {
  type AssignmentFact,
  accountable,
  OPTIONAL_FUNCTIONS,
  type PositionKind,
  SALES_FUNCTIONS,
  type SalesFunction,
  SHARED_FUNCTIONS,
  type UnitKind,
} from '../rules.ts';

export const CHECK_CODES = [
  'no_accountable',
  'several_accountable',
  'no_marketing',
  'no_back_office',
  'position_vacant',
  'support_in_commercial_block',
  'support_share_low',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export interface StructureFacts {
  segmentIds: readonly string[];
  assignments: readonly AssignmentFact[];
  positions: readonly { id: string; kind: PositionKind; unitId: string; holders: number }[];
  units: readonly { id: string; kind: UnitKind }[];
  /** Share of a department's hours that go to sales, in basis points; departments not yet measured are absent. */
  supportShares?: ReadonlyMap<string, number>;
  /** Norm `support_sales_share_percent`. */
  supportShareNormPercent: number;
}

/** What is wrong (`violation`) or costs something (`warning`) in a structure; the texts are `structure.check.<code>`. */
export interface StructureCheck {
  code: CheckCode;

  severity: 'violation' | 'warning';
  function?: SalesFunction;
  segmentId?: string | null;
  positionId?: string;
  unitId?: string;
  values?: Record<string, number>;
}

/**
 * Checks a structure: exactly one accountable position per function × segment (serving functions may have several);
 * marketing and the back office may be missing, at a price; experts belong to departments and work for sales.
 * Source: domain §1, method M3, M5, M7.
 */
export function structureChecks(facts: StructureFacts): StructureCheck[] {
  return [...accountabilityChecks(facts), ...vacancyChecks(facts), ...supportChecks(facts)];
}

function accountabilityChecks({ assignments, segmentIds }: StructureFacts): StructureCheck[] {
  const checks: StructureCheck[] = [];
  for (const fn of SALES_FUNCTIONS) {
    if (OPTIONAL_FUNCTIONS.includes(fn)) {
      if (!assignments.some((assignment) => assignment.function === fn)) {
        checks.push({
          code: fn === 'marketing' ? 'no_marketing' : 'no_back_office',
          severity: 'warning',
          function: fn,
        });
      }
      continue;
    }
    for (const segmentId of [null, ...segmentIds]) {
      const found = accountable(assignments, fn, segmentId);
      if (found.length === 0) checks.push({ code: 'no_accountable', severity: 'violation', function: fn, segmentId });
      if (found.length > 1 && !SHARED_FUNCTIONS.includes(fn)) {
        checks.push({ code: 'several_accountable', severity: 'violation', function: fn, segmentId });
      }
    }
  }
  return checks;
}

function vacancyChecks({ assignments, positions }: StructureFacts): StructureCheck[] {
  const answering = new Set(assignments.map((assignment) => assignment.positionId));
  return positions
    .filter((position) => position.holders === 0 && answering.has(position.id))
    .map((position) => ({ code: 'position_vacant', severity: 'warning', positionId: position.id }));
}

function supportChecks({ positions, units, supportShares, supportShareNormPercent }: StructureFacts): StructureCheck[] {
  const kinds = new Map(units.map((unit) => [unit.id, unit.kind]));
  const checks: StructureCheck[] = positions
    .filter((position) => position.kind === 'support_specialist' && kinds.get(position.unitId) === 'commercial_block')
    .map((position) => ({
      code: 'support_in_commercial_block',
      severity: 'warning',
      positionId: position.id,
      unitId: position.unitId,
    }));
  for (const [unitId, shareBp] of supportShares ?? []) {
    if (shareBp < supportShareNormPercent * 100) {
      checks.push({
        code: 'support_share_low',
        severity: 'warning',
        unitId,
        values: { share: Math.floor(shareBp / 100), norm: supportShareNormPercent },
      });
    }
  }
  return checks;
}
