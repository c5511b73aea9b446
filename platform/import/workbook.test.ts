import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from './rows.ts';
import { type ChosenFormat, detectTable, readHead } from './table-format.ts';
import { archive, inChunks, type TestSheet, workbookParts } from './testing.ts';
import { unzipText, zipEntries } from './zip.ts';

const detect = async (bytes: Uint8Array, chosen: ChosenFormat = {}) =>
  detectTable(await readHead(inChunks(bytes, 1000)), ['Наименование', 'ИНН'], chosen);

async function rowsOf(bytes: Uint8Array, chosen: ChosenFormat = {}) {
  const format = await detect(bytes, chosen);
  if (!format.ok) throw new Error(format.reason);
  return Array.fromAsync(readRows(inChunks(bytes, 1000), format.value));
}

const cellsOf = async (sheet: TestSheet['rows'], formats: readonly string[] = [], from1904 = false) => {
  const bytes = archive(workbookParts([{ name: 'Лист1', rows: sheet }], { formats, from1904 }));
  return (await rowsOf(bytes)).map(({ cells }) => Object.values(cells));
};

describe('a workbook', () => {
  const customers: TestSheet = {
    name: 'Клиенты',
    rows: [
      ['Выгрузка на 24.02.2025'],
      [],
      ['Наименование', 'ИНН', 'Телефон'],
      ['ООО "Ромашка" & Ко', 7707083893, 84951234567],
      [null, null, null],
      ['Лютик'],
    ],
  };

  it('is read by its sheet, with headings found and rows numbered as in the sheet', async () => {
    const bytes = archive(workbookParts([customers]));
    expect(await detect(bytes)).toEqual({
      ok: true,
      value: {
        kind: 'xlsx',
        encoding: null,
        delimiter: null,
        sheet: 'Клиенты',
        sheets: ['Клиенты'],
        headingRow: 3,
        headings: ['Наименование', 'ИНН', 'Телефон'],
      },
    });
    expect(await rowsOf(bytes)).toEqual([
      {
        number: 4,
        cells: { Наименование: 'ООО "Ромашка" & Ко', ИНН: '7707083893', Телефон: '84951234567' },
        problems: [],
      },
      { number: 6, cells: { Наименование: 'Лютик', ИНН: '', Телефон: '' }, problems: [] },
    ]);
  });

  it('is opened at the first visible sheet with known headings; another may be chosen', async () => {
    const cover: TestSheet = { name: 'Обложка', rows: [['Отчёт'], ['за год']] };
    const hidden: TestSheet = { name: 'Служебный', state: 'hidden', rows: [['Наименование', 'ИНН']] };
    const bytes = archive(workbookParts([hidden, cover, customers]));
    expect(await detect(bytes)).toMatchObject({
      value: { sheet: 'Клиенты', sheets: ['Служебный', 'Обложка', 'Клиенты'] },
    });
    expect(await rowsOf(bytes, { sheet: 'Обложка', headingRow: null })).toMatchObject([
      { cells: { A: 'Отчёт' } },
      { cells: { A: 'за год' } },
    ]);
  });

  it('tells of values that stand below no heading, and leaves the others where they are', async () => {
    const rows = await rowsOf(
      archive(
        workbookParts([
          {
            name: 'a',
            rows: [
              ['Наименование', 'ИНН'],
              ...Array.from({ length: 250 }, () => ['Ромашка', '1']),
              ['Лютик', '2', 'тайное'],
            ],
          },
        ]),
      ),
    );
    expect(rows.at(-1)).toEqual({
      number: 252,
      cells: { Наименование: 'Лютик', ИНН: '2' },
      problems: [{ row: 252, column: null, reason: 'import.cells_without_heading', value: 'тайное' }],
    });
  });

  const cell = (xml: string) => ({ xml });

  it.each([
    { what: 'a formula by its last value', xml: '<c><f>A1*2</f><v>14</v></c>', text: '14' },
    { what: 'a text of a formula', xml: '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', text: 'ab' },
    { what: 'an error as nothing', xml: '<c t="e"><v>#N/A</v></c>', text: '' },
    { what: 'a truth', xml: '<c t="b"><v>1</v></c>', text: 'TRUE' },
    { what: 'a text in its place', xml: '<c t="inlineStr"><is><t>Южа</t></is></c>', text: 'Южа' },
    {
      what: 'a text in several faces',
      xml: '<c t="inlineStr"><is><r><t>Ю</t></r><r><t>жа</t></r></is></c>',
      text: 'Южа',
    },
    { what: 'escaped characters', xml: '<c t="str"><v>a_x000A_b</v></c>', text: 'a\nb' },
    { what: 'a prefixed cell', xml: '<c t="str"><v>&#1070;жа</v></c>', text: 'Южа' },
    { what: 'a long number with an exponent', xml: '<c><v>7.7070838930000E9</v></c>', text: '7707083893' },
    { what: 'a number with a binary tail', xml: '<c><v>44.878414000000003</v></c>', text: '44.878414' },
    { what: 'a tiny number', xml: '<c><v>1E-7</v></c>', text: '0.0000001' },
    { what: 'a number of twenty digits', xml: '<c><v>4.0702810000000102E+19</v></c>', text: '40702810000000100000' },
    { what: 'leading zeros that are shown', xml: '<c s="1"><v>1601000</v></c>', text: '01601000' },
    { what: 'a day', xml: '<c s="2"><v>45712</v></c>', text: '2025-02-24' },
    { what: 'a day with its time', xml: '<c s="3"><v>45712.427083333336</v></c>', text: '2025-02-24 10:15' },
    { what: 'a time', xml: '<c s="4"><v>0.42709490740740744</v></c>', text: '10:15:01' },
    { what: 'a share', xml: '<c s="5"><v>0.15</v></c>', text: '15%' },
    { what: 'a sum of money', xml: '<c s="6"><v>1500.5</v></c>', text: '1500.5' },
    { what: 'a day written out', xml: '<c t="d"><v>2025-02-24T00:00:00</v></c>', text: '2025-02-24' },
    { what: 'a number beyond all days', xml: '<c s="2"><v>99999999</v></c>', text: '99999999' },
  ])('gives $what', async ({ xml, text }) => {
    const formats = [
      '00000000',
      'dd\\.mm\\.yyyy;@',
      '[$-419]d mmm yyyy h:mm',
      'h:mm:ss',
      '0%',
      '#,##0.00\\ "руб. за день"',
    ];
    const [row] = await cellsOf(
      [
        ['Наименование', 'ИНН'],
        ['x', cell(xml)],
      ],
      formats,
    );
    expect(row?.[1]).toBe(text);
  });

  it('counts days from 1904 where it says so', async () => {
    const [row] = await cellsOf(
      [
        ['Наименование', 'ИНН'],
        ['x', cell('<c s="1"><v>44250</v></c>')],
      ],
      ['dd.mm.yyyy'],
      true,
    );
    expect(row?.[1]).toBe('2025-02-24');
  });

  it('is read the same by whatever prefix and without references of cells', async () => {
    const parts = workbookParts([customers]);
    const sheet = 'xl/worksheets/sheet1.xml';
    const plain = { ...parts, [sheet]: (parts[sheet] ?? '').replace(/ r="[A-Z]+\d+"/g, '') };
    const prefixed = { ...parts, [sheet]: (parts[sheet] ?? '').replace(/<(\/?)(\w)/g, '<$1x:$2') };
    const expected = await rowsOf(archive(parts));
    expect(await rowsOf(archive(prefixed))).toEqual(expected);
    expect(await rowsOf(archive(plain))).toEqual(expected);
  });

  it('brings back every table of texts', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'аЯё1 ;,"<&\'=\n№«'), minLength: 1, maxLength: 12 });
    const filled = text.filter((cell) => cell.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(filled, text), { minLength: 1, maxLength: 8 }), async (table) => {
        const bytes = archive(workbookParts([{ name: 'Лист', rows: [['Наименование', 'ИНН'], ...table] }]));
        const rows = await rowsOf(bytes);
        expect(rows.map(({ cells }) => [cells.Наименование, cells.ИНН])).toEqual(table);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an archive that is no readable workbook', () => {
  const whole = archive(
    workbookParts([
      {
        name: 'a',
        rows: [
          ['Наименование', 'ИНН'],
          ['Ромашка', '1'],
        ],
      },
    ]),
  );

  it.each([
    {
      what: 'a document',
      bytes: archive({ '[Content_Types].xml': '', 'word/document.xml': '<w/>' }),
      reason: 'is_document',
    },
    { what: 'an archive of files', bytes: archive({ 'клиенты.csv': 'a;b' }), reason: 'is_archive' },
    { what: 'a binary workbook', bytes: archive({ 'xl/workbook.bin': 'x' }), reason: 'is_binary_workbook' },
    { what: 'a workbook without its end', bytes: whole.subarray(0, whole.length - 40), reason: 'damaged' },
    {
      what: 'a workbook without its middle',
      bytes: Buffer.concat([whole.subarray(0, 300), whole.subarray(500)]),
      reason: 'damaged',
    },
    { what: 'an empty workbook', bytes: archive(workbookParts([{ name: 'a', rows: [] }])), reason: 'empty' },
    {
      what: 'a workbook whose list of sheets is gone',
      bytes: archive({ ...workbookParts([{ name: 'a', rows: [['a']] }]), 'xl/workbook.xml': '<workbook/>' }),
      reason: 'empty',
    },
  ])('$what is refused', async ({ bytes, reason }) => {
    expect(await detect(bytes)).toMatchObject({ ok: false, reason: `import.${reason}` });
  });

  it('is refused where a bit of its sheet is spoilt', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => [`Клиент ${index * 7919}`, String(index * 104_729)]);
    const bytes = archive(workbookParts([{ name: 'a', rows: [['Наименование', 'ИНН'], ...rows] }]));
    const at = bytes.length / 2;
    const spoilt = Uint8Array.from(bytes, (byte, index) => (index === Math.trunc(at) ? byte ^ 255 : byte));
    await expect(rowsOf(spoilt)).rejects.toThrow(/import\.damaged/);
  });

  it('is refused where its texts unpack to more than memory should hold', async () => {
    const bomb = archive({ 'xl/sharedStrings.xml': new Uint8Array(1024 * 1024) });
    expect(bomb.length).toBeLessThan(10_000);
    const [entry] = zipEntries(bomb).values();
    if (entry === undefined) throw new Error('no part');
    const unpack = (claimed: number) => unzipText(bomb, { ...entry, unpacked: claimed }, 1000);
    await expect(unpack(entry.unpacked)).rejects.toThrow(/unpacks_too_large/);
    await expect(unpack(10)).rejects.toThrow(/unpacks_too_large/);
  });

  it('is refused above the size that memory allows', async () => {
    const huge = async function* () {
      yield new Uint8Array([0x50, 0x4b, 3, 4]);
      const part = new Uint8Array(8 * 1024 * 1024);
      for (let read = 0; read < 14; read++) yield part;
    };
    expect(await detectTable(await readHead(huge()))).toMatchObject({ ok: false, reason: 'import.workbook_too_large' });
  });
});
