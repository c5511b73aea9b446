import type { Reach } from '#modules/clients/access.ts';
import { selves } from '#modules/clients/access.ts';
import { clientNames, reachesOf, reachOf } from '#modules/clients/queries.ts';
import { calendarOf, deputyOf, employeesByIds } from '#modules/people/queries.ts';
import { arbiterOf, companyDay, norm } from '#modules/structure/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import { loadOf } from '#modules/workload/queries.ts';
import { NORM_OF_FUNCTION } from '#modules/workload/rules.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#shared/actor.ts';
import { isUuid } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { type WorkingCalendar, workingMinutesBetween } from '#shared/working-calendar.ts';
import { heads, mayAnswer, mayGive, mayReadHandoff, maySettle, mayWithdraw, type Parties } from './access.ts';
import type { Allowed, Draft, Handoff, HandoffItem, HandoffKindName, MyHandoffs, Round, Subject } from './contract.ts';
import { handoffKinds, requireKind } from './kinds/commands.ts';
import { mayAcceptBySilence } from './rules.ts';
import { isIntact } from './sealing/commands.ts';
import { putBackPersonal } from './sealing/rules.ts';
import {
  countHandoffs,
  countToAnswer,
  type HandoffFilter,
  type HandoffRow,
  handoffPage,
  type ItemRow,
  itemRow,
  lateAndDisputed,
  openItemsOf,
  openRow,
  personalValues,
  type RoundRow,
  roundsOf,
} from './store.ts';

export { readinessOf } from './offering/queries.ts';
export { handoffFlow, pairStatistics } from './statistics/queries.ts';

const DEFAULT_LIMIT = 50;
const COUNT_TO = 10_000;

export const partiesOf = (row: HandoffRow): Parties => ({
  salesSystemId: row.sales_system_id,
  giverId: row.giver_id,
  receiverId: row.receiver_id,
  arbiterId: row.arbiter_id,
});

/** Who has to answer on the day of `now`: the receiver, or the deputy while the receiver is away. Source: domain §4. */
export async function answererOf(context: Context, receiverId: string): Promise<string> {
  return (await deputyOf(context, receiverId, await companyDay(context))) ?? receiverId;
}

/** The hand-off of a matter that is under way, if there is one. No access rule: for what follows from another's read. */
export async function openHandoffOf(
  context: Pick<Context, 'db'>,
  kind: HandoffKindName,
  subject: Subject,
): Promise<{ id: string; state: HandoffRow['state']; giverId: string; receiverId: string; version: number } | null> {
  const row = await openRow(context, kind, subject);
  if (row === undefined) return null;
  return { id: row.id, state: row.state, giverId: row.giver_id, receiverId: row.receiver_id, version: row.version };
}

/* ---- what waits for whom ---- */

/** Working calendars of those who have to answer, each looked up once. */
function calendarsOf(context: Context): (receiverId: string) => Promise<WorkingCalendar> {
  const known = new Map<string, Promise<WorkingCalendar>>();
  return (receiverId) => {
    const found = known.get(receiverId) ?? answererOf(context, receiverId).then((id) => calendarOf(context, id));
    known.set(receiverId, found);
    return found;
  };
}

function allowedTo(actor: Actor, row: HandoffRow): Allowed {
  const parties = partiesOf(row);
  const answers = row.state === 'offered' && mayAnswer(actor, parties);
  const gives = row.state === 'returned' && mayGive(actor, parties);
  return {
    accept: answers,
    return: answers,
    withdraw: (row.state === 'offered' || row.state === 'returned') && mayWithdraw(actor, parties),
    offer_again: gives,
    dispute: gives,
    settle: row.state === 'disputed' && maySettle(actor, parties),
  };
}

const person = (id: string, name: string | null) => ({ id, full_name: name ?? '' });

async function itemsOf(context: Context, rows: readonly ItemRow[]): Promise<HandoffItem[]> {
  const calendarFor = calendarsOf(context);
  return Promise.all(rows.map((row) => itemOf(context, row, calendarFor)));
}

async function itemOf(
  context: Context,
  row: ItemRow,
  calendarFor: (receiverId: string) => Promise<WorkingCalendar>,
): Promise<HandoffItem> {
  const required = row.criteria.filter((criterion) => criterion.required);
  const due = row.due_at === null ? null : Temporal.Instant.from(row.due_at);
  return {
    id: row.id,
    kind: row.kind,
    sales_system_id: row.sales_system_id,
    client: { id: row.client_id, name: row.client_name ?? '' },
    subject: { kind: row.subject_kind, id: row.subject_id },
    // Written from a registered kind, whose functions these are.
    from_function: row.from_function as SalesFunction,
    to_function: row.to_function as SalesFunction,
    giver: person(row.giver_id, row.giver_name),
    receiver: person(row.receiver_id, row.receiver_name),
    self_check: row.self_check,
    state: row.state,
    round: row.round,
    first_offered_at: row.first_offered_at,
    offered_at: row.offered_at,
    due_at: row.due_at,
    minutes_left:
      due === null ? null : Math.trunc(workingMinutesBetween(await calendarFor(row.receiver_id), context.now, due)),
    overdue: due !== null && Temporal.Instant.compare(context.now, due) > 0,
    criteria_met: required.filter((criterion) => criterion.met).length,
    criteria_required: required.length,
    last_return:
      row.last_code === null || row.last_at === null
        ? null
        : { code: row.last_code, text: row.last_text, at: row.last_at },
    dispute_until: row.dispute_until,
    disputed_at: row.disputed_at,
    arbiter: row.arbiter_id === null ? null : person(row.arbiter_id, row.arbiter_name),
    closed_at: row.closed_at,
    allowed: allowedTo(context.actor, row),
    version: row.version,
  };
}

