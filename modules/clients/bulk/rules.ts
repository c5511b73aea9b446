import { mayEditClient, type Reach } from '../access.ts';
import type { ClientRow } from '../contract.ts';

/** One client of a change of many: the row, locked, and how near it is to whoever changes it. */
export interface Chosen {
  id: string;
  client: ClientRow | null;
  reach: Reach;
}

/**
 * Why the data of a client may not be changed by an actor, in the reasons of a single change; null when they may. Out of
 * reach is not found. Source: domain §14.
 */
export function whyNotEdit(
  actor: Parameters<typeof mayEditClient>[0],
  { client, reach }: Chosen,
): { client: null; reason: string } | { client: ClientRow; reason: null } {
  if (client === null || reach === 'none') return { client: null, reason: 'app.not_found' };
  if (client.merged_into !== null) return { client: null, reason: 'clients.merged_away' };
  if (!mayEditClient(actor, reach, client.sales_system_id)) return { client: null, reason: 'clients.not_yours' };
  return { client, reason: null };
}
