import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FilterField, type FilterNode, partFilter, readFilter, tidyFilter, writeFilter } from './filter.ts';
import { periodOf } from './filter-period.ts';

const fields: readonly FilterField[] = [
  { name: 'state', type: 'choice', values: ['cold', 'warm'] },
  { name: 'region', type: 'choice', empty: true },
  { name: 'name', type: 'text' },
  { name: 'size', type: 'number', empty: true },
  { name: 'check', type: 'date', empty: true },
  { name: 'phone', type: 'yes_no' },
  { name: 'holder', type: 'person', ids: true, empty: true },
];
const read = (text: string) => readFilter(text, fields);

describe('a filter', () => {
  it('reads as a sentence', () => {
    const text = 'state is cold,warm and region is "Иркутская область" and (phone is no or check is overdue)';
    expect(read(text)).toEqual({
      ok: true,
      value: {
        join: 'and',
        of: [
          { field: 'state', op: 'is', values: ['cold', 'warm'] },
          { field: 'region', op: 'is', values: ['Иркутская область'] },
          {
            join: 'or',
            of: [
              { field: 'phone', op: 'is', values: ['no'] },
              { field: 'check', op: 'is', values: ['overdue'] },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['nothing', '', null],
    ['spaces', '   ', null],
  ])('%s is no filter', (_what, text, expected) => {
    expect(read(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['a field alone', 'state', 'filter.unreadable'],
    ['an open bracket', '(state is cold', 'filter.unreadable'],
    ['a closing bracket', 'state is cold)', 'filter.unreadable'],
    ['an open quote', 'name has "юж', 'filter.unreadable'],
    ['and beside or without brackets', 'phone is no and state is cold or state is warm', 'filter.unreadable'],
    ['brackets in brackets without end', `${'('.repeat(9)}phone is no${')'.repeat(9)}`, 'filter.unreadable'],
    ['a field of another list', 'stage is won', 'filter.unknown_field'],
    ['a state that there is not', 'state is tepid', 'filter.wrong_value'],
    ['a number in words', 'size is many', 'filter.wrong_value'],
    ['a day that there is not', 'check is 2026-02-30', 'filter.wrong_value'],
    ['somebody by name', 'holder is Лыткин', 'filter.wrong_value'],
    ['a part of a number', 'size has 5', 'filter.wrong_operator'],
    ['no name at all', 'name is empty', 'filter.wrong_operator'],
    ['neither yes nor no', 'phone not yes', 'filter.wrong_operator'],
    ['too many conditions', Array(41).fill('phone is no').join(' and '), 'filter.too_many'],
    ['too long a text', `name has "${'а'.repeat(4000)}"`, 'filter.too_long'],
  ])('refuses %s', (_what, text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, code: 'invalid_input', fields: [{ path: '/filter', reason }] });
  });

  it('is the same after it has been written down and read again', () => {
    const condition = fc.oneof(
      fc.record({ field: fc.constant('name'), op: fc.constantFrom('is', 'not', 'has'), values: texts() }),
      fc.record({
        field: fc.constant('region'),
        op: fc.constantFrom('is', 'not'),
        values: fc.oneof(texts(), fc.constant([])),
      }),
      fc.record({
        field: fc.constant('size'),
        op: fc.constant('is'),
        values: fc.constantFrom(['5'], ['..7'], ['1..9']),
      }),
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        condition,
        fc.record({ join: fc.constantFrom('and', 'or'), of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      ),
    }));
    fc.assert(
      fc.property(node, (made) => {
        const tidy = tidyFilter(made as FilterNode);
        expect(read(writeFilter(tidy))).toEqual({ ok: true, value: tidy });
      }),
    );
  });
});

const texts = () =>
  fc.array(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { minLength: 1, maxLength: 3 });

it.each([
  ['today', '2026-11-23', '2026-11-24'],
  ['tomorrow', '2026-11-24', '2026-11-25'],
  ['yesterday', '2026-11-22', '2026-11-23'],
  ['overdue', null, '2026-11-23'],
  ['next-30-days', '2026-11-23', '2026-12-24'],
  ['last-30-days', '2026-10-24', '2026-11-24'],
  ['older-90-days', null, '2026-08-25'],
  ['later-7-days', '2026-12-01', null],
  ['this-week', '2026-11-23', '2026-11-30'],
  ['last-month', '2026-10-01', '2026-11-01'],
  ['this-quarter', '2026-10-01', '2027-01-01'],
  ['next-quarter', '2027-01-01', '2027-04-01'],
  ['last-year', '2025-01-01', '2026-01-01'],
  ['2026-03-05', '2026-03-05', '2026-03-06'],
  ['2026-03-05..2026-03-31', '2026-03-05', '2026-04-01'],
  ['2026-03-05..', '2026-03-05', null],
  ['..2026-03-05', null, '2026-03-06'],
])('on Monday, 23 November 2026, %s is from %s until before %s', (text, from, until) => {
  const range = periodOf(text, Temporal.PlainDate.from('2026-11-23'));
  expect([range?.from?.toString() ?? null, range?.until?.toString() ?? null]).toEqual([from, until]);
});

it.each(['', 'soon', 'next-days', '2026-02-30', '..', '2026-01-01..2026-02-01..', 'next-99999-days'])(
  '«%s» is no period',
  (text) => {
    expect(periodOf(text, Temporal.PlainDate.from('2026-11-23'))).toBeNull();
  },
);

it.each([
  ['', '', []],
  ['state is cold', 'state is cold', []],
  ['custom.gone is yes', '', ['custom.gone']],
  ['state is cold and (custom.gone is 5.. or phone is no)', 'state is cold and phone is no', ['custom.gone']],
  ['custom.gone is a or custom.also is empty or size is 1..', 'size is 1..', ['custom.gone', 'custom.also']],
  ['what is said here cannot be read', '', []],
])('of «%s» what is asked by known fields stays, and the rest is named', (text, kept, others) => {
  const parted = partFilter(text, (name) => fields.some((field) => field.name === name));
  expect([writeFilter(parted.kept), parted.others.map(({ field }) => field)]).toEqual([kept, others]);
});
