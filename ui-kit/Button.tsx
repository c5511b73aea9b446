import type { ComponentProps, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Glyph, type IconType } from './icon.tsx';
import { ariaKeys } from './keys/key-spec.ts';
import { AppLink } from './link.tsx';
import { Hotkey } from './marks/Hotkey.tsx';

/**
 * A command in words, with its key.
 *
 *   <Button look="primary" keys="KeyA" onClick={accept}>Принять</Button>
 *   <Button look="primary" missing={gap && t('x.send_lacks_step')} onMissing={() => step.current?.focus()}>Передать</Button>
 *
 * One primary per view. With `missing` it stays in place and focusable, says what is missing instead of its own words,
 * and pressing it calls `onMissing`. `keys` is only shown: bind it with `useKeys`.
 */
/** What a popover or a menu puts on the button that opens it. */
type OpenerProps = Pick<ComponentProps<'button'>, 'id' | 'aria-expanded' | 'aria-controls' | 'aria-haspopup'>;

export interface ButtonProps extends OpenerProps {
  children: ReactNode;
  look?: 'primary' | 'default' | 'quiet' | 'inverse';
  /** 28, 32, 40 px; `phone` is the 56-px main action under the thumb. */
  size?: 'small' | 'usual' | 'main' | 'phone';
  icon?: IconType;
  keys?: string | undefined;
  /** Makes it a link that looks like a button. */
  href?: string;
  wide?: boolean;
  busy?: boolean;
  disabled?: boolean;
  missing?: string | undefined;
  onMissing?: () => void;
  onClick?: () => void;
  submit?: boolean;
  /** Pressed or expanded state for toggles and menus. */
  pressed?: boolean;
  title?: string;
  /** What is read out, when the words alone are not enough; it must contain them. */
  label?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { children, look = 'default', size = 'usual', icon, keys, href, wide, busy, missing, submit, pressed } = props;
  const lacking = missing !== undefined && missing !== '';
  const idle = lacking || props.disabled === true;
  const className = [
    styles.button,
    styles[look],
    styles[size],
    wide ? styles.wide : '',
    idle ? styles.off : '',
    busy ? styles.busy : '',
  ]
    .filter(Boolean)
    .join(' ');
  const content = (
    <>
      {icon ? <Glyph of={icon} size={size === 'phone' ? 20 : 16} /> : null}
      <span className={styles.label}>{lacking ? missing : children}</span>
      {keys ? <Hotkey keys={keys} bare /> : null}
    </>
  );
  if (href !== undefined && !idle) {
    return (
      <AppLink className={className} href={href} title={props.title}>
        {content}
      </AppLink>
    );
  }
  const press = () => {
    if (lacking) props.onMissing?.();
    else if (!busy && !idle) props.onClick?.();
  };
  return (
    <button
      ref={props.ref}
      id={props.id}
      aria-expanded={props['aria-expanded']}
      aria-controls={props['aria-controls']}
      aria-haspopup={props['aria-haspopup']}
      type={submit && !lacking ? 'submit' : 'button'}
      className={className}
      aria-disabled={idle || busy || undefined}
      aria-busy={busy || undefined}
      aria-label={props.label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      title={props.title}
      onClick={press}
    >
      {content}
    </button>
  );
}
