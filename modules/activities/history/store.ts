import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { TouchKind, TouchResult } from '../contract.ts';

export interface PastTouch {
  id: string;
  client_id: string;
  employee_id: string;
  kind: TouchKind;
  at: string;
  duration_minutes: number | null;
  summary: string;
  result: TouchResult | null;
  with_decision_maker: boolean;
}

/** Many touches in one statement; tells for each client the latest of all its touches. */
export async function insertTouches(
  { db, now }: WriteContext,
  touches: readonly PastTouch[],
): Promise<{ client_id: string; latest: string }[]> {
  await sql`INSERT INTO touches (id, client_id, employee_id, kind, at, duration_minutes, summary, result, with_decision_maker, created_at)
    SELECT t.*, ${now.toString()}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(touches)}::jsonb) AS t(id uuid, client_id uuid,
      employee_id uuid, kind text, at timestamptz, duration_minutes integer, summary text, result text, with_decision_maker boolean)`.execute(
    db,
  );
  return latestTouches({ db }, [...new Set(touches.map((touch) => touch.client_id))]);
}

async function latestTouches(
  { db }: Pick<WriteContext, 'db'>,
  clientIds: readonly string[],
): Promise<{ client_id: string; latest: string }[]> {
  const { rows } = await sql<{ client_id: string; latest: string }>`
    SELECT c.id AS client_id, t.at AS latest FROM unnest(${sql.val([...clientIds])}::uuid[]) AS c(id)
    CROSS JOIN LATERAL (SELECT at FROM touches WHERE client_id = c.id AND removed_at IS NULL ORDER BY at DESC LIMIT 1) AS t`.execute(
    db,
  );
  return rows;
}

/** Removes those touches that nobody has changed since they came; tells which, and what stays the latest of their clients. */
export async function deleteTouches(
  { db }: WriteContext,
  ids: readonly string[],
): Promise<{ gone: string[]; latest: { client_id: string; latest: string | null }[] }> {
  const gone = await db
    .deleteFrom('touches')
    .where('id', 'in', ids)
    .where('version', '=', 1)
    .where('removed_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('steps').select('steps.id').whereRef('steps.touch_id', '=', 'touches.id'))),
    )
    .returning(['id', 'client_id'])
    .execute();
  const clients = [...new Set(gone.map((row) => row.client_id))];
  const left = new Map((await latestTouches({ db }, clients)).map((row) => [row.client_id, row.latest]));
  return {
    gone: gone.map((row) => row.id),
    latest: clients.map((id) => ({ client_id: id, latest: left.get(id) ?? null })),
  };
}
