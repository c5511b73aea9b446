import { restoreFormula } from '#shared/csv-formula.ts';
import { decodeText } from './encoding.ts';
import { recordsOf, type TableRecord } from './records.ts';
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

function problemsOf(record: TableRecord, headings: readonly string[], cells: readonly string[]): RowProblem[] {
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
  if (extra.length > 0) problems.push(problem(null, 'extra_cells', extra.join(' ')));
  for (const { heading, cell } of named) {
    if (cell.includes('\ufffd')) problems.push(problem(heading, 'undecodable', cell));
    if (formula.test(cell)) problems.push(problem(heading, 'formula', cell));
  }
  return problems;
}

/**
 * The rows of a table below its headings, one at a time and with bounded memory, whatever the size of the file. Blank rows
 * are left out. Nothing is dropped in silence: cells beyond the last column, broken quotes, bytes that are no characters
 * and formulas come as problems of their row, which is read all the same.
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, format: TableFormat): AsyncGenerator<TableRow> {
  const { headings } = format;
  const text = decodeText(chunks, format.encoding);
  for await (const record of recordsOf(text, format.delimiter, headings.length)) {
    if (record.number <= (format.headingRow ?? 0)) continue;
    const cells = record.cells.map(restoreFormula);
    if (cells.every((cell) => cell.trim() === '')) continue;
    yield {
      number: record.number,
      cells: Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])),
      problems: problemsOf(record, headings, cells),
    };
  }
}
