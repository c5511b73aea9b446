import { type Reach, selves } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Deals are read by whoever reads the client's card. */
export function mayReadDeals(reach: Reach): boolean {
  return reach === 'card' || reach === 'work';
}

/** Whoever works with the client, and whose position closes deals, works on its deals. */
export function mayWorkOnDeals(actor: Actor, reach: Reach): boolean {
  return reach === 'work' && may(actor, 'deals.work') !== null;
}

/** Deals of the whole sales system are for whoever leads it. */
export function seesEverybodysDeals(actor: Actor): boolean {
  const scope = may(actor, 'deals.work');
  return scope === 'sales_system' || scope === 'company';
}

/** A head opens a deal before its time, with a reason. Source: domain §7. */
export function decidesAsHead(actor: Actor): boolean {
  return actor.functions.includes('leadership') && seesEverybodysDeals(actor);
}

/** One's own deals, those of an absent colleague one deputises for, and, for a head, anybody's. */
export function mayLookAtDealsOf(actor: Actor, ownerId: string): boolean {
  return selves(actor).includes(ownerId) || seesEverybodysDeals(actor);
}
