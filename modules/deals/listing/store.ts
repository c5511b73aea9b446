import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { Deal } from '../contract.ts';
import type { Outcome, Stage } from '../rules.ts';
import { asDeals, dealViews } from '../store.ts';
import type { DealSort, DealState, Totals } from './contract.ts';

type Reading = Pick<Context, 'db'>;

export interface DealFilter {
  ownerIds?: readonly string[];
  salesSystemIds?: readonly string[];
  state?: DealState | undefined;
  stage?: Stage | undefined;
  text?: string | undefined;
  signed_since?: string | undefined;
}

const STATES: Record<DealState, RawBuilder<boolean>> = {
  open: sql`d.outcome IS NULL`,
  live: sql`(d.outcome IS NULL OR (d.outcome = 'signed' AND d.handed_over_at IS NULL))`,
  signed: sql`d.outcome = 'signed'`,
  lost: sql`d.outcome = 'lost'`,
  postponed: sql`d.outcome = 'postponed'`,
};

/** A filter as one condition over `deals d` and `v_clients c`. */
function where(filter: DealFilter): RawBuilder<boolean> {
  const contains = `%${(filter.text ?? '').replaceAll(/[%_\\]/g, '\\$&')}%`;
  return sql.join(
    [
      sql`true`,
      ...(filter.ownerIds === undefined ? [] : [sql`d.owner_id = ANY(${filter.ownerIds}::uuid[])`]),
      ...(filter.salesSystemIds === undefined ? [] : [sql`d.sales_system_id = ANY(${filter.salesSystemIds}::uuid[])`]),
      ...(filter.state === undefined ? [] : [STATES[filter.state]]),
      ...(filter.stage === undefined ? [] : [sql`d.stage = ${filter.stage}`]),
      ...(filter.signed_since === undefined ? [] : [sql`d.signed_on >= ${filter.signed_since}::date`]),
      ...(filter.text === undefined ? [] : [sql`(c.name ILIKE ${contains} OR d.title ILIKE ${contains})`]),
    ],
    sql` AND `,
  );
}

/** What a page is ordered by; every order ends with the id, so that it is total. */
const ORDERS: Record<DealSort, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; descending: boolean }> = {
  expected: { by: sql`coalesce(d.expected_on, 'infinity'::date)`, type: sql`date`, descending: false },
  value: { by: sql`d.value_minor`, type: sql`bigint`, descending: true },
  stage_since: { by: sql`d.stage_since`, type: sql`timestamptz`, descending: false },
  closed: { by: sql`coalesce(d.closed_at, '-infinity'::timestamptz)`, type: sql`timestamptz`, descending: true },
};

/** The place of a deal in an order, as the cursor keeps it. */
export function placeOf(deal: Deal, sort: DealSort): [string, string] {
  const key = {
    expected: deal.expected_on ?? 'infinity',
    value: String(deal.value_minor),
    stage_since: deal.stage_since,
    closed: deal.closed_at ?? '-infinity',
  };
  return [key[sort], deal.id];
}

export async function dealsPage(
  context: Reading,
  filter: DealFilter,
  sort: DealSort,
  after: readonly [string, string] | null,
  limit: number,
): Promise<Deal[]> {
  const { by, type, descending } = ORDERS[sort];
  let query = dealViews(context).where(where(filter));
  if (after !== null) {
    const [key, id] = after;
    const than = descending ? sql`<` : sql`>`;
    query = query.where(sql<boolean>`(${by}, d.id) ${than} (${key}::${type}, ${id}::uuid)`);
  }
  const direction = descending ? 'desc' : 'asc';
  return asDeals(await query.orderBy(by, direction).orderBy('d.id', direction).limit(limit).execute());
}

export async function countDeals({ db }: Reading, filter: DealFilter, upTo: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (
      SELECT FROM deals d JOIN v_clients c ON c.id = d.client_id WHERE ${where(filter)} LIMIT ${upTo}
    ) found`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Exact sums; a sum of kopecks beyond 2^53 is refused by the database driver rather than rounded. */
const TOTALS = sql`count(*) AS count, coalesce(sum(d.value_minor), 0)::bigint AS value_minor,
  coalesce(sum(d.margin_minor), 0)::bigint AS margin_minor`;

export async function totalsByStage(
  { db }: Reading,
  filter: DealFilter,
): Promise<(Totals & { stage: Stage; outcome: Outcome | null })[]> {
  const { rows } = await sql<Totals & { stage: Stage; outcome: Outcome | null }>`
    SELECT d.stage, d.outcome, ${TOTALS} FROM deals d JOIN v_clients c ON c.id = d.client_id
    WHERE ${where(filter)} GROUP BY d.stage, d.outcome`.execute(db);
  return rows;
}

export async function totalsByOwner(
  { db }: Reading,
  filter: DealFilter,
): Promise<(Totals & { id: string; full_name: string })[]> {
  const { rows } = await sql<Totals & { id: string; full_name: string }>`
    SELECT e.id, e.full_name, ${TOTALS} FROM deals d JOIN v_clients c ON c.id = d.client_id
      JOIN v_employee_names e ON e.id = d.owner_id
    WHERE ${where(filter)} GROUP BY e.id, e.full_name ORDER BY e.full_name COLLATE "ru-x-icu"`.execute(db);
  return rows;
}
