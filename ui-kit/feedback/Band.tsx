import { IconAlarm, IconWifiOff } from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Glyph, type IconType } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

/**
 * The black band: one at most on a screen. Words first, commands at the right as `<Button look="inverse" size="small">`.
 *
 *   <AlarmBand title="9 проверок просрочено" note="у трёх держателей" actions={…} />
 */
export interface AlarmBandProps {
  title: ReactNode;
  note?: ReactNode;
  icon?: IconType;
  actions?: ReactNode;
}

export function AlarmBand({ title, note, icon = IconAlarm, actions }: AlarmBandProps) {
  return (
    <div className={styles.band}>
      <Glyph of={icon} />
      <div className={styles.bandText}>
        <b>{title}</b>
        {note ? <> {note}</> : null}
      </div>
      {actions ? <div className="row-wrap">{actions}</div> : null}
    </div>
  );
}

function watchNetwork(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Whether the browser has a network at all. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => navigator.onLine);
}

/**
 * States once, calmly, that there is no network; `waiting` says what is kept here until there is. `unreachable` shows it
 * when the network is there and the server is not.
 */
export function OfflineBanner({ waiting, unreachable = false }: { waiting?: ReactNode; unreachable?: boolean }) {
  const { t } = useText();
  const online = useOnline();
  return (
    <div role="status">
      {online && !unreachable ? null : (
        <AlarmBand
          icon={IconWifiOff}
          title={online ? t('ui.unreachable') : t('ui.offline')}
          note={waiting ?? t('ui.offline_note')}
        />
      )}
    </div>
  );
}
