import { record } from '#modules/journal/commands.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { holdersOf } from '#modules/structure/queries.ts';
import { RELAY_FUNCTIONS } from '#modules/structure/rules.ts';
import type { WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayTakeClient, mayTransferClient, selves } from '../access.ts';
import type { ClientRow, FirstStep } from '../contract.ts';
import { changeFacts } from '../facts/commands.ts';
import { cardNow, clientForEdit, reachOf } from '../queries.ts';
import { type FactsPatch, groupOf, type HoldingVia } from '../rules.ts';
import { findClients, heldBy, isActiveEmployee, lockRow, othersInCapacity } from '../store.ts';
import { carriersOf } from './rules.ts';

/** Plans the first step of a client that is being taken, and applies it together with the facts in one `changeFacts`. */
export type FirstStepPlanner = (
  context: WriteContext,
  of: { clientId: string; ownerId: string; step: FirstStep },
  facts: FactsPatch,
) => Promise<Result<unknown>>;

/** What else passes on when a client changes hands within a function: its open steps, for example. A refusal refuses it. */
export type TransferEffect = (
  context: WriteContext,
  passed: { client: ClientRow; from: EmployeeId; to: EmployeeId; via: HoldingVia },
) => Promise<Result<unknown>>;

/** What else ends when a client is closed: steps, offers. A refusal refuses the closing. */
export type ClosingEffect = (
  context: WriteContext,
  client: ClientRow,
  as: 'archived' | 'not_target',
) => Promise<Result<unknown>>;

let planFirstStep: FirstStepPlanner | null = null;
const transferEffects = new Map<string, TransferEffect>();
const closingEffects = new Map<string, ClosingEffect>();

/** Registers who plans steps; the module of activities does when the program is composed. */
export function registerFirstStep(planner: FirstStepPlanner): void {
  planFirstStep = planner;
}

export function registerTransferEffect(key: string, effect: TransferEffect): void {
  transferEffects.set(key, effect);
}

export function registerClosingEffect(key: string, effect: ClosingEffect): void {
  closingEffects.set(key, effect);
}

/**
 * Takes a client that nobody works with into one's own work, with a first step on a date. From the queue it comes into
 * qualification where the taker qualifies, else into development; a waiting client comes into development.
 * Refuses: `clients.already_taken`, `clients.is_closed`, `clients.held_by_another`, `clients.being_called`. Source: domain §2.
 */
export async function takeClient(
  context: WriteContext,
  id: string,
  input: { version?: number | undefined; step: FirstStep },
): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  if (client === null || (await reachOf(context, id)) === 'none') return notFound();
  const { actor } = context;
  if (actor.employeeId === null || !mayTakeClient(actor, client.sales_system_id)) return forbidden();
  const free = await checkFree(context, client);
  if (!free.ok) return free;
  if (input.version !== undefined && input.version !== client.version) return staleVersion(await cardNow(context, id));
  if (planFirstStep === null) throw new Error('nobody plans steps: registerFirstStep has not been called');

  const qualifies = client.state !== 'waiting' && actor.functions.includes('qualification');
  const facts: FactsPatch = {
    holder: { employeeId: actor.employeeId, via: 'taken' },
    waitingReason: null,
    ...(qualifies ? { qualifying: true } : { developing: true }),
  };
  const planned = await planFirstStep(context, { clientId: id, ownerId: actor.employeeId, step: input.step }, facts);
  if (!planned.ok) return planned;
  const taken = await lockRow(context, id);
  if (taken === null) return notFound();
  await record(context, {
    action: 'client.taken',
    subject: { kind: 'client', id },
    clientId: id,
    after: { holder_id: actor.employeeId },
  });
  return ok(taken);
}

async function checkFree(context: WriteContext, client: ClientRow): Promise<Result<undefined>> {
  const group = groupOf(client.state);
  if (group === 'in_work') return refuse('clients.already_taken', { code: 'conflict' });
  if (group === 'closed') return refuse('clients.is_closed');
  const mine = selves(context.actor);
  if (client.holder_id !== null && !mine.includes(client.holder_id)) return refuse('clients.held_by_another');
  const callers = await othersInCapacity(context, client.id, 'lease', mine);
  return callers ? refuse('clients.being_called', { code: 'conflict' }) : ok();
}

