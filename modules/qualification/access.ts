import type { Reach } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** The brief is read by whoever has the client's card. */
export function mayReadBrief(reach: Reach): boolean {
  return reach === 'card' || reach === 'work';
}

/** It is filled, and the verdict given, by whoever works with the client and may call. Source: domain §3. */
export function mayQualify(actor: Actor, reach: Reach): boolean {
  return actor.employeeId !== null && reach === 'work' && may(actor, 'clients.call') !== null;
}
