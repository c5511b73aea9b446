import { expect, test } from 'vitest';
import { openPool } from './pool.ts';
import { testDatabase } from './testing/database.ts';

test('few new words wait beside their index, whatever was written before a search', async () => {
  const database = await testDatabase({ migrated: false });
  const pool = openPool(database.connection, { max: 1 });
  await pool.query('CREATE TABLE things (words tsvector)');
  await pool.query('CREATE INDEX things_by_words ON things USING gin (words)');
  // A megabyte of new words, less than PostgreSQL lets wait by itself.
  for (let turn = 0; turn < 100; turn++)
    await pool.query(
      `INSERT INTO things SELECT to_tsvector('simple', (SELECT string_agg('word' || $1::int * 10000 + r * 100 + w, ' ')
         FROM generate_series(1, 20) w)) FROM generate_series(1, 20) r`,
      [turn],
    );
  const { rows } = await pool.query<{ pages: string }>(`SELECT gin_clean_pending_list('things_by_words') AS pages`);
  expect(Number(rows[0]?.pages)).toBeLessThanOrEqual(10);
  await pool.end();
  await database.close();
});
