import { mayEditClient, type Reach } from '../access.ts';
import type { ClientRow } from '../contract.ts';

/** One client of a change of many: the row, locked, and how near it is to whoever changes it. */
export interface Chosen {
  id: string;
  client: ClientRow | null;
  reach: Reach;
}

/**
 * Why the data of a client may not be changed by an actor, in the reasons of a single change; null when they may. Out of
 * reach is not found. Source: domain §14.
 */
export function whyNotEdit(
  actor: Parameters<typeof mayEditClient>[0],
  { client, reach }: Chosen,
): { client: null; reason: string } | { client: ClientRow; reason: null } {
  if (client === null || reach === 'none') return { client: null, reason: 'app.not_found' };
  if (client.merged_into !== null) return { client: null, reason: 'clients.merged_away' };
  if (!mayEditClient(actor, reach, client.sales_system_id)) return { client: null, reason: 'clients.not_yours' };
  return { client, reason: null };
}

/** For so many days a change of many can be taken back; then what became of each client is let go and its figures stay. */
export const BULK_DAYS = 30;

/** Until when a change that began at an instant can be taken back. */
export function undoUntil(began: Temporal.Instant): Temporal.Instant {
  return began.add({ hours: BULK_DAYS * 24 });
}

export interface UndoFacts {
  /** It takes another one back itself. */
  undoes: boolean;
  over: boolean;
  changed: number;
  /** How many of them have been set back already. */
  setBack: number;
  /** It is being taken back just now. */
  beingUndone: boolean;
  began: Temporal.Instant;
}

/**
 * Whether something of a change can be taken back: one that is over, takes back none itself, of which something is left that
 * nothing is taking back just now, within its 30 days. Source: architecture, Habits (undo).
 */
export function isUndoable(of: UndoFacts, now: Temporal.Instant): boolean {
  if (of.undoes || !of.over || of.beingUndone || of.setBack >= of.changed) return false;
  return Temporal.Instant.compare(now, undoUntil(of.began)) < 0;
}
