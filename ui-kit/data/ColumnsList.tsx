import { IconArrowDown, IconArrowUp, IconPin, IconPinFilled } from '@tabler/icons-react';
import { CheckField } from '../forms/CheckField.tsx';
import { IconButton } from '../IconButton.tsx';
import { useText } from '../text.tsx';
import { type Column, type ColumnsState, initialColumns, moveColumn, reconcileColumns, toggled } from './columns.ts';
import styles from './table.module.css';

export interface ColumnsListProps<T> {
  columns: ReadonlyArray<Column<T>>;
  state: ColumnsState;
  onState: (state: ColumnsState) => void;
}

/** The columns one under another, each to be put away, moved and pinned. */
export function ColumnsList<T>({ columns, state: kept, onState }: ColumnsListProps<T>) {
  const { t } = useText();
  const state = reconcileColumns(columns, kept);
  const ordered = state.order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  return (
    <>
      <ul className={styles.columnsList}>
        {ordered.map((column, at) => (
          <li key={column.id} className="row">
            <span className="spread">
              <CheckField
                label={column.header}
                value={!state.hidden.includes(column.id)}
                disabled={column.fixed}
                onChange={() => onState({ ...state, hidden: toggled(state.hidden, column.id) })}
              />
            </span>
            <IconButton
              size="tiny"
              icon={IconArrowUp}
              label={t('ui.column_earlier', { column: column.header })}
              disabled={at === 0}
              onClick={() => onState(moveColumn(state, column.id, -1))}
            />
            <IconButton
              size="tiny"
              icon={IconArrowDown}
              label={t('ui.column_later', { column: column.header })}
              disabled={at === ordered.length - 1}
              onClick={() => onState(moveColumn(state, column.id, 1))}
            />
            <IconButton
              size="tiny"
              icon={state.pinned.includes(column.id) ? IconPinFilled : IconPin}
              label={t('ui.column_pin', { column: column.header })}
              aria-pressed={state.pinned.includes(column.id)}
              disabled={column.fixed}
              onClick={() => onState({ ...state, pinned: toggled(state.pinned, column.id) })}
            />
          </li>
        ))}
      </ul>
      <button type="button" className="link t-small" onClick={() => onState(initialColumns(columns))}>
        {t('ui.columns_reset')}
      </button>
    </>
  );
}
