import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayBecome, missingInputs, released, TASK_STATUSES } from './rules.ts';

describe('statuses of a task', () => {
  const allowed = new Set([
    'requested>in_work',
    'requested>cancelled',
    'in_work>requested',
    'in_work>done',
    'in_work>cancelled',
    'done>accepted',
    'done>in_work',
  ]);
  test.each(TASK_STATUSES.flatMap((from) => TASK_STATUSES.map((to) => [from, to] as const)))(
    'from %s to %s only as the domain says',
    (from, to) => {
      expect(mayBecome(from, to).ok).toBe(allowed.has(`${from}>${to}`));
    },
  );
});

test('an order lacks what is empty or blank', () => {
  expect(missingInputs(['amount', 'basis'], { amount: ' ', basis: 'договор 14' })).toEqual(['amount']);
});

const task = (standardMinutes: number, late: boolean, briefingMinutes = 5, reworkMinutes = 0) => ({
  standardMinutes,
  briefingMinutes,
  reworkMinutes,
  dueAt: '2026-11-23T10:00:00Z',
  doneAt: late ? '2026-11-23T10:00:01Z' : '2026-11-23T10:00:00Z',
});

describe('released hours', () => {
  test('are what was done in time less briefing less rework', () => {
    expect(released([task(120, false), task(90, true), task(20, false, 5, 10)])).toEqual({
      inTime: 140,
      briefing: 15,
      rework: 10,
      released: 115,
      tasks: 3,
      tasksInTime: 2,
    });
  });
  test('of nothing are nothing', () => {
    expect(released([])).toEqual({ inTime: 0, briefing: 0, rework: 0, released: 0, tasks: 0, tasksInTime: 0 });
  });
  test('may be less than nothing', () => {
    expect(released([task(20, true, 30)]).released).toBe(-30);
  });
  test('add up: two weeks together are the sum of each', () => {
    const tasks = fc.array(
      fc
        .tuple(
          fc.integer({ min: 1, max: 500 }),
          fc.boolean(),
          fc.integer({ min: 0, max: 60 }),
          fc.integer({ min: 0, max: 60 }),
        )
        .map(([s, late, b, r]) => task(s, late, b, r)),
    );
    fc.assert(
      fc.property(
        tasks,
        tasks,
        (one, two) => released([...one, ...two]).released === released(one).released + released(two).released,
      ),
    );
  });
});
