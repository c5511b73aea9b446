import { Parser } from 'htmlparser2';
import { type CellFormat, cellFormat, numberText } from './cell-formats.ts';
import type { TableRecord } from './records.ts';
import { UnreadableFile } from './unreadable.ts';
import { unzip, unzipText, type ZipEntry, zipEntries } from './zip.ts';

/** A sheet of a workbook in the order of its tabs. */
export type Sheet = { readonly name: string; readonly hidden: boolean; readonly part: ZipEntry };

/** A workbook with everything but its rows read. */
export type Workbook = {
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly from1904: boolean;
};

const megabyte = 1024 * 1024;
/** Lists of styles and sheets are small; the texts of a sheet of a million rows are not. */
const mostOfSmallPart = 64 * megabyte;
const mostOfStrings = 192 * megabyte;
/** A sheet passes by row by row: its size costs time only. */
const mostOfSheet = 4096 * megabyte;
/** A cell of a workbook holds no more than this; a longer one is cut, and its row marked. */
const longestCell = 32_767;
const mostColumns = 16_384;

type Attributes = Readonly<Record<string, string>>;

const bareName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Calls back for every element of a part of XML, whatever its prefixes. */
function elementsOf(xml: string, onElement: (name: string, attributes: Attributes) => void): void {
  const parser = new Parser(
    { onopentag: (name, attributes) => onElement(bareName(name), attributes) },
    { xmlMode: true },
  );
  parser.end(xml);
}

/** An attribute by its name without a prefix: `r:id` is written in several ways. */
const prefixed = (attributes: Attributes, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];

/** `xl/workbook.xml` and `../theme/theme1.xml` are `theme/theme1.xml`; a leading slash is the top of the archive. */
function partPath(from: string, target: string): string {
  return decodeURI(new URL(target, `zip://part/${from}`).pathname.slice(1));
}

type Parts = ReadonlyMap<string, ZipEntry>;

async function relationsOf(
  bytes: Uint8Array,
  parts: Parts,
  of: string,
): Promise<Map<string, { type: string; path: string }>> {
  const slash = of.lastIndexOf('/') + 1;
  const part = parts.get(`${of.slice(0, slash)}_rels/${of.slice(slash)}.rels`);
  const relations = new Map<string, { type: string; path: string }>();
  if (part === undefined) return relations;
  elementsOf(await unzipText(bytes, part, mostOfSmallPart), (name, { Id, Type, Target }) => {
    if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
    relations.set(Id, { type: bareName((Type ?? '').split('/').at(-1) ?? ''), path: partPath(of, Target) });
  });
  return relations;
}

