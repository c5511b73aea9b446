import type { EmployeeId } from '#shared/ids.ts';
import { ok, type Result, refuse } from '#shared/result.ts';

/** States in the order of their precedence: the first that the facts allow is the client's state. Source: domain §2. */
export const CLIENT_STATES = [
  'archived',
  'in_delivery',
  'contracting',
  'in_development',
  'in_qualification',
  'waiting',
  'regular',
  'delivered',
  'lost',
  'not_target',
  'warm',
  'cold',
] as const;
export type ClientState = (typeof CLIENT_STATES)[number];

/** The four groups of states; what each promises is `brokenPromise` here and a CHECK in the database. Source: domain §2. */
export const STATE_GROUPS = {
  queued: ['cold', 'warm'],
  in_work: ['in_qualification', 'in_development', 'contracting', 'in_delivery', 'regular'],
  waiting: ['waiting', 'lost', 'delivered'],
  closed: ['not_target', 'archived'],
} as const satisfies Record<string, readonly ClientState[]>;
export type StateGroup = keyof typeof STATE_GROUPS;
export const STATE_GROUP_NAMES = ['queued', 'in_work', 'waiting', 'closed'] as const satisfies readonly StateGroup[];

/** The states of groups. */
export const statesOfGroups = (groups: readonly string[]): string[] =>
  STATE_GROUP_NAMES.filter((group) => groups.includes(group)).flatMap((group) => [...STATE_GROUPS[group]]);

export function groupOf(state: ClientState): StateGroup {
  const group = STATE_GROUP_NAMES.find((name) => STATE_GROUPS[name].some((known) => known === state));
  // Every state belongs to a group: the property «states partition» holds this.
  return group ?? 'closed';
}

export function isClientState(text: string): text is ClientState {
  return CLIENT_STATES.some((state) => state === text);
}

/** What the law rests a call on; do-not-call overrides all of them. Source: domain §3. */
export const CALL_BASES = ['prior_consent', 'enquiry', 'contract', 'individual_offer'] as const;
export type CallBasis = (typeof CALL_BASES)[number];

export const DECISION_ROLES = [
  'decision_maker',
  'decision_shaper',
  'influencer',
  'technical',
  'user',
  'financier',
  'gatekeeper',
  'coach',
] as const;
export type DecisionRole = (typeof DECISION_ROLES)[number];

export type HoldingVia = 'taken' | 'handoff' | 'transfer' | 'departure' | 'role_drop';

/**
 * The facts that the state follows from, and what stands with them: holder, next step, next check. Named as the columns
 * are. Days are ISO dates, instants ISO instants.
 */
export interface ClientFacts {
  closed: 'archived' | 'not_target' | null;
  closed_reason: string | null;
  running_projects: number;
  contracts_open: number;
  developing: boolean;
  qualifying: boolean;
  waiting_reason: string | null;
  regular: boolean;
  delivered_on: string | null;
  delivered_note: string | null;
  lost_on: string | null;
  lost_to: string | null;
  lost_reason: string | null;
  warm_since: string | null;
  holder_id: EmployeeId | null;
  next_step_id: string | null;
  next_step_title: string | null;
  next_step_on: string | null;
  next_step_at: string | null;
  next_check_on: string | null;
  check_owner_id: EmployeeId | null;
  last_touch_at: string | null;
}

/** A client nobody has touched yet. */
export const COLD_FACTS: ClientFacts = {
  closed: null,
  closed_reason: null,
  running_projects: 0,
  contracts_open: 0,
  developing: false,
  qualifying: false,
  waiting_reason: null,
  regular: false,
  delivered_on: null,
  delivered_note: null,
  lost_on: null,
  lost_to: null,
  lost_reason: null,
  warm_since: null,
  holder_id: null,
  next_step_id: null,
  next_step_title: null,
  next_step_on: null,
  next_step_at: null,
  next_check_on: null,
  check_owner_id: null,
  last_touch_at: null,
};

