import { selves } from '#modules/clients/access.ts';
import { admitParticipant, dismissParticipant } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientById, lockClient, reachOf } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen as isOpenNeed } from '#modules/needs/rules.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import {
  defaultSalesSystem,
  type Segment,
  salesSystemById,
  segmentsAnsweredFor,
  segmentsOf,
} from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { recalled } from '#platform/memory.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { WorkingCalendar } from '#shared/working-calendar.ts';
import { mayCall, mayWorkQueue } from '../access.ts';
import type { Call, CameBy, NextReply, NothingNow } from '../contract.ts';
import { type CallingNorms, callingNorms, callOf, type Looked, recentCalls } from '../queries.ts';
import {
  type AttemptLimits,
  attemptsUsed,
  isOpenFor,
  isPromiseDue,
  nextAllowed,
  nextOpening,
  passedOver,
  type Why,
  whyLines,
} from '../rules.ts';
import {
  candidateQueue,
  deleteLease,
  type Lane,
  type Lease,
  laneHeads,
  lanesOf,
  leaseHeldBy,
  leaseOn,
  lockCaller,
  lockHead,
  type Owed,
  owedCalls,
  type PersonalRow,
  queueOutlook,
  restCandidate,
  type SharedQueue,
  setLeasedUntil,
  takeLease,
  wakeRested,
} from '../store.ts';

/** In what capacity a caller works with the client at hand. */
const LEASE = 'lease';
const PERSONAL_LIMIT = 200;
const REST_MINUTES = 60;

interface Search {
  employeeId: string;
  salesSystemId: string;
  norms: CallingNorms;
  calendar: WorkingCalendar;
  segments: readonly Segment[];
  /** Segments for whose queue the caller answers; `null` for clients without one. */
  own: ReadonlySet<string | null>;
}

/**
 * The next client to call, leased to whoever asks; whoever holds one already gets it again. In order: promised call-back
 * due, warm, relevance check due, then the cold base by segment priority and longest untouched; each only inside the
 * client's own windows, never within a pause or beyond the limit of attempts, never while another calls. Says why this one.
 * Source: domain §3.
 */
export async function nextClient(
  context: WriteContext,
  input: { sales_system_id?: string | undefined; mode?: 'call' | 'find_contact' | undefined } = {},
): Promise<Result<NextReply>> {
  const { employeeId } = context.actor;
  if (!mayWorkQueue(context.actor) || employeeId === null) return forbidden('calling.not_a_caller');
  await lockCaller(context, employeeId);
  const held = await leaseHeldBy(context, employeeId);
  if (held?.live && (held.cameBy === 'find_contact') === (input.mode === 'find_contact')) {
    return ok({ call: await callOf(context, held), nothing: null });
  }
  if (held !== null) await giveBack(context, held);
  const system =
    input.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, input.sales_system_id);
  if (system === null) return notFound();
  const [norms, calendar, segments, own] = await Promise.all([
    callingNorms(context, system.id),
    companyCalendar(context),
    segmentsOf(context, system.id),
    segmentsAnsweredFor(context, system.id, 'prospecting'),
  ]);
  // Once a second is enough, whoever asks.
  const minute = Math.floor(context.now.epochMilliseconds / 60_000);
  await recalled(context, `calling.woken ${minute}`, () => wakeRested(context));
  const search: Search = { employeeId, salesSystemId: system.id, norms, calendar, segments, own };
  if (input.mode === 'find_contact') return nextToFind(context, search);
  return nextToCall(context, search);
}

