import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, mayBecome, missingInputs, REQUEST_STATUSES, route, standings, variation } from './rules.ts';

describe('statuses of a request', () => {
  const allowed = new Set([
    'brief_incomplete>queued',
    'brief_incomplete>cancelled',
    'queued>brief_incomplete',
    'queued>in_work',
    'queued>cancelled',
    'in_work>brief_incomplete',
    'in_work>queued',
    'in_work>answered',
    'in_work>cancelled',
    'answered>accepted',
    'answered>asked_again',
    'asked_again>in_work',
    'asked_again>answered',
    'asked_again>cancelled',
  ]);
  test.each(REQUEST_STATUSES.flatMap((from) => REQUEST_STATUSES.map((to) => [from, to] as const)))(
    'from %s to %s only as the domain says',
    (from, to) => {
      expect(mayBecome(from, to).ok).toBe(allowed.has(`${from}>${to}`));
    },
  );
});

test('a brief lacks what is empty or blank', () => {
  expect(missingInputs(['streets', 'poles', 'tariff'], { streets: '14', poles: ' ' })).toEqual(['poles', 'tariff']);
});

const person = (employeeId: string, over: Partial<Candidate> = {}): Candidate => ({
  employeeId,
  name: employeeId,
  level: 2,
  present: true,
  loadMinutes: 0,
  capacityMinutes: 2400,
  lastOfType: null,
  ...over,
});
const work = { level: 2, standardMinutes: 480, targetPeople: 2 };

describe('who gets a request', () => {
  test.each([
    ['the least loaded', [person('a', { loadMinutes: 600 }), person('b', { loadMinutes: 300 })], 'b'],
    [
      'of two equally loaded the one who had this type least recently',
      [person('a', { lastOfType: '2026-05-01' }), person('b', { lastOfType: '2026-03-01' })],
      'b',
    ],
    ['whoever never had it comes first', [person('a', { lastOfType: '2026-05-01' }), person('b')], 'b'],
    ['not the absent', [person('a', { present: false }), person('b', { loadMinutes: 900 })], 'b'],
    ['not the unskilled', [person('a', { level: 1 }), person('b', { loadMinutes: 900 })], 'b'],
    [
      'not whom it would overload',
      [
        person('a', { loadMinutes: 2000, capacityMinutes: 2400 }),
        person('b', { loadMinutes: 2100, capacityMinutes: 4800 }),
      ],
      'b',
    ],
  ])('%s', (_what, candidates, expected) => {
    const result = route(candidates, work);
    expect(result.ok && result.value.specialistId).toBe(expected);
  });

  test('nobody, when nobody can', () => {
    expect(route([person('a', { level: 1 }), person('b', { present: false })], work)).toMatchObject({
      ok: false,
      reason: 'support.nobody_eligible',
    });
  });

  test.each([
    [
      'while no level is set, everybody counts as able',
      [person('a', { level: null, loadMinutes: 60 }), person('b', { level: null })],
      'b',
      null,
    ],
    [
      'once somebody is able, those without a level learn',
      [person('a', { loadMinutes: 60 }), person('b', { level: null })],
      'a',
      'b',
    ],
    [
      'whoever is known to be unable stays so',
      [person('a', { level: 0 }), person('b', { level: null, loadMinutes: 60 })],
      'b',
      'a',
    ],
  ] as const)('%s', (_what, candidates, specialistId, learnerId) => {
    expect(route(candidates, work)).toMatchObject({ ok: true, value: { specialistId, learnerId } });
  });

  test('where nobody can be chosen everybody is still told why', () => {
    expect(
      standings(
        [person('a', { level: 1 }), person('b', { present: false }), person('c', { capacityMinutes: 60 })],
        work,
      ).map((one) => [one.employeeId, one.why]),
    ).toEqual([
      ['a', 'competence'],
      ['b', 'absent'],
      ['c', 'full'],
    ]);
  });

  test('where too few hold the competence a learner is paired', () => {
    const result = route(
      [person('a'), person('b', { level: 1, loadMinutes: 60 }), person('c', { level: 0, loadMinutes: 30 })],
      work,
    );
    expect(result).toMatchObject({ ok: true, value: { specialistId: 'a', learnerId: 'c' } });
  });

  test('where enough hold it nobody is', () => {
    expect(route([person('a'), person('b'), person('c', { level: 1 })], work)).toMatchObject({
      ok: true,
      value: { learnerId: null },
    });
  });

  test('each who was passed over is told why', () => {
    const result = route(
      [
        person('a'),
        person('b', { loadMinutes: 60 }),
        person('c', { level: 1 }),
        person('d', { present: false }),
        person('e', { loadMinutes: 2400 }),
      ],
      work,
    );
    expect(result.ok && Object.fromEntries(result.value.order.map((one) => [one.employeeId, one.why]))).toEqual({
      a: 'chosen',
      b: 'busier',
      c: 'competence',
      d: 'absent',
      e: 'full',
    });
  });

  const anyone = fc.record({
    employeeId: fc.uuid(),
    name: fc.constant('x'),
    level: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    present: fc.boolean(),
    loadMinutes: fc.integer({ min: 0, max: 3000 }),
    capacityMinutes: fc.integer({ min: 0, max: 3000 }),
    lastOfType: fc.option(fc.constantFrom('2026-01-01', '2026-02-01'), { nil: null }),
  });
  test('the chosen one is always eligible, and nobody eligible has less load', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyone, { selector: (one) => one.employeeId, maxLength: 12 }), (candidates) => {
        const known = candidates.some((one) => one.level !== null && one.level >= work.level);
        const can = candidates.filter(
          (one) =>
            (one.level === null ? !known : one.level >= work.level) &&
            one.present &&
            one.loadMinutes + work.standardMinutes <= one.capacityMinutes,
        );
        const result = route(candidates, work);
        if (!result.ok) return can.length === 0;
        const chosen = can.find((one) => one.employeeId === result.value.specialistId);
        return (
          chosen !== undefined &&
          can.every((one) => one.loadMinutes >= chosen.loadMinutes) &&
          result.value.order.length === candidates.length
        );
      }),
    );
  });

  test('work given out one by one stays even', () => {
    const people = [
      person('a', { capacityMinutes: 1e9 }),
      person('b', { capacityMinutes: 1e9 }),
      person('c', { capacityMinutes: 1e9 }),
    ];
    for (let n = 0; n < 30; n++) {
      const result = route(people, work);
      if (!result.ok) throw new Error(result.reason);
      const chosen = people.find((one) => one.employeeId === result.value.specialistId);
      if (chosen)
        Object.assign(chosen, { loadMinutes: chosen.loadMinutes + 480, lastOfType: String(n).padStart(3, '0') });
    }
    expect(variation(people.map((one) => one.loadMinutes))).toBe(0);
  });
});

test.each([
  [[31, 27, 22], 0.138],
  [[10, 10], 0],
  [[0, 0], null],
  [[], null],
])('the spread of %j is %s', (values, expected) => {
  const result = variation(values);
  if (expected === null) expect(result).toBeNull();
  else expect(result).toBeCloseTo(expected, 3);
});
