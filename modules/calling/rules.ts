import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from '#shared/working-calendar.ts';

export const QUEUES = ['promised', 'warm', 'check', 'cold'] as const;
/** In the order in which a client is chosen. Source: domain §3. */
export type Queue = (typeof QUEUES)[number];

export const OUTCOMES = [
  'no_answer',
  'call_back',
  'gatekeeper',
  'wrong_number',
  'refusal',
  'not_target',
  'spoken',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** When a client may be called, in minutes of its local day; editable norms of the sales system. */
export interface CallWindows {
  morningStart: number;
  morningEnd: number;
  afternoonStart: number;
  afternoonEnd: number;
}

export interface AttemptLimits {
  limit: number;
  periodDays: number;
}

const HOUR_MINUTES = 60;

/** Whether a client of this zone may be called at this instant: on a working day, inside one of its two windows. Source: domain §3. */
export function isOpenFor(
  zone: string,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
  windows: CallWindows,
): boolean {
  const local = now.toZonedDateTimeISO(zone);
  if (!isWorkingDay(calendar, local.toPlainDate())) return false;
  const minute = local.hour * HOUR_MINUTES + local.minute;
  return (
    (minute >= windows.morningStart && minute < windows.morningEnd) ||
    (minute >= windows.afternoonStart && minute < windows.afternoonEnd)
  );
}

/** The zones whose clients may be called now. */
export function openZones(
  zones: readonly string[],
  now: Temporal.Instant,
  calendar: WorkingCalendar,
  windows: CallWindows,
): string[] {
  return zones.filter((zone) => isOpenFor(zone, now, calendar, windows));
}

/** When a client of this zone may be called next: now, if its window is open, else the opening of the next one. */
export function nextOpening(
  zone: string,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
  windows: CallWindows,
): Temporal.Instant {
  if (isOpenFor(zone, now, calendar, windows)) return now;
  const local = now.toZonedDateTimeISO(zone);
  const today = local.toPlainDate();
  const opening = (day: Temporal.PlainDate, minute: number) =>
    day
      .toZonedDateTime({
        timeZone: zone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / HOUR_MINUTES), minute: minute % HOUR_MINUTES }),
      })
      .toInstant();
  if (isWorkingDay(calendar, today)) {
    for (const start of [windows.morningStart, windows.afternoonStart]) {
      const at = opening(today, start);
      if (Temporal.Instant.compare(at, now) > 0) return at;
    }
  }
  return opening(nextWorkingDay(calendar, today), windows.morningStart);
}

/** Growing pauses after attempts that reached nobody, in hours: 2 hours, a day, 3 days, a week, two weeks. */
const PAUSES_HOURS = [2, 24, 72, 168, 336];

/**
 * When a client may be offered again after an attempt that reached nobody: after a pause that grows with each such attempt,
 * and after the oldest attempt has left the period once the limit is reached. `attempts` are those of the period, newest
 * included, in any order. Source: domain §3 (attempts limited per client and period, growing pauses).
 */
export function readyAfter(
  attempts: readonly Temporal.Instant[],
  now: Temporal.Instant,
  { limit, periodDays }: AttemptLimits,
): Temporal.Instant {
  const inPeriod = attempts
    .filter((at) => Temporal.Instant.compare(at.add({ hours: periodDays * 24 }), now) > 0)
    .sort(Temporal.Instant.compare);
  const pause = PAUSES_HOURS[Math.min(Math.max(inPeriod.length, 1), PAUSES_HOURS.length) - 1] ?? 0;
  const rested = now.add({ hours: pause });
  const decisive = inPeriod[inPeriod.length - limit];
  if (decisive === undefined) return rested;
  const allowed = decisive.add({ hours: periodDays * 24 });
  return Temporal.Instant.compare(allowed, rested) > 0 ? allowed : rested;
}
