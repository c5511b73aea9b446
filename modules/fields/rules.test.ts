import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldFault } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import {
  type CustomValue,
  checkValue,
  FIELD_TYPES,
  type FieldDefinition,
  type FieldType,
  flatCustom,
  foldCustom,
  keyFor,
  printText,
  readText,
  tidyCustom,
} from './rules.ts';

const field = (type: FieldType, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  id: type,
  entity: 'client',
  key: `a_${type}`,
  type,
  name_ru: type,
  name_en: null,
  decimals: 0,
  filtered: false,
  ready: false,
  archived: false,
  position: 1,
  version: 1,
  choices:
    type === 'choice'
      ? [
          { key: 'subsidy', name_ru: 'Субсидия', name_en: 'Subsidy', archived: false },
          { key: 'loan', name_ru: 'Заём', name_en: null, archived: true },
        ]
      : [],
  ...more,
});
const ANNA = '019aaf00-0000-7000-8000-00000000000a';
const people = new Map([[searchText('Щукина Алёна'), ANNA]]);

describe('a value over the wire', () => {
  it.each<[FieldType, unknown, CustomValue | null | string]>([
    ['text', '  два   слова ', 'два слова'],
    ['text', ' ', null],
    ['text', 5, '!fields.not_text'],
    ['text', 'я'.repeat(501), '!field.too_long'],
    ['number', 42, 42],
    ['number', '42', '!fields.not_number'],
    ['number', 0.5, '!fields.not_whole'],
    ['number', Number.NaN, '!fields.not_number'],
    ['number', 1e13, '!fields.too_large'],
    ['money', 12_050, 12_050],
    ['money', 120.5, '!fields.not_kopecks'],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '2026-02-29', '!fields.not_date'],
    ['date', '28.02.2026', '!fields.not_date'],
    ['choice', 'subsidy', 'subsidy'],
    ['choice', 'Субсидия', '!fields.not_a_choice'],
    ['link', 'example.org/a', 'https://example.org/a'],
    ['link', 'javascript:alert(1)', '!fields.not_a_link'],
    ['link', 'ftp://example.org', '!fields.not_a_link'],
    ['link', 'просто слова', '!fields.not_a_link'],
    ['person', ANNA, ANNA],
    ['person', 'Анна', '!fields.not_a_person'],
    ['yes_no', true, true],
    ['yes_no', 'yes', '!fields.not_yes_no'],
    ['yes_no', null, null],
  ])('%s: %j', (type, value, expected) => {
    const checked = checkValue(field(type), value);
    expect(checked.ok ? checked.value : `!${checked.reason}`).toEqual(expected);
  });

  it('has the decimals that its field has and no more', () => {
    const rate = field('number', { decimals: 2 });
    expect(checkValue(rate, 1.25)).toEqual({ ok: true, value: 1.25 });
    expect(checkValue(rate, 1.255)).toEqual({ ok: false, reason: 'fields.too_fine', values: { decimals: 2 } });
  });
});

describe('a value in a cell of a table', () => {
  it.each<[FieldType, string, CustomValue | null | string]>([
    ['number', '1 870', 1870],
    ['number', '−5', -5],
    ['number', 'много', '!fields.not_number'],
    ['money', '12 345,67 ₽', 1_234_567],
    ['money', '500 руб.', 50_000],
    ['money', '', null],
    ['date', '23.11.2026', '2026-11-23'],
    ['date', '2026-11-23 00:00', '2026-11-23'],
    ['date', '31.02.2026', '!fields.not_date'],
    ['choice', 'субсидия', 'subsidy'],
    ['choice', 'Subsidy', 'subsidy'],
    ['choice', 'заем', 'loan'],
    ['choice', 'грант', '!fields.no_such_choice'],
    ['person', 'щукина алена', ANNA],
    ['person', 'Никто', '!fields.no_such_person'],
    ['yes_no', 'Да', true],
    ['yes_no', 'нет', false],
    ['yes_no', 'может быть', '!fields.not_yes_no'],
  ])('%s: «%s»', (type, text, expected) => {
    const read = readText(field(type), text, people);
    expect(read.ok ? read.value : `!${read.reason}`).toEqual(expected);
  });

  const VALUES: Record<FieldType, fc.Arbitrary<CustomValue>> = {
    text: fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== ''),
    number: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    money: fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
    date: fc
      .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    choice: fc.constantFrom('subsidy', 'loan'),
    link: fc.webUrl({ validSchemes: ['http', 'https'] }),
    person: fc.constant(ANNA),
    yes_no: fc.boolean(),
  };

  it.each(FIELD_TYPES)('%s is read as it was printed, in both languages', (type) => {
    const definition = field(type);
    fc.assert(
      fc.property(VALUES[type], fc.constantFrom<'ru' | 'en'>('ru', 'en'), (value, language) => {
        const kept = checkValue(definition, value);
        if (!kept.ok || kept.value === null) return;
        const printed = printText(definition, kept.value, language, () => 'Щукина Алёна');
        expect(readText(definition, printed, people, language)).toEqual({ ok: true, value: kept.value });
      }),
    );
  });
});

describe('values of a record', () => {
  const fields = [field('number'), field('choice'), field('text', { archived: true })];
  const tidy = (known: Record<string, CustomValue>, typed: Record<string, unknown>) => {
    const faults: FieldFault[] = [];
    const next = tidyCustom(fields, known, typed, faults);
    return { next, faults: faults.map(({ path, reason }) => `${path} ${reason}`) };
  };

  it('keep what is not named, lose what is null, and tell every fault on its field', () => {
    const known = { a_number: 1, a_text: 'давно' };
    expect(tidy(known, {})).toEqual({ next: known, faults: [] });
    expect(tidy(known, { a_number: null })).toEqual({ next: { a_text: 'давно' }, faults: [] });
    expect(tidy(known, { a_number: 'x', nothing: 1, a_text: 'снова' }).faults).toEqual([
      '/custom/a_number fields.not_number',
      '/custom/nothing fields.unknown',
      '/custom/a_text fields.archived',
    ]);
  });

  it('keep a choice that was put away where it stands, and do not take it anew', () => {
    expect(tidy({ a_choice: 'loan' }, { a_choice: 'loan' }).faults).toEqual([]);
    expect(tidy({}, { a_choice: 'loan' }).faults).toEqual(['/custom/a_choice fields.choice_archived']);
  });

  it('stand among the other data and come out again', () => {
    const values = { a_number: 1, a_text: 'x' };
    expect(foldCustom({ name: 'Тулун', ...flatCustom(values), 'custom.gone': null })).toEqual(values);
  });
});

describe('a name for programs', () => {
  it.each([
    ['Источник бюджета', [], 'istochnik_byudzheta'],
    ['Источник бюджета', ['istochnik_byudzheta'], 'istochnik_byudzheta_2'],
    ['44-ФЗ', [], 'fz'],
    ['№ 5', [], 'field'],
    ['And', [], 'field_and'],
    ['Очень длинное название дополнительного поля компании', [], 'ochen_dlinnoe_nazvanie_dopolnitelnogo'],
  ])('%s', (name, taken, key) => expect(keyFor(name, taken, 'field')).toBe(key));

  it('is of letters, digits and underscores whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(keyFor(name, [], 'field')).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
        expect(keyFor(name, ['x'], 'choice')).toMatch(/^[a-z0-9][a-z0-9_]{0,39}$/);
      }),
    );
  });
});
