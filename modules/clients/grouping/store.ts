import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '#platform/db/search-sql.ts';
import type { ClientGrouping } from '../listing/contract.ts';
import { and, COUNT_LIMIT, type Counted, patiently, type RegisterView, visible } from '../listing/store.ts';
import { CLIENT_STATES } from '../rules.ts';
import type { Reading } from '../store.ts';

type Expression = RawBuilder<unknown>;

/** A group by the value of its field as text; null holds the clients without one. */
export interface StoredGroup {
  value: string | null;
  label: string | null;
  counted: Counted;
}

interface Place {
  /** What an index is ordered by, and its type. */
  column: Expression;
  type: string;
  /** The same as text, one for every group. */
  key: Expression;
  /** After a value, where the next group begins. */
  beyond: (value: Expression) => Condition;
  /** The clients of a group, as a stretch of the index. */
  within: (value: Expression) => Condition;
}

const plain = (column: Expression, type: string): Place => ({
  column,
  type,
  key: sql`(${column})::text`,
  beyond: (value) => sql<boolean>`${column} > ${value}`,
  within: (value) => sql<boolean>`${column} = ${value}`,
});

const nextMonth = (value: Expression): Expression =>
  sql`(date_trunc('month', ${value}::timestamp) + interval '1 month')::date`;
const thisMonth = (value: Expression): Expression => sql`date_trunc('month', ${value}::timestamp)::date`;

const PLACES: Readonly<Record<Exclude<ClientGrouping, 'state'>, Place>> = {
  holder: plain(sql`c.holder_id`, 'uuid'),
  region: plain(sql`c.region COLLATE "ru-x-icu"`, 'text'),
  segment: plain(sql`c.segment_id`, 'uuid'),
  source: plain(sql`c.source COLLATE "ru-x-icu"`, 'text'),
  check_month: {
    column: sql`c.next_check_on`,
    type: 'date',
    key: sql`to_char(c.next_check_on, 'YYYY-MM')`,
    beyond: (value) => sql<boolean>`c.next_check_on >= ${nextMonth(value)}`,
    within: (value) => sql<boolean>`c.next_check_on >= ${thisMonth(value)} AND c.next_check_on < ${nextMonth(value)}`,
  },
};

const MOST_GROUPS = 300;
/** How many clients of a group are looked at where counting takes too long. */
const LOOKED_AT = 1_000;

/**
 * The groups of a list. Few clients are gathered and counted; of many, the values are read one by one along the index of
 * the field, and each group is counted until it is more than the limit.
 */
export async function groupsOf(
  context: Reading,
  view: RegisterView,
  by: ClientGrouping,
  few: boolean,
): Promise<StoredGroup[]> {
  if (by === 'state') return stateGroups(context, view, few);
  const place = PLACES[by];
  const rows = few ? await gathered(context, view, place) : await alongIndex(context, view, place);
  const labels = await labelsOf(context, by, rows);
  return rows.map(({ value, found, exact }) => ({
    value,
    label: value === null ? null : (labels.get(value) ?? null),
    counted: { found: Math.min(found, COUNT_LIMIT), exact: exact && found <= COUNT_LIMIT },
  }));
}

interface GroupRow {
  value: string | null;
  found: number;
  exact: boolean;
}

const list = (view: RegisterView): Condition =>
  and([...(view.narrowed === null ? [] : [view.narrowed]), visible(view)]);

