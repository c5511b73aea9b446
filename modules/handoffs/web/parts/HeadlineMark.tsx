import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Headline } from '../../contract.ts';
import styles from './handoffs.module.css';

/** How ready the client was when it was offered: mark and word, or another fact that leads the package. */
export function HeadlineMark({ headline }: { headline: Headline }) {
  const { t } = useText();
  const { verdict, text_key: key, note } = headline;
  return (
    <>
      {verdict === undefined || verdict === 'none' ? null : (
        <span className={`${styles.verdict} ${styles[verdict]}`}>
          <Mark verdict={verdict} />
          {t(`handoffs.verdict.${verdict}`)}
        </span>
      )}
      {key !== undefined && t.has(key) ? <Chip>{t(key)}</Chip> : null}
      {note === undefined ? null : <span className="ink-3">{note}</span>}
    </>
  );
}

/** Circle, square, triangle, ring: never told by colour alone. */
function Mark({ verdict }: { verdict: 'now' | 'dated' | 'triggered' | 'dormant' }) {
  const colours = {
    fill: verdict === 'dormant' ? 'var(--surface)' : `var(--${verdict})`,
    stroke: `var(--${verdict}-edge)`,
    strokeWidth: 1.5,
  };
  return (
    <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden>
      {verdict === 'dated' ? <rect x={2} y={2} width={8} height={8} rx={1} {...colours} /> : null}
      {verdict === 'triggered' ? <path d="M6 1.5 11 10.5H1Z" strokeLinejoin="round" {...colours} /> : null}
      {verdict === 'now' || verdict === 'dormant' ? <circle cx={6} cy={6} r={4.25} {...colours} /> : null}
    </svg>
  );
}
