import type pg from 'pg';
import type { Statement } from './api/traces.ts';

interface PlanNode {
  'Node Type': string;
  'Plan Rows': number;
  'Relation Name'?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

/** Which tables have more rows than a list may be read through from end to end. */
export async function largeTables(pool: pg.Pool, moreThan: number): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > $1`,
    [moreThan],
  );
  return new Set(rows.map(({ relname }) => relname));
}

const EXPLAINABLE = /^\s*(select|with|insert|update|delete)\b/i;

/** Sequential scans of large tables in the plan of a statement as it was sent, with its very values. */
export async function sequentialScans(
  pool: pg.Pool,
  { text, values }: Statement,
  large: ReadonlySet<string>,
): Promise<string[]> {
  if (!EXPLAINABLE.test(text)) return [];
  const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${text}`, [
    ...values,
  ]);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return plan === undefined ? [] : scansIn(plan, large);
}

/** What has to have everything from below before it gives anything. */
const BLOCKING = /Sort|Aggregate|Hash$|Materialize|Unique|WindowAgg|SetOp|Bitmap/;

/** A scan that a LIMIT ends after so many rows costs the same however large the table is: that is how counts stop. */
function scansIn(node: PlanNode, large: ReadonlySet<string>, enough = Number.POSITIVE_INFINITY): string[] {
  const table = node['Relation Name'];
  const type = node['Node Type'];
  const isWhole = type === 'Seq Scan' && table !== undefined && large.has(table) && node['Plan Rows'] <= enough;
  const own = isWhole ? [`${table}${node.Filter === undefined ? '' : ` where ${node.Filter.slice(0, 200)}`}`] : [];
  const below =
    type === 'Limit' ? Math.min(enough, node['Plan Rows']) : BLOCKING.test(type) ? Number.POSITIVE_INFINITY : enough;
  return [...own, ...(node.Plans ?? []).flatMap((part) => scansIn(part, large, below))];
}
