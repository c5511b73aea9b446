import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import type { Db } from '#platform/db/pool.ts';
import { EVENTS_CHANNEL } from '#platform/db/wake-up.ts';

export interface EventNote {
  /** In the past tense: `handoff.returned`. */
  type: string;
  subjectKind: string;
  subjectId: string;
  clientId?: string | null;
}

export interface LiveEvent {
  id: number;
  type: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  actorId: string | null;
}

/** How far a reader has come. */
export interface Position {
  xid: string;
  id: number;
}

/** Where a reader begins who wants only what comes from now on. */
export async function head(db: Db): Promise<Position> {
  const row = await sql<{ xid: string }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`.execute(db);
  return { xid: row.rows[0]?.xid ?? '0', id: 0 };
}

/** Ordered by (xid, id): the order in which transactions began, complete up to the oldest one still running. */
export async function eventsAfter(db: Db, position: Position): Promise<{ position: Position; event: LiveEvent }[]> {
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

/** An event with when and by whom. */
export interface NewEvent extends EventNote {
  at: string;
  actorId: string | null;
}

/** In the order given. The rows travel as one value, so that the statement stays the same and is prepared once. */
export const insertEvents = (
  events: readonly NewEvent[],
): RawBuilder<unknown> => sql`INSERT INTO outbox_events (at, type, subject_kind, subject_id, client_id, actor_id)
    SELECT r.at, r.type, r."subjectKind", r."subjectId", r."clientId", r."actorId"
    FROM json_to_recordset(${JSON.stringify(events)}::json)
      AS r(at timestamptz, type text, "subjectKind" text, "subjectId" uuid, "clientId" uuid, "actorId" uuid)`;

/** From now on the connection emits `notification` soon after a commit that wrote an event. */
export async function listenTo(client: pg.PoolClient): Promise<void> {
  await client.query(`LISTEN ${EVENTS_CHANNEL}`);
}
