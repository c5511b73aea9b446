import type { ReactNode } from 'react';
import styles from './marks.module.css';
import { initials } from './shapes.ts';

/** Grey initials; people are not colour-coded. Silent for a screen reader: the name stands beside. */
export function Avatar({ name, size = 'usual' }: { name: string; size?: 'usual' | 'large' }) {
  return (
    <span className={size === 'large' ? `${styles.avatar} ${styles.large}` : styles.avatar} aria-hidden>
      {initials(name)}
    </span>
  );
}

/** An avatar with the name and a second line: `<Person name="Ольга Бахтина" note="несёт сейчас" />`. */
export function Person({ name, note, size = 'usual' }: { name: string; note?: ReactNode; size?: 'usual' | 'large' }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} size={size} />
      <span className="col">
        <span className="cut medium">{name}</span>
        {note ? <span className="cut t-small ink-3">{note}</span> : null}
      </span>
    </span>
  );
}
