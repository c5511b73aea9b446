import { keyLabels } from '../keys/key-spec.ts';
import styles from './marks.module.css';

/** Whether keycaps are printed the Mac way. */
const onMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * Keycaps for a key spec: `<Hotkey keys="Mod+KeyK" />` prints «Ctrl K». `bare` is the outline that stands on a button.
 * Silent for a screen reader: the command itself carries `aria-keyshortcuts`.
 */
export function Hotkey({ keys, bare = false }: { keys: string; bare?: boolean }) {
  return (
    <span className={styles.keys} aria-hidden>
      {keyLabels(keys, onMac).map((label) => (
        <kbd key={label} className={bare ? `${styles.kbd} ${styles.bare}` : styles.kbd}>
          {label}
        </kbd>
      ))}
    </span>
  );
}
