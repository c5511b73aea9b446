import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsOf, type TableRecord } from './records.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, options: { size?: number; columns?: number; delimiter?: string } = {}) {
  const { size = 64, columns, delimiter = ';' } = options;
  const records: TableRecord[] = [];
  for await (const record of recordsOf(inChunks(text, size), delimiter, columns)) records.push(record);
  return records;
}

const row = (number: number, cells: string[], fault?: TableRecord['fault']): TableRecord =>
  fault === undefined ? { number, cells } : { number, cells, fault };

describe('records of a delimited text', () => {
  it.each([
    { what: 'plain cells', text: 'a;b\nc;d\n', records: [row(1, ['a', 'b']), row(2, ['c', 'd'])] },
    { what: 'Windows line ends', text: 'a;b\r\nc;d', records: [row(1, ['a', 'b']), row(2, ['c', 'd'])] },
    { what: 'the line ends of old Macs', text: 'a;b\rc;d\r', records: [row(1, ['a', 'b']), row(2, ['c', 'd'])] },
    { what: 'blank lines, which count', text: '\na\n \n\nb', records: [row(2, ['a']), row(5, ['b'])] },
    { what: 'rows of different length', text: 'a;b;c\nd', records: [row(1, ['a', 'b', 'c']), row(2, ['d'])] },
    { what: 'a delimiter in quotes', text: '"a;b";c', records: [row(1, ['a;b', 'c'])] },
    { what: 'doubled quotes', text: '"ООО ""Ромашка""";c', records: [row(1, ['ООО "Ромашка"', 'c'])] },
    { what: 'a line end in quotes', text: '"a\r\nb";c\nd', records: [row(1, ['a\nb', 'c']), row(2, ['d'])] },
    { what: 'an empty cell in quotes', text: '"";c\n""', records: [row(1, ['', 'c']), row(2, [''])] },
    { what: 'quotes within a cell', text: 'ООО "Ромашка";c', records: [row(1, ['ООО "Ромашка"', 'c'])] },
    { what: 'nothing', text: '', records: [] },
  ])('are read with $what', async ({ text, records }) => {
    expect(await read(text)).toEqual(records);
    expect(await read(text, { size: 1 })).toEqual(records);
  });

  it.each([
    {
      what: 'a stray quote keeps its text',
      text: '"ООО "Ромашка"";b\nc;d',
      records: [row(1, ['"ООО "Ромашка""', 'b'], 'stray_quote'), row(2, ['c', 'd'])],
    },
    {
      what: 'a quote never closed takes its own line only',
      text: 'a;b\n"ООО Ромашка;1\nc;2\nd;3',
      records: [
        row(1, ['a', 'b']),
        row(2, ['"ООО Ромашка', '1'], 'quote_not_closed'),
        row(3, ['c', '2']),
        row(4, ['d', '3']),
      ],
    },
    {
      what: 'a quoted cell in the next line does not close it',
      text: '"ООО Ромашка;1\n"ООО Лютик";2',
      records: [row(1, ['"ООО Ромашка', '1'], 'quote_not_closed'), row(2, ['ООО Лютик', '2'])],
    },
    {
      what: 'nor does a quote in the middle of the next line',
      text: '"ООО Ромашка;1\nЛютик "ООО";2\n"a\nb";3',
      records: [row(1, ['"ООО Ромашка', '1'], 'quote_not_closed'), row(2, ['Лютик "ООО"', '2']), row(3, ['a\nb', '3'])],
    },
    {
      what: 'several lines one after another are each marked',
      text: '"a;1\n"b;2\n"c;3',
      records: [
        row(1, ['"a', '1'], 'quote_not_closed'),
        row(2, ['"b', '2'], 'quote_not_closed'),
        row(3, ['"c', '3'], 'quote_not_closed'),
      ],
    },
  ])('$what', async ({ text, records }) => {
    expect(await read(text)).toEqual(records);
  });

  it('a sign of inches further down does not close it where the number of columns is known', async () => {
    const text = 'a;"b;c\nd;e;f\ng;h;5"\nk;l;m';
    expect(await read(text, { columns: 3 })).toEqual([
      row(1, ['a', '"b', 'c'], 'quote_not_closed'),
      row(2, ['d', 'e', 'f']),
      row(3, ['g', 'h', '5"']),
      row(4, ['k', 'l', 'm']),
    ]);
    expect(await read('a;"b\nc";d', { columns: 3 })).toEqual([row(1, ['a', 'b\nc', 'd'])]);
  });

  it('a quote left open for hundreds of lines is given up', async () => {
    const lines = Array.from({ length: 450 }, (_, index) => `${index};x`);
    const records = await read(`"a;1\n${lines.join('\n')}`);
    expect(records).toHaveLength(451);
    expect(records.filter(({ fault }) => fault !== undefined)).toEqual([row(1, ['"a', '1'], 'quote_not_closed')]);
  });

  it('a line without an end is cut off and marked, and memory stays bounded', async () => {
    const text = `"open\na;b\n${'x'.repeat(600_000)};y\nc;d`;
    const records = await read(text, { size: 50_000 });
    expect(records.map(({ number, fault }) => [number, fault])).toEqual([
      [1, 'quote_not_closed'],
      [2, undefined],
      [3, 'too_long'],
      [4, undefined],
    ]);
    expect(records[2]?.cells[0]?.length).toBeLessThan(400_000);
    expect((await read('y'.repeat(300_000), { size: 100_000 })).at(0)?.fault).toBe('too_long');
  });

  it('agree with the parser on every well-formed table, however it is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'aя;,"\n \t'), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(';', ',', '\t'),
        fc.integer({ min: 1, max: 20 }),
        async (rows, delimiter, size) => {
          const quoted = (text: string) => (/[";,\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const text = rows.map((cells) => cells.map(quoted).join(delimiter)).join('\n');
          const expected: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n' });
          const records = await read(text, { size, delimiter });
          const notBlank = expected.filter((_, index) => rows[index]?.map(quoted).join(delimiter).trim() !== '');
          expect(records.map(({ cells }) => cells)).toEqual(notBlank);
          expect(records.every(({ fault }) => fault === undefined)).toBe(true);
        },
      ),
    );
  });

  it('lose no letter of any text at all, and the chunks do not matter', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'aбв";\n\r '), maxLength: 60 });
    const lettersOf = (texts: readonly string[]) => texts.join('').replace(/[^\p{L}]/gu, '');
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.integer({ min: 1, max: 10 }),
        fc.option(fc.integer({ min: 1, max: 3 })),
        async (content, size, columns) => {
          const options = columns === null ? {} : { columns };
          const whole = await read(content, { ...options, size: 1_000 });
          expect(await read(content, { ...options, size })).toEqual(whole);
          expect(lettersOf(whole.flatMap(({ cells }) => cells))).toBe(lettersOf([content]));
        },
      ),
      { numRuns: 500 },
    );
  });
});
