import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Glyph, type IconType } from '../icon.tsx';
import { useNavigateTo } from '../link.tsx';
import { Avatar, Person } from '../marks/Avatar.tsx';
import styles from './frame.module.css';

/** Who is signed in, at the foot of the navigation; pressing opens their own menu: settings, theme, language, leave. */
export interface PersonMenuItem {
  label: string;
  icon?: IconType;
  href?: string;
  onClick?: () => void;
}

export interface PersonMenuProps {
  name: string;
  note?: string | undefined;
  items: PersonMenuItem[];
  /** Switches for theme and density may stand above the items. */
  head?: ReactNode;
}

export function PersonMenu({ name, note, items, head, short = false }: PersonMenuProps & { short?: boolean }) {
  const navigate = useNavigateTo();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={styles.person} aria-label={note ? `${name}, ${note}` : name}>
          {short ? <Avatar name={name} /> : <Person name={name} note={note} />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {head ? <div className={styles.menuHead}>{head}</div> : null}
        {items.map((item) => (
          <Menu.Item
            key={item.label}
            leftSection={item.icon ? <Glyph of={item.icon} /> : null}
            onClick={() => (item.href === undefined ? item.onClick?.() : navigate(item.href))}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
