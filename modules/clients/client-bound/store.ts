import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import { and, COUNT_LIMIT, or } from '#platform/db/list-pages.ts';
import { type Condition, isCommon, matches, type SearchColumns } from '#platform/db/search-sql.ts';
import type { Understood } from '#platform/search/understanding.ts';

/** A list of what belongs to clients, by the name that its rows have in a statement: `deals d`. */
export interface ClientBound {
  table: RawBuilder<unknown>;
  alias: RawBuilder<unknown>;
  words: SearchColumns;
}

const CLIENT_WORDS: SearchColumns = {
  table: 'client_records',
  words: sql`w.client_words`,
  hold: 'everything',
  numbers: null,
};

/** The rows that a search finds by their own words and by those of their clients; null when there are too many to name. */
export async function boundByWords(
  { db }: Pick<Context, 'db'>,
  { table, alias, words }: ClientBound,
  terms: Understood,
  within: Condition,
): Promise<string[] | null> {
  if (isCommon(terms, CLIENT_WORDS) || isCommon(terms, words)) return null;
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM (
      SELECT ${alias}.id FROM ${table} ${alias} WHERE ${and([matches(terms, words), within])}
      UNION ALL
      SELECT ${alias}.id FROM v_client_words w JOIN ${table} ${alias} ON ${alias}.client_id = w.client_id
      WHERE ${and([matches(terms, CLIENT_WORDS), within])}) AS meant LIMIT (SELECT ${COUNT_LIMIT + 1}::integer)`.execute(
    db,
  );
  return rows.length > COUNT_LIMIT ? null : [...new Set(rows.map((row) => row.id))];
}

/** What a row must meet to be meant: to be among those that were named, else to be called so itself or by its client. */
export function meantByWords(
  { alias, words }: ClientBound,
  { terms, candidates }: { terms: Understood | null; candidates: readonly string[] | null },
): Condition[] {
  if (candidates !== null) return [sql<boolean>`${alias}.id = ANY(${uuids(candidates)})`];
  if (terms === null) return [];
  const byClient = sql<boolean>`EXISTS (SELECT FROM v_client_words w WHERE w.client_id = ${alias}.client_id
    AND ${matches(terms, CLIENT_WORDS)})`;
  return [or([matches(terms, words), byClient])];
}

/** The sales systems that have any, read one by one along an index: there are few systems and many rows. */
export async function systemsOf({ db }: Pick<Context, 'db'>, { table }: Pick<ClientBound, 'table'>): Promise<string[]> {
  const next = (after: RawBuilder<unknown>) =>
    sql`(SELECT b.sales_system_id FROM ${table} b WHERE ${after} ORDER BY b.sales_system_id LIMIT 1)`;
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE found (id) AS (
      SELECT ${next(sql`true`)}
      UNION ALL
      SELECT ${next(sql`b.sales_system_id > f.id`)} FROM found f WHERE f.id IS NOT NULL)
    SELECT id FROM found WHERE id IS NOT NULL`.execute(db);
  return rows.map((row) => row.id);
}
