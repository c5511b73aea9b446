import type { Scope } from '#shared/actor.ts';

/** Client-facing functions in relay order: the baton passes from left to right. Source: domain §1. */
export const RELAY_FUNCTIONS = [
  'prospecting',
  'relevance_monitoring',
  'qualification',
  'need_development',
  'closing',
  'delivery',
  'account_growth',
] as const;

/** Functions that serve whoever holds the client. Source: domain §1. */
export const SERVING_FUNCTIONS = ['support', 'back_office', 'marketing', 'leadership'] as const;

/** Everything that has to be done in a sales system: a closed list. Source: domain §1. */
export const SALES_FUNCTIONS = [...RELAY_FUNCTIONS, ...SERVING_FUNCTIONS] as const;
export type SalesFunction = (typeof SALES_FUNCTIONS)[number];

/** Functions that several positions may hold at once: support by several departments. The others answer to one position. */
export const SHARED_FUNCTIONS: readonly SalesFunction[] = ['support', 'back_office', 'marketing'];

/** Functions that a sales system may live without, at a price that the program names. Source: domain §1. */
export const OPTIONAL_FUNCTIONS: readonly SalesFunction[] = ['marketing', 'back_office'];

export const POSITION_KINDS = [
  'telemarketer',
  'development_manager',
  'project_manager',
  'client_manager',
  'support_specialist',
  'back_office_specialist',
  'marketer',
  'head',
  'other',
] as const;
export type PositionKind = (typeof POSITION_KINDS)[number];

