/** The whole time of an employee, in basis points. */
export const WHOLE_TIME = 10_000;

interface Share {
  share_bp: number;
  valid_from: string;
  valid_until: string | null;
}

/**
 * The share of an employee's time that is free from `day` on for good: what remains on the busiest day ahead.
 * Basis points. Source: domain §1 (capacity).
 */
export function freeShare(held: readonly Share[], day: string): number {
  const begins = [day, ...held.map((one) => one.valid_from).filter((from) => from > day)];
  const busiest = Math.max(...begins.map((at) => shareOn(held, at)));
  return WHOLE_TIME - busiest;
}

function shareOn(held: readonly Share[], day: string): number {
  return held
    .filter((one) => one.valid_from <= day && (one.valid_until === null || one.valid_until > day))
    .reduce((sum, one) => sum + one.share_bp, 0);
}
