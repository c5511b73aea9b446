import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { heldKind } from '#platform/held.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import type { ClientContact, Phone } from '../contract.ts';
import { isHeld, type Reading } from '../store.ts';
import type { ContactParts, PersonPart, PlacePart } from './rules.ts';

/** The contacts of a client that is under the lock of the transaction. */
const CONTACTS = heldKind<ClientContact[]>();

/** People are written by this file; whatever writes past it has all forgotten: `held.forgetAll()`. */
function forgetContacts({ held }: Pick<WriteContext, 'held'>): void {
  held.forget(CONTACTS);
}

/** The numbers that a person is found by, by any run of their digits; of the name and the mails the database makes words itself. */
export function contactSearchText(person: Pick<PersonPart, 'phones'>): string {
  return person.phones.map((phone) => phoneDigits(phone.number)).join(' ');
}

const personColumns = (person: PersonPart) => ({
  full_name: person.full_name,
  phones: JSON.stringify(person.phones),
  emails: person.emails,
  messengers: person.messengers,
  consent: person.consent,
  consent_on: person.consent_on,
  note: person.note,
  custom: JSON.stringify(person.custom),
  search_text: contactSearchText(person),
});

const placeColumns = (place: PlacePart) => ({
  position_title: place.position_title,
  decision_role: place.decision_role,
  verified_on: place.verified_on,
  left_on: place.left_on,
});

export async function contactRowsOf(context: Reading, clientId: string): Promise<ClientContact[]> {
  const known = context.held?.get(CONTACTS, clientId);
  if (known !== undefined) return known;
  const rows = await context.db
    .selectFrom('client_contacts as l')
    .innerJoin('contacts as c', 'c.id', 'l.contact_id')
    .select([
      'l.contact_id',
      'c.full_name',
      'l.position_title',
      'l.decision_role',
      'c.phones',
      'c.emails',
      'c.messengers',
      'c.consent',
      'c.consent_on',
      'l.verified_on',
      'l.left_on',
      'c.note',
      'c.custom',
      'c.version',
    ])
    .where('l.client_id', '=', clientId)
    // Whoever decides comes first, whoever has left comes last.
    .orderBy(sql`l.left_on IS NOT NULL`)
    .orderBy(sql`l.decision_role IS DISTINCT FROM 'decision_maker'`)
    .orderBy('l.added_at')
    .execute();
  // The CHECKs of the table promise the closed lists and the shape of phones.
  const contacts = rows.map(
    (row) => ({ ...row, phones: row.phones as unknown as Phone[] }) as unknown as ClientContact,
  );
  if (isHeld(context, clientId)) context.held?.keep(CONTACTS, clientId, contacts);
  return contacts;
}

export async function contactOf(
  context: Reading,
  clientId: string,
  contactId: string,
): Promise<ClientContact | undefined> {
  return (await contactRowsOf(context, clientId)).find((contact) => contact.contact_id === contactId);
}

export async function insertPerson(context: WriteContext, id: string, person: PersonPart): Promise<void> {
  await context.db
    .insertInto('contacts')
    .values({ ...personColumns(person), id, created_at: context.now.toString() })
    .execute();
}

export async function insertPlace(
  context: WriteContext,
  clientId: string,
  contactId: string,
  place: PlacePart,
): Promise<void> {
  forgetContacts(context);
  await context.db
    .insertInto('client_contacts')
    .values({ ...placeColumns(place), client_id: clientId, contact_id: contactId, added_at: context.now.toString() })
    .execute();
}

/** Saves the person under the version that was read; false when somebody was faster. */
export async function savePerson(
  context: WriteContext,
  id: string,
  version: number,
  person: PersonPart,
): Promise<boolean> {
  forgetContacts(context);
  const result = await context.db
    .updateTable('contacts')
    .set({ ...personColumns(person), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function savePlace(
  context: WriteContext,
  clientId: string,
  contactId: string,
  place: PlacePart,
): Promise<void> {
  forgetContacts(context);
  await context.db
    .updateTable('client_contacts')
    .set(placeColumns(place))
    .where('client_id', '=', clientId)
    .where('contact_id', '=', contactId)
    .execute();
}

export async function deletePlace(context: WriteContext, clientId: string, contactId: string): Promise<void> {
  forgetContacts(context);
  await context.db
    .deleteFrom('client_contacts')
    .where('client_id', '=', clientId)
    .where('contact_id', '=', contactId)
    .execute();
}

/** The clients at which the person has a place, apart from one: who else a person's data belong to. */
export async function placesOf(context: Reading, contactId: string): Promise<string[]> {
  const rows = await context.db
    .selectFrom('client_contacts')
    .select('client_id')
    .where('contact_id', '=', contactId)
    .execute();
  return rows.map((row) => row.client_id);
}

export async function personById(context: Reading, id: string): Promise<PersonPart | undefined> {
  const row = await context.db
    .selectFrom('contacts')
    .select(['full_name', 'phones', 'emails', 'messengers', 'consent', 'consent_on', 'note', 'custom'])
    .where('id', '=', id)
    .executeTakeFirst();
  // The table's CHECKs promise the closed list and the shape of phones.
  return row as ContactParts | undefined;
}

/** Whether another present contact of the client is its decision maker: there is at most one per decision. */
export async function otherDecisionMaker(
  context: Reading,
  clientId: string,
  contactId: string | null,
): Promise<string | null> {
  const row = await context.db
    .selectFrom('client_contacts as l')
    .innerJoin('contacts as c', 'c.id', 'l.contact_id')
    .select('c.full_name')
    .where('l.client_id', '=', clientId)
    .where('l.decision_role', '=', 'decision_maker')
    .where('l.left_on', 'is', null)
    .where(sql<boolean>`l.contact_id IS DISTINCT FROM ${contactId}::uuid`)
    .executeTakeFirst();
  return row?.full_name ?? null;
}
