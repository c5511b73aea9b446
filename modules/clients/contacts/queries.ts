import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import type { ClientContact } from '../contract.ts';
import { contactsOf, reachOf } from '../queries.ts';

/** The people at a client, for whoever may read its card. Source: domain §14. */
export async function listContacts(context: Context, clientId: string): Promise<Result<{ items: ClientContact[] }>> {
  const reach = await reachOf(context, clientId);
  if (reach === 'none' || reach === 'glance') return notFound();
  return ok({ items: await contactsOf(context, clientId) });
}
