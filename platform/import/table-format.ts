import { ok, type Result, refuse } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { isReadWhole, recogniseBinary, recogniseText, type TableKind } from './content.ts';
import { decodeText, detectEncodingOf, type Encoding, isEightBit } from './encoding.ts';
import { findHeading, headingsOf, knownNames, usualWidth } from './headings.ts';
import { encodingOfHtml } from './html-table.ts';
import { recordsOf, type TableRecord } from './records.ts';
import { fixedHeadings, mostBytesOf, type OpenSheet, openSheets, recordsOfSource, type Source } from './sources.ts';
import { UnreadableFile } from './unreadable.ts';

/** How a file is to be read. Proposed by `detectTable`; the user may change any of it but the kind. */
export type TableFormat = {
  readonly kind: TableKind;
  /** Of a text; null where the file says so itself. */
  readonly encoding: Encoding | null;
  /** Of a delimited text. */
  readonly delimiter: string | null;
  /** Of a workbook: the sheet that is read, and the names of all. */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** The spreadsheet row of the headings; null when the table begins with its first record. */
  readonly headingRow: number | null;
  /** Unique names of the columns, in order; the letters of a spreadsheet where there is no heading. */
  readonly headings: readonly string[];
};

/** The beginning of a file, for detection. `complete` when it is the whole file. */
export type FileHead = { readonly bytes: Uint8Array; readonly complete: boolean };

export const headBytes = 256 * 1024;

/**
 * Reads enough of a file to tell what it is, and leaves the rest unread. A workbook is read whole, up to the size that is
 * accepted: what it holds is written at its end.
 */
export async function readHead(chunks: AsyncIterable<Uint8Array>, limit = headBytes): Promise<FileHead> {
  const read: Uint8Array[] = [];
  let [size, most] = [0, limit];
  for await (const chunk of chunks) {
    if (read.length === 0 && isReadWhole(chunk)) most = Math.max(limit, ...Object.values(mostBytesOf));
    read.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  const bytes = new Uint8Array(Math.min(size, most));
  let at = 0;
  for (const chunk of read) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += Math.min(chunk.length, bytes.length - at);
  }
  return { bytes, complete: size <= most };
}

const delimiters = [';', ',', '\t', '|'];
/** Tried where none of the usual ones makes columns. */
const rareDelimiters = ['^', '~', '¦', '§', '#', '\u001f'];
const sampleRecords = 200;

async function* once<Part>(part: Part): AsyncGenerator<Part> {
  yield part;
}

async function sampleOf(text: string, delimiter: string): Promise<TableRecord[]> {
  const records: TableRecord[] = [];
  for await (const record of recordsOf(once(text), delimiter)) {
    if (records.push(record) === sampleRecords) break;
  }
  return records;
}

/** The delimiter that cuts most records into the same number of cells; many cells count for more than few. */
async function bestDelimiter(
  text: string,
  among: readonly string[],
  known: ReadonlySet<string>,
): Promise<{ delimiter: string; records: TableRecord[]; score: number }> {
  const candidates = await Promise.all(
    among.map(async (delimiter) => {
      const records = await sampleOf(text, delimiter);
      const { width, share } = usualWidth(records);
      const faults = records.filter(({ fault }) => fault !== undefined).length / Math.max(1, records.length);
      return {
        delimiter,
        records,
        score: width > 1 && share >= 0.5 ? (share - faults) * Math.log2(width + 1) + knownNames(records, known) : 0,
      };
    }),
  );
  return candidates.reduce((best, one) => (one.score > best.score ? one : best));
}

async function detectDelimiter(
  text: string,
  known: ReadonlySet<string>,
): Promise<{ delimiter: string; records: TableRecord[] }> {
  const usual = await bestDelimiter(text, delimiters, known);
  if (usual.score > 0) return usual;
  const rare = await bestDelimiter(text, rareDelimiters, known);
  return rare.score > 0 ? rare : usual;
}

/** What the user says in place of what was detected. */
export type ChosenFormat = {
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly headingRow?: number | null;
};

type Sample = Source & { readonly sheets: readonly string[]; readonly records: readonly TableRecord[] };

/** As many cells in every record as the longest one has: workbooks and pages leave the empty ones at the end out. */
function squared(records: readonly TableRecord[]): TableRecord[] {
  const filled = records.map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') + 1);
  const width = Math.max(0, ...filled);
  return records.map((record) => ({
    ...record,
    cells: Array.from({ length: width }, (_, index) => record.cells[index] ?? ''),
  }));
}

async function firstOf(records: AsyncIterable<TableRecord>): Promise<TableRecord[]> {
  const first: TableRecord[] = [];
  for await (const record of records) {
    if (first.push(record) === sampleRecords) break;
  }
  return first;
}

