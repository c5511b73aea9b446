import { ok, type Result, refuse } from '#shared/result.ts';
import { type WorkingCalendar, workingDayFrom } from '#shared/working-calendar.ts';

export interface StepDate {
  on: Temporal.PlainDate;
  at: Temporal.Instant | null;
}

/** The calendar day on which the owner of a step now is. */
export function todayOf(calendar: WorkingCalendar, now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
}

/**
 * When a step falls due. A date (and time) in the past is refused: `activities.date_past`, `activities.time_past`. A day on
 * which the owner does not work becomes the next working day, unless a time was agreed: an appointment stands.
 * `time` is wall-clock `HH:MM` where the owner works.
 * Source: domain §2 (next step: what, who, when).
 */
export function stepDate(
  calendar: WorkingCalendar,
  now: Temporal.Instant,
  on: Temporal.PlainDate,
  time: string | null,
): Result<StepDate> {
  const today = todayOf(calendar, now);
  if (Temporal.PlainDate.compare(on, today) < 0) {
    return refuse('activities.date_past', { fields: [{ path: '/due_on', reason: 'activities.date_past' }] });
  }
  if (time === null) return ok({ on: workingDayFrom(calendar, on), at: null });
  const at = on.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant();
  if (Temporal.Instant.compare(at, now) < 0) {
    return refuse('activities.time_past', {
      values: { time },
      fields: [{ path: '/due_time', reason: 'activities.time_past', values: { time } }],
    });
  }
  return ok({ on, at });
}

interface Dated {
  id: string;
  due_on: string;
  due_at: string | null;
}

/** Order of urgency: by day; on one day what has a time comes first, by its time; then as planned (ids grow with time). */
export function byUrgency(a: Dated, b: Dated): number {
  if (a.due_on !== b.due_on) return a.due_on < b.due_on ? -1 : 1;
  if (a.due_at !== b.due_at) {
    if (a.due_at === null) return 1;
    if (b.due_at === null) return -1;
    return Temporal.Instant.compare(a.due_at, b.due_at);
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The step that stands at the client as its next one: the most urgent of its holder's open steps. */
export function nextStepOf<S extends Dated>(openStepsOfHolder: readonly S[]): S | null {
  return openStepsOfHolder.toSorted(byUrgency)[0] ?? null;
}

/**
 * A client in work always has a next step: the last open step of its holder is closed together with planning the next
 * one, or with letting the client wait. Refuses: `activities.next_step_required`, `activities.next_or_wait`.
 * Source: domain §2 (in work, N1).
 */
export function mayCloseStep(step: {
  clientInWork: boolean;
  ownedByHolder: boolean;
  holdersOtherOpenSteps: number;
  next: 'by_holder' | 'by_another' | null;
  wait: boolean;
}): Result<undefined> {
  if (step.next !== null && step.wait) return refuse('activities.next_or_wait');
  const last = step.clientInWork && step.ownedByHolder && step.holdersOtherOpenSteps === 0;
  if (last && step.next !== 'by_holder' && !step.wait) {
    return refuse('activities.next_step_required', {
      fields: [{ path: '/next', reason: 'activities.next_step_required' }],
    });
  }
  return ok();
}

/** What has not happened yet cannot be recorded; a minute is given to clocks that differ. Refuses: `activities.touch_in_future`. */
export function touchTime(now: Temporal.Instant, at: Temporal.Instant): Result<Temporal.Instant> {
  if (Temporal.Instant.compare(at, now.add({ minutes: 1 })) > 0) {
    return refuse('activities.touch_in_future', { fields: [{ path: '/at', reason: 'activities.touch_in_future' }] });
  }
  return ok(at);
}
