import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasCircle, mayBecome, mayCommission, mayReach, PROJECT_STATES, paymentState } from './rules.ts';

describe('states of a project', () => {
  const allowed = new Set([
    'running>suspended',
    'running>commissioned',
    'running>terminated',
    'suspended>running',
    'suspended>terminated',
  ]);
  test.each(PROJECT_STATES.flatMap((from) => PROJECT_STATES.map((to) => [from, to] as const)))(
    'from %s to %s only as the domain says',
    (from, to) => {
      expect(mayBecome(from, to).ok).toBe(allowed.has(`${from}>${to}`));
    },
  );

  test('what has ended stays ended, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PROJECT_STATES)), (wishes) => {
        let state: (typeof PROJECT_STATES)[number] = 'running';
        let ended = false;
        for (const wish of wishes) {
          if (!mayBecome(state, wish).ok) continue;
          if (ended) return false;
          state = wish;
          ended = state === 'commissioned' || state === 'terminated';
        }
        return true;
      }),
    );
  });
});

const milestone = (id: string, reachedOn: string | null, after: string[] = []) => ({
  id,
  title: `веха ${id}`,
  reachedOn,
  after,
});

describe('commissioning', () => {
  test('with every milestone reached', () => {
    expect(mayCommission('running', [milestone('a', '2026-05-01')], null).ok).toBe(true);
  });
  test('an open milestone is named, unless there is a reason', () => {
    const open = [milestone('a', '2026-05-01'), milestone('b', null)];
    expect(mayCommission('running', open, null)).toMatchObject({
      ok: false,
      reason: 'projects.milestones_open',
      values: { count: 1, titles: 'веха b' },
    });
    expect(mayCommission('running', open, 'исключено доп. соглашением').ok).toBe(true);
  });
  test('not while it is suspended', () => {
    expect(mayCommission('suspended', [], null)).toMatchObject({ ok: false, reason: 'projects.wrong_state' });
  });
});

describe('a milestone is reached', () => {
  const first = milestone('a', null);
  const second = milestone('b', null, ['a']);
  test('after what it depends on', () => {
    expect(mayReach(second, [first, second], '2026-05-01', '2026-05-02')).toMatchObject({
      ok: false,
      reason: 'projects.depends_on_open',
      values: { titles: 'веха a' },
    });
    expect(mayReach(second, [milestone('a', '2026-04-01'), second], '2026-05-01', '2026-05-02').ok).toBe(true);
  });
  test('not in the future', () => {
    expect(mayReach(first, [first], '2026-05-03', '2026-05-02')).toMatchObject({
      ok: false,
      reason: 'projects.day_in_future',
    });
  });
});

test.each([
  [
    [
      ['a', []],
      ['b', ['a']],
      ['c', ['a', 'b']],
    ],
    false,
  ],
  [
    [
      ['a', ['c']],
      ['b', ['a']],
      ['c', ['b']],
    ],
    true,
  ],
  [
    [
      ['a', ['b']],
      ['b', ['a']],
    ],
    true,
  ],
  [[], false],
] as [[string, string[]][], boolean][])('dependencies %j run in a circle: %s', (plan, circle) => {
  expect(hasCircle(plan.map(([id, after]) => ({ id, after })))).toBe(circle);
});

describe('payments cover instalments in order', () => {
  const plan = [
    { dueOn: '2026-03-01', amount: 300 },
    { dueOn: '2026-06-01', amount: 500 },
    { dueOn: '2026-12-01', amount: 200 },
  ];
  test.each([
    [[], '2026-02-01', { scheduled: 1000, received: 0, overdue: 0, nextDueOn: '2026-03-01' }],
    [[], '2026-07-01', { scheduled: 1000, received: 0, overdue: 800, nextDueOn: '2026-03-01' }],
    [[300, 100], '2026-07-01', { scheduled: 1000, received: 400, overdue: 400, nextDueOn: '2026-06-01' }],
    [[1000], '2027-01-01', { scheduled: 1000, received: 1000, overdue: 0, nextDueOn: null }],
    [[1500], '2027-01-01', { scheduled: 1000, received: 1500, overdue: 0, nextDueOn: null }],
  ])('received %j by %s', (received, today, expected) => {
    expect(paymentState(plan, received, today)).toEqual(expected);
  });

  test('what is overdue never exceeds what is unpaid', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    const due = fc
      .integer({ min: 0, max: 999 })
      .map((days) => Temporal.PlainDate.from('2025-01-01').add({ days }).toString());
    fc.assert(
      fc.property(fc.array(fc.record({ dueOn: due, amount })), fc.array(amount), due, (schedule, received, today) => {
        const state = paymentState(schedule, received, today);
        return state.overdue >= 0 && state.overdue <= Math.max(0, state.scheduled - state.received);
      }),
    );
  });
});
