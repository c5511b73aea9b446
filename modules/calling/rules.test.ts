import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import {
  attemptsUsed,
  isOpenFor,
  isPromiseDue,
  nextAllowed,
  nextOpening,
  openZones,
  passedOver,
  readyAfter,
  whyLines,
} from './rules.ts';

const windows = { morningStart: 540, morningEnd: 720, afternoonStart: 840, afternoonEnd: 1020 };
const calendar = russianWorkingCalendar();
const at = (text: string) => Temporal.Instant.from(text);

describe('a client is called inside its own windows', () => {
  test.each([
    ['2026-11-23T01:59:00Z', 'Asia/Krasnoyarsk', false, 'a minute before nine there'],
    ['2026-11-23T02:00:00Z', 'Asia/Krasnoyarsk', true, 'nine sharp'],
    ['2026-11-23T04:59:00Z', 'Asia/Krasnoyarsk', true, 'a minute before lunch'],
    ['2026-11-23T05:00:00Z', 'Asia/Krasnoyarsk', false, 'lunch'],
    ['2026-11-23T07:00:00Z', 'Asia/Krasnoyarsk', true, 'after lunch'],
    ['2026-11-23T10:00:00Z', 'Asia/Krasnoyarsk', false, 'the day is over'],
    ['2026-11-22T04:00:00Z', 'Asia/Krasnoyarsk', false, 'Sunday'],
    ['2026-11-04T04:00:00Z', 'Asia/Krasnoyarsk', false, 'a public holiday'],
    ['2026-11-23T21:30:00Z', 'Asia/Kamchatka', true, 'already Tuesday there'],
  ])('%s in %s: %s, %s', (now, zone, open) => {
    expect(isOpenFor(zone, at(now), calendar, windows)).toBe(open);
  });

  test('of many zones those that are open', () => {
    expect(
      openZones(
        ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Irkutsk', 'Asia/Vladivostok'],
        at('2026-11-23T07:00:00Z'),
        calendar,
        windows,
      ),
    ).toEqual(['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Irkutsk']);
  });

  test.each([
    ['2026-11-23T00:30:00Z', '2026-11-23T02:00:00Z', 'early in the morning'],
    ['2026-11-23T05:30:00Z', '2026-11-23T07:00:00Z', 'at lunch'],
    ['2026-11-23T11:00:00Z', '2026-11-24T02:00:00Z', 'in the evening'],
    ['2026-11-20T12:00:00Z', '2026-11-23T02:00:00Z', 'on Friday evening'],
    ['2026-12-31T03:00:00Z', '2027-01-11T02:00:00Z', 'before the long holidays'],
    ['2026-11-23T03:00:00Z', '2026-11-23T03:00:00Z', 'in the window itself'],
  ])('asked at %s the next window opens at %s: %s', (now, opens) => {
    expect(nextOpening('Asia/Krasnoyarsk', at(now), calendar, windows).toString()).toBe(opens);
  });

  test('the next opening is always open, and never in the past', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.constantFrom('Europe/Moscow', 'Asia/Tomsk', 'Asia/Kamchatka'),
        (minutes, zone) => {
          const now = at('2023-01-01T00:00:00Z').add({ minutes });
          const opens = nextOpening(zone, now, calendar, windows);
          return Temporal.Instant.compare(opens, now) >= 0 && isOpenFor(zone, opens, calendar, windows);
        },
      ),
    );
  });
});

describe('attempts', () => {
  const now = at('2026-11-23T07:00:00Z');
  const limits = { limit: 6, periodDays: 30 };
  const daysAgo = (...days: number[]) => days.map((n) => now.subtract({ hours: n * 24 }));

  test.each([
    [daysAgo(0), 2],
    [daysAgo(1, 0), 24],
    [daysAgo(3, 1, 0), 72],
    [daysAgo(9, 5, 2, 0), 168],
    [daysAgo(12, 9, 5, 2, 0), 336],
  ])('the pause grows with each attempt (%#)', (attempts, hours) => {
    expect(readyAfter(attempts, now, limits).equals(now.add({ hours }))).toBe(true);
  });

  test('six in thirty days is the limit: the next when the oldest has left the period', () => {
    expect(readyAfter(daysAgo(10, 8, 6, 4, 2, 0), now, limits).equals(now.add({ hours: 20 * 24 }))).toBe(true);
  });

  test('attempts of long ago do not count', () => {
    expect(readyAfter(daysAgo(200, 100, 31, 0), now, limits).equals(now.add({ hours: 2 }))).toBe(true);
  });

  test('however one calls, no period of thirty days holds more than six attempts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 }), (delays) => {
        const attempts: Temporal.Instant[] = [];
        let time = now;
        for (const delay of delays) {
          attempts.push(time);
          time = readyAfter(attempts, time, limits).add({ hours: delay });
        }
        return attempts.every((one, index) => {
          const seventh = attempts[index + limits.limit];
          return seventh === undefined || Temporal.Instant.compare(seventh, one.add({ hours: 30 * 24 })) >= 0;
        });
      }),
    );
  });
});

