import type { ReactNode } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type RelayLine, showRelay } from '../../relay/contract.ts';
import { recordsHref } from '../records.ts';
import styles from './handoffs.module.css';

/** «Кто нёс клиента»: holders and hand-offs, newest first. */
export function RelayPanel({ clientId }: { clientId: string }) {
  const { t, format } = useText();
  const relay = useRead(showRelay, { params: { id: clientId } });
  const lines = relay.data?.items ?? [];
  const packages = lines.some((line) => line.handoff_id !== null);
  return (
    <Section
      title={t('handoffs.relay')}
      action={
        packages ? (
          <AppLink className="link" href={recordsHref({ client_id: clientId })}>
            {t('handoffs.relay_packages')}
          </AppLink>
        ) : null
      }
    >
      {relay.error === null ? null : <ErrorState title={relay.error.message} requestId={relay.error.requestId} />}
      {relay.isPending ? (
        <Delayed>
          <SkeletonText lines={3} />
        </Delayed>
      ) : null}
      {relay.isSuccess && lines.length === 0 ? <p className="ink-3">{t('handoffs.relay_empty')}</p> : null}
      <ul className={styles.relay}>
        {lines.map((line) => (
          <li key={`${line.at} ${line.what} ${line.handoff_id}`}>
            <time className="t-small ink-3" dateTime={line.at}>
              {format.dayOf(line.at)}
            </time>
            <Line line={line} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Line({ line }: { line: RelayLine }): ReactNode {
  const { t, format } = useText();
  const functions =
    line.from_function === null || line.to_function === null
      ? null
      : `${t(`structure.function.${line.from_function}`)} → ${t(`structure.function.${line.to_function}`)}`;
  const passed = (
    <>
      <b>
        {line.from === null ? '' : `${line.from.full_name} → `}
        {line.to.full_name}
      </b>
      {[
        functions,
        line.round !== null && line.round > 1 ? t('handoffs.relay_round', { round: line.round }) : null,
        line.answer_minutes === null
          ? null
          : t('handoffs.relay_answered', { time: format.duration(line.answer_minutes) }),
      ]
        .filter((part) => part !== null)
        .map((part) => `, ${part}`)}
    </>
  );
  const text = words();
  return line.handoff_id === null ? (
    <span>{text}</span>
  ) : (
    <AppLink href={`/handoffs/${line.handoff_id}`}>{text}</AppLink>
  );

  function words(): ReactNode {
    switch (line.what) {
      case 'accepted':
      case 'settled':
        return passed;
      case 'returned':
        return t('handoffs.relay_returned', { code: t(`handoffs.code.${line.return_code ?? 'other'}`) });
      case 'upheld':
        return t('handoffs.relay_upheld');
      case 'self_check':
        return t('handoffs.relay_self_check', { name: line.to.full_name, functions: functions ?? '' });
      case 'taken':
        return t('handoffs.relay_taken', { name: line.to.full_name });
      default:
        return t('handoffs.relay_passed', { from: line.from?.full_name ?? '', to: line.to.full_name });
    }
  }
}