/** The sheet that is asked for, else the first visible one with known headings, else the first with anything in it. */
async function sampleWorkbook(
  kind: 'xlsx' | 'ods' | 'xls',
  { bytes, complete }: FileHead,
  known: ReadonlySet<string>,
  chosen: ChosenFormat,
): Promise<Sample> {
  if (!complete) throw new UnreadableFile('import.workbook_too_large');
  const open = await openSheets(kind, bytes);
  const sheets = open.map(({ name }) => name);
  const visible = open.filter(({ hidden }) => !hidden);
  const asked = open.find(({ name }) => name === chosen.sheet);
  const sampled: { sheet: OpenSheet; records: TableRecord[] }[] = [];
  for (const sheet of asked ? [asked] : visible.length > 0 ? visible : open) {
    const records = squared(await firstOf(sheet.records()));
    sampled.push({ sheet, records });
    if (records.some(({ cells }) => cells.filter((cell) => known.has(searchText(cell))).length > 1)) break;
  }
  const named = sampled.at(-1);
  const isNamed = named?.records.some(({ cells }) => cells.some((cell) => known.has(searchText(cell))));
  const best = isNamed ? named : (sampled.find(({ records }) => records.length > 0) ?? named);
  return {
    kind,
    encoding: null,
    delimiter: null,
    sheet: best?.sheet.name ?? null,
    sheets,
    records: best?.records ?? [],
  };
}

/** A page names its encoding; where its bytes say otherwise, these are believed. */
function encodingOf(kind: TableKind, { bytes }: FileHead, detected: Encoding): Encoding {
  if (kind !== 'html' || !isEightBit(detected)) return detected;
  const named = encodingOfHtml(bytes);
  return named !== undefined && isEightBit(named) ? named : detected;
}

async function sampleText(head: FileHead, known: ReadonlySet<string>, chosen: ChosenFormat): Promise<Result<Sample>> {
  const detected = chosen.encoding ?? detectEncodingOf(head.bytes, known);
  const decode = async (encoding: Encoding): Promise<string> =>
    (await Array.fromAsync(decodeText(once(head.bytes), encoding))).join('');
  const text = await decode(detected);
  const recognised = recogniseText(text);
  if (!recognised.ok) return recognised;
  const kind = recognised.value;
  if (kind !== 'delimited') {
    const encoding = chosen.encoding ?? encodingOf(kind, head, detected);
    const source: Source = { kind, encoding, delimiter: null, sheet: null };
    const records = await firstOf(recordsOfSource(once(head.bytes), source));
    // What the head ends in the middle of is left for later.
    const whole = head.complete || records.length < 2 ? records : records.slice(0, -1);
    return ok({ ...source, sheets: [], records: kind === 'html' ? squared(whole) : whole });
  }
  const lastEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  const whole = head.complete || lastEnd < 0 ? text : text.slice(0, lastEnd);
  const told = chosen.delimiter ?? /^sep=([;,\t|])\s*[\r\n]/.exec(whole)?.[1];
  const cut = told ? { delimiter: told, records: await sampleOf(whole, told) } : await detectDelimiter(whole, known);
  const { delimiter, records } = cut;
  return ok({ kind, encoding: detected, delimiter, sheet: null, sheets: [], records });
}

/**
 * How to read a file, by its content, or why it cannot be read: empty, damaged, binary, or of a kind that holds no table,
 * each with its own reason. `knownHeadings` are names by which a row of headings is recognised; without one a single column
 * is taken to have none.
 */
export async function detectTable(
  head: FileHead,
  knownHeadings: readonly string[] = [],
  chosen: ChosenFormat = {},
): Promise<Result<TableFormat>> {
  try {
    return await detect(head, new Set(knownHeadings.map(searchText)), chosen);
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.reason);
    throw error;
  }
}

async function detect(head: FileHead, known: ReadonlySet<string>, chosen: ChosenFormat): Promise<Result<TableFormat>> {
  const start = isReadWhole(head.bytes) && !head.complete ? refuse('import.workbook_too_large') : undefined;
  const binary = start ?? recogniseBinary(head.bytes);
  if (binary && !binary.ok) return binary;
  const workbook = binary?.value;
  const sampled =
    workbook === 'xlsx' || workbook === 'ods' || workbook === 'xls'
      ? ok(await sampleWorkbook(workbook, head, known, chosen))
      : await sampleText(head, known, chosen);
  if (!sampled.ok) return sampled;
  const { records, ...source } = sampled.value;
  if (records.length === 0) return refuse('import.empty');
  const fixed = fixedHeadings(source.kind);
  if (fixed) return ok({ ...source, headingRow: null, headings: fixed });
  const headingRow =
    chosen.headingRow === undefined ? (findHeading(records, known)?.number ?? null) : chosen.headingRow;
  if (headingRow !== null && !records.some(({ number }) => number === headingRow)) {
    return refuse('import.no_such_heading_row', { values: { row: headingRow } });
  }
  return ok({ ...source, headingRow, headings: headingsOf(records, headingRow) });
}
