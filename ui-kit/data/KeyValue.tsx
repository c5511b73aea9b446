import type { ReactNode } from 'react';
import styles from './lists.module.css';

/**
 * Names and values in two columns: `<KeyValue items={[{ label: 'Окно', value: 'до 22.12.2026' }]} />`.
 * `labelWidth` is 104 px by default; `columns={2}` stands pairs side by side with the label above.
 */
export interface KeyValueItem {
  label: string;
  value: ReactNode;
  /** Required and empty: a 2-px ink edge beside it. */
  missing?: boolean;
}

export interface KeyValueProps {
  items: readonly KeyValueItem[];
  labelWidth?: number;
  columns?: 1 | 2;
}

export function KeyValue({ items, labelWidth = 104, columns = 1 }: KeyValueProps) {
  if (columns === 2) {
    return (
      <dl className={styles.pairs}>
        {items.map((item) => (
          <div key={item.label} data-missing={item.missing || undefined}>
            <dt className="t-small">{item.label}</dt>
            <dd>{item.value}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <dl className={styles.keyValue}>
      {items.map((item) => (
        <div
          key={item.label}
          data-missing={item.missing || undefined}
          style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}
        >
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
