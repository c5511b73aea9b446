import type pg from 'pg';

/**
 * Drops the indexes of tables that no constraint rests on, and returns how to build them again: a million rows into a bare
 * table and then its indexes take a fraction of the time. Meanwhile nothing cleans up behind rows that only come.
 */
export async function withoutIndexes(client: pg.Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  for (const table of tables) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  return async () => {
    await client.query("SET maintenance_work_mem = '512MB'");
    await client.query('SET max_parallel_maintenance_workers = 2');
    for (const { definition } of rows) await client.query(definition);
    for (const table of tables) await client.query(`ALTER TABLE ${table} RESET (autovacuum_enabled)`);
  };
}
