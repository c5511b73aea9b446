import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRows, emptyReport, type ImportReport, mostProblems, type RefusedRow, refusedRowsCsv } from './report.ts';
import { type RowProblem, readRows } from './rows.ts';
import { detectTable } from './table-format.ts';
import { encode, inChunks } from './testing.ts';

const problem = (row: number, reason = 'import.extra_cells'): RowProblem => ({ row, column: null, reason, value: 'x' });

describe('the report of an import', () => {
  it('counts every row once, whatever the steps', () => {
    const step = fc.record({ taken: fc.nat(9), updated: fc.nat(9), skipped: fc.nat(9), refused: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const report = steps.reduce<ImportReport>((before, outcomes) => addRows(before, outcomes), emptyReport);
        expect(report.read).toBe(report.taken + report.updated + report.skipped + report.refused);
        expect(report.taken).toBe(steps.reduce((all, { taken }) => all + taken, 0));
      }),
    );
  });

  it('adds outcomes and problems to what it had', () => {
    const first = addRows(emptyReport, { taken: 2, refused: 1 }, [problem(3)]);
    expect(addRows(first, { skipped: 1, updated: 1 })).toEqual({
      read: 5,
      taken: 2,
      updated: 1,
      skipped: 1,
      refused: 1,
      problems: [problem(3)],
      problemsLeftOut: 0,
    });
  });

  it('keeps the first problems only and says how many more there are', () => {
    const many = Array.from({ length: mostProblems - 1 }, (_, index) => problem(index));
    const full = addRows(addRows(emptyReport, { refused: 1 }, many), { refused: 1 }, [
      problem(-1),
      problem(-2),
      problem(-3),
    ]);
    expect(full.problems).toHaveLength(mostProblems);
    expect(full.problems.at(-1)).toEqual(problem(-1));
    expect(full.problemsLeftOut).toBe(2);
  });
});

describe('the file of refused rows', () => {
  const words = { row: 'Строка', reason: 'Причина', describe: ({ reason }: RowProblem) => reason };
  const write = async (headings: readonly string[], rows: readonly RefusedRow[]) =>
    (await Array.fromAsync(refusedRowsCsv(headings, rows, words))).join('');

  it('holds the original cells with their row and reasons, and nothing that a spreadsheet would run', async () => {
    const rows: readonly RefusedRow[] = [
      { number: 4, cells: { Имя: '=HYPERLINK("x";"y")', ИНН: '5' }, problems: [problem(4, 'a'), problem(4, 'b')] },
      { number: 9, cells: { Имя: 'ООО "Ромашка"; филиал' }, problems: [] },
    ];
    expect(await write(['Имя', 'ИНН'], rows)).toBe(
      '\ufeffСтрока;Причина;Имя;ИНН\r\n' +
        '4;"a; b";"\'=HYPERLINK(""x"";""y"")";5\r\n' +
        '9;;"ООО ""Ромашка""; филиал";\r\n',
    );
  });

  it('is read again with the very same cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'aя=+-@\'"; 5\n'), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 2 }), async ([name = '', inn = '']) => {
        const csv = await write(
          ['Имя', 'ИНН'],
          [{ number: 7, cells: { Имя: name, ИНН: inn }, problems: [problem(7)] }],
        );
        const bytes = encode(csv, 'utf-8');
        const format = await detectTable({ bytes, complete: true }, ['Имя'], { delimiter: ';' });
        if (!format.ok) throw new Error(format.reason);
        const rows = await Array.fromAsync(readRows(inChunks(bytes), format.value));
        expect(rows.map(({ cells }) => cells)).toEqual([
          { Строка: '7', Причина: 'import.extra_cells', Имя: name, ИНН: inn },
        ]);
      }),
    );
  });
});
