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

/**
 * Everybody keeps their own profile; others' are for those who may edit people. An administrator's profile is touched
 * by administrators only: whoever changes an address of mail can come in by it.
 */
export function mayEditEmployee(actor: Actor, employee: { id: string; administrator: boolean }): boolean {
  if (actor.employeeId === employee.id || actor.administrator) return true;
  return mayEditPeople(actor) && !employee.administrator;
}

/** Why a colleague is away is theirs and of those who keep absences; others only see until when and who deputises. */
export function maySeeAbsenceKind(actor: Actor, employeeId: string): boolean {
  return actor.employeeId === employeeId || mayEditPeople(actor);
}

/** One records one's own absence; others' are recorded by those who may edit people. */
export function mayRecordAbsence(actor: Actor, employeeId: string): boolean {
  return actor.employeeId === employeeId || mayEditPeople(actor);
}

/** The company's name, zone and calendar are the administrator's alone. */
export function mayEditCompany(actor: Actor): boolean {
  return actor.administrator;
}

/** Only administrators make administrators. */
export function mayAppointAdministrators(actor: Actor): boolean {
  return actor.administrator;
}

/**
 * Passwords, sessions and further tokens are a person's own affair, done in person: a token that could make tokens would
 * outlive its own end.
 */
export function mayKeepOwnSecrets(actor: Actor): boolean {
  return actor.kind === 'employee';
}

/** One makes tokens for oneself; the command line, which holds the whole machine, for anybody. */
export function mayCreateToken(actor: Actor, employeeId: string): boolean {
  if (actor.kind === 'command_line' || actor.kind === 'system') return true;
  return mayKeepOwnSecrets(actor) && actor.employeeId === employeeId;
}

/** A token is revoked by its owner or by the administrator: an alarm must not wait for the owner. */
export function mayRevokeToken(actor: Actor, ownerId: string): boolean {
  return actor.administrator || (mayKeepOwnSecrets(actor) && actor.employeeId === ownerId);
}
