import type { Call } from '#modules/calling/contract.ts';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';
import { useNow } from './use-now.ts';

const WIDTH = 272;
const DAY = 24 * 60;

/** What time it is there, how far that is from here, and the windows in which one may call. */
export function LocalClock({ clock }: { clock: Call['clock'] }) {
  const { t, format } = useText();
  const now = useNow(10_000);
  const there = now.toZonedDateTimeISO(clock.zone);
  const here = now.toZonedDateTimeISO(format.timeZone);
  const apart = (there.offsetNanoseconds - here.offsetNanoseconds) / 3.6e12;
  const minute = there.hour * 60 + there.minute;
  const first = clock.windows[0]?.from ?? 0;
  const last = clock.windows.at(-1)?.until ?? DAY;
  const x = (at: number) => ((at - first) / (last - first)) * WIDTH;
  const time = (at: number) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`;
  const inside = minute >= first && minute <= last;
  const [before, after] = clock.windows;
  return (
    <div>
      <div className={styles.clock}>
        <span className="t-figure">{format.time(there.toPlainTime())}</span>
        <span className="medium">{t('calling.there')}</span>
        <span className="ink-3">
          {apart === 0
            ? t('calling.same_time')
            : t('calling.time_apart', { hours: Math.abs(apart), later: apart > 0 ? 'yes' : 'no' })}
        </span>
      </div>
      <svg
        className={styles.windows}
        viewBox={`0 0 ${WIDTH} 24`}
        role="img"
        aria-label={t('calling.windows', {
          windows: clock.windows.map(({ from, until }) => `${time(from)}–${time(until)}`).join(', '),
        })}
      >
        <rect x={0} y={4} width={WIDTH} height={6} rx={3} fill="var(--sunken)" />
        {clock.windows.map(({ from, until }) => (
          <rect key={from} x={x(from)} y={4} width={x(until) - x(from)} height={6} rx={3} fill="var(--line-2)" />
        ))}
        {inside ? <path d={`M${x(minute)} 0V14`} stroke="var(--accent)" strokeWidth={2} /> : null}
        <text x={0} y={23} className={styles.axis}>
          {time(first)}
        </text>
        {before !== undefined && after !== undefined ? (
          <text x={x((before.until + after.from) / 2)} y={23} textAnchor="middle" className={styles.axis}>
            {t('calling.lunch')}
          </text>
        ) : null}
        <text x={WIDTH} y={23} textAnchor="end" className={styles.axis}>
          {time(last)}
        </text>
      </svg>
      {clock.open || clock.opens_at === null ? null : (
        <p className="t-small ink-2">{t('calling.window_closed', { when: format.awaited(clock.opens_at, now) })}</p>
      )}
    </div>
  );
}
