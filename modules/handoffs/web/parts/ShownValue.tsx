import { useText } from '#ui-kit/text.tsx';
import type { ShownAs } from '../../contract.ts';

export interface Shown {
  value: string | number | null;
  as?: ShownAs;
  personal?: string | null;
}

/** A value of a package or of a criterion, written in the reader's language; an erased personal value says so. */
export function ShownValue({ value, as = 'text', personal }: Shown) {
  const { t, format } = useText();
  const said = value === null ? null : write(value);
  if (personal === undefined) return <>{said ?? '—'}</>;
  const about = personal === null ? <span className="ink-3">{t('handoffs.erased')}</span> : personal;
  return said === null ? (
    about
  ) : (
    <>
      {said}, {about}
    </>
  );

  function write(given: string | number): string {
    if (typeof given === 'number') {
      if (as === 'money') return format.money(given);
      return as === 'minutes' ? format.duration(given) : format.number(given);
    }
    if (as === 'day') return format.date(given);
    if (as === 'moment') return format.dateTime(given);
    return as === 'term' && t.has(given) ? t(given) : given;
  }
}
