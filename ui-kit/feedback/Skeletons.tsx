import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

const PATIENCE_MS = 300;

/** Shows its children only when the wait goes beyond 300 ms: a quick answer brings no flicker. */
export function Delayed({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : null;
}

/** Widths that look like words and are the same at every render. */
const WORDS = [72, 60, 48, 88, 66, 54, 80];

/**
 * Rows shaped like the table they stand for: `<SkeletonRows columns="80px 12px minmax(0,1fr) 48px" rows={8} />`.
 * `columns` is a grid template, or shares of the width: `[3, 1, 2]`. The last column is set to the right.
 */
export interface SkeletonRowsProps {
  columns: string | readonly number[];
  rows?: number;
}

export function SkeletonRows({ columns, rows = 8 }: SkeletonRowsProps) {
  const { t } = useText();
  const template = typeof columns === 'string' ? columns : columns.map((share) => `minmax(0, ${share}fr)`).join(' ');
  const count = template.split(/\s+(?![^(]*\))/).length;
  return (
    <div role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_row, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <div key={row} className={styles.bones} style={{ gridTemplateColumns: template }}>
          {Array.from({ length: count }, (_cell, cell) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
              key={cell}
              className={styles.bone}
              style={{
                width: `${WORDS[(row * 3 + cell) % WORDS.length]}%`,
                justifySelf: cell === count - 1 ? 'end' : 'start',
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Lines of text: `<SkeletonText lines={3} />`. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  const { t } = useText();
  return (
    <div className={styles.lines} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_line, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <span key={line} className={styles.bone} style={{ width: `${WORDS[(line * 2) % WORDS.length]}%` }} />
      ))}
    </div>
  );
}