async function nextToCall(context: WriteContext, search: Search): Promise<Result<NextReply>> {
  const { salesSystemId, calendar } = search;
  const lanesNow = () => lanesOf(context, salesSystemId, ['warm', 'cold']);
  // Somewhere the next day has begun already; whether the promise is due there is asked client by client.
  const until = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate().add({ days: 1 }).toString();
  const owed = await owedCalls(context, selves(context.actor), salesSystemId, until, PERSONAL_LIMIT);
  const known = await recalled(context, `calling.lanes ${salesSystemId}`, lanesNow);
  let looked = await lookThrough(context, search, owed, known);
  // What is remembered for a second knows nothing of whoever has come since.
  if (looked.found === null && context.memory !== undefined)
    looked = await lookThrough(context, search, owed, await lanesNow());
  const { found, passed, openings } = looked;
  if (found !== null)
    return ok({ call: await callOf(context, found.lease, { ...search, ...found.known }), nothing: null });
  const next = openings.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0];
  return ok({ call: null, nothing: await nothingNow(context, search, passed, next) });
}

interface Opening {
  at: Temporal.Instant;
  zone: string;
}

/** All queues in their order, until one gives a client; of the others what was in the way. */
async function lookThrough(
  context: WriteContext,
  search: Search,
  owed: Owed,
  lanes: ReadonlyMap<SharedQueue, readonly Lane[]>,
): Promise<{ found: Leased | null; passed: Why[]; openings: Opening[] }> {
  const passed: Why[] = [];
  const openings: Opening[] = [];
  for (const queue of ['promised', 'warm', 'check', 'cold'] as const) {
    const {
      lease,
      known,
      waiting,
      openings: opening,
    } = queue === 'warm' || queue === 'cold'
      ? await fromShared(context, search, queue, lanes.get(queue) ?? [], passed)
      : await fromPersonal(context, search, queue, owed[queue === 'promised' ? 'promised' : 'checks'], passed);
    if (lease !== null) return { found: { lease, known }, passed, openings };
    passed.push(passedOver(queue, waiting));
    openings.push(...opening);
  }
  return { found: null, passed, openings };
}

/** Why there is nobody to call, and when there will be: a window opens, a pause ends. */
async function nothingNow(context: WriteContext, search: Search, why: Why[], next?: Opening): Promise<NothingNow> {
  if (next !== undefined) return { reason: 'window_closed', opens_at: next.at.toString(), zone: next.zone, why };
  const { readyAt, anybody } = await queueOutlook(context, search.salesSystemId);
  if (!anybody) return { reason: 'empty_base', opens_at: null, zone: null, why };
  return { reason: readyAt === null ? 'all_done' : 'all_resting', opens_at: readyAt, zone: null, why };
}

interface Found {
  lease: Lease | null;
  /** What was looked up of the client that is leased. */
  known: Looked | null;
  /** How many stand in the queue although none may be called now; of the shared queues, how many lanes. */
  waiting: number;
  openings: Opening[];
}

type Leased = Pick<Found, 'known'> & { lease: Lease };

/** Promised call-backs and relevance checks belong to a person: to the caller, or to an absent one they deputise for. */
async function fromPersonal(
  context: WriteContext,
  search: Search,
  queue: 'promised' | 'check',
  rows: readonly PersonalRow[],
  passed: readonly Why[],
): Promise<Found> {
  const { norms } = search;
  const openings: Found['openings'] = [];
  for (const row of rows) {
    if (row.ready_at !== null && Temporal.Instant.compare(row.ready_at, context.now) > 0) continue;
    if (!isDueNow(row, queue, context.now, search)) {
      openings.push({ at: opensFor(row, context.now, search), zone: row.zone });
      continue;
    }
    const client = await clientById(context, row.client_id);
    if (client === null) continue;
    const calls = await recentCalls(context, client.id, norms.limits.periodDays);
    if (nextAllowed(calls, context.now, norms.limits) !== null) continue;
    const leased = await leaseFor(context, search, client, calls, queue, passed);
    if (leased !== null) return { ...leased, waiting: rows.length, openings };
  }
  return { lease: null, known: null, waiting: rows.length, openings };
}

function isDueNow(row: PersonalRow, queue: 'promised' | 'check', now: Temporal.Instant, search: Search): boolean {
  const at = queue === 'promised' && row.at !== null ? Temporal.Instant.from(row.at) : null;
  const promise = { on: Temporal.PlainDate.from(row.on), at, zone: row.zone };
  return isPromiseDue(promise, now, search.calendar, search.norms.windows);
}

