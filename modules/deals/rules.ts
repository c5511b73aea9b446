import { ok, type Result, refuse } from '#shared/result.ts';

/** Stages of the direct procedure, in order. Source: domain §7. */
export const STAGES = ['solution', 'offer', 'decision', 'contract', 'signed'] as const;
export type Stage = (typeof STAGES)[number];
export const OUTCOMES = ['signed', 'lost', 'postponed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What has to be shown before a stage is left, and whether it has been. */
export interface ExitCriterion {
  id: string;
  stage: Stage;
  title: string;
  required: boolean;
  met: boolean;
}

/** What deciding about opening a deal asks of the need. */
export interface NeedFacts {
  status: 'potential' | 'actual' | 'satisfied' | 'void';
  verdict: 'now' | 'dated' | 'triggered' | 'dormant' | 'none' | null;
  insideLeadTime: boolean;
}

/**
 * A deal opens from an actual need whose verdict is `now`; from a `dated` one inside its lead time with a head's reason.
 * Refuses: `deals.need_not_actual`, `deals.not_relevant_now`, `deals.outside_lead_time`, `deals.head_reason_required`.
 * Source: domain §7.
 */
export function mayOpen(need: NeedFacts, by: { isHead: boolean; reason: string | null }): Result<undefined> {
  if (need.status !== 'actual') return refuse('deals.need_not_actual');
  if (need.verdict === 'now') return ok();
  if (need.verdict !== 'dated') return refuse('deals.not_relevant_now');
  if (!need.insideLeadTime) return refuse('deals.outside_lead_time');
  return by.isHead && by.reason !== null && by.reason.trim() !== '' ? ok() : refuse('deals.head_reason_required');
}

export function stageAfter(stage: Stage): Stage | null {
  return STAGES[STAGES.indexOf(stage) + 1] ?? null;
}

/** Required criteria of a stage that nothing shows yet. */
export function missingToLeave(stage: Stage, criteria: readonly ExitCriterion[]): ExitCriterion[] {
  return criteria.filter((criterion) => criterion.stage === stage && criterion.required && !criterion.met);
}

/**
 * Moving a deal: forward by one stage with everything shown that the stage left requires, backward to any earlier stage with
 * a reason. `signed` is reached by signing only.
 * Refuses: `deals.closed`, `deals.same_stage`, `deals.skips_stage`, `deals.sign_instead`, `deals.criteria_missing`,
 * `deals.reason_required`. Source: domain §7.
 */
export function mayMove(
  deal: { stage: Stage; outcome: Outcome | null },
  to: Stage,
  criteria: readonly ExitCriterion[],
  reason: string | null,
): Result<undefined> {
  if (deal.outcome !== null) return refuse('deals.closed', { code: 'conflict' });
  if (to === deal.stage) return refuse('deals.same_stage');
  if (STAGES.indexOf(to) < STAGES.indexOf(deal.stage)) {
    return reason !== null && reason.trim() !== '' ? ok() : refuse('deals.reason_required');
  }
  if (to === 'signed') return refuse('deals.sign_instead');
  if (stageAfter(deal.stage) !== to) return refuse('deals.skips_stage');
  return allShown(deal.stage, criteria);
}

/** Signing ends the stage `contract` with everything shown that it requires. Refuses: `deals.closed`, `deals.not_at_contract`, `deals.criteria_missing`. */
export function maySign(
  deal: { stage: Stage; outcome: Outcome | null },
  criteria: readonly ExitCriterion[],
): Result<undefined> {
  if (deal.outcome !== null) return refuse('deals.closed', { code: 'conflict' });
  if (deal.stage !== 'contract') return refuse('deals.not_at_contract');
  return allShown('contract', criteria);
}

function allShown(stage: Stage, criteria: readonly ExitCriterion[]): Result<undefined> {
  const missing = missingToLeave(stage, criteria);
  if (missing.length === 0) return ok();
  const titles = missing.map((criterion) => criterion.title);
  return refuse('deals.criteria_missing', {
    values: { missing: titles.join('; ') },
    details: { missing: missing.map(({ id, title }) => ({ id, title })) },
  });
}

/** Whether a stage counts as a contract being made, for the state of the client. Source: domain §2 (contracting). */
export function isContracting(deal: { stage: Stage; outcome: Outcome | null; handedOver: boolean }): boolean {
  if (deal.handedOver) return false;
  return (deal.outcome === null && deal.stage === 'contract') || deal.outcome === 'signed';
}

/** What the handover sheet says, as far as readiness for H2 asks. */
export interface HandoverFacts {
  contractSigned: boolean;
  scope: string | null;
  promises: number;
  noPromises: boolean;
  risks: number;
  noRisks: boolean;
  decisionMakerKnown: boolean;
  rolesKnown: number;
  economics: string | null;
  payments: number;
  milestones: number;
}

export const HANDOVER_CRITERIA = [
  'contract',
  'scope',
  'promises',
  'risks',
  'buying_group',
  'economics',
  'schedule',
] as const;
export type HandoverCriterion = (typeof HANDOVER_CRITERIA)[number];

/**
 * Readiness for the hand-off to delivery: signed contract, scope, promises made (or the word that there are none), risks
 * (likewise), the buying group with its decision maker, economics, schedule. Source: domain §4 (H2).
 */
export function handoverMet(facts: HandoverFacts): Record<HandoverCriterion, boolean> {
  const filled = (text: string | null) => text !== null && text.trim() !== '';
  return {
    contract: facts.contractSigned,
    scope: filled(facts.scope),
    promises: facts.promises > 0 || facts.noPromises,
    risks: facts.risks > 0 || facts.noRisks,
    buying_group: facts.decisionMakerKnown && facts.rolesKnown > 0,
    economics: filled(facts.economics) && facts.payments > 0,
    schedule: facts.milestones > 0,
  };
}
