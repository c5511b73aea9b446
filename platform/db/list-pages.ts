import { type RawBuilder, sql } from 'kysely';
import { type Context, databaseErrorCode } from '#platform/context.ts';
import type { CursorValue } from '#shared/cursor.ts';
import type { Condition } from './search-sql.ts';

type Expression = RawBuilder<unknown>;
type Reading = Pick<Context, 'db'>;

/** Beyond this a list says «more than». */
export const COUNT_LIMIT = 10_000;
/** Up to so many rows are gathered before they are ordered; more are met soon on the way along the order. */
export const FEW = 2_000;

export const EVERYTHING: Condition = sql<boolean>`true`;
export const NOTHING: Condition = sql<boolean>`false`;
export const and = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? EVERYTHING : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
export const or = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? NOTHING : sql<boolean>`(${sql.join(conditions, sql` OR `)})`;
export const uuids = (ids: readonly string[]): Expression => sql`${sql.val([...ids])}::uuid[]`;

/** What a list is ordered by, before the id; the first part, where it may be without a value, comes last in either direction. */
export interface ListOrder {
  parts: Expression[];
  types: string[];
  nullable: boolean;
}

/** Rows of a list: a table or a view under an alias, and what of it is seen. */
export interface Listed {
  table: Expression;
  alias: Expression;
  /** What the actor sees of it, as far as a search means it. */
  visible: Condition;
  /** The same, where indexes answer it together: for gathering the few rows that are seen, not for asking it of each. */
  gathered?: Condition;
  /** What else narrows the list: its filter, compiled; null when nothing does. */
  narrowed: Condition | null;
  /** Parts that have no row in common, in each of which an index has the order: a page is met from theirs. */
  parts?: readonly Condition[];
}

/** What of the rows a list shows. */
export const shownOf = ({ narrowed, visible }: Pick<Listed, 'narrowed' | 'visible'>): Condition =>
  and([...(narrowed === null ? [] : [narrowed]), visible]);

/** The same of few rows that are gathered. */
export const gatheredOf = ({ narrowed, visible, gathered = visible }: Listed): Condition =>
  shownOf({ narrowed, visible: gathered });

export interface PageWanted {
  descending: boolean;
  /** The order's values of the last row seen, its id last. */
  after: CursorValue[] | null;
  /** Where the order begins: a letter, a day, a number. */
  start: string | null;
  /** So few are left that gathering them all is sooner than meeting them on the way along the order. */
  few: boolean;
  limit: number;
}

/** A row with the values of its order, for the cursor. */
export type PlacedRow<Row> = Row & { at: CursorValue[] };

/**
 * One page. Rows without a value of a nullable order come last, as a stretch of their own ordered by id: so each stretch
 * is read along an index from where the last page ended, and a page costs the same at any depth.
 */
export async function pageOfList<Row>(
  context: Reading,
  listed: Listed,
  order: ListOrder,
  columns: Expression,
  wanted: PageWanted,
): Promise<PlacedRow<Row>[]> {
  const inNulls = order.nullable && wanted.after?.[0] === null;
  const valued = inNulls ? [] : await stretch<Row>(context, listed, order, columns, wanted, 'valued');
  if (!order.nullable || valued.length === wanted.limit) return valued;
  const rest = { ...wanted, after: inNulls ? wanted.after : null, limit: wanted.limit - valued.length };
  return [...valued, ...(await stretch<Row>(context, listed, order, columns, rest, 'empty'))];
}

