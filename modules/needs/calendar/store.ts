import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ClientState } from '#modules/clients/rules.ts';
import type { Context } from '#platform/context.ts';
import type { DB } from '#platform/db/schema.ts';
import type { Blocker, NeedStatus, Verdict } from '../rules.ts';

type Reading = Pick<Context, 'db'>;

/** Whose checks: of named owners, or of everybody in the sales systems (all of them when not named). */
export interface CheckScope {
  ownerIds?: readonly string[];
  salesSystemIds?: readonly string[];
}

export interface CheckFilter extends CheckScope {
  from?: string | undefined;
  until?: string | undefined;
  before?: string | undefined;
  verdict?: string | undefined;
}

type Checks = ExpressionBuilder<DB & { k: DB['v_relevance_checks'] }, 'k'>;

const within =
  ({ ownerIds, salesSystemIds }: CheckScope) =>
  (eb: Checks): Expression<SqlBool> =>
    eb.and([
      ...(ownerIds === undefined ? [] : [eb('k.owner_id', 'in', ownerIds)]),
      ...(salesSystemIds === undefined ? [] : [eb('k.sales_system_id', 'in', salesSystemIds)]),
    ]);

export async function weeksOf(
  { db }: Reading,
  scope: CheckScope,
  from: string,
): Promise<{ week: string; count: number }[]> {
  const rows = await db
    .selectFrom('v_relevance_checks as k')
    .select([
      sql<string>`date_trunc('week', k.check_on)::date`.as('week'),
      (eb) => eb.fn.countAll<number>().as('count'),
    ])
    .where(within(scope))
    .where('k.check_on', '>=', from)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
  return rows;
}

export async function ownersOf(
  { db }: Reading,
  scope: CheckScope,
  day: { today: string; soonUntil: string },
): Promise<{ id: string; full_name: string; overdue: number; soon: number; total: number }[]> {
  return db
    .selectFrom('v_relevance_checks as k')
    .innerJoin('v_employee_names as e', 'e.id', 'k.owner_id')
    .select([
      sql<string>`e.id`.as('id'),
      sql<string>`e.full_name`.as('full_name'),
      sql<number>`count(*) FILTER (WHERE k.check_on < ${day.today}::date)`.as('overdue'),
      sql<number>`count(*) FILTER (WHERE k.check_on BETWEEN ${day.today}::date AND ${day.soonUntil}::date)`.as('soon'),
      (eb) => eb.fn.countAll<number>().as('total'),
    ])
    .where((eb) => within(scope)(eb as unknown as Checks))
    .groupBy(['e.id', 'e.full_name'])
    .orderBy(sql`e.full_name COLLATE "ru-x-icu"`)
    .execute();
}

export interface CheckRow {
  id: string;
  check_on: string;
  owner_id: string;
  owner_name: string;
  client_id: string;
  client_name: string;
  region: string | null;
  state: ClientState;
  need_id: string | null;
  subject: string | null;
  value_minor: number | null;
  status: NeedStatus | null;
  verdict: Verdict | null;
  blocker: Blocker | null;
  window_from: string | null;
  window_until: string | null;
  expected_event: string | null;
  expected_on: string | null;
}

/** All checks, or those of one kind: the views have the same columns. */
const CHECKS = { all: 'v_relevance_checks', needs: 'v_need_checks', clients: 'v_client_checks' } as const;

const filtered = ({ db }: Reading, filter: CheckFilter, of: keyof typeof CHECKS = 'all') => {
  let query = db
    .selectFrom(sql<DB['v_relevance_checks']>`${sql.table(CHECKS[of])}`.as('k'))
    .leftJoin('needs as n', 'n.id', 'k.need_id')
    .where((eb) => within(filter)(eb as unknown as Checks));
  if (filter.from !== undefined) query = query.where('k.check_on', '>=', filter.from);
  if (filter.until !== undefined) query = query.where('k.check_on', '<=', filter.until);
  if (filter.before !== undefined) query = query.where('k.check_on', '<', filter.before);
  if (filter.verdict !== undefined) query = query.where('n.verdict', '=', filter.verdict);
  return query;
};

/**
 * Checks, the earliest first; one more than asked for tells whether there is a next page. Those of needs and those of clients
 * are each met along their own index: a page costs the same however many are ahead.
 */
export async function checksPage(
  context: Reading,
  filter: CheckFilter,
  after: { on: string; id: string } | null,
  limit: number,
): Promise<CheckRow[]> {
  const first = (of: 'needs' | 'clients') => {
    let query = filtered(context, filter, of).select(['k.id', 'k.check_on', 'k.owner_id', 'k.client_id', 'k.need_id']);
    if (after !== null) query = query.where(sql<boolean>`(k.check_on, k.id) > (${after.on}::date, ${after.id}::uuid)`);
    return query.orderBy('k.check_on').orderBy('k.id').limit(sql.lit(limit));
  };
  const rows = await context.db
    .selectFrom(
      sql<
        Pick<CheckRow, 'id' | 'check_on' | 'owner_id' | 'client_id' | 'need_id'>
      >`(${first('needs')} UNION ALL ${first('clients')})`.as('k'),
    )
    .innerJoin('v_clients as c', 'c.id', 'k.client_id')
    .innerJoin('v_employee_names as e', 'e.id', 'k.owner_id')
    .leftJoin('needs as n', 'n.id', 'k.need_id')
    .select([
      'k.id',
      'k.check_on',
      'k.owner_id',
      'e.full_name as owner_name',
      'k.client_id',
      'c.name as client_name',
      'c.region',
      'c.state',
      'k.need_id',
      'n.subject',
      'n.value_minor',
      'n.status',
      'n.verdict',
      'n.blocker',
      'n.window_from',
      'n.window_until',
      'n.expected_event',
      'n.expected_on',
    ])
    .orderBy('k.check_on')
    .orderBy('k.id')
    .limit(limit)
    .execute();
  // The view leaves out what has no day or no owner; the columns' CHECKs admit the words of the contract only.
  return rows as CheckRow[];
}

export async function countChecks(context: Reading, filter: CheckFilter, upTo: number): Promise<number> {
  const { count } = await context.db
    .selectFrom(filtered(context, filter).select('k.id').limit(upTo).as('f'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
