import { wilson95 } from '#shared/statistics.ts';

/** What is counted over the clients of a sales system; every figure opens the clients that it was counted from. */
export const FIGURES = [
  'register',
  'verified_contact',
  'decision_maker',
  'fresh_verdict',
  'accepted',
  'actual_need',
  'relevant_now',
  'signed',
  'waits_now',
  'waits_dated',
  'waits_triggered',
  'waits_dormant',
  'overdue_checks',
  'running_projects',
] as const;
export type Figure = (typeof FIGURES)[number];

/** The funnel by hand-off: each step is a part of the one it is measured against. Source: domain §13. */
export const FUNNEL: readonly { figure: Figure; of: Figure }[] = [
  { figure: 'register', of: 'register' },
  { figure: 'verified_contact', of: 'register' },
  { figure: 'decision_maker', of: 'register' },
  { figure: 'accepted', of: 'register' },
  { figure: 'actual_need', of: 'accepted' },
  { figure: 'relevant_now', of: 'actual_need' },
  { figure: 'signed', of: 'accepted' },
];

/** Coverage of the market: verified contact, known decision maker, a verdict younger than its cadence. Source: domain §2. */
export const COVERAGE: readonly Figure[] = ['verified_contact', 'decision_maker', 'fresh_verdict'];

/** n of N with its interval; small numbers are shown honestly. */
export function share(
  figure: Figure,
  n: number,
  of: number,
): { figure: Figure; n: number; of: number; low: number; high: number } {
  const { low, high } = wilson95(n, of);
  return { figure, n, of, low, high };
}
