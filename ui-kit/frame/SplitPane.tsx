import { Drawer } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { KeysScope, useKeys } from '../keys/use-keys.tsx';
import { useWide } from '../media.ts';
import { useText } from '../text.tsx';
import styles from './frame.module.css';

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
  const open = side !== null && side !== undefined && side !== false;
  return (
    <div className={styles.split}>
      <div className={styles.splitMain}>{children}</div>
      {wide && open ? (
        <KeysScope>
          <Aside label={sideLabel} width={sideWidth} takeFocus={takeFocus} onClose={onCloseSide}>
            {side}
          </Aside>
        </KeysScope>
      ) : null}
      {wide ? null : (
        <Drawer.Root opened={open} onClose={onCloseSide} size={Math.max(sideWidth, 376)} padding={0}>
          <Drawer.Overlay />
          <Drawer.Content aria-label={sideLabel}>
            <KeysScope barrier>{side}</KeysScope>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </div>
  );
}

interface AsideProps {
  label: string;
  width: number;
  takeFocus: boolean;
  onClose: () => void;
  children: ReactNode;
}

function Aside({ label, width, takeFocus, onClose, children }: AsideProps) {
  const { t } = useText();
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const from = document.activeElement;
    if (takeFocus) aside.current?.focus();
    const node = aside.current;
    return () => {
      const inside = node?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [takeFocus]);
  useKeys({ Escape: { run: onClose, label: t('ui.close_panel') } }, { group: label });
  return (
    <aside ref={aside} className={styles.splitSide} style={{ width }} aria-label={label} tabIndex={-1}>
      {children}
    </aside>
  );
}
