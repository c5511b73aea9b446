import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchText, searchVariants, swapLayout, toLatin, toRussian } from './search-text.ts';

describe('text for search', () => {
  it.each([
    { text: 'Администрация г. «Ёлкино»', search: 'администрация г елкино' },
    { text: '  МУП\u00a0"Водоканал" ', search: 'муп водоканал' },
    { text: 'mail@1-0.example.org', search: 'mail 1 0 example org' },
    { text: 'http://Example.org/', search: 'http example org' },
    { text: 'Йошкар-Ола', search: 'йошкар ола' },
    { text: 'ул. Ленина, д.5', search: 'ул ленина д 5' },
    { text: 'Zürich café', search: 'zurich cafe' },
    { text: '+7 (495) 123-45-67', search: '7 495 123 45 67' },
    { text: 'Школа №5', search: 'школа 5' },
    { text: '—', search: '' },
  ])('«$text» is stored as «$search»', ({ text, search }) => {
    expect(searchText(text)).toBe(search);
  });

  it('is stable and has no capitals, no ё and no spare spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'аБёЙй -.@_«»"é№5'), maxLength: 30 }), (text) => {
        const search = searchText(text);
        expect(searchText(search)).toBe(search);
        expect(search).not.toMatch(/[A-ZА-ЯЁё]|^ | $| {2}/u);
      }),
    );
  });
});

describe('the other keyboard layout', () => {
  it.each([
    { typed: 'bdfyjd', meant: 'иванов' },
    { typed: 'Rfhgjd', meant: 'Карпов' },
    { typed: '`krby', meant: 'ёлкин' },
    { typed: 'шмфтщм', meant: 'ivanov' },
    { typed: 'ьфшд@уче.щкп', meant: 'mail@ext/org' },
    { typed: '123', meant: '123' },
  ])('$typed is $meant', ({ typed, meant }) => {
    expect(swapLayout(typed)).toBe(meant);
  });

  it('swapped twice is as typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ёйцукенгшщзхъфывапролджэячсмитьбю'), minLength: 1 }),
        (word) => {
          const keys = swapLayout(word);
          if (!/\p{Script=Cyrillic}/u.test(keys)) expect(swapLayout(keys)).toBe(word);
        },
      ),
    );
  });
});

describe('transliteration', () => {
  it.each([
    { russian: 'хабаровск', latin: 'khabarovsk' },
    { russian: 'южа', latin: 'yuzha' },
    { russian: 'щелково', latin: 'shchelkovo' },
    { russian: 'ачинск', latin: 'achinsk' },
    { russian: 'нижний новгород', latin: 'nizhniy novgorod' },
    { russian: 'цой', latin: 'tsoy' },
    { russian: 'юрий', latin: 'yuriy' },
  ])('$russian is $latin in both directions', ({ russian, latin }) => {
    expect(toLatin(russian)).toBe(latin);
    expect(toRussian(latin)).toBe(russian);
  });

  it('leaves no Russian letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя 5') }), (text) => {
        expect(toLatin(text)).toMatch(/^[a-z 5]*$/);
      }),
    );
  });
});

describe('what a query may have meant', () => {
  it.each([
    { query: 'bdfyjd', variants: ['bdfyjd', 'иванов', 'бдфыйд'] },
    { query: 'Ёлкин', variants: ['елкин', 'krby', 'elkin'] },
    { query: 'Ivanov', variants: ['ivanov', 'шмфтщм', 'иванов'] },
    { query: '7707083893', variants: ['7707083893'] },
    { query: '  ', variants: [] },
    { query: '«»', variants: [] },
  ])('«$query»: $variants', ({ query, variants }) => {
    expect(searchVariants(query)).toEqual(variants);
  });
});
