import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Reports of a sales system are read by its head, and by whoever the access table grants them to. */
export function mayReadReports(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'reports.read');
  if (scope === 'company') return true;
  return scope !== null && actor.positions.some((position) => position.salesSystemId === salesSystemId);
}
