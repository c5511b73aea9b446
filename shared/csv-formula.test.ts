import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeFormula, neutraliseFormula, restoreFormula } from './csv-formula.ts';

describe('cells on their way into a spreadsheet', () => {
  it.each([
    '=1+1',
    '=HYPERLINK("http://example.org";"нажмите")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(A1:A9)',
    '\t=1+1',
    '\r=1+1',
    ' =1+1',
    '\u00a0@x',
  ])('«%s» is shown, not run', (cell) => {
    expect(neutraliseFormula(cell)).toBe(`'${cell}`);
  });

  it.each(['', 'Администрация', 'a=b', '+7 (495) 123-45-67', '-5', '+3,5 %', '-12.50', "'5", '2026-11-23', '- 5'])(
    '«%s» stays as it is',
    (cell) => {
      expect(neutraliseFormula(cell)).toBe(cell);
    },
  );

  it('come back unchanged', () => {
    const risky = fc.tuple(fc.constantFrom('', ' ', "'"), fc.constantFrom('=', '+', '-', '@', '\t', ''), fc.string());
    fc.assert(
      fc.property(risky, ([space, start, rest]) => {
        const cell = space + start + rest;
        const exported = neutraliseFormula(cell);
        expect(restoreFormula(exported)).toBe(cell);
        expect(exported.startsWith("'") || !looksLikeFormula(exported)).toBe(true);
      }),
    );
  });

  it.each(["'подлинник'", "'5"])('an apostrophe of the text itself stays: %s', (cell) => {
    expect(restoreFormula(cell)).toBe(cell);
  });
});
