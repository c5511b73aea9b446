import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { foldCustom } from '#modules/fields/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { uuidArray } from '#platform/db/arrays.ts';
import {
  changesBetween,
  moveRows,
  type Row,
  type RowChange,
  readRows,
  rowsMovedOn,
  takeBackChanges,
} from '#platform/db/row-changes.ts';
import type { ClientRow } from '../contract.ts';
import type { Reason } from '../duplicates/rules.ts';
import { type ClientDetails, type ClientKey, columnsIn } from '../register/rules.ts';
import type { Reading } from '../store.ts';

/** Rows that belong to a client: a part of a merge declares its own tables, and only these. */
export interface RowsAtClient {
  table: string;
  key: readonly string[];
  /** The column that names the client; rows of children are found `through` their parent and go where it goes. */
  column?: string;
  through?: { column: string; table: string };
  /** `false`: rows stay with their record, and are only put back when a merge is. */
  moves?: false;
  /** A row whose like (in these columns) the record that stays has already stays where it is. */
  unless?: readonly string[];
  /** Only one row with this value may belong to a client: that of the record that stays. */
  single?: Readonly<Record<string, string>>;
  /** Kept in step by triggers and sweeps: its own changes do not stand in the way of an undo. */
  derived?: true;
}

/** Tables of this module besides the clients themselves, in the order in which they are put back. */
export const OWN_ROWS: readonly RowsAtClient[] = [
  { table: 'client_contacts', key: ['client_id', 'contact_id'], column: 'client_id', moves: false },
  { table: 'contacts', key: ['id'], through: { column: 'id', table: 'client_contacts' }, moves: false },
  { table: 'client_holdings', key: ['id'], column: 'client_id', moves: false },
  {
    table: 'client_participants',
    key: ['client_id', 'employee_id', 'capacity', 'source_id'],
    column: 'client_id',
    unless: ['employee_id', 'capacity', 'source_id'],
  },
  { table: 'client_tags', key: ['client_id', 'tag_id'], column: 'client_id', unless: ['tag_id'] },
  { table: 'client_keys', key: ['kind', 'value'], column: 'client_id' },
  { table: 'client_source_rows', key: ['origin', 'client_id'], column: 'client_id', unless: ['origin'] },
  {
    table: 'client_import_conflicts',
    key: ['import_id', 'client_id', 'field'],
    column: 'client_id',
    unless: ['import_id', 'field'],
  },
  { table: 'inbound_interests', key: ['id'], column: 'client_id' },
  { table: 'clients', key: ['id'], column: 'head_client_id' },
  { table: 'clients', key: ['id'], column: 'merged_into' },
  { table: 'clients', key: ['id'], column: 'id', moves: false },
  { table: 'duplicate_pairs', key: ['one_id', 'other_id'], column: 'one_id', moves: false, derived: true },
  { table: 'duplicate_pairs', key: ['one_id', 'other_id'], column: 'other_id', moves: false, derived: true },
];

function rowsWhere({ column, through }: RowsAtClient, ids: readonly string[]): RawBuilder<SqlBool> {
  if (through === undefined) return sql<SqlBool>`${sql.ref(`t.${column ?? 'client_id'}`)} = ANY(${uuidArray(ids)})`;
  // People are found through their places, children through the parent's key.
  const parentKey = through.table === 'client_contacts' ? 'contact_id' : 'id';
  return sql<SqlBool>`${sql.ref(`t.${through.column}`)} IN (
    SELECT ${sql.ref(`p.${parentKey}`)} FROM ${sql.table(through.table)} p WHERE p.client_id = ANY(${uuidArray(ids)}))`;
}

/** One reading of all that belongs to the clients, table by table. */
export async function readAll(
  context: Reading,
  parts: readonly RowsAtClient[],
  ids: readonly string[],
): Promise<Map<RowsAtClient, Row[]>> {
  const read = new Map<RowsAtClient, Row[]>();
  for (const part of parts) read.set(part, await readRows(context.db, part.table, rowsWhere(part, ids)));
  return read;
}

/** All changes of one table. A row that several parts of a table read is told once. */
export interface TableChanges {
  table: string;
  key: readonly string[];
  derived: boolean;
  changes: RowChange[];
}

