import { offerUndo, record } from '#modules/journal/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { defaultSalesSystem, salesSystemById, segmentsOf } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayCreateClient, mayEditClient } from './access.ts';
import type { ClientEdit, ClientInput, ClientRow } from './contract.ts';
import { clientCard, reachOf } from './queries.ts';
import { zoneOf } from './regions/rules.ts';
import {
  bareDetails,
  type ClientDetails,
  changedDetails,
  detailsOf,
  isSameTaxpayer,
  KEY_KINDS,
  keysOf,
  nameKeyOf,
  tidyDetails,
} from './register/rules.ts';
import { applyFacts, type ClientFacts, changedFacts, deriveState, type FactsPatch } from './rules.ts';
import {
  clientsWithInn,
  deleteParticipants,
  insertClient,
  insertParticipant,
  keyOwners,
  lockRow,
  saveDetails,
  saveFacts,
  saveHolding,
  saveKeys,
} from './store.ts';

/**
 * Adds a client to the market register; nothing but a name is needed. Whoever added it fills in its card until somebody
 * holds it. Refuses: `clients.already_registered` when the tax number or the municipality's code is in the register, with
 * no word about whose it is. Source: domain §2, §14.
 */
export async function createClient(context: WriteContext, input: ClientInput): Promise<Result<ClientRow>> {
  const system =
    input.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, input.sales_system_id);
  if (system === null)
    return input.sales_system_id === undefined
      ? refuse('clients.no_sales_system')
      : invalid('/sales_system_id', 'field.not_in_list');
  if (!mayCreateClient(context.actor, system.id)) return forbidden();

  const company = await companyOf(context);
  const zone = zoneOf({ region: input.region ?? null, settlement: input.settlement ?? null }) ?? company.timeZone;
  const tidy = tidyDetails(bareDetails('', zone), input, today(context, company.timeZone));
  if (!tidy.ok) return tidy;
  const free = await checkIdentity(context, null, tidy.value);
  if (!free.ok) return free;
  const inList = await checkSegment(context, system.id, tidy.value.segment_id);
  if (!inList.ok) return inList;

  const id = newId();
  await insertClient(context, {
    id,
    salesSystemId: system.id,
    nameKey: nameKeyOf(tidy.value.name),
    details: tidy.value,
  });
  await saveKeys(context, id, KEY_KINDS, keysOf(tidy.value));
  if (context.actor.employeeId !== null) {
    await admitParticipant(context, id, context.actor.employeeId, 'creator', id);
  }
  const { after } = changedDetails(bareDetails('', ''), tidy.value);
  await record(context, { action: 'client.created', subject: { kind: 'client', id }, clientId: id, after });
  await announceClient(context, id, 'client.created');
  return requireRow(context, id);
}

/**
 * Changes what is known of a client; fields that are left out stay. Refuses a stale version with the card as it stands
 * now. Source: domain §2.
 */
export async function editClient(context: WriteContext, id: string, edit: ClientEdit): Promise<Result<ClientRow>> {
  const found = await forEdit(context, id);
  if (!found.ok) return found;
  const client = found.value;
  if (client.version !== edit.version) return staleVersion(await cardNow(context, id));
  const company = await companyOf(context);
  const tidy = tidyDetails(detailsOf(client), edit, today(context, company.timeZone));
  if (!tidy.ok) return tidy;
  return saveEdit(context, client, tidy.value, 'client.edited');
}

/** Saves changed data with their keys, journaled; saving what has not changed does nothing. */
async function saveEdit(
  context: WriteContext,
  client: ClientRow,
  details: ClientDetails,
  action: string,
): Promise<Result<ClientRow>> {
  const changed = changedDetails(detailsOf(client), details);
  if (changed.names.length === 0) return ok(client);
  const free = await checkIdentity(context, client.id, details);
  if (!free.ok) return free;
  const inList = await checkSegment(context, client.sales_system_id, details.segment_id);
  if (!inList.ok) return inList;
  await saveDetails(context, client, details, nameKeyOf(details.name));
  await saveKeys(context, client.id, KEY_KINDS, keysOf(details));
  const entry = await record(context, {
    action,
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    before: changed.before,
    after: changed.after,
  });
  if (action === 'client.edited') offerUndo(context, entry);
  await announceClient(context, client.id, 'client.changed');
  return requireRow(context, client.id);
}

/** The client for a change of its data: by whoever works with it or keeps the register in order. */
export async function forEdit(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  const reach = client === null ? 'none' : await reachOf(context, id);
  if (client === null || reach === 'none') return notFound();
  return mayEditClient(context.actor, reach, client.sales_system_id) ? ok(client) : forbidden('clients.not_yours');
}

