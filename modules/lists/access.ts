import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

export interface ViewOwnership {
  ownerId: string;
  shared: boolean;
}

/** One's own views and the shared ones. What a view shows is narrowed by what its reader may see. */
export function maySeeView(actor: Actor, view: ViewOwnership): boolean {
  return view.shared || view.ownerId === actor.employeeId;
}

/** A view is changed by its owner; a shared one also by whoever arranges the structure, since others live in it. */
export function mayEditView(actor: Actor, view: ViewOwnership): boolean {
  return view.ownerId === actor.employeeId || (view.shared && maySetDesks(actor));
}

/** What a desk begins with is decided by whoever arranges the structure. */
export function maySetDesks(actor: Actor): boolean {
  return may(actor, 'structure.edit') !== null;
}
