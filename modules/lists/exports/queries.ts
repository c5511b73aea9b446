import { customPeople, fieldsOf } from '#modules/fields/queries.ts';
import {
  type CustomValues,
  type Entity,
  type FieldDefinition,
  isCustomName,
  keyOfName,
  nameIn,
  printText,
} from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import type { Counted, PageWanted, PlacedRow } from '#platform/db/list-pages.ts';
import type { Cell, SheetColumn } from '#platform/export/workbook.ts';
import { findFile, type StoredFile } from '#platform/files/stored-files.ts';
import { jobById } from '#platform/jobs/store.ts';
import type { Actor } from '#shared/actor.ts';
import type { CursorValue } from '#shared/cursor.ts';
import { invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { ListName } from '../contract.ts';
import type { ListExport, ListExportInput } from './contract.ts';
import { EXPORT_FILE_DAYS } from './rules.ts';
import { exportById, type StoredExport } from './store.ts';

/** A list as it is written into a file: headed in the language of whoever asked, page by page in its order. */
export interface ExportedList {
  title: string;
  columns: SheetColumn[];
  pages: AsyncIterable<Cell[][]>;
}

/** What a module registers for its list: who may take it out of the program, and how it is written. */
export interface ListWriter {
  /** What it is called in the journal: `client_export`. */
  kind: string;
  may: (actor: Actor) => boolean;
  /** Refuses what the list refuses, and columns that it does not have. */
  open: (context: Context, wanted: ListExportInput) => Promise<Result<ExportedList>>;
}

const writers = new Map<ListName, ListWriter>();

/** Registers how a list is taken out of the program, when the program is composed. */
export function registerListWriter(list: ListName, writer: ListWriter): void {
  writers.set(list, writer);
}

export const writerOf = (list: ListName): ListWriter | undefined => writers.get(list);

/** A row as it is written: with the values of the company's own fields, and the names of the people among them. */
export interface WrittenRow {
  custom: CustomValues;
  people: Readonly<Record<string, string>>;
}

/** A column of a list: its heading, its width in characters, and what of a row stands in it. */
export interface WrittenColumn<Row> {
  heading: string;
  width?: number;
  cell: (row: Row) => Cell;
}

/**
 * The columns that are wanted, in their order: those that the list knows, and fields of the company's own. Refuses
 * `field.not_in_list` for a column that is neither.
 */
async function writtenColumns<Row extends WrittenRow>(
  context: Context,
  entity: Entity,
  known: Readonly<Record<string, WrittenColumn<Row>>>,
  wanted: readonly string[],
): Promise<Result<WrittenColumn<Row>[]>> {
  const own = (await fieldsOf(context, entity)).filter(({ archived }) => !archived);
  const found = wanted.map((name) => {
    if (!isCustomName(name)) return Object.hasOwn(known, name) ? known[name] : undefined;
    const field = own.find(({ key }) => key === keyOfName(name));
    return field === undefined ? undefined : ownColumn<Row>(field, context.actor.language);
  });
  const missing = found.indexOf(undefined);
  return missing < 0
    ? ok(found.filter((column) => column !== undefined))
    : invalid(`/columns/${missing}`, 'field.not_in_list');
}

/** What of a list makes its export: how it is opened and read, and what of a row stands in which column. */
export interface ExportSource<
  View extends OwnOrders,
  Scope extends string,
  Sort extends string,
  Stored extends OwnValues,
  Row,
> {
  entity: Entity;
  title: (context: Context) => string;
  isScope: (text: string) => text is Scope;
  isSort: (text: string) => text is Sort;
  /** The scope and the order that are meant where none are said. */
  scope: Scope;
  usual: (scope: Scope) => { sort: Sort; order: 'asc' | 'desc' };
  /** The list through a search and a filter. Refuses what the filter refuses. */
  view: (
    context: Context,
    narrowed: { scope: Scope; q?: string; filter?: string },
    sort: Sort,
  ) => Promise<Result<View>>;
  count: (context: Context, view: View) => Promise<Counted>;
  page: (context: Context, view: View, wanted: PageWanted & { sort: Sort }) => Promise<PlacedRow<Stored>[]>;
  /** The rows as the list shows them. */
  rows: (context: Context, stored: PlacedRow<Stored>[]) => Row[] | Promise<Row[]>;
  columns: (context: Context) => Awaitable<Readonly<Record<string, WrittenColumn<Row & WrittenRow>>>>;
}

type Awaitable<T> = T | Promise<T>;
/** Fields of the company's own in whose order a list can stand, by their names. */
interface OwnOrders {
  orders: ReadonlyMap<string, unknown>;
}
interface OwnValues {
  custom: CustomValues;
}

/**
 * How a list is opened for its export: the scope and the order are checked, the columns found, and its pages read one after
 * another, each from where the one before ended. Refuses `field.not_in_list`, `fields.no_order`, and what the list refuses.
 */
export function exportOf<
  View extends OwnOrders,
  Scope extends string,
  Sort extends string,
  Stored extends OwnValues,
  Row extends object,
>(source: ExportSource<View, Scope, Sort, Stored, Row>): ListWriter['open'] {
  return async (context, { q, filter, columns: named, ...wanted }) => {
    const scope = wanted.scope ?? source.scope;
    if (!source.isScope(scope)) return invalid('/scope', 'field.not_in_list');
    const usual = source.usual(scope);
    const sort = wanted.sort ?? usual.sort;
    if (!source.isSort(sort)) return invalid('/sort', 'field.not_in_list');
    const descending = (wanted.order ?? (wanted.sort === undefined ? usual.order : 'asc')) === 'desc';
    const narrowed = { scope, ...(q === undefined ? {} : { q }), ...(filter === undefined ? {} : { filter }) };
    const viewed = await source.view(context, narrowed, sort);
    if (!viewed.ok) return viewed;
    const view = viewed.value;
    if (isCustomName(sort) && !view.orders.has(sort)) return invalid('/sort', 'fields.no_order');
    const columns = await writtenColumns(context, source.entity, await source.columns(context), named);
    if (!columns.ok) return columns;
    const own = await fieldsOf(context, source.entity);
    const write = async (stored: PlacedRow<Stored>[]): Promise<Cell[][]> => {
      const values = stored.map(({ custom }) => custom);
      const people = await customPeople(context, own, values);
      const rows = await source.rows(context, stored);
      return rows.map((row, at) => {
        const written = { ...row, custom: values[at] ?? {}, people };
        return columns.value.map(({ cell }) => cell(written));
      });
    };
    const pages = pagesOf(
      () => source.count(context, view),
      (page) => source.page(context, view, { ...page, sort, descending }),
      write,
    );
    return ok({ title: source.title(context), columns: columns.value, pages });
  };
}

const PAGE = 500;

/** The pages of a list one after another, each from where the one before ended. */
async function* pagesOf<Row>(
  count: () => Promise<Counted>,
  read: (page: { after: CursorValue[] | null; few: boolean; start: null; limit: number }) => Promise<PlacedRow<Row>[]>,
  write: (rows: PlacedRow<Row>[]) => Promise<Cell[][]>,
): AsyncGenerator<Cell[][]> {
  const { found, exact } = await count();
  const few = exact && found <= PAGE;
  let after: CursorValue[] | null = null;
  do {
    const rows: PlacedRow<Row>[] = await read({ after, few, start: null, limit: PAGE });
    yield await write(rows);
    after = rows.length < PAGE ? null : (rows.at(-1)?.at ?? null);
  } while (after !== null);
}

const KOPECKS = 100;

/** Numbers, sums and days as such, so that a spreadsheet counts with them; the rest in words. */
function ownColumn<Row extends WrittenRow>(field: FieldDefinition, language: 'ru' | 'en'): WrittenColumn<Row> {
  return {
    heading: nameIn(field, language),
    width: 16,
    cell: ({ custom, people }) => {
      const value = custom[field.key];
      if (value === undefined) return null;
      if (field.type === 'number') return Number(value);
      if (field.type === 'money') return Number(value) / KOPECKS;
      if (field.type === 'date') return { day: String(value) };
      return printText(field, value, language, (id) => people[id] ?? '');
    },
  };
}

/** A sum, kept in kopecks, as roubles, so that a spreadsheet counts with it. */
export function sumCell(minor: number | null): Cell {
  return minor === null ? null : minor / KOPECKS;
}

/** A day as such, which a spreadsheet counts with. */
export function onDayCell(on: string | null): Cell {
  return on === null ? null : { day: on };
}

/** A moment as the day that it is for the reader. */
export function dayCell(context: Pick<Context, 'actor'>, moment: string | null | undefined): Cell {
  if (moment == null) return null;
  return {
    day: Temporal.Instant.from(moment).toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString(),
  };
}

/** The actor's own export; another's is not found. */
export async function ownExport(context: Context, id: string): Promise<Result<StoredExport>> {
  const found = await exportById(context, id);
  return found === null || found.startedBy !== context.actor.employeeId ? notFound() : ok(found);
}

export async function showExport(context: Context, id: string): Promise<Result<ListExport>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  const job = await jobById(context, found.value.jobId);
  if (job === null) return notFound();
  return ok({
    id,
    state: job.state,
    rows: job.state === 'done' ? found.value.rows : job.doneUnits,
    failure: job.failure,
  });
}

/** The file of a finished export, for whoever asked for it. */
export async function exportFile(context: Context, id: string): Promise<Result<StoredFile>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  if (found.value.fileGoneAt !== null) {
    return refuse('lists.export_gone', { code: 'conflict', values: { days: EXPORT_FILE_DAYS } });
  }
  if (found.value.fileId === null) return refuse('lists.export_not_ready', { code: 'conflict' });
  const file = await findFile(context.db, found.value.fileId);
  return file === undefined ? notFound() : ok(file);
}
