import type { Actor } from '#shared/actor.ts';

/**
 * How much of the journal is open to somebody beside the records that are: everything to the administrator and to whom it
 * is granted for the company; to whoever leads sales systems, what belongs to no client or to a client of theirs.
 * Source: domain §14.
 */
export function journalReach(actor: Actor): 'all' | { salesSystemIds: readonly string[] } | null {
  const scope = actor.rights['journal.read'];
  if (actor.administrator || scope === 'company') return 'all';
  return scope === 'sales_system'
    ? { salesSystemIds: [...new Set(actor.positions.map((position) => position.salesSystemId))] }
    : null;
}

/** One takes back only one's own changes. */
export function mayUndo(actor: Actor, entry: { actorId: string | null }): boolean {
  return actor.employeeId !== null && actor.employeeId === entry.actorId;
}
