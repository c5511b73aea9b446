import { selves } from '#modules/clients/access.ts';
import type { ClientContact, ClientRow } from '#modules/clients/contract.ts';
import { clientById, contactsOf, reachOf } from '#modules/clients/queries.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { companyCalendar, employeeById } from '#modules/people/queries.ts';
import { normsOf, type Segment, segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { isWorkingDay, type WorkingCalendar } from '#shared/working-calendar.ts';
import { mayCall } from './access.ts';
import type { Call, CallNumber } from './contract.ts';
import { type AttemptLimits, attemptsUsed, type CallWindows, isOpenFor, nextAllowed, nextOpening } from './rules.ts';
import { callsTo, doubtedNumbers, type Lease, leaseHeldBy, leaseOn } from './store.ts';

/** What a sales system has set about calls. */
export interface CallingNorms {
  windows: CallWindows;
  limits: AttemptLimits;
  leaseMinutes: number;
}

export async function callingNorms(context: Pick<Context, 'db'>, salesSystemId: string): Promise<CallingNorms> {
  const norms = await normsOf(context, salesSystemId, [
    'call_window.morning_start',
    'call_window.morning_end',
    'call_window.afternoon_start',
    'call_window.afternoon_end',
    'attempts.limit',
    'attempts.period_days',
    'lease_minutes',
  ]);
  return {
    windows: {
      morningStart: norms['call_window.morning_start'],
      morningEnd: norms['call_window.morning_end'],
      afternoonStart: norms['call_window.afternoon_start'],
      afternoonEnd: norms['call_window.afternoon_end'],
    },
    limits: { limit: norms['attempts.limit'], periodDays: norms['attempts.period_days'] },
    leaseMinutes: norms.lease_minutes,
  };
}

/** Calls that still bear on when the client may be called again. */
export async function recentCalls(context: Pick<Context, 'db' | 'now'>, clientId: string, periodDays: number) {
  const since = context.now.subtract({ hours: periodDays * 24 }).toString();
  return (await callsTo(context, clientId, since)).map((call) => ({
    at: Temporal.Instant.from(call.at),
    readyAt: Temporal.Instant.from(call.ready_at),
    outcome: call.outcome,
  }));
}

/** Until when the client has to be left alone; null when it may be called. */
export async function restsUntil(
  context: Pick<Context, 'db' | 'now'>,
  clientId: string,
  limits: AttemptLimits,
): Promise<Temporal.Instant | null> {
  return nextAllowed(await recentCalls(context, clientId, limits.periodDays), context.now, limits);
}

/** What keeps a client from being called: no number that is not doubted, no legal basis. Source: domain §3. */
export async function missingFor(context: Pick<Context, 'db'>, client: ClientRow): Promise<('number' | 'basis')[]> {
  const numbers = await numbersOf(context, client, await contactsOf(context, client.id));
  return [
    ...(numbers.some((number) => !number.doubted) ? [] : (['number'] as const)),
    ...(client.call_basis === null ? (['basis'] as const) : []),
  ];
}

async function numbersOf(
  context: Pick<Context, 'db'>,
  client: ClientRow,
  contacts: readonly ClientContact[],
): Promise<CallNumber[]> {
  const doubted = await doubtedNumbers(context, client.id);
  const all = [
    ...contacts
      .filter((contact) => contact.left_on === null)
      .flatMap((contact) => contact.phones.map((phone) => ({ phone, contactId: contact.contact_id }))),
    ...client.phones.map((phone) => ({ phone, contactId: null })),
  ];
  return all
    .map(({ phone, contactId }) => ({
      number: phone.number,
      extension: phone.extension ?? null,
      note: phone.note ?? null,
      contact_id: contactId,
      doubted: doubted.has(phone.number),
    }))
    .toSorted((a, b) => Number(a.doubted) - Number(b.doubted));
}

/** The client at hand of whoever asks, if their lease still runs. */
export async function currentCall(context: Context): Promise<Result<{ call: Call | null }>> {
  const { employeeId } = context.actor;
  if (!mayCall(context.actor) || employeeId === null) return ok({ call: null });
  const lease = await leaseHeldBy(context, employeeId);
  return ok({ call: lease?.live ? await callOf(context, lease) : null });
}

/** What whoever has just chosen the client knows already. */
interface Known extends Partial<Looked> {
  norms: CallingNorms;
  calendar: WorkingCalendar;
  segments: readonly Segment[];
}

/** What was looked up of a client to choose it. */
export interface Looked {
  client: ClientRow;
  needs: Awaited<ReturnType<typeof needsOf>>;
  calls: Awaited<ReturnType<typeof recentCalls>>;
}

/** The call as the desk shows it. Whoever asks holds the lease. */
export async function callOf(context: Context, lease: Lease, known?: Known): Promise<Call | null> {
  const client = known?.client ?? (await clientById(context, lease.clientId));
  if (client === null) return null;
  const norms = known?.norms ?? (await callingNorms(context, client.sales_system_id));
  const [contacts, needs, calendar, segments, holder, calls] = await Promise.all([
    contactsOf(context, client.id),
    known?.needs ?? needsOf(context, client.id),
    known?.calendar ?? companyCalendar(context),
    known?.segments ?? (client.segment_id === null ? [] : segmentsOf(context, client.sales_system_id)),
    client.holder_id === null ? null : employeeById(context, client.holder_id),
    known?.calls ?? recentCalls(context, client.id, norms.limits.periodDays),
  ]);
  const numbers = await numbersOf(context, client, contacts);
  const open = isOpenFor(client.time_zone, context.now, calendar, norms.windows);
  const need = needs
    .filter((one) => isOpen(one.status))
    .toSorted((a, b) => ((a.next_check_on ?? '9999') < (b.next_check_on ?? '9999') ? -1 : 1))[0];
  const { windows } = norms;
  return {
    client_id: client.id,
    came_by: lease.cameBy,
    missing: [
      ...(numbers.some((number) => !number.doubted) ? [] : (['number'] as const)),
      ...(client.call_basis === null ? (['basis'] as const) : []),
    ],
    taken_at: lease.takenAt,
    leased_until: lease.expiresAt,
    why: lease.why,
    client: {
      name: client.name,
      legal_name: client.legal_name,
      inn: client.inn,
      state: client.state,
      region: client.region,
      settlement: client.settlement,
      segment: segments.find((segment) => segment.id === client.segment_id)?.name ?? null,
      organisation_type: client.organisation_type,
      size: client.size,
      sites: client.sites,
      emails: client.emails,
      source: client.source,
      note: client.note,
      strategy: client.strategy,
      holder: holder?.fullName ?? null,
      version: client.version,
    },
    clock: {
      zone: client.time_zone,
      windows: [
        { from: windows.morningStart, until: windows.morningEnd },
        { from: windows.afternoonStart, until: windows.afternoonEnd },
      ],
      working_day: isWorkingDay(calendar, context.now.toZonedDateTimeISO(client.time_zone).toPlainDate()),
      open,
      opens_at: open ? null : nextOpening(client.time_zone, context.now, calendar, windows).toString(),
    },
    basis:
      client.call_basis === null
        ? null
        : { basis: client.call_basis, note: client.call_basis_note, on: client.call_basis_on },
    attempts: {
      used: attemptsUsed(calls, context.now, norms.limits.periodDays),
      limit: norms.limits.limit,
      period_days: norms.limits.periodDays,
    },
    numbers,
    people: contacts
      .filter((contact) => contact.left_on === null)
      .map(({ contact_id, full_name, position_title, decision_role }) => ({
        contact_id,
        full_name,
        position_title,
        decision_role,
      })),
    need:
      need === undefined
        ? null
        : {
            id: need.id,
            subject: need.subject,
            verdict: need.verdict,
            event: need.expected_event,
            window_from: need.window_from,
            window_until: need.window_until,
          },
    next_step:
      client.next_step_id === null || client.next_step_on === null
        ? null
        : {
            id: client.next_step_id,
            title: client.next_step_title ?? '',
            on: client.next_step_on,
            at: client.next_step_at,
          },
    script: scriptOf(client, lease, need?.verdict ?? null),
  };
}

function scriptOf(client: ClientRow, lease: Lease, verdict: string | null): Call['script'] {
  if (client.state === 'in_qualification') return 'promised';
  if (lease.cameBy === 'check' || verdict !== null) return verdict === 'triggered' ? 'event' : 'check';
  return client.warm_since === null ? 'cold' : 'warm';
}

/** Whether somebody, and who, calls the client at this instant; for whoever has the client's card. */
export async function callerOf(context: Context, clientId: string): Promise<Result<{ employee_id: string | null }>> {
  const reach = await reachOf(context, clientId);
  if (reach !== 'card' && reach !== 'work') return notFound();
  const lease = await leaseOn(context, clientId);
  return ok({ employee_id: lease?.live ? lease.employeeId : null });
}

/** Whether the actor, or somebody they deputise for, is this employee. */
export function isSelf(context: Pick<Context, 'actor'>, employeeId: string | null): boolean {
  return employeeId !== null && selves(context.actor).includes(employeeId);
}