export const FACT_NAMES = Object.keys(COLD_FACTS) as readonly (keyof ClientFacts)[];

/**
 * The state of a client, derived from facts and never typed in; by precedence
 * `archived > in_delivery > contracting > in_development > in_qualification > waiting > regular > delivered > lost > not_target > warm > cold`.
 * The generated column `clients.state` says the same in SQL. Source: domain §2.
 */
export function deriveState(facts: ClientFacts): ClientState {
  if (facts.closed === 'archived') return 'archived';
  if (facts.running_projects > 0) return 'in_delivery';
  if (facts.contracts_open > 0) return 'contracting';
  if (facts.developing) return 'in_development';
  if (facts.qualifying) return 'in_qualification';
  if (facts.waiting_reason !== null) return 'waiting';
  if (facts.regular) return 'regular';
  if (facts.delivered_on !== null) return 'delivered';
  if (facts.lost_on !== null) return 'lost';
  if (facts.closed === 'not_target') return 'not_target';
  if (facts.warm_since !== null) return 'warm';
  return 'cold';
}

/** A day or an instant as a rule holds it, or as it came over the wire. */
export type Day = Temporal.PlainDate | string;
export type Moment = Temporal.Instant | string;

/** A change of facts; what is left out stays, `null` takes away. */
export interface FactsPatch {
  holder?: { employeeId: string; via: HoldingVia; note?: string | null } | null;
  nextStep?: { id: string; title: string; on: Day; at?: Moment | null } | null;
  check?: { on: Day; ownerId: string } | null;
  qualifying?: boolean;
  developing?: boolean;
  runningProjectsBy?: 1 | -1;
  contractsOpenBy?: 1 | -1;
  waitingReason?: string | null;
  regular?: boolean;
  delivered?: { on: Day; note: string } | null;
  lost?: { on: Day; to: string | null; reason: string } | null;
  warmSince?: Moment | null;
  closed?: { as: 'archived' | 'not_target'; reason: string } | null;
  lastTouchAt?: Moment | null;
}

/**
 * Applies a change of facts. A client that ends up queued or closed is nobody's: holder, next step and next check fall
 * away by themselves. One that ends up in work without a holder or a dated next step, or waiting without a reason, a
 * dated check or its owner, is refused: `clients.holder_required`, `clients.next_step_required`, `clients.wait_reason_required`,
 * `clients.check_required`, `clients.close_reason_required`. Source: domain §2 (N1, N2).
 */
export function applyFacts(facts: ClientFacts, patch: FactsPatch): Result<ClientFacts> {
  const next = { ...facts, ...factsOf(facts, patch) };
  if (next.running_projects < 0 || next.contracts_open < 0) return refuse('clients.nothing_to_end');
  return settle(next);
}

/**
 * Facts as they stand once changed: a client that ends up queued or closed is nobody's. Refuses what `brokenPromise` names.
 * Source: domain §2 (N1, N2).
 */
export function settle(facts: ClientFacts): Result<ClientFacts> {
  const group = groupOf(deriveState(facts));
  const settled = group === 'queued' || group === 'closed' ? { ...facts, ...NOBODYS } : facts;
  const broken = brokenPromise(settled);
  return broken === null ? ok(settled) : refuse(broken);
}

const NOBODYS = {
  holder_id: null,
  next_step_id: null,
  next_step_title: null,
  next_step_on: null,
  next_step_at: null,
  next_check_on: null,
  check_owner_id: null,
} as const satisfies Partial<ClientFacts>;

