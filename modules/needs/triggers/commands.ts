import { lockClient } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { calendarOf, companyToday, employeesByIds } from '#modules/people/queries.ts';
import { defaultSalesSystem, norm } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayRecordTrigger } from '../access.ts';
import { clientForNeeds } from '../queries.ts';
import { staleNeed } from '../records/commands.ts';
import { eventChecksPerDay, spreadChecks } from '../rules.ts';
import { lockOpenNeeds, type NeedRow, saveNeed } from '../store.ts';
import { followEarliestCheck } from '../waiting/commands.ts';
import type { Trigger, TriggerBody } from './contract.ts';
import { checksByDay, clientsHit, insertHits, insertTrigger, triggersPage } from './store.ts';

/**
 * Records an event of a client or of a region. It reopens verification, not the deal: each need there that waits for an
 * event, or sleeps, gets one check, spread over its owner's working days; a check that comes sooner anyway stays.
 * Refuses: `needs.trigger_of_one` (neither or both of client and region), `needs.trigger_in_future`. Source: domain §5.
 */
export async function recordTrigger(context: WriteContext, body: TriggerBody): Promise<Result<Trigger>> {
  if ((body.client_id === undefined) === (body.region === undefined)) return refuse('needs.trigger_of_one');
  const today = await companyToday(context);
  if (body.happened_on > today.toString()) return invalid('/happened_on', 'needs.trigger_in_future');
  const system = await systemOf(context, body.client_id);
  if (!system.ok) return system;
  const id = newId(context.now);
  await insertTrigger(context, { ...body, id, salesSystemId: system.value });

  const needs = await needsHit(context, system.value, body);
  const hits = await spreadOver(context, system.value, needs);
  await insertHits(context, id, hits);
  for (const { need, on } of hits) {
    if (need.next_check_on !== null && need.next_check_on <= on) continue;
    if (!(await saveNeed(context, need, { next_check_on: on }))) return staleNeed(context, need.id);
  }
  const clientIds = [...new Set(needs.map((need) => need.client_id))];
  for (const clientId of clientIds) {
    const client = await lockClient(context, clientId);
    if (!client.ok) return client;
    const followed = await followEarliestCheck(context, client.value);
    if (!followed.ok) return followed;
    await announce(context, { type: 'trigger.recorded', subjectKind: 'trigger', subjectId: id, clientId });
  }
  await record(context, {
    action: 'trigger.recorded',
    subject: { kind: 'trigger', id },
    clientId: body.client_id ?? null,
    after: { ...body, needs_hit: hits.length },
  });
  const [trigger] = await triggersPage(context, { id });
  return trigger === undefined ? notFound() : ok(trigger);
}

async function systemOf(context: WriteContext, clientId: string | undefined): Promise<Result<string>> {
  if (clientId !== undefined) {
    const client = await clientForNeeds(context, clientId);
    return client.ok ? ok(client.value.sales_system_id) : client;
  }
  if (!mayRecordTrigger(context.actor)) return forbidden();
  const system = await defaultSalesSystem(context);
  return system === null ? refuse('needs.no_sales_system') : ok(system.id);
}

/** Needs that wait for an event or sleep, locked client by client, always in the same order. */
async function needsHit(context: WriteContext, salesSystemId: string, body: TriggerBody): Promise<NeedRow[]> {
  const of = { salesSystemId, clientId: body.client_id ?? null, region: body.region ?? null };
  const found: NeedRow[] = [];
  for (const clientId of await clientsHit(context, of)) {
    const client = await lockClient(context, clientId);
    if (!client.ok) continue;
    const waiting = (need: NeedRow) => need.verdict === 'triggered' || need.verdict === 'dormant';
    found.push(...(await lockOpenNeeds(context, clientId)).filter(waiting));
  }
  return found;
}

/** One check for each need, on the days that its owner has room: what is worth most comes first. */
async function spreadOver(
  context: WriteContext,
  salesSystemId: string,
  needs: readonly NeedRow[],
): Promise<{ need: NeedRow; on: string }[]> {
  const owned = needs.filter((need) => need.check_owner_id !== null);
  const owners = Map.groupBy(owned, (need) => need.check_owner_id ?? '');
  const [calls, employees] = await Promise.all([
    norm(context, salesSystemId, 'calls_per_day'),
    employeesByIds(context, [...owners.keys()]),
  ]);
  const hits: { need: NeedRow; on: string }[] = [];
  for (const [ownerId, theirs] of owners) {
    const calendar = await calendarOf(context, ownerId);
    const today = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
    const capacity = [...employees.values()].find((employee) => employee.id === ownerId)?.capacityBp ?? 0;
    const taken = await checksByDay(context, ownerId, today.toString());
    const days = spreadChecks(theirs.length, eventChecksPerDay(calls, capacity), today, calendar, taken);
    const worthMost = theirs.toSorted((a, b) => (b.value_minor ?? 0) - (a.value_minor ?? 0));
    hits.push(...worthMost.map((need, index) => ({ need, on: (days[index] ?? today).toString() })));
  }
  return hits;
}
