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

/**
 * The weeks of ten years, two rows to a year: how many checks fall into each. A week opens its checks; years without any
 * are told in one line.
 */
export function WeeksGrid({ calendar, week, onWeek }: WeeksGridProps) {
  const { t } = useText();
  const today = Temporal.PlainDate.from(calendar.today);
  const thisWeek = today.subtract({ days: today.dayOfWeek - 1 }).toString();
  const counts = new Map(calendar.weeks.map((one) => [one.week, one.count]));
  const most = Math.max(1, ...counts.values());
  const last = Math.max(today.year + 1, ...calendar.weeks.map((one) => Number(one.week.slice(0, 4))));
  const end = today.year + YEARS;
  const busy = Array.from({ length: last - today.year + 1 }, (_, index) => today.year + index).filter(
    (year) => year <= today.year + 1 || calendar.weeks.some((one) => one.week.startsWith(`${year}-`)),
  );
  return (
    <div className={styles.years}>
      {busy.flatMap((year) =>
        halvesOf(year, thisWeek).map((mondays, half) => (
          <div key={mondays[0]} className={styles.year}>
            <span className="ink-3 t-cap">{half === 0 ? year : null}</span>
            {mondays.map((monday) => (
              <Week
                key={monday}
                monday={monday}
                count={counts.get(monday) ?? 0}
                level={Math.ceil(((counts.get(monday) ?? 0) / most) * LEVELS)}
                now={monday === thisWeek}
                chosen={monday === week}
                onChoose={() => onWeek(monday === week ? null : monday)}
              />
            ))}
          </div>
        )),
      )}
      {last < end ? (
        <p className="ink-3 t-small">{t('needs.no_checks_later', { from: String(last + 1), until: String(end) })}</p>
      ) : null}
    </div>
  );
}

interface WeekProps {
  monday: string;
  count: number;
  level: number;
  now: boolean;
  chosen: boolean;
  onChoose: () => void;
}

function Week({ monday, count, level, now, chosen, onChoose }: WeekProps) {
  const { t, format } = useText();
  if (count === 0) return <i className={styles.week} data-now={now || undefined} />;
  const words = t('needs.week_title', { day: format.date(monday), count });
  return (
    <button
      type="button"
      className={styles.week}
      data-now={now || undefined}
      data-level={level}
      aria-pressed={chosen}
      title={words}
      aria-label={words}
      onClick={onChoose}
    >
      {count}
    </button>
  );
}

const LAST_OF_FIRST_HALF = 6;

/** The Mondays of the weeks that begin in a year, by half; a half that has passed is not shown. */
function halvesOf(year: number, thisWeek: string): string[][] {
  const first = new Temporal.PlainDate(year, 1, 1);
  const monday = first.add({ days: (8 - first.dayOfWeek) % 7 });
  const all = Array.from({ length: WEEKS }, (_, index) => monday.add({ weeks: index })).filter(
    (day) => day.year === year,
  );
  const halves = [
    all.filter((day) => day.month <= LAST_OF_FIRST_HALF),
    all.filter((day) => day.month > LAST_OF_FIRST_HALF),
  ];
  return halves.map((days) => days.map((day) => day.toString())).filter((days) => days.some((day) => day >= thisWeek));
}
