import { addContact, editClient } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientForWork } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { parsePhone } from '#shared/phone.ts';
import { forbidden, invalid, ok, type Result, refuse } from '#shared/result.ts';
import { mayCall } from '../access.ts';
import type { FoundContact } from '../contract.ts';
import { giveBack } from '../leases/commands.ts';
import { missingFor } from '../queries.ts';
import { leaseOn, restCandidate, verifyNumbers } from '../store.ts';

/** Days before anybody looks again for a contact that was not found. */
const REST_DAYS = 30;

/**
 * Adds what was found about a client that could not be called: numbers, a person, the legal basis with its source. As soon
 * as nothing is missing the client joins the queue by itself. A basis says where it was found.
 * Refuses: `calling.nothing_found`, `calling.source_required`, and what editing the client and adding a contact refuse.
 * Source: domain §3 (find a contact).
 */
export async function contactFound(
  context: WriteContext,
  clientId: string,
  found: FoundContact,
): Promise<Result<{ joined: boolean; missing: ('number' | 'basis')[] }>> {
  const client = await clientForWork(context, clientId);
  if (!client.ok) return client;
  if (!mayCall(context.actor)) return forbidden('calling.not_a_caller');
  const phones = found.phones ?? [];
  const verified = found.verified ?? [];
  if (phones.length === 0 && verified.length === 0 && found.person === undefined && found.basis === undefined) {
    return refuse('calling.nothing_found');
  }
  const source = found.source?.trim() ?? '';
  if (found.basis !== undefined && source === '') return invalid('/source', 'calling.source_required');
  const edited = await keepAtClient(context, client.value, found, source);
  if (!edited.ok) return edited;
  const added = await keepPerson(context, clientId, found);
  if (!added.ok) return added;
  // A number that was typed in again has been looked at: that is what verifying is.
  const typed = [...phones.map((phone) => phone.number), found.person?.phone ?? ''];
  const numbers = [...verified, ...typed.flatMap((text) => parsePhone(text)?.number ?? [])];
  await verifyNumbers(context, clientId, numbers);
  const missing = await missingFor(context, edited.value);
  await record(context, {
    action: 'call.contact_found',
    subject: { kind: 'client', id: clientId },
    clientId,
    after: { phones: phones.length, person: found.person !== undefined, basis: found.basis ?? null, missing },
    ...(source === '' ? {} : { reason: source }),
  });
  await announce(context, { type: 'call.contact_found', subjectKind: 'client', subjectId: clientId, clientId });
  if (missing.length === 0) {
    await restCandidate(context, clientId, null);
    const held = await leaseOn(context, clientId);
    // Who was looking is done; who is about to call goes on.
    if (held?.cameBy === 'find_contact') await giveBack(context, held);
  }
  return ok({ joined: missing.length === 0, missing });
}

async function keepAtClient(
  context: WriteContext,
  client: ClientRow,
  { phones = [], basis }: FoundContact,
  source: string,
): Promise<Result<ClientRow>> {
  if (phones.length === 0 && basis === undefined) return ok(client);
  return editClient(context, client.id, {
    version: client.version,
    ...(phones.length === 0 ? {} : { phones: [...client.phones, ...phones] }),
    ...(basis === undefined ? {} : { call_basis: basis, call_basis_note: source }),
  });
}

async function keepPerson(context: WriteContext, clientId: string, { person }: FoundContact): Promise<Result<unknown>> {
  if (person === undefined) return ok();
  const phone = person.phone?.trim() ?? '';
  const email = person.email?.trim() ?? '';
  return addContact(context, clientId, {
    full_name: person.full_name,
    ...(person.position_title === undefined ? {} : { position_title: person.position_title }),
    ...(phone === '' ? {} : { phones: [{ number: phone }] }),
    ...(email === '' ? {} : { emails: [email] }),
  });
}

/** Nothing was found: nobody looks again for a month. */
export async function contactNotFound(
  context: WriteContext,
  clientId: string,
  input: { note?: string | undefined },
): Promise<Result<{ ready_at: string }>> {
  const client = await clientForWork(context, clientId);
  if (!client.ok) return client;
  if (!mayCall(context.actor)) return forbidden('calling.not_a_caller');
  const readyAt = context.now.add({ hours: REST_DAYS * 24 }).toString();
  await restCandidate(context, clientId, readyAt);
  await giveBack(context, { clientId });
  await record(context, {
    action: 'call.contact_not_found',
    subject: { kind: 'client', id: clientId },
    clientId,
    after: { ready_at: readyAt },
    ...(input.note?.trim() ? { reason: input.note.trim() } : {}),
  });
  return ok({ ready_at: readyAt });
}
