/** The days that stand on the line of a plan. */
export interface PlannedDays {
  planned_on: string;
  promised_on: string;
  reached_on: string | null;
}

/** The stretch of time that all milestones of a project share, and where a day stands on it: 0 … 100. */
export interface PlanLine {
  from: string;
  until: string;
  place(day: string): number;
}

/** Room at both ends, so that no mark is cut: a share of the stretch on each side. */
const EDGE = 0.03;

/** Lays the days of a plan, the day of opening and today on one line. */
export function planLine(opened: string, today: string, plan: readonly PlannedDays[]): PlanLine {
  const days = [
    opened.slice(0, 10),
    today,
    ...plan.flatMap((one) => [one.planned_on, one.promised_on, ...(one.reached_on === null ? [] : [one.reached_on])]),
  ].sort();
  const from = days[0] ?? today;
  const until = days.at(-1) ?? today;
  const length = Math.max(1, daysBetween(from, until));
  return {
    from,
    until,
    place: (day) => 100 * (EDGE + (1 - 2 * EDGE) * Math.min(1, Math.max(0, daysBetween(from, day) / length))),
  };
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** How many days later than promised: reached late, or still planned later. Negative when earlier. */
export function delayOf(one: PlannedDays): number {
  return daysBetween(one.promised_on, one.reached_on ?? one.planned_on);
}

/** By how many days an open milestone is overdue; 0 while it is not. */
export function overdueBy(one: PlannedDays, today: string): number {
  return one.reached_on === null ? Math.max(0, daysBetween(one.planned_on, today)) : 0;
}

/** How many days ago a day was. */
export function daysSince(day: string, today: string): number {
  return daysBetween(day, today);
}

/** The day that follows: the first one that a form takes for «later than today». */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
