import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from './random.ts';

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('reproducible randomness', () => {
  it('draws the same for the same seed, for ever', () => {
    expect(draws(createRandom('demo'), 3)).toEqual(draws(createRandom('demo'), 3));
    expect(draws(createRandom('demo'), 3)).not.toEqual(draws(createRandom('other'), 3));
    const whole = createRandom('estafeta');
    expect([whole.int(1, 1_000), whole.int(1, 1_000), whole.int(1, 1_000)]).toMatchInlineSnapshot(`
      [
        550,
        947,
        46,
      ]
    `);
  });

  it('a fork neither disturbs its origin nor depends on how far that has come', () => {
    const [one, other] = [createRandom('demo'), createRandom('demo')];
    const early = draws(one.fork('clients'), 3);
    other.next();
    expect(draws(other.fork('clients'), 3)).toEqual(early);
    expect(draws(one.fork('deals'), 3)).not.toEqual(early);
    one.next();
    expect(one.next()).toBe(other.next());
  });

  it('is spread evenly', () => {
    const random = createRandom('even');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const digit = random.int(0, 9);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((all, count) => all + (count - 2_000) ** 2 / 2_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9 % quantile with nine degrees of freedom
  });

  it('stays within what was asked, whatever the seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, width) => {
        const random = createRandom(seed);
        const number = random.int(low, low + width);
        expect(Number.isInteger(number) && number >= low && number <= low + width).toBe(true);
        const next = random.next();
        expect(next >= 0 && next < 1).toBe(true);
        expect(random.exponential(5)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('shuffling keeps every item and the given list, a sample has no item twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.integer()), fc.nat(10), (seed, items, count) => {
        const before = [...items];
        const random = createRandom(seed);
        expect(new Set(random.shuffle(items))).toEqual(new Set(items));
        expect(items).toEqual(before);
        const sample = random.sample(items, count);
        expect(new Set(sample).size).toBe(Math.min(count, items.length));
        expect(items).toEqual(expect.arrayContaining(sample));
      }),
    );
  });

  it('picks each item about equally, by weight when weights are given, never one of weight zero', () => {
    const random = createRandom('picks');
    const picked = Array.from({ length: 9_000 }, () => random.pick(['a', 'b', 'c']));
    const byWeight = Array.from({ length: 9_000 }, () =>
      random.weighted([
        ['a', 2],
        ['never', 0],
        ['b', 1],
      ]),
    );
    const chances = Array.from({ length: 9_000 }, () => random.chance(0.25));
    expect(picked.filter((item) => item === 'a').length / 9_000).toBeCloseTo(1 / 3, 1);
    expect(byWeight.filter((item) => item === 'a').length / 9_000).toBeCloseTo(2 / 3, 1);
    expect(byWeight).not.toContain('never');
    expect(chances.filter(Boolean).length / 9_000).toBeCloseTo(0.25, 1);
  });

  it('has the moments of the normal and the exponential distribution', () => {
    const random = createRandom('moments');
    const normal = Array.from({ length: 20_000 }, () => random.normal(100, 15));
    const waits = Array.from({ length: 20_000 }, () => random.exponential(30));
    expect(mean(normal)).toBeCloseTo(100, 0);
    expect(Math.sqrt(mean(normal.map((value) => (value - 100) ** 2)))).toBeCloseTo(15, 0);
    expect(Math.abs(mean(waits) - 30)).toBeLessThan(1);
  });

  it('may pick undefined, but not out of nothing', () => {
    const random = createRandom('nothing');
    expect(random.pick([undefined])).toBeUndefined();
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.weighted([])).toThrow(RangeError);
    expect(() => random.weighted([['a', 0]])).toThrow(RangeError);
    expect(() => random.int(2, 1)).toThrow(RangeError);
  });
});
