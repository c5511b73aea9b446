import { ownSystems, type Reach } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Whoever has the card of a client reads its timeline, its steps and its files. */
export function mayReadActivities(reach: Reach): boolean {
  return reach === 'card' || reach === 'work';
}

/** Whoever has the card records what happened there: an expert's visit counts as much as a manager's call. */
export function mayRecordTouch(actor: Actor, reach: Reach): boolean {
  return actor.employeeId !== null && mayReadActivities(reach);
}

/** For oneself, or for the absent colleague whom one deputises for. */
export function actsFor(actor: Actor, employeeId: string): boolean {
  return actor.employeeId === employeeId || actor.deputyFor.some((absent) => absent === employeeId);
}

/**
 * Whoever has the card plans steps for themselves; whoever works with the client plans them for its holder too; those who
 * see further than their own clients give steps to anybody.
 */
export function mayPlanFor(actor: Actor, reach: Reach, ownerId: string, holderId: string | null): boolean {
  if (!mayReadActivities(reach)) return false;
  if (actsFor(actor, ownerId)) return true;
  return reach === 'work' && (ownerId === holderId || seesBeyondOwn(actor));
}

/** A step is finished, put off or dropped by its owner, the owner's deputy, or whoever works with the client. */
export function mayWorkOnStep(actor: Actor, reach: Reach, ownerId: string): boolean {
  return mayReadActivities(reach) && (actsFor(actor, ownerId) || reach === 'work');
}

/** A touch is corrected by the one who recorded it. */
export function mayEditTouch(actor: Actor, recordedBy: string): boolean {
  return actor.employeeId === recordedBy;
}

/** A file is taken away by whoever added it or works with the client. */
export function mayRemoveFile(actor: Actor, reach: Reach, addedBy: string): boolean {
  return mayReadActivities(reach) && (actor.employeeId === addedBy || reach === 'work');
}

/** One's own day, that of an absent colleague one deputises for, and, for a head, that of anybody. */
export function mayReadStepsOf(actor: Actor, employeeId: string): boolean {
  return actsFor(actor, employeeId) || seesBeyondOwn(actor);
}

/**
 * At whose clients somebody sees the steps of a colleague: at all of them where they act for that colleague or arrange the
 * whole company, else at those of the sales systems in which they hold a position. Source: domain §14.
 */
export function systemsOfSteps(actor: Actor, employeeId: string): 'all' | readonly string[] {
  const everywhere = actor.administrator || may(actor, 'clients.work') === 'company';
  return everywhere || actsFor(actor, employeeId) ? 'all' : ownSystems(actor);
}

function seesBeyondOwn(actor: Actor): boolean {
  const scope = may(actor, 'clients.work');
  return actor.administrator || (scope !== null && scope !== 'own');
}
