import type { ReasonKind } from '../duplicates/rules.ts';

export const ALIKE_DECISIONS = ['merge', 'branch', 'apart'] as const;
export type AlikeDecision = (typeof ALIKE_DECISIONS)[number];

/**
 * Whether pairs with these reasons may be decided so without a look at each. Two tax or registration numbers are never
 * merged unseen, nor are two tax offices of one number. Source: domain §2.
 */
export function mayDecideAlike(decision: AlikeDecision, kinds: readonly ReasonKind[]): boolean {
  return (
    decision !== 'merge' || !kinds.some((kind) => kind === 'other_inn' || kind === 'other_ogrn' || kind === 'branch')
  );
}

/** So many waiting clients that comparing them is work with a progress of its own; fewer take a moment. */
export const MANY = 500;