/** The patch in the names of the facts. The ids were made by this program, which is what makes the brands true. */
function factsOf(facts: ClientFacts, patch: FactsPatch): Partial<ClientFacts> {
  const { holder, nextStep, check, delivered, lost, closed } = patch;
  return {
    ...(holder === undefined ? {} : { holder_id: (holder?.employeeId ?? null) as EmployeeId | null }),
    ...(nextStep === undefined ? {} : stepFacts(nextStep)),
    ...(check === undefined
      ? {}
      : { next_check_on: text(check?.on), check_owner_id: (check?.ownerId ?? null) as EmployeeId | null }),
    ...(patch.qualifying === undefined ? {} : { qualifying: patch.qualifying }),
    ...(patch.developing === undefined ? {} : { developing: patch.developing }),
    ...(patch.runningProjectsBy === undefined
      ? {}
      : { running_projects: facts.running_projects + patch.runningProjectsBy }),
    ...(patch.contractsOpenBy === undefined ? {} : { contracts_open: facts.contracts_open + patch.contractsOpenBy }),
    ...(patch.waitingReason === undefined ? {} : { waiting_reason: patch.waitingReason }),
    ...(patch.regular === undefined ? {} : { regular: patch.regular }),
    ...(delivered === undefined ? {} : { delivered_on: text(delivered?.on), delivered_note: delivered?.note ?? null }),
    ...(lost === undefined
      ? {}
      : { lost_on: text(lost?.on), lost_to: lost?.to ?? null, lost_reason: lost?.reason ?? null }),
    ...(patch.warmSince === undefined ? {} : { warm_since: text(patch.warmSince) }),
    ...(closed === undefined ? {} : { closed: closed?.as ?? null, closed_reason: closed?.reason ?? null }),
    ...(patch.lastTouchAt === undefined ? {} : { last_touch_at: text(patch.lastTouchAt) }),
  };
}

function stepFacts(step: NonNullable<FactsPatch['nextStep']> | null): Partial<ClientFacts> {
  return {
    next_step_id: step?.id ?? null,
    next_step_title: step?.title ?? null,
    next_step_on: text(step?.on),
    next_step_at: text(step?.at),
  };
}

const text = (value: Day | Moment | null | undefined): string | null => value?.toString() ?? null;

/** What the group of the state promises and these facts do not keep, as a reason of refusal; null when all is kept. */
export function brokenPromise(facts: ClientFacts): string | null {
  switch (groupOf(deriveState(facts))) {
    case 'queued':
      return Object.keys(NOBODYS).every((name) => facts[name as keyof typeof NOBODYS] === null)
        ? null
        : 'clients.queued_is_nobodys';
    case 'in_work':
      if (facts.holder_id === null) return 'clients.holder_required';
      return facts.next_step_id !== null && facts.next_step_on !== null && facts.next_step_title !== null
        ? null
        : 'clients.next_step_required';
    case 'waiting':
      if ((facts.waiting_reason ?? facts.lost_reason ?? facts.delivered_note) === null) {
        return 'clients.wait_reason_required';
      }
      return facts.next_check_on !== null && facts.check_owner_id !== null ? null : 'clients.check_required';
    case 'closed':
      return facts.closed_reason !== null ? null : 'clients.close_reason_required';
  }
}

/** The facts that a change has touched, before and after: what the journal keeps. */
export function changedFacts(
  before: ClientFacts,
  after: ClientFacts,
): { names: (keyof ClientFacts)[]; before: Partial<ClientFacts>; after: Partial<ClientFacts> } {
  const names = FACT_NAMES.filter((name) => !sameFact(name, before[name], after[name]));
  return { names, before: pick(before, names), after: pick(after, names) };
}

const INSTANTS: readonly (keyof ClientFacts)[] = ['warm_since', 'next_step_at', 'last_touch_at'];

/** One instant may be spelled in several ways: `…:00Z` and `…:00.000Z`. */
function sameFact(
  name: keyof ClientFacts,
  one: ClientFacts[keyof ClientFacts],
  other: ClientFacts[keyof ClientFacts],
): boolean {
  if (one === other) return true;
  if (typeof one !== 'string' || typeof other !== 'string' || !INSTANTS.includes(name)) return false;
  return Temporal.Instant.compare(one, other) === 0;
}

function pick(facts: ClientFacts, names: readonly (keyof ClientFacts)[]): Partial<ClientFacts> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
