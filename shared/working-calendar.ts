export type DayKind = 'off' | 'work' | 'short';

/** Wall-clock times `HH:MM`; `24:00` may end a day. */
export type WorkingHours = {
  readonly start: string;
  readonly end: string;
  readonly lunch?: { readonly start: string; readonly end: string };
};

/** Days of absence as ISO dates, both included. */
export type DateRange = { readonly from: string; readonly to: string };

/**
 * When a company, or one of its employees, works. `days` overrides the weekly pattern by ISO date; a short day ends an
 * hour early. `weekend` lists ISO days of the week, 1 is Monday. Years from `provisionalFrom` await their decree.
 */
export type WorkingCalendar = {
  readonly timeZone: string;
  readonly hours: WorkingHours;
  readonly days: ReadonlyMap<string, DayKind>;
  readonly weekend: readonly number[];
  readonly provisionalFrom?: number;
  readonly absences?: readonly DateRange[];
};

/** What an employee's own working time changes in the company's calendar. */
export type OwnWorkingTime = {
  readonly timeZone?: string;
  readonly hours?: WorkingHours;
  readonly weekend?: readonly number[];
  readonly absences?: readonly DateRange[];
};

type Period = { readonly start: number; readonly end: number };

const shortenedBy = 60;
const minute = 60_000;

/** A calendar that has no working day for this long cannot carry a deadline. */
const horizonDays = 3_660;

/** The company's calendar as one employee lives by it: own zone, hours, weekend and absences, where they differ. */
export function employeeCalendar(company: WorkingCalendar, own: OwnWorkingTime): WorkingCalendar {
  return { ...company, ...own };
}

/** Minutes since midnight of a wall-clock time `HH:MM`; throws on anything else. */
function minuteOfDay(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  if (time === '24:00') return 24 * 60;
  throw new RangeError(`Not a time of day: ${time}`);
}

/** True when the year's moved and shortened days are not decreed yet and may still change. */
export function isProvisional(calendar: WorkingCalendar, date: Temporal.PlainDate): boolean {
  return calendar.provisionalFrom !== undefined && date.year >= calendar.provisionalFrom;
}

/** What the day is: an exception of the calendar, else a weekend off, else a working day; an absence is off. */
export function dayKind(calendar: WorkingCalendar, date: Temporal.PlainDate): DayKind {
  const day = date.toString();
  if (calendar.absences?.some(({ from, to }) => from <= day && day <= to)) return 'off';
  return calendar.days.get(day) ?? (calendar.weekend.includes(date.dayOfWeek) ? 'off' : 'work');
}

export function isWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): boolean {
  return dayKind(calendar, date) !== 'off';
}

/** The first working day on or after `date`; throws when there is none within ten years. */
export function workingDayFrom(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  for (let looked = 0; looked < horizonDays; looked++) {
    if (isWorkingDay(calendar, day)) return day;
    day = day.add({ days: 1 });
  }
  throw new RangeError(`No working day within ten years of ${date}`);
}

/** The first working day after `date`, never `date` itself. */
export function nextWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  return workingDayFrom(calendar, date.add({ days: 1 }));
}

/** The last working day before `date`, never `date` itself. */
export function previousWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  for (let back = 1; back <= horizonDays; back++) {
    const day = date.subtract({ days: back });
    if (isWorkingDay(calendar, day)) return day;
  }
  throw new RangeError(`No working day within ten years before ${date}`);
}

/** The n-th working day after `date`, before it when `count` is negative; zero returns `date` as it is. */
export function addWorkingDays(calendar: WorkingCalendar, date: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const step = count < 0 ? previousWorkingDay : nextWorkingDay;
  let day = date;
  for (let left = Math.abs(count); left > 0; left--) day = step(calendar, day);
  return day;
}

/** Working days from the day after `from` through `to`; negative when `to` is the earlier one. */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  if (Temporal.PlainDate.compare(from, to) > 0) return 0 - workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = from; !day.equals(to); ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(calendar, day)) count++;
  }
  return count;
}

/** Periods of work on a day in minutes since its midnight: none, one, or two around lunch. */
function periodsOf(calendar: WorkingCalendar, date: Temporal.PlainDate): readonly Period[] {
  const kind = dayKind(calendar, date);
  if (kind === 'off') return [];
  const { hours } = calendar;
  const start = minuteOfDay(hours.start);
  const end = minuteOfDay(hours.end) - (kind === 'short' ? shortenedBy : 0);
  if (!hours.lunch) return [{ start, end }].filter(isNotEmpty);
  return [
    { start, end: Math.min(end, minuteOfDay(hours.lunch.start)) },
    { start: Math.max(start, minuteOfDay(hours.lunch.end)), end },
  ].filter(isNotEmpty);
}

const isNotEmpty = ({ start, end }: Period): boolean => start < end;

