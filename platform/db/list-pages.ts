import { type RawBuilder, sql } from 'kysely';
import { type Context, databaseErrorCode } from '#platform/context.ts';
import { recalled } from '#platform/memory.ts';
import { type CursorValue, decodeCursor, encodeCursor } from '#shared/cursor.ts';
import type { Condition } from './search-sql.ts';

type Expression = RawBuilder<unknown>;
type Reading = Pick<Context, 'db'>;
type Remembering = Pick<Context, 'db' | 'memory'>;

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

/** What a list is ordered by, before the id; the first part, where it may be without a value, comes last in either direction. */
export interface ListOrder {
  parts: Expression[];
  types: string[];
  nullable: boolean;
}

/** Fields of the company's own that an index answers for, by the names under which a list is ordered by them. */
export type OwnOrders = ReadonlyMap<string, { column: Expression; type: string }>;

/**
 * The order of that name: one that the program knows, else that of a field of the company's own. One that no index answers for was
 * refused before; then there is no other order than the usual one.
 */
export function orderIn<Name extends string>(
  known: Readonly<Record<Name, ListOrder>>,
  own: OwnOrders,
  name: string,
  usual: Name,
): ListOrder {
  const order = Object.hasOwn(known, name) ? known[name as Name] : undefined;
  if (order !== undefined) return order;
  const field = own.get(name);
  return field === undefined ? known[usual] : { parts: [field.column], types: [field.type], nullable: true };
}

/** Rows of a list: a table or a view under an alias, and what of it is seen. */
export interface Listed {
  table: Expression;
  alias: Expression;
  /** What the actor sees of it, as far as a search means it. */
  visible: Condition;
  /** The same, where indexes answer it together: for gathering the few rows that are seen, not for asking it of each. */
  gathered?: Condition;
  /** Rows that show no more than the order and the filter ask for, from indexes alone, all of them seen: for gathering as well. */
  narrow?: Expression;
  /** Nothing narrows it that some values answer often and others seldom: its pages are planned once. */
  steady?: boolean;
  /** What else narrows the list: its filter, compiled; null when nothing does. */
  narrowed: Condition | null;
  /** Parts that have no row in common, in each of which an index has the order: a page along it is met from theirs. */
  parts?: () => Promise<readonly Condition[]>;
  /** The same rows, each once, with what they are ordered by beside them: for a page in an order of another record's. */
  along?: AlongOther;
}

/** Rows beside those of another record, whose order they take: under the alias of the list, with their id as the join has it. */
export interface AlongOther {
  table: Expression;
  id: Expression;
}

/** How many rows are asked for: written out where the plan shall know it though it is made once; of the usual numbers only. */
const USUAL_LIMITS: readonly number[] = [51, 101];
const limitOf = (limit: number, steady: boolean | undefined): Expression =>
  steady === true && USUAL_LIMITS.includes(limit) ? sql.lit(limit) : sql`${limit}`;

/** What of the rows a list shows. */
export const shownOf = ({ narrowed, visible }: Pick<Listed, 'narrowed' | 'visible'>): Condition =>
  and([...(narrowed === null ? [] : [narrowed]), visible]);

/** The same of few rows that are gathered. */
export const gatheredOf = ({ narrowed, visible, gathered = visible }: Listed): Condition =>
  shownOf({ narrowed, visible: gathered });

/** Where few rows are gathered from, and which of them. */
const gatheredFrom = (listed: Listed): Expression =>
  listed.narrow === undefined
    ? sql`${listed.table} ${listed.alias} WHERE ${gatheredOf(listed)}`
    : sql`(${listed.narrow}) AS ${listed.alias} WHERE ${listed.narrowed ?? EVERYTHING}`;

export interface ListWanted {
  descending: boolean;
  /** The order's values of the last row seen, its id last. */
  after: CursorValue[] | null;
  /** Where the order begins: a letter, a day, a number. */
  start: string | null;
  limit: number;
}

export interface PageWanted extends ListWanted {
  /** So few are left that gathering them all is sooner than meeting them on the way along the order. */
  few: boolean;
}

/** A row with the values of its order, for the cursor. */
export type PlacedRow<Row> = Row & { at: CursorValue[] };

/** One page; where few are left they are gathered, else they are met along the order. */
export async function pageOfList<Row>(
  context: Reading,
  listed: Listed,
  order: ListOrder,
  columns: Expression,
  { few, ...wanted }: PageWanted,
): Promise<PlacedRow<Row>[]> {
  return few
    ? (await gatheredPage<Row>(context, listed, order, columns, wanted, null)).rows
    : pageAlong<Row>(context, listed, order, columns, wanted);
}

/**
 * Rows without a value of a nullable order come last, as a stretch of their own ordered by id: so each stretch
 * is read along an index from where the last page ended, and a page costs the same at any depth.
 */
