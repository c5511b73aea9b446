import type { ReactNode } from 'react';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { NeedWithHistory } from '../../contract.ts';

/** What is known of a need, without what is empty. */
export function NeedFacts({ need, today }: { need: NeedWithHistory; today: Temporal.PlainDate }) {
  const { t, format } = useText();
  const last = need.verdicts.findLast((one) => !one.withdrawn);
  const items: { label: string; value: ReactNode }[] = [];
  const add = (label: string, value: ReactNode) => {
    if (value !== null && value !== undefined && value !== '') items.push({ label, value });
  };
  add(
    t('needs.fact.status'),
    need.actual_since === null
      ? t(`needs.status.${need.status}`)
      : t('needs.fact.status_since', { status: t(`needs.status.${need.status}`), day: format.date(need.actual_since) }),
  );
  add(t('needs.fact.origin'), need.origin_note ?? t(`needs.origin.${need.origin}`));
  add(t('needs.fact.unlocks'), last?.unlocks);
  if (need.window_from !== null)
    add(t('needs.fact.window'), format.monthRange(need.window_from, need.window_until ?? need.window_from));
  if (need.expected_event !== null) {
    const day = need.expected_on === null ? '' : `, ${format.date(need.expected_on)}`;
    add(t('needs.fact.event'), `${need.expected_event}${day}`);
  }
  if (need.next_check_on !== null) add(t('needs.fact.check'), <Check need={need} today={today} />);
  if (need.financing_route !== null) add(t('needs.fact.financing'), t(`needs.financing.${need.financing_route}`));
  if (need.competitors.length > 0)
    add(t('needs.fact.competitors'), format.list(need.competitors.map((one) => one.name)));
  add(t('needs.fact.product_line'), need.product_line);
  add(t('needs.fact.owner'), need.owner_name);
  return <KeyValue items={items} />;
}

function Check({ need, today }: { need: NeedWithHistory; today: Temporal.PlainDate }) {
  const { format } = useText();
  if (need.next_check_on === null) return null;
  const late = Temporal.PlainDate.from(need.next_check_on).until(today, { largestUnit: 'days' }).days;
  return (
    <span className="row-wrap">
      {late > 0 ? <Late>{format.overdue(late)}</Late> : format.weekdayDate(need.next_check_on)}
      <span className="ink-3">{need.check_owner_name}</span>
    </span>
  );
}
