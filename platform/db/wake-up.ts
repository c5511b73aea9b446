import { sql } from 'kysely';
import type { Db } from './pool.ts';

/** Whoever follows the outbox listens to this channel. */
export const EVENTS_CHANNEL = 'estafeta_events';
const WAKE_AFTER_MS = 20;
const waiting = new WeakSet<Db>();

/**
 * Wakes up whoever follows the outbox, in this process and in others, soon after a commit. Never inside a transaction: those
 * that notify commit one after the other, and a hundred callers would wait for each other's disk. A wake-up that is lost with
 * the process costs a second: followers also look by themselves.
 */
export function wakeFollowers(db: Db): void {
  if (waiting.has(db)) return;
  waiting.add(db);
  setTimeout(() => {
    waiting.delete(db);
    sql`SELECT pg_notify(${EVENTS_CHANNEL}, '')`.execute(db).catch(() => undefined);
  }, WAKE_AFTER_MS).unref();
}
