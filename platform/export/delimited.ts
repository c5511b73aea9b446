import { neutraliseFormula } from '#shared/csv-formula.ts';
import type { Cell, SheetColumn } from './workbook.ts';

const QUOTED = /[";\r\n]/;
const BEGINNING = '\ufeff';
const FLUSH_CHARACTERS = 64 * 1024;

/**
 * A table as text for spreadsheets of this country: parted by semicolons, in UTF-8 with its mark, days as they are written
 * here, formulas made harmless.
 */
export async function* writeDelimited(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly Cell[]>,
  printDay: (day: string) => string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = BEGINNING + lineOf(columns.map(({ heading }) => heading));
  for await (const cells of rows) {
    text += lineOf(cells.map((cell) => printed(cell, printDay)));
    if (text.length > FLUSH_CHARACTERS) {
      yield encoder.encode(text);
      text = '';
    }
  }
  yield encoder.encode(text);
}

function printed(cell: Cell, printDay: (day: string) => string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return typeof cell === 'string' ? neutraliseFormula(cell) : printDay(cell.day);
}

const lineOf = (cells: readonly string[]): string =>
  `${cells.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`;
