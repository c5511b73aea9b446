import { ownSystems, type Reach, selves } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Whoever works with the client, and whose position deals with needs, records needs and determines their relevance. */
export function mayWorkOnNeeds(actor: Actor, reach: Reach): boolean {
  return reach === 'work' && (may(actor, 'needs.work') !== null || may(actor, 'clients.call') !== null);
}

/** Needs are read by whoever reads the client's card. */
export function mayReadNeeds(reach: Reach): boolean {
  return reach === 'card' || reach === 'work';
}

/** An event of a whole region concerns everybody's clients: it is recorded by whoever works on needs. */
export function mayRecordTrigger(actor: Actor): boolean {
  return may(actor, 'needs.work') !== null;
}

/** Checks of the whole sales system are for whoever works on needs beyond their own clients. */
export function seesEverybodysChecks(actor: Actor): boolean {
  const scope = may(actor, 'needs.work');
  return scope === 'sales_system' || scope === 'company';
}

/** One's own checks, those of an absent colleague one deputises for, and, for a head, anybody's. */
export function mayLookAtChecksOf(actor: Actor, ownerId: string): boolean {
  return selves(actor).includes(ownerId) || seesEverybodysChecks(actor);
}

/**
 * In which sales systems somebody looks at the clients and checks of a colleague: in all of them where they are one's own, an
 * absent colleague's, or the whole company's, else in those in which one holds a position. Source: domain §14.
 */
export function systemsOfChecks(actor: Actor, ownerId: string): 'all' | readonly string[] {
  return selves(actor).includes(ownerId) || may(actor, 'needs.work') === 'company' ? 'all' : ownSystems(actor);
}
