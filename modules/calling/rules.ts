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

/** Why somebody does not want to talk; `do_not_call` forbids every further call. */
export const REFUSAL_REASONS = [
  'not_interested',
  'no_budget',
  'has_contractor',
  'not_my_decision',
  'no_time',
  'do_not_call',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why a client is not of the target. */
export const NOT_TARGET_REASONS = ['not_our_market', 'too_small', 'does_not_decide', 'no_object', 'other'] as const;

/** What a refusal says about the client's readiness, in the words of relevance. */
export const BLOCKER_OF_REFUSAL = {
  not_interested: 'other',
  no_budget: 'budget',
  has_contractor: 'running_contract',
  not_my_decision: 'authority',
  no_time: 'other',
  do_not_call: 'other',
  other: 'other',
} as const satisfies Record<RefusalReason, string>;

/** A minute that the client itself has named opens its window for an hour, at whatever hour that is. */
const PROMISED_HOUR = 60;

/**
 * Whether a promised call-back is due and may be made now: on its day inside the client's windows, or, when a minute was
 * promised, from that minute on inside the windows, and within an hour of it outside them. Source: domain §3.
 */
export function isPromiseDue(
  promise: { on: Temporal.PlainDate; at: Temporal.Instant | null; zone: string },
  now: Temporal.Instant,
  calendar: WorkingCalendar,
  windows: CallWindows,
): boolean {
  const open = isOpenFor(promise.zone, now, calendar, windows);
  if (promise.at === null) {
    const today = now.toZonedDateTimeISO(promise.zone).toPlainDate();
    return open && Temporal.PlainDate.compare(promise.on, today) <= 0;
  }
  if (Temporal.Instant.compare(now, promise.at) < 0) return false;
  return open || Temporal.Instant.compare(now, promise.at.add({ minutes: PROMISED_HOUR })) < 0;
}

/**
 * When a client may be called next, by the calls of the period: after the pause of the last one, and never while the limit
 * of the period is used up. Wrong numbers disturbed nobody and do not count. Source: domain §3.
 */
export function nextAllowed(
  calls: readonly { at: Temporal.Instant; readyAt: Temporal.Instant; outcome: Outcome }[],
  now: Temporal.Instant,
  { limit, periodDays }: AttemptLimits,
): Temporal.Instant | null {
  const newestFirst = calls.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at));
  const last = newestFirst[0]?.readyAt ?? null;
  const counted = newestFirst
    .filter(({ outcome }) => outcome !== 'wrong_number')
    .map(({ at }) => at.add({ hours: periodDays * 24 }))
    .filter((leaves) => Temporal.Instant.compare(leaves, now) > 0);
  const limited = counted[limit - 1] ?? null;
  const later = [last, limited]
    .filter((at) => at !== null)
    .toSorted(Temporal.Instant.compare)
    .at(-1);
  return later === undefined || Temporal.Instant.compare(later, now) <= 0 ? null : later;
}

/** How many of the calls count against the limit at this instant. */
export function attemptsUsed(
  calls: readonly { at: Temporal.Instant; outcome: Outcome }[],
  now: Temporal.Instant,
  periodDays: number,
): number {
  return calls.filter(
    ({ at, outcome }) =>
      outcome !== 'wrong_number' && Temporal.Instant.compare(at.add({ hours: periodDays * 24 }), now) > 0,
  ).length;
}

/** Where in the queue a client was found, one line of «why this client now». Values are for the text of that name. */
export interface Why {
  /** `passed`: a queue before it that gave nobody; `chosen`: the rule that chose it; `also`: what else speaks for it. */
  kind: 'passed' | 'chosen' | 'also';
  code: string;
  values: Record<string, string | number>;
}

/** What became of one queue when the next client was looked for, in words for the caller. */
export function passedOver(queue: Queue, waiting: number): Why {
  return { kind: 'passed', code: waiting > 0 ? `${queue}_not_now` : `no_${queue}`, values: { count: waiting } };
}

/** A client whose last call was so long ago is worth mentioning as one. */
const LONG_AGO_DAYS = 1;

/** The lines that say why this client and no other is called now. Source: domain §3, experience (why this client now). */
export function whyLines(
  found: {
    queue: Queue | 'find_contact' | 'by_hand';
    passed: readonly Why[];
    checkOn: Temporal.PlainDate | null;
    promisedOn: Temporal.PlainDate | null;
    promisedAt: Temporal.Instant | null;
    warmSince: Temporal.Instant | null;
    lastTouchAt: Temporal.Instant | null;
    event: string | null;
    segment: string | null;
  },
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): Why[] {
  const days = (from: Temporal.PlainDate) => from.until(today, { largestUnit: 'days' }).days;
  const lines: Why[] = [...found.passed];
  const chosen = (code: string, values: Why['values'] = {}) => lines.push({ kind: 'chosen', code, values });
  if (found.queue === 'promised' && found.promisedAt !== null) {
    chosen('promised_at', { at: found.promisedAt.toString() });
  } else if (found.queue === 'promised' && found.promisedOn !== null) {
    chosen('promised_on', { on: found.promisedOn.toString(), days: Math.max(0, days(found.promisedOn)) });
  } else if (found.queue === 'check' && found.checkOn !== null) {
    chosen('check', { on: found.checkOn.toString(), days: Math.max(0, days(found.checkOn)) });
  } else if (found.queue === 'warm' && found.warmSince !== null) {
    chosen('warm', { at: found.warmSince.toString() });
  } else if (found.queue === 'cold' && found.segment !== null) {
    chosen('cold_segment', { segment: found.segment });
  } else {
    chosen(found.queue);
  }
  if (found.event !== null) lines.push({ kind: 'also', code: 'event', values: { event: found.event } });
  if (found.lastTouchAt === null) lines.push({ kind: 'also', code: 'never_touched', values: {} });
  else {
    const since = Math.floor(found.lastTouchAt.until(now).total('hours') / 24);
    if (since >= LONG_AGO_DAYS) lines.push({ kind: 'also', code: 'not_touched', values: { days: since } });
  }
  return lines;
}
