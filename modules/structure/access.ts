import type { Actor, Scope } from '#shared/actor.ts';
import type { Right } from './rules.ts';

/**
 * How far a right of the actor reaches, or null when they do not have it at all. The rights were worked out when the
 * actor was loaded: the widest of what the positions held grant.
 * Source: domain §14 (access).
 */
export function may(actor: Pick<Actor, 'rights'>, right: Right): Scope | null {
  return actor.rights[right] ?? null;
}

/** The structure of a sales system is arranged by its head and by the administrator. */
export function mayEditSalesSystem(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'structure.edit');
  if (scope === 'company') return true;
  return scope === 'sales_system' && actor.positions.some((position) => position.salesSystemId === salesSystemId);
}

/** Units serve all sales systems: whoever arranges one of them may arrange units. */
export function mayEditUnits(actor: Actor): boolean {
  const scope = may(actor, 'structure.edit');
  return scope === 'company' || scope === 'sales_system';
}

/** Rights are given out only by whoever arranges the whole company: nobody widens their own reach. */
export function mayEditAccessTable(actor: Actor): boolean {
  return may(actor, 'structure.edit') === 'company';
}

/** A new sales system changes what the company is. */
export function mayOpenSalesSystem(actor: Actor): boolean {
  return may(actor, 'structure.edit') === 'company';
}

/** The guard of relevance monitoring is overruled only by the head of that sales system, in person. Source: domain §1. */
export function mayOverruleGuard(actor: Actor, salesSystemId: string): boolean {
  return (
    mayEditSalesSystem(actor, salesSystemId) &&
    actor.positions.some((position) => position.salesSystemId === salesSystemId && position.kind === 'head')
  );
}

/** Who is employed where is seen by everybody at work; the programs that act for nobody see it as well. */
export function mayReadStructure(actor: Actor): boolean {
  return actor.kind !== 'anonymous';
}

/** Somebody is let go by whoever arranges every sales system in which they hold a position. */
export function mayLetGo(actor: Actor, salesSystemIds: readonly string[]): boolean {
  return mayEditUnits(actor) && salesSystemIds.every((id) => mayEditSalesSystem(actor, id));
}
