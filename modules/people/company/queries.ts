import type { Context } from '#platform/context.ts';
import { digestOfSecret } from '#platform/secrets.ts';
import { forbidden, ok, type Result } from '#shared/result.ts';
import { dayKind, isProvisional } from '#shared/working-calendar.ts';
import { mayEditCompany, maySeeColleagues } from '../access.ts';
import { companyCalendar, companyIfSetUp, companyOf, decreedKind } from '../queries.ts';
import type { CalendarYear, CompanyView } from './contract.ts';
import { calendarDays, isSetupLink } from './store.ts';

export async function companyView(context: Context): Promise<Result<CompanyView>> {
  if (!maySeeColleagues(context.actor)) return forbidden();
  const company = await companyOf(context);
  return ok({
    name: company.name,
    language: company.language,
    time_zone: company.timeZone,
    currency: company.currency,
    is_demo: company.isDemo,
    may_edit: mayEditCompany(context.actor),
    version: company.version,
  });
}

/** Every day of a year with what it is and what it would be by the decree. */
export async function calendarYear(context: Context, year: number): Promise<Result<CalendarYear>> {
  if (!maySeeColleagues(context.actor)) return forbidden();
  const [calendar, edits] = await Promise.all([companyCalendar(context), calendarDays(context)]);
  const notes = new Map(edits.map((edit) => [edit.day, edit.note]));
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  const days = Array.from({ length: first.daysInYear }, (_, index) => {
    const date = first.add({ days: index });
    const day = date.toString();
    return {
      day,
      kind: dayKind(calendar, date),
      decreed: decreedKind(date),
      note: notes.get(day) ?? null,
    };
  });
  return ok({ year, provisional: isProvisional(calendar, first), days, may_edit: mayEditCompany(context.actor) });
}

/** Whether there is a company yet, and whether the one-time link would set it up. */
export async function setupState(
  context: Context,
  token: string | undefined,
): Promise<Result<{ needed: boolean; link_valid: boolean }>> {
  const needed = (await companyIfSetUp(context)) === null;
  return ok({
    needed,
    link_valid: needed && token !== undefined && (await isSetupLink(context, digestOfSecret(token))),
  });
}
