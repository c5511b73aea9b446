import { fieldsOf } from '#modules/fields/queries.ts';
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
import type { Counted, PlacedRow } from '#platform/db/list-pages.ts';
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

const PAGE = 500;

/** The pages of a list one after another, each from where the one before ended. */
export async function* pagesOf<Row>(
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
export async function writtenColumns<Row extends WrittenRow>(
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
