import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import type { ClientContact } from '../contract.ts';
import { contactsOf, reachOf } from '../queries.ts';

/** The people at a client, for whoever may read its card. Source: domain §14. */
export async function listContacts(
  context: Context,
  clientId: string,
): Promise<Result<{ items: ClientContact[]; custom_people: Record<string, string> }>> {
  const reach = await reachOf(context, clientId);
  if (reach === 'none' || reach === 'glance') return notFound();
  const [contacts, fields] = await Promise.all([contactsOf(context, clientId), fieldsOf(context, 'contact')]);
  return ok({
    items: contacts.map((contact) => ({ ...contact, custom: shownCustom(fields, contact.custom) })),
    custom_people: await customPeople(
      context,
      fields,
      contacts.map(({ custom }) => custom),
    ),
  });
}
