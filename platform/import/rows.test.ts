import { describe, expect, it } from 'vitest';
import { readRows } from './rows.ts';
import type { TableFormat } from './table-format.ts';
import { encode, inChunks } from './testing.ts';

const format: TableFormat = {
  kind: 'delimited',
  encoding: 'utf-8',
  delimiter: ';',
  sheet: null,
  sheets: [],
  headingRow: 1,
  headings: ['Имя', 'ИНН'],
};
const read = (text: string, changes: Partial<TableFormat> = {}) => {
  const chosen = { ...format, ...changes };
  return Array.fromAsync(readRows(inChunks(encode(text, chosen.encoding ?? 'utf-8')), chosen));
};
const problem = (row: number, column: string | null, reason: string, value: string) => ({
  row,
  column,
  reason: `import.${reason}`,
  value,
});

describe('rows of a table', () => {
  it('are numbered as in the spreadsheet, blank ones and those above the headings left out', async () => {
    const rows = await read('Выгрузка\nИмя;ИНН\n\nРомашка;1\n;\nЛютик;2\n', { headingRow: 2 });
    expect(rows).toEqual([
      { number: 4, cells: { Имя: 'Ромашка', ИНН: '1' }, problems: [] },
      { number: 6, cells: { Имя: 'Лютик', ИНН: '2' }, problems: [] },
    ]);
  });

  it('begin with the first record where there are no headings', async () => {
    const rows = await read('Ромашка;1\n', { headingRow: null, headings: ['A', 'B'], encoding: 'windows-1251' });
    expect(rows).toEqual([{ number: 1, cells: { A: 'Ромашка', B: '1' }, problems: [] }]);
  });

  it('have an empty cell where one is missing and forget spare delimiters', async () => {
    const rows = await read('Имя;ИНН\nРомашка\nЛютик;2;;\n');
    expect(rows.map(({ cells, problems }) => ({ cells, problems }))).toEqual([
      { cells: { Имя: 'Ромашка', ИНН: '' }, problems: [] },
      { cells: { Имя: 'Лютик', ИНН: '2' }, problems: [] },
    ]);
  });

  it('take an exported cell as it was before it was made safe', async () => {
    const [row] = await read("Имя;ИНН\n'=Ромашка;'1\n");
    expect(row?.cells).toEqual({ Имя: '=Ромашка', ИНН: "'1" });
  });

  it('may be named like anything at all', async () => {
    const [row] = await read('a;b\n1;2\n', { headings: ['__proto__', 'constructor'] });
    expect(Object.entries(row?.cells ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it.each([
    {
      what: 'cells beyond the last column',
      text: 'Ромашка;1;лишнее;ещё',
      problems: [problem(2, null, 'extra_cells', 'лишнее ещё')],
    },
    {
      what: 'a quote never closed',
      text: '"Ромашка;1\nЛютик;2',
      problems: [problem(2, null, 'quote_not_closed', '"Ромашка 1')],
    },
    {
      what: 'a stray quote that shifts cells',
      text: '"ООО "Рога; копыта"";1',
      problems: [problem(2, null, 'stray_quote', '"ООО "Рога  копыта"" 1'), problem(2, null, 'extra_cells', '1')],
    },
    { what: 'no stray quote that does no harm', text: '"ООО "Ромашка"";1', problems: [] },
    {
      what: 'formulas',
      text: '=HYPERLINK("x");@SUM(1+1)',
      problems: [problem(2, 'Имя', 'formula', '=HYPERLINK("x")'), problem(2, 'ИНН', 'formula', '@SUM(1+1)')],
    },
    {
      what: 'calls of another program',
      text: "+cmd|' /C calc'!A0;-2+3+cmd|' /C calc'!A0",
      problems: [
        problem(2, 'Имя', 'formula', "+cmd|' /C calc'!A0"),
        problem(2, 'ИНН', 'formula', "-2+3+cmd|' /C calc'!A0"),
      ],
    },
    {
      what: 'no signed remarks, phones or accounts',
      text: '+7 (495) 123-45-67 доб. (5);- нет (уточнить)',
      problems: [],
    },
    { what: 'no account of a messenger', text: '@romashka;-5', problems: [] },
    {
      what: 'characters that could not be read',
      text: 'Рома\ufffdка;1',
      problems: [problem(2, 'Имя', 'undecodable', 'Рома\ufffdка')],
    },
    {
      what: 'a line without end',
      text: `${'x'.repeat(300_000)};1`,
      problems: [problem(2, null, 'row_too_long', 'x'.repeat(100))],
    },
  ])('report $what', async ({ text, problems }) => {
    const rows = await read(`Имя;ИНН\n${text}\n`);
    expect(rows.flatMap((row) => row.problems)).toEqual(problems);
    expect(rows).toHaveLength(text.includes('Лютик') ? 2 : 1);
  });

  it('come one by one: a reader that stops leaves the rest of the file unread', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given++;
        yield encode('Ромашка;1\n'.repeat(1_000), 'utf-8');
      }
    }
    for await (const row of readRows(endless(), { ...format, headingRow: null })) {
      if (row.number === 20_000) break;
    }
    expect(given).toBeLessThan(60);
  });
});
