import type { Actor } from '#shared/actor.ts';

/** The whole journal is for those whose position grants it and for the administrator. */
export function mayReadCompanyJournal(actor: Actor): boolean {
  return (
    actor.administrator || actor.rights['journal.read'] === 'company' || actor.rights['journal.read'] === 'sales_system'
  );
}

/** One takes back only one's own changes. */
export function mayUndo(actor: Actor, entry: { actorId: string | null }): boolean {
  return actor.employeeId !== null && actor.employeeId === entry.actorId;
}