async function pageAlong<Row>(
  context: Reading,
  listed: Listed,
  order: ListOrder,
  columns: Expression,
  wanted: ListWanted,
): Promise<PlacedRow<Row>[]> {
  const apart = (await listed.parts?.()) ?? [];
  const stretchOf = (of: ListWanted, which: 'valued' | 'empty') =>
    stretch<Row>(context, listed, apart, order, columns, of, which);
  const inNulls = order.nullable && wanted.after?.[0] === null;
  const valued = inNulls ? [] : await stretchOf(wanted, 'valued');
  if (!order.nullable || valued.length === wanted.limit) return valued;
  const rest = { ...wanted, after: inNulls ? wanted.after : null, limit: wanted.limit - valued.length };
  return [...valued, ...(await stretchOf(rest, 'empty'))];
}

/** The columns in their order are beyond the values where the last page ended. */
function beyond(columns: readonly Expression[], types: readonly string[], values: CursorValue[], descending: boolean) {
  return sql<boolean>`(${sql.join(columns)}) ${descending ? sql`<` : sql`>`} (${sql.join(
    columns.map((_, index) => sql`${values[index] ?? null}::${sql.raw(types[index] ?? 'uuid')}`),
  )})`;
}

/** The first column is where the order is asked to begin, or after it. */
const begunAt = (
  first: Expression,
  type: string | undefined,
  { start, descending }: { start: CursorValue; descending: boolean },
): Condition => sql<boolean>`${first} ${descending ? sql`<=` : sql`>=`} ${start}::${sql.raw(type ?? 'text')}`;

async function stretch<Row>(
  context: Reading,
  listed: Listed,
  apart: readonly Condition[],
  { parts, types, nullable }: ListOrder,
  columns: Expression,
  wanted: ListWanted,
  which: 'valued' | 'empty',
): Promise<PlacedRow<Row>[]> {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const { alias } = listed;
  const { table, id } = listed.along ?? { table: listed.table, id: sql`${alias}.id` };
  const ordered = [...(which === 'valued' ? parts : others), id];
  const orderedTypes = which === 'valued' ? types : types.slice(1);
  const direction = wanted.descending ? sql`DESC` : sql`ASC`;
  const values = which === 'valued' ? wanted.after : (wanted.after?.slice(1) ?? null);
  const emptiness = which === 'valued' ? sql<boolean>`${first} IS NOT NULL` : sql<boolean>`${first} IS NULL`;
  const along = [
    ...(nullable ? [emptiness] : []),
    ...(which === 'empty' || wanted.start === null ? [] : [begunAt(first, types[0], wanted)]),
    ...(values === null ? [] : [beyond(ordered, orderedTypes, values, wanted.descending)]),
    // What the other record says is enough to begin in its index.
    ...(values === null || which === 'empty' || listed.along === undefined
      ? []
      : [begunAt(first, types[0], { start: values[0] ?? null, descending: wanted.descending })]),
  ];
  const end = sql`ORDER BY ${sql.join(ordered.map((column) => sql`${column} ${direction}`))} LIMIT ${limitOf(wanted.limit, listed.steady)}`;
  const shown = shownOf(listed);
  const met = apart.map(
    (part) => sql`(SELECT ${alias}.* FROM ${table} ${alias} WHERE ${and([part, ...along, shown])} ${end})`,
  );
  const from =
    met.length > 0
      ? sql`(${sql.join(met, sql` UNION ALL `)}) ${alias}`
      : sql`${table} ${alias} WHERE ${and([...along, shown])}`;
  const { rows } = await sql<PlacedRow<Row>>`
    SELECT ${columns}, jsonb_build_array(${sql.join([...parts, id])}) AS at FROM ${from} ${end}`.execute(context.db);
  return rows;
}

/**
 * The same from all rows at once, and how many there are, which then costs nothing more. Of each row no more is gathered than
 * its place in the order; what a list shows is looked up of the page alone. More than `most` are not put in order: then
 * there is no page. In the answer the number stands behind the place of each row, and alone where no row is left.
 */
