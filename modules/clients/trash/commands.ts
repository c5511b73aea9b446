import { forgetPersonal, offerUndo, record, recordMany, registerUndo } from '#modules/journal/commands.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { announce, announceMany } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { isInTrashOf, mayEditClient, mayTrashClient } from '../access.ts';
import { contactOf, placesOf } from '../contacts/store.ts';
import type { ClientRow } from '../contract.ts';
import { passTo } from '../holding/commands.ts';
import { cardNow, clientForEdit, reachesOf, reachOf } from '../queries.ts';
import { findClients, isActiveEmployee, leasedAmong, lockRow } from '../store.ts';
import { type Stop, TRASH_DAYS, type TrashedVia } from './rules.ts';
import {
  entryOfClient,
  entryOfContact,
  erase,
  lockEntry,
  moveClients,
  moveContact,
  peopleOnlyAt,
  registeredAgain,
  returnClient,
  returnContact,
  type StoredEntry,
  takeDue,
} from './store.ts';

/** Why some of these clients stay where they are, each for one reason of one module. */
export type TrashGuard = (context: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, Stop>>;

const guards = new Map<string, TrashGuard>();

/** Registers what of a module keeps a client out of the trash: a deal or a project under way, an open hand-off. */
export function registerTrashGuard(key: string, guard: TrashGuard): void {
  guards.set(key, guard);
}

/** What a module does for a client that has come back from the trash, in the same transaction. */
export type TrashReturn = (context: WriteContext, clientId: string) => Promise<void>;

const returns = new Map<string, TrashReturn>();

/** Registers what of a module has to be as it was when a client comes back from the trash. */
export function registerTrashReturn(key: string, comesBack: TrashReturn): void {
  returns.set(key, comesBack);
}

/** What stands in the way of moving each of the clients to the trash; a client without an entry may go. */
export async function stopsOf(context: Context, ids: readonly string[]): Promise<Map<string, Stop[]>> {
  const stops = new Map<string, Stop[]>();
  const say = (id: string, stop: Stop): void => void stops.set(id, [...(stops.get(id) ?? []), stop]);
  for (const id of await leasedAmong(context, ids)) say(id, { reason: 'clients.being_called' });
  for (const guard of guards.values()) {
    for (const [id, stop] of await guard(context, ids)) say(id, stop);
  }
  return stops;
}

/**
 * Moves a client to the trash with all that hangs on it: it leaves every list, count, search and queue at once and can be
 * brought back for 30 days. Refuses a stale version, `clients.may_not_trash`, `clients.being_called`, and whatever a module
 * has under way there: an open hand-off, a deal, a project. Source: experience, Everywhere (trash); domain §14.
 */
export async function trashClient(
  context: WriteContext,
  id: string,
  input: { version: number; reason?: string | undefined },
): Promise<Result<{ trash_id: string }>> {
  const client = await lockRow(context, id);
  const reach = client === null ? 'none' : await reachOf(context, id);
  if (client === null || reach === 'none') return notFound();
  if (!mayTrashClient(context.actor, reach, client.sales_system_id)) return forbidden('clients.may_not_trash');
  if (client.merged_into !== null) return refuse('clients.merged_away', { code: 'conflict' });
  if (client.version !== input.version) return staleVersion(await cardNow(context, id));
  const [stop] = (await stopsOf(context, [id])).get(id) ?? [];
  if (stop !== undefined) {
    return refuse(stop.reason, { code: 'conflict', ...(stop.values === undefined ? {} : { values: stop.values }) });
  }
  const note = input.reason?.trim() || null;
  const moved = await moveToTrash(context, [{ client, note }], 'by_hand');
  const entry = await record(context, {
    action: 'client.trashed',
    subject: { kind: 'client', id },
    clientId: id,
    before: { name: client.name, state: client.state },
    reason: note,
  });
  offerUndo(context, entry);
  return ok({ trash_id: moved.get(id) ?? '' });
}

/** The same for work on many clients, which has asked about access, looked at what stops them, and journals it itself. */
export async function moveToTrash(
  context: WriteContext,
  clients: readonly { client: ClientRow; note: string | null }[],
  via: TrashedVia,
): Promise<Map<string, string>> {
  if (clients.length === 0) return new Map();
  const entries = clients.map(({ client, note }) => ({ id: newId(), clientId: client.id, via, note }));
  await moveClients(context, entries);
  await announceMany(
    context,
    entries.map(({ clientId }) => moveOf(clientId, 'client.trashed')),
  );
  return new Map(entries.map((entry) => [entry.clientId, entry.id]));
}

/**
 * Moves a person to the trash, off every client at which they are. Refuses a stale version and `clients.contact_elsewhere`
 * where the person is at a client whose card one may not change: there they would vanish unseen.
 */
export async function trashContact(
  context: WriteContext,
  clientId: string,
  contactId: string,
  input: { version: number },
): Promise<Result<{ trash_id: string }>> {
  const found = await clientForEdit(context, clientId);
  if (!found.ok) return found;
  const contact = await contactOf(context, clientId, contactId);
  if (contact === undefined) return notFound();
  if (contact.version !== input.version) return staleVersion(contact);
  const places = await findClients(context, await placesOf(context, contactId));
  const reaches = await reachesOf(
    context,
    places.map(({ id }) => id),
  );
  const others = places.filter(
    ({ id, sales_system_id }) => !mayEditClient(context.actor, reaches.get(id) ?? 'none', sales_system_id),
  );
  if (others.length > 0) return refuse('clients.contact_elsewhere', { code: 'conflict' });
  const id = newId();
  await moveContact(context, { id, contactId, salesSystemId: found.value.sales_system_id });
  const entry = await record(context, {
    action: 'contact.trashed',
    subject: { kind: 'contact', id: contactId },
    clientId,
    personal: { personId: contactId, before: { full_name: contact.full_name } },
  });
  await announceContact(context, places, contactId);
  offerUndo(context, entry);
  return ok({ trash_id: id });
}

/**
 * Brings a client or a person back as they were: whoever sees it in the trash may. Refuses: `clients.registered_again` where
 * the register has got another client with the same number meanwhile.
 */
export async function restoreFromTrash(
  context: WriteContext,
  id: string,
): Promise<Result<{ kind: 'client' | 'contact'; record_id: string; name: string }>> {
  const entry = await lockEntry(context, id);
  if (entry === null || !isInTrashOf(context.actor, entry)) return notFound();
  const restored = await bringBack(context, entry);
  if (!restored.ok) return restored;
  const kind = entry.client_id === null ? 'contact' : 'client';
  const recordId = entry.client_id ?? entry.contact_id ?? '';
  await record(context, {
    action: `${kind}.restored`,
    subject: { kind, id: recordId },
    clientId: entry.client_id ?? entry.places[0]?.client_id ?? null,
    ...(kind === 'client' ? { after: { name: entry.name } } : {}),
  });
  return ok({ kind, record_id: recordId, name: entry.name });
}

async function bringBack(context: WriteContext, entry: StoredEntry): Promise<Result<undefined>> {
  if (entry.client_id !== null) return bringClientBack(context, entry.client_id);
  const contactId = entry.contact_id ?? '';
  await returnContact(context, contactId);
  const places = entry.places.map((place) => place.client_id);
  await announceContact(context, await findClients(context, places), contactId);
  return ok();
}

async function bringClientBack(context: WriteContext, id: string): Promise<Result<undefined>> {
  const again = await registeredAgain(context, id);
  if (again !== null) {
    const isOpen = (await reachOf(context, again.id)) !== 'none';
    return refuse(isOpen ? 'clients.registered_again' : 'clients.already_registered', {
      code: 'conflict',
      ...(isOpen ? { values: { name: again.name }, details: { client_id: again.id } } : {}),
    });
  }
  await returnClient(context, id);
  const client = await lockRow(context, id);
  if (client === null) return notFound();
  await announce(context, moveOf(id, 'client.restored'));
  const { employeeId } = context.actor;
  // Whoever held it has left meanwhile, and nobody could pass on what lay in the trash.
  if (client.holder_id !== null && employeeId !== null && !(await isActiveEmployee(context, client.holder_id))) {
    const passed = await passTo(context, client, employeeId, 'departure', null);
    if (!passed.ok) return passed;
  }
  for (const comesBack of returns.values()) await comesBack(context, id);
  return ok();
}

const AT_ONCE = 300;

/**
 * Erases for good what has lain in the trash for 30 days, the oldest first, some at a time. The journal keeps that it was
 * there and what the organisation was called; of people it keeps nothing. Doing it again does nothing.
 * Source: domain §14 (erasure).
 */
export async function sweepTrash(context: WriteContext): Promise<Result<{ erased: number }>> {
  const due = await takeDue(context, context.now.subtract({ hours: TRASH_DAYS * 24 }), AT_ONCE);
  if (due.length === 0) return ok({ erased: 0 });
  const clients = due.flatMap(({ clientId }) => clientId ?? []);
  const contacts = due.flatMap(({ contactId }) => contactId ?? []);
  const people = [...contacts, ...(await peopleOnlyAt(context, clients))];
  await erase(context, { clients, people });
  await forgetPersonal(context, people);
  await recordMany(
    context,
    due.map(({ clientId, contactId, name }) => ({
      action: clientId === null ? 'contact.erased' : 'client.erased',
      subject: { kind: clientId === null ? 'contact' : 'client', id: clientId ?? contactId ?? '' },
      clientId,
      ...(clientId === null ? {} : { before: { name } }),
    })),
  );
  return ok({ erased: due.length });
}

const moveOf = (id: string, type: string) => ({ type, subjectKind: 'client', subjectId: id, clientId: id });

async function announceContact(
  context: WriteContext,
  places: readonly { id: string }[],
  contactId: string,
): Promise<void> {
  const about = { type: 'contact.changed', subjectKind: 'contact', subjectId: contactId };
  await announceMany(
    context,
    places.map(({ id }) => ({ ...about, clientId: id })),
  );
}

/** «Отменить» right after: whoever has moved it brings it back. */
export function registerTrash(): void {
  registerUndo('client.trashed', async (context, { subjectId }) => {
    const entry = await entryOfClient(context, subjectId);
    return entry?.client_id == null ? notFound() : bringClientBack(context, entry.client_id);
  });
  registerUndo('contact.trashed', async (context, { subjectId }) => {
    const entry = await entryOfContact(context, subjectId);
    return entry === null ? notFound() : bringBack(context, entry);
  });
}
