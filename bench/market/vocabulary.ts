import type pg from 'pg';

const PARTS = 20;

/**
 * What the triggers do for rows that do not come past them: the words of the tables are remembered. Each word is told once, as the database
 * itself counts them, instead of with every row that has it; in parts, so that it is known how many words there are by now.
 */
export async function rememberWords(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await client.query(`CREATE TEMP TABLE told AS
      SELECT abs(hashtext(word) % ${PARTS}) AS part, array_to_tsvector(array_agg(word)) AS words
      FROM ts_stat('SELECT search FROM ${table}') WHERE word NOT LIKE '@%' GROUP BY 1`);
    for (let part = 0; part < PARTS; part++) {
      await client.query(
        `SELECT remember_search_words('${table}', ARRAY(SELECT words FROM told WHERE part = ${part}))`,
      );
      if (part < 2) await client.query('ANALYZE search_words, search_word_places');
    }
    await client.query('DROP TABLE told');
  }
}
