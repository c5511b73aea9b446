import { customPeople, fieldsOf } from '#modules/fields/queries.ts';
import {
  type CustomName,
  type CustomValues,
  customName,
  type FieldDefinition,
  isCustomName,
  keyOfName,
  nameIn,
  printText,
} from '#modules/fields/rules.ts';
import { record } from '#modules/journal/commands.ts';
import { may } from '#modules/structure/access.ts';
import { salesSystems, segmentsOf } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { writeDelimited } from '#platform/export/delimited.ts';
import { type Cell, type SheetColumn, writeWorkbook } from '#platform/export/workbook.ts';
import { storeFile } from '#platform/files/stored-files.ts';
import { advanceJob, askToCancel, finishJob, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, ok, type Result } from '#shared/result.ts';
import type { ClientListRow } from '../listing/contract.ts';
import { listRow, narrowedView } from '../listing/queries.ts';
import { countClients, pageOfClients, type RegisterView } from '../listing/store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import type { ClientExport, ExportColumn, ExportInput } from './contract.ts';
import { ownExport, showExport } from './queries.ts';
import { exportOfJob, insertExport, type StoredExport, saveFile } from './store.ts';

export const EXPORT_JOB = 'clients.export';

const PAGE = 500;
/** A workbook of everything that a register can hold fits; what is larger is no list to be read. */
const LIMIT_BYTES = 2_000_000_000;

/**
 * Puts an export of what a list shows in line: for whoever has the right to take clients out of the program, journaled with
 * the filter. Refuses what the list refuses. Source: domain §14.
 */
export async function startExport(context: WriteContext, wanted: ExportInput): Promise<Result<ClientExport>> {
  const { employeeId } = context.actor;
  if (employeeId === null || may(context.actor, 'clients.export') === null) return forbidden();
  const { format, columns, sort, order, ...filter } = wanted;
  const view = await narrowedView(context, filter, sort);
  if (!view.ok) return view;
  if (sort !== undefined && isCustomName(sort) && !view.value.orders.has(sort))
    return invalid('/sort', 'fields.no_order');
  const own = (await fieldsOf(context, 'client')).filter(({ archived }) => !archived).map(({ key }) => customName(key));
  const unknown = columns.findIndex((column) => isCustomName(column) && !own.includes(column));
  if (unknown >= 0) return invalid(`/columns/${unknown}`, 'field.not_in_list');
  const id = newId();
  const jobId = newId();
  await putInLine(context, { id: jobId, kind: EXPORT_JOB, title: format, totalUnits: null, input: { id } });
  await insertExport(context, { id, jobId, wanted, startedBy: employeeId });
  await record(context, {
    action: 'client_export.started',
    subject: { kind: 'client_export', id },
    after: { format, columns, sort: sort ?? 'name', order: order ?? 'asc', ...filter },
  });
  return showExport(context, id);
}

/** Stops one's own export; nothing of it stays. */
export async function cancelExport(context: WriteContext, id: string): Promise<Result<ClientExport>> {
  const found = await ownExport(context, id);
  if (!found.ok) return found;
  await askToCancel(context, found.value.jobId);
  return showExport(context, id);
}

/** Leaves the file half written, so that nothing of it is kept. */
class Cancelled extends Error {}

/**
 * Writes an export, page by page, as its owner sees the register at this moment. The file appears whole or not at all: an
 * interrupted export begins anew.
 */
export async function runExport(context: Context, jobId: string): Promise<void> {
  await onlyOne(context.db, jobId, async () => {
    const found = await exportOfJob(context, jobId);
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'clients.export_failed' });
    try {
      const written = await inTransaction(context, (write) => writeFile(context, write, found));
      if (written.ok) await finishJob(context, jobId, { state: 'done' });
      else await finishJob(context, jobId, { state: 'failed', failure: written.reason });
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      await finishJob(context, jobId, { state: 'cancelled' });
    }
  });
}

async function writeFile(context: Context, write: WriteContext, found: StoredExport): Promise<Result<undefined>> {
  const { format, columns, sort, order: _order, ...filter } = found.wanted;
  const view = await narrowedView(context, filter, sort);
  if (!view.ok) return view;
  const words = context.actor.language === 'en' ? en : ru;
  const progress = { rows: 0 };
  const own = await fieldsOf(context, 'client');
  const rows = rowsOf(context, found, view.value, await cellsOf(context, columns, words), progress);
  const heads: SheetColumn[] = columns.map((column) => ({
    heading: isCustomName(column) ? ownHeading(own, column, context.actor.language) : words[HEADINGS[column]],
    width: (isCustomName(column) ? undefined : WIDTHS[column]) ?? 16,
  }));
  const title = words['clients.list'];
  const day = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  const content =
    format === 'xlsx'
      ? writeWorkbook(title, heads, rows)
      : writeDelimited(heads, rows, printDay(context.actor.language));
  const mediaType =
    format === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
  const stored = await storeFile(write, { name: `${title} ${day}.${format}`, mediaType, content }, LIMIT_BYTES);
  if (!stored.ok) return stored;
  await saveFile(write, found.id, stored.value.id, progress.rows);
  return ok();
}

const printDay =
  (language: 'ru' | 'en') =>
  (day: string): string =>
    language === 'ru' ? day.split('-').reverse().join('.') : day;

