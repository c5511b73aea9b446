import { type RawBuilder, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
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

const CLIENTS = sql`JOIN v_clients c ON c.id = d.client_id`;
const contains = (column: RawBuilder<unknown>, text: string) =>
  sql`${column} ILIKE ${`%${text.replaceAll(/[%_\\]/g, '\\$&')}%`}`;

const AT_LIVING_CLIENT = atLivingClient('d.client_id');

/** A filter as conditions over `deals d` and `v_clients c`; what splits the list into parts is left to `partsOf`. */
function narrowing(filter: DealFilter): RawBuilder<boolean>[] {
  const { state, stage, signed_since: since, text } = filter;
  return [
    AT_LIVING_CLIENT,
    ...(state === undefined ? [] : [STATES[state]]),
    ...(stage === undefined ? [] : [sql<boolean>`d.stage = ${stage}`]),
    ...(since === undefined ? [] : [sql<boolean>`d.signed_on >= ${since}::date`]),
    ...(text === undefined ? [] : [sql<boolean>`(${contains(sql`c.name`, text)} OR ${contains(sql`d.title`, text)})`]),
  ];
}

const all = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;

/** A filter as one condition over `deals d` and `v_clients c`. */
function where(filter: DealFilter): RawBuilder<boolean> {
  return all([
    ...(filter.ownerIds === undefined ? [] : [sql<boolean>`d.owner_id = ANY(${filter.ownerIds}::uuid[])`]),
    ...(filter.salesSystemIds === undefined
      ? []
      : [sql<boolean>`d.sales_system_id = ANY(${filter.salesSystemIds}::uuid[])`]),
    ...narrowing(filter),
  ]);
}

/**
 * The parts of a list that an index has in order: the deals of each owner, else of each sales system. The page of the list is
 * met from the pages of its parts, so that it costs the same however many deals there are.
 */
async function partsOf(context: Reading, filter: DealFilter): Promise<RawBuilder<boolean>[]> {
  const { ownerIds, salesSystemIds } = filter;
  if (ownerIds !== undefined) {
    const within =
      salesSystemIds === undefined ? [] : [sql<boolean>`d.sales_system_id = ANY(${salesSystemIds}::uuid[])`];
    return ownerIds.map((id) => all([sql<boolean>`d.owner_id = ${id}`, ...within]));
  }
  const systems = salesSystemIds ?? (await systemsWithDeals(context));
  return systems.map((id) => sql<boolean>`d.sales_system_id = ${id}`);
}

/** Read one by one along an index: there are few systems and many deals. */
async function systemsWithDeals({ db }: Reading): Promise<string[]> {
  const next = (after: RawBuilder<unknown>) =>
    sql`(SELECT d.sales_system_id FROM deals d WHERE ${after} ORDER BY d.sales_system_id LIMIT 1)`;
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE found (id) AS (
      SELECT ${next(sql`true`)}
      UNION ALL
      SELECT ${next(sql`d.sales_system_id > f.id`)} FROM found f WHERE f.id IS NOT NULL)
    SELECT id FROM found WHERE id IS NOT NULL`.execute(db);
  return rows.map((row) => row.id);
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
  const beyond =
    after === null
      ? []
      : [sql<boolean>`(${by}, d.id) ${descending ? sql`<` : sql`>`} (${after[0]}::${type}, ${after[1]}::uuid)`];
  const direction = descending ? sql`DESC` : sql`ASC`;
  const clients = filter.text === undefined ? sql`` : CLIENTS;
  const pages = (await partsOf(context, filter)).map(
    (part) => sql`(SELECT d.id, ${by} AS place FROM deals d ${clients}
      WHERE ${all([part, ...narrowing(filter), ...beyond])} ORDER BY ${by} ${direction}, d.id ${direction} LIMIT ${limit})`,
  );
  if (pages.length === 0) return [];
  const page = sql`(SELECT id FROM (${sql.join(pages, sql` UNION ALL `)}) AS met
    ORDER BY place ${direction}, id ${direction} LIMIT ${limit})`;
  const order = descending ? 'desc' : 'asc';
  return asDeals(
    await dealViews(context).where(sql<boolean>`d.id IN ${page}`).orderBy(by, order).orderBy('d.id', order).execute(),
  );
}

export async function countDeals({ db }: Reading, filter: DealFilter, upTo: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (
      SELECT FROM deals d ${filter.text === undefined ? sql`` : CLIENTS} WHERE ${where(filter)} LIMIT ${upTo}
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
    SELECT d.stage, d.outcome, ${TOTALS} FROM deals d ${CLIENTS}
    WHERE ${where(filter)} GROUP BY d.stage, d.outcome`.execute(db);
  return rows;
}

export async function totalsByOwner(
  { db }: Reading,
  filter: DealFilter,
): Promise<(Totals & { id: string; full_name: string })[]> {
  const { rows } = await sql<Totals & { id: string; full_name: string }>`
    SELECT e.id, e.full_name, ${TOTALS} FROM deals d ${CLIENTS}
      JOIN v_employee_names e ON e.id = d.owner_id
    WHERE ${where(filter)} GROUP BY e.id, e.full_name ORDER BY e.full_name COLLATE "ru-x-icu"`.execute(db);
  return rows;
}
