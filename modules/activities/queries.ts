import { reachOf } from '#modules/clients/queries.ts';
import { calendarOf, companyCalendar, employeeById } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import { findFile, type StoredFile } from '#platform/files/stored-files.ts';
import { isUuid } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { workingDayFrom } from '#shared/working-calendar.ts';
import { mayReadActivities, mayReadStepsOf, mayRemoveFile, systemsOfSteps } from './access.ts';
import type { About, Attachment, Step, TimelineGroup, TimelineItem, TimelinePage, Touch } from './contract.ts';
import { attachmentById, attachmentsPage, countAttachments } from './files/store.ts';
import { todayOf } from './rules.ts';
import { countOpenSteps, doneStepLines, openStepsAtClient, openStepsPage } from './steps/store.ts';
import type { TimelinePlace } from './store.ts';
import { touchById, touchLines } from './touches/store.ts';

const DEFAULT_LIMIT = 50;
const COUNT_TO = 10_000;

interface Paging {
  cursor?: string | undefined;
  limit?: number | undefined;
}

const counted = (value: number) => ({ value: Math.min(value, COUNT_TO), exact: value <= COUNT_TO });
const badCursor = () => refuse('app.bad_cursor', { code: 'invalid_input' });

/** Every open step of an employee, the most urgent first, for other modules and desks; without an access rule of its own. */
export async function openStepsOf(context: Context, employeeId: string): Promise<Step[]> {
  return openStepsPage(context, { ownerId: employeeId, until: null, systems: 'all' }, null, COUNT_TO);
}

