import { IconLanguage } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useText } from '#ui-kit/text.tsx';
import { languageName } from './language-name.ts';
import styles from './people.module.css';

/** The frame of a page for whoever has not signed in: the sign of the product, the other language, one sheet. */
export function PublicPage({ title, children }: { title: string; children: ReactNode }) {
  const { t, language, setLanguage } = useText();
  useEffect(() => {
    document.title = `${title} · ${t('people.product')}`;
  }, [title, t]);
  return (
    <div className={styles.public}>
      <header className={styles.publicHead}>
        <Mark />
        <span>{t('people.product')}</span>
        <Button look="quiet" icon={IconLanguage} onClick={() => setLanguage(language === 'ru' ? 'en' : 'ru')}>
          {languageName(language === 'ru' ? 'en' : 'ru')}
        </Button>
      </header>
      <main className={styles.publicBody}>{children}</main>
    </div>
  );
}

/** The sign of the product in the inks of the theme. */
function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 16.5 12.6 10" stroke="var(--ink)" strokeWidth="5" strokeLinecap="round" />
      <path d="M11.4 14 21 7.5" stroke="var(--accent)" strokeWidth="5" strokeLinecap="round" />
    </svg>
  );
}

/** The one sheet of such a page. */
export function Sheet({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.sheet} style={{ maxWidth: 420 }}>
      <header>
        <h1 className="t-title">{title}</h1>
        {note === undefined ? null : <p className="ink-2">{note}</p>}
      </header>
      {children}
    </section>
  );
}
