import type { ReactNode } from 'react';
import { useClock } from '../clock.tsx';
import { useText } from '../text.tsx';
import styles from './marks.module.css';

/** A figure that does not break at its thin spaces: `<Num>{format.moneyShort(kopecks)}</Num>`. */
export function Num({ children }: { children: ReactNode }) {
  return <span className="nowrap">{children}</span>;
}

const BUBBLE_HOLDS = 99;

/**
 * A quiet counter after a heading or in navigation; `dot` is the ink bubble on a phone's tab. A `short` one, like the
 * bubble, has room for two digits and says «99+» beyond.
 */
export function CountMark({ value, dot = false, short = dot }: { value: number; dot?: boolean; short?: boolean }) {
  const { format } = useText();
  const text = short && value > BUBBLE_HOLDS ? `${BUBBLE_HOLDS}+` : format.number(value);
  return <span className={dot ? styles.dot : styles.count}>{text}</span>;
}

/** When something happened, in the reader's words, with the exact moment in the title. `now` defaults to this minute. */
export function RelativeTime({ at, now }: { at: string; now?: string }) {
  const { format } = useText();
  const clock = useClock();
  return (
    <time dateTime={at} title={format.dateTime(at)} className="nowrap">
      {format.ago(at, now ?? clock.now())}
    </time>
  );
}