export interface StepList {
  items: Step[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
  overdue: number;
  today: string;
}

/** Open steps of oneself or of an employee whose day one may see. Out of reach is not found. */
export async function stepList(
  context: Context,
  query: Paging & { owner_id?: string | undefined; until?: string | undefined },
): Promise<Result<StepList>> {
  const ownerId = query.owner_id ?? context.actor.employeeId;
  if (ownerId === null || !mayReadStepsOf(context.actor, ownerId)) return notFound();
  if ((await employeeById(context, ownerId)) === null) return notFound();
  const after = query.cursor === undefined ? null : stepPlaceOf(query.cursor);
  if (after === undefined) return badCursor();
  const { limit = DEFAULT_LIMIT, until = null } = query;
  const today = todayOf(await calendarOf(context, ownerId), context.now).toString();
  const whose = { ownerId, until, systems: systemsOfSteps(context.actor, ownerId) };
  const [rows, count] = await Promise.all([
    openStepsPage(context, whose, after, limit + 1),
    countOpenSteps(context, whose, today, COUNT_TO + 1),
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items,
    next_cursor: rows.length > limit && last !== undefined ? [last.due_on, last.due_at ?? '', last.id].join('|') : null,
    count: counted(count.all),
    overdue: count.overdue,
    today,
  });
}

function stepPlaceOf(cursor: string) {
  const [on = '', at = '', id = ''] = cursor.split('|');
  const known = isUuid(id) && isDay(on) && (at === '' || isInstant(at));
  return known ? { on, at: at === '' ? null : at, id } : undefined;
}

/** Open steps at a client, for whoever has its card. */
export async function clientSteps(
  context: Context,
  clientId: string,
): Promise<Result<{ items: Step[]; today: string }>> {
  if (!mayReadActivities(await reachOf(context, clientId))) return notFound();
  const today = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  return ok({ items: await openStepsAtClient(context, clientId), today });
}

/** Where a step planned for a day lands: the day itself, or the owner's next working day. */
export async function workingDay(
  context: Context,
  query: { on: string; owner_id?: string | undefined },
): Promise<Result<{ on: string; moved: boolean; past: boolean; today: string }>> {
  const ownerId = query.owner_id ?? context.actor.employeeId;
  if (ownerId !== null && (await employeeById(context, ownerId)) === null) return notFound();
  const calendar = ownerId === null ? await companyCalendar(context) : await calendarOf(context, ownerId);
  const today = todayOf(calendar, context.now);
  const asked = Temporal.PlainDate.from(query.on);
  const on = workingDayFrom(calendar, asked);
  return ok({
    on: on.toString(),
    moved: !on.equals(asked),
    past: Temporal.PlainDate.compare(asked, today) < 0,
    today: today.toString(),
  });
}

/** One touch, for whoever has the client's card. */
export async function touchCard(context: Context, id: string): Promise<Result<Touch>> {
  const touch = await touchById(context, id);
  if (touch === undefined || !mayReadActivities(await reachOf(context, touch.client_id))) return notFound();
  return ok(touch);
}

/* ---- timeline ---- */

/** What a module puts on the timeline of a client: its lines before a place, newest first by (`at`, `id`). */
export interface TimelinePart {
  key: string;
  group: TimelineGroup;
  read(context: Context, clientId: string, before: TimelinePlace | null, limit: number): Promise<TimelineItem[]>;
}

const parts = new Map<string, TimelinePart>([
  ['touches', { key: 'touches', group: 'touches', read: touchLines }],
  ['steps', { key: 'steps', group: 'touches', read: doneStepLines }],
]);

/** Registers lines of a later module; called once when the program is composed. */
export function registerTimelinePart(part: TimelinePart): void {
  parts.set(part.key, part);
}

/**
 * What happened at a client, newest first, merged from every module that registered a part. Out of reach is not found.
 */
export async function timelineOf(
  context: Context,
  clientId: string,
  query: Paging & { group?: TimelineGroup | undefined } = {},
): Promise<Result<TimelinePage>> {
  if (!mayReadActivities(await reachOf(context, clientId))) return notFound();
  const before = query.cursor === undefined ? null : timelinePlaceOf(query.cursor);
  if (before === undefined) return badCursor();
  const { group, limit = DEFAULT_LIMIT } = query;
  const wanted = [...parts.values()].filter((part) => group === undefined || part.group === group);
  const lines = await Promise.all(wanted.map((part) => part.read(context, clientId, before, limit + 1)));
  const merged = lines.flat().toSorted(newestFirst);
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  return ok({ items, next_cursor: merged.length > limit && last !== undefined ? `${last.at}|${last.id}` : null });
}

function newestFirst(a: TimelineItem, b: TimelineItem): number {
  return Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function timelinePlaceOf(cursor: string): TimelinePlace | undefined {
  const [at = '', id = ''] = cursor.split('|');
  return isUuid(id) && isInstant(at) ? { at, id } : undefined;
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/* ---- files ---- */

export interface AttachmentList {
  items: Attachment[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
}

/** Files at a client, newest first, for whoever has its card. */
export async function attachmentList(
  context: Context,
  clientId: string,
  { cursor, limit = DEFAULT_LIMIT }: Paging,
): Promise<Result<AttachmentList>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadActivities(reach)) return notFound();
  const before = cursor === undefined ? null : timelinePlaceOf(cursor);
  if (before === undefined) return badCursor();
  const [rows, count] = await Promise.all([
    attachmentsPage(context, { clientId }, before, limit + 1),
    countAttachments(context, clientId, COUNT_TO + 1),
  ]);
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, may_remove: mayRemoveFile(context.actor, reach, row.added_by) }));
  const last = items.at(-1);
  return ok({
    items,
    next_cursor: rows.length > limit && last !== undefined ? `${last.added_at}|${last.id}` : null,
    count: counted(count),
  });
}

/** Files that lie with a record of a later module (its answer, its task), which has decided itself who sees them. */
export async function filesAbout(context: Context, about: About): Promise<Omit<Attachment, 'may_remove'>[]> {
  return attachmentsPage(context, { about }, null, COUNT_TO);
}

/** A file at a client, for whoever has the client's card. */
export async function attachedFile(context: Context, id: string): Promise<Result<StoredFile>> {
  const attachment = await attachmentById(context, id);
  if (attachment === undefined || !mayReadActivities(await reachOf(context, attachment.client_id))) return notFound();
  const file = await findFile(context.db, attachment.file_id);
  return file === undefined ? notFound() : ok(file);
}

/** A file that has been uploaded but not put to use yet is its uploader's alone. */
export async function ownFile(context: Context, id: string): Promise<Result<StoredFile>> {
  const file = await findFile(context.db, id);
  if (file === undefined || file.createdBy === null || file.createdBy !== context.actor.employeeId) return notFound();
  return ok(file);
}
