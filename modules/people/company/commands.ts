import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { announce } from '#platform/outbox.ts';
import { digestOfSecret, newSecret } from '#platform/secrets.ts';
import { forbidden, invalid, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { knownTimeZone } from '#shared/time-zones.ts';
import type { DayKind } from '#shared/working-calendar.ts';
import { mayEditCompany } from '../access.ts';
import { companyIfSetUp, decreedKind } from '../queries.ts';
import type { CompanyView } from './contract.ts';
import { companyView } from './queries.ts';
import {
  calendarDays,
  clearCalendarDay,
  insertSetupLink,
  lockCompany,
  saveCalendarDay,
  updateCompany,
} from './store.ts';

const LINK_HOURS = 7 * 24;

/**
 * Makes a one-time link that sets an empty company up, for the start of the server to print; null when there is a company.
 * Links of other processes that started meanwhile stay good until one of them is used. Source: quality, Security.
 */
export async function issueSetupToken(db: Db, now: Temporal.Instant): Promise<string | null> {
  if ((await companyIfSetUp({ db })) !== null) return null;
  const token = newSecret();
  await insertSetupLink(db, {
    token_hash: digestOfSecret(token),
    created_at: now.toString(),
    expires_at: now.add({ hours: LINK_HOURS }).toString(),
  });
  return token;
}

export interface CompanyEdit {
  version: number;
  name?: string | undefined;
  language?: 'ru' | 'en' | undefined;
  time_zone?: string | undefined;
}

/** The company has one row without an id of its own; its changes are journaled under this one. */
export const COMPANY_SUBJECT = { kind: 'company', id: '00000000-0000-7000-8000-000000000001' };

/** Changes the company's name, the language of new employees, the zone its days are counted in. */
export async function editCompany(context: WriteContext, edit: CompanyEdit): Promise<Result<CompanyView>> {
  if (!mayEditCompany(context.actor)) return forbidden();
  const before = await lockCompany(context);
  if (before === undefined) return refuse('people.not_set_up');
  if (before.version !== edit.version) {
    const theirs = await companyView(context);
    return staleVersion(theirs.ok ? theirs.value : null);
  }
  const name = edit.name?.replace(/\s+/gu, ' ').trim();
  if (name === '') return invalid('/name', 'field.required');
  const zone = edit.time_zone === undefined ? undefined : knownTimeZone(edit.time_zone);
  if (edit.time_zone !== undefined && zone === undefined) return invalid('/time_zone', 'people.no_such_time_zone');
  const patch = {
    ...(name === undefined || name === before.name ? {} : { name }),
    ...(edit.language === undefined || edit.language === before.language ? {} : { language: edit.language }),
    ...(zone === undefined || zone === before.time_zone ? {} : { time_zone: zone }),
  };
  await updateCompany(context, before.version, patch);
  if (Object.keys(patch).length > 0) {
    const was = { name: before.name, language: before.language, time_zone: before.time_zone };
    const entry = await record(context, {
      action: 'company.edited',
      subject: COMPANY_SUBJECT,
      before: Object.fromEntries(Object.entries(was).filter(([field]) => field in patch)),
      after: patch,
    });
    await announce(context, { type: 'company.edited', subjectKind: 'company', subjectId: COMPANY_SUBJECT.id });
    offerUndo(context, entry);
  }
  return companyView(context);
}

/**
 * Says that the company is the demo and that its history is whole, once it has been made. A making that was interrupted never
 * comes here, so that half a history isn't opened as the demo. Not taken back: there is nothing to go back to.
 */
export async function declareDemo(context: WriteContext): Promise<Result<null>> {
  if (!mayEditCompany(context.actor)) return forbidden();
  const company = await lockCompany(context);
  if (company === undefined) return refuse('people.not_set_up');
  await updateCompany(context, company.version, { is_demo: true });
  await record(context, {
    action: 'company.demo_made',
    subject: COMPANY_SUBJECT,
    before: { is_demo: company.is_demo },
    after: { is_demo: true },
  });
  await announce(context, { type: 'company.edited', subjectKind: 'company', subjectId: COMPANY_SUBJECT.id });
  return ok(null);
}

export interface DayEdit {
  day: string;
  kind: DayKind;
  note?: string | null | undefined;
}

/**
 * Makes a day working, short or off for this company. The kind that the decree gives it anyway takes the edit away.
 * Deadlines that are counted from now on follow. Source: domain, preamble (company's calendar, editable).
 */
export async function setCalendarDay(
  context: WriteContext,
  { day, kind, note = null }: DayEdit,
): Promise<Result<{ day: string; kind: DayKind; edited: boolean }>> {
  if (!mayEditCompany(context.actor)) return forbidden();
  const company = await lockCompany(context);
  if (company === undefined) return refuse('people.not_set_up');
  const earlier = (await calendarDays(context)).find((edited) => edited.day === day);
  const decreed = decreedKind(Temporal.PlainDate.from(day));
  const before = { day, kind: earlier?.kind ?? decreed, note: earlier?.note ?? null };
  const edited = await putDay(context, { day, kind, note }, decreed);
  const entry = await record(context, {
    action: 'calendar.day_changed',
    subject: COMPANY_SUBJECT,
    before,
    after: { day, kind, note },
  });
  await announce(context, { type: 'calendar.day_changed', subjectKind: 'company', subjectId: COMPANY_SUBJECT.id });
  offerUndo(context, entry);
  return ok({ day, kind, edited });
}

async function putDay(context: WriteContext, edit: Required<DayEdit>, decreed: DayKind): Promise<boolean> {
  const edited = edit.kind !== decreed;
  if (edited) await saveCalendarDay(context, { day: edit.day, kind: edit.kind, note: edit.note ?? null });
  else await clearCalendarDay(context, edit.day);
  return edited;
}

/** How changes of the company are taken back. */
export function registerCompany(): void {
  registerUndo('company.edited', async (context, entry) => {
    const row = await lockCompany(context);
    if (row === undefined) return refuse('people.not_set_up');
    if (!mayEditCompany(context.actor)) return forbidden();
    // The journal keeps what the command itself wrote: columns of the company as they were.
    await updateCompany(context, row.version, entry.before as Parameters<typeof updateCompany>[2]);
    return ok();
  });
  registerUndo('calendar.day_changed', async (context, entry) => {
    const row = await lockCompany(context);
    if (row === undefined) return refuse('people.not_set_up');
    if (!mayEditCompany(context.actor)) return forbidden();
    // The journal keeps what the command itself wrote: the day as it was.
    const former = entry.before as Required<DayEdit>;
    await putDay(context, former, decreedKind(Temporal.PlainDate.from(former.day)));
    return ok();
  });
}
