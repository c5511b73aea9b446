import { domainToUnicode } from 'node:url';
import type { Context } from '#platform/context.ts';
import { recalled } from '#platform/memory.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { type EmployeeId, isUuid } from '#shared/ids.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import { searchVariants } from '#shared/search-text.ts';
import { type DayKind, dayKind, employeeCalendar, type WorkingCalendar } from '#shared/working-calendar.ts';
import { type AbsenceRow, absenceRanges, absencesFrom, deputisedOn, deputyOn } from './absences/store.ts';
import { mayEditEmployee, mayEditPeople, mayRecordAbsence, maySeeAbsenceKind, maySeeColleagues } from './access.ts';
import { calendarDays, companyRow } from './company/store.ts';
import type { Absence, AbsenceKind, EmployeePage, EmployeeStatus, EmployeeView } from './contract.ts';
import { openInvitations } from './invitations/store.ts';
import { normaliseEmail } from './rules.ts';
import {
  countEmployees,
  type EmployeeRow,
  employeeRowByEmail,
  employeeRows,
  pageOfEmployees,
  presentIds,
} from './store.ts';

/** What these reads need: any context will do, also one that is only being put together. */
type Reading = Pick<Context, 'db' | 'memory'>;

export interface Company {
  name: string;
  language: 'ru' | 'en';
  timeZone: string;
  currency: string;
  isDemo: boolean;
  setUpAt: Temporal.Instant;
  version: number;
}

export interface Employee {
  id: EmployeeId;
  fullName: string;
  email: string;
  phone: string | null;
  language: 'ru' | 'en';
  timeZone: string;
  /** Share of full time in basis points. */
  capacityBp: number;
  /** `HH:MM`, as are the other three. */
  workStart: string;
  workEnd: string;
  lunchStart: string | null;
  lunchEnd: string | null;
  administrator: boolean;
  status: EmployeeStatus;
  departedOn: Temporal.PlainDate | null;
  createdAt: Temporal.Instant;
  version: number;
}

/** The company, or null before it has been set up. */
export async function companyIfSetUp(context: Reading): Promise<Company | null> {
  const row = await companyRow(context);
  if (row === undefined) return null;
  return {
    name: row.name,
    language: languageOf(row.language),
    timeZone: row.time_zone,
    currency: row.currency,
    isDemo: row.is_demo,
    setUpAt: Temporal.Instant.from(row.set_up_at),
    version: row.version,
  };
}

/** The company of this database; nothing but set-up may run before there is one. */
export async function companyOf(context: Reading): Promise<Company> {
  const company = await recalled(context, 'people.company', () => companyIfSetUp(context));
  if (company === null) throw new Error('the company has not been set up');
  return company;
}

export async function employeeById(context: Reading, id: string): Promise<Employee | null> {
  const [row] = await employeeRows(context, [id]);
  return row === undefined ? null : employeeOf(row);
}

/** By an e-mail address in any spelling of it. */
export async function employeeByEmail(context: Reading, email: string): Promise<Employee | null> {
  const known = normaliseEmail(email);
  const row = known === null ? undefined : await employeeRowByEmail(context, known);
  return row === undefined ? null : employeeOf(row);
}

/** Today in the company's zone. */
export async function companyToday(context: Reading & Pick<Context, 'now'>): Promise<Temporal.PlainDate> {
  return context.now.toZonedDateTimeISO((await companyOf(context)).timeZone).toPlainDate();
}

export async function employeesByIds(context: Reading, ids: readonly string[]): Promise<Map<EmployeeId, Employee>> {
  const rows = await employeeRows(context, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id as EmployeeId, employeeOf(row)]));
}

/**
 * The company's working time: Russia's decreed holidays with the company's own days over them, in the company's zone.
 * Source: domain, preamble (periods of response).
 */
export async function companyCalendar(context: Reading): Promise<WorkingCalendar> {
  return recalled(context, 'people.calendar', () => calendarOfCompany(context));
}

async function calendarOfCompany(context: Reading): Promise<WorkingCalendar> {
  const [company, edited] = await Promise.all([companyOf(context), calendarDays(context)]);
  const decreed = decreedCalendar(company.timeZone);
  if (edited.length === 0) return decreed;
  return { ...decreed, days: new Map([...decreed.days, ...edited.map(({ day, kind }) => [day, kind] as const)]) };
}

