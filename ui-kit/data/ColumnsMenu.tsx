import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { CheckField } from '../forms/CheckField.tsx';
import { IconButton } from '../IconButton.tsx';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import { type Column, type ColumnsState, initialColumns, moveColumn, reconcileColumns, toggled } from './columns.ts';
import styles from './table.module.css';

/** Which columns are seen, in which order, and which stay in place: `<ColumnsMenu columns={columns} state={view} onState={setView} />`. */
export interface ColumnsMenuProps<T> {
  columns: ReadonlyArray<Column<T>>;
  state: ColumnsState;
  onState: (state: ColumnsState) => void;
}

export function ColumnsMenu<T>({ columns, state: kept, onState }: ColumnsMenuProps<T>) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const state = reconcileColumns(columns, kept);
  const ordered = state.order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button size="small" icon={IconColumns3} onClick={() => setOpen(!open)}>
          {t('ui.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ui.columns')}>
        <EscapeLayer onEscape={() => setOpen(false)}>
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
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
