import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueHeadings } from './headings.ts';
import { readRows } from './rows.ts';
import { type ChosenFormat, detectTable, readHead } from './table-format.ts';
import { encode, inChunks } from './testing.ts';

const text8 = { kind: 'delimited', encoding: 'utf-8', sheet: null, sheets: [] };

const detect = (text: string, known: readonly string[] = [], chosen: ChosenFormat = {}) =>
  detectTable({ bytes: encode(text, 'utf-8'), complete: true }, known, chosen);

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

describe('how a table is to be read', () => {
  it.each([
    {
      what: 'semicolons although commas are in the cells',
      text: 'Организация;ИНН\nРоссошь, администрация;4061206486\nЮжа, администрация;2590537423\n',
      format: { delimiter: ';', headingRow: 1, headings: ['Организация', 'ИНН'] },
    },
    {
      what: 'commas with quoted cells',
      text: 'address,city\n"г Москва, ул. Мира",Москва\n"г Тула, ул. Мира",Тула\n',
      format: { delimiter: ',', headingRow: 1, headings: ['address', 'city'] },
    },
    {
      what: 'tabs',
      text: 'Город\tНаселение\nТула\t470000\nЮжа\t12000\n',
      format: { delimiter: '\t', headingRow: 1, headings: ['Город', 'Население'] },
    },
    {
      what: 'bars',
      text: 'Город|Население\nТула|470000\n',
      format: { delimiter: '|', headingRow: 1, headings: ['Город', 'Население'] },
    },
    {
      what: 'a delimiter that hardly anybody uses',
      text: 'Город~Население, чел.\nТула~470000\nЮжа~12000\n',
      format: { delimiter: '~', headingRow: 1, headings: ['Город', 'Население, чел.'] },
    },
    {
      what: 'the delimiter that the file itself tells',
      text: 'sep=,\nГород;район,Население\nТула;центр,470000\n',
      format: { delimiter: ',', headingRow: 2, headings: ['Город;район', 'Население'] },
    },
    {
      what: 'a title above the headings',
      text: 'Выгрузка клиентов\n\nОрганизация;ИНН;Город\nАдминистрация;4061206486;Тула\n',
      format: { delimiter: ';', headingRow: 3, headings: ['Организация', 'ИНН', 'Город'] },
    },
    {
      what: 'no headings, when the first row holds data',
      text: 'Администрация;4061206486\nВодоканал;7707083893\n',
      format: { delimiter: ';', headingRow: null, headings: ['A', 'B'] },
    },
    {
      what: 'no headings, when the first row holds an address',
      text: 'Администрация;mail@example.org\nВодоканал;info@example.org\n',
      format: { delimiter: ';', headingRow: null, headings: ['A', 'B'] },
    },
    {
      what: 'no headings, when most of no row is filled with different words',
      text: 'да;да;да\nда;да;да\n',
      format: { delimiter: ';', headingRow: null, headings: ['A', 'B', 'C'] },
    },
    {
      what: 'a bare list without a heading',
      text: 'Администрация города Тула\nРоссошь, администрация\nЮжа, администрация\nВодоканал\nГорсвет\n',
      format: { delimiter: ';', headingRow: null, headings: ['A'] },
    },
    {
      what: 'a heading wider than the rows',
      text: 'Организация;ИНН;Город\nАдминистрация;4061206486\nВодоканал;7707083893\n',
      format: { delimiter: ';', headingRow: 1, headings: ['Организация', 'ИНН', 'Город'] },
    },
    {
      what: 'empty headings at the end only where there are cells',
      text: 'Организация;ИНН;;\nАдминистрация;4061206486;Тула\nВодоканал;7707083893;Юрга\n',
      format: { delimiter: ';', headingRow: 1, headings: ['Организация', 'ИНН', 'C'] },
    },
  ])('is found for $what', async ({ text, format }) => {
    expect(await detect(text)).toEqual({ ok: true, value: { ...text8, ...format } });
  });

  it('is cut by the delimiter that makes known names, though every note has as many commas', async () => {
    const note = 'двор, улица, площадь, парк';
    const text = `Организация;ИНН;Заметка\n${`Ромашка;7707083893;${note}\n`.repeat(9)}`;
    expect(await detect(text, ['Организация', 'ИНН'])).toMatchObject({ value: { delimiter: ';', headingRow: 1 } });
  });

  it('knows a heading by the names it was told', async () => {
    const list = await detect('НАИМЕНОВАНИЕ\nАдминистрация\n', ['Наименование', 'ИНН']);
    expect(list).toMatchObject({ value: { headingRow: 1, headings: ['НАИМЕНОВАНИЕ'] } });
    const report = await detect('Отчёт;за;2026\nИНН;Наименование;2026\n7707083893;Банк;5\n', ['Наименование', 'инн']);
    expect(report).toMatchObject({ value: { headingRow: 2, headings: ['ИНН', 'Наименование', '2026'] } });
  });

  it('is what the user chose instead', async () => {
    const text = 'Организация;ИНН\nАдминистрация;4061206486\n';
    expect(await detect(text, [], { delimiter: ',', headingRow: null, encoding: 'windows-1251' })).toMatchObject({
      value: { encoding: 'windows-1251', delimiter: ',', headingRow: null, headings: ['A'] },
    });
    expect(await detect(text, [], { headingRow: 9 })).toMatchObject({
      ok: false,
      reason: 'import.no_such_heading_row',
      values: { row: 9 },
    });
  });

  it('is found in the beginning of a file that was cut anywhere', async () => {
    const text = `Организация;ИНН\n${'Администрация;4061206486\n'.repeat(50)}`;
    const whole = encode(text, 'windows-1251');
    for (const limit of [200, 201, 215, 219]) {
      const head = await readHead(inChunks(whole), limit);
      expect(head.bytes).toEqual(whole.subarray(0, limit));
      expect(await detectTable(head)).toEqual({
        ok: true,
        value: { ...text8, encoding: 'windows-1251', delimiter: ';', headingRow: 1, headings: ['Организация', 'ИНН'] },
      });
    }
    expect(await readHead(inChunks(whole))).toEqual({ bytes: whole, complete: true });
    expect(await detectTable({ bytes: encode('Организация', 'utf-8'), complete: false })).toMatchObject({ ok: true });
  });
});

