import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { Glyph } from '../icon.tsx';
import { AppLink } from '../link.tsx';
import { useText } from '../text.tsx';
import styles from './frame.module.css';

/** Where we are: `<Crumbs items={[{ label: 'Клиенты', href: '/clients' }, { label: 'Тулун' }]} note="9 из 60" />`. */
export interface Crumb {
  label: string;
  href?: string;
}

export function Crumbs({ items, note }: { items: Crumb[]; note?: ReactNode }) {
  const { t } = useText();
  const parent = items.at(-2);
  return (
    <nav className={styles.crumbs} aria-label={t('ui.crumbs')}>
      {parent?.href === undefined ? null : (
        <AppLink className={styles.crumbBack} href={parent.href} aria-label={t('ui.back_to', { place: parent.label })}>
          <Glyph of={IconChevronLeft} size={20} />
        </AppLink>
      )}
      {items.map((item, index) => (
        <Fragment key={item.label}>
          {index > 0 ? (
            <span className={styles.crumbStep}>
              <Glyph of={IconChevronRight} size={14} />
            </span>
          ) : null}
          {item.href !== undefined && index < items.length - 1 ? (
            <AppLink className={styles.crumb} href={item.href}>
              {item.label}
            </AppLink>
          ) : (
            <span className="strong cut" aria-current={index === items.length - 1 ? 'page' : undefined}>
              {item.label}
            </span>
          )}
        </Fragment>
      ))}
      {note ? <span className="ink-3 cut">{note}</span> : null}
    </nav>
  );
}

/**
 * The one title of a page with its second line and commands; children stand below, for example `Facts`.
 *
 *   <PageHeader title="Администрация города Тулуна" note="Иркутская обл." actions={<Button keys="KeyT">Касание</Button>}>
 */
export interface PageHeaderProps {
  title: ReactNode;
  note?: ReactNode;
  /** Chips above the title. */
  above?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({ title, note, above, actions, children }: PageHeaderProps) {
  return (
    <div className={styles.pageHeader}>
      {above ? <div className="row-wrap">{above}</div> : null}
      <div className={styles.titleLine}>
        <h1 className="t-title">{title}</h1>
        {note ? <span className={styles.titleNote}>{note}</span> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

/** The head line of a record: labelled facts parted by hairlines. */
export interface Fact {
  label: string;
  value: ReactNode;
}

export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
