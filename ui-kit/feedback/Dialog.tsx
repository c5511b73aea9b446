import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeysScope } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';

/**
 * A window over the page: `modal` for a question, `drawer` for a form beside what it is about. While it is open only its
 * own keys are heard; Esc closes it and focus returns.
 *
 *   <Dialog opened={opened} onClose={close} title="Передать клиента" kind="drawer" size={472}>…</Dialog>
 */
export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  kind?: 'modal' | 'drawer';
  size?: number;
  /** A press beside it does not close: for forms with something in them. */
  keepOnClickOutside?: boolean;
  children: ReactNode;
}

export function Dialog({ opened, onClose, title, kind = 'modal', size, keepOnClickOutside, children }: DialogProps) {
  const { t } = useText();
  const Window = kind === 'modal' ? Modal : Drawer;
  return (
    <Window
      opened={opened}
      onClose={onClose}
      title={title}
      size={size ?? (kind === 'modal' ? 440 : 472)}
      closeOnClickOutside={!keepOnClickOutside}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <KeysScope barrier>{children}</KeysScope>
    </Window>
  );
}
