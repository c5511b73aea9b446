import { Dialog } from '../feedback/Dialog.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { useText } from '../text.tsx';
import styles from './keys.module.css';
import type { KeyGroup } from './registry.ts';

/**
 * The list «?» of the keys that work on this screen now. The caller takes the list when it opens, before the dialog
 * itself silences the screen:
 *
 *   const [keys, setKeys] = useState<KeyGroup[] | null>(null);
 *   useKeys({ '?': { run: () => setKeys(listKeys()), label: t('ui.keys') } });
 *   <KeysDialog groups={keys} onClose={() => setKeys(null)} />
 */
export function KeysDialog({ groups, onClose }: { groups: KeyGroup[] | null; onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog opened={groups !== null} onClose={onClose} title={t('ui.keys')} size={560}>
      <div className={styles.keysGrid}>
        {(groups ?? []).map((group) => (
          <section key={group.group} aria-label={group.group || t('ui.keys_here')}>
            <h3 className="t-cap ink-3">{group.group || t('ui.keys_here')}</h3>
            <dl>
              {group.keys.map((entry) => (
                <div key={entry.keys} className={styles.keyLine}>
                  <dt>{entry.label}</dt>
                  <dd>
                    <Hotkey keys={entry.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="t-small ink-3">{t('ui.keys_note')}</p>
    </Dialog>
  );
}
