import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { AlarmBand } from '#ui-kit/feedback/Band.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type RelevanceCalendar, showCalendarRoute } from '../calendar/contract.ts';
import { type ChecksFilter, ChecksTable } from './parts/ChecksTable.tsx';
import styles from './parts/needs.module.css';
import { TriggerDialog } from './parts/TriggerDialog.tsx';
import { WeeksGrid } from './parts/WeeksGrid.tsx';

/** The relevance calendar: late checks first, then every week of ten years, by owner. Each number opens its checks. */
export function CalendarPage() {
  const { t } = useText();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const [filter, setFilter] = useState<ChecksFilter>(() => fromAddress(search));
  const [event, setEvent] = useState(false);
  const mayRecord = useMay('needs.work') !== null;
  const query = filter.ownerId === undefined ? {} : { owner_id: filter.ownerId };
  const calendar = useRead(showCalendarRoute, { query }, { keep: true });
  usePage({ crumbs: [{ label: t('needs.calendar') }] });
  if (calendar.error !== null && calendar.data === undefined) {
    return <ErrorState title={calendar.error.message} requestId={calendar.error.requestId} />;
  }
  if (calendar.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns="132px minmax(0,1fr) 120px 96px" rows={12} />
      </Delayed>
    );
  }
  const { data } = calendar;
  const week = filter.from !== undefined && filter.until === weekEnd(filter.from) ? filter.from : null;
  return (
    <div className={styles.calendarFrame}>
      <div>
        <PageHeader
          title={t('needs.calendar')}
          note={t('needs.calendar_note', { count: data.total })}
          actions={
            mayRecord ? <Button onClick={() => setEvent(true)}>{t('needs.trigger_region_button')}</Button> : null
          }
        />
        {data.overdue === 0 ? null : (
          <AlarmBand
            title={t('needs.overdue', { count: data.overdue })}
            note={t('needs.overdue_note')}
            actions={
              <Button look="inverse" size="small" onClick={() => setFilter({ ownerId: filter.ownerId, overdue: true })}>
                {t('needs.overdue_open')}
              </Button>
            }
          />
        )}
        <div className={styles.calendarHead}>
          <WeeksGrid
            calendar={data}
            week={week}
            onWeek={(monday) =>
              setFilter(
                monday === null
                  ? { ownerId: filter.ownerId }
                  : { ownerId: filter.ownerId, from: monday, until: weekEnd(monday) },
              )
            }
          />
          <FilterLine filter={filter} onClear={() => setFilter({ ownerId: filter.ownerId })} />
        </div>
      </div>
      <div className={data.whole ? styles.calendarBody : styles.calendarAlone}>
        <ChecksTable filter={filter} />
        {data.whole ? (
          <Owners calendar={data} chosen={filter.ownerId} onChoose={(ownerId) => setFilter({ ...filter, ownerId })} />
        ) : null}
      </div>
      {event ? <TriggerDialog onClose={() => setEvent(false)} /> : null}
    </div>
  );
}

/** What the table below shows, as a sentence, with the way back to everything. */
function FilterLine({ filter, onClear }: { filter: ChecksFilter; onClear: () => void }) {
  const { t, format } = useText();
  const narrowed = filter.overdue === true || filter.from !== undefined;
  return (
    <p className="row-wrap ink-2">
      {filter.overdue === true
        ? t('needs.shown_overdue')
        : filter.from === undefined
          ? t('needs.shown_all')
          : t('needs.shown_between', {
              from: format.date(filter.from),
              until: filter.until === undefined ? '…' : format.date(filter.until),
            })}
      {narrowed ? (
        <button type="button" className="link" onClick={onClear}>
          {t('needs.show_all')}
        </button>
      ) : null}
    </p>
  );
}

/** Checks by owner: late, soon and in all; a row narrows the calendar to that owner. */
function Owners({
  calendar,
  chosen,
  onChoose,
}: {
  calendar: RelevanceCalendar;
  chosen: string | undefined;
  onChoose: (ownerId: string | undefined) => void;
}) {
  const { t, format } = useText();
  return (
    <section className={styles.owners} aria-label={t('needs.by_owner')}>
      <div className={styles.ownerRow}>
        <span className="t-cap ink-3">{t('needs.by_owner')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_overdue')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_soon')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_total')}</span>
      </div>
      {calendar.owners.map((owner) => (
        <button
          key={owner.id}
          type="button"
          className={styles.ownerRow}
          aria-pressed={owner.id === chosen}
          onClick={() => onChoose(owner.id === chosen ? undefined : owner.id)}
        >
          <span className="cut medium">{owner.full_name}</span>
          <span className="right">{owner.overdue === 0 ? '' : <Late>{format.number(owner.overdue)}</Late>}</span>
          <span className="right">{format.number(owner.soon)}</span>
          <span className="right">{format.number(owner.total)}</span>
        </button>
      ))}
    </section>
  );
}

const DAYS_TO_SUNDAY = 6;
const weekEnd = (monday: string) => Temporal.PlainDate.from(monday).add({ days: DAYS_TO_SUNDAY }).toString();

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Other screens link here with what a figure of theirs counts. */
function fromAddress(search: Record<string, unknown>): ChecksFilter {
  const day = (value: unknown) => (typeof value === 'string' && DAY.test(value) ? value : undefined);
  return {
    from: day(search.from),
    until: day(search.until),
    ...(search.overdue === undefined ? {} : { overdue: true }),
    ...(typeof search.owner_id === 'string' ? { ownerId: search.owner_id } : {}),
  };
}
