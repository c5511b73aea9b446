import { registerLoadReader } from '#modules/structure/role-drop/queries.ts';
import { loadOf } from './queries.ts';

/** Lets the structure show how loaded the receivers of a dropped role or of a leaver's work are. */
export function registerWorkload(): void {
  registerLoadReader((context, salesSystemId, fn) => loadOf(context, salesSystemId, fn));
}
