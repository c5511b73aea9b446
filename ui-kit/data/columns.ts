import type { ReactNode } from 'react';

/**
 * A column of `DataTable`. Widths are px; one column may `grow` into the room that is left.
 *
 *   const columns: Column<Client>[] = [
 *     { id: 'name', header: 'Клиент', cell: (row) => row.name, width: 220, grow: true, sortable: true, fixed: true },
 *     { id: 'sum', header: 'Сумма', cell: (row) => <Num>{format.moneyShort(row.sum)}</Num>, align: 'right', width: 110 },
 *   ];
 */
export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  width?: number;
  minWidth?: number;
  grow?: boolean;
  align?: 'left' | 'right';
  sortable?: boolean;
  /** Always shown and first: the name of the record. */
  fixed?: boolean;
  /** Not shown until the reader chooses it. */
  hidden?: boolean;
}

/** What the reader has done to the columns; kept by the caller, in a saved view for example. */
export interface ColumnsState {
  /** Ids in the chosen order; columns that are not named follow in their own order. */
  order: string[];
  hidden: string[];
  /** Columns that stay while the rest scrolls sideways. */
  pinned: string[];
  widths: Record<string, number>;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export const DEFAULT_WIDTH = 140;
export const MIN_WIDTH = 56;
export const MAX_WIDTH = 1000;

/** The state in which nothing has been touched. */
export function initialColumns<T>(columns: ReadonlyArray<Column<T>>): ColumnsState {
  return {
    order: columns.map((column) => column.id),
    hidden: columns.filter((column) => column.hidden).map((column) => column.id),
    pinned: columns.filter((column) => column.fixed).map((column) => column.id),
    widths: {},
  };
}

/** A kept state made to fit today's columns: ids that are gone are dropped, new ones come at their own place, put away where they begin so. */
export function reconcileColumns<T>(columns: ReadonlyArray<Column<T>>, state: ColumnsState): ColumnsState {
  const known = new Set(columns.map((column) => column.id));
  const order = state.order.filter((id) => known.has(id));
  columns.forEach((column, index) => {
    if (!order.includes(column.id)) order.splice(Math.min(index, order.length), 0, column.id);
  });
  const fixed = columns.filter((column) => column.fixed).map((column) => column.id);
  const fresh = columns.filter(({ id, hidden }) => hidden === true && !state.order.includes(id)).map(({ id }) => id);
  return {
    order,
    hidden: [...new Set([...state.hidden, ...fresh])].filter((id) => known.has(id) && !fixed.includes(id)),
    pinned: [...fixed, ...state.pinned.filter((id) => known.has(id) && !fixed.includes(id))],
    widths: Object.fromEntries(Object.entries(state.widths).filter(([id]) => known.has(id))),
  };
}

/** Moves a column one place earlier or later in the order. */
export function moveColumn(state: ColumnsState, id: string, by: -1 | 1): ColumnsState {
  const from = state.order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= state.order.length) return state;
  const order = state.order.filter((one) => one !== id);
  order.splice(to, 0, id);
  return { ...state, order };
}

/** A column made as wide as that, within its bounds; px. */
export function resized<T>(state: ColumnsState, column: Column<T>, width: number): ColumnsState {
  const within = Math.min(MAX_WIDTH, Math.max(column.minWidth ?? MIN_WIDTH, Math.round(width)));
  return { ...state, widths: { ...state.widths, [column.id]: within } };
}

/** Adds the id to the list or takes it out. */
export function toggled(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
}

/** The next sort after a press on a head: up, down, then none. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
