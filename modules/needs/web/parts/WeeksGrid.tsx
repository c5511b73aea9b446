import { useText } from '#ui-kit/text.tsx';
import type { RelevanceCalendar } from '../../calendar/contract.ts';
import styles from './needs.module.css';

const YEARS = 10;
const WEEKS = 53;
const LEVELS = 3;

export interface WeeksGridProps {
  calendar: Pick<RelevanceCalendar, 'today' | 'weeks'>;
  /** The Monday of the week that is chosen. */
  week: string | null;
  onWeek: (week: string | null) => void;
}

/** Ten years of weeks, a row to a year: how many checks fall into each. A week opens its checks. */
export function WeeksGrid({ calendar, week, onWeek }: WeeksGridProps) {
  const { t, format } = useText();
  const today = Temporal.PlainDate.from(calendar.today);
  const thisWeek = today.subtract({ days: today.dayOfWeek - 1 }).toString();
  const counts = new Map(calendar.weeks.map((one) => [one.week, one.count]));
  const most = Math.max(1, ...counts.values());
  return (
    <div className={styles.years}>
      {Array.from({ length: YEARS + 1 }, (_, index) => today.year + index).map((year) => (
        <div key={year} className={styles.year}>
          <span className="ink-3 t-cap">{year}</span>
          {mondaysOf(year).map((monday) => {
            const count = counts.get(monday) ?? 0;
            const now = monday === thisWeek ? true : undefined;
            if (count === 0) return <i key={monday} className={styles.week} data-now={now} />;
            return (
              <button
                key={monday}
                type="button"
                className={styles.week}
                data-now={now}
                data-level={Math.ceil((count / most) * LEVELS)}
                aria-pressed={monday === week}
                title={t('needs.week_title', { day: format.date(monday), count })}
                aria-label={t('needs.week_title', { day: format.date(monday), count })}
                onClick={() => onWeek(monday === week ? null : monday)}
              >
                {count}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** The Mondays of the weeks that begin in a year. */
function mondaysOf(year: number): string[] {
  const first = new Temporal.PlainDate(year, 1, 1);
  const monday = first.add({ days: (8 - first.dayOfWeek) % 7 });
  return Array.from({ length: WEEKS }, (_, index) => monday.add({ weeks: index }))
    .filter((day) => day.year === year)
    .map((day) => day.toString());
}
