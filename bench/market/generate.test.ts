import pg from 'pg';
import { expect, test } from 'vitest';
import { listClients } from '#modules/clients/listing/queries.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { loadActor } from '#modules/structure/queries.ts';
import { SUPERUSER } from '#platform/db/embedded/settings.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { generateMarket, USUAL_SIZE } from './generate.ts';

interface ForeignKey {
  name: string;
  child: string;
  parent: string;
  columns: string[];
  keys: string[];
}

/** How many rows refer to nothing: the generator writes past the foreign keys, so it has to be right by itself. */
async function orphans(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<ForeignKey>(`
    SELECT k.conname AS name, k.conrelid::regclass::text AS child, k.confrelid::regclass::text AS parent,
      ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY c (n, i) JOIN pg_attribute ON attrelid = k.conrelid AND attnum = n ORDER BY i) AS columns,
      ARRAY(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY c (n, i) JOIN pg_attribute ON attrelid = k.confrelid AND attnum = n ORDER BY i) AS keys
    FROM pg_constraint k WHERE k.contype = 'f'`);
  const found: string[] = [];
  for (const { name, child, parent, columns, keys } of rows) {
    const set = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ');
    const same = columns.map((column, place) => `p.${keys[place]} = c.${column}`).join(' AND ');
    const sql = `SELECT 1 FROM ${child} c WHERE ${set} AND NOT EXISTS (SELECT FROM ${parent} p WHERE ${same}) LIMIT 1`;
    if ((await pool.query(sql)).rowCount !== 0) found.push(name);
  }
  return found;
}

test('the generated market is one that the product could have made', async () => {
  const database = await testDatabase();
  const pool = openPool(database.connection);
  const db = openDb(pool);
  const superuser = async () => {
    const client = new pg.Client({ ...database.connection, user: SUPERUSER });
    await client.connect();
    return client;
  };
  try {
    const now = Temporal.Instant.from('2026-11-23T07:00:00Z');
    const indexes = async () => (await pool.query('SELECT indexname FROM pg_indexes ORDER BY 1')).rows;
    const before = await indexes();
    const { company, rows } = await generateMarket({ db, pool, superuser }, { ...USUAL_SIZE, clients: 500 }, { now });
    expect(await indexes()).toEqual(before);
    expect(rows).toMatchObject({ client_records: 500, client_keys: 500 });
    expect(await orphans(pool)).toEqual([]);
    const states = await pool.query(
      "SELECT count(DISTINCT state)::int AS n, count(*) FILTER (WHERE state IN ('cold', 'warm'))::int AS queued FROM clients",
    );
    expect(states.rows[0]?.n).toBe(7);
    const queued = await pool.query('SELECT count(*)::int AS n FROM call_candidates');
    expect(queued.rows[0]?.n).toBe(states.rows[0]?.queued);

    const manager = company.managers[0];
    const actor = manager === undefined ? null : await loadActor(db, manager.id, now);
    if (actor === null) throw new Error('the manager is nobody');
    const context = { db, actor, now, requestId: null };
    const page = await listClients(context, { scope: 'mine', limit: 5 });
    expect(page).toMatchObject({ ok: true, value: { items: [{ reach: 'card' }, {}, {}, {}, {}] } });
    expect(page.ok && (await reachOf(context, page.value.items[0]?.id ?? ''))).toBe('work');
  } finally {
    await pool.end();
    await database.close();
  }
});