async function gatheredPage<Row>(
  context: Reading,
  listed: Listed,
  { parts, types, nullable }: ListOrder,
  columns: Expression,
  wanted: ListWanted,
  most: number | null,
): Promise<{ found: number; rows: PlacedRow<Row>[] }> {
  const { alias, table } = listed;
  const { after, descending, limit, start } = wanted;
  const keys = parts.map((_, index) => sql.ref(`o${index}`));
  const [first = sql`id`, ...others] = keys;
  const direction = descending ? sql`DESC` : sql`ASC`;
  const orEmpty = (condition: Condition) => (nullable ? or([sql<boolean>`${first} IS NULL`, condition]) : condition);
  const along: Condition[] = [];
  if (start !== null) along.push(orEmpty(begunAt(first, types[0], wanted)));
  if (after !== null && nullable && after[0] === null)
    along.push(
      sql<boolean>`${first} IS NULL`,
      beyond([...others, sql`id`], types.slice(1), after.slice(1), descending),
    );
  else if (after !== null) along.push(orEmpty(beyond([...keys, sql`id`], types, after, descending)));
  if (most !== null) along.push(sql<boolean>`counted.found <= ${sql.lit(most)}`);
  const ordered = [
    ...(nullable ? [sql`${first} IS NULL`] : []),
    ...[...keys, sql`id`].map((key) => sql`${key} ${direction}`),
  ];
  const { rows } = await sql<Omit<PlacedRow<Row>, 'at'> & { at: CursorValue[] }>`
    WITH g AS MATERIALIZED (
      SELECT ${alias}.id, ${sql.join(parts.map((part, index) => sql`${part} AS ${sql.ref(`o${index}`)}`))}
      FROM ${gatheredFrom({ ...listed, table: listed.along?.table ?? table })}
      ${most === null ? sql`` : sql`LIMIT ${sql.lit(most + 1)}`})
    SELECT ${columns}, jsonb_build_array(${sql.join(keys.map((key) => sql`placed.${key}`))}, placed.id, counted.found) AS at
    FROM (SELECT count(*) AS found FROM g) AS counted
    LEFT JOIN LATERAL (
      SELECT *, row_number() OVER () AS place
      FROM (SELECT * FROM g WHERE ${and(along)} ORDER BY ${sql.join(ordered)} LIMIT ${limitOf(limit, true)}) AS few) AS placed ON true
    LEFT JOIN LATERAL (SELECT * FROM ${table} AS a WHERE a.id = placed.id OFFSET 0) AS ${alias} ON true
    ORDER BY placed.place`.execute(context.db);
  const found = Number(rows[0]?.at.at(-1) ?? 0);
  const page = rows.filter(({ at }) => at[parts.length] !== null);
  for (const { at } of page) at.pop();
  // What is left is what was asked for, with its place.
  return { found, rows: page as PlacedRow<Row>[] };
}

/** How a list is counted together with a page of it. */
export interface Counting {
  /** What the first page has counted: a list is counted once. */
  before: Counted | null;
  /** Up to so many rows are gathered, which counts them; 0 for a list that is met along its order. */
  gathered: number;
  /** It is soon counted, see `countList`. */
  soon: boolean;
  /** Whose list it is: of equal ones that are longer than is counted, that alone is remembered for a moment. Null for none. */
  alike: string | null;
}

/** A page of a list with the number of its rows, in as few looks as there can be. */
export async function listPage<Row>(
  context: Remembering,
  listed: Listed,
  order: ListOrder,
  columns: Expression,
  wanted: ListWanted,
  { before, gathered, soon, alike }: Counting,
): Promise<{ rows: PlacedRow<Row>[]; counted: Counted }> {
  const along = () => pageAlong<Row>(context, listed, order, columns, wanted);
  if (before !== null) {
    const few = before.exact && before.found <= gathered;
    return { rows: await pageOfList<Row>(context, listed, order, columns, { ...wanted, few }), counted: before };
  }
  const asked: { page?: { rows: PlacedRow<Row>[]; counted: Counted } } = {};
  const ask = async (): Promise<Counted> => {
    const gather = (db: Reading['db']) => gatheredPage<Row>({ db }, listed, order, columns, wanted, gathered);
    const page = gathered === 0 ? null : soon ? await gather(context.db) : await patiently(context, gather);
    if (page !== null && page.found <= gathered) asked.page = { rows: page.rows, counted: countedUpTo(page.found) };
    else {
      const [rows, counted] = await Promise.all([along(), countList(context, listed, { soon })]);
      asked.page = { rows, counted };
    }
    return asked.page.counted;
  };
  const counted = alike === null ? await ask() : await recalled(context, `counted ${alike}`, ask);
  if (asked.page !== undefined) return asked.page;
  // A list that is longer than is counted is so the next moment as well; any other is counted anew.
  if (!counted.exact) return { rows: await along(), counted };
  await ask();
  return asked.page ?? { rows: [], counted };
}

/** Where a page goes on, and how many rows the list had when its first page was read. */
export interface ListPlace {
  counted: Counted;
  after: CursorValue[];
}

/** What a cursor says, with so many values of the order; undefined when it is none of this list. */
export function placeOf(cursor: string, length: number): ListPlace | undefined {
  const [found, exact, ...after] = decodeCursor(cursor, length + 2) ?? [];
  return typeof found === 'number' && typeof exact === 'boolean' ? { counted: { found, exact }, after } : undefined;
}

/** The page out of what was asked for, one more than its rows, and the cursor of the next one. */
export function pageWithCursor<Row>(
  rows: readonly PlacedRow<Row>[],
  limit: number,
  { found, exact }: Counted,
): { page: readonly PlacedRow<Row>[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    page,
    next: rows.length > limit && last !== undefined ? encodeCursor([found, exact, ...last.at]) : null,
  };
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
    SELECT count(*) AS found FROM (SELECT FROM ${gatheredFrom(listed)} LIMIT ${sql.lit(COUNT_LIMIT + 1)}) AS counted`;
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
