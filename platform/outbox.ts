import { sql } from 'kysely';
import type { WriteContext } from './context.ts';

export interface EventNote {
  /** In the past tense: `handoff.returned`. */
  type: string;
  subjectKind: string;
  subjectId: string;
  clientId?: string | null;
}

/** Writes an event in the transaction of the change; whoever follows the outbox is woken up after the commit. */
export async function announce(context: WriteContext, event: EventNote): Promise<void> {
  await context.db
    .insertInto('outbox_events')
    .values({
      at: context.now.toString(),
      type: event.type,
      subject_kind: event.subjectKind,
      subject_id: event.subjectId,
      client_id: event.clientId ?? null,
      actor_id: context.actor.employeeId,
    })
    .execute();
  await sql`SELECT pg_notify('estafeta_events', '')`.execute(context.db);
}
