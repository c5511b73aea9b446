import {
  IconCommand,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../IconButton.tsx';
import { Glyph } from '../icon.tsx';
import { AppLink } from '../link.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { CountMark } from '../marks/Num.tsx';
import { useMedia, usePhone } from '../media.ts';
import { useText } from '../text.tsx';
import styles from './frame.module.css';
import type { NavGroup } from './navigation.ts';
import { PersonMenu, type PersonMenuProps } from './PersonMenu.tsx';
import { type PhoneAction, PhoneBar } from './PhoneBar.tsx';

export interface ShellProps {
  /** The product's sign, drawn by the caller, and its name beside it. */
  mark: ReactNode;
  brand: ReactNode;
  homeHref: string;
  nav: NavGroup[];
  active: string;
  railed: boolean;
  onRailedChange: (railed: boolean) => void;
  person: PersonMenuProps;
  /** Crumbs or the page's name. */
  top: ReactNode;
  search?: ReactNode;
  onCommands?: () => void;
  onKeys?: () => void;
  /** Ids of up to four tabs for a phone, and the round main action in their middle. */
  phone: { tabs: string[]; action?: PhoneAction | undefined };
  /** A line over the page: no network, a test mode. */
  banner?: ReactNode;
  children: ReactNode;
}

/**
 * The frame of every page: head of 48 px, navigation of 200 px or a rail of 56, on a phone a bar of tabs under the thumb.
 *
 *   <Shell brand={<b>Эстафета</b>} mark={<Logo />} nav={[{ label: 'Общее', items: [{ id: 'shows', label: 'Выставки', href: '/shows', icon: IconConfetti }] }]}
 *     active="shows" railed={railed} onRailedChange={setRailed} person={{ name, note, items }} top={<Crumbs … />}
 *     search={<SearchBox … />} onCommands={openCommands} onKeys={openKeys} phone={{ tabs: ['today', 'clients', 'handoffs'], action }}>
 */
export function Shell(props: ShellProps) {
  const { t } = useText();
  const phone = usePhone();
  const roomy = useMedia('(min-width: 1024px)');
  const railed = props.railed || !roomy;
  return (
    <div className={styles.shell} data-railed={railed || undefined} data-phone={phone || undefined}>
      <a className={styles.skip} href="#page">
        {t('ui.skip')}
      </a>
      {phone ? null : (
        <nav className={styles.nav} aria-label={t('ui.navigation')}>
          <AppLink className={styles.brand} href={props.homeHref} title={t('ui.home')}>
            {props.mark}
            <span className={railed ? 'unseen' : undefined}>{props.brand}</span>
          </AppLink>
          <div className={styles.navBody}>
            {props.nav.map((group, index) => (
              <NavGroupList key={group.label} group={group} active={props.active} railed={railed} first={index === 0} />
            ))}
          </div>
          {roomy ? <RailSwitch railed={railed} onChange={props.onRailedChange} /> : null}
          <PersonMenu {...props.person} short={railed} />
        </nav>
      )}
      <header className={styles.head}>
        {phone ? <span className={styles.phoneMark}>{props.mark}</span> : null}
        <div className={styles.top}>{props.top}</div>
        <span className="spread" />
        {props.search}
        {props.onCommands && !phone ? (
          <button type="button" className={styles.headButton} onClick={props.onCommands}>
            <Glyph of={IconCommand} />
            <span className={styles.headWord}>{t('ui.commands')}</span>
            <Hotkey keys="Mod+KeyK" />
          </button>
        ) : null}
        {props.onKeys && !phone ? <IconButton icon={IconKeyboard} label={t('ui.keys')} onClick={props.onKeys} /> : null}
      </header>
      <main className={styles.main} id="page" tabIndex={-1}>
        {props.banner}
        <div className={styles.page}>{props.children}</div>
      </main>
      {phone ? <PhoneBar nav={props.nav} active={props.active} person={props.person} {...props.phone} /> : null}
    </div>
  );
}

function NavGroupList({
  group,
  active,
  railed,
  first,
}: {
  group: NavGroup;
  active: string;
  railed: boolean;
  first: boolean;
}) {
  return (
    <div className={styles.navGroup}>
      {railed ? first ? null : <hr /> : <div className={styles.navLabel}>{group.label}</div>}
      <ul aria-label={group.label}>
        {group.items.map((item) => (
          <li key={item.id}>
            <AppLink
              className={styles.navLink}
              href={item.href}
              aria-current={item.id === active ? 'page' : undefined}
              title={railed ? item.label : undefined}
            >
              <Glyph of={item.icon} size={18} />
              <span className={railed ? 'unseen' : 'cut'}>{item.label}</span>
              {item.count === undefined || item.count === 0 ? null : (
                <span className={styles.navCount}>
                  <CountMark value={item.count} short={railed} />
                </span>
              )}
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RailSwitch({ railed, onChange }: { railed: boolean; onChange: (railed: boolean) => void }) {
  const { t } = useText();
  const label = railed ? t('ui.expand') : t('ui.collapse');
  return (
    <button
      type="button"
      className={styles.navLink}
      aria-expanded={!railed}
      title={railed ? label : undefined}
      onClick={() => onChange(!railed)}
    >
      <Glyph of={railed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse} size={18} />
      <span className={railed ? 'unseen' : 'cut'}>{label}</span>
    </button>
  );
}
