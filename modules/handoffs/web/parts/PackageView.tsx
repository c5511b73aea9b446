import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Handoff, PackageSection } from '../../contract.ts';
import styles from './handoffs.module.css';
import { ShownValue } from './ShownValue.tsx';

/** A frozen package of any kind, section by section. */
export function PackageView({ sections }: { sections: readonly PackageSection[] }) {
  const { t } = useText();
  const words = (key: string | undefined, own: string | undefined) =>
    key !== undefined && t.has(key) ? t(key) : (own ?? key ?? '');
  return (
    <div className={styles.package}>
      {sections.map((section, place) => {
        const title = words(section.title_key, section.title);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a frozen package never changes its order
          <div key={place} className="stack">
            {title === '' ? null : <h3 className="medium">{title}</h3>}
            <KeyValue
              labelWidth={128}
              items={section.rows.map((row) => ({
                label: words(row.label_key, row.label),
                value: <ShownValue {...row} />,
              }))}
            />
          </div>
        );
      })}
    </div>
  );
}

const SHOWN = 4;

/** The seal over a package: its digest, whether it is intact, and how many personal values have been erased from it. */
export function Seal({ seal }: { seal: Handoff['seal'] }) {
  const { t } = useText();
  const { digest, intact, erased } = seal;
  const short = `${digest.slice(0, SHOWN)}…${digest.slice(-SHOWN)}`;
  return (
    <span className={intact ? 'row t-small ink-3' : 'row t-small strong'} title={digest}>
      <Glyph of={intact ? IconLock : IconLockOpen} size={14} />
      {intact ? t('handoffs.seal', { digest: short }) : t('handoffs.seal_broken')}
      {erased === 0 ? null : ` · ${t('handoffs.seal_erased', { count: erased })}`}
    </span>
  );
}