/** `_x000D_` is how workbooks write characters that XML cannot hold. */
const withCharacters = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The texts that cells refer to by number; readings of Chinese characters beside them are left out. */
async function stringsOf(bytes: Uint8Array, part: ZipEntry | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let [text, inText, inReading] = ['', false, false];
  const parser = new Parser(
    {
      onopentagname: (tag) => {
        const name = bareName(tag);
        if (name === 'si') text = '';
        else if (name === 't') inText = !inReading;
        else if (name === 'rPh') inReading = true;
      },
      ontext: (piece) => {
        if (inText && text.length < longestCell) text += piece;
      },
      onclosetag: (tag) => {
        const name = bareName(tag);
        if (name === 'si') strings.push(withCharacters(text));
        else if (name === 't') inText = false;
        else if (name === 'rPh') inReading = false;
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder();
  for await (const piece of unzip(bytes, part, mostOfStrings)) parser.write(decoder.decode(piece, { stream: true }));
  parser.end();
  return strings;
}

async function formatsOf(bytes: Uint8Array, part: ZipEntry | undefined): Promise<CellFormat[]> {
  if (part === undefined) return [];
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  elementsOf(await unzipText(bytes, part, mostOfSmallPart), (name, attributes) => {
    if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'cellStyles' || name === 'dxfs') inCells = false;
    else if (name === 'xf' && inCells) {
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(cellFormat(id, codes.get(id)));
    }
  });
  return formats;
}

/** Whether the parts of an archive are those of a workbook, whatever its first part is called. */
export const isWorkbook = (parts: Parts): boolean =>
  parts.has('[Content_Types].xml') && [...parts.keys()].some((name) => /^xl\/worksheets\/[^/]+\.xml$/iu.test(name));

/** Opens a workbook: its sheets, texts and styles. Throws `UnreadableFile` where it is damaged or unpacks to too much. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const parts = zipEntries(bytes);
  const start = [...(await relationsOf(bytes, parts, '')).values()].find(({ type }) => type === 'officeDocument');
  const path = start?.path ?? 'xl/workbook.xml';
  const main = parts.get(path);
  if (main === undefined) throw new UnreadableFile('import.damaged');
  const relations = await relationsOf(bytes, parts, path);
  const sheets: Sheet[] = [];
  let from1904 = false;
  elementsOf(await unzipText(bytes, main, mostOfSmallPart), (name, attributes) => {
    if (name === 'workbookPr') from1904 = /^(?:1|true)$/u.test(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    const part = parts.get(relations.get(prefixed(attributes, 'id') ?? '')?.path ?? '');
    const hidden = (attributes.state ?? 'visible') !== 'visible';
    if (part?.name.includes('worksheets/')) sheets.push({ name: attributes.name ?? '', hidden, part });
  });
  const pathOf = (type: string): string => [...relations.values()].find((one) => one.type === type)?.path ?? '';
  return {
    bytes,
    sheets,
    strings: await stringsOf(bytes, parts.get(pathOf('sharedStrings'))),
    formats: await formatsOf(bytes, parts.get(pathOf('styles'))),
    from1904,
  };
}

/** The column of `AB12`, the first being 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

/** The text of a cell by its type: a number as shown, a text by its number in the list, a formula's value as it was kept. */
function cellText(
  { strings, formats, from1904 }: Workbook,
  type: string,
  style: string | undefined,
  raw: string,
): string {
  switch (type) {
    case 's':
      return strings[Number(raw)] ?? '';
    case 'str':
    case 'inlineStr':
      return withCharacters(raw);
    case 'b':
      return raw.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return raw.replace(/T00:00(?::00(?:\.0+)?)?Z?$/u, '').replace('T', ' ');
    case 'e':
      return '';
    default: {
      const value = Number(raw);
      if (raw.trim() === '' || Number.isNaN(value)) return raw;
      return numberText(value, formats[Number(style ?? 0)] ?? { kind: 'general' }, from1904);
    }
  }
}

/**
 * The rows of a sheet, numbered as the sheet numbers them, blank ones left out, with memory for a few of them. A formula
 * is its last value, an error of one is nothing. Throws `UnreadableFile` where the sheet is damaged.
 */
export async function* recordsOfSheet(workbook: Workbook, sheet: Sheet): AsyncGenerator<TableRecord> {
  let rows: TableRecord[] = [];
  let [number, column, cells, tooLong] = [0, -1, [] as string[], false];
  let [type, style, raw, taking] = ['', undefined as string | undefined, '', false];
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        switch (bareName(tag)) {
          case 'row':
            number = Number(attributes.r ?? number + 1);
            [cells, column, tooLong] = [[], -1, false];
            break;
          case 'c':
            column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
            [type, style, raw] = [attributes.t ?? 'n', attributes.s, ''];
            break;
          case 'v':
          case 't':
            taking = true;
            break;
        }
      },
      ontext: (text) => {
        if (!taking) return;
        if (raw.length < longestCell) raw += text;
        else tooLong = true;
      },
      onclosetag: (tag) => {
        switch (bareName(tag)) {
          case 'v':
          case 't':
            taking = false;
            break;
          case 'c':
            if (column >= 0 && column < mostColumns && raw !== '') {
              while (cells.length < column) cells.push('');
              cells[column] = cellText(workbook, type, style, raw);
            }
            break;
          case 'row':
            if (cells.some((cell) => cell.trim() !== '')) {
              rows.push({ number, cells, ...(tooLong ? { fault: 'too_long' as const } : {}) });
            }
            break;
        }
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder();
  for await (const piece of unzip(workbook.bytes, sheet.part, mostOfSheet)) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield* rows;
    rows = [];
  }
  parser.end();
  yield* rows;
}
