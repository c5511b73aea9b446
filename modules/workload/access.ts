import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Colleagues of a sales system see how loaded each of them is: that is how one knows whom to hand to. */
export function mayReadLoad(actor: Actor, salesSystemId: string): boolean {
  return (
    may(actor, 'reports.read') === 'company' ||
    actor.positions.some((position) => position.salesSystemId === salesSystemId)
  );
}
