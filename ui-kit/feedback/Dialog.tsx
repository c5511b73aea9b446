import { Drawer, Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../IconButton.tsx';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

/**
 * A window over the page: `modal` for a question, `drawer` for a form beside what it is about, `sheet` from the foot of a
 * phone. While it is open only its own keys are heard; Esc closes it and focus returns.
 *
 *   <Dialog opened={opened} onClose={close} title="Передать клиента" kind="drawer" size={472}>…</Dialog>
 */
export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  kind?: 'modal' | 'drawer' | 'sheet';
  /** px; for a sheet the share of the screen's height. */
  size?: number | string;
  /** A press beside it does not close: for forms with something in them. */
  keepOnClickOutside?: boolean;
  children: ReactNode;
}

const SIZES = { modal: 440, drawer: 472, sheet: '85%' };

export function Dialog({
  opened,
  onClose,
  title,
  kind = 'modal',
  size,
  keepOnClickOutside = false,
  children,
}: DialogProps) {
  const Part = kind === 'modal' ? Modal : Drawer;
  const settings = {
    opened,
    onClose,
    size: size ?? SIZES[kind],
    closeOnClickOutside: !keepOnClickOutside,
    children: (
      <>
        <Part.Overlay />
        <Part.Content>
          <div className={styles.dialogHead}>
            <Part.Title>{title}</Part.Title>
            <CloseSign onClose={onClose} />
          </div>
          <Part.Body>
            <EscapeLayer onEscape={onClose}>{children}</EscapeLayer>
          </Part.Body>
        </Part.Content>
      </>
    ),
  };
  if (kind === 'modal') return <Modal.Root {...settings} />;
  return <Drawer.Root {...settings} position={kind === 'sheet' ? 'bottom' : 'right'} />;
}

function CloseSign({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return <IconButton icon={IconX} label={t('ui.close')} onClick={onClose} />;
}
