import { type ExpressionBuilder, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { DB } from '#platform/db/schema.ts';

export interface OpenConflict {
  clientId: string;
  clientName: string;
  field: string;
  row: number;
  before: unknown;
  /** What the register says at this moment. */
  now: unknown;
  told: unknown;
  /** Whom the question is about, where it is about a person. */
  personName: string | null;
}

export interface ConflictPlace {
  row: number;
  clientId: string;
  field: string;
}

/** Open questions in the order of rows; of a client that is gone there is nothing to ask. */
export async function openConflicts(
  context: Pick<Context, 'db'>,
  importId: string,
  after: ConflictPlace | null,
  limit: number,
): Promise<OpenConflict[]> {
  const place = after ?? { row: 0, clientId: '00000000-0000-0000-0000-000000000000', field: '' };
  const { rows } = await sql<OpenConflict>`
    SELECT q.client_id AS "clientId", c.name AS "clientName", q.field, q.row_number AS "row", q.before, 
      CASE WHEN starts_with(q.field, 'custom.') THEN c.custom -> substr(q.field, 8)
        WHEN q.field = 'tags' THEN (SELECT jsonb_agg(t.name ORDER BY t.name COLLATE "ru-x-icu")
          FROM client_tags g JOIN tags t ON t.id = g.tag_id WHERE g.client_id = c.id)
        WHEN p.contact_id IS NOT NULL THEN to_jsonb(p.decision_role)
        ELSE to_jsonb(c) -> q.field END AS now, q.told, n.full_name AS "personName"
    FROM client_import_conflicts q JOIN clients c ON c.id = q.client_id
    LEFT JOIN client_contacts p ON p.client_id = c.id
      AND p.contact_id = CASE WHEN starts_with(q.field, 'contact_role.') THEN substr(q.field, 14)::uuid END
    LEFT JOIN contacts n ON n.id = p.contact_id
    WHERE q.import_id = ${importId} AND q.answer IS NULL
      AND (q.row_number, q.client_id, q.field) > (${place.row}::integer, ${place.clientId}::uuid, ${place.field})
    ORDER BY q.row_number, q.client_id, q.field LIMIT ${limit}`.execute(context.db);
  return rows;
}

/** How many questions wait for a word, and how many were answered for the file. */
export async function countConflicts(
  context: Pick<Context, 'db'>,
  importId: string,
): Promise<{ open: number; fromFile: number }> {
  const count = (e: ExpressionBuilder<DB, 'client_import_conflicts'>) => e.fn.countAll<number>();
  return context.db
    .selectFrom('client_import_conflicts')
    .select((e) => [
      count(e).filterWhere('answer', 'is', null).as('open'),
      count(e).filterWhere('answer', '=', 'file').as('fromFile'),
    ])
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
}

/** What the file says in the cell, locked; null when the question is answered or never was. */
export async function lockOpenConflict(
  context: WriteContext,
  importId: string,
  clientId: string,
  field: string,
): Promise<{ told: unknown } | null> {
  const row = await context.db
    .selectFrom('client_import_conflicts')
    .select('told')
    .where('import_id', '=', importId)
    .where('client_id', '=', clientId)
    .where('field', '=', field)
    .where('answer', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function saveAnswer(
  context: WriteContext,
  importId: string,
  of: { clientId: string; field: string; answer: 'file' | 'register' },
): Promise<void> {
  await context.db
    .updateTable('client_import_conflicts')
    .set({ answer: of.answer, answered_at: context.now.toString(), answered_by: context.actor.employeeId })
    .where('import_id', '=', importId)
    .where('client_id', '=', of.clientId)
    .where('field', '=', of.field)
    .execute();
}

export async function beginAnswers(context: WriteContext, importId: string, jobId: string): Promise<void> {
  await context.db.updateTable('client_imports').set({ answers_job_id: jobId }).where('id', '=', importId).execute();
}
