import type { Reach } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Paperwork is ordered by whoever works with the client. */
export function mayOrder(actor: Actor, reach: Reach): boolean {
  return may(actor, 'office.order') !== null && reach === 'work';
}

/** The service desk belongs to the back office; the head looks in. */
export function mayPerform(actor: Actor): boolean {
  return may(actor, 'office.perform') !== null;
}

export function maySeeDesk(actor: Actor): boolean {
  return mayPerform(actor) || may(actor, 'reports.read') !== null;
}

/** Whoever ordered a task, or deputises for them, accepts it, sends it back or cancels it. */
export function isAsker(actor: Actor, askerId: string): boolean {
  return actor.employeeId === askerId || actor.deputyFor.some((id) => id === askerId);
}

/** A task is read by both its sides (`served`: its sales system is one the actor's desk serves) and with the client's card. */
export function mayReadTask(
  actor: Actor,
  task: { asker_id: string },
  { served, reach }: { served: boolean; reach: Reach },
): boolean {
  return isAsker(actor, task.asker_id) || (served && maySeeDesk(actor)) || reach === 'card' || reach === 'work';
}

/** The catalogue is kept by the administrator and the head. */
export function mayEditCatalogue(actor: Actor): boolean {
  return actor.administrator || may(actor, 'structure.edit') !== null;
}
