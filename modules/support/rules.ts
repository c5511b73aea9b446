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
  /** Level of the competence that the type requires: 0..3. */
  level: number;
  present: boolean;
  /** Standard minutes of the work in hand. */
  loadMinutes: number;
  capacityMinutes: number;
  /** When they last had a request of this type; never is longest ago. */
  lastOfType: string | null;
}

/** Why somebody gets a request, or would not. */
export type Why = 'chosen' | 'busier' | 'more_recent' | 'absent' | 'full' | 'competence' | 'learner';

export interface Routing {
  specialistId: string;
  learnerId: string | null;
  /** Candidates in the order of choice, each with why it stands where it does. */
  order: { employeeId: string; name: string; why: Why; loadMinutes: number }[];
}

/**
 * Who gets a request: among those who are competent, present and under capacity the one with the least load in hours; ties go to
 * whoever had this type least recently. Where fewer people than the target hold the competence, a learner is paired: present,
 * below the required level, with the least load. Refuses: `support.nobody_eligible`. Source: domain §9.
 */
export function route(
  candidates: readonly Candidate[],
  required: { level: number; standardMinutes: number; targetPeople: number },
): Result<Routing> {
  const eligible = candidates.filter((one) => barrier(one, required) === null).sort(byLoadThenRecency);
  const chosen = eligible[0];
  if (chosen === undefined) return refuse('support.nobody_eligible');
  const competent = candidates.filter((one) => one.level >= required.level).length;
  const learner =
    competent < required.targetPeople
      ? candidates.filter((one) => one.level < required.level && one.present).sort(byLoadThenRecency)[0]
      : undefined;
  const rest = candidates.filter((one) => one !== chosen).sort(byLoadThenRecency);
  return ok({
    specialistId: chosen.employeeId,
    learnerId: learner?.employeeId ?? null,
    order: [
      { employeeId: chosen.employeeId, name: chosen.name, why: 'chosen', loadMinutes: chosen.loadMinutes },
      ...rest.map((one) => ({
        employeeId: one.employeeId,
        name: one.name,
        loadMinutes: one.loadMinutes,
        why: one === learner ? ('learner' as const) : passedOver(one, chosen, required),
      })),
    ],
  });
}

function passedOver(one: Candidate, chosen: Candidate, required: { level: number; standardMinutes: number }): Why {
  return barrier(one, required) ?? (one.loadMinutes > chosen.loadMinutes ? 'busier' : 'more_recent');
}

function barrier(
  one: Candidate,
  required: { level: number; standardMinutes: number },
): 'competence' | 'absent' | 'full' | null {
  if (one.level < required.level) return 'competence';
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
