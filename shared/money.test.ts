import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, parseMoney, percentOf, rateOn, split, sum, vatWithin, withoutVat, withVat } from './money.ts';

const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const day = (text: string) => Temporal.PlainDate.from(text);

describe('a share of an amount', () => {
  it.each([
    { of: 2_160_000_000, basisPoints: 400, is: 86_400_000, why: '4 % of a margin of 21.6 m roubles' },
    { of: 12_000_000_000, basisPoints: 1_800, is: 2_160_000_000, why: '18 % of 120 m roubles' },
    { of: 50, basisPoints: 100, is: 1, why: 'half a kopeck goes away from zero' },
    { of: -50, basisPoints: 100, is: -1, why: 'half a kopeck below zero too' },
    { of: 49, basisPoints: 100, is: 0, why: 'less than half goes to zero' },
    { of: 1, basisPoints: 0, is: 0, why: 'nothing of it' },
  ])('$basisPoints basis points of $of is $is: $why', ({ of, basisPoints, is }) => {
    expect(percentOf(of, basisPoints)).toBe(is);
  });

  it.each([
    { n: 1, d: 3, of: 100, is: 33 },
    { n: 2, d: 3, of: 100, is: 67 },
    { n: -2, d: 3, of: 100, is: -67 },
    { n: 2, d: -3, of: 100, is: -67 },
    { n: 95, d: 100, of: 15_552_000, is: 14_774_400 },
  ])('$n/$d of $of is $is', ({ n, d, of, is }) => {
    expect(fractionOf(of, n, d)).toBe(is);
  });

  it('is exact where a floating point would not be', () => {
    expect(percentOf(9_007_199_254_740_991, 10_000)).toBe(9_007_199_254_740_991);
    expect(fractionOf(9_007_199_254_740_991, 9_999, 9_999)).toBe(9_007_199_254_740_991);
  });

  it.each([
    { what: 'a fraction of a kopeck', run: () => percentOf(0.5, 100) },
    { what: 'an amount beyond the safe range', run: () => percentOf(Number.MAX_SAFE_INTEGER, 10_001) },
    { what: 'a denominator of zero', run: () => fractionOf(1, 1, 0) },
    { what: 'a sum beyond the safe range', run: () => sum([Number.MAX_SAFE_INTEGER, 1]) },
    { what: 'a sum with a fraction', run: () => sum([1, 1.5]) },
  ])('refuses $what', ({ run }) => {
    expect(run).toThrow(RangeError);
  });

  it('mirrors below zero', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 20_000 }), (whole, rate) => {
        expect(percentOf(-whole, rate) + percentOf(whole, rate)).toBe(0);
      }),
    );
  });
});

describe('splitting an amount', () => {
  it.each([
    { total: 100, weights: [1, 1, 1], parts: [34, 33, 33] },
    { total: -100, weights: [1, 1, 1], parts: [-34, -33, -33] },
    { total: 5, weights: [0, 1], parts: [0, 5] },
    { total: 0, weights: [3, 7], parts: [0, 0] },
    { total: 10, weights: [1, 2, 4], parts: [1, 3, 6] },
    { total: 86_400_000, weights: [30, 50, 20], parts: [25_920_000, 43_200_000, 17_280_000] },
    { total: 16_050_000, weights: [120, 90, 90], parts: [6_420_000, 4_815_000, 4_815_000] },
  ])('$total by $weights gives $parts', ({ total, weights, parts }) => {
    expect(split(total, weights)).toEqual(parts);
  });

  it.each([
    { what: 'without weights', weights: [] },
    { what: 'by zero weights only', weights: [0, 0] },
    { what: 'by a negative weight', weights: [2, -1] },
    { what: 'by a broken weight', weights: [0.5, 0.5] },
  ])('is refused $what', ({ weights }) => {
    expect(() => split(100, weights)).toThrow(RangeError);
  });

  it('loses and invents nothing, and no part is a kopeck away from its exact share', () => {
    const weights = fc
      .array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((w) => w > 0));
    fc.assert(
      fc.property(amount, weights, (total, all) => {
        const parts = split(total, all);
        const whole = all.reduce((a, b) => a + b, 0);
        expect(sum(parts)).toBe(total);
        parts.forEach((part, index) => {
          const distance = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(all[index] ?? 0);
          expect(distance < 0n ? -distance : distance).toBeLessThan(BigInt(whole));
        });
      }),
    );
  });
});

describe('value added tax', () => {
  it.each([
    { on: '2019-01-01', basisPoints: 2_000 },
    { on: '2025-12-31', basisPoints: 2_000 },
    { on: '2026-01-01', basisPoints: 2_200 },
    { on: '2031-05-05', basisPoints: 2_200 },
  ])('on $on is $basisPoints basis points', ({ on, basisPoints }) => {
    expect(rateOn(day(on))).toBe(basisPoints);
  });

  it('of a day before the first known rate is not guessed', () => {
    expect(() => rateOn(day('2018-12-31'))).toThrow(RangeError);
  });

  it.each([
    { gross: 12_000, basisPoints: 2_000, tax: 2_000 },
    { gross: 12_200, basisPoints: 2_200, tax: 2_200 },
    { gross: 10_000, basisPoints: 2_200, tax: 1_803 },
    { gross: 10_000, basisPoints: 0, tax: 0 },
  ])('within $gross at $basisPoints basis points is $tax', ({ gross, basisPoints, tax }) => {
    expect(vatWithin(gross, basisPoints)).toBe(tax);
    expect(withoutVat(gross, basisPoints)).toBe(gross - tax);
  });

  it('put on top and taken out again leaves the amount', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(0, 1_000, 2_000, 2_200), (net, rate) => {
        expect(withoutVat(withVat(net, rate), rate)).toBe(net);
      }),
    );
  });
});

describe('an amount as typed', () => {
  it.each([
    { text: '1234', minor: 123_400 },
    { text: '1234,5', minor: 123_450 },
    { text: '1234.56', minor: 123_456 },
    { text: '1 234,56 ₽', minor: 123_456 },
    { text: '1\u00a0234\u00a0567', minor: 123_456_700 },
    { text: "12'000", minor: 1_200_000 },
    { text: '1,234.56', minor: 123_456 },
    { text: '1.234,56', minor: 123_456 },
    { text: '1,234,567', minor: 123_456_700 },
    { text: '1.234.567', minor: 123_456_700 },
    { text: '12 000 руб.', minor: 1_200_000 },
    { text: '5 рублей', minor: 500 },
    { text: '1,5 млн', minor: 150_000_000 },
    { text: '3,5 млрд. ₽', minor: 350_000_000_000 },
    { text: '120 тыс. руб.', minor: 12_000_000 },
    { text: '-5', minor: -500 },
    { text: '−0', minor: 0 },
    { text: '1.234', minor: undefined },
    { text: '1,2345', minor: undefined },
    { text: '12 34', minor: undefined },
    { text: '1.2.3', minor: undefined },
    { text: '99999999999999999', minor: undefined },
    { text: 'много', minor: undefined },
    { text: '5 кг', minor: undefined },
    { text: '', minor: undefined },
  ])('«$text» is $minor kopecks', ({ text, minor }) => {
    expect(parseMoney(text)).toBe(minor);
  });
});
