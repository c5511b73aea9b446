import type { ReactNode } from 'react';
import { ProgressBar } from '../marks/Bars.tsx';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

/**
 * Work that lasts longer than a second: share, time left, speed, cancel. The tab may be closed and the work goes on.
 *
 *   <ProgressPanel title="Загрузка базы" done={2550} total={4100} perSecond={40} note="взято 255, пропущено 3" onCancel={stop} />
 */
export interface ProgressPanelProps {
  title: string;
  done: number;
  /** Unknown while it is being counted. */
  total: number | null;
  perSecond?: number | undefined;
  note?: ReactNode;
  onCancel?: () => void;
}

export function ProgressPanel({ title, done, total, perSecond, note, onCancel }: ProgressPanelProps) {
  const { t, format } = useText();
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const left = total !== null && perSecond && perSecond > 0 ? format.remaining((total - done) / perSecond) : undefined;
  const speed = perSecond === undefined ? undefined : t('ui.per_second', { speed: format.number(perSecond) });
  // Before anything is done there is nothing to tell.
  const counted = done > 0 ? format.number(done) : undefined;
  const figures = total === null ? [counted] : [format.percent(share), left, speed];
  return (
    <div className={styles.progress}>
      <div className="row">
        <span className="medium spread">{title}</span>
        <span className="ink-2 nowrap">{figures.filter(Boolean).join(' · ')}</span>
      </div>
      <ProgressBar share={share} label={title} tone="accent" />
      {note || onCancel ? (
        <p className="t-small ink-3">
          {note}
          {note && onCancel ? ' · ' : null}
          {onCancel ? (
            <button type="button" className="link" onClick={onCancel}>
              {t('ui.cancel_job')}
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
