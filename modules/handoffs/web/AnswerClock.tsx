import { useClock } from '#ui-kit/clock.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Handoff } from '../contract.ts';
import styles from './parts/handoffs.module.css';

/** The working time that is left for the answer, and who will be told when it runs out. */
export function AnswerClock({ handoff }: { handoff: Handoff }) {
  const { t, format } = useText();
  const clock = useClock();
  const { minutes_left: left, limit_minutes: limit, due_at: due } = handoff;
  if (left === null || limit === null || due === null) return null;
  const share = limit === 0 ? 0 : Math.max(0, left) / limit;
  return (
    <div className="stack">
      {handoff.overdue ? (
        <p className={styles.clock}>
          <Late>{format.late(Math.abs(left))}</Late>
        </p>
      ) : (
        <p className={styles.clock}>
          <span className="t-figure nowrap">{format.duration(left)}</span>
          <span className="ink-3">{t('handoffs.working_time')}</span>
        </p>
      )}
      <ProgressBar share={share} label={t('handoffs.time_left_label', { time: format.duration(Math.max(0, left)) })} />
      <p className="t-small ink-3">
        {t('handoffs.deadline', {
          limit: format.duration(limit),
          due: `${format.near(due, clock.now()).includes(format.time(due)) ? format.near(due, clock.now()) : format.dateTime(due)}`,
        })}{' '}
        {handoff.escalates_to === null ? null : t('handoffs.escalates', { name: handoff.escalates_to.full_name })}
        {handoff.silent_acceptance ? ` ${t('handoffs.silence')}` : null}
      </p>
    </div>
  );
}
