import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { KeysScope, useKeys } from '../keys/use-keys.tsx';
import { useWide } from '../media.ts';
import { useText } from '../text.tsx';
import styles from './frame.module.css';

/** Only a narrow screen needs it, and only once something is opened. */
const SideDrawer = lazy(() => import('./SideDrawer.tsx').then((module) => ({ default: module.SideDrawer })));

/**
 * A list or a picture with the record it opens at its side. From 1200 px the side is a column, below it a drawer.
 * Esc closes the side, and focus returns to the row it was opened from.
 *
 *   <SplitPane side={client ? <SidePanel …/> : null} sideLabel="Клиент" onCloseSide={close}>…list…</SplitPane>
 */
export interface SplitPaneProps {
  children: ReactNode;
  side: ReactNode | null;
  sideLabel: string;
  onCloseSide: () => void;
  /** px, 316 to 472 by the boards. */
  sideWidth?: number;
  /** Move focus into the side when it opens: `false` for a panel that follows the cursor in a list. */
  takeFocus?: boolean;
}

export function SplitPane({
  children,
  side,
  sideLabel,
  onCloseSide,
  sideWidth = 344,
  takeFocus = false,
}: SplitPaneProps) {
  const wide = useWide();
  const last = useRef<Element | null>(null);
  const open = side !== null && side !== undefined && side !== false;
  // Once it has been opened it stays, so that it can close as it opened.
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return (
    <div className={styles.split}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only remembers where focus was */}
      <div
        className={styles.splitMain}
        onFocus={(event) => {
          last.current = event.target;
        }}
      >
        {children}
      </div>
      {wide && open ? (
        <KeysScope>
          <Aside label={sideLabel} width={sideWidth} takeFocus={takeFocus} last={last} onClose={onCloseSide}>
            {side}
          </Aside>
        </KeysScope>
      ) : null}
      {wide || !opened ? null : (
        <Suspense>
          <SideDrawer opened={open} onClose={onCloseSide} label={sideLabel} width={sideWidth}>
            {side}
          </SideDrawer>
        </Suspense>
      )}
    </div>
  );
}

interface AsideProps {
  label: string;
  width: number;
  takeFocus: boolean;
  /** What had focus last in the main part: there it returns. */
  last: RefObject<Element | null>;
  onClose: () => void;
  children: ReactNode;
}

function Aside({ label, width, takeFocus, last, onClose, children }: AsideProps) {
  const { t } = useText();
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = aside.current;
    if (takeFocus) node?.focus();
    return () => {
      const inside = node?.contains(document.activeElement) || document.activeElement === document.body;
      const from = last.current;
      if (inside && from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [takeFocus, last]);
  useKeys({ Escape: { run: onClose, label: t('ui.close_panel') } }, { group: label });
  return (
    <aside ref={aside} className={styles.splitSide} style={{ width }} aria-label={label} tabIndex={-1}>
      {children}
    </aside>
  );
}
