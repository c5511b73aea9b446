import { showTimeline, type TimelineItem } from '#modules/activities/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import { SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './history.module.css';

const SHOWN = 5;

/**
 * What was before at a client, newest first: calls with what came of them, verdicts, hand-offs. With `zone` the time of a
 * call is that of the client.
 */
export function CallHistory({ clientId, zone }: { clientId: string; zone?: string }) {
  const { t } = useText();
  const timeline = useRead(showTimeline, { params: { id: clientId }, query: { limit: SHOWN } });
  const items = timeline.data?.items ?? [];
  return (
    <Section
      title={t('calling.history')}
      action={
        timeline.data?.next_cursor == null ? null : (
          <AppLink className="link t-small" href={`/clients/${clientId}`}>
            {t('calling.history_all')}
          </AppLink>
        )
      }
    >
      {timeline.isPending ? <SkeletonText lines={3} /> : null}
      {timeline.isSuccess && items.length === 0 ? <p className="t-small ink-3">{t('calling.history_none')}</p> : null}
      <ul className={styles.lines}>
        {items.map((item) => (
          <HistoryLine key={item.id} item={item} zone={zone} />
        ))}
      </ul>
    </Section>
  );
}

function HistoryLine({ item, zone }: { item: TimelineItem; zone: string | undefined }) {
  const { t, format } = useText();
  const words = item.text_key !== null && t.has(item.text_key) ? t(item.text_key, item.text_values) : null;
  const said = item.title ?? words ?? '';
  const there =
    item.icon === 'call' && zone !== undefined
      ? t('calling.at_local', {
          time: format.time(Temporal.Instant.from(item.at).toZonedDateTimeISO(zone).toPlainTime()),
        })
      : null;
  return (
    <li>
      <span>{format.dayOf(item.at)}</span>
      <span>
        {[said, there].filter((part) => part !== null && part !== '').join(', ')}
        {item.note === null || item.note === '' ? null : <span className="ink-3"> {item.note}</span>}
      </span>
    </li>
  );
}
