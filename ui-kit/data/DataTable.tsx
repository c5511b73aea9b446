import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Delayed } from '../feedback/Skeletons.tsx';
import forms from '../forms/forms.module.css';
import { useKeys } from '../keys/use-keys.tsx';
import { useMedia } from '../media.ts';
import { useDensity } from '../preferences.ts';
import { useText } from '../text.tsx';
import { columnModel } from './column-model.ts';
import { type Column, type ColumnsState, initialColumns, type Sort } from './columns.ts';
import { editFirst } from './EditableCell.tsx';
import { GroupLine } from './GroupLine.tsx';
import type { SeenRows } from './kept-pages.ts';
import { type Selection, selectRange, toggleSelection } from './selection.ts';
import { TableBones } from './TableBones.tsx';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import styles from './table.module.css';
import { type TableSection, tellSections, useLines } from './table-lines.ts';

/**
 * A table of any length: only the rows in view are drawn, and more are asked for as the end comes near.
 *
 *   <DataTable label="Клиенты" columns={columns} rows={rows} rowId={(row) => row.id} rowCount={total} hasMore={query.hasNextPage}
 *     onMore={query.fetchNextPage} sort={sort} onSort={setSort} columnsState={view} onColumnsState={setView}
 *     activeId={openId} onOpen={(row) => open(row.id)} selection={chosen} onSelection={setChosen} empty={<EmptyState … />} />
 *
 * Keyboard: J K and arrows move, Home End go to the ends, Enter opens, Space chooses, Shift with Space or a click chooses
 * a range. One row at a time is in the tab order. It fills its parent, which must have a height.
 */
export interface DataTableProps<T> {
  label: string;
  columns: ReadonlyArray<Column<T>>;
  /** Rows in order; a hole is a row that is being loaded. */
  rows: ReadonlyArray<T | undefined>;
  rowId: (row: T) => string;
  /** The ids of all rows, where those of holes are known too: they are chosen with the others. */
  ids?: (() => ReadonlyArray<string | undefined>) | undefined;
  /** How many there are in all, when it is known. */
  rowCount?: number | undefined;
  hasMore?: boolean | undefined;
  /** The end of what is loaded is near. May be called again while loading: ignore it then. */
  onMore?: (() => void) | undefined;
  /** Which rows are in view, where they are not in sections: these are told each of its own. */
  onSeen?: ((rows: SeenRows) => void) | undefined;
  /** First load: the shape of rows is shown, after 300 ms. */
  loading?: boolean | undefined;
  empty?: ReactNode;
  sort?: Sort | null;
  onSort?: (sort: Sort | null) => void;
  columnsState?: ColumnsState | undefined;
  onColumnsState?: (state: ColumnsState) => void;
  /** The record that is open beside: tint and a 2-px edge. */
  activeId?: string | null | undefined;
  /** Enter or a click. */
  onOpen?: (row: T) => void;
  /** The keyboard cursor has come to a row: for a panel that follows. */
  onCursor?: (row: T) => void;
  selection?: Selection | undefined;
  onSelection?: (selection: Selection) => void;
  /** Heading above a run of rows: `{ id: 'today', label: 'Сегодня', note: '5' }`; rows must come in that order. */
  groupOf?: (row: T) => { id: string; label: string; note?: string };
  /** Groups that open and close, each with so many of `rows` as it says; nothing of the list stands outside them. */
  sections?: readonly TableSection[] | undefined;
  /** px; by default the density's 32 or 40, at least 44 under a finger. */
  rowHeight?: number;
  /** Keys printed at the end of the row under the pointer or the cursor: `'KeyE'`. */
  rowKeys?: readonly string[];
  /** `false` for a second table on a screen, so that J and K are not claimed twice. */
  keys?: boolean;
  /** Scroll and cursor are remembered under this name while the page lives: back from a record to the same row. */
  memory?: string;
  /** What has come while the reader looked: never inserted under the pointer, shown as «Ещё 2, обновить». */
  fresh?: { count: number; onShow: () => void } | undefined;
}

