import { cancelSteps, planStep } from '#modules/activities/commands.ts';
import type { StepInput, WaitInput } from '#modules/activities/contract.ts';
import { changeFacts, closeClient } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { type FactsPatch, groupOf } from '#modules/clients/rules.ts';
import { record } from '#modules/journal/commands.ts';
import { calendarOf, companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { forbidden, invalid, ok, type Result, refuse } from '#shared/result.ts';
import { workingDayFrom } from '#shared/working-calendar.ts';
import type { GiveUpBody } from '../contract.ts';
import { cadenceOf, clientForNeeds } from '../queries.ts';
import { mayBeWorked } from '../rules.ts';
import { lockOpenNeeds, type NeedRow } from '../store.ts';
import { notInUse } from '../uses/commands.ts';

/**
 * Lets a client wait: it leaves work with the reason, its open steps fall away, and the earliest check of its open needs
 * says when it is looked at and by whom. Its holder stays its face. Runs inside other commands, which have checked access.
 * Refuses: `needs.verdict_required` when no open need has a check, `needs.deal_open`, `needs.contract_open`,
 * `needs.project_running`. Source: domain §2 (N2), §5.
 */
export async function parkClient(context: WriteContext, clientId: string, wait: WaitInput): Promise<Result<ClientRow>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const client = locked.value;
  if (client.running_projects > 0) return refuse('needs.project_running');
  if (client.contracts_open > 0) return refuse('needs.contract_open');
  const needs = await lockOpenNeeds(context, clientId);
  if (wait.need_id !== undefined && !needs.some((need) => need.id === wait.need_id)) {
    return invalid('/need_id', 'needs.need_elsewhere');
  }
  for (const need of needs) {
    const free = await notInUse(context, need.id);
    if (!free.ok) return free;
  }
  const check = earliestCheck(needs);
  if (check === null) return refuse('needs.verdict_required');
  const cancelled = await cancelSteps(context, clientId, wait.reason);
  if (!cancelled.ok) return cancelled;
  return changeFacts(context, clientId, {
    developing: false,
    qualifying: false,
    warmSince: null,
    closed: null,
    lost: null,
    nextStep: null,
    waitingReason: wait.reason,
    check,
  });
}

/** «Ждать до проверки»: the same for whoever works on the client's needs. Refuses: `needs.already_waiting` besides. */
export async function letClientWait(
  context: WriteContext,
  clientId: string,
  wait: WaitInput,
): Promise<Result<ClientRow>> {
  const client = await clientForNeeds(context, clientId);
  if (!client.ok) return client;
  if (client.value.state === 'waiting') return refuse('needs.already_waiting');
  return parkClient(context, clientId, wait);
}

/**
 * A client that waited comes back into work with a step on a date: a need of it is relevant now, or so near that work has
 * to begin. Its holder goes on; where nobody holds it, whoever found out takes it, into development or, for who only
 * qualifies, into qualification: it comes back at the depth attained.
 * Refuses: `needs.not_waiting`, `needs.nothing_relevant`, and what planning refuses. Source: domain §3, §5.
 */
export async function resumeClient(
  context: WriteContext,
  clientId: string,
  step: StepInput,
): Promise<Result<ClientRow>> {
  const found = await clientForNeeds(context, clientId);
  if (!found.ok) return found;
  const client = found.value;
  if (groupOf(client.state) !== 'waiting') return refuse('needs.not_waiting', { code: 'conflict' });
  const today = await companyToday(context);
  const { leadTimeDays } = await cadenceOf(context, client.sales_system_id);
  const ready = (await lockOpenNeeds(context, clientId)).some((need) =>
    mayBeWorked({ verdict: need.verdict, windowFrom: dayOf(need.window_from) }, today, leadTimeDays),
  );
  if (!ready) return refuse('needs.nothing_relevant');
  const back = backToWork(context, client);
  if (!back.ok) return back;
  const planned = await planStep(context, { ...step, client_id: clientId }, back.value);
  if (!planned.ok) return planned;
  return lockClient(context, clientId);
}

