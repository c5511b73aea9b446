import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from './pool.ts';

/** Rows of one table as JSON: values go in and come out as PostgreSQL spells them, so nothing is lost on the way. */
export type Row = Readonly<Record<string, unknown>>;

/** One row before and after: of a changed row only the columns that differ, null where there was or is no row. */
export interface RowChange {
  key: Row;
  before: Row | null;
  after: Row | null;
}

export async function readRows(db: Db, table: string, where: RawBuilder<SqlBool>): Promise<Row[]> {
  const { rows } = await sql<{
    row: Row;
  }>`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} AS t WHERE ${where}`.execute(db);
  return rows.map(({ row }) => row);
}

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name]]));
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What has changed between two readings of the same rows. */
export function changesBetween(before: readonly Row[], after: readonly Row[], key: readonly string[]): RowChange[] {
  const textOf = (row: Row): string => JSON.stringify(key.map((name) => row[name]));
  const now = new Map(after.map((row) => [textOf(row), row]));
  const was = new Map(before.map((row) => [textOf(row), row]));
  const left = before.flatMap((row): RowChange[] => {
    const next = now.get(textOf(row));
    if (next === undefined) return [{ key: pick(row, key), before: row, after: null }];
    const names = Object.keys(row).filter((name) => !same(row[name], next[name]));
    return names.length === 0 ? [] : [{ key: pick(row, key), before: pick(row, names), after: pick(next, names) }];
  });
  const added = after.filter((row) => !was.has(textOf(row)));
  return [...left, ...added.map((row) => ({ key: pick(row, key), before: null, after: row }))];
}

/** Rows that have been changed, removed or added anew since the changes were made: these cannot be taken back. */
export async function rowsMovedOn(db: Db, table: string, changes: readonly RowChange[]): Promise<RowChange[]> {
  if (changes.length === 0) return [];
  const names = Object.keys(changes[0]?.key ?? {});
  const found = await readRows(db, table, keyedAs(table, names, changes));
  const now = new Map(found.map((row) => [JSON.stringify(names.map((name) => row[name])), row]));
  return changes.filter(({ key, after }) => {
    const row = now.get(JSON.stringify(names.map((name) => key[name])));
    if (after === null) return row !== undefined;
    return row === undefined || Object.keys(after).some((name) => !same(row[name], after[name]));
  });
}

/** Puts rows back as they were before the changes: added rows go, changed ones change back, removed ones return. */
export async function takeBackChanges(db: Db, table: string, changes: readonly RowChange[]): Promise<void> {
  if (changes.length === 0) return;
  const names = Object.keys(changes[0]?.key ?? {});
  const stored = await storedColumns(db, table);
  // A row that a trigger has made anew stands in the way of the one that returns.
  const gone = changes.filter(({ before, after }) => before === null || after === null);
  if (gone.length > 0) {
    await sql`DELETE FROM ${sql.table(table)} AS t WHERE ${keyedAs(table, names, gone)}`.execute(db);
  }
  const altered = changes.filter(({ before, after }) => before !== null && after !== null);
  const byColumns = Map.groupBy(altered, ({ before }) => Object.keys(before ?? {}).join());
  for (const group of byColumns.values()) {
    const columns = Object.keys(group[0]?.before ?? {}).filter((name) => stored.includes(name));
    if (columns.length === 0) continue;
    const rows = group.map(({ key, before }) => ({ ...key, ...before }));
    const assignments = sql.join(columns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`));
    await sql`UPDATE ${sql.table(table)} AS t SET ${assignments} FROM ${recordsOf(table, rows)} AS r
      WHERE ${sameKey(names)}`.execute(db);
  }
  const returned = changes.flatMap(({ before, after }) => (before !== null && after === null ? [before] : []));
  if (returned.length === 0) return;
  const columns = sql.join(stored.map((name) => sql.ref(name)));
  await sql`INSERT INTO ${sql.table(table)} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns} FROM ${recordsOf(table, returned)} AS r`.execute(db);
}

const recordsOf = (table: string, rows: readonly Row[]) =>
  sql`jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;

const sameKey = (names: readonly string[]) =>
  sql.join(
    names.map((name) => sql`${sql.ref(`t.${name}`)} = ${sql.ref(`r.${name}`)}`),
    sql` AND `,
  );

const keyedAs = (table: string, names: readonly string[], changes: readonly RowChange[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`EXISTS (SELECT FROM ${recordsOf(
    table,
    changes.map(({ key }) => key),
  )} AS r WHERE ${sameKey(names)})`;

/**
 * The columns that are written, in their order: not those that the database generates from others. A view that stands for a
 * table has the columns of that table.
 */
async function storedColumns(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname NOT IN (
      SELECT g.attname FROM pg_rewrite w JOIN pg_depend d ON d.objid = w.oid AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_attribute g ON g.attrelid = d.refobjid AND g.attgenerated <> '' WHERE w.ev_class = ${table}::regclass)
    ORDER BY attnum`.execute(db);
  return rows.map(({ name }) => name);
}

export interface RowsMove {
  table: string;
  column: string;
  from: string;
  to: string;
  /** A row whose like (in these columns) the receiver has already stays where it is. */
  unless?: readonly string[] | undefined;
  /** Only rows that differ from what the receiver has exactly once: `{ state: 'draft' }`. */
  single?: Readonly<Record<string, string>> | undefined;
}

/** Rows that belonged to one record belong to another from now on. */
export async function moveRows(db: Db, { table, column, from, to, unless, single }: RowsMove): Promise<void> {
  const same = (names: readonly string[]) =>
    names.map((name) => sql`${sql.ref(`o.${name}`)} IS NOT DISTINCT FROM ${sql.ref(`t.${name}`)}`);
  const held = (conditions: RawBuilder<unknown>[]) =>
    sql` AND NOT EXISTS (SELECT FROM ${sql.table(table)} o WHERE ${sql.join([sql`${sql.ref(`o.${column}`)} = ${to}`, ...conditions], sql` AND `)})`;
  const ofOne = Object.entries(single ?? {}).flatMap(([name, value]) => [
    sql`${sql.ref(`o.${name}`)} = ${value}`,
    sql`${sql.ref(`t.${name}`)} = ${value}`,
  ]);
  await sql`UPDATE ${sql.table(table)} AS t SET ${sql.ref(column)} = ${to} WHERE ${sql.ref(`t.${column}`)} = ${from}
    ${unless === undefined ? sql`` : held(same(unless))}${single === undefined ? sql`` : held(ofOne)}`.execute(db);
}
