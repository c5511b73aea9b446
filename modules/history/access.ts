import { mayImportClients } from '#modules/clients/access.ts';
import type { Actor } from '#shared/actor.ts';

/** The past is brought in, and taken back, by whoever brings a base into the register of that sales system. */
export function mayBringHistory(actor: Actor, salesSystemId: string): boolean {
  return mayImportClients(actor, salesSystemId);
}
