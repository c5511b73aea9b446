import { describe, expect, it } from 'vitest';
import type { Encoding } from './encoding.ts';
import { readRows } from './rows.ts';
import { detectTable, readHead } from './table-format.ts';
import { encode, inChunks } from './testing.ts';

async function read(page: string, encoding: Encoding = 'utf-8') {
  const bytes = encode(page, encoding);
  const format = await detectTable(await readHead(inChunks(bytes)), ['Название компании', 'ИНН']);
  if (!format.ok) throw new Error(format.reason);
  const rows = await Array.fromAsync(readRows(inChunks(bytes), format.value));
  return {
    format: format.value,
    rows: rows.map(({ cells }) => Object.values(cells)),
    numbers: rows.map(({ number }) => number),
  };
}

const page = (rows: string, head = '<meta charset="utf-8">') =>
  `<html><head>${head}<style>td{mso-number-format:"\\@"}</style></head><body><table border=1>${rows}</table></body></html>`;
const headings = '<tr><th>Название компании</th><th>ИНН</th></tr>';

describe('a table of a page', () => {
  it('is read as one of a workbook, with a repeated heading of columns told apart', async () => {
    const { format, rows, numbers } = await read(
      page(
        '<thead><tr><th>Тип</th><th>Название компании</th><th>Тип</th></tr></thead><tbody><tr><td>Клиент<td>Южа<td>МО</tr><tr><td></td></tr></tbody>',
      ),
    );
    expect(format).toMatchObject({ kind: 'html', headingRow: 1, headings: ['Тип', 'Название компании', 'Тип (2)'] });
    expect(rows).toEqual([['Клиент', 'Южа', 'МО']]);
    expect(numbers).toEqual([2]);
  });

  it.each([
    { what: 'lines', cell: 'Строка 1<br>Строка 2<br/>', text: 'Строка 1\nСтрока 2' },
    { what: 'paragraphs', cell: '<p>один</p>\n<p>два</p>', text: 'один\n\nдва' },
    { what: 'entities', cell: '&laquo;Ромашка&raquo;&nbsp;&amp; &lt;Ко&gt; &#1070;', text: '«Ромашка» & <Ко> Ю' },
    { what: 'a bare ampersand', cell: 'A & B', text: 'A & B' },
    { what: 'text broken in the source', cell: '\n   длинное\n   имя  ', text: 'длинное имя' },
    { what: 'a link', cell: '<a href="mailto:a@b.ru">a@b.ru</a>', text: 'a@b.ru' },
    { what: 'a script', cell: 'a<script>alert(1)</script>', text: 'a' },
    { what: 'several phones', cell: '84282170909,<br>79094248682', text: '84282170909,\n79094248682' },
  ])('keeps $what of a cell as they are seen', async ({ cell, text }) => {
    const { rows } = await read(page(`${headings}<tr><td>${cell}</td><td>1</td></tr>`));
    expect(rows).toEqual([[text, '1']]);
  });

  it('keeps its columns where a cell takes several of them or several rows', async () => {
    const { rows } = await read(
      page(
        `${headings}<tr><td rowspan="2">Южа</td><td>1</td></tr><tr><td>2</td></tr><tr><td>Тула</td><td>3</td></tr><tr><td colspan="2">Итого</td></tr>`,
      ),
    );
    expect(rows).toEqual([
      ['Южа', '1'],
      ['', '2'],
      ['Тула', '3'],
      ['Итого', ''],
    ]);
  });

  it('leaves out headings that are repeated further down, and reads a table within a table', async () => {
    const { rows } = await read(
      `<table><tr><td><table>${headings}<tr><td>Южа</td><td>1</td></tr>${headings}<tr><td>Тула</td><td>2</td></tr></table></td></tr></table>`,
    );
    expect(rows).toEqual([
      ['Южа', '1'],
      ['Тула', '2'],
    ]);
  });

  it.each([
    { encoding: 'windows-1251', head: '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">' },
    { encoding: 'windows-1251', head: '<meta charset="utf-8">' },
    { encoding: 'koi8-r', head: '<meta charset=koi8-r>' },
    { encoding: 'utf-8', head: '<meta charset="windows-1251">' },
    { encoding: 'utf-16le', head: '' },
  ] as const)('is read in $encoding, whatever «$head» says', async ({ encoding, head }) => {
    const { format, rows } = await read(page(`${headings}<tr><td>Южа</td><td>1</td></tr>`, head), encoding);
    expect(format.encoding).toBe(encoding);
    expect(rows).toEqual([['Южа', '1']]);
  });

  it('is read to its end though the page breaks off', async () => {
    const { rows } = await read(`<table>${headings}<tr><td>Южа</td><td>1</td></tr><tr><td>Тула</td><td>2`);
    expect(rows).toEqual([
      ['Южа', '1'],
      ['Тула', '2'],
    ]);
  });
});
