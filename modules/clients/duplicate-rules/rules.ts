import type { Compared, ReasonKind } from '../duplicates/rules.ts';

export const RULE_REASONS = [
  'inn',
  'branch',
  'ogrn',
  'phone',
  'site',
  'email',
  'name',
] as const satisfies readonly ReasonKind[];
export type RuleReason = (typeof RULE_REASONS)[number];

export const RULE_ACTIONS = ['merge', 'branch', 'apart', 'ask'] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** What becomes of a pair that an import has brought, for one reason, from a score on. */
export interface DuplicateRule {
  reason: RuleReason;
  action: RuleAction;
  from_score: number;
}

/** As shipped: the tax office's own numbers decide, everything else is asked. */
export const DEFAULT_RULES: readonly DuplicateRule[] = RULE_REASONS.map((reason) => {
  if (reason === 'inn' || reason === 'ogrn') return { reason, action: 'merge', from_score: 95 };
  if (reason === 'branch') return { reason, action: 'branch', from_score: 85 };
  return { reason, action: 'ask', from_score: 80 };
});

/** The shipped rules with those of the company over them, in the order of the reasons. */
export function rulesInForce(own: readonly DuplicateRule[]): DuplicateRule[] {
  return DEFAULT_RULES.map((rule) => own.find(({ reason }) => reason === rule.reason) ?? rule);
}

/**
 * What the rules make of a pair: the surest of its reasons that reaches its score decides. Two different tax or
 * registration numbers are never merged by a rule, whatever the rules say, and neither are two tax offices of one number.
 * Source: domain §2, quality (import).
 */
export function decideByRule(
  rules: readonly DuplicateRule[],
  { score, reasons }: Pick<Compared, 'score' | 'reasons'>,
): RuleAction {
  const has = (kind: ReasonKind): boolean => reasons.some((reason) => reason.kind === kind && !reason.common);
  const rule = rules.find(({ reason, from_score }) => has(reason) && score >= from_score);
  if (rule === undefined) return 'ask';
  const isTwo = has('other_inn') || has('other_ogrn') || has('branch');
  return rule.action === 'merge' && isTwo ? 'ask' : rule.action;
}