function opensFor(row: PersonalRow, now: Temporal.Instant, { calendar, norms }: Search): Temporal.Instant {
  const promised = row.at === null ? null : Temporal.Instant.from(row.at);
  if (promised !== null && Temporal.Instant.compare(promised, now) > 0) return promised;
  const day = Temporal.PlainDate.from(row.on).toZonedDateTime(row.zone).toInstant();
  const from = Temporal.Instant.compare(day, now) > 0 ? day : now;
  return nextOpening(row.zone, from, calendar, norms.windows);
}

/** The common queues: the best lane that is open, and in it the first client that nobody else calls or is about to call. */
async function fromShared(
  context: WriteContext,
  search: Search,
  queue: SharedQueue,
  lanes: readonly Lane[],
  passed: readonly Why[],
): Promise<Found> {
  const { salesSystemId, norms, calendar } = search;
  const all = lanes.filter((lane) => search.own.has(lane.segmentId));
  const anytime = queue === 'find_contact';
  const isOpen = (lane: Lane) => anytime || isOpenFor(lane.zone, context.now, calendar, norms.windows);
  const openings = all
    .filter((lane) => !isOpen(lane))
    .map((lane) => ({ at: nextOpening(lane.zone, context.now, calendar, norms.windows), zone: lane.zone }));
  for (const equals of byPriority(all.filter(isOpen), search.segments)) {
    let heads = await laneHeads(context, salesSystemId, queue, equals);
    while (heads[0] !== undefined) {
      const clientId = await lockHead(context, salesSystemId, queue, heads[0]);
      const leased = clientId === null ? null : await leaseQueued(context, search, clientId, queue, passed);
      if (leased !== null) return { ...leased, waiting: all.length, openings };
      // A lane that gave nobody at all is empty for now; one whose first client may not be called is asked again.
      heads = clientId === null ? heads.slice(1) : await laneHeads(context, salesSystemId, queue, equals);
    }
  }
  return { lease: null, known: null, waiting: all.length, openings };
}

/** Lanes whose segments have the same priority, the most important first. */
function byPriority(lanes: readonly Lane[], segments: readonly Segment[]): Lane[][] {
  const priority = (lane: Lane) => segments.find((segment) => segment.id === lane.segmentId)?.priority ?? 0;
  const groups = Map.groupBy(lanes, priority);
  return [...groups.entries()].toSorted(([a], [b]) => b - a).map(([, group]) => group);
}

/** Leases the candidate just locked, unless it has to rest or somebody calls it by hand: then it steps aside. */
async function leaseQueued(
  context: WriteContext,
  search: Search,
  clientId: string,
  queue: SharedQueue,
  passed: readonly Why[],
): Promise<Leased | null> {
  const { limits } = search.norms;
  const calls = await recentCalls(context, clientId, limits.periodDays);
  const rests = queue === 'find_contact' ? null : nextAllowed(calls, context.now, limits);
  if (rests !== null) {
    await restCandidate(context, clientId, rests.toString());
    return null;
  }
  const client = await clientById(context, clientId);
  const leased = client === null ? null : await leaseFor(context, search, client, calls, queue, passed);
  if (leased !== null) return leased;
  const other = await leaseOn(context, clientId);
  if (other !== null) await setLeasedUntil(context, clientId, other.expiresAt);
  else await restCandidate(context, clientId, context.now.add({ minutes: REST_MINUTES }).toString());
  return null;
}

