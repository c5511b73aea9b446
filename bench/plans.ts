import type pg from 'pg';
import type { Statement } from './api/traces.ts';

interface PlanNode {
  'Node Type': string;
  'Plan Rows': number;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

/** From so many values of its first column on, an index cannot be skipped through, from each to the next. */
const MANY_VALUES = 100;

/** What may not be read through from end to end. */
export interface Large {
  tables: ReadonlySet<string>;
  /** Their indexes that begin with a column of many values, and that column. */
  indexes: ReadonlyMap<string, string>;
}

/** Tables with more rows than that, and their indexes. */
export async function largeTables(pool: pg.Pool, moreThan: number): Promise<Large> {
  const tables = await pool.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > $1`,
    [moreThan],
  );
  const indexes = await pool.query<{ relname: string; first: string }>(
    `SELECT c.relname, a.attname AS first
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_class t ON t.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
     JOIN pg_stats s ON s.tablename = t.relname AND s.schemaname = 'public' AND s.attname = a.attname
     WHERE m.amname = 'btree' AND t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.reltuples > $1 AND c.reltuples > $1
       AND (s.n_distinct < 0 OR s.n_distinct > $2)`,
    [moreThan, MANY_VALUES],
  );
  return {
    tables: new Set(tables.rows.map(({ relname }) => relname)),
    indexes: new Map(indexes.rows.map(({ relname, first }) => [relname, first])),
  };
}

const EXPLAINABLE = /^\s*(select|with|insert|update|delete)\b/i;

/** Where a statement, as it was sent, with its very values, reads a large table or an index of one from end to end. */
export async function wholeScans(pool: pg.Pool, { text, values }: Statement, large: Large): Promise<string[]> {
  if (!EXPLAINABLE.test(text)) return [];
  const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${text}`, [
    ...values,
  ]);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return plan === undefined ? [] : scansIn(plan, large);
}

/** What has to have everything from below before it gives anything. */
const BLOCKING = /Sort|Aggregate|Hash$|Materialize|Unique|WindowAgg|SetOp|Bitmap/;

const MANY_AT_ONCE = '= ANY (';

/** An index that is asked only for what comes later in it is skipped through; for very many ids at once that may be the sooner way. */
function isSkipped({ 'Index Name': index, 'Index Cond': asked }: PlanNode, { indexes }: Large): boolean {
  const first = index === undefined ? undefined : indexes.get(index);
  return first !== undefined && asked !== undefined && !asked.includes(first) && !asked.includes(MANY_AT_ONCE);
}

/** A scan that a LIMIT ends after so many rows costs the same however large the table is: that is how counts stop. */
function scansIn(node: PlanNode, large: Large, enough = Number.POSITIVE_INFINITY): string[] {
  const table = node['Relation Name'];
  const type = node['Node Type'];
  const isWhole = type === 'Seq Scan' && table !== undefined && large.tables.has(table) && node['Plan Rows'] <= enough;
  const own = isWhole ? [`${table}${node.Filter === undefined ? '' : ` where ${node.Filter.slice(0, 200)}`}`] : [];
  if (isSkipped(node, large) && node['Plan Rows'] <= enough)
    own.push(`${node['Index Name']} for ${node['Index Cond']}`);
  const below =
    type === 'Limit' ? Math.min(enough, node['Plan Rows']) : BLOCKING.test(type) ? Number.POSITIVE_INFINITY : enough;
  return [...own, ...(node.Plans ?? []).flatMap((part) => scansIn(part, large, below))];
}
