import { type Column, type ColumnsState, DEFAULT_WIDTH, MIN_WIDTH, reconcileColumns } from './columns.ts';

export interface DrawnColumn<T> {
  column: Column<T>;
  width: number;
  /** px from the left edge while pinned. */
  stickyAt: number | undefined;
  last: boolean;
}

export interface ColumnModel<T> {
  drawn: ReadonlyArray<DrawnColumn<T>>;
  /** `grid-template-columns` of every row. */
  template: string;
  /** Least width of a row, px. */
  width: number;
}

/**
 * The columns as they are to be drawn: those that are pinned first and in the order of pinning, then the rest, without those
 * that are put away. `lead` and `tail` are the px that every row has before and after them.
 */
export function columnModel<T>(
  columns: ReadonlyArray<Column<T>>,
  kept: ColumnsState,
  lead: number,
  tail: number,
): ColumnModel<T> {
  const { order, hidden, pinned, widths } = reconcileColumns(columns, kept);
  const ids = [...pinned, ...order.filter((id) => !pinned.includes(id))].filter((id) => !hidden.includes(id));
  let left = lead;
  const drawn = ids.flatMap((id): Array<DrawnColumn<T>> => {
    const column = columns.find((one) => one.id === id);
    if (column === undefined) return [];
    const width = widths[id] ?? Math.max(column.width ?? DEFAULT_WIDTH, column.minWidth ?? MIN_WIDTH);
    const stickyAt = pinned.includes(id) ? left : undefined;
    if (stickyAt !== undefined) left += width;
    return [{ column, width, stickyAt, last: id === ids.at(-1) }];
  });
  // One column takes the room that is left: the one that asks for it, else the last, unless it is pinned.
  const grows = drawn.findLast((one) => one.column.grow && !isBeforePinned(drawn, one)) ?? drawn.at(-1);
  const tracks = drawn.map((one) => (one === grows ? `minmax(${one.width}px, 1fr)` : `${one.width}px`));
  return {
    drawn,
    template: [...(lead > 0 ? [`${lead}px`] : []), ...tracks, ...(tail > 0 ? [`${tail}px`] : [])].join(' '),
    width: lead + tail + drawn.reduce((sum, one) => sum + one.width, 0),
  };
}

/** A growing column before another pinned one would push it away from its place. */
function isBeforePinned<T>(drawn: ReadonlyArray<DrawnColumn<T>>, one: DrawnColumn<T>): boolean {
  const at = drawn.indexOf(one);
  return drawn.slice(at + 1).some((later) => later.stickyAt !== undefined);
}
