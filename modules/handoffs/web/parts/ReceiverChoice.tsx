import { useId } from 'react';
import { useText } from '#ui-kit/text.tsx';
import styles from './handoffs.module.css';
import type { Offer } from './use-offer.ts';

/** Who could receive, each with the work they hold against their norm; the one whom the program proposes says why. */
export function ReceiverChoice({ offer }: { offer: Offer }) {
  const { t, format } = useText();
  const name = useId();
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="unseen">{t('handoffs.receiver')}</legend>
      {offer.receivers.map((one) => (
        <label key={one.employee_id} className={styles.receiver}>
          <input
            type="radio"
            name={name}
            checked={offer.receiver?.employee_id === one.employee_id}
            onChange={() => offer.choose(one.employee_id)}
          />
          <span className="cut">{one.full_name}</span>
          <span className="nowrap">{one.norm === 0 ? '' : format.outOf(one.held, one.norm)}</span>
          <span className="t-small ink-3">{why(one)}</span>
        </label>
      ))}
    </fieldset>
  );

  function why(one: Offer['receivers'][number]): string {
    if (!one.present) return t('handoffs.receiver_away');
    if (one.why !== null) return t(`handoffs.why.${one.why}`);
    return one.norm > 0 && one.held >= one.norm ? t('handoffs.receiver_full') : '';
  }
}
