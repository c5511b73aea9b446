import { useEffect, useMemo, useRef, useState } from 'react';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { type Column, type ColumnsState, initialColumns } from '#ui-kit/data/columns.ts';
import {
  keepColumnsRoute,
  type ListName,
  type ListViews,
  listViewsRoute,
  type SavedView,
  type ViewShape,
} from '../../contract.ts';

/** The saved views of a list; undefined until they are known. */
export function useListViews(list: ListName): ListViews | undefined {
  return useRead(listViewsRoute, { params: { list } }).data;
}

/** Whether two shapes show the same; the columns are each reader's own and do not count. */
export function isSameShape(one: ViewShape, other: ViewShape): boolean {
  const said = ({ q, scope, filter, sort, group }: ViewShape) => JSON.stringify([q, scope, filter, sort, group]);
  return said(one) === said(other);
}

const PAUSE_MS = 800;

/**
 * Columns as the reader has put them in this view, else as the view was saved, else as they come. What is dragged is
 * kept after a pause, so that the width of a column is not sent at every pixel.
 */
export function useViewColumns<T>(
  list: ListName,
  views: ListViews | undefined,
  view: SavedView | null,
  columns: ReadonlyArray<Column<T>>,
): [ColumnsState, (next: ColumnsState) => void] {
  const id = view?.id ?? null;
  const untouched = useMemo(() => initialColumns(columns), [columns]);
  const [drawn, setDrawn] = useState<{ view: string | null; state: ColumnsState } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { mutate } = useWrite(keepColumnsRoute);
  useEffect(() => () => clearTimeout(timer.current), []);
  const kept = views?.columns.find((one) => one.view_id === id)?.columns;
  const state = (drawn?.view === id ? drawn.state : null) ?? kept ?? view?.shape.columns ?? untouched;
  const change = (next: ColumnsState) => {
    setDrawn({ view: id, state: next });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => mutate({ params: { list }, body: { view_id: id, columns: next } }), PAUSE_MS);
  };
  return [state, change];
}
