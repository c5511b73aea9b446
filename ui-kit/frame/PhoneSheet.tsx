import { Dialog } from '../feedback/Dialog.tsx';
import { Glyph } from '../icon.tsx';
import { AppLink, useNavigateTo } from '../link.tsx';
import { Person } from '../marks/Avatar.tsx';
import { CountMark } from '../marks/Num.tsx';
import { useText } from '../text.tsx';
import styles from './frame.module.css';
import type { NavGroup } from './navigation.ts';
import type { PersonMenuProps } from './PersonMenu.tsx';
import { useOpenedOnceThere } from './use-opened.ts';

export interface PhoneSheetProps {
  nav: NavGroup[];
  active: string;
  person: PersonMenuProps;
  opened: boolean;
  onClose: () => void;
}

/** Everything that has no tab at the foot of a phone. */
export function PhoneSheet({ nav, active, person, opened, onClose }: PhoneSheetProps) {
  const { t } = useText();
  const navigate = useNavigateTo();
  const isOpen = useOpenedOnceThere(opened);
  return (
    <Dialog kind="sheet" opened={isOpen} onClose={onClose} title={t('ui.navigation')}>
      <nav className={styles.sheet} aria-label={t('ui.all_sections')}>
        {nav.map((group) => (
          <div key={group.label}>
            <div className={styles.navLabel}>{group.label}</div>
            <ul>
              {group.items.map((item) => (
                <li key={item.id}>
                  <AppLink
                    className={styles.navLink}
                    href={item.href}
                    aria-current={item.id === active ? 'page' : undefined}
                    onClick={onClose}
                  >
                    <Glyph of={item.icon} size={18} />
                    <span className="cut spread">{item.label}</span>
                    {item.count ? <CountMark value={item.count} /> : null}
                  </AppLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <hr />
        <Person name={person.name} note={person.note} size="large" />
        {person.head}
        <ul>
          {person.items.map((item) => (
            <li key={item.label}>
              <button
                type="button"
                className={styles.navLink}
                onClick={() => {
                  onClose();
                  if (item.href === undefined) item.onClick?.();
                  else navigate(item.href);
                }}
              >
                {item.icon ? <Glyph of={item.icon} size={18} /> : null}
                <span className="cut">{item.label}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </Dialog>
  );
}
