import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readRows } from '#platform/import/rows.ts';
import { detectTable, readHead } from '#platform/import/table-format.ts';
import { writeDelimited } from './delimited.ts';
import { type Cell, writeWorkbook } from './workbook.ts';

const columns = [{ heading: 'Клиент' }, { heading: 'ИНН' }, { heading: 'Размер' }, { heading: 'Проверка' }];
const table: readonly (readonly Cell[])[] = [
  ['Администрация «Южа» & <Ко>', '0012345678', 42_029, { day: '2026-11-23' }],
  ['=HYPERLINK("https://evil.example")', '+79648232307', null, null],
  ['строка\nв две; и "кавычки"', null, -5, { day: '1985-01-01' }],
];

async function* rowsOf<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

it('a workbook is read back as it was written: texts as texts, numbers as numbers, days as days', async () => {
  const bytes = await bytesOf(writeWorkbook('Реестр: рынок', columns, rowsOf(table)));
  const files = unzipSync(bytes);
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(sheet).toContain('<c r="C2"><v>42029</v></c>');
  expect(sheet).toContain('<c r="D2" s="1"><v>46349</v></c>');
  expect(sheet).toContain('Администрация «Южа» &amp; &lt;Ко&gt;');
  expect(sheet).not.toContain('<f>');
  expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain('name="Реестр  рынок"');
  const open = () => rowsOf([bytes]);
  const format = await detectTable(await readHead(open()), []);
  if (!format.ok) throw new Error(format.reason);
  const cells: unknown[] = [];
  for await (const row of readRows(open(), format.value)) cells.push(row.cells);
  expect(cells[0]).toMatchObject({ Клиент: 'Администрация «Южа» & <Ко>', ИНН: '0012345678', Размер: '42029' });
  expect(cells).toHaveLength(3);
});

it('a long table is written as it comes', async () => {
  let given = 0;
  async function* many(): AsyncGenerator<Cell[]> {
    for (; given < 20_000; given++) yield [`Клиент ${given}`, null, given, null];
  }
  const parts = writeWorkbook('Реестр', columns, many());
  await parts.next();
  expect(given).toBeLessThan(5_000);
  await bytesOf(parts);
  expect(given).toBe(20_000);
});

it('the text table neutralises formulas and keeps phones, numbers and days readable', async () => {
  const bytes = await bytesOf(writeDelimited(columns, rowsOf(table), (day) => day.split('-').reverse().join('.')));
  expect(Buffer.from(bytes).toString('utf8')).toBe(
    '\ufeffКлиент;ИНН;Размер;Проверка\r\n' +
      'Администрация «Южа» & <Ко>;0012345678;42029;23.11.2026\r\n' +
      '"\'=HYPERLINK(""https://evil.example"")";+79648232307;;\r\n' +
      '"строка\nв две; и ""кавычки""";;-5;01.01.1985\r\n',
  );
});
