import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useRef } from 'react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import type { ColumnModel, DrawnColumn } from './column-model.ts';
import { type ColumnsState, MAX_WIDTH, MIN_WIDTH, nextSort, resized, type Sort } from './columns.ts';
import styles from './table.module.css';

/** The sticky head of a `DataTable`: names that sort, edges that resize by pointer and by arrow keys. Memoised: it stays while rows go by. */
export interface TableHeadProps<T> {
  model: ColumnModel<T>;
  state: ColumnsState;
  onState: (next: ColumnsState) => void;
  sort: Sort | null;
  onSort: ((sort: Sort | null) => void) | undefined;
  lead: ReactNode;
}

const STEP = 16;

function Head<T>({ model, state, onState, sort, onSort, lead }: TableHeadProps<T>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles.head}
      style={{ gridTemplateColumns: model.template, minWidth: model.width }}
    >
      {lead}
      {model.drawn.map((drawn) => (
        <HeadCell key={drawn.column.id} drawn={drawn} state={state} onState={onState} sort={sort} onSort={onSort} />
      ))}
    </div>
  );
}

function HeadCell<T>({
  drawn,
  state,
  onState,
  sort,
  onSort,
}: Omit<TableHeadProps<T>, 'model' | 'lead'> & { drawn: DrawnColumn<T> }) {
  const { t } = useText();
  const { column, width, stickyAt } = drawn;
  const sorted = sort?.column === column.id ? sort : undefined;
  const resizeByKey = (event: KeyboardEvent) => {
    const step = event.code === 'ArrowRight' ? STEP : event.code === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onState(resized(state, column, width + step));
  };
  /** Where the drag began and how wide the column was drawn then, px. */
  const drag = useRef<{ x: number; width: number } | null>(null);
  const beginDrag = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? width };
  };
  const goOn = ({ clientX }: PointerEvent) => {
    if (drag.current !== null) onState(resized(state, column, drag.current.width + clientX - drag.current.x));
  };
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
      className={styles.headCell}
      data-right={column.align === 'right' || undefined}
      data-last={drawn.last || undefined}
      data-sticky={stickyAt !== undefined || undefined}
      style={stickyAt === undefined ? undefined : { left: stickyAt }}
    >
      {column.sortable && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(nextSort(sort, column.id))}>
          <span className="cut">{column.header}</span>
          {sorted ? <Glyph of={sorted.descending ? IconArrowDown : IconArrowUp} size={12} stroke={2} /> : null}
        </button>
      ) : (
        <span className="cut">{column.header}</span>
      )}
      <span
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('ui.column_width', { column: column.header })}
        aria-valuenow={Math.round(width)}
        aria-valuemin={column.minWidth ?? MIN_WIDTH}
        aria-valuemax={MAX_WIDTH}
        className={styles.grip}
        onPointerDown={beginDrag}
        onPointerMove={goOn}
        onLostPointerCapture={() => {
          drag.current = null;
        }}
        onKeyDown={resizeByKey}
      />
    </div>
  );
}

// `memo` forgets the type parameter; the cast gives it back.
export const TableHead = memo(Head) as typeof Head;
