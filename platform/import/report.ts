import { stringify } from 'csv-stringify/sync';
import { neutraliseFormula } from '#shared/csv-formula.ts';
import type { RowProblem } from './rows.ts';

/** What became of a row: a new record, a change of one that was there, left as it is (and why), or not accepted. */
export type RowOutcome = 'taken' | 'updated' | 'skipped' | 'refused';

/** What an import did, so far or in the end. Every row read has exactly one outcome. */
export type ImportReport = {
  readonly read: number;
  readonly taken: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
  /** The first problems in the order of rows, of the kept number at most. */
  readonly problems: readonly RowProblem[];
  /** Problems beyond those kept; they are in the file of refused rows as far as their rows were refused. */
  readonly problemsLeftOut: number;
};

export const emptyReport: ImportReport = {
  read: 0,
  taken: 0,
  updated: 0,
  skipped: 0,
  refused: 0,
  problems: [],
  problemsLeftOut: 0,
};

/** Problems that a report keeps, so that a file wrong in every row does not become a report of that size. */
export const mostProblems = 1_000;

/** The report with more rows counted: how many had each outcome, and their problems. */
export function addRows(
  report: ImportReport,
  outcomes: Readonly<Partial<Record<RowOutcome, number>>>,
  problems: readonly RowProblem[] = [],
): ImportReport {
  const { taken = 0, updated = 0, skipped = 0, refused = 0 } = outcomes;
  const kept = problems.slice(0, mostProblems - report.problems.length);
  return {
    read: report.read + taken + updated + skipped + refused,
    taken: report.taken + taken,
    updated: report.updated + updated,
    skipped: report.skipped + skipped,
    refused: report.refused + refused,
    problems: kept.length > 0 ? [...report.problems, ...kept] : report.problems,
    problemsLeftOut: report.problemsLeftOut + problems.length - kept.length,
  };
}

/** A row that was not taken, as it was read, with what was wrong in it. */
export type RefusedRow = {
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly problems: readonly RowProblem[];
};

/** How the file of refused rows speaks to its reader: names of its two own columns, and a problem in words. */
export type RefusedRowsWords = {
  readonly row: string;
  readonly reason: string;
  readonly describe: (problem: RowProblem) => string;
};

const byteOrderMark = '\ufeff';
/** Without the match a line feed alone, which is no record delimiter here, would go out unquoted. */
const layout = { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ };

const line = (cells: readonly string[]): string => stringify([cells.map(neutraliseFormula)], layout);

/**
 * The refused rows as a CSV that Excel opens with a double click, line by line: row number and reasons in front of the
 * original cells. Once mended it can be imported again: the two own columns are left out by whoever maps the columns.
 */
export async function* refusedRowsCsv(
  headings: readonly string[],
  rows: Iterable<RefusedRow> | AsyncIterable<RefusedRow>,
  words: RefusedRowsWords,
): AsyncGenerator<string> {
  yield byteOrderMark + line([words.row, words.reason, ...headings]);
  for await (const { number, cells, problems } of rows) {
    const reasons = problems.map(words.describe).join('; ');
    yield line([String(number), reasons, ...headings.map((heading) => cells[heading] ?? '')]);
  }
}
