import type { Context } from '#platform/context.ts';
import { forbidden, invalid, ok, type Result } from '#shared/result.ts';
import { maySeeColleagues } from '../access.ts';
import type { Absence } from '../contract.ts';
import { absenceView } from '../queries.ts';
import { absencesBetween } from './store.ts';

const LONGEST_DAYS = 800;
const MOST = 2_000;

/** Who is away between two days, both included. */
export async function absenceList(
  context: Context,
  { from, to, employee_id }: { from: string; to: string; employee_id?: string | undefined },
): Promise<Result<{ items: Absence[] }>> {
  if (!maySeeColleagues(context.actor)) return forbidden();
  if (to < from) return invalid('/to', 'people.absence_days_reversed');
  if (Temporal.PlainDate.from(from).until(to).days > LONGEST_DAYS)
    return invalid('/to', 'field.too_large', { limit: LONGEST_DAYS });
  const rows = await absencesBetween(context, { from, to }, employee_id ?? null, MOST);
  return ok({ items: rows.map((row) => absenceView(context, row)) });
}
