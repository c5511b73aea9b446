import { parsePersonName, shortName } from '#shared/person-names.ts';
import { Button } from '#ui-kit/Button.tsx';
import { AlarmBand } from '#ui-kit/feedback/Band.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { RelayReport } from '../contract.ts';

interface OverdueBandProps {
  overdue: RelayReport['overdue'];
  today: string;
  onShow: () => void;
}

/** The first alarm: checks whose day has passed, with who owes them; then offers that nobody answered in time. */
export function OverdueBand({ overdue, today, onShow }: OverdueBandProps) {
  const { t, format } = useText();
  if (overdue.checks === 0 && overdue.offers === 0) return null;
  const owners = overdue.by_owner.map((owner) => `${shortName(parsePersonName(owner.full_name))} ${owner.count}`);
  const note = [
    ...(owners.length === 0 ? [] : [owners.join(', ')]),
    ...(overdue.oldest === null
      ? []
      : [
          t('reports.alarm_oldest', {
            days: format.days(daysBetween(overdue.oldest.check_on, today)),
            client: overdue.oldest.client_name,
          }),
        ]),
    ...(overdue.clients_minor === 0 ? [] : [t('reports.alarm_sum', { sum: format.moneyShort(overdue.clients_minor) })]),
    ...(overdue.checks > 0 && overdue.offers > 0 ? [t('reports.alarm_offers', { count: overdue.offers })] : []),
  ];
  return (
    <AlarmBand
      title={
        overdue.checks > 0
          ? t('reports.alarm', { count: overdue.checks })
          : t('reports.alarm_offers', { count: overdue.offers })
      }
      note={note.join(' · ')}
      actions={
        <>
          {overdue.offers > 0 ? (
            <Button look="inverse" size="small" href="/handoffs">
              {t('reports.to_offers')}
            </Button>
          ) : null}
          {overdue.checks > 0 ? (
            <Button look="inverse" size="small" onClick={onShow}>
              {t('reports.show_count', { count: overdue.checks })}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}
