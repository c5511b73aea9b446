import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Around, absenceFault, overlap } from './rules.ts';

const plan = { employee_id: 'e', deputy_id: 'd', first_day: '2026-11-23', last_day: '2026-11-27' };
const free: Around = { ownOthers: [], deputyAway: [], deputisesFor: [], deputyActive: true };
const days = (first_day: string, last_day: string) => ({ first_day, last_day });
const forWhom = (first_day: string, last_day: string) => ({ first_day, last_day, full_name: 'Жуков' });

describe('an absence', () => {
  test.each([
    ['with a free deputy is recorded', plan, free, null],
    ['of one day is recorded', { ...plan, last_day: plan.first_day }, free, null],
    ['ends before it begins', { ...plan, last_day: '2026-11-22' }, free, 'people.absence_days_reversed'],
    ['lasts longer than three years', { ...plan, last_day: '2030-01-01' }, free, 'people.absence_too_long'],
    [
      'touches another of the same person by its last day',
      plan,
      { ...free, ownOthers: [days('2026-11-27', '2026-11-30')] },
      'people.absence_overlaps',
    ],
    ['follows another at once', plan, { ...free, ownOthers: [days('2026-11-20', '2026-11-22')] }, null],
    ['names its own employee as deputy', { ...plan, deputy_id: 'e' }, free, 'people.deputy_is_self'],
    ['names somebody who has left', plan, { ...free, deputyActive: false }, 'people.deputy_not_active'],
    [
      'names somebody who is away on one of the days',
      plan,
      { ...free, deputyAway: [days('2026-11-25', '2026-11-25')] },
      'people.deputy_away',
    ],
    ['names somebody who is away later', plan, { ...free, deputyAway: [days('2026-11-28', '2026-11-30')] }, null],
    [
      'of somebody who deputises on one of the days',
      plan,
      { ...free, deputisesFor: [forWhom('2026-11-26', '2026-12-04')] },
      'people.deputises_meanwhile',
    ],
    [
      'of somebody who deputises on other days',
      plan,
      { ...free, deputisesFor: [forWhom('2026-11-28', '2026-12-04')] },
      null,
    ],
  ])('%s', (_name, planned, around, reason) => {
    expect(absenceFault(planned, around)?.reason ?? null).toBe(reason);
  });

  test('says whom the employee deputises for', () => {
    const fault = absenceFault(plan, { ...free, deputisesFor: [forWhom('2026-11-23', '2026-11-23')] });
    expect(fault).toMatchObject({ names: ['Жуков'] });
  });

  test('two stretches of days overlap when they share a day', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const dated = ([a, b]: readonly [number, number]) =>
      days(`2026-02-${String(a).padStart(2, '0')}`, `2026-02-${String(b).padStart(2, '0')}`);
    fc.assert(
      fc.property(stretch, stretch, (one, other) => {
        const shared = Array.from({ length: 28 }, (_, i) => i + 1).some(
          (day) => day >= one[0] && day <= one[1] && day >= other[0] && day <= other[1],
        );
        expect(overlap(dated(one), dated(other))).toBe(shared);
      }),
    );
  });
});
