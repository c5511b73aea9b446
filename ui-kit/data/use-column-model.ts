import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type Header,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { type Column, type ColumnsState, DEFAULT_WIDTH, MIN_WIDTH, reconcileColumns } from './columns.ts';

/**
 * The columns as they are to be drawn. TanStack Table keeps order, visibility, pinning and the drag of a width; rows are
 * not given to it: they are virtual, may be loaded in part, and cells are drawn straight from the record.
 */
const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

type Features = typeof features;
const NO_ROWS: never[] = [];

export interface DrawnColumn<T> {
  column: Column<T>;
  width: number;
  /** px from the left edge while pinned. */
  stickyAt: number | undefined;
  last: boolean;
  resizing: boolean;
  onResizeStart: (event: unknown) => void;
}

export interface ColumnModel<T> {
  drawn: ReadonlyArray<DrawnColumn<T>>;
  /** `grid-template-columns` of every row. */
  template: string;
  /** Least width of a row, px. */
  width: number;
}

export function useColumnModel<T>(
  columns: ReadonlyArray<Column<T>>,
  kept: ColumnsState,
  change: (next: ColumnsState) => void,
  lead: number,
  tail: number,
): ColumnModel<T> {
  const state = useMemo(() => reconcileColumns(columns, kept), [columns, kept]);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        size: column.width ?? DEFAULT_WIDTH,
        minSize: column.minWidth ?? MIN_WIDTH,
      })),
    [columns],
  );
  const table = useTable<Features, never>({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: state.order,
      columnPinning: { start: state.pinned, end: [] },
      columnSizing: state.widths,
      columnVisibility: Object.fromEntries(state.hidden.map((id) => [id, false])),
    },
    onColumnSizingChange: (updater) => {
      const widths = typeof updater === 'function' ? updater(state.widths) : updater;
      change({ ...state, widths });
    },
  });

  const resizing = table.state.columnResizing.isResizingColumn;
  // Rows are memoised on this model, so it changes only when the columns do.
  return useMemo(() => {
    const headers: Array<Header<Features, never, unknown>> = table.getHeaderGroups()[0]?.headers ?? [];
    return drawColumns(columns, headers, state.widths, resizing, lead, tail);
  }, [table, columns, state, resizing, lead, tail]);
}

function drawColumns<T>(
  columns: ReadonlyArray<Column<T>>,
  headers: ReadonlyArray<Header<Features, never, unknown>>,
  widths: Readonly<Record<string, number>>,
  resizing: string | false,
  lead: number,
  tail: number,
): ColumnModel<T> {
  const byId = new Map(columns.map((column) => [column.id, column]));
  let left = lead;
  const drawn = headers.flatMap((header): Array<DrawnColumn<T>> => {
    const column = byId.get(header.column.id);
    if (!column) return [];
    const width = widths[column.id] ?? header.getSize();
    const stickyAt = header.column.getIsPinned() === 'start' ? left : undefined;
    if (stickyAt !== undefined) left += width;
    const last = header === headers.at(-1);
    return [
      { column, width, stickyAt, last, resizing: resizing === column.id, onResizeStart: header.getResizeHandler() },
    ];
  });
  // One column takes the room that is left: the one that asks for it, else the last, unless it is pinned.
  const grows = drawn.findLast((one) => one.column.grow && !isLaterSticky(drawn, one)) ?? drawn.at(-1);
  const tracks = drawn.map((one) => (one === grows ? `minmax(${one.width}px, 1fr)` : `${one.width}px`));
  const template = [...(lead > 0 ? [`${lead}px`] : []), ...tracks, ...(tail > 0 ? [`${tail}px`] : [])].join(' ');
  const width = lead + tail + drawn.reduce((sum, one) => sum + one.width, 0);
  return { drawn, template, width };
}

/** A growing column before another pinned one would push it away from its place. */
function isLaterSticky<T>(drawn: ReadonlyArray<DrawnColumn<T>>, one: DrawnColumn<T>): boolean {
  const at = drawn.indexOf(one);
  return drawn.slice(at + 1).some((later) => later.stickyAt !== undefined);
}
