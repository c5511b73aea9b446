import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullName, parsePersonName, personKey, shortName } from './person-names.ts';

describe('the name of a person', () => {
  it.each([
    { typed: 'Карпов Виктор Михайлович', full: 'Карпов Виктор Михайлович', short: 'Карпов В. М.' },
    { typed: 'Виктор Михайлович Карпов', full: 'Карпов Виктор Михайлович', short: 'Карпов В. М.' },
    { typed: '  КАРПОВ  виктор МИХАЙЛОВИЧ ', full: 'Карпов Виктор Михайлович', short: 'Карпов В. М.' },
    { typed: 'Карпов, Виктор', full: 'Карпов Виктор', short: 'Карпов В.' },
    { typed: 'Наталья Лебедева', full: 'Лебедева Наталья', short: 'Лебедева Н.' },
    { typed: 'Лебедева Наталья', full: 'Лебедева Наталья', short: 'Лебедева Н.' },
    { typed: 'Артур Вадим', full: 'Артур Вадим', short: 'Артур В.' },
    { typed: 'Карпов В.М.', full: 'Карпов В. М.', short: 'Карпов В. М.' },
    { typed: 'Карпов В. М.', full: 'Карпов В. М.', short: 'Карпов В. М.' },
    { typed: 'В.М. Карпов', full: 'Карпов В. М.', short: 'Карпов В. М.' },
    { typed: 'В.М.Карпов', full: 'Карпов В. М.', short: 'Карпов В. М.' },
    { typed: 'В. Карпов', full: 'Карпов В.', short: 'Карпов В.' },
    { typed: 'В. де Карпов', full: 'де Карпов В.', short: 'де Карпов В.' },
    { typed: 'Анна К.', full: 'Анна К.', short: 'Анна К.' },
    { typed: 'Ольга Петровна', full: 'Ольга Петровна', short: 'Ольга Петровна' },
    { typed: 'Карпов', full: 'Карпов', short: 'Карпов' },
    { typed: 'Ольга', full: 'Ольга', short: 'Ольга' },
    { typed: 'петров-водкин кузьма сергеевич', full: 'Петров-Водкин Кузьма Сергеевич', short: 'Петров-Водкин К. С.' },
    { typed: 'Алиев Гейдар Алирза оглы', full: 'Алиев Гейдар Алирза оглы', short: 'Алиев Г. А.' },
    { typed: 'Гейдар Алирза оглы Алиев', full: 'Алиев Гейдар Алирза оглы', short: 'Алиев Г. А.' },
    { typed: "О'Коннор Джон", full: "О'Коннор Джон", short: "О'Коннор Д." },
    { typed: 'Ильин Пётр Кузьмич', full: 'Ильин Пётр Кузьмич', short: 'Ильин П. К.' },
    { typed: 'Мюллер Ганс Петер', full: 'Мюллер Ганс Петер', short: 'Мюллер Г. П.' },
    { typed: '— 123', full: '', short: '' },
  ])('«$typed» is $full, in short $short', ({ typed, full, short }) => {
    const name = parsePersonName(typed);
    expect(fullName(name)).toBe(full);
    expect(shortName(name)).toBe(short);
  });

  it('is compared without regard to case, ё and dots', () => {
    expect(personKey(parsePersonName('Ёлкин П. И.'))).toBe('елкин п и');
    expect(personKey(parsePersonName('Семён Петрович ЁЛКИН'))).toBe(personKey(parsePersonName('Елкин Семен Петрович')));
  });

  it('reads the same in both usual orders and reads its own full spelling again', () => {
    const last = fc.constantFrom('Карпов', 'Ёлкина', 'Ким', 'Петров-Водкин', 'Заяц');
    const first = fc.constantFrom('Виктор', 'Наталья', 'Ольга', 'Пётр');
    const middle = fc.constantFrom('Михайлович', 'Ильинична', 'Ильич', 'Андреевна');
    fc.assert(
      fc.property(last, first, middle, (l, f, m) => {
        const name = parsePersonName(`${l} ${f} ${m}`);
        expect(name).toEqual({ last: l, first: f, middle: m });
        expect(parsePersonName(`${f} ${m} ${l}`)).toEqual(name);
        expect(parsePersonName(`${f} ${l}`)).toEqual({ last: l, first: f });
        expect(parsePersonName(fullName(name))).toEqual(name);
      }),
    );
  });
});