describe('a promised call-back', () => {
  const promise = (on: string, when: string | null) => ({
    on: Temporal.PlainDate.from(on),
    at: when === null ? null : at(when),
    zone: 'Asia/Krasnoyarsk',
  });

  test.each<[string, string | null, string, boolean, string]>([
    ['2026-11-23', null, '2026-11-23T03:00:00Z', true, 'on its day inside the window'],
    ['2026-11-24', null, '2026-11-23T03:00:00Z', false, 'the day before'],
    ['2026-11-20', null, '2026-11-23T03:00:00Z', true, 'days late'],
    ['2026-11-23', null, '2026-11-23T05:30:00Z', false, 'at lunch'],
    ['2026-11-23', '2026-11-23T03:30:00Z', '2026-11-23T03:29:00Z', false, 'a minute early'],
    ['2026-11-23', '2026-11-23T03:30:00Z', '2026-11-23T03:30:00Z', true, 'on the minute'],
    ['2026-11-23', '2026-11-23T01:30:00Z', '2026-11-23T01:45:00Z', true, 'at half past eight, as the client asked'],
    ['2026-11-23', '2026-11-23T11:30:00Z', '2026-11-23T12:31:00Z', false, 'an hour after a minute outside the window'],
    ['2026-11-20', '2026-11-20T09:00:00Z', '2026-11-23T03:00:00Z', true, 'on the next working day'],
  ])('promised for %s (%s) and asked at %s is due: %s, %s', (on, when, now, due) => {
    expect(isPromiseDue(promise(on, when), at(now), calendar, windows)).toBe(due);
  });

  test('without a minute it is never due while the window is closed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (minutes) => {
        const now = at('2026-01-01T00:00:00Z').add({ minutes });
        return (
          !isPromiseDue(promise('2026-01-01', null), now, calendar, windows) ||
          isOpenFor('Asia/Krasnoyarsk', now, calendar, windows)
        );
      }),
    );
  });
});

describe('what earlier calls leave', () => {
  const now = at('2026-11-23T07:00:00Z');
  const limits = { limit: 6, periodDays: 30 };
  const call = (hoursAgo: number, restHours: number, outcome: 'no_answer' | 'wrong_number' = 'no_answer') => ({
    at: now.subtract({ hours: hoursAgo }),
    readyAt: now.subtract({ hours: hoursAgo }).add({ hours: restHours }),
    outcome,
  });

  test('the pause of the last call counts, not those of the earlier ones', () => {
    expect(nextAllowed([call(30, 48), call(3, 2)], now, limits)).toBeNull();
    expect(nextAllowed([call(1, 2)], now, limits)?.equals(now.add({ hours: 1 }))).toBe(true);
  });

  test('a used-up limit lasts until the oldest of its calls has left the period', () => {
    const six = [700, 600, 500, 400, 300, 200].map((hours) => call(hours, 1));
    expect(nextAllowed(six, now, limits)?.equals(now.add({ hours: 20 }))).toBe(true);
    expect(nextAllowed(six.slice(1), now, limits)).toBeNull();
    expect(attemptsUsed(six, now, 30)).toBe(6);
  });

  test('a wrong number disturbed nobody and does not count', () => {
    const calls = [700, 600, 500, 400, 300].map((hours) => call(hours, 1));
    expect(nextAllowed([...calls, call(1, 0, 'wrong_number')], now, limits)).toBeNull();
    expect(attemptsUsed([...calls, call(1, 0, 'wrong_number')], now, 30)).toBe(5);
  });
});

describe('why this client now', () => {
  const now = at('2026-11-23T07:00:00Z');
  const today = Temporal.PlainDate.from('2026-11-23');
  const found = {
    queue: 'cold',
    passed: [],
    checkOn: null,
    promisedOn: null,
    promisedAt: null,
    warmSince: null,
    lastTouchAt: null,
    event: null,
    segment: null,
  } as const;
  const chosen = (more: Partial<Parameters<typeof whyLines>[0]>) =>
    whyLines({ ...found, ...more }, today, now).find((line) => line.kind === 'chosen');

  test.each([
    [{ queue: 'promised', promisedAt: at('2026-11-23T06:30:00Z') }, 'promised_at', { at: '2026-11-23T06:30:00Z' }],
    [{ queue: 'promised', promisedOn: today.subtract({ days: 2 }) }, 'promised_on', { on: '2026-11-21', days: 2 }],
    [{ queue: 'check', checkOn: Temporal.PlainDate.from('2026-11-20') }, 'check', { on: '2026-11-20', days: 3 }],
    [{ queue: 'warm', warmSince: at('2026-11-22T10:00:00Z') }, 'warm', { at: '2026-11-22T10:00:00Z' }],
    [{ segment: 'города' }, 'cold_segment', { segment: 'города' }],
    [{}, 'cold', {}],
    [{ queue: 'by_hand' }, 'by_hand', {}],
  ] as const)('names the rule that chose it (%#)', (more, code, values) => {
    expect(chosen(more)).toEqual({ kind: 'chosen', code, values });
  });

  test('says what else speaks for it, and what was passed over before', () => {
    const lines = whyLines(
      {
        ...found,
        passed: [passedOver('promised', 0), passedOver('warm', 3)],
        event: 'Проект бюджета',
        lastTouchAt: now.subtract({ hours: 24 * 195 }),
      },
      today,
      now,
    );
    expect(lines.map((line) => line.code)).toEqual(['no_promised', 'warm_not_now', 'cold', 'event', 'not_touched']);
    expect(lines.at(-1)?.values).toEqual({ days: 195 });
  });
});
