import { describe, expect, it } from 'vitest';
import { freeShare } from './rules.ts';

const share = (share_bp: number, valid_from: string, valid_until: string | null = null) => ({
  share_bp,
  valid_from,
  valid_until,
});

describe("the free share of a person's time", () => {
  it.each([
    ['with nothing held', [], 10_000],
    ['with half held', [share(5000, '2026-01-01')], 5000],
    ['with a holding that is over', [share(10_000, '2026-01-01', '2026-11-23')], 10_000],
    ['with a holding that begins later', [share(4000, '2027-01-01')], 6000],
    ['with one after the other', [share(10_000, '2026-01-01', '2027-01-01'), share(7000, '2027-01-01')], 0],
    ['with the busiest day ahead', [share(3000, '2026-01-01'), share(5000, '2027-01-01', '2027-02-01')], 2000],
  ])('%s', (_case, held, expected) => {
    expect(freeShare(held, '2026-11-23')).toBe(expected);
  });
});
