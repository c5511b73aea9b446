import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

/** Which fields the company has is decided by the administrator, and by whom the access table lets: as shipped, the head. Source: domain §14. */
export function mayDefineFields(actor: Actor): boolean {
  return may(actor, 'fields.edit') !== null;
}

/** Whoever works here may know which fields there are; their values follow the rights of the record. */
export function mayReadFields(actor: Actor): boolean {
  return actor.kind !== 'anonymous';
}
