import { type Result, refuse } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { refuseBinary, refuseText } from './content.ts';
import { decodeText, detectEncoding, type Encoding } from './encoding.ts';
import { recordsOf, type TableRecord } from './records.ts';

/** How a delimited file is to be read. Proposed by `detectTable`; the user may change any of it. */
export type TableFormat = {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** The spreadsheet row of the headings; null when the table begins with its first record. */
  readonly headingRow: number | null;
  /** Unique names of the columns, in order; the letters of a spreadsheet where there is no heading. */
  readonly headings: readonly string[];
};

/** The beginning of a file, for detection. `complete` when it is the whole file. */
export type FileHead = { readonly bytes: Uint8Array; readonly complete: boolean };

export const headBytes = 256 * 1024;

/** Reads enough of a file to tell what it is, and leaves the rest unread. */
export async function readHead(chunks: AsyncIterable<Uint8Array>, limit = headBytes): Promise<FileHead> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  const bytes = new Uint8Array(Math.min(size, limit));
  let at = 0;
  for (const chunk of read) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += Math.min(chunk.length, bytes.length - at);
  }
  return { bytes, complete: size <= limit };
}

const delimiters = [';', ',', '\t', '|'];
const sampleRecords = 200;
const sampleForHeading = 12;

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

/** The number of cells that most records have, and the share of records that have it. */
function usualWidth(records: readonly TableRecord[]): { width: number; share: number } {
  const counts = [...Map.groupBy(records, ({ cells }) => cells.length)].map(([width, of]) => ({
    width,
    count: of.length,
  }));
  const usual = counts.reduce((best, one) => (one.count > best.count ? one : best), { width: 1, count: 0 });
  return { width: usual.width, share: usual.count / Math.max(1, records.length) };
}

/** The delimiter that cuts most records into the same number of cells; many cells count for more than few. */
async function detectDelimiter(text: string): Promise<{ delimiter: string; records: TableRecord[] }> {
  const candidates = await Promise.all(
    delimiters.map(async (delimiter) => {
      const records = await sampleOf(text, delimiter);
      const { width, share } = usualWidth(records);
      const faults = records.filter(({ fault }) => fault !== undefined).length / Math.max(1, records.length);
      return { delimiter, records, score: width > 1 && share >= 0.5 ? (share - faults) * Math.log2(width + 1) : 0 };
    }),
  );
  return candidates.reduce((best, one) => (one.score > best.score ? one : best));
}

const looksLikeData = (cell: string): boolean =>
  /^[\d\s.,:;()+−–/%₽-]+$/u.test(cell) || /@|^https?:|^www\./i.test(cell) || cell.length > 80;

/** The row with the most names that are known; else the first row that fills the table, if it holds words only. */
function findHeading(records: readonly TableRecord[], known: ReadonlySet<string>): TableRecord | undefined {
  const first = records.slice(0, sampleForHeading);
  const knownIn = ({ cells }: TableRecord): number => cells.filter((cell) => known.has(searchText(cell))).length;
  const named = first.toSorted((a, b) => knownIn(b) - knownIn(a))[0];
  if (named && knownIn(named) > 0) return named;
  const { width } = usualWidth(records);
  if (width === 1) return undefined;
  const namesOf = ({ cells }: TableRecord): string[] => cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const full = first.find((record) => new Set(namesOf(record)).size > width / 2);
  return full && namesOf(full).every((cell) => !looksLikeData(cell)) ? full : undefined;
}

/** A, B, … Z, AA, … as spreadsheets name their columns. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** Headings without spare spaces, each once: a repeated one is numbered, an empty one gets its column's letters. */
export function uniqueHeadings(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.replace(/\s+/gu, ' ').trim() || columnLetters(index);
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** The names of the columns when the table is read with `headingRow`. */
function headingsOf(records: readonly TableRecord[], headingRow: number | null): string[] {
  const width = Math.max(1, usualWidth(records).width);
  const heading = records.find(({ number }) => number === headingRow)?.cells ?? [];
  const columns = Math.max(width, heading.findLastIndex((cell) => cell.trim() !== '') + 1);
  return uniqueHeadings(Array.from({ length: columns }, (_, index) => heading[index] ?? ''));
}

/** What the user says in place of what was detected. */
export type ChosenFormat = {
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly headingRow?: number | null;
};

/**
 * How to read a file, by its content, or why it cannot be read: empty, binary, or another format, each with its own reason.
 * `knownHeadings` are names by which a row of headings is recognised; without one a single column is taken to have none.
 */
export async function detectTable(
  head: FileHead,
  knownHeadings: readonly string[] = [],
  chosen: ChosenFormat = {},
): Promise<Result<TableFormat>> {
  const binary = refuseBinary(head.bytes);
  if (binary) return binary;
  const encoding = chosen.encoding ?? detectEncoding(head.bytes);
  const text = (await Array.fromAsync(decodeText(once(head.bytes), encoding))).join('');
  const refusal = refuseText(text);
  if (refusal) return refusal;
  const lastEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  const whole = head.complete || lastEnd < 0 ? text : text.slice(0, lastEnd);
  const told = chosen.delimiter ?? /^sep=([;,\t|])\s*[\r\n]/.exec(whole)?.[1];
  const { delimiter, records } = told
    ? { delimiter: told, records: await sampleOf(whole, told) }
    : await detectDelimiter(whole);
  const found = findHeading(records, new Set(knownHeadings.map(searchText)));
  const headingRow = chosen.headingRow === undefined ? (found?.number ?? null) : chosen.headingRow;
  if (headingRow !== null && !records.some(({ number }) => number === headingRow)) {
    return refuse('import.no_such_heading_row', { values: { row: headingRow } });
  }
  return { ok: true, value: { encoding, delimiter, headingRow, headings: headingsOf(records, headingRow) } };
}
