import { writeOds } from 'hucre';
import { expect, it } from 'vitest';
import { readRows } from './rows.ts';
import { detectTable, readHead } from './table-format.ts';
import { inChunks } from './testing.ts';

const bytesOf = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
const u16 = (value: number) => bytesOf(value & 0xff, (value >> 8) & 0xff);
const u32 = (value: number) => bytesOf(u16(value & 0xffff), u16(value >>> 16));
const utf16 = (text: string) => bytesOf(...Array.from(text, (letter) => u16(letter.charCodeAt(0))));
const record = (id: number, ...data: readonly (number | Uint8Array)[]) => {
  const body = bytesOf(...data);
  return bytesOf(u16(id), u16(body.length), body);
};
const begin = (kind: number) => record(0x809, u16(0x600), u16(kind), u16(0), u16(0), u32(0), u32(0));
const END = record(0x0a);

/** A sheet of texts and numbers in the records of Excel 97 (BIFF8). */
function biff(name: string, rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const table = record(
    0xfc,
    u32(texts.length),
    u32(texts.length),
    ...texts.flatMap((text) => [u16(text.length), 1, utf16(text)]),
  );
  const place = (row: number, column: number) => bytesOf(u16(row), u16(column), u16(0));
  const cells = rows.flatMap((row, at) =>
    row.map((cell, column) =>
      typeof cell === 'number'
        ? record(0x203, place(at, column), new Uint8Array(new Float64Array([cell]).buffer))
        : record(0xfd, place(at, column), u32(texts.indexOf(cell))),
    ),
  );
  const sheetAt = (from: number) => record(0x85, u32(from), u16(0), name.length, 1, utf16(name));
  const before = begin(5).length + sheetAt(0).length + table.length + END.length;
  return bytesOf(begin(5), sheetAt(before), table, END, begin(0x10), ...cells, END);
}

const SECTOR = 512;
const FREE = 0xffffffff;
const CHAIN_END = 0xfffffffe;

/** A compound file, as Excel kept its workbooks until 2003, with one stream in it. */
function compound(name: string, stream: Uint8Array): Uint8Array {
  // Smaller streams live elsewhere; the rest is filled up.
  const sectors = Math.max(8, Math.ceil(stream.length / SECTOR));
  const content = new Uint8Array(sectors * SECTOR);
  content.set(stream);
  const chain = Array.from({ length: SECTOR / 4 }, (_, at) => {
    if (at === 0) return 0xfffffffd;
    if (at === 1 || at === sectors + 1) return CHAIN_END;
    return at <= sectors ? at + 1 : FREE;
  });
  const entry = (text: string, kind: number, child: number, start: number, size: number) => {
    const made = new Uint8Array(128);
    made.set(utf16(text));
    made.set(bytesOf(u16(text === '' ? 0 : text.length * 2 + 2), kind, 1, u32(FREE), u32(FREE), u32(child)), 64);
    made.set(bytesOf(u32(start), u32(size)), 116);
    return made;
  };
  const directory = [
    entry('Root Entry', 5, 1, CHAIN_END, 0),
    entry(name, 2, FREE, 2, content.length),
    entry('', 0, FREE, 0, 0),
    entry('', 0, FREE, 0, 0),
  ];
  const header = new Uint8Array(SECTOR);
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  header.set(bytesOf(u16(0x3e), u16(3), u16(0xfffe), u16(9), u16(6)), 24);
  header.set(bytesOf(u32(1), u32(1), u32(0), u32(4096), u32(CHAIN_END), u32(0), u32(CHAIN_END), u32(0)), 44);
  for (let at = 76; at < SECTOR; at += 4) header.set(u32(at === 76 ? 0 : FREE), at);
  return bytesOf(header, ...chain.map(u32), ...directory, content);
}

const ROWS = [
  ['ИНН', 'Название', 'Жителей'],
  ['6281205097', 'Тулун', 42_029],
  ['7707083893', '«Город» Зима', 30_500],
];
const read = async (bytes: Uint8Array) => {
  const format = await detectTable(await readHead(inChunks(bytes, 4096)), ['ИНН', 'Название']);
  if (!format.ok) return format.reason;
  const rows: Record<string, string>[] = [];
  for await (const row of readRows(inChunks(bytes, 4096), format.value)) rows.push({ ...row.cells });
  return { kind: format.value.kind, rows };
};
const CELLS = [
  { ИНН: '6281205097', Название: 'Тулун', Жителей: '42029' },
  { ИНН: '7707083893', Название: '«Город» Зима', Жителей: '30500' },
];

it('a workbook of Excel 97 to 2003 is read by its content, whatever its name', async () => {
  expect(await read(compound('Workbook', biff('База', ROWS)))).toEqual({ kind: 'xls', rows: CELLS });
});

it('a workbook of OpenDocument is read', async () => {
  expect(await read(await writeOds({ sheets: [{ name: 'База', rows: ROWS }] }))).toEqual({ kind: 'ods', rows: CELLS });
});

it.each([
  ['a document of Word', compound('WordDocument', bytesOf(...Array(600).fill(7)))],
  ['a damaged workbook', compound('Workbook', biff('База', ROWS)).subarray(0, 700)],
])('%s of that time is refused with what to do', async (_what, bytes) => {
  expect(await read(bytes)).toBe('import.is_old_binary');
});
