import { IconMenu2 } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Glyph, type IconType } from '../icon.tsx';
import { AppLink, useNavigateTo } from '../link.tsx';
import { CountMark } from '../marks/Num.tsx';
import { useText } from '../text.tsx';
import styles from './frame.module.css';
import type { NavGroup, NavItem } from './navigation.ts';
import type { PersonMenuProps } from './PersonMenu.tsx';

/** Everything else is opened now and then: it comes when it is asked for. */
const PhoneSheet = lazy(() => import('./PhoneSheet.tsx').then((module) => ({ default: module.PhoneSheet })));

/** What the thumb does most often here: the round button in the middle of the bar. */
export interface PhoneAction {
  label: string;
  icon: IconType;
  href?: string;
  onClick?: () => void;
}

export interface PhoneBarProps {
  nav: NavGroup[];
  active: string;
  person: PersonMenuProps;
  tabs: string[];
  action?: PhoneAction | undefined;
}

/** Tabs at the foot of a phone; the last one opens everything else. */
export function PhoneBar({ nav, active, person, tabs, action }: PhoneBarProps) {
  const { t } = useText();
  const navigate = useNavigateTo();
  const [open, setOpen] = useState(false);
  // Once it has been opened it stays, so that it can close as it opened.
  const [opened, setOpened] = useState(false);
  if (open && !opened) setOpened(true);
  const all = nav.flatMap((group) => group.items);
  const shown = tabs.flatMap((id) => all.find((item) => item.id === id) ?? []);
  const half = Math.ceil((shown.length + 1) / 2);
  const elsewhere = !shown.some((item) => item.id === active);
  return (
    <>
      <nav className={styles.tabs} aria-label={t('ui.navigation')}>
        {shown.slice(0, half).map((item) => (
          <Tab key={item.id} item={item} active={item.id === active} />
        ))}
        {action ? (
          <button
            type="button"
            className={styles.tabAction}
            aria-label={action.label}
            onClick={() => (action.href === undefined ? action.onClick?.() : navigate(action.href))}
          >
            <Glyph of={action.icon} size={24} />
          </button>
        ) : null}
        {shown.slice(half).map((item) => (
          <Tab key={item.id} item={item} active={item.id === active} />
        ))}
        <button type="button" className={styles.tab} data-active={elsewhere || undefined} onClick={() => setOpen(true)}>
          <Glyph of={IconMenu2} size={20} />
          {t('ui.more')}
        </button>
      </nav>
      {opened ? (
        <Suspense>
          <PhoneSheet nav={nav} active={active} person={person} opened={open} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Tab({ item, active }: { item: NavItem; active: boolean }) {
  return (
    <AppLink
      className={styles.tab}
      href={item.href}
      data-active={active || undefined}
      aria-current={active ? 'page' : undefined}
    >
      <Glyph of={item.icon} size={20} />
      <span className="cut">{item.label}</span>
      {item.count ? (
        <span className={styles.tabCount}>
          <CountMark value={item.count} dot />
        </span>
      ) : null}
    </AppLink>
  );
}
