import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayOf, overdueBy, planLine } from './plan-line.ts';

const milestone = (promised: string, planned: string, reached: string | null = null) => ({
  promised_on: promised,
  planned_on: planned,
  reached_on: reached,
});

describe('the line of a plan', () => {
  it('runs from the earliest day to the latest, whichever they are', () => {
    const line = planLine('2026-03-01T09:00:00Z', '2026-11-23', [
      milestone('2026-02-10', '2026-02-10', '2026-02-12'),
      milestone('2027-05-01', '2027-06-15'),
    ]);
    expect([line.from, line.until]).toEqual(['2026-02-10', '2027-06-15']);
  });

  it('keeps every day inside, in the order of time', () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day)), day, day, day, (plan, today, one, other) => {
        const line = planLine(
          '2022-01-01',
          today,
          plan.map(([promised, planned]) => milestone(promised, planned)),
        );
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(line.place(early)).toBeLessThanOrEqual(line.place(late));
        expect(line.place(one)).toBeGreaterThanOrEqual(0);
        expect(line.place(one)).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('does with a project that opened today and has no plan', () => {
    expect(planLine('2026-11-23', '2026-11-23', []).place('2026-11-23')).toBe(3);
  });
});

it.each([
  [milestone('2026-05-01', '2026-05-01'), 0],
  [milestone('2026-05-01', '2026-05-11'), 10],
  [milestone('2026-05-01', '2026-05-11', '2026-05-04'), 3],
  [milestone('2026-05-01', '2026-05-01', '2026-04-29'), -2],
])('the delay of %j is %i days against the promise', (one, days) => {
  expect(delayOf(one)).toBe(days);
});

it.each([
  [milestone('2026-05-01', '2026-11-20'), 3],
  [milestone('2026-05-01', '2026-11-23'), 0],
  [milestone('2026-05-01', '2026-05-01', '2026-06-01'), 0],
])('%j is overdue by %i days on the 23rd of November', (one, days) => {
  expect(overdueBy(one, '2026-11-23')).toBe(days);
});
