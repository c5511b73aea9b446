import type { ReactNode } from 'react';
import { useText } from '../text.tsx';
import styles from './marks.module.css';
import { whiskerShape } from './shapes.ts';

/**
 * A share with its honesty: words «24 из 31», a track from 0 to 100 %, a thick line for the 95 % Wilson interval, a tick
 * at the share, then «60–89 %»; under ten cases «мало случаев» is added.
 *
 *   <Whisker part={24} whole={31} />
 *   <Whisker part={24} whole={31} words={<Explain …>24 из 31</Explain>} />
 */
export interface WhiskerProps {
  part: number;
  whole: number;
  /** Width of the track, px. */
  width?: number;
  /** Instead of the plain words, for example an `Explain`; `false` shows the picture and the interval only. */
  words?: ReactNode;
}

export function Whisker({ part, whole, width = 96, words }: WhiskerProps) {
  const { t, format } = useText();
  const { share, low, high, few } = whiskerShape(part, whole);
  const range = format.percentRange(low, high);
  return (
    <span className={styles.whisker}>
      {words === false ? null : (words ?? <span className="strong">{format.outOf(part, whole)}</span>)}
      <svg
        width={width}
        height={12}
        viewBox={`0 0 ${width} 12`}
        role="img"
        aria-label={t('ui.whisker', { share: format.outOf(part, whole), range })}
      >
        <path d={`M0 6H${width}`} stroke="var(--line-2)" />
        <path
          d={`M${low * width + 2} 6H${Math.max(low * width + 2, high * width - 2)}`}
          stroke="var(--ink-3)"
          strokeWidth={4}
          strokeLinecap="round"
        />
        {whole > 0 ? (
          <rect x={Math.min(share * width - 1.5, width - 3)} y={0} width={3} height={12} rx={1} fill="var(--ink)" />
        ) : null}
      </svg>
      <span className="ink-3">{range}</span>
      {few ? <span className="ink-3 t-small">{t('ui.few_cases')}</span> : null}
    </span>
  );
}
