import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import { isWorkingDay } from '#shared/working-calendar.ts';
import {
  type Cadence,
  cadenceDays,
  checkVerdict,
  isInsideLeadTime,
  mayBecome,
  nextCheck,
  STATUSES,
  spreadChecks,
  VERDICTS,
  type VerdictInput,
} from './rules.ts';

const cadence: Cadence = {
  nowDays: 14,
  window6MonthsDays: 30,
  window18MonthsDays: 90,
  laterDays: 180,
  dormantDays: 365,
  leadTimeDays: 180,
};
const calendar = russianWorkingCalendar('Asia/Irkutsk');
const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-11-23');
const verdict = (over: Partial<VerdictInput>): VerdictInput => ({
  verdict: 'now',
  blocker: null,
  unlocks: null,
  evidence: 'глава подтвердил',
  windowFrom: null,
  windowUntil: null,
  expectedEvent: null,
  expectedOn: null,
  ...over,
});

describe('status of a need', () => {
  const allowed = new Set([
    'potential>actual',
    'potential>satisfied',
    'potential>void',
    'actual>satisfied',
    'actual>void',
  ]);
  const moves = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));
  test.each(moves)('from %s to %s only as the domain says', (from, to) => {
    expect(mayBecome(from, to).ok).toBe(allowed.has(`${from}>${to}`));
  });
});

describe('a verdict says what it must', () => {
  test.each([
    ['no evidence', verdict({ evidence: ' ' }), 'needs.evidence_required'],
    ['dated without a window', verdict({ verdict: 'dated', blocker: 'budget' }), 'needs.window_required'],
    [
      'a window that ends before it begins',
      verdict({ verdict: 'dated', blocker: 'budget', windowFrom: day('2027-06-01'), windowUntil: day('2027-03-01') }),
      'needs.window_backwards',
    ],
    [
      'a window that has passed',
      verdict({ verdict: 'dated', blocker: 'budget', windowFrom: day('2026-02-01'), windowUntil: day('2026-03-01') }),
      'needs.window_passed',
    ],
    ['triggered without an event', verdict({ verdict: 'triggered', blocker: 'programme' }), 'needs.event_required'],
    ['dormant without a blocker', verdict({ verdict: 'dormant' }), 'needs.blocker_required'],
    ['none without a blocker', verdict({ verdict: 'none' }), 'needs.blocker_required'],
  ])('%s is refused', (_what, input, reason) => {
    expect(checkVerdict(input, today)).toMatchObject({ ok: false, reason });
  });

  test.each([
    ['now', verdict({})],
    [
      'dated',
      verdict({ verdict: 'dated', blocker: 'budget', windowFrom: day('2027-03-01'), windowUntil: day('2027-06-01') }),
    ],
    [
      'dated inside its window',
      verdict({ verdict: 'dated', blocker: 'budget', windowFrom: day('2026-11-01'), windowUntil: day('2026-12-31') }),
    ],
    ['triggered', verdict({ verdict: 'triggered', blocker: 'programme', expectedEvent: 'субсидия 2027 года' })],
    ['dormant', verdict({ verdict: 'dormant', blocker: 'running_contract' })],
  ])('%s passes', (_what, input) => {
    expect(checkVerdict(input, today).ok).toBe(true);
  });
});

describe('the next check', () => {
  test.each([
    ['now, in a fortnight', verdict({}), '2026-12-07'],
    ['window within six months, monthly', verdict({ verdict: 'dated', windowFrom: day('2027-05-23') }), '2026-11-24'],
    [
      'window in a year: lead time before it comes later than the cadence',
      verdict({ verdict: 'dated', windowFrom: day('2027-11-23') }),
      '2027-02-21',
    ],
    ['window in two years, half-yearly', verdict({ verdict: 'dated', windowFrom: day('2028-11-23') }), '2027-05-22'],
    [
      'event expected within six months',
      verdict({ verdict: 'triggered', expectedOn: day('2027-03-01') }),
      '2026-12-23',
    ],
    ['event at no known time', verdict({ verdict: 'triggered' }), '2027-05-22'],
    ['dormant, in a year', verdict({ verdict: 'dormant' }), '2027-11-23'],
  ])('%s', (_what, input, expected) => {
    expect(nextCheck(input, today, today, cadence, calendar)?.toString()).toBe(expected);
  });

  test('whoever never buys is not looked at any more', () => {
    expect(nextCheck(verdict({ verdict: 'none', blocker: 'other' }), today, today, cadence, calendar)).toBeNull();
  });

  test('a contact of long ago brings the check to the next working day, not into the past', () => {
    expect(nextCheck(verdict({}), day('2026-01-10'), day('2026-12-31'), cadence, calendar)?.toString()).toBe(
      '2027-01-11',
    );
  });

  const anyDay = fc.integer({ min: 0, max: 3650 }).map((days) => day('2022-01-01').add({ days }));
  test('is never before the next working day, and never later than contact plus cadence or that day', () => {
    fc.assert(
      fc.property(
        anyDay,
        anyDay,
        fc.option(anyDay, { nil: null }),
        fc.constantFrom(...VERDICTS),
        (now, window, expected, kind) => {
          const input = verdict({ verdict: kind, windowFrom: window, expectedOn: expected });
          const check = nextCheck(input, now, now, cadence, calendar);
          if (kind === 'none') return check === null;
          if (check === null) return false;
          const first = spreadChecks(1, 1, now, calendar)[0];
          const latest = now.add({ days: cadenceDays(input, now, cadence) });
          return (
            first !== undefined &&
            Temporal.PlainDate.compare(check, first) >= 0 &&
            (Temporal.PlainDate.compare(check, latest) <= 0 || check.equals(first))
          );
        },
      ),
    );
  });
});

test.each([
  ['2027-05-22', true],
  ['2027-05-23', false],
  [null, false],
])('a window that opens on %s is inside the lead time of 180 days: %s', (opens, inside) => {
  expect(isInsideLeadTime(opens === null ? null : day(opens), today, 180)).toBe(inside);
});

test('checks of one event are spread over working days, so many a day', () => {
  const days = spreadChecks(7, 3, day('2026-12-29'), calendar);
  expect(days.map(String)).toEqual([
    '2026-12-30',
    '2026-12-30',
    '2026-12-30',
    '2027-01-11',
    '2027-01-11',
    '2027-01-11',
    '2027-01-12',
  ]);
  expect(days.every((one) => isWorkingDay(calendar, one))).toBe(true);
});