/** No other client may carry the same tax number (with the same tax office) or the same municipality's code. */
async function checkIdentity(
  context: WriteContext,
  id: string | null,
  details: ClientDetails,
): Promise<Result<undefined>> {
  const taken = refuse('clients.already_registered', { code: 'conflict' });
  if (details.inn !== null) {
    const others = await clientsWithInn(context, details.inn);
    if (others.some((other) => other.id !== id && isSameTaxpayer(other, details))) return taken;
  }
  const owners = await keyOwners(context, keysOf(details));
  return owners.some((owner) => owner.client_id !== id) ? taken : ok();
}

async function checkSegment(
  context: WriteContext,
  salesSystemId: string,
  segmentId: string | null,
): Promise<Result<undefined>> {
  if (segmentId === null) return ok();
  const segments = await segmentsOf(context, salesSystemId);
  return segments.some((segment) => segment.id === segmentId) ? ok() : invalid('/segment_id', 'field.not_in_list');
}

/**
 * The only writer of what the state follows from, and of holder, next step and next check: one UPDATE under a lock, the
 * chain of holdings kept without gap or overlap, journaled, announced. It asks no question of access: the command that
 * calls it has done so. Refuses what `applyFacts` refuses. Source: domain §2.
 */
export async function changeFacts(
  context: WriteContext,
  clientId: string,
  patch: FactsPatch,
): Promise<Result<ClientRow>> {
  const client = await lockRow(context, clientId);
  if (client === null) return notFound();
  const applied = applyFacts(client, patch);
  if (!applied.ok) return applied;
  const changed = changedFacts(client, applied.value);
  if (changed.names.length === 0) return ok(client);

  const quiet = changed.names.every((name) => QUIET.has(name));
  const row = await saveFacts(context, clientId, changed.after, !quiet);
  if (changed.names.includes('holder_id')) await passHolding(context, client, applied.value, patch);
  if (!changed.names.every((name) => name === 'last_touch_at')) {
    const [was, is] = [deriveState(client), row.state];
    await record(context, {
      action: was === is ? 'client.facts_changed' : 'client.state_changed',
      subject: { kind: 'client', id: clientId },
      clientId,
      before: was === is ? changed.before : { state: was, ...changed.before },
      after: was === is ? changed.after : { state: is, ...changed.after },
    });
  }
  await announceClient(context, clientId, 'client.changed');
  return ok(row);
}

/** Moves that do not concern whoever edits the card meanwhile. */
const QUIET: ReadonlySet<keyof ClientFacts> = new Set([
  'next_step_id',
  'next_step_title',
  'next_step_on',
  'next_step_at',
  'last_touch_at',
]);

/** The client goes from hand to hand at one instant; the one who held it may read its card on. */
async function passHolding(
  context: WriteContext,
  before: ClientRow,
  after: ClientFacts,
  patch: FactsPatch,
): Promise<void> {
  const via = patch.holder?.via ?? 'taken';
  const next = after.holder_id === null ? null : { employeeId: after.holder_id, via, note: patch.holder?.note ?? null };
  await saveHolding(context, before.id, next);
  if (before.holder_id !== null)
    await admitParticipant(context, before.id, before.holder_id, 'former_holder', before.id);
}

/**
 * Opens the card to an employee besides its holder, in a capacity and because of something: an expert asked, a clerk with
 * a task, the owner of a need, an offered receiver. Doing it twice is doing it once. Source: domain §14.
 */
export async function admitParticipant(
  context: WriteContext,
  clientId: string,
  employeeId: string,
  capacity: string,
  sourceId: string,
): Promise<void> {
  await insertParticipant(context, { clientId, employeeId, capacity, sourceId });
}

/** Ends what `admitParticipant` opened because of this source in this capacity. */
export async function dismissParticipant(context: WriteContext, capacity: string, sourceId: string): Promise<void> {
  await deleteParticipants(context, capacity, sourceId);
}

const today = (context: WriteContext, timeZone: string): string =>
  context.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();

async function announceClient(context: WriteContext, id: string, type: string): Promise<void> {
  await announce(context, { type, subjectKind: 'client', subjectId: id, clientId: id });
}

async function cardNow(context: WriteContext, id: string): Promise<unknown> {
  const card = await clientCard(context, id);
  return card.ok ? card.value : null;
}

async function requireRow(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const row = await lockRow(context, id);
  return row === null ? notFound() : ok(row);
}
