import type { ReactNode } from 'react';
import { Glyph, type IconType } from '../icon.tsx';
import styles from './lists.module.css';

/**
 * What happened, newest first: a sign, a sentence, when and what came of it.
 *
 *   <Timeline items={[{ id, icon: IconPhone, title: 'Звонок, Гладышев', note: 'Сегодня 09:10 · продвижение' }]} />
 */
export interface TimelineItem {
  id: string;
  icon: IconType;
  title: ReactNode;
  note?: ReactNode;
  /** A command at the right: open, undo. */
  action?: ReactNode;
}

export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ul className={styles.timeline}>
      {items.map((item) => (
        <li key={item.id}>
          <Glyph of={item.icon} />
          <div className="col">
            <div>{item.title}</div>
            {item.note ? <div className="t-small ink-3">{item.note}</div> : null}
          </div>
          {item.action}
        </li>
      ))}
    </ul>
  );
}

/**
 * Steps on one line of dots: filled when passed, accent now, hollow ahead.
 *
 *   <Stages items={[{ id: 'decision', label: 'Решение', state: 'current', text: 'есть поручение главы', note: 'до 18.12.2026' }]} />
 */
export interface Stage {
  id: string;
  label: string;
  state: 'done' | 'current' | 'ahead';
  text?: ReactNode;
  note?: ReactNode;
}

export function Stages({ items }: { items: readonly Stage[] }) {
  return (
    <ol className={styles.stages}>
      {items.map((item) => (
        <li key={item.id} data-state={item.state} aria-current={item.state === 'current' ? 'step' : undefined}>
          <i />
          <span className={item.state === 'current' ? 'strong' : 'medium'}>{item.label}</span>
          <span className="col">
            {item.text ? (
              <span className={item.state === 'current' ? 't-small' : 't-small ink-2'}>{item.text}</span>
            ) : null}
            {item.note ? <span className="t-small ink-3">{item.note}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
