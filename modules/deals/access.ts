import { ownSystems, type Reach, selves } from '#modules/clients/access.ts';
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

/** Whose deals are seen in a list: everybody's, those of one's sales systems, one's own and those of whom one deputises for. */
export interface DealReach {
  all: boolean;
  systems: string[];
  selves: string[];
}

export function dealReach(actor: Actor): DealReach {
  const scope = may(actor, 'deals.work');
  return {
    all: scope === 'company',
    systems: scope === 'sales_system' ? ownSystems(actor) : [],
    selves: selves(actor),
  };
}