async function* rowsOf(
  context: Context,
  { wanted, jobId }: StoredExport,
  view: RegisterView,
  toCells: (row: ExportedRow) => Cell[],
  progress: { rows: number },
): AsyncGenerator<Cell[]> {
  const { sort = 'name', order = 'asc' } = wanted;
  const own = await fieldsOf(context, 'client');
  const counted = await countClients(context, view);
  const page = {
    sort,
    descending: order === 'desc',
    start: null,
    limit: PAGE,
    few: counted.exact && counted.found <= PAGE,
  };
  let after: Parameters<typeof pageOfClients>[2]['after'] = null;
  do {
    const rows: Awaited<ReturnType<typeof pageOfClients>> = await pageOfClients(context, view, { ...page, after });
    const people = await customPeople(
      context,
      own,
      rows.map((row) => row.custom),
    );
    for (const row of rows) yield toCells({ ...listRow(row), custom: row.custom, people });
    progress.rows += rows.length;
    const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: progress.rows, position: null });
    if (cancelRequested) throw new Cancelled();
    after = rows.length < PAGE ? null : (rows.at(-1)?.at ?? null);
  } while (after !== null);
}

/** A row with the values of the company's own fields, and the names of the people among them. */
type ExportedRow = ClientListRow & { custom: CustomValues; people: Readonly<Record<string, string>> };
type KnownColumn = Exclude<ExportColumn, CustomName>;

function ownHeading(own: readonly FieldDefinition[], column: CustomName, language: 'ru' | 'en'): string {
  const field = own.find(({ key }) => key === keyOfName(column));
  return field === undefined ? keyOfName(column) : nameIn(field, language);
}

/** Numbers, sums and days as such, so that a spreadsheet counts with them; the rest in words. */
function ownCell(field: FieldDefinition, row: ExportedRow, language: 'ru' | 'en'): Cell {
  const value = row.custom[field.key];
  if (value === undefined) return null;
  if (field.type === 'number') return Number(value);
  if (field.type === 'money') return Number(value) / KOPECKS;
  if (field.type === 'date') return { day: String(value) };
  return printText(field, value, language, (id) => row.people[id] ?? '');
}

const KOPECKS = 100;

const HEADINGS = {
  name: 'clients.column.name',
  state: 'clients.column.state',
  region: 'clients.field.region',
  holder: 'clients.holder',
  next_step: 'clients.next_step',
  next_check: 'clients.column.check',
  size: 'clients.size',
  phone: 'clients.phone',
  inn: 'clients.field.inn',
  settlement: 'clients.field.settlement',
  type: 'clients.field.organisation_type',
  segment: 'clients.field.segment',
  tags: 'clients.tags',
  source: 'clients.field.source',
  note: 'clients.field.note',
  touch: 'clients.column.touch',
  created: 'clients.column.created',
  updated: 'clients.column.updated',
} as const satisfies Record<KnownColumn, keyof typeof ru>;

const WIDTHS: Partial<Record<KnownColumn, number>> = {
  name: 44,
  region: 28,
  holder: 28,
  next_step: 40,
  note: 60,
  tags: 28,
};

/** What of a client stands in each column. INN and phones are texts: a spreadsheet would take zeros and pluses off them. */
async function cellsOf(
  context: Context,
  columns: readonly ExportColumn[],
  words: Readonly<Record<keyof typeof ru, string>>,
): Promise<(row: ExportedRow) => Cell[]> {
  const systems = await salesSystems(context);
  const segments = (await Promise.all(systems.map(({ id }) => segmentsOf(context, id)))).flat();
  const names = new Map(segments.map(({ id, name }) => [id, name]));
  const { timeZone } = context.actor;
  const dayOf = (moment: string | null | undefined): Cell =>
    moment == null
      ? null
      : { day: Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString() };
  const own = await fieldsOf(context, 'client');
  const cells: Record<KnownColumn, (row: ClientListRow) => Cell> = {
    name: (row) => row.name,
    state: (row) => words[`clients.state.${row.state}`],
    region: (row) => row.region,
    holder: (row) => row.holder?.full_name ?? null,
    next_step: (row) =>
      row.next_step == null ? null : `${printDay(context.actor.language)(row.next_step.on)} ${row.next_step.title}`,
    next_check: (row) => (row.next_check == null ? null : { day: row.next_check.on }),
    size: (row) => row.size ?? null,
    phone: (row) => row.phone ?? null,
    inn: (row) => row.inn ?? null,
    settlement: (row) => row.settlement ?? null,
    type: (row) => row.organisation_type ?? null,
    segment: (row) => names.get(row.segment_id ?? '') ?? null,
    tags: (row) => (row.tags ?? []).map(({ name }) => name).join(', '),
    source: (row) => row.source ?? null,
    note: (row) => row.note ?? null,
    touch: (row) => dayOf(row.last_touch_at),
    created: (row) => dayOf(row.created_at),
    updated: (row) => dayOf(row.updated_at),
  };
  const { language } = context.actor;
  const writers = columns.map((column) => {
    if (!isCustomName(column)) return cells[column];
    const field = own.find(({ key }) => key === keyOfName(column));
    return (row: ExportedRow): Cell => (field === undefined ? null : ownCell(field, row, language));
  });
  return (row) => writers.map((write) => write(row));
}
