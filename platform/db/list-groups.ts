import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import {
  and,
  COUNT_LIMIT,
  type Counted,
  countedUpTo,
  EVERYTHING,
  gatheredOf,
  type Listed,
  patiently,
  shownOf,
} from './list-pages.ts';
import type { Condition } from './search-sql.ts';

type Expression = RawBuilder<unknown>;
type Reading = Pick<Context, 'db'>;

/** A group by the value of its field as text; null holds the rows without one. */
export interface StoredGroup {
  value: string | null;
  counted: Counted;
}

/** What a list is grouped by, as an index has it in order. */
export interface GroupPlace {
  /** What an index is ordered by. */
  column: Expression;
  /** A value of the column as text, one for every group. */
  textOf: (value: Expression) => Expression;
  /** After a value, where the next group begins. */
  beyond: (value: Expression) => Condition;
  /** The rows of a group, as a stretch of the index. */
  within: (value: Expression) => Condition;
}

/** Groups by the very values of a column. */
export const byValue = (column: Expression): GroupPlace => ({
  column,
  textOf: (value) => sql`(${value})::text`,
  beyond: (value) => sql<boolean>`${column} > ${value}`,
  within: (value) => sql<boolean>`${column} = ${value}`,
});

const nextMonth = (value: Expression): Expression =>
  sql`(date_trunc('month', ${value}::timestamp) + interval '1 month')::date`;
const thisMonth = (value: Expression): Expression => sql`date_trunc('month', ${value}::timestamp)::date`;

/** Groups by the months of a day: `2027-01`. */
export const byMonth = (column: Expression): GroupPlace => ({
  column,
  textOf: (value) => sql`to_char(${value}, 'YYYY-MM')`,
  beyond: (value) => sql<boolean>`${column} >= ${nextMonth(value)}`,
  within: (value) => sql<boolean>`${column} >= ${thisMonth(value)} AND ${column} < ${nextMonth(value)}`,
});

/** Groups of a closed list: each value with its condition, in the order in which they are shown. */
export interface ClosedGroups {
  /** The value of a row as text; absent where a row may stand in several groups: then each is counted by itself. */
  key?: Expression;
  values: readonly string[];
  within: (value: string) => Condition;
}

const MOST_GROUPS = 300;
/** How many rows of a group are looked at where counting takes too long. */
const LOOKED_AT = 1_000;

interface GroupRow {
  value: string | null;
  found: number;
}

const groupOf = ({ value, found }: GroupRow, exact: boolean): StoredGroup => {
  const counted = countedUpTo(found);
  return { value, counted: { ...counted, exact: exact && counted.exact } };
};

/**
 * The groups of a list. Few rows are gathered and counted; of many, the values are read one by one along the index of the
 * field, and each group is counted until it is more than the limit.
 */
export async function groupsOfList(
  context: Reading,
  listed: Listed,
  place: GroupPlace,
  few: boolean,
): Promise<StoredGroup[]> {
  if (few) return (await gathered(context, listed, place.textOf(place.column))).map((row) => groupOf(row, true));
  const { table, alias, visible } = listed;
  const { column } = place;
  const next = (after: Condition) =>
    sql`(SELECT ${column} FROM ${table} ${alias} WHERE ${and([after, visible])} ORDER BY ${column} LIMIT 1)`;
  const values = sql`
    WITH RECURSIVE f (value) AS (
      SELECT ${next(sql<boolean>`${column} IS NOT NULL`)}
      UNION ALL
      SELECT ${next(place.beyond(sql`f.value`))} FROM f WHERE f.value IS NOT NULL),
    v AS (SELECT value FROM f WHERE value IS NOT NULL LIMIT ${MOST_GROUPS})`;
  const counting = (db: Reading['db'], found: (group: Condition) => Expression) =>
    sql<GroupRow>`${values}
      SELECT ${place.textOf(sql`v.value`)} AS value, ${found(place.within(sql`v.value`))} AS found FROM v
      UNION ALL
      SELECT NULL, ${found(sql<boolean>`${column} IS NULL`)}`.execute(db);
  const exact = await patiently(context, (db) => counting(db, (group) => upToLimit(listed, group)));
  const { rows } = exact ?? (await counting(context.db, (group) => amongFirst(listed, group)));
  return rows.filter(({ found }) => found > 0 || exact === null).map((row) => groupOf(row, exact !== null));
}

/** The groups of a closed list, each counted along the index of its values. */
export async function closedGroupsOfList(
  context: Reading,
  listed: Listed,
  { key, values, within }: ClosedGroups,
  few: boolean,
): Promise<StoredGroup[]> {
  const count = (db: Reading['db'], found: (group: Condition) => Expression) =>
    sql<GroupRow>`SELECT * FROM (VALUES ${sql.join(
      values.map((value) => sql`(${value}::text, ${found(within(value))})`),
    )}) AS g (value, found)`.execute(db);
  const exact =
    few && key !== undefined
      ? await gathered(context, listed, key)
      : (await patiently(context, (db) => count(db, (group) => upToLimit(listed, group))))?.rows;
  const rows = exact ?? (await count(context.db, (group) => amongFirst(listed, group))).rows;
  const byKey = new Map(rows.map((row) => [row.value, row]));
  return values.flatMap((value) => {
    const row = byKey.get(value);
    if (row === undefined || (row.found === 0 && exact !== undefined)) return [];
    return [groupOf(row, exact !== undefined)];
  });
}

async function gathered(context: Reading, listed: Listed, key: Expression): Promise<GroupRow[]> {
  const { table, alias } = listed;
  const { rows } = await sql<GroupRow>`
    SELECT ${key} AS value, count(*) AS found
    FROM (SELECT * FROM ${table} ${alias} WHERE ${gatheredOf(listed)} OFFSET 0) ${alias}
    GROUP BY 1 LIMIT ${MOST_GROUPS}`.execute(context.db);
  return rows;
}

const upToLimit = (listed: Listed, group: Condition): Expression =>
  sql`(SELECT count(*) FROM (SELECT FROM ${listed.table} ${listed.alias}
    WHERE ${and([group, shownOf(listed)])} LIMIT ${COUNT_LIMIT + 1}) AS counted)`;

const amongFirst = (listed: Listed, group: Condition): Expression =>
  sql`(SELECT count(*) FILTER (WHERE ${listed.narrowed ?? EVERYTHING})
    FROM (SELECT * FROM ${listed.table} ${listed.alias} WHERE ${and([group, listed.visible])} LIMIT ${LOOKED_AT}) ${listed.alias})`;
