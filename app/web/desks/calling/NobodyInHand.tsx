import { IconAddressBook, IconClockPause, IconDatabaseImport, IconPhone, IconPhoneCheck } from '@tabler/icons-react';
import type { CallingDay, NothingNow } from '#modules/calling/contract.ts';
import { zoneInWords } from '#modules/people/web/parts/time-zones.ts';
import { Button } from '#ui-kit/Button.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';
import { useNow } from './use-now.ts';

export interface NobodyInHandProps {
  day: CallingDay | undefined;
  nothing: { mode: 'call' | 'find_contact'; reply: NothingNow } | null;
  busy: boolean;
  failure: string | undefined;
  onTake: (mode: 'call' | 'find_contact') => void;
}

/** Between two calls: one key takes the next client; when there is none, it says why, and when there will be. */
export function NobodyInHand({ day, nothing, busy, failure, onTake }: NobodyInHandProps) {
  const { t } = useText();
  const toFind = day?.find_contact.value ?? 0;
  return (
    <div className={styles.between}>
      {nothing === null ? (
        <EmptyState
          icon={IconPhone}
          title={t('calling.ready_title')}
          text={t('calling.ready_text')}
          action={{ label: t('calling.take_next'), onClick: () => onTake('call'), keys: 'Enter' }}
        />
      ) : (
        <Nothing reply={nothing.reply} finding={nothing.mode === 'find_contact'} onTake={onTake} />
      )}
      {failure === undefined ? null : <p role="alert">{failure}</p>}
      {toFind > 0 && nothing?.mode !== 'find_contact' ? (
        <p className="row">
          <span className="ink-3">{t('calling.to_find', { count: toFind })}</span>
          <Button look="quiet" size="small" icon={IconAddressBook} busy={busy} onClick={() => onTake('find_contact')}>
            {t('calling.find_contacts')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function Nothing({
  reply,
  finding,
  onTake,
}: {
  reply: NothingNow;
  finding: boolean;
  onTake: NobodyInHandProps['onTake'];
}) {
  const { t, format } = useText();
  const now = useNow(30_000);
  const when = reply.opens_at === null ? '' : format.awaited(reply.opens_at, now);
  if (finding) {
    return (
      <EmptyState
        icon={IconAddressBook}
        title={t('calling.nothing.find_title')}
        text={t('calling.nothing.find_text')}
        action={{ label: t('calling.take_next'), onClick: () => onTake('call'), keys: 'Enter' }}
      />
    );
  }
  if (reply.reason === 'empty_base') {
    return (
      <EmptyState
        icon={IconDatabaseImport}
        title={t('calling.nothing.empty_base_title')}
        text={t('calling.nothing.empty_base_text')}
        action={{ label: t('calling.import'), href: '/clients/import' }}
      />
    );
  }
  return (
    <EmptyState
      icon={reply.reason === 'all_done' ? IconPhoneCheck : IconClockPause}
      title={t(`calling.nothing.${reply.reason}_title`)}
      text={t(`calling.nothing.${reply.reason}_text`, {
        when,
        zone: reply.zone === null ? '' : zoneInWords(t, reply.zone),
      })}
      action={{ label: t('calling.look_again'), onClick: () => onTake('call'), keys: 'Enter' }}
      look="default"
    />
  );
}
