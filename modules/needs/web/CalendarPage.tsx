import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
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
import { listTriggersRoute } from '../triggers/contract.ts';
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
      <div className={styles.calendarBody}>
        <ChecksTable filter={filter} />
        <aside className={styles.owners} aria-label={t('needs.aside')}>
          {data.whole ? <Owners calendar={data} filter={filter} onFilter={setFilter} /> : null}
          {mayRecord ? <RecentTriggers /> : null}
        </aside>
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

/** Checks by owner: late, soon and in all; each figure opens its checks. */
function Owners({
  calendar,
  filter,
  onFilter,
}: {
  calendar: RelevanceCalendar;
  filter: ChecksFilter;
  onFilter: (filter: ChecksFilter) => void;
}) {
  const { t, format } = useText();
  const today = Temporal.PlainDate.from(calendar.today);
  const soon = { from: calendar.today, until: today.add({ days: SOON_DAYS - today.dayOfWeek }).toString() };
  return (
    <section aria-label={t('needs.by_owner')}>
      <div className={styles.ownerRow}>
        <span className="t-cap ink-3">{t('needs.by_owner')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_overdue')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_soon')}</span>
        <span className="t-cap ink-3 right">{t('needs.owner_total')}</span>
      </div>
      {calendar.owners.map((owner) => {
        const chosen = owner.id === filter.ownerId;
        return (
          <div key={owner.id} className={styles.ownerRow} data-chosen={chosen || undefined}>
            <button
              type="button"
              className={styles.ownerName}
              title={owner.full_name}
              aria-pressed={chosen}
              onClick={() => onFilter(chosen ? {} : { ownerId: owner.id })}
            >
              {shortName(parsePersonName(owner.full_name))}
            </button>
            {owner.overdue === 0 ? (
              <span />
            ) : (
              <button
                type="button"
                className={styles.figure}
                aria-label={t('needs.overdue', { count: owner.overdue })}
                onClick={() => onFilter({ ownerId: owner.id, overdue: true })}
              >
                <Late>{format.number(owner.overdue)}</Late>
              </button>
            )}
            <button type="button" className={styles.figure} onClick={() => onFilter({ ownerId: owner.id, ...soon })}>
              {format.number(owner.soon)}
            </button>
            <button type="button" className={styles.figure} onClick={() => onFilter({ ownerId: owner.id })}>
              {format.number(owner.total)}
            </button>
          </div>
        );
      })}
    </section>
  );
}

/** Events of the regions, newest first, with how many checks each has caused. */
function RecentTriggers() {
  const { t, format } = useText();
  const triggers = useRead(listTriggersRoute, { query: { limit: SHOWN_TRIGGERS } });
  const items = triggers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.triggers} aria-label={t('needs.events')}>
      <h2 className="strong">{t('needs.events')}</h2>
      <ul className="stack">
        {items.map((trigger) => (
          <li key={trigger.id} className="col">
            <span>{trigger.title}</span>
            <span className="t-small ink-3">
              {[
                format.date(trigger.happened_on),
                trigger.region ?? '',
                t('needs.event_checks', { count: trigger.needs_hit }),
              ]
                .filter((word) => word !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN_TRIGGERS = 10;
/** Four weeks that begin with this one; the same that the server counts as soon. */
const SOON_DAYS = 28;
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
