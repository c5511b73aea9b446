import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInn, checkKpp, checkOgrn, checkOktmo, restoreInn } from './identifiers.ts';

type Case = { text: string; value?: string; reason?: string };

const outcome = ({ value, reason }: Case) => (reason ? { ok: false, reason } : { ok: true, value });

describe('a taxpayer number (ИНН)', () => {
  it.each<Case>([
    { text: '7707083893', value: '7707083893' },
    { text: ' 7707 083893 ', value: '7707083893' },
    { text: "'7707083893", value: '7707083893' },
    { text: '7707083893.0', value: '7707083893' },
    { text: '500100732259', value: '500100732259' },
    { text: '7707083894', reason: 'inn.checksum' },
    { text: '500100732258', reason: 'inn.checksum' },
    { text: '500100732269', reason: 'inn.checksum' },
    { text: '770708389', reason: 'inn.length' },
    { text: '77070838931', reason: 'inn.length' },
    { text: '0000000000', reason: 'inn.region' },
    { text: '7.70708E+09', reason: 'inn.not_digits' },
    { text: '', reason: 'inn.not_digits' },
  ])('«$text»: $value$reason', (row) => {
    expect(checkInn(row.text)).toEqual(outcome(row));
  });

  it.each<Case>([
    { text: '274051582', value: '0274051582' },
    { text: '7707083893', value: '7707083893' },
    { text: '274051583', reason: 'inn.length' },
    { text: '7707083894', reason: 'inn.checksum' },
  ])('of a spreadsheet «$text» gets its lost leading zero back only when the control digits then hold', (row) => {
    expect(restoreInn(row.text)).toEqual(outcome(row));
  });

  it('with any one digit mistyped is refused', () => {
    const position = fc.nat(9);
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 9 }), (index, shift) => {
        const inn = '7707083893';
        const digit = (Number(inn[index]) + shift) % 10;
        // Remainder 10 is written as 0, so one substitution in a hundred may slip through; none does for this number.
        expect(checkInn(`${inn.slice(0, index)}${digit}${inn.slice(index + 1)}`).ok).toBe(false);
      }),
    );
  });
});

describe('a code of the reason of registration (КПП)', () => {
  it.each<Case>([
    { text: '773601001', value: '773601001' },
    { text: '7736ab001', value: '7736AB001' },
    { text: '77360100', reason: 'kpp.format' },
    { text: '003601001', reason: 'kpp.format' },
    { text: '77360100А', reason: 'kpp.format' },
  ])('«$text»: $value$reason', (row) => {
    expect(checkKpp(row.text)).toEqual(outcome(row));
  });
});

describe('a state registration number (ОГРН, ОГРНИП)', () => {
  it.each<Case>([
    { text: '1027700132195', value: '1027700132195' },
    { text: '1027700132196', reason: 'ogrn.checksum' },
    { text: '304500116000157', value: '304500116000157' },
    { text: '304500116000158', reason: 'ogrn.checksum' },
    { text: '2027700132195', reason: 'ogrn.sign' },
    { text: '104500116000157', reason: 'ogrn.sign' },
    { text: '102770013219', reason: 'ogrn.length' },
    { text: 'ОГРН', reason: 'ogrn.not_digits' },
  ])('«$text»: $value$reason', (row) => {
    expect(checkOgrn(row.text)).toEqual(outcome(row));
  });
});

describe('a code of a municipality (ОКТМО)', () => {
  it.each<Case>([
    { text: '45382000', value: '45382000' },
    { text: '1601000', value: '01601000' },
    { text: '79403000000', value: '79403000000' },
    { text: '1601000101', value: '01601000101' },
    { text: '00601000', reason: 'oktmo.region' },
    { text: '0601000', reason: 'oktmo.region' },
    { text: '160100', reason: 'oktmo.length' },
    { text: '160100010', reason: 'oktmo.length' },
    { text: '16O1000', reason: 'oktmo.not_digits' },
  ])('«$text»: $value$reason', (row) => {
    expect(checkOktmo(row.text)).toEqual(outcome(row));
  });
});
