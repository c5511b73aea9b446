import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

/**
 * What happened, why, what to do; never a code alone. The request's number is for whoever is asked for help.
 *
 *   <ErrorState title="Передача не ушла" why="С. Мальцев в отпуске, принять некому." actions={<Button size="small">…</Button>} requestId={id} />
 */
export interface ErrorStateProps {
  title: string;
  why?: ReactNode;
  /** What the reader can do, as a sentence; commands go to `actions`. */
  advice?: ReactNode;
  actions?: ReactNode;
  requestId?: string | undefined;
}

export function ErrorState({ title, why, advice, actions, requestId }: ErrorStateProps) {
  const { t } = useText();
  return (
    <div className={styles.error} role="alert">
      <div className={styles.errorHead}>
        <Glyph of={IconAlertCircle} />
        <p className="strong">{title}</p>
      </div>
      {why ? <p className="ink-2">{why}</p> : null}
      {advice ? <p className="ink-2">{advice}</p> : null}
      {actions ? <div className="row-wrap">{actions}</div> : null}
      {requestId ? <p className="t-small ink-3">{t('ui.request', { id: requestId })}</p> : null}
    </div>
  );
}