async function gathered(context: Reading, view: RegisterView, { key }: Pick<Place, 'key'>): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    SELECT ${key} AS value, count(*) AS found, true AS exact FROM (SELECT * FROM clients c WHERE ${list(view)} OFFSET 0) c
    GROUP BY 1 LIMIT ${MOST_GROUPS}`.execute(context.db);
  return rows;
}

async function alongIndex(context: Reading, view: RegisterView, place: Place): Promise<GroupRow[]> {
  const { column, type } = place;
  const next = (after: Condition) =>
    sql`(SELECT ${column} FROM clients c WHERE ${and([after, visible(view)])} ORDER BY ${column} LIMIT 1)`;
  const values = sql`
    WITH RECURSIVE f (value) AS (
      SELECT ${next(sql<boolean>`${column} IS NOT NULL`)}
      UNION ALL
      SELECT ${next(place.beyond(sql`f.value`))} FROM f WHERE f.value IS NOT NULL),
    v AS (SELECT value FROM f WHERE value IS NOT NULL LIMIT ${MOST_GROUPS})`;
  const textOf = sql.raw(type === 'date' ? `to_char(v.value, 'YYYY-MM')` : 'v.value::text');
  const counting = (db: Reading['db'], counted: (group: Condition) => Expression) =>
    sql<GroupRow>`${values}
      SELECT ${textOf} AS value, ${counted(place.within(sql`v.value`))} AS found, true AS exact FROM v
      UNION ALL
      SELECT NULL, ${counted(sql<boolean>`${column} IS NULL`)}, true`.execute(db);
  const exact = await patiently(context, (db) => counting(db, (group) => upToLimit(view, group)));
  const rows = exact ?? (await counting(context.db, (group) => amongFirst(view, group)));
  return rows.rows.filter(({ found }) => found > 0 || exact === null).map((row) => ({ ...row, exact: exact !== null }));
}

const upToLimit = (view: RegisterView, group: Condition): Expression =>
  sql`(SELECT count(*) FROM (SELECT FROM clients c WHERE ${and([group, list(view)])} LIMIT ${COUNT_LIMIT + 1}) AS counted)`;

const amongFirst = (view: RegisterView, group: Condition): Expression =>
  sql`(SELECT count(*) FILTER (WHERE ${view.narrowed ?? sql<boolean>`true`})
    FROM (SELECT * FROM clients c WHERE ${and([group, visible(view)])} LIMIT ${LOOKED_AT}) c)`;

/** States are a closed list: every one is counted along the index of its names. */
async function stateGroups(context: Reading, view: RegisterView, few: boolean): Promise<StoredGroup[]> {
  const groupOf = (state: string) => sql<boolean>`client_state_rank(c.state) = client_state_rank(${state}::text)`;
  const count = (db: Reading['db'], counted: (group: Condition) => Expression) =>
    sql<GroupRow>`SELECT * FROM (VALUES ${sql.join(
      CLIENT_STATES.map((state) => sql`(${state}::text, ${counted(groupOf(state))}, true)`),
    )}) AS g (value, found, exact)`.execute(db);
  const exact = few
    ? await gathered(context, view, { key: sql`c.state` })
    : (await patiently(context, (db) => count(db, (group) => upToLimit(view, group))))?.rows;
  const rows = exact ?? (await count(context.db, (group) => amongFirst(view, group))).rows;
  const byState = new Map(rows.map((row) => [row.value, row.found]));
  return CLIENT_STATES.flatMap((state) => {
    const found = byState.get(state) ?? 0;
    if (found === 0 && exact !== undefined) return [];
    return [
      {
        value: state,
        label: null,
        counted: { found: Math.min(found, COUNT_LIMIT), exact: exact !== undefined && found <= COUNT_LIMIT },
      },
    ];
  });
}

async function labelsOf(
  context: Reading,
  by: ClientGrouping,
  rows: readonly GroupRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.map(({ value }) => value).filter((value) => value !== null);
  if ((by !== 'holder' && by !== 'segment') || ids.length === 0) return new Map();
  const named =
    by === 'holder'
      ? sql<{
          id: string;
          name: string;
        }>`SELECT id, full_name AS name FROM v_employee_names WHERE id = ANY(${sql.val(ids)}::uuid[])`
      : sql<{ id: string; name: string }>`SELECT id, name FROM v_segments WHERE id = ANY(${sql.val(ids)}::uuid[])`;
  const found = await named.execute(context.db);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