export function changesOf(
  before: ReadonlyMap<RowsAtClient, readonly Row[]>,
  after: ReadonlyMap<RowsAtClient, readonly Row[]>,
): TableChanges[] {
  const tables = Map.groupBy(before.keys(), (part) => part.table);
  return [...tables].flatMap(([table, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const once = (rows: ReadonlyMap<RowsAtClient, readonly Row[]>): Row[] => {
      const all = parts.flatMap((part) => rows.get(part) ?? []);
      return [...new Map(all.map((row) => [JSON.stringify(first.key.map((name) => row[name])), row])).values()];
    };
    const changes = changesBetween(once(before), once(after), first.key);
    return changes.length === 0 ? [] : [{ table, key: first.key, derived: first.derived ?? false, changes }];
  });
}

/** Rows of one record become rows of another, except those that stay where they are. */
export async function moveAll(
  context: WriteContext,
  parts: readonly RowsAtClient[],
  from: string,
  to: string,
): Promise<void> {
  context.held.forgetAll();
  for (const { table, column, moves, unless, single } of parts) {
    if (moves === false || column === undefined) continue;
    await moveRows(context.db, { table, column, from, to, unless, single });
  }
}

/** How many rows of each table a client has: what a merge would move. */
export async function countRows(
  context: Reading,
  parts: readonly RowsAtClient[],
  clientId: string,
): Promise<{ table: string; count: number }[]> {
  const counted = parts.filter(({ moves, column }) => moves !== false && column === 'client_id');
  if (counted.length === 0) return [];
  const counts = counted.map(
    (part) =>
      sql`SELECT ${part.table} AS table, count(*) AS count FROM ${sql.table(part.table)} AS t WHERE ${rowsWhere(part, [clientId])}`,
  );
  const { rows } = await sql<{ table: string; count: number }>`${sql.join(counts, sql` UNION ALL `)}`.execute(
    context.db,
  );
  return rows;
}

/** Tables in which somebody has gone on with what a merge has moved. */
export async function tablesMovedOn(context: Reading, changes: readonly TableChanges[]): Promise<string[]> {
  const moved: string[] = [];
  for (const { table, changes: rows, derived } of changes) {
    if (!derived && (await rowsMovedOn(context.db, table, rows)).length > 0) moved.push(table);
  }
  return moved;
}

export async function takeBackAll(context: WriteContext, changes: readonly TableChanges[]): Promise<void> {
  context.held.forgetAll();
  for (const { table, changes: rows } of changes) await takeBackChanges(context.db, table, rows);
}

/** What the record that stays is recognised by besides all that either was: the next reading of a source finds it by any. */
export async function gainKeys(context: WriteContext, clientId: string, keys: readonly ClientKey[]): Promise<void> {
  if (keys.length === 0) return;
  await context.db
    .insertInto('client_keys')
    .values(keys.map((key) => ({ ...key, client_id: clientId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** People of one record get their place at the other; those who are there already stay where they are. */
export async function moveContacts(
  context: WriteContext,
  from: string,
  to: string,
  besides: readonly string[],
): Promise<void> {
  context.held.forgetAll();
  await sql`UPDATE client_contacts l SET client_id = ${to} WHERE l.client_id = ${from} AND l.contact_id <> ALL(${uuidArray(besides)})
    AND NOT EXISTS (SELECT FROM client_contacts o WHERE o.client_id = ${to} AND o.contact_id = l.contact_id)`.execute(
    context.db,
  );
}

/**
 * The relay of both records as that of one: who held the other alone at a time moves over, whoever held it at the same time
 * as somebody held this one stays in the history of the record that goes; nobody holds that one any longer.
 */
export async function moveHoldings(context: WriteContext, from: string, to: string): Promise<void> {
  context.held.forgetAll();
  const now = context.now.toString();
  await sql`UPDATE client_holdings h SET client_id = ${to} WHERE h.client_id = ${from}
    AND NOT EXISTS (SELECT FROM client_holdings o WHERE o.client_id = ${to} AND o.held && h.held)`.execute(context.db);
  await sql`DELETE FROM client_holdings WHERE client_id = ${from} AND upper_inf(held) AND lower(held) >= ${now}::timestamptz`.execute(
    context.db,
  );
  await sql`UPDATE client_holdings SET held = tstzrange(lower(held), ${now}::timestamptz)
    WHERE client_id = ${from} AND upper_inf(held)`.execute(context.db);
}

export async function holderByHistory(context: Reading, clientId: string): Promise<string | null> {
  const row = await context.db
    .selectFrom('client_holdings')
    .select('employee_id')
    .where('client_id', '=', clientId)
    .where(sql<boolean>`upper_inf(held)`)
    .executeTakeFirst();
  return row?.employee_id ?? null;
}

/** Leaves of a record nothing but its name: no list, no search and no import finds it any more. */
export async function saveEmptied(
  context: WriteContext,
  client: ClientRow,
  details: ClientDetails,
  intoId: string,
): Promise<void> {
  context.held.forgetAll();
  await context.db
    .updateTable('clients')
    .set({
      ...columnsIn(details),
      phones: JSON.stringify(details.phones),
      custom: JSON.stringify(foldCustom(details)),
      name_key: '',
      name_search: '',
      search_text: '',
      head_client_id: null,
      merged_into: intoId,
    })
    .where('id', '=', client.id)
    .execute();
}

/** The record that stays, where one was merged; the id itself where it was not. A merge of a merged record points on. */
export async function survivorIdOf(context: Reading, id: string): Promise<string> {
  const row = await context.db.selectFrom('clients').select('merged_into').where('id', '=', id).executeTakeFirst();
  return row?.merged_into ?? id;
}

/** The records that were merged into one. */
export async function mergedInto(context: Reading, id: string): Promise<string[]> {
  const rows = await context.db.selectFrom('clients').select('id').where('merged_into', '=', id).execute();
  return rows.map((row) => row.id);
}

export interface Merge {
  id: string;
  sales_system_id: string;
  into_id: string;
  from_id: string;
  by_rule: boolean;
  changes: TableChanges[];
  entry_id: string;
  merged_at: string;
  undone_at: string | null;
}

export async function insertMerge(
  context: WriteContext,
  merge: Omit<Merge, 'merged_at' | 'undone_at'> & {
    score: number;
    reasons: readonly Reason[];
    moved: readonly { table: string; count: number }[];
  },
): Promise<void> {
  await context.db
    .insertInto('client_merges')
    .values({
      ...merge,
      reasons: JSON.stringify(merge.reasons),
      changes: JSON.stringify(merge.changes),
      moved: JSON.stringify(merge.moved),
      merged_by: context.actor.employeeId,
      merged_at: context.now.toString(),
    })
    .execute();
}

const MERGE_COLUMNS = [
  'id',
  'sales_system_id',
  'into_id',
  'from_id',
  'by_rule',
  'changes',
  'entry_id',
  'merged_at',
  'undone_at',
] as const;

export async function mergeById(context: Reading, id: string): Promise<Merge | null> {
  const row = await context.db
    .selectFrom('client_merges')
    .select(MERGE_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  // Written by `insertMerge`, which is what makes the shape of the changes true.
  return row === undefined ? null : (row as unknown as Merge);
}

/** The merge that a journal entry tells of. */
export async function mergeOfEntry(context: Reading, intoId: string, entryId: string): Promise<string | null> {
  const row = await context.db
    .selectFrom('client_merges')
    .select('id')
    .where('into_id', '=', intoId)
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function markUndone(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('client_merges')
    .set({ undone_at: context.now.toString(), undone_by: context.actor.employeeId })
    .where('id', '=', id)
    .execute();
}

/** Takes what merges have kept of a person out of them: taken back, such a merge leaves the person as they are now. */
export async function erasePersonInMerges({ db }: WriteContext, personId: string): Promise<number> {
  const kept = sql`SELECT coalesce(jsonb_agg(c), '[]') FROM jsonb_array_elements(t -> 'changes') AS c WHERE c -> 'key' ->> 'id' <> ${personId}`;
  const erased = await sql`UPDATE client_merges SET changes = (
      SELECT jsonb_agg(CASE WHEN t ->> 'table' = 'contacts' THEN jsonb_set(t, '{changes}', (${kept})) ELSE t END)
      FROM jsonb_array_elements(changes) AS t)
    WHERE people @> ${JSON.stringify([personId])}::jsonb`.execute(db);
  return Number(erased.numAffectedRows ?? 0);
}

export interface LastMerge {
  id: string;
  into_id: string;
  into_name: string;
  from_id: string;
  from_name: string;
  by_rule: boolean;
  merged_at: string;
  merged_by_name: string | null;
}

/** Merges that stand, the latest first: of whole markets, and those of the employees themselves. */
export async function lastMerges(
  context: Pick<Context, 'db'>,
  of: { systems: readonly string[]; employees: readonly string[] },
  limit: number,
): Promise<LastMerge[]> {
  const { rows } = await sql<LastMerge>`
    SELECT m.id, m.into_id, i.name AS into_name, m.from_id, f.name AS from_name, m.by_rule, m.merged_at, e.full_name AS merged_by_name
    FROM client_merges m JOIN clients i ON i.id = m.into_id JOIN clients f ON f.id = m.from_id
    LEFT JOIN v_employee_names e ON e.id = m.merged_by
    WHERE m.undone_at IS NULL AND (m.sales_system_id = ANY(${uuidArray(of.systems)}) OR m.merged_by = ANY(${uuidArray(of.employees)}))
    ORDER BY m.merged_at DESC, m.id DESC LIMIT ${limit}`.execute(context.db);
  return rows;
}