async function stretch<Row>(
  context: Reading,
  listed: Listed,
  { parts, types, nullable }: ListOrder,
  columns: Expression,
  wanted: PageWanted,
  which: 'valued' | 'empty',
): Promise<PlacedRow<Row>[]> {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const { alias, table } = listed;
  const id = sql`${alias}.id`;
  const ordered = [...(which === 'valued' ? parts : others), id];
  const orderedTypes = which === 'valued' ? types : types.slice(1);
  const direction = wanted.descending ? sql`DESC` : sql`ASC`;
  const values = which === 'valued' ? wanted.after : (wanted.after?.slice(1) ?? null);
  const beyond =
    values === null
      ? []
      : [
          sql<boolean>`(${sql.join(ordered)}) ${wanted.descending ? sql`<` : sql`>`} (${sql.join(
            ordered.map((_, index) => sql`${values[index] ?? null}::${sql.raw(orderedTypes[index] ?? 'uuid')}`),
          )})`,
        ];
  const begun =
    which === 'empty' || wanted.start === null
      ? []
      : [
          sql<boolean>`${first} ${wanted.descending ? sql`<=` : sql`>=`} ${wanted.start}::${sql.raw(types[0] ?? 'text')}`,
        ];
  const emptiness = nullable
    ? [which === 'valued' ? sql<boolean>`${first} IS NOT NULL` : sql<boolean>`${first} IS NULL`]
    : [];
  const along = [...emptiness, ...begun, ...beyond];
  const end = sql`ORDER BY ${sql.join(ordered.map((column) => sql`${column} ${direction}`))} LIMIT ${wanted.limit}`;
  const shown = shownOf(listed);
  const { parts: apart = [] } = listed;
  const met = apart.map(
    (part) => sql`(SELECT ${alias}.* FROM ${table} ${alias} WHERE ${and([part, ...along, shown])} ${end})`,
  );
  const from = wanted.few
    ? sql`(SELECT * FROM ${table} ${alias} WHERE ${gatheredOf(listed)} OFFSET 0) ${alias} WHERE ${and(along)}`
    : met.length > 0
      ? sql`(${sql.join(met, sql` UNION ALL `)}) ${alias}`
      : sql`${table} ${alias} WHERE ${and([...along, shown])}`;
  const { rows } = await sql<PlacedRow<Row>>`
    SELECT ${columns}, jsonb_build_array(${sql.join([...parts, id])}) AS at FROM ${from} ${end}`.execute(context.db);
  return rows;
}

const PATIENCE_MS = 1_500;
/** How many rows are looked at where counting takes too long. */
const LOOKED_AT = 20_000;
const TIMED_OUT = '57014';

export interface Counted {
  found: number;
  exact: boolean;
}

export const countedUpTo = (found: number): Counted => ({
  found: Math.min(found, COUNT_LIMIT),
  exact: found <= COUNT_LIMIT,
});

/**
 * How many rows a list has, up to `COUNT_LIMIT`; where that takes too long, how many of the first ones, as «more than». A
 * list is `soon` counted that has few rows to look at, or nothing to look for: then no time is watched.
 */
export async function countList(context: Reading, listed: Listed, { soon = false } = {}): Promise<Counted> {
  const { table, alias, visible, narrowed } = listed;
  const counting = sql<{ found: number }>`
    SELECT count(*) AS found FROM (SELECT FROM ${table} ${alias} WHERE ${gatheredOf(listed)} LIMIT ${COUNT_LIMIT + 1}) AS counted`;
  const exact = soon ? await counting.execute(context.db) : await patiently(context, (db) => counting.execute(db));
  if (exact !== null) return countedUpTo(exact.rows[0]?.found ?? 0);
  const some = await sql<{ found: number }>`
    SELECT count(*) FILTER (WHERE ${narrowed ?? EVERYTHING}) AS found
    FROM (SELECT * FROM ${table} ${alias} WHERE ${visible} LIMIT ${LOOKED_AT}) ${alias}`.execute(context.db);
  return { found: some.rows[0]?.found ?? 0, exact: false };
}

/** What a read answers in good time; null when it does not. */
export async function patiently<T>(context: Reading, read: (db: Reading['db']) => Promise<T>): Promise<T | null> {
  try {
    return await context.db.transaction().execute(async (db) => {
      await sql`SET LOCAL statement_timeout = ${sql.raw(String(PATIENCE_MS))}`.execute(db);
      return await read(db);
    });
  } catch (error) {
    if (databaseErrorCode(error) === TIMED_OUT) return null;
    throw error;
  }
}
