import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFormat, houseSpaces } from './format.ts';

const ru = createFormat('ru', { timeZone: 'Asia/Irkutsk' });
const en = createFormat('en', { timeZone: 'Europe/London' });
const THIN = '\u2009';

describe('numbers are written with thin spaces and a true minus', () => {
  test.each([
    [1870, 0, `1${THIN}870`],
    [0, 0, '0'],
    [-0.2, 0, '0'],
    [-5, 0, '−5'],
    [21.65, 1, '21,7'],
    [3, 2, '3'],
    [1_234_567, 0, `1${THIN}234${THIN}567`],
  ])('%s with %s decimals is «%s»', (value, digits, text) => expect(ru.number(value, digits)).toBe(text));

  test('no figure ever carries a space that the typeface lacks', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (kopecks) => {
        const written = [ru.money(kopecks), ru.moneyShort(kopecks), ru.number(kopecks), en.money(kopecks)].join();
        expect(written).not.toMatch(/[\u00a0\u202f]|-\d/);
      }),
    );
  });

  test('a word with a hyphen keeps it', () => expect(houseSpaces('ДРЛ-лампа')).toBe('ДРЛ-лампа'));

  test('a difference carries its sign', () => {
    expect([ru.signed(3), ru.signed(-2), ru.signed(0)]).toEqual(['+3', '−2', '0']);
  });
});

describe('money is kopecks on the way in and roubles on the way out', () => {
  test.each([
    [6_400_000_000, `64${THIN}000${THIN}000${THIN}₽`, '₽64,000,000'],
    [1250, `12,50${THIN}₽`, '₽12.50'],
    [-100, `−1${THIN}₽`, '−₽1'],
    [0, `0${THIN}₽`, '₽0'],
  ])('%s in full', (kopecks, russian, english) => {
    expect(ru.money(kopecks)).toBe(russian);
    expect(en.money(kopecks)).toBe(english);
  });

  test.each([
    [12_000_000_000, `120${THIN}млн${THIN}₽`, '₽120M'],
    [2_160_000_000, `21,6${THIN}млн${THIN}₽`, '₽21.6M'],
    [350_000_000_000, `3${THIN}500${THIN}млн${THIN}₽`, '₽3,500M'],
    [90_720_000, `907${THIN}200${THIN}₽`, '₽907,200'],
  ])('%s shortened from a million up', (kopecks, russian, english) => {
    expect(ru.moneyShort(kopecks)).toBe(russian);
    expect(en.moneyShort(kopecks)).toBe(english);
  });
});

describe('shares', () => {
  test('a percent sign stands after a thin space in Russian and close in English', () => {
    expect([ru.percent(0.18), en.percent(0.18)]).toEqual([`18${THIN}%`, '18%']);
    expect([ru.percentRange(0.6, 0.89), en.percentRange(0.6, 0.89)]).toEqual([`60–89${THIN}%`, '60–89%']);
    expect(ru.basisPoints(1850)).toBe(`18,5${THIN}%`);
    expect([ru.outOf(24, 31), en.outOf(24, 31)]).toEqual(['24 из 31', '24 of 31']);
  });
});

