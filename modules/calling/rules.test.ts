import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import { isOpenFor, nextOpening, openZones, readyAfter } from './rules.ts';

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
