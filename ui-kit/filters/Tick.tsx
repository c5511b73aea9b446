import { IconCheck } from '@tabler/icons-react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './filters.module.css';

/** Whether a line of a list is chosen; takes the same room either way. */
export function Tick({ on }: { on: boolean }) {
  const { t } = useText();
  return (
    <span className={styles.tick}>
      {on ? (
        <>
          <Glyph of={IconCheck} stroke={2.25} />
          <span className="unseen">{t('ui.filter.ticked')}</span>
        </>
      ) : null}
    </span>
  );
}
