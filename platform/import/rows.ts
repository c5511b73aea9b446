import { restoreFormula } from '#shared/csv-formula.ts';
import { uniqueHeadings } from './headings.ts';
import type { TableRecord } from './records.ts';
import { recordsOfSource } from './sources.ts';
import type { TableFormat } from './table-format.ts';

/** Something wrong in a row: a key of the texts `reason.*`, and the value it is about. `column` is null for the whole row. */
export type RowProblem = {
  readonly row: number;
  readonly column: string | null;
  readonly reason: string;
  readonly value: string;
};

/** One row of a table. `number` counts as the spreadsheet does: headings and blank rows have theirs. */
export type TableRow = {
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly problems: readonly RowProblem[];
};

/** Begins as an assignment, calls a function, or calls another program; a signed phone or remark does none of it. */
const formula = /^\s*(?:=|[@+-]\s*[\p{L}_][\p{L}\d_.]*\(|[@+-][^(]*\|.*!)/u;

function problemsOf(record: TableRecord, { headings, kind }: TableFormat, cells: readonly string[]): RowProblem[] {
  const problem = (column: string | null, reason: string, value: string): RowProblem => ({
    row: record.number,
    column,
    reason: `import.${reason}`,
    value,
  });
  const extra = cells.slice(headings.length).filter((cell) => cell.trim() !== '');
  const named = headings.map((heading, index) => ({ heading, cell: cells[index] ?? '' }));
  const problems: RowProblem[] = [];
  if (record.fault === 'too_long') problems.push(problem(null, 'row_too_long', (cells[0] ?? '').slice(0, 100)));
  if (record.fault === 'quote_not_closed') problems.push(problem(null, 'quote_not_closed', cells.join(' ')));
  // A stray quote that leaves every cell in its place has done no harm.
  if (record.fault === 'stray_quote' && cells.length !== headings.length) {
    problems.push(problem(null, 'stray_quote', cells.join(' ')));
  }
  // Only where delimiters tell cells apart has a spare one moved the others; elsewhere it stands below no heading.
  const spare = kind === 'delimited' ? 'extra_cells' : 'cells_without_heading';
  if (extra.length > 0) problems.push(problem(null, spare, extra.join(' ')));
  named.forEach(({ heading, cell }, index) => {
    if (cell.includes('\ufffd') || record.undecodable?.includes(index)) {
      problems.push(problem(heading, 'undecodable', cell));
    }
    if (formula.test(cell)) problems.push(problem(heading, 'formula', cell));
  });
  return problems;
}

/** Some programs repeat the row of headings on every page of a table. */
function repeatsHeadings(cells: readonly string[], { headingRow, headings }: TableFormat): boolean {
  if (headingRow === null || cells[0]?.trim() !== headings[0]) return false;
  return uniqueHeadings(headings.map((_, index) => cells[index] ?? '')).every(
    (name, index) => name === headings[index],
  );
}

/**
 * The rows of a table below its headings, one at a time; memory stays bounded, whatever the size of a text, and a workbook
 * lies in it as it is packed. Blank rows and repeated headings are left out. Nothing is dropped in silence: cells beyond the
 * last column, broken quotes, bytes that are no characters and formulas come as problems of their row, which is read all the
 * same. Throws `UnreadableFile` where the file turns out damaged.
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, format: TableFormat): AsyncGenerator<TableRow> {
  const { headings, kind } = format;
  for await (const record of recordsOfSource(chunks, format, headings.length)) {
    if (record.number <= (format.headingRow ?? 0)) continue;
    // In a CSV alone a text that begins like a formula is kept from running by an apostrophe.
    const cells = kind === 'delimited' ? record.cells.map(restoreFormula) : record.cells;
    if (cells.every((cell) => cell.trim() === '') || repeatsHeadings(cells, format)) continue;
    yield {
      number: record.number,
      cells: Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])),
      problems: problemsOf(record, format, cells),
    };
  }
}
