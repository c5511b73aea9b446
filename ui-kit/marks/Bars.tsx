import styles from './marks.module.css';
import { loadShape } from './shapes.ts';

/**
 * Work held against the norm: a bar with a tick at the norm; beyond it the bar thickens and turns ink. `label` is what a
 * screen reader says: «Лыткин, 60 из 60».
 *
 *   <LoadBar held={66} norm={60} label={`Дроздов, ${format.outOf(66, 60)}`} />
 */
export function LoadBar({ held, norm, label }: { held: number; norm: number; label: string }) {
  const shape = loadShape(held, norm);
  const percent = (share: number) => `${share * 100}%`;
  return (
    <span className={styles.load} role="img" aria-label={label}>
      <span className={styles.loadTrack} />
      <span className={styles.loadHeld} style={{ width: percent(Math.min(shape.held, shape.norm)) }} />
      {shape.over ? (
        <span
          className={styles.loadOver}
          style={{ left: percent(shape.norm), width: percent(shape.held - shape.norm) }}
        />
      ) : null}
      <span className={styles.loadNorm} style={{ left: percent(shape.norm) }} />
    </span>
  );
}

/** Share done, 0…1: `<ProgressBar share={0.62} label={t('…')} tone="accent" />`. Accent for what goes on by itself. */
export function ProgressBar({ share, label, tone = 'ink' }: { share: number; label: string; tone?: 'ink' | 'accent' }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span
        className={tone === 'accent' ? `${styles.barFill} ${styles.barAccent}` : styles.barFill}
        style={{ width: `${percent}%` }}
      />
    </span>
  );
}