/** The instant, in epoch milliseconds, of a wall-clock minute of a day; a skipped hour resolves to the moment after it. */
function epochOf(calendar: WorkingCalendar, date: Temporal.PlainDate, minutes: number): number {
  const wall = date.toPlainDateTime().add({ minutes });
  return wall.toZonedDateTime(calendar.timeZone).epochMilliseconds;
}

function epochPeriodsOf(calendar: WorkingCalendar, date: Temporal.PlainDate): readonly Period[] {
  return periodsOf(calendar, date)
    .map(({ start, end }) => ({ start: epochOf(calendar, date, start), end: epochOf(calendar, date, end) }))
    .filter(isNotEmpty);
}

const localDate = (calendar: WorkingCalendar, instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(calendar.timeZone).toPlainDate();

/** Periods of work that end after the instant, in order; throws when none comes within ten years. */
function* periodsAfter(calendar: WorkingCalendar, instant: Temporal.Instant): Generator<Period, never> {
  let day = localDate(calendar, instant);
  let idleDays = 0;
  while (idleDays < horizonDays) {
    const periods = epochPeriodsOf(calendar, day);
    yield* periods.filter((period) => period.end > instant.epochMilliseconds);
    idleDays = periods.length === 0 ? idleDays + 1 : 0;
    day = day.add({ days: 1 });
  }
  throw new RangeError(`No working time within ten years of ${instant}`);
}

/** The instant itself when it is working time, otherwise the start of the next period of work. */
export function atWorkingTime(calendar: WorkingCalendar, instant: Temporal.Instant): Temporal.Instant {
  const { value } = periodsAfter(calendar, instant).next();
  return value.start > instant.epochMilliseconds ? Temporal.Instant.fromEpochMilliseconds(value.start) : instant;
}

export function isWorkingTime(calendar: WorkingCalendar, instant: Temporal.Instant): boolean {
  return atWorkingTime(calendar, instant).equals(instant);
}

/**
 * The earliest instant by which `minutes` of working time have passed since `instant`. A period used up to its end
 * yields that end, so eight hours from nine o'clock are due at six, not at nine the next morning.
 */
export function addWorkingTime(
  calendar: WorkingCalendar,
  instant: Temporal.Instant,
  minutes: number,
): Temporal.Instant {
  if (minutes < 0) throw new RangeError('Working time cannot be added backwards');
  if (minutes === 0) return instant;
  let left = Math.round(minutes * minute);
  const periods = periodsAfter(calendar, instant);
  for (;;) {
    const period = periods.next().value;
    const from = Math.max(period.start, instant.epochMilliseconds);
    const available = period.end - from;
    if (left <= available) return Temporal.Instant.fromEpochMilliseconds(from + left);
    left -= available;
  }
}

/** Minutes of working time from `from` to `to`, with fractions for seconds; negative when `to` is the earlier one. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Temporal.Instant, to: Temporal.Instant): number {
  if (Temporal.Instant.compare(from, to) > 0) return 0 - workingMinutesBetween(calendar, to, from);
  const lastDay = localDate(calendar, to);
  let worked = 0;
  for (let day = localDate(calendar, from); Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 })) {
    for (const { start, end } of epochPeriodsOf(calendar, day)) {
      worked += Math.max(0, Math.min(end, to.epochMilliseconds) - Math.max(start, from.epochMilliseconds));
    }
  }
  return worked / minute;
}

/**
 * The deadline of an answer due in `days` working days. What arrives during the working day is due at the same time of
 * the n-th working day after, at the latest when that day ends; what arrives outside working time counts from the next
 * working day and is due when the n-th one ends. Source: domain §4.
 */
export function deadlineInWorkingDays(
  calendar: WorkingCalendar,
  arrived: Temporal.Instant,
  days: number,
): Temporal.Instant {
  if (!Number.isInteger(days) || days < 1) throw new RangeError('A deadline needs at least one whole working day');
  const endOf = (day: Temporal.PlainDate): Temporal.Instant => {
    const end = epochPeriodsOf(calendar, day).at(-1)?.end ?? epochOf(calendar, day, 0);
    return Temporal.Instant.fromEpochMilliseconds(end);
  };
  const local = arrived.toZonedDateTimeISO(calendar.timeZone);
  const today = local.toPlainDate();
  const periods = epochPeriodsOf(calendar, today);
  const first = periods.at(0);
  const last = periods.at(-1);
  if (!first || !last || arrived.epochMilliseconds < first.start) {
    return endOf(addWorkingDays(calendar, workingDayFrom(calendar, today), days - 1));
  }
  const due = addWorkingDays(calendar, today, days);
  if (arrived.epochMilliseconds >= last.end) return endOf(due);
  const sameTime = due.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: local.toPlainTime() }).toInstant();
  return Temporal.Instant.compare(sameTime, endOf(due)) < 0 ? sameTime : endOf(due);
}
