import { IconAlarm, IconScale } from '@tabler/icons-react';
import { useRead } from '#ui-kit/call.ts';
import { Timeline } from '#ui-kit/data/Timeline.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type HandoffItem, listMyHandoffs } from '../../contract.ts';

/** Disputes that the reader settles or takes part in, and offers that nobody has answered in time; each opens. */
export function DisputesPanel() {
  const { t, format } = useText();
  const mine = useRead(listMyHandoffs, {}, { refetchInterval: 60_000 });
  if (mine.data === undefined) return null;
  const { disputes, overdue } = mine.data;
  const link = (item: HandoffItem) => (
    <AppLink href={`/handoffs/${item.id}`} className="medium">
      {item.client.name}
    </AppLink>
  );
  return (
    <>
      <Section title={t('handoffs.disputes')} count={disputes.length}>
        {disputes.length === 0 ? <p className="ink-3">{t('handoffs.disputes_empty')}</p> : null}
        <Timeline
          items={disputes.map((item) => ({
            id: item.id,
            icon: IconScale,
            title: link(item),
            note: [
              t('handoffs.disputed_by', { name: item.giver.full_name }),
              item.last_return === null ? null : t(`handoffs.code.${item.last_return.code}`),
              item.allowed.settle
                ? t('handoffs.you_settle')
                : t('handoffs.settles', { name: item.arbiter?.full_name ?? '' }),
            ]
              .filter((part) => part !== null)
              .join(' · '),
          }))}
        />
      </Section>
      {overdue.length === 0 ? null : (
        <Section title={t('handoffs.late')} count={overdue.length}>
          <Timeline
            items={overdue.map((item) => ({
              id: item.id,
              icon: IconAlarm,
              title: link(item),
              note: t('handoffs.late_note', {
                name: item.receiver.full_name,
                time: format.workingTime(Math.abs(item.minutes_left ?? 0)),
              }),
            }))}
          />
        </Section>
      )}
    </>
  );
}
