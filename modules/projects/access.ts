import type { Reach } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** A project is led by its manager, by whoever deputises for them, and by the head of the sales system. */
export function mayLead(actor: Actor, project: { managerId: string; salesSystemId: string }): boolean {
  const scope = may(actor, 'projects.work');
  if (scope === null) return false;
  if (scope === 'company') return true;
  if (actor.employeeId === project.managerId || actor.deputyFor.some((id) => id === project.managerId)) return true;
  return (
    scope === 'sales_system' && actor.positions.some((position) => position.salesSystemId === project.salesSystemId)
  );
}

/** A project is read by whoever reads the card of its client. */
export function mayReadProject(reach: Reach): boolean {
  return reach === 'card' || reach === 'work';
}

/** The head sees every project of the sales system in one list. */
export function maySeeAll(actor: Actor): boolean {
  const scope = may(actor, 'projects.work');
  return scope === 'sales_system' || scope === 'company' || may(actor, 'reports.read') !== null;
}