describe('any table written as a text', () => {
  const delimiters = [';', ',', '\t', '|'];
  const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r', 'ibm866'] as const;
  const cell = fc.string({ unit: fc.constantFrom(...'абвгдеЖЗИклмн АБВ1234;,|"\t\n=-'), maxLength: 10 });
  const headings = ['Организация', 'ИНН', 'Телефон'];

  it('is read back, whatever its encoding, delimiter and line ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...encodings),
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (table, encoding, delimiter, end, quoted) => {
          const filled = table.filter((row) => row.some((text) => text.trim() !== ''));
          const text = stringify([headings, ...filled], {
            delimiter,
            record_delimiter: end,
            quoted,
            quoted_match: /[\r\n]/,
          });
          const bytes = encode(text, encoding);
          const format = await detectTable(await readHead(inChunks(bytes, 50)), headings);
          if (!format.ok) throw new Error(format.reason);
          expect(format.value).toMatchObject({ encoding, delimiter, headingRow: 1, headings });
          const rows = await Array.fromAsync(readRows(inChunks(bytes, 50), format.value));
          expect(rows.map(({ cells }) => headings.map((heading) => cells[heading]))).toEqual(filled);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a file that holds no table', () => {
  it.each([
    { what: 'nothing', content: '', reason: 'import.empty' },
    { what: 'only blank lines', content: ' \n\n', reason: 'import.empty' },
    { what: 'a page without a table', content: '<html><head></head><p>Клиенты</p>', reason: 'import.empty' },
    { what: 'an XML workbook', content: '<?xml version="1.0"?><Workbook xmlns="urn:x">', reason: 'import.is_xml' },
    { what: 'XML without a declaration', content: '<rows><row/></rows>', reason: 'import.is_xml' },
    { what: 'a calendar', content: 'BEGIN:VCALENDAR\n', reason: 'import.not_a_table' },
    { what: 'JSON objects', content: '[{"inn":"7707083893"}]', reason: 'import.is_json' },
    { what: 'JSON', content: '{"rows": []}', reason: 'import.is_json' },
    { what: 'rich text', content: '{\\rtf1\\ansi', reason: 'import.is_document' },
    { what: 'control characters', content: 'a\u0001b\u0002c\u0003d', reason: 'import.not_a_table' },
  ])('is refused as $what', async ({ content, reason }) => {
    expect(await detect(content)).toMatchObject({ ok: false, reason });
  });

  it.each([
    { what: 'an empty archive', content: bytes('504b0506'), reason: 'import.damaged' },
    { what: 'a cut archive', content: bytes('504b03040000'), reason: 'import.damaged' },
    {
      what: 'a document of an old Word',
      content: bytes(`d0cf11e0a1b11ae1${'00'.repeat(600)}`),
      reason: 'import.is_old_binary',
    },
    { what: 'a PDF', content: bytes('255044462d312e37'), reason: 'import.is_pdf' },
    { what: 'a packed file', content: bytes('1f8b0800'), reason: 'import.is_archive' },
    {
      what: 'a picture',
      content: bytes('89504e470d0a1a0a0000000d494844520000000100000001'),
      reason: 'import.is_picture',
    },
  ])('is refused as $what by its bytes', async ({ content, reason }) => {
    expect(await detectTable({ bytes: content, complete: true })).toMatchObject({ ok: false, reason });
  });
});

describe('headings', () => {
  it('are unique, trimmed, and named by their column where they are empty', () => {
    expect(uniqueHeadings([' Тип  компании ', '', 'Тип компании', 'ИНН', 'Тип компании', 'B'])).toEqual([
      'Тип компании',
      'B',
      'Тип компании (2)',
      'ИНН',
      'Тип компании (3)',
      'B (2)',
    ]);
    expect(uniqueHeadings(Array.from({ length: 28 }, () => '')).slice(25)).toEqual(['Z', 'AA', 'AB']);
  });
});
