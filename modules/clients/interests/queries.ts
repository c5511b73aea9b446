import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { reachOf } from '../queries.ts';
import type { Interest } from './contract.ts';
import { interestsOf } from './store.ts';

/** The inbound interest of one client, for whoever may read its card. Source: domain §2, §14. */
export async function listInterests(context: Context, clientId: string): Promise<Result<{ items: Interest[] }>> {
  const reach = await reachOf(context, clientId);
  return reach === 'card' || reach === 'work' ? ok({ items: await interestsOf(context, clientId) }) : notFound();
}
