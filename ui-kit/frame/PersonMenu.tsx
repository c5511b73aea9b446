import type { ReactNode } from 'react';
import { ActionMenu } from '../ActionMenu.tsx';
import type { IconType } from '../icon.tsx';
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
  return (
    <ActionMenu
      label={name}
      position="top-start"
      width={240}
      items={items.map(({ onClick, ...item }) => ({ ...item, onRun: onClick }))}
      head={head ? <div className={styles.menuHead}>{head}</div> : null}
      opener={
        <button type="button" className={styles.person}>
          {short ? (
            <>
              <Avatar name={name} />
              <span className="unseen">{name}</span>
            </>
          ) : (
            <Person name={name} note={note} />
          )}
        </button>
      }
    />
  );
}
