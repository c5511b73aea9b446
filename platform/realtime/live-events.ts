import { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from '#platform/db/pool.ts';

export interface LiveEvent {
  id: number;
  type: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  actorId: string | null;
}

export interface LiveEvents {
  subscribe(listener: (events: LiveEvent[]) => void): () => void;
  close(): Promise<void>;
}

const POLL_MS = 1000;

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
        const events = await after(db, position);
        const last = events.at(-1);
        if (last !== undefined) {
          position = last.position;
          emitter.emit(
            'events',
            events.map(({ event }) => event),
          );
        }
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
      await client.query('LISTEN estafeta_events');
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

interface Position {
  xid: string;
  id: number;
}

async function head(db: Db): Promise<Position> {
  const row = await sql<{ xid: string }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`.execute(db);
  return { xid: row.rows[0]?.xid ?? '0', id: 0 };
}

/** Ordered by (xid, id): the order in which transactions began, complete up to the oldest one still running. */
async function after(db: Db, position: Position): Promise<{ position: Position; event: LiveEvent }[]> {
  const { rows } = await sql<{
    id: number;
    xid: string;
    type: string;
    subject_kind: string;
    subject_id: string;
    client_id: string | null;
    actor_id: string | null;
  }>`
    SELECT id, xid::text AS xid, type, subject_kind, subject_id, client_id, actor_id FROM outbox_events
    WHERE (xid, id) > (${position.xid}::xid8, ${position.id}) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, id LIMIT 500`.execute(db);
  return rows.map((row) => ({
    position: { xid: row.xid, id: row.id },
    event: {
      id: row.id,
      type: row.type,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      clientId: row.client_id,
      actorId: row.actor_id,
    },
  }));
}
