import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useOpenedOnceThere } from './use-opened.ts';

const NARROWEST = 376;

export interface SideDrawerProps {
  opened: boolean;
  onClose: () => void;
  label: string;
  /** px */
  width: number;
  children: ReactNode;
}

/** The side of a `SplitPane` on a narrow screen: it slides over what it belongs to. */
export function SideDrawer({ opened, onClose, label, width, children }: SideDrawerProps) {
  const isOpen = useOpenedOnceThere(opened);
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} size={Math.max(width, NARROWEST)} padding={0}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={label}>
        <EscapeLayer onEscape={onClose}>{children}</EscapeLayer>
      </Drawer.Content>
    </Drawer.Root>
  );
}
