import { bothChecked, customForWrite, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { companyOf } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import type { ClientContact } from '../contract.ts';
import { clientForEdit, contactsOf, reachableAmong } from '../queries.ts';
import type { ContactEdit, ContactInput } from './contract.ts';
import {
  type ContactChange,
  type ContactParts,
  changedContact,
  laidOver,
  NOBODY_YET,
  partsOf,
  tidyContact,
} from './rules.ts';
import {
  contactOf,
  deletePlace,
  insertPerson,
  insertPlace,
  otherDecisionMaker,
  personById,
  placesOf,
  savePerson,
  savePlace,
} from './store.ts';

/**
 * Adds a person to a client: a new one, or one known from another client within one's reach. There is at most one
 * decision maker. Refuses: `clients.contact_already_here`, `clients.decision_maker_known`. Source: domain §2, §6.
 */
export async function addContact(
  context: WriteContext,
  clientId: string,
  input: ContactInput,
): Promise<Result<ClientContact>> {
  const client = await clientForEdit(context, clientId);
  if (!client.ok) return client;
  const known = await knownPerson(context, clientId, input.contact_id);
  if (!known.ok) return known;
  const { contact_id: _known, ...typed } = input;
  const checked = await checkContact(context, known.value ?? NOBODY_YET, typed);
  if (!checked.ok) return checked;
  const parts = checked.value;
  const single = await checkDecisionMaker(context, clientId, null, parts);
  if (!single.ok) return single;

  const id = input.contact_id ?? newId();
  if (known.value === null) await insertPerson(context, id, parts);
  offerUndo(context, await putAt(context, clientId, id, parts));
  return contactNow(context, clientId, id);
}

async function putAt(context: WriteContext, clientId: string, id: string, parts: ContactParts): Promise<string> {
  await insertPlace(context, clientId, id, parts);
  const entry = await recordContact(context, 'contact.added', clientId, id, changedContact(NOBODY_YET, parts));
  await announceContact(context, clientId, id);
  return entry;
}

/** Puts a new person at a client because of something that has happened: what calls it has asked about access. */
export async function insertPersonAt(
  context: WriteContext,
  clientId: string,
  known: Partial<ContactParts>,
): Promise<string> {
  const [id, parts] = [newId(), { ...NOBODY_YET, ...known }];
  await insertPerson(context, id, parts);
  await putAt(context, clientId, id, parts);
  return id;
}

/** Whether the client has a contact by this phone, mail or name already. */
export async function knowsPerson(
  context: WriteContext,
  clientId: string,
  person: { name: string; phone: string | null; email: string | null },
): Promise<boolean> {
  const contacts = await contactsOf(context, clientId);
  return contacts.some(
    (contact) =>
      searchText(contact.full_name) === searchText(person.name) ||
      contact.phones.some(({ number }) => number === person.phone) ||
      contact.emails.some((email) => email.toLowerCase() === person.email?.toLowerCase()),
  );
}

/** A person of another client may be added only by whoever sees that client. */
async function knownPerson(
  context: WriteContext,
  clientId: string,
  id: string | undefined,
): Promise<Result<ContactParts | null>> {
  if (id === undefined) return ok(null);
  const places = await placesOf(context, id);
  if (places.includes(clientId)) return refuse('clients.contact_already_here', { code: 'conflict' });
  const person = await personById(context, id);
  const seen = await reachableAmong(context, places);
  if (person === undefined || seen.size === 0) return invalid('/contact_id', 'field.not_in_list');
  return ok({ ...NOBODY_YET, ...person });
}

/**
 * Changes a person or their place at a client; fields that are left out stay. Whoever has left keeps no role in the
 * decision. Refuses a stale version, `clients.decision_maker_known`. Source: domain §2, §6.
 */
export async function editContact(
  context: WriteContext,
  clientId: string,
  contactId: string,
  edit: ContactEdit,
): Promise<Result<ClientContact>> {
  const client = await clientForEdit(context, clientId);
  if (!client.ok) return client;
  const contact = await contactOf(context, clientId, contactId);
  if (contact === undefined) return notFound();
  const { version, ...typed } = edit;
  if (contact.version !== version) return staleVersion(contact);
  const checked = await checkContact(context, partsOf(contact), typed);
  if (!checked.ok) return checked;
  const change = changedContact(partsOf(contact), checked.value);
  if (change.names.length === 0) return contactNow(context, clientId, contactId);
  const saved = await saveContact(context, clientId, contact, checked.value);
  if (!saved.ok) return saved;
  offerUndo(context, await recordContact(context, 'contact.edited', clientId, contactId, change));
  await announceContact(context, clientId, contactId);
  return contactNow(context, clientId, contactId);
}

/** What was typed in laid over what was known, with every wrong field refused at once, the company's own among them. */
async function checkContact(
  context: WriteContext,
  known: ContactParts,
  { custom: said, ...typed }: Partial<Omit<ContactEdit, 'version'>>,
): Promise<Result<ContactParts>> {
  const custom = await customForWrite(context, 'contact', known.custom, said);
  const both = bothChecked(tidyContact(known, typed, await today(context)), custom);
  if (!both.ok) return both;
  const [parts, values] = both.value;
  return ok({ ...parts, custom: values });
}

async function saveContact(
  context: WriteContext,
  clientId: string,
  contact: ClientContact,
  next: ContactParts,
): Promise<Result<undefined>> {
  const single = await checkDecisionMaker(context, clientId, contact.contact_id, next);
  if (!single.ok) return single;
  if (!(await savePerson(context, contact.contact_id, contact.version, next))) {
    return staleVersion(await contactOf(context, clientId, contact.contact_id));
  }
  await savePlace(context, clientId, contact.contact_id, next);
  return ok();
}

async function checkDecisionMaker(
  context: WriteContext,
  clientId: string,
  contactId: string | null,
  parts: ContactParts,
): Promise<Result<undefined>> {
  if (parts.decision_role !== 'decision_maker') return ok();
  const other = await otherDecisionMaker(context, clientId, contactId);
  return other === null ? ok() : refuse('clients.decision_maker_known', { values: { name: other } });
}

const today = async (context: WriteContext): Promise<string> =>
  context.now
    .toZonedDateTimeISO((await companyOf(context)).timeZone)
    .toPlainDate()
    .toString();

/** Values about the person go to the side row of the journal, the facts about their place into the entry. */
async function recordContact(
  context: WriteContext,
  action: string,
  clientId: string,
  contactId: string,
  { before, after, personal }: ContactChange,
): Promise<string> {
  const hasPersonal = Object.keys(personal.after).length > 0;
  return record(context, {
    action,
    subject: { kind: 'contact', id: contactId },
    clientId,
    before,
    after,
    ...(hasPersonal ? { personal: { personId: contactId, before: personal.before, after: personal.after } } : {}),
  });
}

async function announceContact(context: WriteContext, clientId: string, contactId: string): Promise<void> {
  await announce(context, { type: 'contact.changed', subjectKind: 'contact', subjectId: contactId, clientId });
}

async function contactNow(context: WriteContext, clientId: string, contactId: string): Promise<Result<ClientContact>> {
  const contact = await contactOf(context, clientId, contactId);
  if (contact === undefined) return notFound();
  return ok({ ...contact, custom: shownCustom(await fieldsOf(context, 'contact'), contact.custom) });
}

/** Puts a person back as they were before one edit, unless they have changed since. */
const undoEdit: Undo = async (context, entry) => {
  if (entry.clientId === null) return notFound();
  const client = await clientForEdit(context, entry.clientId);
  if (!client.ok) return client;
  const contact = await contactOf(context, entry.clientId, entry.subjectId);
  if (contact === undefined) return notFound();
  const now = partsOf(contact);
  // The entry was written by this module: both sides hold parts of a contact.
  const [before, after] = [entry.before as Partial<ContactParts>, entry.after as Partial<ContactParts>];
  if (changedContact(now, laidOver(now, after)).names.length > 0)
    return refuse('journal.acted_on_since', { code: 'conflict' });
  const saved = await saveContact(context, entry.clientId, contact, laidOver(now, before));
  if (saved.ok) await announceContact(context, entry.clientId, entry.subjectId);
  return saved;
};

/** Takes a person off a client again who was put there by mistake; the person stays where else they are known. */
const undoAdding: Undo = async (context, entry) => {
  if (entry.clientId === null) return notFound();
  const client = await clientForEdit(context, entry.clientId);
  if (!client.ok) return client;
  await deletePlace(context, entry.clientId, entry.subjectId);
  await announceContact(context, entry.clientId, entry.subjectId);
  return ok();
};

/** Whose journal is open to whom, and what can be taken back. */
export function registerContacts(): void {
  registerRecordReach(
    'contact',
    async (context, id) => (await reachableAmong(context, await placesOf(context, id))).size > 0,
  );
  registerUndo('contact.edited', undoEdit);
  registerUndo('contact.added', undoAdding);
}
