import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import { deadlineInWorkingDays, type WorkingCalendar } from '#shared/working-calendar.ts';

/** Source: domain §4. `upheld` is a dispute settled in favour of the return. */
export const HANDOFF_STATES = ['offered', 'returned', 'disputed', 'accepted', 'upheld', 'withdrawn', 'void'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

/** The states in which something may still happen; a matter is in one of them at most once. */
export const OPEN_STATES = ['offered', 'returned', 'disputed'] as const satisfies readonly HandoffState[];

export const HANDOFF_MOVES = [
  'accept',
  'return',
  'withdraw',
  'offer_again',
  'dispute',
  'settle_accepted',
  'settle_upheld',
  'void',
] as const;
export type HandoffMove = (typeof HANDOFF_MOVES)[number];

const MOVES: Readonly<Record<HandoffState, Partial<Record<HandoffMove, HandoffState>>>> = {
  offered: { accept: 'accepted', return: 'returned', withdraw: 'withdrawn', void: 'void' },
  returned: { offer_again: 'offered', withdraw: 'withdrawn', dispute: 'disputed', void: 'void' },
  disputed: { settle_accepted: 'accepted', settle_upheld: 'upheld', void: 'void' },
  accepted: {},
  upheld: {},
  withdrawn: {},
  void: {},
};

/**
 * The state that a move leads to:
 * `offered → accepted | returned | withdrawn | void`; `returned → offered (next round) | withdrawn | disputed | void`;
 * `disputed → accepted | upheld | void`. Anything else is refused with the state in which the hand-off already is:
 * `handoffs.already_<state>`. Source: domain §4.
 */
export function move(state: HandoffState, by: HandoffMove): Result<HandoffState> {
  const next = MOVES[state][by];
  return next === undefined ? refuse(`handoffs.already_${state}`, { code: 'conflict' }) : ok(next);
}

export function isOpen(state: HandoffState): boolean {
  return OPEN_STATES.some((open) => open === state);
}

/** Why a package is given back. Source: domain §4. */
export const RETURN_CODES = [
  'not_target',
  'duplicate',
  'no_evidence_of_need',
  'relevance_unproven',
  'wrong_contact',
  'incomplete',
  'other',
] as const;
export type ReturnCode = (typeof RETURN_CODES)[number];

/** A return says why; «other» says it in words. Refuses: `handoffs.return_text_required`. Source: domain §4. */
export function checkReturn(code: ReturnCode, text: string | null): Result<undefined> {
  return code === 'other' && text === null ? invalid('/text', 'handoffs.return_text_required') : ok();
}

export interface CriterionFact {
  key: string;
  required: boolean;
  met: boolean;
}

/** The required criteria that are not met, in their order. */
export function missingOf<C extends CriterionFact>(criteria: readonly C[]): C[] {
  return criteria.filter((criterion) => criterion.required && !criterion.met);
}

/** An offer that misses a required criterion is refused with the list. Refuses: `handoffs.criteria_missing`. Source: domain §4. */
export function checkReadiness(criteria: readonly CriterionFact[]): Result<undefined> {
  const missing = missingOf(criteria);
  if (missing.length === 0) return ok();
  return refuse('handoffs.criteria_missing', {
    values: { count: missing.length },
    details: { missing: missing.map(({ key }) => key) },
  });
}

export interface Deadline {
  calendar: WorkingCalendar;
  from: Temporal.Instant;
  /** Working days; a norm below one counts as one. */
  days: number;
}

/** When an answer is due, in the working time of whoever has to give it. Source: domain §4. */
export function dueAt({ calendar, from, days }: Deadline): Temporal.Instant {
  return deadlineInWorkingDays(calendar, from, Math.max(1, days));
}

/** Whether a deadline has gone by. Being late is a flag, it takes nothing away from anybody. Source: domain §4. */
export function isOverdue(state: HandoffState, due: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return state === 'offered' && due !== null && Temporal.Instant.compare(now, due) > 0;
}

/** A return is disputed while there is time. Refuses: `handoffs.dispute_too_late`. Source: domain §4. */
export function checkDisputeTime(until: Temporal.Instant | null, now: Temporal.Instant): Result<undefined> {
  return until !== null && Temporal.Instant.compare(now, until) > 0 ? refuse('handoffs.dispute_too_late') : ok();
}

/** Silence is consent only where the norm says so, and never at the hand-off to delivery. Source: domain §4. */
export function mayAcceptBySilence(kind: string, allowedByKind: boolean, norm: number): boolean {
  return kind !== 'H2' && allowedByKind && norm > 0;
}
