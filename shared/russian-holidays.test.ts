import { describe, expect, it } from 'vitest';
import { russianDays, russianHolidayDecrees, russianWorkingCalendar } from './russian-holidays.ts';
import { dayKind, isProvisional } from './working-calendar.ts';

const calendar = russianWorkingCalendar();

function* daysOf(year: number): Generator<Temporal.PlainDate> {
  for (let day = Temporal.PlainDate.from({ year, month: 1, day: 1 }); day.year === year; day = day.add({ days: 1 })) {
    yield day;
  }
}

const datesOf = (year: number, kind: string): string[] =>
  [...russianDays(year, year)]
    .filter(([, found]) => found === kind)
    .map(([date]) => date)
    .sort();

describe('the production calendar of Russia', () => {
  it.each([
    { year: 2021, workingDays: 247, hours: 1972 },
    { year: 2022, workingDays: 247, hours: 1973 },
    { year: 2023, workingDays: 247, hours: 1973 },
    { year: 2024, workingDays: 248, hours: 1979 },
    { year: 2025, workingDays: 247, hours: 1972 },
    { year: 2026, workingDays: 247, hours: 1972 },
  ])('of $year has the official $workingDays working days and $hours hours of a forty-hour week', (official) => {
    const kinds = [...daysOf(official.year)].map((day) => dayKind(calendar, day));
    const working = kinds.filter((kind) => kind !== 'off').length;
    const short = kinds.filter((kind) => kind === 'short').length;
    expect({ workingDays: working, hours: working * 8 - short }).toEqual({
      workingDays: official.workingDays,
      hours: official.hours,
    });
  });

  it.each([
    { year: 2021, short: ['2021-02-20', '2021-04-30', '2021-06-11', '2021-11-03'] },
    { year: 2022, short: ['2022-02-22', '2022-03-05', '2022-11-03'] },
    { year: 2023, short: ['2023-02-22', '2023-03-07', '2023-11-03'] },
    { year: 2024, short: ['2024-02-22', '2024-03-07', '2024-05-08', '2024-06-11', '2024-11-02'] },
    { year: 2025, short: ['2025-03-07', '2025-04-30', '2025-06-11', '2025-11-01'] },
    { year: 2026, short: ['2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03'] },
  ])('of $year shortens the working days before public holidays', ({ year, short }) => {
    expect(datesOf(year, 'short')).toEqual(short);
  });

  it.each([
    { year: 2021, off: ['2021-02-22', '2021-05-03', '2021-05-10', '2021-06-14', '2021-11-05', '2021-12-31'] },
    { year: 2022, off: ['2022-03-07', '2022-05-02', '2022-05-03', '2022-05-10', '2022-06-13'] },
    { year: 2023, off: ['2023-02-24', '2023-05-08', '2023-11-06'] },
    { year: 2024, off: ['2024-04-29', '2024-04-30', '2024-05-10', '2024-12-30', '2024-12-31'] },
    { year: 2025, off: ['2025-05-02', '2025-05-08', '2025-06-13', '2025-11-03', '2025-12-31'] },
    { year: 2026, off: ['2026-01-09', '2026-03-09', '2026-05-11', '2026-12-31'] },
  ])('of $year gives rest days in place of those that fell on weekends', ({ year, off }) => {
    const fixed = /-(01-0[1-8]|02-23|03-08|05-01|05-09|06-12|11-04)$/;
    expect(datesOf(year, 'off').filter((date) => !fixed.test(date))).toEqual(off);
  });

  it('works the Saturdays whose rest a decree moved', () => {
    expect(datesOf(2024, 'work')).toEqual(['2024-04-27', '2024-12-28']);
    expect(dayKind(calendar, Temporal.PlainDate.from('2024-11-02'))).toBe('short');
  });

  it('does not give a second day off for a holiday that a decree placed elsewhere', () => {
    expect(dayKind(calendar, Temporal.PlainDate.from('2025-02-24'))).toBe('work');
    expect(dayKind(calendar, Temporal.PlainDate.from('2025-03-10'))).toBe('work');
  });

  it('follows the labour code alone in years that have no decree yet and marks them provisional', () => {
    expect(dayKind(calendar, Temporal.PlainDate.from('2027-05-03'))).toBe('off');
    expect(dayKind(calendar, Temporal.PlainDate.from('2027-12-31'))).toBe('short');
    expect(isProvisional(calendar, Temporal.PlainDate.from('2027-01-11'))).toBe(true);
    expect(isProvisional(calendar, Temporal.PlainDate.from('2026-12-30'))).toBe(false);
  });

  it('names a decree for every year it claims to know', () => {
    expect(russianHolidayDecrees.map(({ year }) => year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026]);
    for (const { year, source, moved } of russianHolidayDecrees) {
      expect(source).toMatch(/от \d\d\.\d\d\.20\d\d № \d+$/);
      for (const { from, to } of moved) expect([from.slice(0, 4), to.slice(0, 4)]).toEqual([`${year}`, `${year}`]);
    }
  });
});
