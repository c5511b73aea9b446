import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.ts';

/** An index over expressions that the program makes while it runs, beside those of the migrations. */
export interface ExpressionIndex {
  name: string;
  table: string;
  method: 'btree' | 'gin';
  /** Its columns and expressions, without parameters: an index holds none. */
  parts: RawBuilder<unknown>;
}

/** The indexes whose names begin so; one that was interrupted while it was built is there and not valid. */
export async function indexesNamed(db: Db, prefix: string): Promise<{ name: string; valid: boolean }[]> {
  const { rows } = await sql<{ name: string; valid: boolean }>`
    SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE starts_with(c.relname, ${prefix}) AND pg_table_is_visible(c.oid)`.execute(db);
  return rows;
}

/** Builds an index while others read and write its table. What an interrupted attempt has left is taken away first. */
export async function buildIndex(db: Db, { name, table, method, parts }: ExpressionIndex): Promise<void> {
  await dropIndex(db, name);
  await sql`CREATE INDEX CONCURRENTLY ${sql.id(name)} ON ${sql.id(table)} USING ${sql.raw(method)} (${parts})`.execute(
    db,
  );
}

export async function dropIndex(db: Db, name: string): Promise<void> {
  await sql`DROP INDEX CONCURRENTLY IF EXISTS ${sql.id(name)}`.execute(db);
}

/** What is in an expression is known to the planner only after the table has been looked through. */
export async function learnTable(db: Db, table: string): Promise<void> {
  await sql`ANALYZE ${sql.id(table)}`.execute(db);
}