/** The company's calendar as one employee lives by it: own hours, own zone, own absences. */
export async function calendarOf(context: Reading, employeeId: string): Promise<WorkingCalendar> {
  return recalled(context, `people.calendar ${employeeId}`, () => calendarOfEmployee(context, employeeId));
}

async function calendarOfEmployee(context: Reading, employeeId: string): Promise<WorkingCalendar> {
  const [company, employee, absences] = await Promise.all([
    companyCalendar(context),
    employeeById(context, employeeId),
    absenceRanges(context, employeeId),
  ]);
  if (employee === null) throw new Error(`no employee ${employeeId}`);
  const { lunchStart, lunchEnd } = employee;
  return employeeCalendar(company, {
    timeZone: employee.timeZone,
    hours: {
      start: employee.workStart,
      end: employee.workEnd,
      ...(lunchStart === null || lunchEnd === null ? {} : { lunch: { start: lunchStart, end: lunchEnd } }),
    },
    absences,
  });
}

/** Who answers for an employee on a day: the deputy of the absence that covers it, or null when there is none. */
export async function deputyOf(
  context: Reading,
  employeeId: string,
  day: Temporal.PlainDate,
): Promise<EmployeeId | null> {
  return (await deputyOn(context, employeeId, day.toString())) as EmployeeId | null;
}

/** The absent employees for whom this one answers on a day. */
export async function deputisedBy(
  context: Reading,
  employeeId: string,
  day: Temporal.PlainDate,
): Promise<EmployeeId[]> {
  return (await deputisedOn(context, employeeId, day.toString())) as EmployeeId[];
}

/** Present is who has joined, has not left and is not away that day; weekends do not matter here. */
export async function isPresent(context: Reading, employeeId: string, day: Temporal.PlainDate): Promise<boolean> {
  return (await presentIds(context, [employeeId], day.toString())).length > 0;
}

/** Of the given employees, those who are present on that day. */
export async function presentOn(
  context: Reading,
  ids: readonly string[],
  day: Temporal.PlainDate,
): Promise<Set<EmployeeId>> {
  return new Set((await presentIds(context, ids, day.toString())) as EmployeeId[]);
}

