import { Parser } from 'htmlparser2';
import { type CellValue, EncryptedFileError, readXls, streamOdsRows } from 'hucre';
import { plainNumber } from './cell-formats.ts';
import type { TableRecord } from './records.ts';
import { UnreadableFile } from './unreadable.ts';
import { unzip, zipEntries } from './zip.ts';

/** A sheet of a workbook that is read as a whole. */
export type LoadedSheet = { readonly name: string; readonly hidden: boolean; readonly records: readonly TableRecord[] };

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  if (Number.isNaN(value.getTime())) return '';
  return value
    .toISOString()
    .replace(/T00:00:00.*$/u, '')
    .replace(/:00\.\d+Z$/u, '')
    .replace(/\.\d+Z$/u, '')
    .replace('T', ' ');
}

const recordsOf = (rows: readonly (readonly CellValue[])[]): TableRecord[] =>
  rows
    .map((row, index) => ({ number: index + 1, cells: row.map(textOf) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));

/** The sheets of an Excel workbook of 1997 to 2003. Throws `UnreadableFile` where it is older, protected or damaged. */
export async function openOldWorkbook(bytes: Uint8Array): Promise<LoadedSheet[]> {
  try {
    const { sheets } = await readXls(bytes);
    return sheets.map(({ name, rows, hidden, veryHidden }) => ({
      name,
      hidden: Boolean(hidden ?? veryHidden),
      records: recordsOf(rows),
    }));
  } catch (error) {
    throw new UnreadableFile(error instanceof EncryptedFileError ? 'import.is_protected' : 'import.is_old_binary', {
      cause: error,
    });
  }
}

const mostOfContent = 512 * 1024 * 1024;

/** The names of the sheets of an OpenDocument workbook. Throws `UnreadableFile` where it is damaged or unpacks to too much. */
export async function sheetsOfOpenDocument(bytes: Uint8Array): Promise<string[]> {
  const content = zipEntries(bytes).get('content.xml');
  if (content === undefined) throw new UnreadableFile('import.damaged');
  const names: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'table:table') names.push(attributes['table:name'] ?? '');
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder();
  for await (const piece of unzip(bytes, content, mostOfContent)) parser.write(decoder.decode(piece, { stream: true }));
  parser.end();
  return names;
}

/** The rows of one sheet of an OpenDocument workbook, the first sheet being 0. */
export async function* recordsOfOpenDocument(bytes: Uint8Array, sheet: number): AsyncGenerator<TableRecord> {
  try {
    for await (const { index, values } of streamOdsRows(bytes, { sheets: [sheet] })) {
      const cells = values.map(textOf);
      if (cells.some((cell) => cell.trim() !== '')) yield { number: index + 1, cells };
    }
  } catch (error) {
    throw new UnreadableFile('import.damaged', { cause: error });
  }
}
