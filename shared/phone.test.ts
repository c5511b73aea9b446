import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone, parsePhones } from './phone.ts';
import { phoneDigits } from './phone-digits.ts';

const read = (cell: string): string[] =>
  parsePhones(cell).phones.map(({ number, extension }) => (extension ? `${number} #${extension}` : number));

describe('phones of a cell', () => {
  it.each([
    { cell: '', phones: [] },
    { cell: 'нет', phones: [] },
    { cell: '84951234567', phones: ['+74951234567'] },
    { cell: '74951234567', phones: ['+74951234567'] },
    { cell: '+74951234567', phones: ['+74951234567'] },
    { cell: '4951234567', phones: ['+74951234567'] },
    { cell: '+7 (495) 123-45-67', phones: ['+74951234567'] },
    { cell: '+7(495)123-45-67', phones: ['+74951234567'] },
    { cell: '8-495-123-45-67', phones: ['+74951234567'] },
    { cell: '8 495 123 45 67', phones: ['+74951234567'] },
    { cell: '495.123.45.67', phones: ['+74951234567'] },
    { cell: '(495) 123-45-67', phones: ['+74951234567'] },
    { cell: '495–123–45–67', phones: ['+74951234567'] },
    { cell: '+8 (495) 123-45-67', phones: ['+74951234567'] },
    { cell: 'тел.: 8(495)1234567', phones: ['+74951234567'] },
    { cell: 'Приёмная 8 (495) 123-45-67, факс 8 (495) 123-45-68', phones: ['+74951234567', '+74951234568'] },
    { cell: '8 (495) 123-45-67 вн. 45', phones: ['+74951234567 #45'] },
    { cell: '8 (495) 123-45-67, вн.45', phones: ['+74951234567 #45'] },
    { cell: '8 (495) 123-45-67 (внутр. 45)', phones: ['+74951234567 #45'] },
    { cell: '8 (495) 123-45-67 внутренний: 45', phones: ['+74951234567 #45'] },
    { cell: '8 495 123 45 67 доб. 45', phones: ['+74951234567 #45'] },
    { cell: '8 495 123 45 67 ДОБАВОЧНЫЙ №45', phones: ['+74951234567 #45'] },
    { cell: '84951234567#45', phones: ['+74951234567 #45'] },
    { cell: '84951234567 ext. 45', phones: ['+74951234567 #45'] },
    { cell: '84951234567x45', phones: ['+74951234567 #45'] },
    { cell: '8 491 545 81 71 доб. 12, 862-384-10-40', phones: ['+74915458171 #12', '+78623841040'] },
    { cell: '84951234567; 84951234567', phones: ['+74951234567'] },
    { cell: '84951234567 доб. 1, 84951234567 доб. 2', phones: ['+74951234567 #1', '+74951234567 #2'] },
    { cell: '84951234567/84951234568|84951234569', phones: ['+74951234567', '+74951234568', '+74951234569'] },
    { cell: '84951234567\n89161234567', phones: ['+74951234567', '+79161234567'] },
    { cell: '84951234567 89161234567', phones: ['+74951234567', '+79161234567'] },
    { cell: '8 495 123 45 67 8 916 123 45 67 доб. 5', phones: ['+74951234567', '+79161234567 #5'] },
    { cell: '1) 8(495)1234567', phones: ['+74951234567'] },
    { cell: '8 800 555-35-35', phones: ['+78005553535'] },
    { cell: '+375 29 123-45-67', phones: ['+375291234567'] },
    { cell: '8-10-49-30-123456', phones: ['+4930123456'] },
    { cell: '+7 717 212-34-56', phones: ['+77172123456'] },
    { cell: '810-921-23-76', phones: ['+78109212376'] },
    { cell: 'с 9:00 до 18:00', phones: [] },
  ])('«$cell» holds $phones', ({ cell, phones }) => {
    expect(parsePhones(cell).rejected).toEqual([]);
    expect(read(cell)).toEqual(phones);
  });

  it.each([
    { cell: '123-45-67', rejected: ['123-45-67'], why: 'a local number without its area code' },
    { cell: '8 (495) 123-45-67, 2-34-56', rejected: ['2-34-56'], why: 'a five-digit local number' },
    { cell: '6281205097', rejected: ['6281205097'], why: 'a tax number, not a range of the plan' },
    { cell: '40702810900000012345', rejected: ['40702810900000012345'], why: 'an account' },
    { cell: '7707083893 84951234567', rejected: ['7707083893'], why: 'a tax number before a phone' },
  ])('«$cell» rejects $why', ({ cell, rejected }) => {
    expect(parsePhones(cell).rejected).toEqual(rejected);
  });

  it.each(['ИНН 7707083893, тел. 84951234567', 'р/с 40702810900000012345; 84951234567', 'индекс: 123456 84951234567'])(
    '«%s» holds one phone beside a number announced as something else',
    (cell) => {
      expect(parsePhones(cell)).toEqual({ phones: [{ number: '+74951234567', known: true }], rejected: [] });
    },
  );

  it('marks a number outside the numbering plan instead of dropping it', () => {
    expect(parsePhones('8(436)3155832').phones).toEqual([{ number: '+74363155832', known: false }]);
    expect(parsePhones('8(495)1234567').phones).toEqual([{ number: '+74951234567', known: true }]);
  });

  it('takes national numbers as those of the country asked for', () => {
    expect(parsePhones('030 123456', 'DE').phones).toEqual([{ number: '+4930123456', known: true }]);
  });

  it('every spelling of a number reads as the same number', () => {
    const national = fc.integer({ min: 0, max: 9_999_999 }).map((rest) => `495${String(rest).padStart(7, '0')}`);
    const spell = fc.constantFrom<(n: string) => string>(
      (n) => n,
      (n) => `8${n}`,
      (n) => `+7${n}`,
      (n) => `тел. 8 (${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6, 8)}-${n.slice(8)}`,
      (n) => `+7 (${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6, 8)}-${n.slice(8)}`,
    );
    fc.assert(
      fc.property(national, spell, fc.option(fc.integer({ min: 1, max: 9_999 })), (n, write, ext) => {
        const { phones } = parsePhones(ext === null ? write(n) : `${write(n)} вн. ${ext}`);
        const known = parsePhones(`+7${n}`).phones[0]?.known;
        const expected = { number: `+7${n}`, known, ...(ext === null ? {} : { extension: String(ext) }) };
        if (known || write(n) !== n) expect(phones).toEqual([expected]);
      }),
    );
  });

  it('reading never fails and what is read is read again', () => {
    const piece = fc.constantFrom(...'0123456789+-() ,;#вндоб.x/№ИНН'.split(''));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const { number } of parsePhones(pieces.join('')).phones) {
          expect(number).toMatch(/^\+\d{5,17}$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a single phone', () => {
  it.each([
    { text: '8 (495) 123-45-67', number: '+74951234567' },
    { text: '84951234567, 84951234568', number: undefined },
    { text: '84951234567, 123-45-67', number: undefined },
    { text: '', number: undefined },
  ])('of «$text» is $number', ({ text, number }) => {
    expect(parsePhone(text)?.number).toBe(number);
  });
});

describe('phones in search', () => {
  it.each([
    { typed: '+74951234567', digits: '4951234567' },
    { typed: '8 (495) 123-45-67 доб. 45', digits: '4951234567' },
    { typed: '84951234567', digits: '4951234567' },
    { typed: '+7 495 12', digits: '49512' },
    { typed: '8 (495) 12', digits: '49512' },
    { typed: '8495', digits: '8495' },
    { typed: '45-67', digits: '4567' },
    { typed: '+4930123456', digits: '4930123456' },
    { typed: '', digits: '' },
  ])('«$typed» is searched by $digits', ({ typed, digits }) => {
    expect(phoneDigits(typed)).toBe(digits);
  });
});
