import { Zip, ZipDeflate } from 'fflate';

/** A cell as a spreadsheet keeps it: texts stay texts, whatever they look like; a day is a date, not a text. */
export type Cell = string | number | null | { day: string };

export interface SheetColumn {
  heading: string;
  /** In characters. */
  width?: number;
}

/** What a sheet holds at most, its heading included; beyond that the next sheet begins. */
const ROWS_OF_SHEET = 1_048_576;
const LONGEST_TEXT = 32_767;
const DAY_STYLE = 1;
const HEAD_STYLE = 2;
const EPOCH = Temporal.PlainDate.from('1899-12-30');
const FLUSH_CHARACTERS = 64 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook written as its rows come: memory holds one stretch of rows, not the table. The heading stays in place and can
 * be filtered by. A table longer than a sheet goes on in the next one.
 */
export async function* writeWorkbook(
  name: string,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else ready.push(bytes);
  });
  const taken = (): Uint8Array[] => {
    if (failure !== null) throw failure;
    return ready.splice(0);
  };
  const encoder = new TextEncoder();
  const whole = (path: string, text: string) => {
    const entry = new ZipDeflate(path, { level: 6 });
    zip.add(entry);
    entry.push(encoder.encode(XML + text), true);
  };

  let sheets = 0;
  let row = 0;
  let text = '';
  const begin = (): ZipDeflate => {
    sheets += 1;
    row = 1;
    const entry = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 6 });
    zip.add(entry);
    text = XML + sheetHead(columns);
    return entry;
  };
  const end = (entry: ZipDeflate) => {
    entry.push(encoder.encode(`${text}${sheetFoot(columns.length, row)}`), true);
    text = '';
  };
  let sheet = begin();
  for await (const cells of rows) {
    if (row === ROWS_OF_SHEET) {
      end(sheet);
      sheet = begin();
    }
    row += 1;
    text += `<row r="${row}">${cells.map((cell, at) => cellOf(cell, `${letters(at)}${row}`)).join('')}</row>`;
    if (text.length > FLUSH_CHARACTERS) {
      sheet.push(encoder.encode(text));
      text = '';
      yield* taken();
    }
  }
  end(sheet);
  const numbers = Array.from({ length: sheets }, (_sheet, at) => at + 1);
  whole('xl/workbook.xml', workbook(name, numbers));
  whole('xl/_rels/workbook.xml.rels', workbookRelations(numbers));
  whole('xl/styles.xml', STYLES);
  whole('_rels/.rels', relations([['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml']]));
  whole('[Content_Types].xml', contentTypes(numbers));
  zip.end();
  yield* taken();
}

/** `0` is A, `26` is AA. */
function letters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(65 + (at % 26));
}

function cellOf(cell: Cell, place: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return textCell(cell, place);
  const serial = EPOCH.until(Temporal.PlainDate.from(cell.day)).days;
  return `<c r="${place}" s="${DAY_STYLE}"><v>${serial}</v></c>`;
}

function textCell(text: string, place: string, style?: number): string {
  const shown = escaped(text.slice(0, LONGEST_TEXT));
  const look = style === undefined ? '' : ` s="${style}"`;
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
}

function sheetHead(columns: readonly SheetColumn[]): string {
  const widths = columns
    .map(({ width = 18 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const heads = columns.map(({ heading }, at) => textCell(heading, `${letters(at)}1`, HEAD_STYLE)).join('');
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths}</cols><sheetData><row r="1">${heads}</row>`
  );
}

const sheetFoot = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${letters(Math.max(columns - 1, 0))}${rows}"/></worksheet>`;

function workbook(name: string, numbers: readonly number[]): string {
  const title = escaped(name.replace(/[\\/?*[\]:]/g, ' '))
    .replaceAll('"', '&quot;')
    .slice(0, 25);
  const sheets = numbers
    .map(
      (number) =>
        `<sheet name="${number === 1 ? title : `${title} ${number}`}" sheetId="${number}" r:id="rId${number}"/>`,
    )
    .join('');
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`;
}

function workbookRelations(numbers: readonly number[]): string {
  return relations([
    ...numbers.map((number) => [`rId${number}`, `${OFFICE}/worksheet`, `worksheets/sheet${number}.xml`] as const),
    ['rIdStyles', `${OFFICE}/styles`, 'styles.xml'],
  ]);
}

function relations(list: readonly (readonly [string, string, string])[]): string {
  const lines = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(numbers: readonly number[]): string {
  const sheets = numbers.map(
    (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets.join('')}</Types>`
  );
}

/** The usual look, the look of a day as the reader's country writes it (14), and the heading. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>';
