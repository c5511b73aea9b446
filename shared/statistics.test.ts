import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Followed, kaplanMeier, median, quantile, survivalTime, wilson95 } from './statistics.ts';

/** `12 13+ 15`: times in order, a plus marks a subject last seen then without the event. */
const followed = (text: string): Followed[] =>
  text.split(' ').map((item) => ({ time: Number.parseInt(item, 10), event: !item.endsWith('+') }));

describe('the Wilson interval of a share', () => {
  it.each([
    { n: 0, of: 10, low: 0, high: 0.2775 },
    { n: 3, of: 7, low: 0.1582, high: 0.7495 },
    { n: 9, of: 12, low: 0.4677, high: 0.9111 },
    { n: 10, of: 10, low: 0.7225, high: 1 },
    { n: 81, of: 263, low: 0.2553, high: 0.3662 },
    { n: 0, of: 0, low: 0, high: 1 },
  ])('of $n of $of runs from $low to $high', ({ n, of, low, high }) => {
    const interval = wilson95(n, of);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each([
    { n: 3, of: 2 },
    { n: -1, of: 2 },
    { n: Number.NaN, of: 2 },
  ])('of $n of $of is refused', ({ n, of }) => {
    expect(() => wilson95(n, of)).toThrow(RangeError);
  });

  it('holds the share, lies within 0 and 1, mirrors with failures and narrows with more trials', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (n, more) => {
        const of = n + more;
        const { low, high } = wilson95(n, of);
        const mirrored = wilson95(of - n, of);
        const wider = wilson95(n * 4, of * 4);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(n / of);
        expect(high).toBeGreaterThanOrEqual(n / of);
        expect(high).toBeLessThanOrEqual(1);
        expect(mirrored.low).toBeCloseTo(1 - high, 12);
        expect(wider.high - wider.low).toBeLessThan(high - low);
      }),
    );
  });
});

describe('quantiles', () => {
  it.each([
    { values: [], share: 0.5, expected: undefined },
    { values: [7], share: 0.9, expected: 7 },
    { values: [3, 1, 2], share: 0.5, expected: 2 },
    { values: [4, 1, 3, 2], share: 0.5, expected: 2.5 },
    { values: [10, 20, 30, 40, 50], share: 0.9, expected: 46 },
    { values: [10, 20], share: 0, expected: 10 },
    { values: [10, 20], share: 1, expected: 20 },
  ])('at $share of $values is $expected', ({ values, share, expected }) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('at a share outside 0 to 1 are refused', () => {
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });

  it('median leaves the values in their order and has half of them on each side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values) ?? Number.NaN;
        expect(values).toEqual(before);
        expect(values.filter((value) => value < middle).length * 2).toBeLessThanOrEqual(values.length);
        expect(values.filter((value) => value > middle).length * 2).toBeLessThanOrEqual(values.length);
      }),
    );
  });
});

describe('time until an event, with subjects that have not had it yet', () => {
  const remission = followed('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');

  it('reproduces the published estimates of the leukaemia remission trial', () => {
    const events = kaplanMeier(remission).filter((step) => step.events > 0);
    expect(events.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6],
    ]);
    expect(events.map(({ survival }) => survival.toFixed(3))).toEqual([
      '0.857',
      '0.807',
      '0.753',
      '0.690',
      '0.627',
      '0.538',
      '0.448',
    ]);
    expect(survivalTime(kaplanMeier(remission)).time).toBe(23);
  });

  const men =
    '11 11 11 12 13 13 15 26 30 31 53 53 54 59 60 65 65 71 81 88 88 92 93 95 105 107 110 116 118 131 132 132 135 142 ' +
    '144 147 156 156 163 163 163 166 170 174+ 175 176 177 179 179 180 181 181 183 185+ 188+ 189 191+ 196+ 197 197+ ' +
    '202 207 210 212 218 221+ 222 222+ 223 225+ 225+ 229 230 237+ 239 246 259+ 267 269 270 279+ 283 284 284+ 285 286 ' +
    '288 291 292+ 300+ 301 301+ 303 303+ 306 310 320 329 337 353 353 363 364 371 387 390 394 404+ 413+ 428 429 442 ' +
    '444+ 455 457 458+ 460 477 519 524 533 558 567 574 583 613 624 643 655 689 707 791 806+ 814 840+ 883 1010+ 1022+';
  const women =
    '5 60 61 62 79 81 92+ 95 105+ 107 122 145 145 153 166 167 173+ 175+ 177+ 182 186 192+ 194 199 201 201 202+ 203+ ' +
    '208 211+ 224+ 226 235+ 239 240+ 243+ 245 252+ 266+ 268 269+ 272+ 276+ 285 292+ 293 296+ 305 310 315+ 332+ 340 ' +
    '345 348 350 351 356+ 361 363 364+ 371 376+ 382+ 384+ 426 433 444 450 473 511+ 511+ 520 524 529+ 543+ 550 551+ ' +
    '559+ 588+ 641 654 687 705 728 731 735 740+ 765 821+ 965+';

  it.each([
    { who: 'all patients', times: `${men} ${women}`, time: 310, low: 285, high: 363 },
    { who: 'men', times: men, time: 270, low: 212, high: 310 },
    { who: 'women', times: women, time: 426, low: 348, high: 550 },
  ])(
    'reproduces the published median and interval of the lung cancer study for $who',
    ({ who: _, times, ...published }) => {
      expect(survivalTime(kaplanMeier(followed(times)))).toEqual(published);
    },
  );

  it('says nothing where too few have had the event', () => {
    expect(survivalTime(kaplanMeier(followed('5 8+ 9+ 12+')))).toEqual({ time: undefined, low: 5, high: undefined });
    expect(survivalTime([])).toEqual({ time: undefined, low: undefined, high: undefined });
  });

  it.each([
    { times: '1 2 3 4', median: 2.5, why: 'the curve rests on a half between two events' },
    { times: '1 2 3+ 4+', median: 2, why: 'the curve rests on a half to the end' },
    { times: '1 2 3', median: 2, why: 'the curve falls through a half' },
  ])('the median of $times is $median: $why', ({ times, median: expected }) => {
    expect(survivalTime(kaplanMeier(followed(times))).time).toBe(expected);
  });

  it('ends at zero with a bound when the last one seen has the event', () => {
    const last = kaplanMeier(followed('1 2 3')).at(-1);
    expect(last).toMatchObject({ survival: 0, low: 0 });
    expect(last?.high).toBeLessThanOrEqual(1);
  });

  const subjects = fc.array(fc.record({ time: fc.integer({ min: 1, max: 50 }), event: fc.boolean() }), {
    minLength: 1,
  });

  it('never rises, stays inside its interval and accounts for every subject', () => {
    fc.assert(
      fc.property(subjects, (people) => {
        const steps = kaplanMeier(people);
        let before = 1;
        for (const { survival, low, high } of steps) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(low).toBeLessThanOrEqual(survival + 1e-12);
          expect(high).toBeGreaterThanOrEqual(survival - 1e-12);
          before = survival;
        }
        expect(steps.reduce((sum, step) => sum + step.events + step.censored, 0)).toBe(people.length);
      }),
    );
  });

  it('is the plain share of those without the event when everybody was followed to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (times) => {
        const steps = kaplanMeier(times.map((time) => ({ time, event: true })));
        for (const step of steps) {
          expect(step.survival).toBeCloseTo(times.filter((time) => time > step.time).length / times.length, 12);
        }
      }),
    );
  });
});
