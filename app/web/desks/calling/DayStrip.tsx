import { useState } from 'react';
import type { CallingDay } from '#modules/calling/contract.ts';
import { listHandoffs } from '#modules/handoffs/contract.ts';
import { ownHandoffsRoute } from '#modules/qualification/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { AttemptsDialog, type AttemptsOf } from './AttemptsDialog.tsx';
import styles from './calling.module.css';
import { useNow } from './use-now.ts';

/** The top strip: how far the day is, what waits in which queue, the next promise. Every figure opens its records. */
export function DayStrip({ day, busy }: { day: CallingDay | undefined; busy: boolean }) {
  const { t, format } = useText();
  const me = useActor();
  const now = useNow(30_000);
  const own = useRead(ownHandoffsRoute, {});
  const [shown, setShown] = useState<AttemptsOf | null>(null);
  if (day === undefined) return <div className={styles.strip} />;
  const count = ({ value, exact }: { value: number; exact: boolean }) =>
    exact ? format.number(value) : t('calling.more_than', { count: value });
  const next = day.next_promised;
  const figure = (what: AttemptsOf['what'], value: string, label: string) => (
    <div className={`col ${styles.figure}`}>
      <button type="button" className={styles.source} onClick={() => setShown({ what, since: day.since })}>
        {value}
      </button>
      <span className="t-small ink-3">{label}</span>
    </div>
  );
  return (
    <div className={styles.strip}>
      <div className={styles.dayDone}>
        <span className="medium nowrap">{t('calling.today', { done: day.calls, norm: day.norm })}</span>
        <DayTicks done={day.calls} norm={day.norm} busy={busy} />
      </div>
      {figure('reached', format.outOf(day.reached, day.calls), t('calling.figure.reached'))}
      {figure(
        'with_decision_maker',
        format.outOf(day.with_decision_maker, day.calls),
        t('calling.figure.with_decision_maker'),
      )}
      <div className={`col ${styles.figure}`}>
        <AppLink className={styles.source} href={handoffsHref(me.employee_id)}>
          {format.number(own.data?.accepted_today ?? 0)}
        </AppLink>
        <span className="t-small ink-3">{t('calling.figure.accepted')}</span>
      </div>
      <span className="spread" />
      <div className={`col ${styles.queues}`}>
        <span className="medium">
          {t('calling.queues', {
            promised: day.promised,
            warm: count(day.warm),
            checks: format.number(day.checks),
            cold: count(day.cold),
          })}
        </span>
        <span className="t-small ink-3">{t('calling.queues_note')}</span>
      </div>
      {next === null ? null : (
        <div className={`col right ${styles.queues}`}>
          <span className="medium">{t('calling.next_promised', { name: next.name })}</span>
          <span className="t-small ink-3">
            {t('calling.next_promised_note', {
              when: next.at === null ? format.date(next.on) : format.near(next.at, now),
            })}
          </span>
        </div>
      )}
      <AttemptsDialog of={shown} onClose={() => setShown(null)} />
    </div>
  );
}

/** One's own accepted hand-offs, as the page of hand-offs lists them. */
function handoffsHref(employeeId: string | null): string {
  const query = new URLSearchParams({
    kind: 'H1',
    state: 'accepted',
    ...(employeeId === null ? {} : { giver_id: employeeId }),
  });
  return `${listHandoffs.path.replace('/api/v1', '')}?${query}`;
}

const MOST_TICKS = 60;

/** One tick per call of the norm: done, at hand, ahead. A norm beyond what the eye counts is one bar. */
function DayTicks({ done, norm, busy }: { done: number; norm: number; busy: boolean }) {
  const { t } = useText();
  const ticks = Math.min(Math.max(norm, done + (busy ? 1 : 0), 1), MOST_TICKS);
  const scale = ticks / Math.max(norm, done + (busy ? 1 : 0), 1);
  const filled = Math.floor(done * scale);
  return (
    <div
      className={styles.ticks}
      role="img"
      aria-label={t('calling.today_left', { done, left: Math.max(0, norm - done) })}
    >
      {Array.from({ length: ticks }, (_, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: ticks of one bar have no other identity
          key={index}
          data-done={index < filled || undefined}
          data-now={(busy && index === filled) || undefined}
        />
      ))}
    </div>
  );
}
