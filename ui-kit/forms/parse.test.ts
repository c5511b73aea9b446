import { describe, expect, test } from 'vitest';
import { parseDay, parseMoney, parseNumber, parseTime } from './parse.ts';

const TODAY = '2026-11-23';

test.each([
  ['', null],
  ['1 870', 1870],
  ['1\u2009870', 1870],
  ['21,6', 21.6],
  ['21.6', 21.6],
  ['−5', -5],
  ['пять', undefined],
  ['1,2,3', undefined],
])('a number typed as «%s»', (text, value) => expect(parseNumber(text)).toBe(value));

test('English commas part thousands, Russian ones do not', () => {
  expect([parseNumber('64,000,000', 'en'), parseNumber('1,870', 'en'), parseNumber('64,000,000', 'ru')]).toEqual([
    64_000_000,
    1870,
    undefined,
  ]);
});

test.each([
  ['', null],
  ['64 000 000', 6_400_000_000],
  ['64 000 000 ₽', 6_400_000_000],
  ['907200,50', 90_720_050],
  ['120 млн', 12_000_000_000],
  ['1,5 млрд ₽', 150_000_000_000],
  ['500 тыс.', 50_000_000],
  ['21,6 млн руб.', 2_160_000_000],
  ['₽120M', 12_000_000_000],
  ['млн', undefined],
  ['много', undefined],
  ['99999999999999999', undefined],
])('a sum typed as «%s»', (text, kopecks) => expect(parseMoney(text)).toBe(kopecks));

describe('a day as people type it', () => {
  test.each([
    ['', null],
    ['23.11.2026', '2026-11-23'],
    ['3.1.27', '2027-01-03'],
    ['23/11/2026', '2026-11-23'],
    ['23112026', '2026-11-23'],
    ['231126', '2026-11-23'],
    ['2026-11-23', '2026-11-23'],
    ['24.11', '2026-11-24'],
    ['22.11', '2027-11-22'],
    ['23.11', '2026-11-23'],
    ['сегодня', '2026-11-23'],
    ['Завтра', '2026-11-24'],
    ['послезавтра', '2026-11-25'],
    ['+14', '2026-12-07'],
    ['tomorrow', '2026-11-24'],
    ['31.02.2026', undefined],
    ['29.02', '2028-02-29'],
    ['32.01.2026', undefined],
    ['скоро', undefined],
  ])('«%s»', (text, day) => expect(parseDay(text, TODAY)).toBe(day));

  test('where only the past can be meant, a day without a year lies behind', () => {
    expect([parseDay('22.11', TODAY, 'past'), parseDay('24.11', TODAY, 'past')]).toEqual(['2026-11-22', '2025-11-24']);
  });
});

test.each([
  ['', null],
  ['9:42', '09:42'],
  ['0942', '09:42'],
  ['942', '09:42'],
  ['21.30', '21:30'],
  ['9', '09:00'],
  ['24:00', undefined],
  ['9:60', undefined],
  ['утром', undefined],
])('a time typed as «%s»', (text, time) => expect(parseTime(text)).toBe(time));