async function leaseFor(
  context: WriteContext,
  { employeeId, norms, segments }: Search,
  client: ClientRow,
  calls: Looked['calls'],
  cameBy: CameBy,
  passed: readonly Why[],
): Promise<Leased | null> {
  const needs = await needsOf(context, client.id);
  const today = context.now.toZonedDateTimeISO(client.time_zone).toPlainDate();
  const day = (text: string | null) => (text === null ? null : Temporal.PlainDate.from(text));
  const moment = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));
  const event = needs.find((need) => isOpenNeed(need.status) && need.verdict === 'triggered')?.expected_event ?? null;
  const why = whyLines(
    {
      queue: cameBy,
      passed: compact(passed),
      checkOn: day(client.next_check_on),
      promisedOn: day(client.next_step_on),
      promisedAt: moment(client.next_step_at),
      warmSince: moment(client.warm_since),
      lastTouchAt: moment(client.last_touch_at),
      event,
      segment: segments.find((segment) => segment.id === client.segment_id)?.name ?? null,
    },
    today,
    context.now,
  );
  const taken = await lease(context, { clientId: client.id, employeeId, cameBy, why, minutes: norms.leaseMinutes });
  return taken === null ? null : { lease: taken, known: { client, needs, calls } };
}

/** «Тёплых и обещанных сейчас нет» is one thought, not two lines. */
function compact(passed: readonly Why[]): Why[] {
  const none = passed.filter((line) => line.code === 'no_promised' || line.code === 'no_warm');
  if (none.length < 2) return [...passed];
  const rest = passed.filter((line) => !none.includes(line));
  return [{ kind: 'passed', code: 'no_promised_no_warm', values: {} }, ...rest];
}

async function lease(context: WriteContext, wanted: Parameters<typeof takeLease>[1]): Promise<Lease | null> {
  const taken = await takeLease(context, wanted);
  if (taken === null) return null;
  const until = Temporal.Instant.from(taken.expiresAt);
  await admitParticipant(context, wanted.clientId, wanted.employeeId, LEASE, wanted.clientId, until);
  return taken;
}

async function nextToFind(context: WriteContext, search: Search): Promise<Result<NextReply>> {
  const lanes = await lanesOf(context, search.salesSystemId, ['find_contact']);
  const found = await fromShared(context, search, 'find_contact', lanes.get('find_contact') ?? [], []);
  if (found.lease !== null)
    return ok({ call: await callOf(context, found.lease, { ...search, ...found.known }), nothing: null });
  return ok({ call: null, nothing: await nothingNow(context, search, []) });
}

/**
 * Takes one particular client to call it now: somebody who asked for it, a colleague's hint, an incoming call. Nobody who
 * forbade calls, nobody whom another calls or carries, nobody whose attempts are used up. Refuses: `calling.do_not_call`,
 * `calling.called_by_another`, `calling.held_by_another`, `calling.is_closed`, `calling.limit_reached`. Source: domain §3.
 */
export async function leaseClient(context: WriteContext, clientId: string): Promise<Result<Call>> {
  const taken = await takeByHand(context, clientId);
  if (!taken.ok) return taken;
  const call = await callOf(context, taken.value);
  return call === null ? notFound() : ok(call);
}

async function takeByHand(context: WriteContext, clientId: string): Promise<Result<Lease>> {
  const { actor } = context;
  const locked = await lockClient(context, clientId);
  const reach = locked.ok ? await reachOf(context, clientId) : 'none';
  if (!locked.ok || reach === 'none') return notFound();
  if (!mayCall(actor) || actor.employeeId === null) return forbidden('calling.not_a_caller');
  const client = locked.value;
  if (client.do_not_call) return refuse('calling.do_not_call');
  const group = groupOf(client.state);
  if (group === 'closed') return refuse('calling.is_closed');
  // What stands in the queue belongs to whoever works it; everything else to whoever works with the client already.
  const queued = group === 'queued' && mayWorkQueue(actor);
  if (!queued && reach !== 'work') return refuse('calling.held_by_another');
  const { leaseMinutes, limits } = await callingNorms(context, client.sales_system_id);
  if (queued && (await isExhausted(context, clientId, limits))) {
    return refuse('calling.limit_reached', { values: { limit: limits.limit, days: limits.periodDays } });
  }
  const why: Why[] = [{ kind: 'chosen', code: 'by_hand', values: {} }];
  const own = { clientId, employeeId: actor.employeeId, cameBy: 'by_hand', why, minutes: leaseMinutes } as const;
  await lockCaller(context, actor.employeeId);
  const held = await leaseHeldBy(context, actor.employeeId);
  if (held !== null && held.clientId !== clientId) await giveBack(context, held);
  const taken = await lease(
    context,
    held?.clientId === clientId ? { ...own, cameBy: held.cameBy, why: held.why } : own,
  );
  return taken === null ? refuse('calling.called_by_another', { code: 'conflict' }) : ok(taken);
}

