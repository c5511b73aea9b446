import { searchText } from '#shared/search-text.ts';
import type { TableRecord } from './records.ts';

const sampleForHeading = 12;

/** The number of cells that most records have, and the share of records that have it. */
export function usualWidth(records: readonly TableRecord[]): { width: number; share: number } {
  const counts = [...Map.groupBy(records, ({ cells }) => cells.length)].map(([width, of]) => ({
    width,
    count: of.length,
  }));
  const usual = counts.reduce((best, one) => (one.count > best.count ? one : best), { width: 1, count: 0 });
  return { width: usual.width, share: usual.count / Math.max(1, records.length) };
}

const looksLikeData = (cell: string): boolean =>
  /^[\d\s.,:;()+−–/%₽-]+$/u.test(cell) || /@|^https?:|^www\./i.test(cell) || cell.length > 80;

/** How many known names a row among the first has: two of them tell a table from a text with many commas. */
export function knownNames(records: readonly TableRecord[], known: ReadonlySet<string>): number {
  const most = Math.max(0, ...records.slice(0, sampleForHeading).map(({ cells }) => knownIn(cells, known)));
  return most > 1 ? most : 0;
}

const knownIn = (cells: readonly string[], known: ReadonlySet<string>): number =>
  cells.filter((cell) => known.has(searchText(cell))).length;

/** The row with the most names that are known; else the first row that fills the table, if it holds words only. */
export function findHeading(records: readonly TableRecord[], known: ReadonlySet<string>): TableRecord | undefined {
  const first = records.slice(0, sampleForHeading);
  const names = ({ cells }: TableRecord): number => knownIn(cells, known);
  const named = first.toSorted((a, b) => names(b) - names(a))[0];
  if (named && names(named) > 0) return named;
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
export function headingsOf(records: readonly TableRecord[], headingRow: number | null): string[] {
  const width = Math.max(1, usualWidth(records).width);
  const heading = records.find(({ number }) => number === headingRow)?.cells ?? [];
  const columns = Math.max(width, heading.findLastIndex((cell) => cell.trim() !== '') + 1);
  return uniqueHeadings(Array.from({ length: columns }, (_, index) => heading[index] ?? ''));
}
