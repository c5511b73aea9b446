import { type ReactNode, useId } from 'react';
import { CountMark } from '../marks/Num.tsx';
import styles from './section.module.css';

/**
 * A titled part of a pane, parted from the next by a hairline.
 *
 *   <Section title="Документы" count={14} action={<AppLink className="link" href="…">заказать</AppLink>}>…</Section>
 *
 * `flush` lets a table reach the edges of the pane.
 */
export interface SectionProps {
  title?: ReactNode;
  note?: ReactNode;
  count?: number;
  action?: ReactNode;
  flush?: boolean;
  children?: ReactNode;
}

export function Section({ title, note, count, action, flush, children }: SectionProps) {
  const id = useId();
  return (
    <section
      className={flush ? `${styles.section} ${styles.flush}` : styles.section}
      aria-labelledby={title ? id : undefined}
    >
      {title ? (
        <div className={styles.sectionHead}>
          <h2 className="strong" id={id}>
            {title}
          </h2>
          {count === undefined ? null : <CountMark value={count} />}
          {note ? <span className="ink-3 t-small cut">{note}</span> : null}
          <span className="spread" />
          {action}
        </div>
      ) : null}
      {children}
    </section>
  );
}