const LEAD = 36;
const KEYCAP = 24;
const TAIL_PADDING = 12;
const GROUP_HEIGHT = 32;
const HEAD = 28;
const TAIL = 20;
const AHEAD = 30;

const remembered = new Map<string, { offset: number; cursor: number }>();

export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, hasMore = false, onMore, onSeen, selection, onSelection, memory } = props;
  const { t } = useText();
  const { density } = useDensity();
  const coarse = useMedia('(pointer: coarse)');
  const height = props.rowHeight ?? (coarse ? 44 : density === 'compact' ? 32 : 40);
  const domId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [ownColumns, setOwnColumns] = useState<ColumnsState>();
  const untouched = useMemo(() => initialColumns(columns), [columns]);
  const columnsState = props.columnsState ?? ownColumns ?? untouched;
  const setColumns = props.onColumnsState ?? setOwnColumns;
  const selectable = selection !== undefined && onSelection !== undefined;
  const tail = props.rowKeys && props.rowKeys.length > 0 ? TAIL_PADDING + props.rowKeys.length * KEYCAP : 0;
  const leadWidth = selectable ? LEAD : 0;
  // Rows are memoised on this model: it changes only when the columns do.
  const model = useMemo(
    () => columnModel(columns, columnsState, leadWidth, tail),
    [columns, columnsState, leadWidth, tail],
  );

  const count = hasMore ? Math.max(rows.length + TAIL, 0) : rows.length;
  const lines = useLines(rows, count, props.groupOf, props.sections);
  const start = memory === undefined ? undefined : remembered.get(memory);
  const [cursor, setCursor] = useState(start?.cursor ?? 0);

  const lineOf = (index: number) => lines?.findIndex((line) => line.kind === 'row' && line.index === index) ?? index;
  const cursorLine = lineOf(cursor);
  // The row that has focus stays drawn while the reader scrolls away, or focus would be lost.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inView = defaultRangeExtractor(range);
      if (cursorLine < 0 || cursorLine >= range.count || inView.includes(cursorLine)) return inView;
      return [...inView, cursorLine].sort((a, b) => a - b);
    },
    [cursorLine],
  );

  const virtual = useVirtualizer({
    count: lines?.length ?? count,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (lines?.[at]?.kind === 'group' ? GROUP_HEIGHT : height),
    overscan: 8,
    // Under the head, which stays, lies the room of the last row.
    scrollPaddingEnd: HEAD,
    rangeExtractor,
    initialOffset: start?.offset ?? 0,
    useFlushSync: false,
  });
  const { measure, scrollToOffset } = virtual;
  const [place, setPlace] = useState(memory);
  if (place !== memory) {
    setPlace(memory);
    setCursor(start?.cursor ?? 0);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are asked for again when a row's height or the grouping changes
  useEffect(() => measure(), [height, lines, measure]);

  const shown = virtual.getVirtualItems();
  const loaded = rows.length;
  const lastShown = virtual.range?.endIndex ?? 0;
  const nearEnd = hasMore && lastShown >= rows.length - AHEAD;
  useEffect(() => {
    // Asked again where what was loaded is not enough, or has become less.
    if (nearEnd && loaded >= 0) onMore?.();
  }, [nearEnd, onMore, loaded]);
  const firstShown = virtual.range?.startIndex ?? 0;
  const active = props.activeId ?? null;
  const { sections } = props;
  useEffect(() => {
    const seen = { first: firstShown, last: lastShown, cursor, active };
    if (sections !== undefined) tellSections(sections, seen);
    else if (lines === null) onSeen?.(seen);
  }, [sections, lines, firstShown, lastShown, cursor, active, onSeen]);
  const awaitedSection = shown.map((item) => lines?.[item.index]).find((line) => line?.kind === 'more');
  useEffect(() => {
    if (awaitedSection?.kind === 'more') awaitedSection.section.onMore();
  }, [awaitedSection]);
  const offset = virtual.scrollOffset;
  const scrolledAs = useRef(memory);
  useEffect(() => {
    // Where the list before was left says nothing of this one.
    if (memory !== undefined && scrolledAs.current === memory) remembered.set(memory, { offset: offset ?? 0, cursor });
  }, [memory, offset, cursor]);
  // Another filter or order is another list: it begins at its beginning, or where it was left.
  useEffect(() => {
    if (scrolledAs.current === memory) return;
    scrolledAs.current = memory;
    scrollToOffset(start?.offset ?? 0);
  }, [memory, start, scrollToOffset]);

  // Whether J and K are already moving here, so that the first press only comes to the cursor's row.
  const engaged = useRef(false);
  const awaited = useRef<{ index: number; told: boolean } | null>(null);
  // Before a further key can be pressed: a far row comes into being only after the scroll has been drawn, and a hole has the focus
  // until its row has come in its place.
  useLayoutEffect(() => {
    const { index, told } = awaited.current ?? { index: -1, told: true };
    const node = document.getElementById(`${domId}-${index}`);
    if (!node) return;
    if (node !== document.activeElement) node.focus({ preventScroll: true });
    const row = rows[index];
    awaited.current = row === undefined ? { index, told } : null;
    if (row !== undefined && !told) props.onCursor?.(row);
  });
  const go = (to: number) => {
    if (rows.length === 0) return;
    const next = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[next];
    setCursor(next);
    engaged.current = true;
    virtual.scrollToIndex(lineOf(next), { align: 'auto' });
    awaited.current = { index: next, told: row !== undefined };
    const drawn = document.getElementById(`${domId}-${next}`);
    if (drawn) drawn.focus({ preventScroll: true });
    if (drawn && row !== undefined) awaited.current = null;
    if (row !== undefined) props.onCursor?.(row);
  };

  const idsOf = props.ids ?? (() => rows.map((row) => (row === undefined ? undefined : rowId(row))));
  const anchor = useRef<number | null>(null);
  const latest = useRef({ props, idsOf });
  useEffect(() => {
    latest.current = { props, idsOf };
  });
  const choose = useCallback((index: number, range: boolean) => {
    const { props: now, idsOf: ids } = latest.current;
    const row = now.rows[index];
    if (row === undefined || !now.selection) return;
    const next =
      range && anchor.current !== null
        ? selectRange(now.selection, ids(), anchor.current, index)
        : toggleSelection(now.selection, now.rowId(row));
    anchor.current = index;
    now.onSelection?.(next);
  }, []);
  const press = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a, button, input, label, [role="button"]')) return;
      const { props: now } = latest.current;
      const row = now.rows[index];
      if (row === undefined) return;
      setCursor(index);
      if ((event.shiftKey || event.metaKey || event.ctrlKey) && now.selection) choose(index, event.shiftKey);
      else now.onOpen?.(row);
    },
    [choose],
  );
  const focused = useCallback((index: number) => {
    engaged.current = true;
    setCursor(index);
    if (latest.current.props.rows[index] === undefined) awaited.current ??= { index, told: true };
  }, []);

  const keysText = props.rowKeys?.join('\n');
  const rowKeys = useMemo(() => keysText?.split('\n'), [keysText]);
  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    if (!onRow || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[cursor];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / height) - 2);
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => go(cursor + 1),
      ArrowUp: () => go(cursor - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      PageDown: () => go(cursor + page),
      PageUp: () => go(cursor - page),
      Enter: props.onOpen && row !== undefined ? () => props.onOpen?.(row) : undefined,
      F2: () => editFirst(event.target),
      Space: selectable ? () => choose(cursor, event.shiftKey) : undefined,
      Escape: selectable && selection.size > 0 ? () => onSelection(new Set()) : undefined,
    };
    const action = actions[event.code];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const step = (by: number) => go(engaged.current || props.activeId ? cursor + by : cursor);
  useKeys(
    {
      KeyJ: { run: () => step(1), label: t('ui.next_row'), held: true },
      KeyK: { run: () => step(-1), label: t('ui.previous_row'), held: true },
    },
    { group: label, enabled: (props.keys ?? true) && rows.length > 0 },
  );

  // Made anew when what is chosen changes, not as rows go by.
  const lead = useMemo(
    () =>
      selection === undefined || onSelection === undefined ? null : (
        <ChooseAll rows={rows} idsOf={() => latest.current.idsOf()} selection={selection} onSelection={onSelection} />
      ),
    [rows, selection, onSelection],
  );

  if (rows.length === 0 && !props.loading && !hasMore && (props.sections?.length ?? 0) === 0)
    return <div className={styles.blank}>{props.empty}</div>;

  return (
    <div className={styles.frame}>
      {props.fresh && props.fresh.count > 0 ? (
        <button type="button" className={styles.fresh} onClick={props.fresh.onShow}>
          {t('ui.fresh_rows', { count: props.fresh.count })}
        </button>
      ) : null}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={props.rowCount === undefined ? (hasMore ? -1 : loaded + 1) : props.rowCount + 1}
        aria-colcount={model.drawn.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-busy={props.loading || undefined}
        className={styles.scroller}
        onScroll={({ currentTarget }) => currentTarget.toggleAttribute('data-aside', currentTarget.scrollLeft > 0)}
        onKeyDown={onKeyDown}
        onBlur={({ currentTarget, relatedTarget }) => {
          engaged.current = false;
          // Whoever has gone elsewhere is not fetched back.
          if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) awaited.current = null;
        }}
      >
        <TableHead
          model={model}
          state={columnsState}
          onState={setColumns}
          sort={props.sort ?? null}
          onSort={props.onSort}
          lead={lead}
        />
        {rows.length === 0 && props.loading ? (
          <Delayed>
            <TableBones model={model} height={height} lead={selectable} />
          </Delayed>
        ) : (
          <div
            role="rowgroup"
            className={styles.body}
            style={{ height: virtual.getTotalSize(), minWidth: model.width }}
          >
            {shown.map((item) => {
              const line = lines?.[item.index] ?? { kind: 'row' as const, index: item.index };
              if (line.kind !== 'row') {
                return (
                  <GroupLine
                    key={`${line.kind}-${line.id}`}
                    line={line}
                    top={item.start}
                    columns={model.drawn.length + (selectable ? 1 : 0)}
                  />
                );
              }
              const row = rows[line.index];
              const id = row === undefined ? undefined : rowId(row);
              return (
                <TableRow
                  key={id ?? `empty-${line.index}`}
                  id={line.index < loaded ? `${domId}-${line.index}` : undefined}
                  row={row}
                  index={line.index}
                  top={item.start}
                  height={height}
                  template={model.template}
                  width={model.width}
                  drawn={model.drawn}
                  cursor={line.index === cursor}
                  active={id !== undefined && id === props.activeId}
                  chosen={selectable ? id !== undefined && selection.has(id) : undefined}
                  keys={rowKeys}
                  onPress={press}
                  onChoose={choose}
                  onFocus={focused}
                />
              );
            })}
            <div aria-hidden className={styles.veil} data-moving={virtual.isScrolling || undefined} />
          </div>
        )}
      </div>
    </div>
  );
}

interface ChooseAllProps {
  rows: readonly unknown[];
  idsOf: () => ReadonlyArray<string | undefined>;
  selection: Selection;
  onSelection: (selection: Selection) => void;
}

/** Chooses every row that is loaded, or none. */
function ChooseAll({ rows, idsOf, selection, onSelection }: ChooseAllProps) {
  const { t } = useText();
  const everyChosen = selection.size > 0 && idsOf().every((id) => id === undefined || selection.has(id));
  return (
    <span role="columnheader" className={styles.lead}>
      <input
        type="checkbox"
        className={forms.box}
        checked={everyChosen}
        ref={(box) => {
          if (box) box.indeterminate = !everyChosen && selection.size > 0;
        }}
        aria-label={t('ui.choose_all', { count: rows.length })}
        onChange={() => onSelection(new Set(everyChosen ? [] : idsOf().flatMap((id) => id ?? [])))}
      />
    </span>
  );
}