/** Offers that wait for the actor's answer, the most urgent first: their own and those of whom they deputise for. */
export async function handoffsToAnswer(context: Context): Promise<HandoffItem[]> {
  const mine = selves(context.actor);
  const rows = await openItemsOf(context, mine);
  return itemsOf(
    context,
    rows.filter((row) => row.state === 'offered' && mine.includes(row.receiver_id)),
  );
}

export async function handoffsToAnswerCount(context: Context): Promise<number> {
  return countToAnswer(context, selves(context.actor));
}

/** «Принять», «Предлагаю», «Возвращены мне», «Споры», and for the head what is late. Source: screens, hand-off. */
export async function myHandoffs(context: Context): Promise<Result<MyHandoffs>> {
  const mine = selves(context.actor);
  const [own, led, drafts] = await Promise.all([openItemsOf(context, mine), ledItems(context), draftsOf(context)]);
  const isMine = (id: string) => mine.includes(id);
  const disputed = new Map([...own, ...led].filter((row) => row.state === 'disputed').map((row) => [row.id, row]));
  const groups = {
    to_answer: own.filter((row) => row.state === 'offered' && isMine(row.receiver_id)),
    offered: own.filter((row) => row.state === 'offered' && isMine(row.giver_id) && !isMine(row.receiver_id)),
    returned: own.filter((row) => row.state === 'returned' && isMine(row.giver_id)),
    disputes: [...disputed.values()],
    overdue: led.filter((row) => row.overdue_at !== null && !isMine(row.receiver_id)),
  };
  const [to_answer, offered, returned, disputes, overdue] = await Promise.all([
    itemsOf(context, groups.to_answer),
    itemsOf(context, groups.offered),
    itemsOf(context, groups.returned),
    itemsOf(context, groups.disputes),
    itemsOf(context, groups.overdue),
  ]);
  // What came back or is disputed stands there, once: it is offered again from there.
  const underWay = new Set(own.map((row) => row.subject_id));
  const unoffered = drafts.filter(({ subject }) => !underWay.has(subject.id));
  return ok({ to_answer, offered, drafts: unoffered, returned, disputes, overdue });
}

/** Late offers and disputes of the sales systems that the actor heads. */
async function ledItems(context: Context): Promise<ItemRow[]> {
  const { actor } = context;
  if (actor.rights['handoffs.settle'] === 'company') return lateAndDisputed(context, 'all');
  const systems = [...new Set(actor.positions.map((position) => position.salesSystemId))];
  return lateAndDisputed(
    context,
    systems.filter((system) => heads(actor, system)),
  );
}

/** What the actor has still to offer, kind by kind, with what is in place already. */
async function draftsOf(context: Context): Promise<Draft[]> {
  const giver = context.actor.employeeId;
  if (giver === null) return [];
  const drafts = await Promise.all(
    handoffKinds().map(async (kind) => {
      const offerable = (await kind.toOffer?.(context, giver)) ?? [];
      const names = await clientNames(
        context,
        offerable.map(({ clientId }) => clientId),
      );
      return Promise.all(
        offerable.map(async ({ clientId, subject }): Promise<Draft> => {
          const required = (await kind.criteria(context, clientId, subject)).filter((criterion) => criterion.required);
          return {
            kind: kind.kind,
            client: { id: clientId, name: names.get(clientId) ?? '' },
            subject,
            from_function: kind.from,
            to_function: kind.to,
            criteria_met: required.filter((criterion) => criterion.met).length,
            criteria_required: required.length,
          };
        }),
      );
    }),
  );
  return drafts.flat();
}