interface EmployeesQuery {
  search?: string | undefined;
  status?: EmployeeStatus[] | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;
const COUNTED_EXACTLY = 10_000;

/** Colleagues by name; those who have left are shown only when asked for. */
export async function employeeList(context: Context, query: EmployeesQuery): Promise<Result<EmployeePage>> {
  if (!maySeeColleagues(context.actor)) return forbidden();
  const { limit = DEFAULT_LIMIT, search = '' } = query;
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  if (after === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const status = query.status?.length ? query.status : (['active', 'invited'] as const);
  const filter = { search: searchVariants(search), digits: phoneDigits(search), status };
  const [rows, counted] = await Promise.all([
    pageOfEmployees(context, filter, after, limit + 1),
    countEmployees(context, filter, COUNTED_EXACTLY + 1),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return ok({
    items: await employeeViews(context, shown),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([last.full_name, last.id]) : null,
    count: { value: Math.min(counted, COUNTED_EXACTLY), exact: counted <= COUNTED_EXACTLY },
    may_invite: mayEditPeople(context.actor),
  });
}

export async function employeeView(context: Context, id: string): Promise<Result<EmployeeView>> {
  if (!maySeeColleagues(context.actor)) return forbidden();
  const [view] = await employeeViews(context, await employeeRows(context, [id]));
  return view === undefined ? notFound() : ok(view);
}

/** The employee who is signed in; programs that act for nobody have no profile. */
export async function ownProfile(context: Context): Promise<Result<EmployeeView>> {
  return context.actor.employeeId === null ? notFound() : employeeView(context, context.actor.employeeId);
}

/** Employees as the caller may see them, in the order given. */
export async function employeeViews(context: Context, rows: readonly EmployeeRow[]): Promise<EmployeeView[]> {
  const today = (await companyToday(context)).toString();
  const ids = rows.map((row) => row.id);
  const [absences, invitations] = await Promise.all([
    absencesFrom(context, ids, today),
    mayEditPeople(context.actor) ? openInvitations(context, ids) : [],
  ]);
  const nearest = new Map<string, AbsenceRow>();
  for (const absence of absences) {
    if (!nearest.has(absence.employee_id)) nearest.set(absence.employee_id, absence);
  }
  return rows.map((row) => {
    const absence = nearest.get(row.id);
    const invitation = invitations.find((one) => one.employee_id === row.id);
    return {
      id: row.id,
      full_name: row.full_name,
      email: shownEmail(row.email),
      phone: row.phone,
      language: languageOf(row.language),
      time_zone: row.time_zone,
      capacity_bp: row.capacity_bp,
      work_start: hoursAndMinutes(row.work_start),
      work_end: hoursAndMinutes(row.work_end),
      lunch_start: row.lunch_start === null ? null : hoursAndMinutes(row.lunch_start),
      lunch_end: row.lunch_end === null ? null : hoursAndMinutes(row.lunch_end),
      administrator: row.administrator,
      status: statusOf(row.status),
      departed_on: row.departed_on,
      absence: absence === undefined ? null : absenceView(context, absence),
      present: row.status === 'active' && !(absence !== undefined && absence.first_day <= today),
      invitation:
        invitation === undefined
          ? null
          : { id: invitation.id, expires_at: invitation.expires_at, expired: isPast(context, invitation.expires_at) },
      may_edit: row.status !== 'departed' && mayEditEmployee(context.actor, row),
      version: row.version,
    };
  });
}

export function absenceView(context: Context, row: AbsenceRow): Absence {
  return {
    id: row.id,
    employee_id: row.employee_id,
    employee_name: row.employee_name,
    first_day: row.first_day,
    last_day: row.last_day,
    // The column's CHECK admits the kinds of the contract only.
    kind: maySeeAbsenceKind(context.actor, row.employee_id) ? (row.kind as AbsenceKind) : null,
    deputy_id: row.deputy_id,
    deputy_name: row.deputy_name,
    may_edit: mayRecordAbsence(context.actor, row.employee_id),
    version: row.version,
  };
}

function employeeOf(row: EmployeeRow): Employee {
  return {
    id: row.id as EmployeeId,
    fullName: row.full_name,
    email: row.email,
    phone: row.phone,
    language: languageOf(row.language),
    timeZone: row.time_zone,
    capacityBp: row.capacity_bp,
    workStart: hoursAndMinutes(row.work_start),
    workEnd: hoursAndMinutes(row.work_end),
    lunchStart: row.lunch_start === null ? null : hoursAndMinutes(row.lunch_start),
    lunchEnd: row.lunch_end === null ? null : hoursAndMinutes(row.lunch_end),
    administrator: row.administrator,
    status: statusOf(row.status),
    departedOn: row.departed_on === null ? null : Temporal.PlainDate.from(row.departed_on),
    createdAt: Temporal.Instant.from(row.created_at),
    version: row.version,
  };
}

/** What a day is before the company's own edits. */
export function decreedKind(day: Temporal.PlainDate): DayKind {
  return dayKind(decreedCalendar('UTC'), day);
}

const decreed = new Map<string, WorkingCalendar>();

/** Thirty years of holidays are worked out once per zone. */
function decreedCalendar(timeZone: string): WorkingCalendar {
  const known = decreed.get(timeZone) ?? russianWorkingCalendar(timeZone);
  decreed.set(timeZone, known);
  return known;
}

/** A domain as people write it: `пример.рф`, not its wire spelling. */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@') + 1;
  return email.slice(0, at) + domainToUnicode(email.slice(at));
}

/** Whether an instant of the database is behind the business clock. */
export function isPast(context: Pick<Context, 'now'>, instant: string): boolean {
  return Temporal.Instant.compare(instant, context.now) <= 0;
}

const languageOf = (text: string): 'ru' | 'en' => (text === 'en' ? 'en' : 'ru');
// The column's CHECK admits these statuses only.
const statusOf = (text: string): EmployeeStatus => text as EmployeeStatus;
/** `09:00:00` of the database as `09:00`. */
const hoursAndMinutes = (time: string): string => time.slice(0, 5);

function readCursor(text: string): { name: string; id: string } | undefined {
  const [name, id] = decodeCursor(text, 2) ?? [];
  return typeof name === 'string' && typeof id === 'string' && isUuid(id) ? { name, id } : undefined;
}
