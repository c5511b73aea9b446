import { Section } from '#ui-kit/frame/Section.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { DealCard } from '../../contract.ts';
import styles from './deals.module.css';

/** What became of earlier deals: handed over, lost to whom, postponed until what. */
export function PastDeals({ deals }: { deals: readonly DealCard[] }) {
  const { t, format } = useText();
  return (
    <Section title={t('deals.past')} count={deals.length}>
      <ul className={styles.criteria}>
        {deals.map((deal) => (
          <li key={deal.id} id={`deal-${deal.id}`} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
            <span className="col">
              <span className="cut">{deal.title}</span>
              <span className="t-small ink-3">
                {[
                  t(`deals.outcome.${deal.handed_over_at === null ? (deal.outcome ?? 'lost') : 'handed_over'}`),
                  deal.closed_at === null ? '' : format.date(deal.closed_at.slice(0, 10)),
                  deal.lost_to ?? '',
                  deal.outcome_reason ?? '',
                ]
                  .filter((word) => word !== '')
                  .join(' · ')}
              </span>
            </span>
            <Num>{format.moneyShort(deal.value_minor)}</Num>
          </li>
        ))}
      </ul>
    </Section>
  );
}
