import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../IconButton.tsx';
import { useText } from '../text.tsx';
import styles from './frame.module.css';

/**
 * What stands in the side of a `SplitPane` or in a drawer: a head, a body that scrolls, a foot with the one primary
 * button of the view.
 *
 *   <SidePanel title="Администрация г. Саянск" note="Иркутская обл." head={<Verdict …/>} onClose={close} foot={<Button look="primary" size="main" wide>…</Button>}>
 */
export interface SidePanelProps {
  title: ReactNode;
  note?: ReactNode;
  /** Marks above the title, left of the close button. */
  head?: ReactNode;
  onClose?: () => void;
  foot?: ReactNode;
  children: ReactNode;
}

export function SidePanel({ title, note, head, onClose, foot, children }: SidePanelProps) {
  const { t } = useText();
  const close = onClose ? <IconButton icon={IconX} label={t('ui.close')} onClick={onClose} /> : null;
  return (
    <div className={styles.panel}>
      <div className={styles.panelHead}>
        {head ? (
          <div className="row">
            <div className="row-wrap spread">{head}</div>
            {close}
          </div>
        ) : null}
        <div className="row">
          <h2 className="t-read strong spread">{title}</h2>
          {head ? null : close}
        </div>
        {note ? <p className="ink-3">{note}</p> : null}
      </div>
      <div className={styles.panelBody}>{children}</div>
      {foot ? <div className={styles.panelFoot}>{foot}</div> : null}
    </div>
  );
}
