import type { DayKind, WorkingCalendar } from './working-calendar.ts';

/** A rest day carried from one date to another by a government decree. */
export type MovedRestDay = { readonly from: string; readonly to: string };

export type HolidayDecree = { readonly year: number; readonly source: string; readonly moved: readonly MovedRestDay[] };

/**
 * Decrees of the Government of the Russian Federation on the carrying over of rest days. The paid non-working days that
 * the President declared in May and November 2021 are not here: they left the year's norm of working time unchanged and
 * employers were free to work.
 */
export const russianHolidayDecrees: readonly HolidayDecree[] = [
  {
    year: 2021,
    source: 'Постановление Правительства РФ от 10.10.2020 № 1648',
    moved: [
      { from: '2021-01-02', to: '2021-11-05' },
      { from: '2021-01-03', to: '2021-12-31' },
      { from: '2021-02-20', to: '2021-02-22' },
    ],
  },
  {
    year: 2022,
    source: 'Постановление Правительства РФ от 16.09.2021 № 1564',
    moved: [
      { from: '2022-01-01', to: '2022-05-03' },
      { from: '2022-01-02', to: '2022-05-10' },
      { from: '2022-03-05', to: '2022-03-07' },
    ],
  },
  {
    year: 2023,
    source: 'Постановление Правительства РФ от 29.08.2022 № 1505',
    moved: [
      { from: '2023-01-01', to: '2023-02-24' },
      { from: '2023-01-08', to: '2023-05-08' },
    ],
  },
  {
    year: 2024,
    source: 'Постановление Правительства РФ от 10.08.2023 № 1314',
    moved: [
      { from: '2024-01-06', to: '2024-05-10' },
      { from: '2024-01-07', to: '2024-12-31' },
      { from: '2024-04-27', to: '2024-04-29' },
      { from: '2024-11-02', to: '2024-04-30' },
      { from: '2024-12-28', to: '2024-12-30' },
    ],
  },
  {
    year: 2025,
    source: 'Постановление Правительства РФ от 04.10.2024 № 1335',
    moved: [
      { from: '2025-01-04', to: '2025-05-02' },
      { from: '2025-01-05', to: '2025-12-31' },
      { from: '2025-02-23', to: '2025-05-08' },
      { from: '2025-03-08', to: '2025-06-13' },
      { from: '2025-11-01', to: '2025-11-03' },
    ],
  },
  {
    year: 2026,
    source: 'Постановление Правительства РФ от 24.09.2025 № 1466',
    moved: [
      { from: '2026-01-03', to: '2026-01-09' },
      { from: '2026-01-04', to: '2026-12-31' },
    ],
  },
];

/** From this year on no decree is known, so days follow the labour code alone and are provisional. */
export const russianHolidaysProvisionalFrom = 2027;

/** Labour code, article 112: month and day of every public holiday. */
const publicHolidays = ['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'];
const newYearHolidays = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'];

const isWeekend = (date: Temporal.PlainDate): boolean => date.dayOfWeek >= 6;

/**
 * Days of one year that differ from the plain week of five working days, as the labour code and the year's decree make
 * them. Article 112: a public holiday on a weekend gives the next working day off (January's are placed by decree only).
 * Article 95: the working day before a public holiday is an hour shorter, and so is a Saturday worked in its place.
 */
function russianYear(year: number): Map<string, DayKind> {
  const day = (monthDay: string) => Temporal.PlainDate.from(`${year}-${monthDay}`);
  const moved = russianHolidayDecrees.find((decree) => decree.year === year)?.moved ?? [];
  const holidays = [...newYearHolidays, ...publicHolidays].map(day);
  const days = new Map<string, DayKind>(holidays.map((date) => [date.toString(), 'off']));
  const isOff = (date: Temporal.PlainDate) => days.has(date.toString()) || isWeekend(date);

  for (const holiday of publicHolidays.map(day)) {
    if (!isWeekend(holiday) || moved.some((move) => move.from === holiday.toString())) continue;
    let replacement = holiday;
    while (isOff(replacement)) replacement = replacement.add({ days: 1 });
    days.set(replacement.toString(), 'off');
  }

  const eves = new Set(
    [...holidays, day('01-01').add({ years: 1 })].map((date) => date.subtract({ days: 1 }).toString()),
  );
  for (const eve of eves) {
    const date = Temporal.PlainDate.from(eve);
    if (date.year === year && !isOff(date)) days.set(eve, 'short');
  }

  for (const { from, to } of moved) {
    const isHoliday = holidays.some((date) => date.toString() === from);
    if (!isHoliday) days.set(from, eves.has(to) ? 'short' : 'work');
    days.set(to, 'off');
  }
  return days;
}

/**
 * Exceptions from the five-day week of Russia for the years given, both ends included, keyed by ISO date. Years from
 * `russianHolidaysProvisionalFrom` on hold the fixed public holidays only. Source: domain, opening paragraph.
 */
export function russianDays(fromYear: number, toYear: number): ReadonlyMap<string, DayKind> {
  const days = new Map<string, DayKind>();
  for (let year = fromYear; year <= toYear; year++) {
    for (const [date, kind] of russianYear(year)) days.set(date, kind);
  }
  return days;
}

/** The production calendar of Russia, nine to six with lunch from one to two, in the zone given. */
export function russianWorkingCalendar(timeZone = 'Europe/Moscow'): WorkingCalendar {
  return {
    timeZone,
    hours: { start: '09:00', end: '18:00', lunch: { start: '13:00', end: '14:00' } },
    days: russianDays(2021, 2050),
    weekend: [6, 7],
    provisionalFrom: russianHolidaysProvisionalFrom,
  };
}
