import type { Reach } from '#modules/clients/access.ts';
import { selves } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

export interface Parties {
  salesSystemId: string;
  giverId: string;
  receiverId: string;
  arbiterId: string | null;
}

/** The receiver answers, or, while the receiver is away, their deputy. Nobody answers what they themselves have offered. */
export function mayAnswer(actor: Actor, { giverId, receiverId }: Parties): boolean {
  return actor.employeeId !== giverId && selves(actor).includes(receiverId);
}

/** The giver takes back, offers again and disputes; their deputy does it while they are away. */
export function mayGive(actor: Actor, { giverId }: Pick<Parties, 'giverId'>): boolean {
  return selves(actor).includes(giverId);
}

/** An offer is taken back by its giver, or by the head who sees that it leads nowhere. */
export function mayWithdraw(actor: Actor, parties: Parties): boolean {
  return mayGive(actor, parties) || heads(actor, parties.salesSystemId);
}

/**
 * A dispute is settled by the one who was named for it (the head, or the arbiter where the head is a party), by that one's
 * deputy, or by another head; never by a party. Source: domain §4.
 */
export function maySettle(actor: Actor, { salesSystemId, giverId, receiverId, arbiterId }: Parties): boolean {
  if (actor.employeeId === null || actor.employeeId === giverId || actor.employeeId === receiverId) return false;
  return (arbiterId !== null && selves(actor).includes(arbiterId)) || heads(actor, salesSystemId);
}

/** A hand-off is read by its parties, by whoever judges it, and by whoever has the client's card. */
export function mayReadHandoff(actor: Actor, { salesSystemId, ...parties }: Parties, reach: Reach): boolean {
  const mine = selves(actor);
  const party = [parties.giverId, parties.receiverId, parties.arbiterId].some((id) => id !== null && mine.includes(id));
  return party || heads(actor, salesSystemId) || reach === 'card' || reach === 'work';
}

/** Figures of a pair are for the two of them and for whoever leads them. */
export function mayReadPair(actor: Actor, ids: readonly string[], salesSystemId: string): boolean {
  return actor.administrator || heads(actor, salesSystemId) || ids.some((id) => selves(actor).includes(id));
}

/** The relay of a whole sales system is for its head. */
export function mayReadFlow(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'reports.read');
  const inside = actor.positions.some((position) => position.salesSystemId === salesSystemId);
  return scope === 'company' || (scope === 'sales_system' && inside);
}

/** Whether the actor settles disputes of a sales system: its head. */
export function heads(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'handoffs.settle');
  const inside = actor.positions.some((position) => position.salesSystemId === salesSystemId);
  return scope === 'company' || (scope !== null && inside);
}
