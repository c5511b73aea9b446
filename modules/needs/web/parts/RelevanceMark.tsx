import { useText } from '#ui-kit/text.tsx';
import type { Verdict } from '../../rules.ts';
import styles from './needs.module.css';
import { RelevanceShape } from './RelevanceShape.tsx';

export interface RelevanceMarkProps {
  /** Absent: nobody has determined it yet. */
  verdict: Verdict | null;
  /** A tinted chip at the head of a panel, a word in its own ink, or the mark alone where the word stands elsewhere. */
  look?: 'chip' | 'word' | 'mark';
  size?: number;
}

/** How ready a need is: always a mark and a word. */
export function RelevanceMark({ verdict, look = 'word', size = 12 }: RelevanceMarkProps) {
  const { t } = useText();
  if (verdict === null) {
    return look === 'mark' ? null : <span className="ink-3">{t('needs.verdict.unknown')}</span>;
  }
  const word = t(`needs.verdict.${verdict}`);
  const mark = (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <RelevanceShape verdict={verdict} cx={6} cy={verdict === 'triggered' ? 6.4 : 6} r={5} />
    </svg>
  );
  if (look === 'mark') {
    return (
      <span className={styles.mark} role="img" aria-label={word}>
        {mark}
      </span>
    );
  }
  return (
    <span className={look === 'chip' ? styles.verdictChip : styles.verdictWord} data-verdict={verdict}>
      {mark}
      <span>{word}</span>
    </span>
  );
}