function backToWork(context: WriteContext, client: ClientRow): Result<FactsPatch> {
  const leaving: FactsPatch = { waitingReason: null, check: null, lost: null };
  if (client.holder_id !== null) return ok({ ...leaving, developing: true });
  const { employeeId, functions } = context.actor;
  if (employeeId === null) return refuse('needs.nobody_owns');
  const holder = { employeeId, via: 'taken' } as const;
  if (functions.includes('need_development')) return ok({ ...leaving, holder, developing: true });
  if (functions.includes('qualification')) return ok({ ...leaving, holder, qualifying: true });
  return forbidden('needs.not_yours');
}

/**
 * Gives a client up whose needs will not be bought by anybody from us: closed as not of the target, or lost to somebody with
 * a day on which it is worth another look. An explicit decision, never a consequence of time.
 * Refuses: `needs.still_open` while an open need may yet ripen, `needs.deal_open`, `needs.contract_open`,
 * `needs.project_running`, `needs.look_required`. Source: domain §2, §5.
 */
export async function giveUpClient(
  context: WriteContext,
  clientId: string,
  body: GiveUpBody,
): Promise<Result<ClientRow>> {
  const found = await clientForNeeds(context, clientId);
  if (!found.ok) return found;
  const client = found.value;
  if (client.running_projects > 0) return refuse('needs.project_running');
  if (client.contracts_open > 0) return refuse('needs.contract_open');
  const needs = await lockOpenNeeds(context, clientId);
  if (needs.some((need) => need.verdict !== 'none')) return refuse('needs.still_open');
  for (const need of needs) {
    const free = await notInUse(context, need.id);
    if (!free.ok) return free;
  }
  if (body.as === 'not_target') {
    return closeClient(context, clientId, { version: client.version, as: 'not_target', reason: body.reason });
  }
  const ownerId = client.holder_id ?? client.check_owner_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('needs.nobody_owns');
  const on = await lookOn(context, ownerId, body.look_on);
  if (!on.ok) return on;
  return loseClient(context, clientId, { to: body.to ?? null, reason: body.reason, check: { on: on.value, ownerId } });
}

async function lookOn(context: WriteContext, ownerId: string, day: string | undefined): Promise<Result<string>> {
  if (day === undefined) return invalid('/look_on', 'needs.look_required');
  const today = await companyToday(context);
  const wanted = Temporal.PlainDate.from(day);
  if (Temporal.PlainDate.compare(wanted, today) <= 0) return invalid('/look_on', 'needs.look_in_past');
  return ok(workingDayFrom(await calendarOf(context, ownerId), wanted).toString());
}

/**
 * The client is lost: to whom, why, and when it is worth another look. Its steps fall away, its holder stays its face. Runs
 * inside other commands, which have checked access. Source: domain §2 (lost).
 */
export async function loseClient(
  context: WriteContext,
  clientId: string,
  loss: { to: string | null; reason: string; check: { on: string; ownerId: string } },
): Promise<Result<ClientRow>> {
  const cancelled = await cancelSteps(context, clientId, loss.reason);
  if (!cancelled.ok) return cancelled;
  const lost = await changeFacts(context, clientId, {
    developing: false,
    qualifying: false,
    warmSince: null,
    waitingReason: null,
    regular: false,
    nextStep: null,
    check: loss.check,
    lost: { on: await companyToday(context), to: loss.to, reason: loss.reason },
  });
  if (!lost.ok) return lost;
  await record(context, {
    action: 'client.lost',
    subject: { kind: 'client', id: clientId },
    clientId,
    after: { lost_to: loss.to },
    reason: loss.reason,
  });
  return lost;
}

/** A client that waits is looked at on the earliest check of its open needs; one in work goes by its steps. */
export async function followEarliestCheck(context: WriteContext, client: ClientRow): Promise<Result<unknown>> {
  if (groupOf(client.state) !== 'waiting') return ok();
  // With no need left to look at, the check that stands remains: waiting never ends by itself.
  const check = earliestCheck(await lockOpenNeeds(context, client.id));
  return check === null ? ok() : changeFacts(context, client.id, { check });
}

function earliestCheck(needsByCheck: readonly NeedRow[]): { on: string; ownerId: string } | null {
  const [first] = needsByCheck.filter((need) => need.next_check_on !== null && need.check_owner_id !== null);
  if (!first?.next_check_on || !first.check_owner_id) return null;
  return { on: first.next_check_on, ownerId: first.check_owner_id };
}

const dayOf = (day: string | null) => (day === null ? null : Temporal.PlainDate.from(day));
