import { ownSystems } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';

const CALLING_FUNCTIONS: readonly string[] = ['prospecting', 'relevance_monitoring', 'qualification'];

/** Calls are made by people whose position may call; a program calls nobody. Source: domain §3 (no automatic dialling). */
export function mayCall(actor: Actor): boolean {
  return actor.employeeId !== null && may(actor, 'clients.call') !== null;
}

/** The queue is worked by whoever answers for prospecting, relevance monitoring or qualification. Source: domain §2, §3. */
export function mayWorkQueue(actor: Actor): boolean {
  return mayCall(actor) && CALLING_FUNCTIONS.some((name) => actor.functions.includes(name));
}

/** One's own calls, and for a head those of everybody in the sales system. */
export function mayReadCallsOf(actor: Actor, employeeId: string): boolean {
  return actor.employeeId === employeeId || (may(actor, 'reports.read') ?? 'own') !== 'own';
}

/** Of whose clients those calls are seen: one's own calls all, another's in the sales systems in which one holds a position. */
export function systemsOfCalls(actor: Actor, employeeId: string): 'all' | readonly string[] {
  return actor.employeeId === employeeId || may(actor, 'reports.read') === 'company' ? 'all' : ownSystems(actor);
}
