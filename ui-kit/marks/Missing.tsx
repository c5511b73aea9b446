import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './marks.module.css';

/** Required and missing is an empty ink square, optional a dash, done an accent tick. */
export function Missing({ state }: { state: 'missing' | 'optional' | 'done' }) {
  const { t } = useText();
  const label = { missing: t('ui.missing'), optional: t('ui.optional'), done: t('ui.done') }[state];
  return (
    <span
      className={state === 'done' ? `${styles.missing} ${styles.done}` : styles.missing}
      role="img"
      aria-label={label}
    >
      {state === 'missing' ? <i className={styles.hole} /> : null}
      {state === 'optional' ? <Glyph of={IconMinus} stroke={2.25} /> : null}
      {state === 'done' ? <Glyph of={IconCheck} stroke={2.25} /> : null}
    </span>
  );
}
