import { type MouseEvent, memo, type ReactNode } from 'react';
import feedback from '../feedback/feedback.module.css';
import forms from '../forms/forms.module.css';
import { Hotkey } from '../marks/Hotkey.tsx';
import { useText } from '../text.tsx';
import type { DrawnColumn } from './column-model.ts';
import styles from './table.module.css';

/** One row of a `DataTable`. Memoised: scrolling draws only the rows that come. */
export interface TableRowProps<T> {
  row: T | undefined;
  /** None beyond what is loaded: nobody comes there. */
  id: string | undefined;
  /** Place among the rows, from zero. */
  index: number;
  top: number;
  height: number;
  template: string;
  width: number;
  drawn: ReadonlyArray<DrawnColumn<T>>;
  cursor: boolean;
  active: boolean;
  /** `undefined` where rows are not chosen. */
  chosen: boolean | undefined;
  keys: readonly string[] | undefined;
  onPress: (index: number, event: MouseEvent) => void;
  onChoose: (index: number, range: boolean) => void;
  onFocus: (index: number) => void;
}

const BONES = [62, 48, 78, 54, 70];

function Row<T>(props: TableRowProps<T>) {
  const { t, format } = useText();
  const { row, index, top, height, template, width, drawn, cursor, active, chosen } = props;
  const place = { top, height, gridTemplateColumns: template, minWidth: width };
  if (row === undefined) {
    return (
      <div
        role="row"
        id={props.id}
        aria-rowindex={index + 2}
        tabIndex={props.id === undefined ? undefined : cursor ? 0 : -1}
        className={styles.row}
        data-cursor={cursor || undefined}
        style={place}
        aria-busy
        onFocus={() => props.onFocus(index)}
      >
        {chosen === undefined ? null : <span role="gridcell" className={styles.lead} />}
        {drawn.map((one, at) => (
          <span
            key={one.column.id}
            role="gridcell"
            className={styles.cell}
            data-right={one.column.align === 'right' || undefined}
            data-last={one.last || undefined}
          >
            <span className={feedback.bone} style={{ width: `${BONES[(index + at) % BONES.length]}%` }} />
          </span>
        ))}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around handles the keys of its rows
    <div
      role="row"
      id={props.id}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-current={active ? 'true' : undefined}
      tabIndex={cursor ? 0 : -1}
      className={styles.row}
      data-cursor={cursor || undefined}
      data-selected={active || chosen || undefined}
      style={place}
      onClick={(event) => props.onPress(index, event)}
      onFocus={() => props.onFocus(index)}
    >
      {chosen === undefined ? null : (
        // The whole cell ticks, not only the box.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around handles the keys of its rows
        <span
          role="gridcell"
          className={styles.lead}
          onClick={(event) => {
            event.stopPropagation();
            props.onChoose(index, event.shiftKey);
          }}
        >
          <input
            type="checkbox"
            className={forms.box}
            tabIndex={-1}
            checked={chosen}
            aria-label={t('ui.choose_row', { row: format.number(index + 1) })}
            onChange={() => undefined}
          />
        </span>
      )}
      {drawn.map((one) => (
        <Cell key={one.column.id} drawn={one} row={row} />
      ))}
      {props.keys && props.keys.length > 0 ? <RowKeys keys={props.keys} /> : null}
    </div>
  );
}

function Cell<T>({ drawn, row }: { drawn: DrawnColumn<T>; row: T }) {
  const { column, stickyAt } = drawn;
  return (
    <span
      role="gridcell"
      className={styles.cell}
      data-right={column.align === 'right' || undefined}
      data-last={drawn.last || undefined}
      data-sticky={stickyAt !== undefined || undefined}
      style={stickyAt === undefined ? undefined : { left: stickyAt }}
    >
      {column.cell(row)}
    </span>
  );
}

function RowKeys({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <span className={styles.rowKeys} aria-hidden>
      {keys.map((key) => (
        <Hotkey key={key} keys={key} />
      ))}
    </span>
  );
}

// `memo` forgets the type parameter; the cast gives it back.
export const TableRow = memo(Row) as typeof Row;