/**
 * Passes a client to another holder within the same function, with a covering note and without acceptance. What the
 * holder was to check and to do goes with it. Refuses: `clients.nobody_holds`, `clients.already_held`,
 * `clients.receiver_lacks_function`. Source: domain §1 (transfer), §2.
 */
export async function transferClient(
  context: WriteContext,
  id: string,
  input: { version: number; to_id: string; note: string },
): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  if (client === null || (await reachOf(context, id)) === 'none') return notFound();
  if (!mayTransferClient(context.actor, client.sales_system_id)) return forbidden();
  if (client.version !== input.version) return staleVersion(await cardNow(context, id));
  if (client.holder_id === null) return refuse('clients.nobody_holds');
  if (client.holder_id === input.to_id) return refuse('clients.already_held');
  if (!(await isActiveEmployee(context, input.to_id))) return invalid('/to_id', 'field.not_in_list');
  if (!(await mayCarry(context, client, input.to_id))) return refuse('clients.receiver_lacks_function');
  // It has just been found among the employees.
  const passed = await passTo(context, client, input.to_id as EmployeeId, 'transfer', input.note.trim());
  return passed.ok ? ok(passed.value.client) : passed;
}

/** Whether somebody answers for a function that carries clients of this state; where nobody does, anybody may. */
async function mayCarry(context: WriteContext, client: ClientRow, employeeId: string): Promise<boolean> {
  const able = await ableToCarry(context)(client);
  return able === null || able.has(employeeId);
}

/**
 * Who may carry clients: those who answer for a function of the client's state; null where nobody does, so that anybody
 * may. Asked once for clients that are alike in that.
 */
export function ableToCarry(context: WriteContext): (client: ClientRow) => Promise<ReadonlySet<string> | null> {
  const known = new Map<string, Promise<ReadonlySet<string> | null>>();
  const find = async ({ state, sales_system_id: salesSystemId, segment_id: segmentId }: ClientRow) => {
    const carriers = await Promise.all(
      carriersOf(state).map((fn) => holdersOf(context, { salesSystemId, function: fn, segmentId })),
    );
    const holders = carriers.flat();
    return holders.length === 0 ? null : new Set<string>(holders.map((holder) => holder.employeeId));
  };
  return (client) => {
    const key = [client.state, client.sales_system_id, client.segment_id ?? ''].join('/');
    const able = known.get(key) ?? find(client);
    known.set(key, able);
    return able;
  };
}

/**
 * Passes a client from its holder to another, with all that goes with it. It asks no question of access: the command that
 * calls it has done so. Answers with the entry of the journal. Source: domain §1 (transfer).
 */
export async function passTo(
  context: WriteContext,
  client: ClientRow,
  to: EmployeeId,
  via: HoldingVia,
  note: string | null,
  undoes?: string,
): Promise<Result<{ client: ClientRow; entry: string }>> {
  const from = client.holder_id;
  if (from === null) return refuse('clients.nobody_holds');
  const changed = await changeFacts(context, client.id, {
    holder: { employeeId: to, via, note },
    ...(client.check_owner_id === from && client.next_check_on !== null
      ? { check: { on: client.next_check_on, ownerId: to } }
      : {}),
  });
  if (!changed.ok) return changed;
  const followed = await passedOn(context, { client: changed.value, from, to, via });
  if (!followed.ok) return followed;
  const entry = await record(context, {
    action: 'client.transferred',
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    before: { holder_id: from },
    after: { holder_id: to, via },
    reason: note,
    ...(undoes === undefined ? {} : { undoes }),
  });
  return ok({ client: changed.value, entry });
}

/** The same for a client that waits and that nobody holds: its check passes to another, with the needs that are checked. */
export async function passCheck(
  context: WriteContext,
  client: ClientRow,
  to: EmployeeId,
  note: string | null,
  undoes?: string,
): Promise<Result<{ client: ClientRow; entry: string }>> {
  const { check_owner_id: from, next_check_on: on } = client;
  if (from === null || on === null) return refuse('clients.nobody_holds');
  const changed = await changeFacts(context, client.id, { check: { on, ownerId: to } });
  if (!changed.ok) return changed;
  // The column holds ids of employees alone.
  const followed = await passedOn(context, { client: changed.value, from: from as EmployeeId, to, via: 'transfer' });
  if (!followed.ok) return followed;
  const entry = await record(context, {
    action: 'client.check_passed',
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    before: { check_owner_id: from },
    after: { check_owner_id: to },
    reason: note,
    ...(undoes === undefined ? {} : { undoes }),
  });
  return ok({ client: changed.value, entry });
}

