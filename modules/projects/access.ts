import { ownSystems, type Reach, selves } from '#modules/clients/access.ts';
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

/** Whose projects are seen in a list: everybody's, those of one's sales systems, or those that one leads oneself. */
export interface ProjectReach {
  all: boolean;
  systems: string[];
  managers: string[];
}

/** The head, and whoever reads the reports, sees every project of the sales system in one list; the others see their own. */
export function projectReach(actor: Actor): ProjectReach {
  const scopes = [may(actor, 'projects.work'), may(actor, 'reports.read')];
  const whole = scopes[0] === 'sales_system' || scopes[1] !== null;
  return {
    all: scopes.includes('company'),
    systems: whole ? ownSystems(actor) : [],
    managers: selves(actor),
  };
}
