import { checkVerdict, type VerdictInput } from '#modules/needs/rules.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { type BriefFields, CRITERIA, type CriterionKey } from './contract.ts';

/** The criteria as shipped: all of them required but the budget, which may be found out later. Source: domain §3. */
export const DEFAULT_CRITERIA: readonly { key: CriterionKey; required: boolean }[] = CRITERIA.map((key) => ({
  key,
  required: key !== 'budget',
}));

/** What the program itself knows of the client: whether it belongs to a segment of the market. */
export interface TargetFacts {
  segments: number;
  segmentId: string | null;
}

export interface BriefCriterion {
  key: CriterionKey;
  required: boolean;
  met: boolean;
}

const said = (text: string | undefined | null): boolean => (text ?? '').trim() !== '';

/** A verdict of the brief in the shape in which needs check it. */
export function verdictInput(relevance: NonNullable<BriefFields['relevance']>): VerdictInput | null {
  const { verdict } = relevance;
  if (verdict === undefined || verdict === null) return null;
  const day = (text: string | undefined | null) => (said(text) ? Temporal.PlainDate.from(text ?? '') : null);
  return {
    verdict,
    blocker: relevance.blocker ?? null,
    unlocks: relevance.unlocks ?? null,
    evidence: relevance.evidence?.trim() ?? '',
    windowFrom: day(relevance.window_from),
    windowUntil: day(relevance.window_until),
    expectedEvent: relevance.expected_event ?? null,
    expectedOn: day(relevance.expected_on),
  };
}

/**
 * Which criteria of the brief are met as it stands: of the target segment (where the market has segments); a need in the
 * client's words with its origin; a relevance verdict that says all it must, with evidence; a named contact with a role; an
 * agreed next step with a date not in the past; at least one source; a budget, or the day by which it will be known.
 * Source: domain §3 (qualification brief).
 */
export function criteriaOf(
  criteria: readonly { key: CriterionKey; required: boolean }[],
  fields: BriefFields,
  target: TargetFacts,
  today: Temporal.PlainDate,
): BriefCriterion[] {
  return criteria.map(({ key, required }) => ({ key, required, met: MET[key](fields, target, today) }));
}

const MET: Readonly<Record<CriterionKey, (f: BriefFields, t: TargetFacts, today: Temporal.PlainDate) => boolean>> = {
  target_segment: (_fields, target) => target.segments === 0 || target.segmentId !== null,
  need: ({ need }) => said(need?.statement) && need?.origin !== undefined && need.origin !== null,
  relevance: ({ relevance }, _target, today) => {
    const input = relevance === undefined ? null : verdictInput(relevance);
    return input !== null && input.verdict !== 'none' && checkVerdict(input, today).ok;
  },
  contact: ({ contact }) =>
    (said(contact?.contact_id) || said(contact?.full_name)) && said(contact?.decision_role ?? undefined),
  next_step: ({ next_step: step }, _target, today) =>
    said(step?.title) && said(step?.due_on) && !isBefore(step?.due_on ?? '', today),
  sources: ({ sources }) => (sources ?? []).some(said),
  budget: ({ budget }) => (budget?.value_minor ?? null) !== null || said(budget?.known_by),
};

const isBefore = (day: string, today: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(Temporal.PlainDate.from(day), today) < 0;

/** The required criteria that are not met, in their order. */
export function missingCriteria(criteria: readonly BriefCriterion[]): CriterionKey[] {
  return criteria.filter((criterion) => criterion.required && !criterion.met).map(({ key }) => key);
}

/**
 * What «not yet» must leave behind: at least a potential need, and a verdict on it that says when to look again. A need
 * that is relevant now does not wait. Refuses: `qualification.need_required`, `qualification.relevance_required`,
 * `qualification.now_does_not_wait`. Source: domain §3.
 */
export function checkNotYet(fields: BriefFields, today: Temporal.PlainDate): Result<VerdictInput> {
  if (!MET.need(fields, { segments: 0, segmentId: null }, today)) return refuse('qualification.need_required');
  const input = fields.relevance === undefined ? null : verdictInput(fields.relevance);
  if (input === null || input.verdict === 'none') return refuse('qualification.relevance_required');
  if (input.verdict === 'now') return refuse('qualification.now_does_not_wait');
  const valid = checkVerdict(input, today);
  return valid.ok ? ok(input) : refuse('qualification.relevance_required', { details: { reason: valid.reason } });
}

/**
 * The brief with which a client comes back: at the depth attained, never at the start. What was found out stays; the agreed
 * step has passed, and a new verdict needs its own evidence. Source: domain §3.
 */
export function carriedOver(fields: BriefFields): BriefFields {
  const { next_step: _passed, relevance, ...stays } = fields;
  if (relevance === undefined) return stays;
  const { evidence: _old, ...verdict } = relevance;
  return { ...stays, relevance: verdict };
}
