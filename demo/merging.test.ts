import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerModules } from '#app/wiring.ts';
import { mergeClients, rowsAtClients, undoMerge } from '#modules/clients/merging/commands.ts';
import { systemActor } from '#modules/structure/queries.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { type TestDatabase, testDatabase } from '#platform/db/testing/database.ts';
import { createRandom } from '#shared/random.ts';
import { buildDemo } from './build.ts';
import { towns } from './towns.ts';

const AS_OF = Temporal.PlainDate.from('2026-11-23');
const SMALL_MARKET = towns.filter((_town, index) => index % 16 === 0);

/** What is a trace of what was done, or kept in step with the clients by itself: no undo puts these back. */
const TRACES = [
  ...['journal_entries', 'journal_personal_values', 'outbox_events', 'client_merges', 'idempotency_keys', 'long_jobs'],
  ...['client_match_queue', 'client_match_values', 'client_match_names', 'common_match_values', 'duplicate_pairs'],
];
/**
 * Points to clients and is not part of a merge: a lease refuses it, what an import or a change of many did it did to that
 * record, and what lies in the trash is merged with nothing.
 */
const NOT_MOVED = [
  ...[...TRACES, 'call_leases', 'client_import_effects', 'client_bulk_items', 'register_trash', 'trashed_keys'],
  // What a dry run would have made of clients, in the ids that they have until it ends.
  ...['client_import_trials', 'client_import_trial_words'],
];

describe('two records of one organisation', () => {
  let database: TestDatabase;
  let context: Context;

  beforeAll(async () => {
    registerModules();
    database = await testDatabase();
    const db = openDb(openPool(database.connection));
    await buildDemo(db, { asOf: AS_OF, seed: '7', market: SMALL_MARKET });
    context = { db, actor: systemActor('ru'), now: Temporal.Instant.from('2026-11-23T09:00:00Z'), requestId: null };
  }, 300_000);
  afterAll(async () => {
    await context.db.destroy();
    await database.close();
  });

  const rows = async <T>(query: RawBuilder<T>): Promise<T[]> => (await query.execute(context.db)).rows;

  it('no table belongs to a client without taking part in a merge', async () => {
    const pointing = await rows(sql<{ table: string }>`
      SELECT DISTINCT c.table_name AS table FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'client_id'`);
    const covered = new Set([...rowsAtClients().map(({ table }) => table), ...NOT_MOVED]);
    expect(pointing.map(({ table }) => table).filter((table) => !covered.has(table))).toEqual([]);
  });

  /** Every row of the company, table by table. */
  async function everything(): Promise<Map<string, string[]>> {
    const tables = await rows(
      sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const read = new Map<string, string[]>();
    for (const { name } of tables.filter((table) => !TRACES.includes(table.name))) {
      const found = await rows(
        sql<{ row: string }>`SELECT to_jsonb(t)::text AS row FROM ${sql.table(name)} t ORDER BY 1`,
      );
      read.set(
        name,
        found.map(({ row }) => row),
      );
    }
    return read;
  }

  async function childrenOf(id: string): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { table, column } of rowsAtClients()) {
      if (column !== 'client_id') continue;
      const [counted] = await rows(
        sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(table)} WHERE client_id = ${id}`,
      );
      counts.set(table, counted?.count ?? 0);
    }
    return counts;
  }

  async function merge(intoId: string, fromId: string) {
    const ask = (holder?: string) =>
      inTransaction(context, (write) =>
        mergeClients(write, { intoId, fromId, choices: { fields: {}, holder_id: holder } }),
      );
    const first = await ask();
    if (first.ok || first.reason !== 'clients.merge_two_holders') return first;
    const [holder] = (first.details?.holders ?? []) as string[];
    return ask(holder);
  }

  it('become one with all that they have, and two again to the letter', { timeout: 300_000 }, async () => {
    const random = createRandom('pairs');
    const clients = await rows(
      sql<{ id: string; state: string }>`SELECT id, state FROM clients WHERE state <> 'archived' ORDER BY name`,
    );
    const shuffled = random.shuffle(clients);
    const states = new Set<string>();
    let merged = 0;
    for (let at = 0; at + 1 < shuffled.length && merged < 24; at += 2) {
      const [into, from] = [shuffled[at], shuffled[at + 1]];
      if (into === undefined || from === undefined) continue;
      const before = await everything();
      const children = await childrenOf(from.id);
      const own = await childrenOf(into.id);
      const done = await merge(into.id, from.id);
      if (!done.ok) throw new Error(`${into.state} + ${from.state}: ${done.reason}`);
      merged++;
      states.add(into.state).add(from.state);
      const [after, left] = [await childrenOf(into.id), await childrenOf(from.id)];
      for (const [table, count] of children) {
        if (
          ['client_holdings', 'client_participants', 'call_candidates', 'client_keys', 'client_source_rows'].includes(
            table,
          )
        )
          continue;
        const total = (after.get(table) ?? 0) + (left.get(table) ?? 0);
        expect(total, `${table} of ${into.state} and ${from.state}`).toBe(count + (own.get(table) ?? 0));
        if (!['client_contacts', 'qualification_briefs', 'attachments'].includes(table))
          expect(left.get(table), table).toBe(0);
      }
      const back = await inTransaction(context, (write) => undoMerge(write, done.value.id));
      if (!back.ok) throw new Error(`not taken back: ${back.reason} ${JSON.stringify(back.details)}`);
      const restored = await everything();
      for (const [table, was] of before)
        expect(restored.get(table), `${table} of ${into.state} and ${from.state}`).toEqual(was);
    }
    expect(states.size, 'states that have been tried').toBeGreaterThan(6);
  });
});
