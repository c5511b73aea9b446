import { type RawBuilder, sql } from 'kysely';
import { type Condition, type FilterField, type FilterNode, isCondition, numberRange } from '#shared/filter.ts';
import { type FilterScene, foldText, peopleOf } from '#shared/filter-match.ts';
import { type DayRange, periodOf } from '#shared/filter-period.ts';

type Sql = RawBuilder<boolean>;
type Expression = RawBuilder<unknown>;

/** Where a field of a list is found in the database. */
export interface FilterColumn {
  field: FilterField;
  /** The column, or an expression that an index knows. */
  column: Expression;
  /** For texts found by a part: the folded form that is indexed, and how what is looked for is folded alike. */
  folded?: {
    column: Expression;
    fold: (text: string) => string;
    /** The words of the record as a tsvector: those that hold the part are looked up first. Spelled as `search_fold` does. */
    words?: Expression;
    /** What an index can look for, where that finds a little too much: what it finds is looked at again. */
    coarse?: { column: Expression; fold: (text: string) => string };
  };
  /** Words that stand for several values of the column: a group of states for its states. */
  expand?: (values: readonly string[]) => readonly string[];
  /** For what lies in another table, a tag for example: the record has a row there for which the condition holds. */
  has?: (condition: Sql) => Sql;
}

const KOPECKS = 100;
const NOTHING = sql<boolean>`false`;
const EVERYTHING = sql<boolean>`true`;
const both = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? EVERYTHING : sql<boolean>`(${sql.join(parts, sql` AND `)})`;
const either = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? NOTHING : sql<boolean>`(${sql.join(parts, sql` OR `)})`;

/** A text is found where it stands; the signs that LIKE reads otherwise are taken as they are. */
export function holdsText(column: Expression, text: string): Sql {
  return sql<boolean>`${column} LIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
}

/**
 * A filter as a condition over the columns of a list: every value a parameter, every comparison one that an index of the
 * column can answer. Fields that the list does not have were refused when the filter was read.
 */
export function filterSql(node: FilterNode, columns: readonly FilterColumn[], scene: FilterScene): Sql {
  if (!isCondition(node)) {
    const parts = node.of.map((one) => filterSql(one, columns, scene));
    return node.join === 'and' ? both(parts) : either(parts);
  }
  const found = columns.find(({ field }) => field.name === node.field);
  return found === undefined ? NOTHING : conditionSql(node, found, scene);
}

function conditionSql(condition: Condition, column: FilterColumn, scene: FilterScene): Sql {
  const negated = condition.op === 'not';
  if (column.has !== undefined) {
    const inside = condition.values.length === 0 ? null : amongSql(condition, column, scene);
    const there = column.has(inside ?? EVERYTHING);
    // `is empty` asks that there is no row at all.
    const wanted = inside === null ? !negated : negated;
    return wanted ? sql<boolean>`NOT ${there}` : there;
  }
  if (condition.values.length === 0) {
    return negated ? sql<boolean>`${column.column} IS NOT NULL` : sql<boolean>`${column.column} IS NULL`;
  }
  const among = amongSql(condition, column, scene);
  if (!negated) return among;
  return column.field.empty === true
    ? sql<boolean>`(NOT ${among} OR ${column.column} IS NULL)`
    : sql<boolean>`NOT ${among}`;
}

function amongSql({ op, values }: Condition, source: FilterColumn, scene: FilterScene): Sql {
  const { field, column, folded } = source;
  switch (field.type) {
    case 'text':
      if (op !== 'has') return anyOf(column, values, 'text');
      return either(
        values.map((value) =>
          folded === undefined
            ? holdsText(sql`replace(lower(${column}), 'ё', 'е')`, foldText(value))
            : holdsFolded(folded, value),
        ),
      );
    case 'number':
      return either(values.map((value) => numberSql(column, field, value)));
    case 'date':
      return either(values.map((value) => rangeSql(column, periodOf(value, scene.today), dayOf)));
    case 'moment':
      return either(values.map((value) => rangeSql(column, periodOf(value, scene.today), startOf(scene.timeZone))));
    case 'yes_no':
      return values.includes('yes') ? sql<boolean>`${column}` : sql<boolean>`NOT ${column}`;
    case 'person':
      return anyOf(column, peopleOf(values, scene), 'uuid');
    case 'choice':
      return anyOf(column, source.expand?.(values) ?? values, field.ids === true ? 'uuid' : 'text');
  }
}

/** A part without a word in it (a number, a single letter) is looked for in the texts alone. */
function holdsFolded({ column, fold, words, coarse }: NonNullable<FilterColumn['folded']>, text: string): Sql {
  const part = fold(text);
  const holds = holdsText(column, part);
  if (coarse !== undefined) return both([holdsText(coarse.column, coarse.fold(text)), holds]);
  if (words === undefined || !part.split(' ').some((piece) => piece.length > 1 && /\D/.test(piece))) return holds;
  return sql<boolean>`(${words} @@ search_parts(${part}) AND ${holds})`;
}

/** One value is asked for plainly: then an order of the index behind it can be used as well. */
function anyOf(column: Expression, values: readonly string[], type: 'uuid' | 'text'): Sql {
  const [only] = values;
  const cast = sql.raw(type);
  if (only !== undefined && values.length === 1) return sql<boolean>`(${column} = ${only}::${cast})`;
  return sql<boolean>`(${column} = ANY(${sql.val([...values])}::${cast}[]))`;
}

function numberSql(column: Expression, { decimals, minor }: FilterField, value: string): Sql {
  const range = numberRange(value, decimals);
  if (range === null) return NOTHING;
  // An index over whole numbers answers whole numbers only.
  const type = sql.raw(decimals === undefined || minor === true ? 'bigint' : 'numeric');
  const kept = (end: number) => (minor === true ? Math.round(end * KOPECKS) : end);
  return both([
    ...(range.from === null ? [] : [sql<boolean>`${column} >= ${kept(range.from)}::${type}`]),
    ...(range.to === null ? [] : [sql<boolean>`${column} <= ${kept(range.to)}::${type}`]),
  ]);
}

const dayOf = (day: Temporal.PlainDate): Expression => sql`${day.toString()}::date`;
const startOf =
  (timeZone: string) =>
  (day: Temporal.PlainDate): Expression =>
    sql`${day.toZonedDateTime(timeZone).toInstant().toString()}::timestamptz`;

function rangeSql(column: Expression, range: DayRange | null, literal: (day: Temporal.PlainDate) => Expression): Sql {
  if (range === null) return NOTHING;
  return both([
    ...(range.from === null ? [] : [sql<boolean>`${column} >= ${literal(range.from)}`]),
    ...(range.until === null ? [] : [sql<boolean>`${column} < ${literal(range.until)}`]),
  ]);
}
