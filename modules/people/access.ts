import type { Actor } from '#shared/actor.ts';

/** Whoever works here sees the list of colleagues: names, addresses of work, presence and deputies. */
export function maySeeColleagues(actor: Actor): boolean {
  return actor.kind !== 'anonymous';
}

/** Inviting, editing others, recording their absences: the administrator, or a position with the right `people.edit`. */
export function mayEditPeople(actor: Actor): boolean {
  const scope = actor.rights['people.edit'];
  // Employees stand beside the sales systems, not inside one, so the two widest scopes mean the same here.
  return actor.administrator || scope === 'company' || scope === 'sales_system';
}

/** Everybody keeps their own profile; others' are for those who may edit people. */
export function mayEditEmployee(actor: Actor, employeeId: string): boolean {
  return actor.employeeId === employeeId || mayEditPeople(actor);
}

/** Why a colleague is away is theirs and of those who keep absences; others only see until when and who deputises. */
export function maySeeAbsenceKind(actor: Actor, employeeId: string): boolean {
  return mayEditEmployee(actor, employeeId);
}

/** The company's name, zone and calendar, and who is an administrator, are the administrator's alone. */
export function mayEditCompany(actor: Actor): boolean {
  return actor.administrator;
}
