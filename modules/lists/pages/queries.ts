import { type CustomColumn, customPeople, fieldsOf, namesOfPeople, shownCustom } from '#modules/fields/queries.ts';
import { type CustomName, type CustomValues, type Entity, isCustomName, isGrouped } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { byValue, type GroupPlace, type StoredGroup } from '#platform/db/list-groups.ts';
import { type Counted, type ListWanted, type PlacedRow, pageWithCursor, placeOf } from '#platform/db/list-pages.ts';
import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import type { ListGroup } from '../contract.ts';
import { groupFilter, groupsInOrder } from '../rules.ts';

const DEFAULT_LIMIT = 50;

/** How somebody sees a list: among others in which orders of the company's own fields it can stand. */
export interface OwnOrders {
  orders: ReadonlyMap<string, unknown>;
}
export interface OwnValues {
  custom: CustomValues;
}
export interface Narrowed<Scope extends string> {
  q?: string;
  scope?: Scope;
  filter?: string;
}

/** What of a list makes a page of it. */
export interface PageSource<
  View extends OwnOrders & { scope: Scope },
  Scope extends string,
  Sort extends string,
  Stored extends OwnValues,
  Row extends OwnValues,
> {
  entity: Entity;
  /** The order that is meant where none is said. */
  usual: (scope: Scope) => { sort: Sort; order: 'asc' | 'desc' };
  /** The list through a search and a filter. Refuses what the filter refuses. */
  view: (context: Context, narrowed: Narrowed<Scope>) => Promise<Result<View>>;
  /** How many values tell a place in the order. */
  orderLength: (view: View, sort: Sort) => number;
  page: (
    context: Context,
    view: View,
    wanted: ListWanted & { sort: Sort },
    before: Counted | null,
  ) => Promise<{ rows: PlacedRow<Stored>[]; counted: Counted }>;
  /** The rows as the list shows them. */
  rows: (context: Context, stored: readonly PlacedRow<Stored>[]) => Row[] | Promise<Row[]>;
}

/** A page of a list as it goes over the wire. */
export interface ListReply<Row> {
  items: (Omit<Row, 'custom'> & { custom: Record<string, CustomValues[string]> })[];
  custom_people: Record<string, string>;
  next_cursor: string | null;
  count: { value: number; exact: boolean };
}

/**
 * A page of a list in the order asked for, else in its own. Refuses a filter (as `readFilter` does), an order
 * (`fields.no_order`) and a cursor (`app.bad_cursor`) that the list does not know.
 */
export async function listReply<
  View extends OwnOrders & { scope: Scope },
  Scope extends string,
  Sort extends string,
  Stored extends OwnValues,
  Row extends OwnValues,
>(
  context: Context,
  source: PageSource<View, Scope, Sort, Stored, Row>,
  query: Narrowed<Scope> & { sort?: Sort; order?: 'asc' | 'desc'; cursor?: string; limit?: number },
): Promise<Result<ListReply<Row>>> {
  const { cursor, limit = DEFAULT_LIMIT, sort: asked, order, ...narrowed } = query;
  const viewed = await source.view(context, narrowed);
  if (!viewed.ok) return viewed;
  const view = viewed.value;
  const usual = source.usual(view.scope);
  const sort = asked ?? usual.sort;
  const descending = (order ?? (asked === undefined ? usual.order : 'asc')) === 'desc';
  if (isCustomName(sort) && !view.orders.has(sort)) return invalid('/sort', 'fields.no_order');
  const place = cursor === undefined ? null : placeOf(cursor, source.orderLength(view, sort));
  if (place === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const wanted = { sort, descending, after: place?.after ?? null, start: null, limit: limit + 1 };
  const { rows, counted } = await source.page(context, view, wanted, place?.counted ?? null);
  const { page, next } = pageWithCursor(rows, limit, counted);
  const fields = await fieldsOf(context, source.entity);
  const items = await source.rows(context, page);
  const values = page.map(({ custom }) => custom);
  return ok({
    items: items.map((row) => ({ ...row, custom: shownCustom(fields, row.custom) })),
    custom_people: await customPeople(context, fields, values),
    next_cursor: next,
    count: { value: counted.found, exact: counted.exact },
  });
}

/** What of a list makes its groups. */
export interface GroupSource<View, Scope extends string, By extends string> {
  view: (context: Context, narrowed: Narrowed<Scope>) => Promise<Result<View>>;
  /** Fields of the company's own that an index answers for. */
  own: (context: Context) => Promise<CustomColumn[]>;
  count: (context: Context, view: View, by: By | CustomName) => Promise<{ few: boolean }>;
  groups: (context: Context, view: View, by: By | GroupPlace, few: boolean) => Promise<StoredGroup[]>;
  /** Of what is grouped by people: they are named. */
  people: readonly By[];
  /** Of what has an order of its own: a closed list. */
  ordered: readonly By[];
  /** What a group is called in a filter: the grouping's own name unless said; a month is a stretch of days. */
  months: Partial<Record<By, string>>;
}

/**
 * The groups that a list falls into: a closed list and choices in their order, months in time, else by name; rows without a
 * value come last. Refuses a field of the company's own that no index answers for (`fields.no_grouping`).
 */
export async function groupsReply<View, Scope extends string, By extends string>(
  context: Context,
  source: GroupSource<View, Scope, By>,
  { by, ...narrowed }: Narrowed<Scope> & { by: By | CustomName },
): Promise<Result<{ items: ListGroup[] }>> {
  const own = isCustomName(by) ? (await source.own(context)).find(({ field }) => field.name === by) : undefined;
  if (isCustomName(by) && (own === undefined || !isGrouped(own.field.type)))
    return invalid('/by', 'fields.no_grouping');
  const viewed = await source.view(context, narrowed);
  if (!viewed.ok) return viewed;
  const view = viewed.value;
  const { few } = await source.count(context, view, by);
  // What is no field of the company's own is a grouping of the list.
  const known = by as By;
  const groups = await source.groups(context, view, own === undefined ? known : byValue(own.column), few);
  const isPeople = own === undefined ? source.people.includes(known) : own.field.type === 'person';
  const people = isPeople
    ? await namesOfPeople(
        context,
        groups.flatMap(({ value }) => value ?? []),
      )
    : {};
  const labelOf = (value: string): string | null =>
    people[value] ?? own?.field.labels?.[own.field.values?.indexOf(value) ?? -1] ?? null;
  const month = own === undefined ? source.months[known] : undefined;
  const kind = own?.field.type === 'yes_no' ? 'yes_no' : month === undefined ? 'value' : 'month';
  const named = groups.map(({ value, counted }) => ({
    value,
    label: value === null ? null : labelOf(value),
    filter: groupFilter(month ?? by, value, kind),
    count: { value: counted.found, exact: counted.exact },
  }));
  const isOrdered = own === undefined && source.ordered.includes(known);
  return ok({ items: isOrdered ? named : groupsInOrder(named, own?.field.values) });
}
