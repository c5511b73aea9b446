import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { russianWorkingCalendar } from './russian-holidays.ts';
import {
  addWorkingDays,
  addWorkingTime,
  atWorkingTime,
  deadlineInWorkingDays,
  employeeCalendar,
  isProvisional,
  isWorkingDay,
  isWorkingTime,
  nextWorkingDay,
  previousWorkingDay,
  type WorkingCalendar,
  workingDayFrom,
  workingDaysBetween,
  workingMinutesBetween,
} from './working-calendar.ts';

const moscow = russianWorkingCalendar();
const day = (text: string) => Temporal.PlainDate.from(text);
const at = (calendar: WorkingCalendar, wall: string) =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(calendar.timeZone).toInstant();
const wallOf = (calendar: WorkingCalendar, instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });

describe('working days', () => {
  it.each([
    { date: '2026-11-03', working: true, why: 'a shortened Tuesday' },
    { date: '2026-11-04', working: false, why: 'a public holiday' },
    { date: '2026-11-07', working: false, why: 'a Saturday' },
    { date: '2024-04-27', working: true, why: 'a Saturday worked by decree' },
  ])('$date is $why', ({ date, working }) => {
    expect(isWorkingDay(moscow, day(date))).toBe(working);
  });

  it.each([
    { from: '2026-11-03', count: 1, to: '2026-11-05' },
    { from: '2026-11-06', count: 1, to: '2026-11-09' },
    { from: '2025-12-30', count: 1, to: '2026-01-12' },
    { from: '2026-11-07', count: 0, to: '2026-11-07' },
    { from: '2026-01-12', count: -1, to: '2025-12-30' },
    { from: '2026-11-02', count: 5, to: '2026-11-10' },
  ])('$count working days from $from is $to', ({ from, count, to }) => {
    expect(addWorkingDays(moscow, day(from), count).toString()).toBe(to);
  });

  it('the next and the previous working day never are the day itself, the first one from a day may be', () => {
    expect(nextWorkingDay(moscow, day('2026-11-05')).toString()).toBe('2026-11-06');
    expect(previousWorkingDay(moscow, day('2026-11-05')).toString()).toBe('2026-11-03');
    expect(workingDayFrom(moscow, day('2026-11-05')).toString()).toBe('2026-11-05');
    expect(workingDayFrom(moscow, day('2026-11-04')).toString()).toBe('2026-11-05');
  });

  it('adding and counting working days agree', () => {
    const days = fc.date({ min: new Date('2021-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), (date, count) => {
        const from = workingDayFrom(moscow, day(date.toISOString().slice(0, 10)));
        expect(workingDaysBetween(moscow, from, addWorkingDays(moscow, from, count))).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it('a calendar without working days refuses to name one instead of searching for ever', () => {
    const never = { ...moscow, days: new Map(), weekend: [1, 2, 3, 4, 5, 6, 7] };
    expect(() => nextWorkingDay(never, day('2026-11-05'))).toThrow(RangeError);
    expect(() => previousWorkingDay(never, day('2026-11-05'))).toThrow(RangeError);
    expect(() => addWorkingTime(never, at(never, '2026-11-05T10:00'), 1)).toThrow(RangeError);
  });

  it('a calendar with no end of decrees is never provisional', () => {
    const { provisionalFrom: _, ...decreed } = moscow;
    expect(isProvisional(decreed, day('2040-01-01'))).toBe(false);
  });
});

describe("an employee's own working time", () => {
  const vladivostok = employeeCalendar(moscow, {
    timeZone: 'Asia/Vladivostok',
    hours: { start: '10:00', end: '16:00' },
    absences: [{ from: '2026-11-09', to: '2026-11-20' }],
  });

  it('takes absences off, first and last day included', () => {
    expect(isWorkingDay(vladivostok, day('2026-11-06'))).toBe(true);
    expect(isWorkingDay(vladivostok, day('2026-11-09'))).toBe(false);
    expect(isWorkingDay(vladivostok, day('2026-11-20'))).toBe(false);
    expect(nextWorkingDay(vladivostok, day('2026-11-06')).toString()).toBe('2026-11-23');
  });

  it('counts a deadline in their own zone and hours', () => {
    const offered = at(moscow, '2026-11-06T08:30');
    expect(wallOf(vladivostok, offered)).toBe('2026-11-06T15:30');
    expect(wallOf(vladivostok, addWorkingTime(vladivostok, offered, 60))).toBe('2026-11-23T10:30');
  });
});

describe('working time', () => {
  it.each([
    { from: '2026-11-05T10:00', minutes: 0, to: '2026-11-05T10:00', why: 'nothing added' },
    { from: '2026-11-07T10:00', minutes: 0, to: '2026-11-07T10:00', why: 'nothing added on a rest day' },
    { from: '2026-11-05T10:00', minutes: 60, to: '2026-11-05T11:00', why: 'within the morning' },
    { from: '2026-11-05T12:30', minutes: 60, to: '2026-11-05T14:30', why: 'lunch does not count' },
    { from: '2026-11-05T09:00', minutes: 480, to: '2026-11-05T18:00', why: 'a whole day ends the same day' },
    { from: '2026-11-05T17:59', minutes: 2, to: '2026-11-06T09:01', why: 'over the night' },
    { from: '2026-11-06T17:30', minutes: 60, to: '2026-11-09T09:30', why: 'over the weekend' },
    { from: '2026-11-03T16:30', minutes: 60, to: '2026-11-05T09:30', why: 'a short day and a holiday' },
    { from: '2026-11-05T05:00', minutes: 15, to: '2026-11-05T09:15', why: 'from before the day starts' },
    { from: '2026-11-05T13:20', minutes: 15, to: '2026-11-05T14:15', why: 'from the middle of lunch' },
  ])('$from plus $minutes minutes is $to: $why', ({ from, minutes, to }) => {
    expect(wallOf(moscow, addWorkingTime(moscow, at(moscow, from), minutes))).toBe(to);
  });

  it.each([
    { from: '2026-11-05T12:00', to: '2026-11-05T15:00', minutes: 120 },
    { from: '2026-11-03T09:00', to: '2026-11-05T09:00', minutes: 420 },
    { from: '2026-11-07T09:00', to: '2026-11-08T18:00', minutes: 0 },
    { from: '2026-11-05T15:00', to: '2026-11-05T12:00', minutes: -120 },
  ])('from $from to $to there are $minutes working minutes', ({ from, to, minutes }) => {
    expect(workingMinutesBetween(moscow, at(moscow, from), at(moscow, to))).toBe(minutes);
  });

  it.each([
    { instant: '2026-11-05T10:00', working: '2026-11-05T10:00' },
    { instant: '2026-11-05T13:30', working: '2026-11-05T14:00' },
    { instant: '2026-11-05T18:00', working: '2026-11-06T09:00' },
    { instant: '2026-11-04T10:00', working: '2026-11-05T09:00' },
  ])('$instant moves to working time at $working', ({ instant, working }) => {
    expect(wallOf(moscow, atWorkingTime(moscow, at(moscow, instant)))).toBe(working);
    expect(isWorkingTime(moscow, at(moscow, instant))).toBe(instant === working);
  });

  it('is not added backwards and is not counted from an impossible time of day', () => {
    expect(() => addWorkingTime(moscow, at(moscow, '2026-11-05T10:00'), -1)).toThrow(RangeError);
    const wrong = { ...moscow, hours: { start: '9:00', end: '18:00' } };
    expect(() => atWorkingTime(wrong, at(moscow, '2026-11-05T10:00'))).toThrow('Not a time of day: 9:00');
  });

  it('a lunch after the end of a short day takes nothing away', () => {
    const early = { ...moscow, hours: { start: '08:00', end: '13:00', lunch: { start: '12:30', end: '13:00' } } };
    expect(workingMinutesBetween(early, at(early, '2026-11-03T00:00'), at(early, '2026-11-04T00:00'))).toBe(240);
  });
});

describe('a deadline in working days', () => {
  it.each([
    { arrived: '2026-11-05T15:00', days: 1, due: '2026-11-06T15:00', why: 'the same time tomorrow' },
    { arrived: '2026-11-05T13:30', days: 1, due: '2026-11-06T13:30', why: 'lunch belongs to the day' },
    { arrived: '2026-11-02T17:30', days: 1, due: '2026-11-03T17:00', why: 'no later than the end of a short day' },
    { arrived: '2026-11-05T20:00', days: 1, due: '2026-11-06T18:00', why: 'in the evening: tomorrow counts whole' },
    { arrived: '2026-11-05T06:00', days: 1, due: '2026-11-05T18:00', why: 'early in the morning: today counts whole' },
    { arrived: '2026-11-07T12:00', days: 1, due: '2026-11-09T18:00', why: 'on Saturday: Monday counts whole' },
    { arrived: '2026-11-07T12:00', days: 3, due: '2026-11-11T18:00', why: 'three days from Monday on' },
    { arrived: '2026-11-02T10:00', days: 3, due: '2026-11-06T10:00', why: 'the holiday is not a day' },
  ])('$days from $arrived is $due: $why', ({ arrived, days, due }) => {
    expect(wallOf(moscow, deadlineInWorkingDays(moscow, at(moscow, arrived), days))).toBe(due);
  });

  it.each([0, -1, 1.5])('of %d days is refused', (days) => {
    expect(() => deadlineInWorkingDays(moscow, at(moscow, '2026-11-05T10:00'), days)).toThrow(RangeError);
  });

  it('on a working day that shortening leaves empty falls on its start', () => {
    const brief = { ...moscow, hours: { start: '09:00', end: '09:30' } };
    expect(wallOf(brief, deadlineInWorkingDays(brief, at(brief, '2026-11-02T09:10'), 1))).toBe('2026-11-03T00:00');
  });
});

describe('invariants of working time', () => {
  const calendars: readonly WorkingCalendar[] = [
    moscow,
    russianWorkingCalendar('Asia/Kamchatka'),
    { ...moscow, timeZone: 'America/New_York', weekend: [7], hours: { start: '00:00', end: '24:00' } },
    { ...moscow, timeZone: 'Europe/Berlin', weekend: [], hours: { start: '01:00', end: '09:00' } },
    {
      ...moscow,
      timeZone: 'Australia/Lord_Howe',
      weekend: [],
      hours: { start: '00:30', end: '06:00', lunch: { start: '02:00', end: '02:15' } },
    },
    employeeCalendar(moscow, { absences: [{ from: '2026-03-01', to: '2026-04-15' }] }),
  ];
  const calendar = fc.constantFrom(...calendars);
  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 })
    .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));
  const duration = fc.integer({ min: 0, max: 6_000 });

  it('time added is time counted, through clock changes in spring and autumn', () => {
    fc.assert(
      fc.property(calendar, instant, duration, (cal, from, minutes) => {
        expect(workingMinutesBetween(cal, from, addWorkingTime(cal, from, minutes))).toBe(minutes);
      }),
    );
  });

  it('a later start or a longer work never ends earlier', () => {
    fc.assert(
      fc.property(calendar, instant, instant, duration, duration, (cal, one, other, less, more) => {
        const [from, later] = Temporal.Instant.compare(one, other) < 0 ? [one, other] : [other, one];
        const end = addWorkingTime(cal, from, Math.min(less, more));
        expect(Temporal.Instant.compare(end, addWorkingTime(cal, from, Math.max(less, more)))).toBeLessThanOrEqual(0);
        if (less > 0) {
          const [early, late] = [addWorkingTime(cal, from, less), addWorkingTime(cal, later, less)];
          expect(Temporal.Instant.compare(early, late)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('time worked adds up over any point in between and adding twice is adding once', () => {
    fc.assert(
      fc.property(calendar, instant, instant, instant, (cal, a, b, c) => {
        const between = (from: Temporal.Instant, to: Temporal.Instant) => workingMinutesBetween(cal, from, to);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(calendar, instant, duration, duration, (cal, from, first, second) => {
        const twice = addWorkingTime(cal, addWorkingTime(cal, from, first), second);
        expect(workingMinutesBetween(cal, from, twice)).toBe(first + second);
      }),
    );
  });

  it('a deadline in days falls after the arrival and within working time or at its end', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 10 }), (cal, arrived, days) => {
        const due = deadlineInWorkingDays(cal, arrived, days);
        expect(Temporal.Instant.compare(arrived, due)).toBeLessThan(0);
        expect(isWorkingDay(cal, due.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(cal.timeZone).toPlainDate())).toBe(
          true,
        );
      }),
    );
  });
});