export const UNIT_KINDS = ['commercial_block', 'department', 'back_office'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export function isSalesFunction(text: string): text is SalesFunction {
  return SALES_FUNCTIONS.some((known) => known === text);
}

export function isPositionKind(text: string): text is PositionKind {
  return POSITION_KINDS.some((known) => known === text);
}

/** What may be done; every module asks by these names. Source: domain §14. */
export const RIGHTS = [
  'clients.read',
  'clients.work',
  'clients.create',
  'clients.import',
  'clients.export',
  'clients.transfer',
  'clients.merge',
  'clients.trash',
  'clients.call',
  'needs.work',
  'deals.work',
  'projects.work',
  'handoffs.settle',
  'support.ask',
  'support.answer',
  'support.route',
  'office.order',
  'office.perform',
  'structure.edit',
  'fields.edit',
  'tags.edit',
  'people.edit',
  'journal.read',
  'reports.read',
] as const;
export type Right = (typeof RIGHTS)[number];

export const SCOPES: readonly Scope[] = ['own', 'unit', 'sales_system', 'company'];

export type AccessTable = Readonly<Record<PositionKind, Partial<Readonly<Record<Right, Scope>>>>>;

/** What everybody who carries clients may do with those that are theirs. */
const CARRIES_CLIENTS = {
  'clients.read': 'own',
  'clients.work': 'own',
  'clients.create': 'own',
  'clients.call': 'own',
  'needs.work': 'own',
  'support.ask': 'own',
  'office.order': 'own',
} as const;

/**
 * The access table as shipped; the company edits its own copy. Who carries clients works with their own ones, those who
 * serve see what they take part in, the head reaches the whole sales system. A manager may call as well as a telemarketer,
 * so that a dropped telemarketer's functions can pass to them. Source: domain §14.
 */
export const DEFAULT_ACCESS: AccessTable = {
  telemarketer: CARRIES_CLIENTS,
  development_manager: { ...CARRIES_CLIENTS, 'deals.work': 'own' },
  project_manager: { ...CARRIES_CLIENTS, 'projects.work': 'own' },
  client_manager: { ...CARRIES_CLIENTS, 'deals.work': 'own' },
  support_specialist: { 'clients.read': 'own', 'support.answer': 'own' },
  back_office_specialist: { 'clients.read': 'own', 'office.perform': 'unit' },
  marketer: { 'clients.read': 'own', 'clients.create': 'own', 'clients.import': 'sales_system' },
  head: {
    'clients.read': 'sales_system',
    'clients.work': 'sales_system',
    'clients.create': 'sales_system',
    'clients.import': 'sales_system',
    'clients.export': 'sales_system',
    'clients.transfer': 'sales_system',
    'clients.merge': 'sales_system',
    'clients.trash': 'sales_system',
    'clients.call': 'sales_system',
    'needs.work': 'sales_system',
    'deals.work': 'sales_system',
    'projects.work': 'sales_system',
    'handoffs.settle': 'sales_system',
    'support.ask': 'sales_system',
    'support.route': 'sales_system',
    'office.order': 'sales_system',
    'structure.edit': 'sales_system',
    'fields.edit': 'sales_system',
    'tags.edit': 'sales_system',
    'people.edit': 'company',
    'journal.read': 'sales_system',
    'reports.read': 'sales_system',
  },
  other: {},
};

/** The administrator keeps the house: sees and arranges everything, but does not do the sellers' work. */
export const ADMINISTRATOR_RIGHTS: Partial<Readonly<Record<Right, Scope>>> = {
  'clients.read': 'company',
  'clients.create': 'company',
  'clients.import': 'company',
  'clients.export': 'company',
  'clients.transfer': 'company',
  'clients.merge': 'company',
  'clients.trash': 'company',
  'structure.edit': 'company',
  'fields.edit': 'company',
  'tags.edit': 'company',
  'people.edit': 'company',
  'journal.read': 'company',
  'reports.read': 'company',
};

/** Who heads a unit also spreads its work, whatever position they hold there. */
export const UNIT_HEAD_RIGHTS: Readonly<Record<UnitKind, Partial<Readonly<Record<Right, Scope>>>>> = {
  commercial_block: {},
  department: { 'support.route': 'unit' },
  back_office: { 'office.perform': 'unit' },
};

/** Of several grants of one right the widest counts. */
export function widestRights(grants: readonly Partial<Readonly<Record<string, Scope>>>[]): Record<string, Scope> {
  const widest: Record<string, Scope> = {};
  for (const grant of grants) {
    for (const [right, scope] of Object.entries(grant)) {
      const known = widest[right];
      if (scope !== undefined && (known === undefined || SCOPES.indexOf(scope) > SCOPES.indexOf(known)))
        widest[right] = scope;
    }
  }
  return widest;
}

export type NormUnit =
  | 'working_days'
  | 'days'
  | 'minutes'
  | 'time_of_day'
  | 'times'
  | 'clients'
  | 'calls'
  | 'projects'
  | 'hours'
  | 'percent'
  | 'switch';

/**
 * Practitioner's defaults, shipped as editable norms of each sales system and never hard-wired. Units: as named by the
 * unit; `time_of_day` is minutes after midnight in the client's zone, `switch` is 0 or 1. Source: domain, defaults (d).
 */
export const NORMS = {
  'handoff.h1.deadline_days': { value: 1, unit: 'working_days', min: 1, max: 60 },
  'handoff.h2.deadline_days': { value: 3, unit: 'working_days', min: 1, max: 60 },
  'handoff.dispute_days': { value: 2, unit: 'working_days', min: 1, max: 60 },
  'handoff.silent_acceptance_h1': { value: 0, unit: 'switch', min: 0, max: 1 },
  'cadence.now_days': { value: 14, unit: 'days', min: 1, max: 3660 },
  'cadence.window_6_months_days': { value: 30, unit: 'days', min: 1, max: 3660 },
  'cadence.window_18_months_days': { value: 90, unit: 'days', min: 1, max: 3660 },
  'cadence.later_days': { value: 180, unit: 'days', min: 1, max: 3660 },
  'cadence.dormant_days': { value: 365, unit: 'days', min: 1, max: 3660 },
  lead_time_days: { value: 180, unit: 'days', min: 0, max: 3660 },
  'attempts.limit': { value: 6, unit: 'times', min: 1, max: 100 },
  'attempts.period_days': { value: 30, unit: 'days', min: 1, max: 366 },
  'call_window.morning_start': { value: 540, unit: 'time_of_day', min: 0, max: 1440 },
  'call_window.morning_end': { value: 720, unit: 'time_of_day', min: 0, max: 1440 },
  'call_window.afternoon_start': { value: 840, unit: 'time_of_day', min: 0, max: 1440 },
  'call_window.afternoon_end': { value: 1020, unit: 'time_of_day', min: 0, max: 1440 },
  lease_minutes: { value: 30, unit: 'minutes', min: 1, max: 480 },
  clients_per_development_manager: { value: 60, unit: 'clients', min: 1, max: 100_000 },
  calls_per_day: { value: 50, unit: 'calls', min: 1, max: 1000 },
  projects_per_project_manager: { value: 6, unit: 'projects', min: 1, max: 1000 },
  support_hours_per_week: { value: 40, unit: 'hours', min: 1, max: 168 },
  office_hours_per_week: { value: 40, unit: 'hours', min: 1, max: 168 },
  support_sales_share_percent: { value: 50, unit: 'percent', min: 0, max: 100 },
} as const satisfies Record<string, { value: number; unit: NormUnit; min: number; max: number }>;
export type NormKey = keyof typeof NORMS;

export function isNormKey(text: string): text is NormKey {
  return Object.hasOwn(NORMS, text);
}

/** The keys of the norms with their default values. */
export const DEFAULT_NORMS: Readonly<Record<NormKey, number>> = Object.fromEntries(
  Object.entries(NORMS).map(([key, { value }]) => [key, value]),
  // `fromEntries` forgets the keys that `entries` of the same object has just given.
) as Record<NormKey, number>;

export interface AssignmentFact {
  function: SalesFunction;
  /** `null` answers for every segment that has no assignment of its own. */
  segmentId: string | null;
  positionId: string;
}

/** A boundary of the relay: what lies between two consecutive functions. */
export interface Boundary {
  from: SalesFunction;
  to: SalesFunction;
  segmentId: string | null;
  giver: string;
  receiver: string;
  kind: 'handoff' | 'self_check';
}

/**
 * Who answers for a function in a segment: the segment's own assignment, else the general one.
 * Source: domain §1 (one accountable position per function × segment).
 */
export function accountable(
  assignments: readonly AssignmentFact[],
  fn: SalesFunction,
  segmentId: string | null,
): string[] {
  const ofFunction = assignments.filter((assignment) => assignment.function === fn);
  const own = ofFunction.filter((assignment) => assignment.segmentId === segmentId);
  const found = own.length > 0 ? own : ofFunction.filter((assignment) => assignment.segmentId === null);
  return found.map((assignment) => assignment.positionId);
}

/**
 * The boundaries of the relay, derived from who answers for what and never drawn by hand. Consecutive functions of two
 * positions make a formal hand-off; of one position, or of two positions held by one and the same single person, a
 * self-check. Functions without a position are passed over. A segment is listed when it has an assignment of its own.
 * `holders`: who holds each position; without it only positions are compared. Source: domain §1 (role is not function).
 */
export function deriveHandoffs(
  assignments: readonly AssignmentFact[],
  holders?: ReadonlyMap<string, readonly string[]>,
): Boundary[] {
  const segments = new Set<string | null>([null, ...assignments.map((assignment) => assignment.segmentId)]);
  const boundaries: Boundary[] = [];
  for (const segmentId of segments) {
    let giver: { fn: SalesFunction; positionId: string } | null = null;
    for (const fn of RELAY_FUNCTIONS) {
      const positionId = accountable(assignments, fn, segmentId)[0];
      if (positionId === undefined) continue;
      if (giver !== null) {
        const onePerson = giver.positionId === positionId || sameSinglePerson(holders, giver.positionId, positionId);
        boundaries.push({
          from: giver.fn,
          to: fn,
          segmentId,
          giver: giver.positionId,
          receiver: positionId,
          kind: onePerson ? 'self_check' : 'handoff',
        });
      }
      giver = { fn, positionId };
    }
  }
  return boundaries;
}

function sameSinglePerson(
  holders: ReadonlyMap<string, readonly string[]> | undefined,
  one: string,
  other: string,
): boolean {
  const [ofOne, ofOther] = [holders?.get(one) ?? [], holders?.get(other) ?? []];
  return ofOne.length === 1 && ofOther.length === 1 && ofOne[0] === ofOther[0];
}

/**
 * What an edit really changes: the fields of `wanted` that differ from the record, as they were and as they will be;
 * null when nothing does, so that a save without a change leaves no trace.
 */
export function difference<T extends object>(
  current: T,
  wanted: { [K in keyof T]?: T[K] | undefined },
): { before: Partial<T>; after: Partial<T> } | null {
  const before: Partial<T> = {};
  const after: Partial<T> = {};
  for (const key in wanted) {
    const value = wanted[key];
    if (value === undefined || value === current[key]) continue;
    before[key] = current[key];
    after[key] = value;
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}