describe('days and moments', () => {
  test('a day is dd.mm.yyyy, and in English cannot be misread', () => {
    expect([ru.date('2026-11-23'), en.date('2026-11-23')]).toEqual(['23.11.2026', '23 Nov 2026']);
    expect([ru.dayMonth('2026-11-03'), ru.weekdayDate('2026-11-23')]).toEqual(['03.11', 'понедельник, 23.11.2026']);
    expect([ru.weekdayShort('2026-11-23'), ru.monthYear('2027-01-15')]).toEqual(['пн 23.11', 'янв. 2027']);
  });

  test.each([
    ['2027-03-01', '2027-06-30', '03–06.2027', 'Mar–Jun 2027'],
    ['2026-11-01', '2027-02-28', '11.2026–02.2027', 'Nov 2026–Feb 2027'],
    ['2027-05-01', '2027-05-31', '05.2027', 'May 2027'],
  ])('a window from %s to %s', (from, to, russian, english) => {
    expect([ru.monthRange(from, to), en.monthRange(from, to)]).toEqual([russian, english]);
  });

  test('a moment is shown in the reader’s zone, in 24 hours', () => {
    expect([ru.time('2026-11-23T01:42:00Z'), en.time('2026-11-23T01:42:00Z')]).toEqual(['09:42', '01:42']);
    expect(ru.dateTime('2026-11-23T17:30:00Z')).toBe('24.11.2026 01:30');
    expect(ru.time('09:42')).toBe('09:42');
  });

  test.each([
    ['2026-11-23T01:10:00Z', 'сегодня 09:10'],
    ['2026-11-22T10:20:00Z', 'вчера 18:20'],
    ['2026-11-24T03:00:00Z', 'завтра 11:00'],
    ['2026-11-20T03:00:00Z', '20.11.2026'],
  ])('%s seen from the same morning is «%s»', (moment, text) => {
    expect(ru.near(moment, '2026-11-23T02:00:00Z')).toBe(text);
  });

  test('what is waited for has its time on a day further away as well', () => {
    const now = '2026-11-23T02:00:00Z';
    expect(ru.awaited('2026-11-24T03:00:00Z', now)).toBe('завтра 11:00');
    expect(ru.awaited('2026-11-30T03:00:00Z', now)).toBe('30.11.2026 11:00');
  });

  test.each([
    ['2026-11-23T01:59:40Z', 'только что'],
    ['2026-11-23T01:55:00Z', '5 мин назад'],
    ['2026-11-22T23:30:00Z', '2 ч назад'],
    ['2026-11-22T18:00:00Z', 'сегодня 02:00'],
  ])('%s seen at 10:00 is «%s»', (moment, text) => expect(ru.ago(moment, '2026-11-23T02:00:00Z')).toBe(text));
});

describe('spans and lateness', () => {
  test.each([
    [38, '38 мин'],
    [120, '2 ч'],
    [185, '3 ч 05 мин'],
    [0, '0 мин'],
    [-70, '−1 ч 10 мин'],
  ])('%s minutes are «%s»', (minutes, text) => expect(ru.duration(minutes)).toBe(text));

  test.each([
    [45, '45 с'],
    [70, '1 мин 10 с'],
    [60, '1 мин'],
    [7500, '2 ч 05 мин'],
  ])('%s seconds left are «%s»', (seconds, text) => expect(ru.remaining(seconds)).toBe(text));

  test('a running clock', () => expect([ru.stopwatch(134), ru.stopwatch(3734)]).toEqual(['02:14', '1:02:14']));

  test('what is late says by how much', () => {
    expect([ru.overdue(12), en.overdue(1), en.overdue(12)]).toEqual([
      'просрочено 12 дн.',
      '1 day overdue',
      '12 days overdue',
    ]);
    expect([ru.overdueMark(6), en.overdueMark(6)]).toEqual(['−6 дн.', '−6 d']);
    expect([ru.late(70), en.late(70)]).toEqual(['поздно 1 ч 10 мин', '1 h 10 min late']);
    expect([ru.late(500), en.late(1500)]).toEqual(['поздно 1 раб. дн.', '3 working days late']);
    expect([ru.workingTime(479), ru.workingTime(5 * 480)]).toEqual(['7 ч 59 мин', '5 раб. дн.']);
  });
});

describe('phones, files, lists, order', () => {
  test('a Russian phone is grouped the Russian way, another is left alone', () => {
    expect(ru.phone('+73915321042', '114')).toBe('+7 (391) 532-10-42, доб. 114');
    expect(en.phone('+73915321042')).toBe('+7 (391) 532-10-42');
    expect(ru.phone('+375291234567')).toBe('+375291234567');
  });

  test('a size is read at a glance', () => {
    expect([ru.bytes(900), ru.bytes(655_360), ru.bytes(2_516_582)]).toEqual(['900 Б', '640 КБ', '2,4 МБ']);
  });

  test('ё stands with е, and numbers by their value', () => {
    expect(['Ёлкин', 'Яшин', 'Егоров', 'дом 10', 'дом 9'].toSorted(ru.compare)).toEqual([
      'дом 9',
      'дом 10',
      'Егоров',
      'Ёлкин',
      'Яшин',
    ]);
  });
});