/** Whether the attempts of the period are used up: then nobody calls, by hand either. Source: domain §3. */
async function isExhausted(context: WriteContext, clientId: string, limits: AttemptLimits): Promise<boolean> {
  const calls = await recentCalls(context, clientId, limits.periodDays);
  return attemptsUsed(calls, context.now, limits.periodDays) >= limits.limit;
}

/**
 * The lease under which the actor acts on the client: their own, prolonged even when it has run out, as long as nobody else
 * has taken the client meanwhile; else a client they work with anyway is taken by hand.
 */
export async function ownLease(context: WriteContext, clientId: string): Promise<Result<Lease>> {
  const { employeeId } = context.actor;
  if (!mayCall(context.actor) || employeeId === null) return forbidden('calling.not_a_caller');
  const held = await leaseOn(context, clientId);
  if (held?.employeeId !== employeeId) return takeByHand(context, clientId);
  const client = await clientById(context, clientId);
  if (client === null) return notFound();
  const { leaseMinutes } = await callingNorms(context, client.sales_system_id);
  const { cameBy, why } = held;
  const kept = await lease(context, { clientId, employeeId, cameBy, why, minutes: leaseMinutes });
  return kept === null ? refuse('calling.called_by_another', { code: 'conflict' }) : ok(kept);
}

/** The conversation goes on. Refuses: `calling.not_leased` once another has the client. */
export async function keepLease(context: WriteContext, clientId: string): Promise<Result<{ leased_until: string }>> {
  const held = await leaseOn(context, clientId);
  if (held === null || held.employeeId !== context.actor.employeeId) return refuse('calling.not_leased');
  const kept = await ownLease(context, clientId);
  return kept.ok ? ok({ leased_until: kept.value.expiresAt }) : kept;
}

/** Gives the client back without a call. With `rest` it stays out of the queue for an hour, so that another one comes next. */
export async function releaseLease(
  context: WriteContext,
  input: { rest?: boolean | undefined } = {},
): Promise<Result<{ released: boolean }>> {
  const { employeeId } = context.actor;
  const held = employeeId === null ? null : await leaseHeldBy(context, employeeId);
  if (held === null) return ok({ released: false });
  await giveBack(context, held);
  if (input.rest === true && (await candidateQueue(context, held.clientId)) !== null) {
    await restCandidate(context, held.clientId, context.now.add({ minutes: REST_MINUTES }).toString());
  }
  return ok({ released: true });
}

/** Ends a lease: the client is free, its card is closed again to whoever called. */
export async function giveBack(context: WriteContext, held: Pick<Lease, 'clientId'>): Promise<void> {
  await deleteLease(context, held.clientId);
  await dismissParticipant(context, held.clientId, LEASE, held.clientId);
}

/** The lease again, after a call has been taken back: the caller is with that client once more, and with no other. */
export async function resumeLease(
  context: WriteContext,
  clientId: string,
  cameBy: CameBy,
  why: readonly Why[],
): Promise<void> {
  const { employeeId } = context.actor;
  const client = await clientById(context, clientId);
  if (employeeId === null || client === null) return;
  const held = await leaseHeldBy(context, employeeId);
  if (held !== null && held.clientId !== clientId) await giveBack(context, held);
  const { leaseMinutes } = await callingNorms(context, client.sales_system_id);
  await lease(context, { clientId, employeeId, cameBy, why, minutes: leaseMinutes });
}
