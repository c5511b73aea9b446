import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { FreshInvitation } from '../invitations/contract.ts';
import styles from './people.module.css';

/** A secret shown once, with a button that copies it. */
export function Secret({ label, value, note }: { label: string; value: string; note: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Without a clipboard (an address without TLS) the text is selected by one press and copied by hand.
    await navigator.clipboard?.writeText(value).then(() => setCopied(true));
  };
  return (
    <section className={styles.secret} aria-label={label}>
      <span className="strong">{label}</span>
      <code>{value}</code>
      <div className="row-wrap">
        {navigator.clipboard === undefined ? null : (
          <Button size="small" icon={copied ? IconCheck : IconCopy} onClick={() => void copy()}>
            {copied ? t('people.copied') : t('people.copy')}
          </Button>
        )}
        <span className="t-small ink-3">{note}</span>
      </div>
    </section>
  );
}

/** The link just made for somebody; handed over by whoever invites. */
export function FreshLink({ link, name }: { link: FreshInvitation; name: string }) {
  const { t, format } = useText();
  return (
    <Secret
      label={t('people.link_for', { name })}
      value={`${window.location.origin}${link.path}`}
      note={t('people.link_shown_once', { until: format.dayOf(link.expires_at) })}
    />
  );
}
