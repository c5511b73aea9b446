import { ok, type Result, refuse } from '#shared/result.ts';

export const REQUEST_STATUSES = [
  'brief_incomplete',
  'queued',
  'in_work',
  'answered',
  'accepted',
  'asked_again',
  'cancelled',
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

const NEXT: Record<RequestStatus, readonly RequestStatus[]> = {
  brief_incomplete: ['queued', 'cancelled'],
  queued: ['brief_incomplete', 'in_work', 'cancelled'],
  in_work: ['brief_incomplete', 'queued', 'answered', 'cancelled'],
  answered: ['accepted', 'asked_again'],
  asked_again: ['in_work', 'answered', 'cancelled'],
  accepted: [],
  cancelled: [],
};

/** Whether a request may go from one status to another. Refuses: `support.wrong_status`. Source: domain §9. */
export function mayBecome(from: RequestStatus, to: RequestStatus): Result<undefined> {
  return NEXT[from].includes(to) ? ok() : refuse('support.wrong_status', { code: 'conflict', details: { from, to } });
}

/** Inputs that the type requires and the brief lacks: with any of them the request returns at once and its clock stands. */
export function missingInputs(required: readonly string[], inputs: Readonly<Record<string, string>>): string[] {
  return required.filter((name) => (inputs[name] ?? '').trim() === '');
}

/** A specialist as routing sees them. */
export interface Candidate {
  employeeId: string;
  name: string;
  /** Level of the competence that the type requires: 0..3; null while nobody has set it. */
  level: number | null;
  present: boolean;
  /** Standard minutes of the work in hand. */
  loadMinutes: number;
  capacityMinutes: number;
  /** When they last had a request of this type; never is longest ago. */
  lastOfType: string | null;
}

/** Why somebody gets a request, or would not. */
export type Why = 'chosen' | 'busier' | 'more_recent' | 'absent' | 'full' | 'competence' | 'learner';

export interface Standing {
  employeeId: string;
  name: string;
  why: Why;
  loadMinutes: number;
}

export interface Routing {
  specialistId: string;
  learnerId: string | null;
  /** Candidates in the order of choice, each with why it stands where it does. */
  order: Standing[];
}

export interface Required {
  level: number;
  standardMinutes: number;
  targetPeople: number;
}

/**
 * Who gets a request: among those who are competent, present and under capacity the one with the least load in hours; ties go to
 * whoever had this type least recently. Where fewer people than the target hold the competence, a learner is paired: present,
 * below the required level, with the least load. While nobody in the department is known to be able, whoever's level has
 * not been set is taken for able: a new department works from its first day. Refuses: `support.nobody_eligible`.
 * Source: domain §9.
 */
export function route(candidates: readonly Candidate[], required: Required): Result<Routing> {
  const order = standings(candidates, required);
  const chosen = order.find((one) => one.why === 'chosen');
  if (chosen === undefined) return refuse('support.nobody_eligible');
  const learner = order.find((one) => one.why === 'learner');
  return ok({ specialistId: chosen.employeeId, learnerId: learner?.employeeId ?? null, order });
}

/** Everybody in the order of choice, with why each is chosen or passed over; also when nobody can be chosen. */
export function standings(candidates: readonly Candidate[], required: Required): Standing[] {
  const sorted = [...candidates].sort(byLoadThenRecency);
  const able = candidates.filter((one) => one.level !== null && one.level >= required.level).length;
  const barrierTo = (one: Candidate) => barrier(one, required, able > 0);
  const chosen = sorted.find((one) => barrierTo(one) === null);
  const mayLearn = (one: Candidate) => barrierTo(one) === 'competence' && one.present;
  const learner = chosen !== undefined && able < required.targetPeople ? sorted.find(mayLearn) : undefined;
  const whyOf = (one: Candidate): Why => {
    if (one === chosen) return 'chosen';
    if (one === learner) return 'learner';
    const stopped = barrierTo(one);
    if (stopped !== null || chosen === undefined) return stopped ?? 'busier';
    return one.loadMinutes > chosen.loadMinutes ? 'busier' : 'more_recent';
  };
  const first = chosen === undefined ? [] : [chosen];
  return [...first, ...sorted.filter((one) => one !== chosen)].map((one) => ({
    employeeId: one.employeeId,
    name: one.name,
    why: whyOf(one),
    loadMinutes: one.loadMinutes,
  }));
}

function barrier(one: Candidate, required: Required, someoneIsAble: boolean): 'competence' | 'absent' | 'full' | null {
  if (one.level === null ? someoneIsAble : one.level < required.level) return 'competence';
  if (!one.present) return 'absent';
  return one.loadMinutes + required.standardMinutes > one.capacityMinutes ? 'full' : null;
}

function byLoadThenRecency(a: Candidate, b: Candidate): number {
  if (a.loadMinutes !== b.loadMinutes) return a.loadMinutes - b.loadMinutes;
  const [left, right] = [a.lastOfType ?? '', b.lastOfType ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.employeeId < b.employeeId ? -1 : 1;
}

/** Evenness: the coefficient of variation, 0 for an even spread; null when there is nothing to spread. Source: domain §9. */
export function variation(values: readonly number[]): number | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (values.length === 0 || total === 0) return null;
  const mean = total / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
