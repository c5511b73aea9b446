import { Popover } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import {
  cloneElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import styles from './button.module.css';
import { IconButton } from './IconButton.tsx';
import { Glyph, type IconType } from './icon.tsx';
import { EscapeLayer } from './keys/use-keys.tsx';
import { useNavigateTo } from './link.tsx';
import { Hotkey } from './marks/Hotkey.tsx';
import { useText } from './text.tsx';

/**
 * Commands behind a button: a row's menu, a person's own menu. Arrows move, a press or Enter runs, Esc closes and focus
 * returns.
 *
 *   <ActionMenu label="Действия" items={[{ label: 'Отложить', icon: IconClockPause, keys: 'KeyZ', onRun: postpone }]} />
 *   <ActionMenu label="Ещё" items={items} opener={<Button size="small">Ещё</Button>} />
 */
export interface ActionItem {
  label: string;
  icon?: IconType | undefined;
  keys?: string | undefined;
  href?: string | undefined;
  onRun?: (() => void) | undefined;
  disabled?: boolean | undefined;
  /** A choice among the items: ticked or not. */
  checked?: boolean | undefined;
}

export interface ActionMenuProps {
  label: string;
  items: readonly ActionItem[];
  /** A button of the kit or a `<button>`; three dots by default. */
  opener?: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu' }>;
  /** Above the items: switches, a name. */
  head?: ReactNode;
  /** Stays open after a press: for choosing several. */
  keepOpen?: boolean;
  position?: 'bottom-end' | 'bottom-start' | 'top-start';
  width?: number;
}

const ITEM = '[role^="menuitem"]';

export function ActionMenu(props: ActionMenuProps) {
  const { label, items, opener, head, keepOpen = false, position = 'bottom-end', width = 220 } = props;
  const { t } = useText();
  const navigate = useNavigateTo();
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLElement>(ITEM) ?? [])];
  useEffect(() => {
    if (!open) return;
    // The list is placed before it is drawn: focus comes after.
    const frame = requestAnimationFrame(() => {
      const chosen = list.current?.querySelector<HTMLElement>(`${ITEM}[aria-checked="true"]`);
      (chosen ?? list.current?.querySelector<HTMLElement>(ITEM))?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [open]);
  const move = (event: KeyboardEvent) => {
    if (event.code === 'Tab') setOpen(false);
    const all = buttons();
    const at = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.code];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  const run = (item: ActionItem) => {
    if (item.disabled) return;
    if (!keepOpen) setOpen(false);
    if (item.href !== undefined) navigate(item.href);
    else item.onRun?.();
  };
  const target = opener ?? <IconButton icon={IconDots} label={label || t('ui.more')} />;
  return (
    <Popover opened={open} onChange={setOpen} position={position} width={width} returnFocus>
      <Popover.Target popupType="menu">
        {cloneElement(target, { onClick: () => setOpen(!open), 'aria-haspopup': 'menu' })}
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} role="presentation">
        <EscapeLayer onEscape={() => setOpen(false)}>
          {head}
          <div ref={list} role="menu" aria-label={label} onKeyDown={move}>
            {items.map((item) => (
              // biome-ignore lint/a11y/useAriaPropsSupportedByRole: `aria-checked` comes only with the roles that have it
              <button
                key={item.label}
                type="button"
                role={item.checked === undefined ? 'menuitem' : keepOpen ? 'menuitemcheckbox' : 'menuitemradio'}
                aria-checked={item.checked}
                tabIndex={-1}
                className={styles.menuItem}
                aria-disabled={item.disabled || undefined}
                onClick={() => run(item)}
              >
                {item.icon ? <Glyph of={item.icon} /> : null}
                <span className="cut spread">{item.label}</span>
                {item.checked ? <Glyph of={IconCheck} stroke={2.25} /> : null}
                {item.keys ? <Hotkey keys={item.keys} /> : null}
              </button>
            ))}
          </div>
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
