import { Parser } from 'htmlparser2';
import type { TableRecord } from './records.ts';

/** Elements that stand on lines of their own inside a cell. */
const lineBreakers: ReadonlySet<string> = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'hr']);
const silent: ReadonlySet<string> = new Set(['script', 'style', 'head', 'template']);
const longestCell = 256 * 1024;
const mostColumns = 16_384;

type Cell = { text: string; column: number; span: number };
type Row = { readonly cells: string[]; column: number; tooLong: boolean };
/** A table under way; tables may stand inside the cells of others. */
type Table = { row: Row | null; cell: Cell | null; readonly below: Map<number, number> };

const spanOf = (value: string | undefined): number => Math.min(1000, Math.max(1, Math.trunc(Number(value)) || 1));

/** A cell as it is seen: spaces run together, lines where the page breaks them. */
const seenText = (text: string): string =>
  text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

/**
 * The rows of the tables of a page, one table below another, numbered from 1 and with memory for a piece of the page. A cell
 * over several columns or rows stands in its first one. Blank rows are left out.
 */
export async function* recordsOfHtml(chunks: AsyncIterable<string>): AsyncGenerator<TableRecord> {
  let found: TableRecord[] = [];
  let [number, silence] = [0, 0];
  const tables: Table[] = [];
  const current = (): Table | undefined => tables.at(-1);

  const endCell = (table: Table): void => {
    const { row, cell } = table;
    table.cell = null;
    if (row === null || cell === null) return;
    while (row.cells.length < cell.column) row.cells.push('');
    row.cells[cell.column] = seenText(cell.text);
    row.column = cell.column + cell.span;
  };
  const endRow = (table: Table): void => {
    endCell(table);
    const { row } = table;
    table.row = null;
    if (row === null) return;
    number++;
    for (const [column, rows] of table.below) {
      if (rows <= 1) table.below.delete(column);
      else table.below.set(column, rows - 1);
    }
    if (row.cells.some((text) => text !== '')) {
      found.push({ number, cells: row.cells, ...(row.tooLong ? { fault: 'too_long' as const } : {}) });
    }
  };
  const beginCell = (table: Table, { colspan, rowspan }: Readonly<Record<string, string>>): void => {
    endCell(table);
    table.row ??= { cells: [], column: 0, tooLong: false };
    let { column } = table.row;
    while (table.below.has(column)) column++;
    if (column >= mostColumns) return;
    const [span, rows] = [spanOf(colspan), spanOf(rowspan)];
    table.cell = { text: '', column, span };
    // One more, since the row under way counts as one when it ends.
    for (let at = column; rows > 1 && at < column + span; at++) table.below.set(at, rows);
  };
  const write = (text: string): void => {
    const table = current();
    if (silence > 0 || !table?.cell) return;
    if (table.cell.text.length < longestCell) table.cell.text += text;
    else if (table.row) table.row.tooLong = true;
  };

  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (silent.has(name)) silence++;
      else if (name === 'table') tables.push({ row: null, cell: null, below: new Map() });
      const table = current();
      if (table === undefined) return;
      if (name === 'tr') endRow(table);
      if (name === 'td' || name === 'th') beginCell(table, attributes);
      else if (lineBreakers.has(name)) write('\n');
    },
    // Line ends of the source are spaces to whoever reads the page.
    ontext: (text) => write(text.replace(/[\r\n\t]+/gu, ' ')),
    onclosetag: (name) => {
      if (silent.has(name)) silence = Math.max(0, silence - 1);
      const table = current();
      if (table === undefined) return;
      if (name === 'td' || name === 'th') endCell(table);
      else if (name === 'tr') endRow(table);
      else if (name === 'table') {
        endRow(table);
        tables.pop();
      } else if (name !== 'br' && lineBreakers.has(name)) write('\n');
    },
  });
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield* found;
    found = [];
  }
  parser.end();
  while (tables.length > 0) {
    const table = tables.pop();
    if (table) endRow(table);
  }
  yield* found;
}

/** The encoding that a page names in its head, as `TextDecoder` knows it. */
export function encodingOfHtml(head: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(head.subarray(0, 4096));
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/iu.exec(start)?.[1];
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
