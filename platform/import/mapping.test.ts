import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeMapping, shareOf, type TargetField } from './mapping.ts';

const inn = (values: readonly string[]) => shareOf(values, (value) => /^\d{10}(\d\d)?$/.test(value));
const phone = (values: readonly string[]) => shareOf(values, (value) => value.replace(/\D/g, '').length >= 10);

const targets: readonly TargetField[] = [
  { key: 'name', names: ['Название', 'Наименование', 'Организация', 'Название компании', 'Name', 'Company'] },
  { key: 'short_name', names: ['Краткое название', 'Short name'] },
  { key: 'inn', names: ['ИНН', 'INN', 'Tax number'], looksLike: inn },
  { key: 'kpp', names: ['КПП'] },
  { key: 'phone', names: ['Телефон', 'Phone'], looksLike: phone, repeated: true },
  { key: 'mail', names: ['Почта', 'E-mail', 'Email'] },
  { key: 'contact', names: ['Контактное лицо', 'Contact person'] },
];

const mapped = (headings: readonly string[], row: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(proposeMapping(headings, [row], targets).map(({ heading, target }) => [heading, target]));

describe('the fields that columns are taken into', () => {
  it.each([
    { heading: 'ИНН', target: 'inn' },
    { heading: '  инн ', target: 'inn' },
    { heading: 'Реквизит (Россия): ИНН', target: 'inn' },
    { heading: 'Наименование организации', target: 'name' },
    { heading: 'Рабочий телефон', target: 'phone' },
    { heading: 'Телефоны', target: 'phone' },
    { heading: 'Тел.', target: 'phone' },
    { heading: 'Рабочий e-mail', target: 'mail' },
    { heading: 'Контактное лицо (ФИО)', target: 'contact' },
    { heading: 'Phone number', target: 'phone' },
    { heading: 'Комментарий', target: null },
    { heading: 'A', target: null },
  ])('«$heading» is $target', ({ heading, target }) => {
    expect(mapped([heading])).toEqual({ [heading]: target });
  });

  it('are each given to the column whose name fits best', () => {
    expect(mapped(['ID', 'Название компании', 'Краткое название', 'Тип компании', 'ИНН', 'КПП'])).toEqual({
      ID: null,
      'Название компании': 'name',
      'Краткое название': 'short_name',
      'Тип компании': null,
      ИНН: 'inn',
      КПП: 'kpp',
    });
  });

  it('are recognised by their values where there is no name', () => {
    const [a, b] = proposeMapping(['A', 'B'], [{ A: '7707083893', B: 'Банк' }], targets);
    expect(a).toEqual({ heading: 'A', target: 'inn', confidence: 0.75, reason: 'values' });
    expect(b).toEqual({ heading: 'B', target: null, confidence: 0, reason: 'none' });
  });

  it('are doubted where the values say otherwise, and left to the user where the name is not sure either', () => {
    const rows = [{ ИНН: 'см. договор', 'ИНН и прочее': 'нет' }];
    const [first, second] = proposeMapping(['ИНН', 'ИНН и прочее'], rows, targets);
    expect(first).toEqual({ heading: 'ИНН', target: 'inn', confidence: 0.5, reason: 'values_disagree' });
    expect(second?.target).toBeNull();
  });

  it('tell why and how surely they were chosen', () => {
    const reasons = proposeMapping(['ИНН', 'Название', 'Полное наименование'], [{ ИНН: '7707083893' }], targets);
    expect(reasons.map(({ reason, confidence }) => [reason, confidence])).toEqual([
      ['name_and_values', 1],
      ['name', 1],
      ['none', 0],
    ]);
  });

  it('several columns of phones all go into phones, but no second column by values alone', () => {
    const row = { Телефон: '84951234567', 'Мобильный телефон': '89161234567', Факс: '84951234568' };
    expect(mapped(Object.keys(row), row)).toEqual({ Телефон: 'phone', 'Мобильный телефон': 'phone', Факс: null });
  });

  it('a field that is not repeated is given once, a column gets one field, sureness lies within 0 and 1', () => {
    const word = fc.constantFrom(
      'ИНН',
      'КПП',
      'Телефон',
      'Название',
      'компании',
      'Почта',
      'лицо',
      'Контактное',
      '',
      '7',
    );
    const heading = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.uniqueArray(heading, { maxLength: 8 }),
        fc.constantFrom('7707083893', 'x', ''),
        (headings, value) => {
          const row = Object.fromEntries(headings.map((name) => [name, value]));
          const proposals = proposeMapping(headings, [row], targets);
          expect(proposals.map((proposal) => proposal.heading)).toEqual(headings);
          for (const { target, confidence, reason } of proposals) {
            expect(confidence >= 0 && confidence <= 1).toBe(true);
            expect(target === null).toBe(reason === 'none');
          }
          const once = proposals.map(({ target }) => target).filter((target) => target !== null && target !== 'phone');
          expect(new Set(once).size).toBe(once.length);
        },
      ),
    );
  });

  it('the share of no values is nothing', () => {
    expect(shareOf([], () => true)).toBe(0);
    expect(shareOf(['a', 'b'], (value) => value === 'a')).toBe(0.5);
  });
});
