import { selves } from '#modules/clients/access.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { calendarOf } from '#modules/people/queries.ts';
import { defaultSalesSystem, norm, salesSystemById } from '#modules/structure/queries.ts';
import { loadOfOne, registerLoad } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import { isUuid } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayCall, mayReadCallsOf, systemsOfCalls } from '../access.ts';
import type { Attempt, CallingDay } from '../contract.ts';
import { callingNorms } from '../queries.ts';
import { isPromiseDue } from '../rules.ts';
import { owedCalls } from '../store.ts';
import {
  type AttemptFilter,
  attemptsPage,
  callsByEmployee,
  countAttempts,
  countQueue,
  countResting,
  figuresOf,
  nextPromise,
} from './store.ts';

const COUNT_TO = 10_000;
const DEFAULT_LIMIT = 50;
const PERSONAL_LIMIT = 1000;

const counted = (value: number) => ({ value: Math.min(value, COUNT_TO), exact: value <= COUNT_TO });

/** The midnight with which the day of whoever calls began. */
function dayBegan(context: Pick<Context, 'now' | 'actor'>): string {
  return context.now.toZonedDateTimeISO(context.actor.timeZone).startOfDay().toInstant().toString();
}

/** How the day goes: calls of the norm, reached, decision makers, what waits in each queue, the next promise. Source: domain §3. */
export async function callingDay(
  context: Context,
  query: { sales_system_id?: string | undefined },
): Promise<Result<CallingDay>> {
  const { employeeId } = context.actor;
  if (!mayCall(context.actor) || employeeId === null) return forbidden('calling.not_a_caller');
  const system =
    query.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, query.sales_system_id);
  if (system === null) return notFound();
  const since = dayBegan(context);
  const mine = selves(context.actor);
  const calendar = await calendarOf(context, employeeId);
  const today = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  const [figures, own, usual, norms, { promised, checks }, warm, cold, findContact, resting, next] = await Promise.all([
    figuresOf(context, employeeId, since),
    loadOfOne(context, system.id, 'prospecting', employeeId),
    norm(context, system.id, 'calls_per_day'),
    callingNorms(context, system.id),
    owedCalls(context, mine, system.id, today, PERSONAL_LIMIT),
    countQueue(context, system.id, 'warm', COUNT_TO + 1),
    countQueue(context, system.id, 'cold', COUNT_TO + 1),
    countQueue(context, system.id, 'find_contact', COUNT_TO + 1),
    countResting(context, system.id, COUNT_TO + 1),
    nextPromise(context, mine, system.id, { day: today, at: context.now.toString() }),
  ]);
  const due = promised.filter((row) => {
    const at = row.at === null ? null : Temporal.Instant.from(row.at);
    return (
      (at !== null && Temporal.Instant.compare(at, context.now) <= 0) ||
      isPromiseDue({ on: Temporal.PlainDate.from(row.on), at, zone: row.zone }, context.now, calendar, norms.windows)
    );
  });
  return ok({
    ...figures,
    norm: own[0]?.norm ?? usual,
    promised: due.length,
    warm: counted(warm),
    checks: checks.length,
    cold: counted(cold),
    resting: counted(resting),
    find_contact: counted(findContact),
    next_promised: next,
    since,
  });
}

/** How many calls wait for somebody personally today: promised call-backs and relevance checks; for the navigation. */
export async function callsDue(context: Context): Promise<number> {
  const { employeeId, positions } = context.actor;
  const systemId = positions[0]?.salesSystemId;
  if (!mayCall(context.actor) || employeeId === null || systemId === undefined) return 0;
  const today = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  const mine = selves(context.actor);
  const { promised, checks } = await owedCalls(context, mine, systemId, today, PERSONAL_LIMIT);
  return promised.length + checks.length;
}

interface AttemptQuery {
  employee_id?: string | undefined;
  client_id?: string | undefined;
  since?: string | undefined;
  what?: AttemptFilter['what'] | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Calls made: those of a person whose calls one may see, or all at a client whose card one has. Out of reach is not found. */
export async function attemptList(
  context: Context,
  query: AttemptQuery,
): Promise<Result<{ items: Attempt[]; next_cursor: string | null; count: { value: number; exact: boolean } }>> {
  const atClient = query.client_id !== undefined;
  const employeeId = query.employee_id ?? (atClient ? null : context.actor.employeeId);
  if (atClient && !['card', 'work'].includes(await reachOf(context, query.client_id ?? ''))) return notFound();
  if (!atClient && (employeeId === null || !mayReadCallsOf(context.actor, employeeId))) return notFound();
  const before = query.cursor === undefined ? null : placeOf(query.cursor);
  if (before === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const { limit = DEFAULT_LIMIT } = query;
  const filter: AttemptFilter = {
    employeeId,
    clientId: query.client_id ?? null,
    since: query.since ?? null,
    what: query.what ?? 'all',
    systems: atClient || employeeId === null ? 'all' : systemsOfCalls(context.actor, employeeId),
  };
  const [rows, count] = await Promise.all([
    attemptsPage(context, filter, before, limit + 1),
    countAttempts(context, filter, COUNT_TO + 1),
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items,
    next_cursor: rows.length > limit && last !== undefined ? `${last.at}|${last.id}` : null,
    count: counted(count),
  });
}

function placeOf(cursor: string): { at: string; id: string } | undefined {
  const [at = '', id = ''] = cursor.split('|');
  return isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
}

/** Calls of the day are what prospecting is loaded with, against its norm of calls a day. Source: domain §12. */
export function registerCallingLoad(): void {
  registerLoad({
    function: 'prospecting',
    unit: 'calls',
    async heldBy(context, employeeIds) {
      const calls = await callsByEmployee(context, employeeIds, dayBegan(context));
      return new Map(employeeIds.map((id) => [id, calls.get(id) ?? 0]));
    },
  });
}
