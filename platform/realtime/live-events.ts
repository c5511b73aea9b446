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
  let listener: pg.PoolClient | undefined;

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

  const listen = async () => {
    if (closed || listener !== undefined) return;
    try {
      const client = await pool.connect();
      const lost = () => {
        if (listener === client) listener = undefined;
        client.removeAllListeners('notification');
      };
      client.once('end', lost);
      client.on('notification', () => void read());
      await listenTo(client);
      listener = client;
    } catch (error) {
      onError(error);
    }
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
      listener?.release(true);
    },
  };
}
