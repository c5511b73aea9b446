import { cardHeadings, recordsOfCards } from './cards.ts';
import type { TableKind } from './content.ts';
import { decodeText, type Encoding } from './encoding.ts';
import { recordsOfHtml } from './html-table.ts';
import { openOldWorkbook, recordsOfOpenDocument, sheetsOfOpenDocument } from './old-workbook.ts';
import { recordsOf, type TableRecord } from './records.ts';
import { UnreadableFile } from './unreadable.ts';
import { openWorkbook, recordsOfSheet } from './workbook.ts';

const megabyte = 1024 * 1024;

/** Workbooks are read from their end, so they lie in memory as they are packed: so many bytes of each kind at most. */
export const mostBytesOf: Readonly<Record<'xlsx' | 'ods' | 'xls', number>> = {
  xlsx: 100 * megabyte,
  ods: 50 * megabyte,
  xls: 30 * megabyte,
};

/** A sheet that may be read. */
export type OpenSheet = { readonly name: string; readonly hidden: boolean; records(): AsyncIterable<TableRecord> };

async function* inOrder(records: readonly TableRecord[]): AsyncGenerator<TableRecord> {
  yield* records;
}

/** The sheets of a workbook of any kind. Throws `UnreadableFile` where it is damaged, protected or too large. */
export async function openSheets(kind: 'xlsx' | 'ods' | 'xls', bytes: Uint8Array): Promise<OpenSheet[]> {
  if (bytes.length > mostBytesOf[kind]) throw new UnreadableFile('import.workbook_too_large');
  if (kind === 'xls') {
    const sheets = await openOldWorkbook(bytes);
    return sheets.map(({ name, hidden, records }) => ({ name, hidden, records: () => inOrder(records) }));
  }
  if (kind === 'ods') {
    const names = await sheetsOfOpenDocument(bytes);
    return names.map((name, index) => ({ name, hidden: false, records: () => recordsOfOpenDocument(bytes, index) }));
  }
  const workbook = await openWorkbook(bytes);
  return workbook.sheets.map((sheet) => ({
    name: sheet.name,
    hidden: sheet.hidden,
    records: () => recordsOfSheet(workbook, sheet),
  }));
}

/** How the records of a file are got at, without what they mean. */
export type Source = {
  readonly kind: TableKind;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
};

export async function wholeOf(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size > limit) throw new UnreadableFile('import.workbook_too_large');
  }
  return read.length === 1 && read[0] !== undefined ? read[0] : Buffer.concat(read);
}

/**
 * The records of a file of any kind, blank ones left out. Texts pass by with memory for a piece; a workbook is loaded as it
 * is packed. `columns` is how many cells a delimited record should have, where that is known.
 */
export async function* recordsOfSource(
  chunks: AsyncIterable<Uint8Array>,
  { kind, encoding, delimiter, sheet }: Source,
  columns?: number,
): AsyncGenerator<TableRecord> {
  if (kind === 'xlsx' || kind === 'ods' || kind === 'xls') {
    const sheets = await openSheets(kind, await wholeOf(chunks, mostBytesOf[kind]));
    const chosen = sheets.find(({ name }) => name === sheet) ?? sheets[0];
    if (chosen) yield* chosen.records();
    return;
  }
  const text = decodeText(chunks, encoding ?? 'utf-8');
  if (kind === 'html') yield* recordsOfHtml(text);
  else if (kind === 'vcard') yield* recordsOfCards(text);
  else yield* recordsOf(text, delimiter ?? ';', columns);
}

/** The columns of a kind of file that always has the same ones. */
export const fixedHeadings = (kind: TableKind): readonly string[] | undefined =>
  kind === 'vcard' ? cardHeadings : undefined;