export interface HandoffList {
  items: HandoffItem[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
}

/** Hand-offs within reach, newest first, by what a figure counts. */
export async function handoffList(
  context: Context,
  query: Omit<HandoffFilter, 'within'> & { cursor?: string | undefined; limit?: number | undefined },
): Promise<Result<HandoffList>> {
  const { cursor, limit = DEFAULT_LIMIT, ...filter } = query;
  const before = cursor === undefined ? null : placeOf(cursor);
  if (before === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const reachable: HandoffFilter = { ...filter, within: await withinReach(context, filter.client_id) };
  const [rows, count] = await Promise.all([
    handoffPage(context, reachable, before, limit + 1),
    countHandoffs(context, reachable, COUNT_TO + 1),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: await itemsOf(context, page),
    next_cursor: rows.length > limit && last !== undefined ? `${last.first_offered_at}|${last.id}` : null,
    count: { value: Math.min(count, COUNT_TO), exact: count <= COUNT_TO },
  });
}

/** The head sees the hand-offs of the sales system, others those they take part in, and all of a client whose card they have. */
async function withinReach(context: Context, clientId: string | undefined): Promise<HandoffFilter['within']> {
  const { actor } = context;
  if (actor.rights['handoffs.settle'] === 'company') return null;
  if (clientId !== undefined && isCard(await reachOf(context, clientId))) return null;
  const systems = [...new Set(actor.positions.map((position) => position.salesSystemId))];
  return { salesSystemIds: systems.filter((system) => heads(actor, system)), employeeIds: selves(actor) };
}

const isCard = (reach: Reach): boolean => reach === 'card' || reach === 'work';

function placeOf(cursor: string): { at: string; id: string } | undefined {
  const [at = '', id = ''] = cursor.split('|');
  if (!isUuid(id) || Number.isNaN(Date.parse(at))) return undefined;
  return { at, id };
}

/* ---- one hand-off ---- */

/** One hand-off with its frozen package, for its parties, its judge, and whoever has the client's card. */
export async function handoffCard(context: Context, id: string): Promise<Result<Handoff>> {
  const row = await itemRow(context, id);
  if (row === undefined) return notFound();
  const reach = (await reachesOf(context, [row.client_id])).get(row.client_id) ?? 'none';
  if (!mayReadHandoff(context.actor, partiesOf(row), reach)) return notFound();
  return ok(await cardOf(context, row));
}

async function cardOf(context: Context, row: ItemRow): Promise<Handoff> {
  const rounds = await roundsOf(context, row.id);
  const current = rounds.at(-1);
  if (current === undefined) throw new Error(`hand-off ${row.id} has no round`);
  const kind = requireKind(row.kind);
  const calendarFor = calendarsOf(context);
  const open = row.state === 'offered';
  const [item, aside, answerer, escalation, load, silence] = await Promise.all([
    itemOf(context, row, calendarFor),
    personalValues(context, [current.id]),
    open ? answererOf(context, row.receiver_id) : row.receiver_id,
    open ? arbiterOf(context, row.sales_system_id, [row.receiver_id]) : null,
    open ? loadOf(context, row.sales_system_id, kind.to) : [],
    norm(context, row.sales_system_id, 'handoff.silent_acceptance_h1'),
  ]);
  const people = [
    ...rounds.flatMap((round) => [round.receiver_id, round.answered_by]),
    row.settled_by,
    row.accepted_by,
    answerer,
    row.escalated_to ?? escalation,
  ];
  const names = await employeesByIds(
    context,
    people.filter((id) => id !== null),
  );
  const named = (id: string | null) => {
    const found = [...names.values()].find((employee) => employee.id === id);
    return found === undefined ? null : { id: found.id, full_name: found.fullName };
  };
  const shown = putBackPersonal(current.stored, new Map(aside.map(({ place, value }) => [place, value])));
  const held = load.find((one) => one.employeeId === row.receiver_id);
  return {
    ...item,
    note: current.note,
    headline: shown.package.headline ?? null,
    criteria: shown.criteria,
    sections: shown.package.sections,
    seal: {
      digest: current.seal,
      intact: isIntact({
        stored: current.stored,
        digests: current.personal_digests,
        seal: current.seal,
        personal: aside,
      }),
      erased: Object.keys(current.personal_digests).length - aside.length,
    },
    rounds: rounds.map((round) => roundOf(round, named)),
    limit_minutes:
      row.due_at === null
        ? null
        : Math.round(
            workingMinutesBetween(
              await calendarFor(row.receiver_id),
              Temporal.Instant.from(current.offered_at),
              Temporal.Instant.from(row.due_at),
            ),
          ),
    deputy: answerer === row.receiver_id ? null : named(answerer),
    escalates_to: named(row.escalated_to ?? escalation),
    silent_acceptance: open && mayAcceptBySilence(row.kind, kind.silentAcceptance, silence),
    dispute_text: row.dispute_text,
    settlement: row.settlement,
    settled_by: named(row.settled_by),
    accepted_by: named(row.accepted_by),
    accepted_silently: row.accepted_silently,
    closing_note: row.closing_note,
    receiver_load:
      held === undefined ? null : { held: held.held, norm: held.norm, unit: NORM_OF_FUNCTION[kind.to]?.unit ?? null },
  };
}

function roundOf(round: RoundRow, named: (id: string | null) => Round['answered_by']): Round {
  return {
    round: round.round,
    offered_at: round.offered_at,
    receiver: named(round.receiver_id) ?? { id: round.receiver_id, full_name: '' },
    note: round.note,
    answer: round.answer,
    answered_at: round.answered_at,
    answered_by: named(round.answered_by),
    return_code: round.return_code,
    answer_text: round.answer_text,
    answer_minutes: round.answer_minutes,
    seal: round.seal,
  };
}
