import { ownSystems, selves } from '#modules/clients/access.ts';
import { companyToday } from '#modules/people/queries.ts';
import { may } from '#modules/structure/access.ts';
import type { Context } from '#platform/context.ts';
import { isUuid } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayLookAtChecksOf, seesEverybodysChecks } from '../access.ts';
import type { Check, RelevanceCalendar } from './contract.ts';
import {
  type CheckFilter,
  type CheckRow,
  type CheckScope,
  checksPage,
  countChecks,
  ownersOf,
  weeksOf,
} from './store.ts';

const DEFAULT_LIMIT = 50;
const COUNT_TO = 10_000;
const SOON_DAYS = 27;

/** Whose checks the actor looks at: a named owner's, everybody's in reach, or one's own; null when out of reach. */
function scopeOf(context: Context, ownerId: string | undefined): CheckScope | null {
  const { actor } = context;
  const systems = may(actor, 'needs.work') === 'company' ? {} : { salesSystemIds: ownSystems(actor) };
  if (ownerId !== undefined) {
    if (!mayLookAtChecksOf(actor, ownerId)) return null;
    return selves(actor).includes(ownerId) ? { ownerIds: [ownerId] } : { ...systems, ownerIds: [ownerId] };
  }
  if (seesEverybodysChecks(actor)) return systems;
  return actor.employeeId === null ? null : { ownerIds: selves(actor) };
}

const nobody = ({ ownerIds, salesSystemIds }: CheckScope) => ownerIds?.length === 0 || salesSystemIds?.length === 0;

/**
 * The relevance calendar: every dated check by week, the late ones apart, and by owner: of the whole sales system for who
 * leads it, one's own for everybody else. Source: domain §5.
 */
export async function relevanceCalendar(
  context: Context,
  { owner_id: ownerId }: { owner_id?: string | undefined } = {},
): Promise<Result<RelevanceCalendar>> {
  const scope = scopeOf(context, ownerId);
  if (scope === null) return notFound();
  const today = await companyToday(context);
  const everybody = scopeOf(context, undefined) ?? scope;
  const day = { today: today.toString(), soonUntil: mondayOf(today).add({ days: SOON_DAYS }).toString() };
  const head = { today: day.today, whole: seesEverybodysChecks(context.actor), owner_id: ownerId ?? null };
  if (nobody(scope)) return ok({ ...head, total: 0, overdue: 0, weeks: [], owners: [] });
  const [weeks, owners] = await Promise.all([weeksOf(context, scope, day.today), ownersOf(context, everybody, day)]);
  const counted = owners.filter((owner) => ownerId === undefined || owner.id === ownerId);
  return ok({
    ...head,
    total: counted.reduce((sum, owner) => sum + owner.total, 0),
    overdue: counted.reduce((sum, owner) => sum + owner.overdue, 0),
    weeks,
    owners,
  });
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

export interface ChecksQuery {
  owner_id?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  overdue?: boolean | undefined;
  verdict?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface CheckList {
  items: Check[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
  today: string;
}

/** Checks within reach, the earliest first. Out of reach is not found. */
export async function checkList(context: Context, query: ChecksQuery): Promise<Result<CheckList>> {
  const scope = scopeOf(context, query.owner_id);
  if (scope === null) return notFound();
  const after = query.cursor === undefined ? null : placeOf(query.cursor);
  if (after === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const today = (await companyToday(context)).toString();
  if (nobody(scope)) return ok({ items: [], next_cursor: null, count: { value: 0, exact: true }, today });
  const { limit = DEFAULT_LIMIT, from, until, verdict } = query;
  const late = query.overdue === true ? { before: today } : query.overdue === false ? { from: from ?? today } : {};
  const filter: CheckFilter = { ...scope, from, until, verdict, ...late };
  const [rows, count] = await Promise.all([
    checksPage(context, filter, after, limit + 1),
    countChecks(context, filter, COUNT_TO + 1),
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items: items.map((row) => checkOf(row, today)),
    next_cursor: rows.length > limit && last !== undefined ? `${last.check_on}|${last.id}` : null,
    count: { value: Math.min(count, COUNT_TO), exact: count <= COUNT_TO },
    today,
  });
}

function placeOf(cursor: string): { on: string; id: string } | undefined {
  const [on = '', id = ''] = cursor.split('|');
  return /^\d{4}-\d{2}-\d{2}$/.test(on) && isUuid(id) ? { on, id } : undefined;
}

function checkOf(row: CheckRow, today: string): Check {
  const late = Temporal.PlainDate.from(row.check_on).until(today, { largestUnit: 'days' }).days;
  return {
    id: row.id,
    check_on: row.check_on,
    overdue_days: Math.max(0, late),
    owner: { id: row.owner_id, full_name: row.owner_name },
    client: { id: row.client_id, name: row.client_name, region: row.region, state: row.state },
    need:
      row.need_id === null || row.subject === null || row.status === null
        ? null
        : {
            id: row.need_id,
            subject: row.subject,
            value_minor: row.value_minor,
            status: row.status,
            verdict: row.verdict,
            blocker: row.blocker,
            window_from: row.window_from,
            window_until: row.window_until,
            expected_event: row.expected_event,
            expected_on: row.expected_on,
          },
  };
}
