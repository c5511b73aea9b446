import { describe, expect, it } from 'vitest';
import { columnModel } from './column-model.ts';
import { type Column, type ColumnsState, initialColumns } from './columns.ts';

const column = (id: string, more: Partial<Column<object>> = {}): Column<object> => ({
  id,
  header: id,
  cell: () => id,
  width: 100,
  ...more,
});
const COLUMNS = [column('name', { fixed: true, grow: true, width: 220 }), column('a'), column('b'), column('c')];

const drawnWith = (part: Partial<ColumnsState>, columns = COLUMNS) =>
  columnModel(columns, { ...initialColumns(columns), ...part }, 0, 0);
const idsWith = (part: Partial<ColumnsState>) => drawnWith(part).drawn.map(({ column: { id } }) => id);

describe('the columns of a table', () => {
  it.each<[string, Partial<ColumnsState>, string[]]>([
    ['as they are told', {}, ['name', 'a', 'b', 'c']],
    ['in the order that was chosen', { order: ['name', 'c', 'a', 'b'] }, ['name', 'c', 'a', 'b']],
    ['without what is put away', { hidden: ['a'] }, ['name', 'b', 'c']],
    ['the pinned ones first, as they were pinned', { pinned: ['c', 'b'] }, ['name', 'c', 'b', 'a']],
    ['a pinned one that is put away is not there', { pinned: ['b'], hidden: ['b'] }, ['name', 'a', 'c']],
    ['what always stands first cannot be put away', { hidden: ['name'] }, ['name', 'a', 'b', 'c']],
    ['what is gone is left out', { order: ['gone', 'b', 'a', 'name', 'c'], pinned: ['gone'] }, ['name', 'b', 'a', 'c']],
  ])('%s', (_, part, expected) => {
    expect(idsWith(part)).toEqual(expected);
  });

  it('each pinned column stays behind those before it, after the lead', () => {
    const { drawn } = columnModel(COLUMNS, { ...initialColumns(COLUMNS), pinned: ['b'], widths: { name: 300 } }, 36, 0);
    expect(drawn.map(({ stickyAt }) => stickyAt)).toEqual([36, 336, undefined, undefined]);
  });

  it('one column takes the room that is left', () => {
    expect(drawnWith({}).template).toBe('minmax(220px, 1fr) 100px 100px 100px');
    // Before a pinned column nothing grows: the last one does.
    expect(drawnWith({ pinned: ['b'] }).template).toBe('220px 100px 100px minmax(100px, 1fr)');
  });

  it('a row is at least as wide as its columns, the lead and the tail', () => {
    const model = columnModel(COLUMNS, { ...initialColumns(COLUMNS), widths: { a: 60 }, hidden: ['c'] }, 36, 24);
    expect(model.width).toBe(36 + 220 + 60 + 100 + 24);
    expect(model.template).toBe('36px minmax(220px, 1fr) 60px 100px 24px');
    expect(model.drawn.map(({ last }) => last)).toEqual([false, false, true]);
  });

  it('a column is never narrower than it says, unless somebody has made it so', () => {
    const columns = [column('name', { width: 20, minWidth: 80 }), column('a', { width: 20 })];
    expect(drawnWith({}, columns).drawn.map(({ width }) => width)).toEqual([80, 56]);
  });
});
