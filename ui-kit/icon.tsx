import type { ComponentType } from 'react';

/** An outline icon, for example of `@tabler/icons-react`. */
export type IconType = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;

/** An icon at the house's weight, silent for a screen reader: a word always stands beside it. */
export function Glyph({ of: Icon, size = 16, stroke = 1.75 }: { of: IconType; size?: number; stroke?: number }) {
  return <Icon size={size} stroke={stroke} aria-hidden />;
}
