import { ownSystems, type Reach } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Experts are asked by whoever works with the client. */
export function mayAsk(actor: Actor, reach: Reach): boolean {
  return may(actor, 'support.ask') !== null && reach === 'work';
}

/** A specialised department as the access rules see it. */
export interface Department {
  id: string;
  headId: string | null;
}

/** The desk of a department is open to its people, to its head, and to the head of sales. */
export function maySeeUnit(actor: Actor, unit: Department): boolean {
  return worksIn(actor, unit.id) || mayRoute(actor, unit) || may(actor, 'reports.read') !== null;
}

export function worksIn(actor: Actor, unitId: string): boolean {
  return may(actor, 'support.answer') !== null && actor.positions.some((position) => position.unitId === unitId);
}

/** Routing is overruled, and competences are set, by the head of the department or the head of sales. */
export function mayRoute(actor: Actor, unit: Department): boolean {
  const scope = may(actor, 'support.route');
  if (scope === 'company' || scope === 'sales_system') return true;
  if (scope === null) return false;
  return (
    (unit.headId !== null && unit.headId === actor.employeeId) ||
    actor.positions.some((position) => position.unitId === unit.id)
  );
}

/**
 * Whose requests somebody deals with at a department's desk: everybody's where they belong to it or reach the whole company,
 * else those of the sales systems in which they hold a position. Source: domain §14.
 */
export function systemsServed(actor: Actor, unit: Department): 'all' | readonly string[] {
  const everywhere = [may(actor, 'support.route'), may(actor, 'reports.read')].includes('company');
  return everywhere || belongsTo(actor, unit) ? 'all' : ownSystems(actor);
}

/** Works in the department, or heads it. */
export function belongsTo(actor: Actor, unit: Department): boolean {
  const inside = actor.positions.some((position) => position.unitId === unit.id);
  return (
    worksIn(actor, unit.id) ||
    (unit.headId !== null && unit.headId === actor.employeeId) ||
    (inside && may(actor, 'support.route') === 'unit')
  );
}

/** A request is read by its two sides, by the department's own people, and with the client's card. */
export function mayReadRequest(actor: Actor, unit: Department | null, reach: Reach): boolean {
  return (unit !== null && belongsTo(actor, unit)) || reach === 'card' || reach === 'work';
}

/** Whoever asked, or deputises for them, completes the brief, accepts the answer or asks again. */
export function isAsker(actor: Actor, askerId: string): boolean {
  return actor.employeeId === askerId || actor.deputyFor.some((id) => id === askerId);
}

/** The specialist who holds the request answers it, or whoever deputises for them. */
export function isSpecialist(actor: Actor, specialistId: string | null): boolean {
  return (
    specialistId !== null && (actor.employeeId === specialistId || actor.deputyFor.some((id) => id === specialistId))
  );
}
