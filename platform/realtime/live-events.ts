import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Db } from '#platform/db/pool.ts';
import { eventsAfter, head, type LiveEvent, listenTo } from './store.ts';

export interface LiveEvents {
  subscribe(listener: (events: LiveEvent[]) => void): () => void;
  close(): Promise<void>;
}

const POLL_MS = 1000;
/** However many commits wake the reader up, it reads no more often than this. */
const READ_EVERY_MS = 25;

/**
 * Follows the outbox. NOTIFY only wakes the reader up; what is read are the rows below the oldest running transaction, so
 * an event that commits late is never overtaken and lost. A slow poll covers a lost wake-up or a lost database.
 */
export async function followOutbox(db: Db, pool: pg.Pool, onError: (error: unknown) => void): Promise<LiveEvents> {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  let position = await head(db);
  let reading = false;
  let again = false;
  let closed = false;
  let listener: (() => void) | undefined;
  let connecting: Promise<void> | undefined;

  const read = async () => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const events = await eventsAfter(db, position);
        const last = events.at(-1);
        if (last !== undefined) {
          position = last.position;
          emitter.emit(
            'events',
            events.map(({ event }) => event),
          );
        }
        if (again && !closed) await delay(READ_EVERY_MS);
      } while (again && !closed);
    } catch (error) {
      if (!closed) onError(error);
    } finally {
      reading = false;
    }
  };

  const connect = async () => {
    try {
      const client = await pool.connect();
      let held = true;
      // A client that is never given back keeps the pool from ending, also one whose server has gone.
      const giveBack = () => {
        if (!held) return;
        held = false;
        if (listener === giveBack) listener = undefined;
        client.removeAllListeners('notification');
        client.release(true);
      };
      listener = giveBack;
      client.once('end', giveBack);
      client.on('notification', () => void read());
      if (closed) giveBack();
      else
        await listenTo(client).catch((error: unknown) => {
          giveBack();
          throw error;
        });
    } catch (error) {
      if (!closed) onError(error);
    }
  };
  // One at a time: while the database is away, each attempt takes longer than the time between two of them.
  const listen = async () => {
    if (closed || listener !== undefined) return;
    connecting ??= connect().finally(() => {
      connecting = undefined;
    });
    await connecting;
  };
  await listen();
  const timer = setInterval(() => {
    void listen();
    void read();
  }, POLL_MS);

  return {
    subscribe(subscriber) {
      emitter.on('events', subscriber);
      return () => emitter.off('events', subscriber);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await connecting;
      listener?.();
    },
  };
}
