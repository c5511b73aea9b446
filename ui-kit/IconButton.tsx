import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { Glyph, type IconType } from './icon.tsx';
import { ariaKeys } from './keys/key-spec.ts';

/**
 * A command without words, for the few signs that everybody reads: close, search, the list of keys, a row's menu.
 *
 *   <IconButton icon={IconX} label={t('ui.close')} onClick={close} />
 *
 * Takes the attributes of a button, so that it can open a Menu or a Popover.
 */
export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'type'> {
  icon: IconType;
  label: string;
  keys?: string;
  size?: 'usual' | 'tiny';
}

export function IconButton({ icon, label, keys, size = 'usual', className, ...rest }: IconButtonProps) {
  const classes = [styles.iconButton, size === 'tiny' ? styles.tiny : '', className ?? ''].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      className={classes}
      aria-label={label}
      title={label}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      {...rest}
    >
      <Glyph of={icon} size={size === 'tiny' ? 14 : 18} />
    </button>
  );
}
