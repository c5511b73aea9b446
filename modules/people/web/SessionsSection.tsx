import { deviceName } from '#shared/device-name.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listSessions, revokeSession, type SessionView } from '../sign-in/contract.ts';
import styles from './people.module.css';

/** Where one is signed in. What one does not recognise is ended by one press. */
export function SessionsSection() {
  const { t } = useText();
  const sessions = useRead(listSessions, {});
  const revoke = useWrite(revokeSession, { said: () => t('people.session_ended') });
  const items = sessions.data?.items ?? [];
  return (
    <Section title={t('people.sessions')} note={t('people.sessions_note')} count={items.length}>
      <ul className={styles.lines}>
        {items.map((session) => (
          <li key={session.id}>
            <Where session={session} />
            {session.current ? (
              <Chip look="tint">{t('people.this_session')}</Chip>
            ) : (
              <Button size="small" onClick={() => revoke.mutate({ params: { id: session.id } })}>
                {t('people.end_session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Where({ session }: { session: SessionView }) {
  const { t, format } = useText();
  return (
    <div className="col">
      <span className="medium cut">{deviceName(session.device) ?? t('people.unknown_device')}</span>
      <span className="t-small ink-3">
        {t('people.session_seen', {
          address: session.address ?? '—',
          seen: format.dateTime(session.last_seen_at),
          started: format.dayOf(session.started_at),
        })}
      </span>
    </div>
  );
}
