import { IconArrowRight, IconCheck, IconMinus, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Call } from '#modules/calling/contract.ts';
import { CallHistory } from '#modules/calling/web/parts/CallHistory.tsx';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';
import { LocalClock } from './LocalClock.tsx';
import { useNow } from './use-now.ts';
import { whyWords } from './why-words.ts';

/** Who is being called: the client, its clock, why it and no other now, on what ground, and what was before. */
export function ClientSide({ call }: { call: Call }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow(30_000);
  const { client } = call;
  const size = client.size === null ? null : t('calling.size', { size: client.size });
  const place = [
    client.region,
    client.settlement === client.name ? null : client.settlement,
    size,
    client.segment === null ? null : t('calling.segment', { segment: client.segment }),
  ].filter((part) => part !== null && part !== '');
  return (
    <aside className={styles.left} aria-label={t('calling.client')}>
      <Section>
        <div className="row-wrap">
          {call.need?.verdict == null ? null : <RelevanceMark verdict={call.need.verdict} look="chip" />}
          <Chip>{t(`calling.came_by.${call.came_by}`)}</Chip>
        </div>
        <h1 className="t-title">
          <AppLink className={styles.name} href={`/clients/${call.client_id}`}>
            {client.name}
          </AppLink>
        </h1>
        {place.length === 0 ? null : (
          <p className="ink-3">
            {place.map((part, index) => (
              <Fragment key={part}>
                {index === 0 ? null : ' · '}
                <span className={part === size ? 'nowrap' : undefined}>{part}</span>
              </Fragment>
            ))}
          </p>
        )}
        {client.holder === null ? null : <p className="ink-3">{t('calling.held_by', { name: client.holder })}</p>}
      </Section>
      <Section>
        <LocalClock clock={call.clock} />
      </Section>
      <Section title={t('calling.why_title')}>
        <ul className={styles.why}>
          {call.why.map((line) => (
            <li key={line.code} data-kind={line.kind}>
              <Glyph
                of={line.kind === 'passed' ? IconMinus : line.kind === 'chosen' ? IconArrowRight : IconCheck}
                {...(line.kind === 'chosen' ? { stroke: 2.25 } : {})}
              />
              <span>{whyWords(line, text, now)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={t('calling.basis_title')}
        action={
          <Chip look="outline" icon={call.basis === null ? IconShieldX : IconShieldCheck}>
            {call.basis === null ? t('calling.basis_none') : t('calling.basis_there')}
          </Chip>
        }
      >
        {call.basis === null ? (
          <p className="ink-2">{t('calling.basis_none_text')}</p>
        ) : (
          <p className="ink-2">
            {t(`calling.basis.${call.basis.basis}`)}
            {call.basis.note === null ? '' : `. ${call.basis.note}`}
            {call.basis.on === null ? '' : `, ${format.date(call.basis.on)}`}
          </p>
        )}
        <p className="t-small ink-3">
          {t('calling.attempts', {
            next: call.attempts.used + 1,
            limit: call.attempts.limit,
            days: call.attempts.period_days,
          })}
          {' · '}
          {t('calling.leased_for', { minutes: minutesLeft(call.leased_until, now) })}
        </p>
      </Section>
      <CallHistory clientId={call.client_id} zone={call.clock.zone} />
    </aside>
  );
}

function minutesLeft(until: string, now: Temporal.Instant): number {
  return Math.max(0, Math.ceil(now.until(Temporal.Instant.from(until)).total('minutes')));
}
