import type { ReactNode } from 'react';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './handoffs.module.css';

/** How far the baton has come: it stays on the giver's side until acceptance. */
const REACHED = { draft: 13, offered: 36, back: 13, passed: 100 } as const;

export interface BatonEnd {
  name: string;
  note: ReactNode;
  me: boolean;
}

/**
 * Who carries the client at this instant: a line between two people with the baton on it. A dashed line has nothing on its
 * way. What it shows stands in words beside it.
 */
export function Baton({ from, to, state }: { from: BatonEnd; to: BatonEnd | null; state: keyof typeof REACHED }) {
  const going = state === 'offered' || state === 'passed';
  return (
    <div className={styles.baton}>
      <Side {...from} />
      <svg width="100%" height="24" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden>
        <path
          d="M0 12H100"
          stroke="var(--line-2)"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
          {...(going ? {} : { strokeDasharray: '4 4' })}
        />
        <path d={`M0 12H${REACHED[state]}`} stroke="var(--accent)" strokeWidth={6} vectorEffect="non-scaling-stroke" />
      </svg>
      {to === null ? <span /> : <Side {...to} right />}
    </div>
  );
}

function Side({ name, note, me, right = false }: BatonEnd & { right?: boolean }) {
  const { t } = useText();
  return (
    <span className={right ? `${styles.end} ${styles.endRight}` : styles.end}>
      <Avatar name={name} size="large" />
      <span className="col">
        <span className="medium cut">{me ? t('handoffs.you', { name }) : name}</span>
        <span className="t-small ink-3">{note}</span>
      </span>
    </span>
  );
}
