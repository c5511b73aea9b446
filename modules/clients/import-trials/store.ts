import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import { textArray, uuidArray } from '#platform/db/arrays.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { Known } from '../recognition/rules.ts';
import type { Reading } from '../store.ts';
import { laidAside, takenUp, wordsOf } from './rules.ts';

/** Clients that earlier rows of a dry run have made or changed, by what they are known by or by themselves. */
export async function findTried(
  context: Reading,
  importId: string,
  wanted: { words: readonly string[]; ids: readonly string[] },
): Promise<Known[]> {
  if (wanted.words.length + wanted.ids.length === 0) return [];
  const { rows } = await sql<{ known: object }>`
    SELECT known FROM client_import_trials WHERE import_id = ${importId} AND client_id IN (
      SELECT client_id FROM client_import_trial_words
      WHERE import_id = ${importId} AND word = ANY(${textArray(wanted.words)})
      UNION ALL SELECT unnest(${uuidArray(wanted.ids)}))`.execute(context.db);
  return rows.map(({ known }) => takenUp(known));
}

/** Lays aside what rows of a dry run make of clients, for the rows to come. */
export async function saveTried(context: WriteContext, importId: string, clients: readonly Known[]): Promise<void> {
  if (clients.length === 0) return;
  const rows = clients.map((known) => ({ id: known.id, known: laidAside(known) }));
  await sql`INSERT INTO client_import_trials AS t (import_id, client_id, known)
    SELECT ${importId}::uuid, id, known FROM ${bulk(rows, { id: 'uuid', known: 'jsonb' })}
    ON CONFLICT (import_id, client_id) DO UPDATE SET known = excluded.known`.execute(context.db);
  const words = clients.flatMap((known) => wordsOf(known).map((word) => ({ id: known.id, word })));
  await sql`INSERT INTO client_import_trial_words (import_id, word, client_id)
    SELECT ${importId}::uuid, word, id FROM ${bulk(words, { id: 'uuid', word: 'text' })}
    ON CONFLICT DO NOTHING`.execute(context.db);
}

/** An import whose dry run was given up and has left its clients lying; whatever is still at work on one keeps it. */
export async function takeAbandonedTrial(context: WriteContext): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT i.id FROM client_imports i
    WHERE EXISTS (SELECT FROM client_import_trials t WHERE t.import_id = i.id)
      AND NOT EXISTS (SELECT FROM v_long_jobs j WHERE j.id = i.job_id AND j.state IN ('waiting', 'running'))
    LIMIT 1 FOR UPDATE OF i SKIP LOCKED`.execute(context.db);
  return rows[0]?.id ?? null;
}

const FORGOTTEN_AT_ONCE = 20_000;

/** Forgets a dry run, piece by piece: one of millions of rows must not run into the limit of a statement. */
export async function forgetTried({ db }: Pick<Context, 'db'>, importId: string): Promise<void> {
  for (const table of [sql.table('client_import_trials'), sql.table('client_import_trial_words')]) {
    for (let gone = FORGOTTEN_AT_ONCE; gone === FORGOTTEN_AT_ONCE; ) {
      const { numAffectedRows } = await sql`DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${table} WHERE import_id = ${importId} LIMIT ${FORGOTTEN_AT_ONCE}))`.execute(db);
      gone = Number(numAffectedRows ?? 0n);
    }
  }
}
