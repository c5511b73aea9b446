import { describe, expect, it } from 'vitest';
import { employeesMeant } from './rules.ts';

const people = ['Верес Ольга Павловна', 'Верес Олег Петрович', 'Ладогин Пётр Сергеевич', 'Седова Марина Ильинична'].map(
  (fullName) => ({ fullName }),
);
const meant = (name: string) => employeesMeant(name, people).map(({ fullName }) => fullName);

describe('a name in a file of the past', () => {
  it.each([
    ['Верес Ольга Павловна', ['Верес Ольга Павловна']],
    ['Пётр Ладогин', ['Ладогин Пётр Сергеевич']],
    ['Петр Ладогин', ['Ладогин Пётр Сергеевич']],
    ['Ладогин П. С.', ['Ладогин Пётр Сергеевич']],
    ['Седова М.И.', ['Седова Марина Ильинична']],
    ['Верес О. П.', ['Верес Ольга Павловна', 'Верес Олег Петрович']],
    ['Седова Анна', []],
    ['Иванов', []],
  ])('%s means %j', (name, expected) => expect(meant(name)).toEqual(expected));
});
