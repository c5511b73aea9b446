import { describe, expect, test } from 'vitest';
import { type Column, initialColumns, moveColumn, nextSort, reconcileColumns, toggled } from './columns.ts';
import { selectRange, toggleSelection } from './selection.ts';

const column = (id: string, extra: Partial<Column<never>> = {}): Column<never> => ({
  id,
  header: id,
  cell: () => id,
  ...extra,
});
const COLUMNS = [column('name', { fixed: true }), column('day'), column('sum', { hidden: true })];

describe('columns that a reader has arranged', () => {
  test('at first they stand as declared, the fixed one pinned, the spare one hidden', () => {
    expect(initialColumns(COLUMNS)).toEqual({
      order: ['name', 'day', 'sum'],
      hidden: ['sum'],
      pinned: ['name'],
      widths: {},
    });
  });

  test('a view kept from last year loses columns that are gone and gains new ones at their place', () => {
    const kept = {
      order: ['sum', 'gone', 'name'],
      hidden: ['gone', 'name'],
      pinned: ['day'],
      widths: { sum: 90, gone: 10 },
    };
    expect(reconcileColumns(COLUMNS, kept)).toEqual({
      order: ['sum', 'day', 'name'],
      hidden: [],
      pinned: ['name', 'day'],
      widths: { sum: 90 },
    });
  });

  test('a column moves one place and stops at the edge', () => {
    const state = initialColumns(COLUMNS);
    expect(moveColumn(state, 'day', -1).order).toEqual(['day', 'name', 'sum']);
    expect(moveColumn(state, 'name', -1)).toBe(state);
    expect(moveColumn(state, 'absent', 1)).toBe(state);
  });

  test('a press on a head sorts up, then down, then not at all', () => {
    const up = nextSort(null, 'day');
    const down = nextSort(up, 'day');
    expect([up, down, nextSort(down, 'day'), nextSort(down, 'sum')]).toEqual([
      { column: 'day', descending: false },
      { column: 'day', descending: true },
      null,
      { column: 'sum', descending: false },
    ]);
  });

  test('a mark is put and taken', () =>
    expect([toggled(['a'], 'b'), toggled(['a', 'b'], 'a')]).toEqual([['a', 'b'], ['b']]));
});

describe('chosen rows', () => {
  test('one press chooses, the next takes back', () => {
    const once = toggleSelection(new Set(), 'a');
    expect([[...once], [...toggleSelection(once, 'a')]]).toEqual([['a'], []]);
  });

  test('a range goes either way and passes over rows that are not loaded', () => {
    expect([...selectRange(new Set(['z']), ['a', undefined, 'c', 'd'], 3, 0)]).toEqual(['z', 'a', 'c', 'd']);
  });
});
