export interface Days {
  first_day: string;
  last_day: string;
}

const LONGEST_DAYS = 1_100;

export const overlap = (a: Days, b: Days): boolean => a.first_day <= b.last_day && b.first_day <= a.last_day;

export interface AbsencePlan extends Days {
  employee_id: string;
  deputy_id: string;
}

export interface Around {
  /** Other absences of the employee and of the deputy. */
  ownOthers: readonly Days[];
  deputyAway: readonly Days[];
  /** Absences of colleagues for whom the employee is to answer. */
  deputisesFor: readonly (Days & { full_name: string })[];
  deputyActive: boolean;
}

export type AbsenceFault =
  | { reason: 'people.absence_days_reversed' | 'people.absence_too_long' | 'people.absence_overlaps'; path: string }
  | { reason: 'people.deputy_is_self' | 'people.deputy_not_active' | 'people.deputy_away'; path: string }
  | { reason: 'people.deputises_meanwhile'; path: string; names: string[] };

/**
 * Why an absence cannot be recorded so, or null. Absences of one person do not overlap. The deputy works here, is not
 * the person, and is there on every one of the days; nor does the person answer for a colleague on those days. So nobody
 * ever deputises through a chain or a circle. Source: domain §1 (absences with a deputy).
 */
export function absenceFault(plan: AbsencePlan, around: Around): AbsenceFault | null {
  if (plan.last_day < plan.first_day) return { path: '/last_day', reason: 'people.absence_days_reversed' };
  const days = Temporal.PlainDate.from(plan.first_day).until(plan.last_day).days + 1;
  if (days > LONGEST_DAYS) return { path: '/last_day', reason: 'people.absence_too_long' };
  if (around.ownOthers.some((other) => overlap(other, plan)))
    return { path: '/first_day', reason: 'people.absence_overlaps' };
  if (plan.deputy_id === plan.employee_id) return { path: '/deputy_id', reason: 'people.deputy_is_self' };
  if (!around.deputyActive) return { path: '/deputy_id', reason: 'people.deputy_not_active' };
  if (around.deputyAway.some((other) => overlap(other, plan)))
    return { path: '/deputy_id', reason: 'people.deputy_away' };
  const names = around.deputisesFor.filter((other) => overlap(other, plan)).map((other) => other.full_name);
  return names.length === 0 ? null : { path: '/first_day', reason: 'people.deputises_meanwhile', names };
}
