import { strToU8, zipSync } from 'fflate';
import type { Encoding } from './encoding.ts';

const eightBit = new Map<string, Map<string, number>>();

/** Bytes of a text in an encoding that the platform can only decode, for tests. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < text.length; index++) {
      view.setUint16(index * 2, text.charCodeAt(index), encoding === 'utf-16le');
    }
    return bytes;
  }
  const known = eightBit.get(encoding);
  const table =
    known ??
    new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(new Uint8Array([byte])), byte]));
  eightBit.set(encoding, table);
  return Uint8Array.from(text, (character) => table.get(character) ?? 0x3f);
}

/** A file's content as it comes from a disk or a network. */
export async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A cell of a test workbook: its XML where it is an object, else a text or a number. */
type TestCell = string | number | null | { readonly xml: string };

export type TestSheet = {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  readonly state?: string;
};

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetXml = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts of an XLSX as Excel lays them out; `formats` are codes of numbers, styles from 1 on. */
export function workbookParts(
  sheets: readonly TestSheet[],
  { formats = [], from1904 = false }: { formats?: readonly string[]; from1904?: boolean } = {},
): Record<string, string> {
  const strings: string[] = [];
  const cellXml = (cell: TestCell, row: number, column: number): string => {
    if (cell === null) return '';
    const at = `r="${columnName(column)}${row + 1}"`;
    if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`;
    if (typeof cell === 'object') return cell.xml.replace('<c', `<c ${at}`);
    return `<c ${at} t="s"><v>${strings.push(cell) - 1}</v></c>`;
  };
  const bodies = sheets.map(({ rows }) =>
    rows
      .map(
        (cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, row, column)).join('')}</row>`,
      )
      .join(''),
  );
  const relations = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
    `${declaration}<Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  return {
    '[Content_Types].xml': `${declaration}<Types/>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${sheetXml}" xmlns:r="${office}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['rIdT', 'sharedStrings', 'sharedStrings.xml'],
      ['rIdS', 'styles', 'styles.xml'],
    ]),
    'xl/sharedStrings.xml': `${declaration}<sst xmlns="${sheetXml}">${strings.map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${sheetXml}"><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${xmlText(code)}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      bodies.map((body, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${declaration}<worksheet xmlns="${sheetXml}"><sheetData>${body}</sheetData></worksheet>`,
      ]),
    ),
  };
}

/** An archive of parts, packed as office programs do it. */
export function archive(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}
