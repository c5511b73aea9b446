import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { CountMark } from '../marks/Num.tsx';
import styles from './lists.module.css';

/**
 * Parts of one record, one at a time; arrows move between the tabs.
 *
 *   <Tabs label="Клиент" value={tab} onChange={setTab} items={[{ id: 'needs', label: 'Потребности', count: 3, content: <Needs /> }]} />
 */
export interface TabItem<V extends string> {
  id: V;
  label: string;
  count?: number;
  content: ReactNode;
}

export interface TabsProps<V extends string> {
  label: string;
  value: V;
  onChange: (id: V) => void;
  items: ReadonlyArray<TabItem<V>>;
}

export function Tabs<V extends string>({ label, value, onChange, items }: TabsProps<V>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.id === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.code];
    const next = to === undefined ? undefined : items[(to + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  const current = items.find((item) => item.id === value);
  return (
    <div className={styles.tabsFrame}>
      <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={move}>
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${id}-${item.id}`}
            data-tab={item.id}
            aria-selected={item.id === value}
            aria-controls={item.id === value ? `${id}-panel` : undefined}
            tabIndex={item.id === value ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(item.id)}
          >
            {item.label}
            {item.count === undefined ? null : <CountMark value={item.count} />}
          </button>
        ))}
      </div>
      {current ? (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${value}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without controls of its own is reached by Tab
          tabIndex={0}
          className={styles.tabPanel}
        >
          {current.content}
        </div>
      ) : null}
    </div>
  );
}