/** Everything that passes on with a client when another holds it from now on. */
export async function passedOn(
  context: WriteContext,
  passed: { client: ClientRow; from: EmployeeId; to: EmployeeId; via: HoldingVia },
): Promise<Result<undefined>> {
  for (const effect of transferEffects.values()) {
    const done = await effect(context, passed);
    if (!done.ok) return done;
  }
  return ok();
}

/**
 * Closes a client as not of the target or as archived (merged, liquidated). What was under way ends with it; an open
 * contract or a running project has to be ended first. Refuses: `clients.already_closed`, `clients.open_contract_or_project`.
 * Source: domain §2.
 */
export async function closeClient(
  context: WriteContext,
  id: string,
  input: { version: number; as: 'archived' | 'not_target'; reason: string },
): Promise<Result<ClientRow>> {
  const found = await clientForEdit(context, id);
  if (!found.ok) return found;
  const client = found.value;
  if (client.version !== input.version) return staleVersion(await cardNow(context, id));
  if (groupOf(client.state) === 'closed') return refuse('clients.already_closed');
  if (client.running_projects > 0 || client.contracts_open > 0) return refuse('clients.open_contract_or_project');
  const reason = input.reason.trim();
  if (reason === '') return invalid('/reason', 'field.required');
  const closed = await changeFacts(context, id, {
    closed: { as: input.as, reason },
    developing: false,
    qualifying: false,
    waitingReason: null,
    regular: false,
    lost: null,
    delivered: null,
  });
  if (!closed.ok) return closed;
  for (const effect of closingEffects.values()) {
    const done = await effect(context, closed.value, input.as);
    if (!done.ok) return done;
  }
  await record(context, {
    action: 'client.closed',
    subject: { kind: 'client', id },
    clientId: id,
    before: { state: client.state },
    after: { state: closed.value.state },
    reason,
  });
  return closed;
}

/** Brings a closed client back into the queue. Refuses: `clients.not_closed`. Source: domain §2. */
export async function reopenClient(
  context: WriteContext,
  id: string,
  input: { version: number; reason: string },
): Promise<Result<ClientRow>> {
  const found = await clientForEdit(context, id);
  if (!found.ok) return found;
  const client = found.value;
  if (client.version !== input.version) return staleVersion(await cardNow(context, id));
  if (client.closed === null) return refuse('clients.not_closed');
  const reason = input.reason.trim();
  if (reason === '') return invalid('/reason', 'field.required');
  const reopened = await changeFacts(context, id, { closed: null });
  if (!reopened.ok) return reopened;
  await record(context, {
    action: 'client.reopened',
    subject: { kind: 'client', id },
    clientId: id,
    before: { state: client.state },
    after: { state: reopened.value.state },
    reason,
  });
  return reopened;
}

/** Clients held and checks owed pass to the successor of whoever leaves or gives up a role. Source: domain §1. */
export function registerHolding(): void {
  registerSuccession({
    key: 'clients',
    functions: RELAY_FUNCTIONS,
    async left(context, employeeId) {
      const [held, checks] = await Promise.all([
        heldBy(context, employeeId, 'holder_id'),
        heldBy(context, employeeId, 'check_owner_id'),
      ]);
      return [
        { key: 'clients_held', count: held.length },
        { key: 'checks_owed', count: checks.length },
      ].filter(({ count }) => count > 0);
    },
    async passOn(context, from, to, via) {
      for (const client of await findClients(context, await heldBy(context, from, 'holder_id'))) {
        const passed = await passTo(context, client, to, via, null);
        if (!passed.ok) return passed;
      }
      for (const client of await findClients(context, await heldBy(context, from, 'check_owner_id'))) {
        if (client.next_check_on === null) continue;
        const passed = await changeFacts(context, client.id, { check: { on: client.next_check_on, ownerId: to } });
        if (!passed.ok) return passed;
      }
      return ok();
    },
  });
}
