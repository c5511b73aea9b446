import type pg from 'pg';

/**
 * What the triggers do for rows that do not come past them: the words of the tables are remembered. Each word is told once, as the database
 * itself counts them, instead of with every row that has it; whether it is known is looked up along the index, since a vocabulary that was
 * empty when the statement was planned is long at its end.
 */
export async function rememberWords(client: pg.Client, tables: readonly string[]): Promise<void> {
  await client.query('SET enable_seqscan = off');
  for (const table of tables)
    await client.query(
      `SELECT remember_search_words('${table}', ARRAY(
        SELECT array_to_tsvector(array_agg(word)) FROM ts_stat('SELECT search FROM ${table}')
        WHERE word NOT LIKE '@%' GROUP BY hashtext(word) % 100))`,
    );
  await client.query('RESET enable_seqscan');
}
