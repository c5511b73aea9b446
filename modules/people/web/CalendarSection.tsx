import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type CalendarYear, setCalendarDay, showCalendar } from '../company/contract.ts';
import styles from './people.module.css';

type Day = CalendarYear['days'][number];
const KINDS = ['work', 'short', 'off'] as const;
const FIRST_YEAR = 2021;
const LAST_YEAR = 2050;
const WEEK = 7;

/** The year that deadlines are counted on: Russia's by decree, with the company's own days over it. */
export function CalendarSection() {
  const { t, format } = useText();
  const clock = useClock();
  const today = Temporal.PlainDate.from(clock.today());
  const [year, setYear] = useState(today.year);
  const [open, setOpen] = useState<Day | null>(null);
  const read = useRead(showCalendar, { query: { year } }, { keep: true });
  const edited = read.data?.days.filter((day) => day.kind !== day.decreed).length ?? 0;
  return (
    <Section
      title={t('people.calendar')}
      note={edited === 0 ? t('people.calendar_decreed') : t('people.calendar_edited', { count: edited })}
      action={
        <span className="row">
          <IconButton
            icon={IconChevronLeft}
            label={t('people.earlier_year')}
            disabled={year <= FIRST_YEAR}
            onClick={() => setYear(year - 1)}
          />
          <span className="strong nowrap">{year}</span>
          <IconButton
            icon={IconChevronRight}
            label={t('people.later_year')}
            disabled={year >= LAST_YEAR}
            onClick={() => setYear(year + 1)}
          />
        </span>
      }
    >
      {read.data === undefined ? (
        <Delayed>
          <SkeletonText lines={12} />
        </Delayed>
      ) : (
        <>
          {read.data.provisional ? <p className="ink-2">{t('people.calendar_provisional', { year })}</p> : null}
          <Year data={read.data} today={today.toString()} onOpen={setOpen} />
          <Legend />
        </>
      )}
      <Dialog
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === null ? '' : format.weekdayDate(open.day)}
      >
        {open === null ? null : <DayForm key={open.day} day={open} onClose={() => setOpen(null)} />}
      </Dialog>
    </Section>
  );
}

interface YearProps {
  data: CalendarYear;
  today: string;
  onOpen: (day: Day) => void;
}

/** Twelve months; one stop for Tab, arrows go by days and weeks. */
function Year({ data, today, onOpen }: YearProps) {
  const first = data.days.some((day) => day.day === today) ? today : (data.days[0]?.day ?? '');
  const [cursor, setCursor] = useState(first);
  const shown = data.days.some((day) => day.day === cursor) ? cursor : first;
  const months = useMemo(() => Array.from({ length: 12 }, (_, index) => monthOf(data, index + 1)), [data]);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK }[event.code];
    if (by === undefined) return;
    event.preventDefault();
    const next = Temporal.PlainDate.from(shown).add({ days: by }).toString();
    if (!data.days.some((day) => day.day === next)) return;
    setCursor(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside
    <div className={styles.year} onKeyDown={move}>
      {months.map(({ month, weeks }) => (
        <Month
          key={month}
          month={month}
          weeks={weeks}
          today={today}
          cursor={shown}
          mayEdit={data.may_edit}
          onOpen={(day) => {
            setCursor(day.day);
            onOpen(day);
          }}
        />
      ))}
    </div>
  );
}

/** The first day of a month and its weeks from Monday; null where the month has no day. */
function monthOf(data: CalendarYear, number: number): { month: string; weeks: (Day | null)[][] } {
  const prefix = `${data.year}-${String(number).padStart(2, '0')}-`;
  const days = data.days.filter((day) => day.day.startsWith(prefix));
  const before = Temporal.PlainDate.from(`${prefix}01`).dayOfWeek - 1;
  const cells: (Day | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % WEEK !== 0) cells.push(null);
  const weeks = Array.from({ length: cells.length / WEEK }, (_, week) => cells.slice(week * WEEK, (week + 1) * WEEK));
  return { month: `${prefix}01`, weeks };
}

interface MonthProps {
  month: string;
  weeks: (Day | null)[][];
  today: string;
  cursor: string;
  mayEdit: boolean;
  onOpen: (day: Day) => void;
}

/** Any Monday, to name the days of the week. */
const MONDAY = Temporal.PlainDate.from('2026-11-23');
const WEEKDAYS = Array.from({ length: WEEK }, (_, index) => MONDAY.add({ days: index }).toString());

function Month({ month, weeks, today, cursor, mayEdit, onOpen }: MonthProps) {
  const { format } = useText();
  return (
    <div className={styles.month}>
      <table>
        <caption>{format.monthYear(month)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col">
                {format.weekdayShort(day).split(/\s/)[0]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find((day) => day !== null)?.day}>
              {week.map((day, index) => (
                <td key={WEEKDAYS[index]}>
                  {day === null ? null : (
                    <DayMark day={day} today={today} atCursor={day.day === cursor} mayEdit={mayEdit} onOpen={onOpen} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayMarkProps {
  day: Day;
  today: string;
  atCursor: boolean;
  mayEdit: boolean;
  onOpen: (day: Day) => void;
}

function DayMark({ day, today, atCursor, mayEdit, onOpen }: DayMarkProps) {
  const { t, format } = useText();
  const words = [format.weekdayDate(day.day), t(`people.day_kind.${day.kind}`), day.note ?? ''].filter(Boolean);
  const marks = {
    className: styles.day,
    'data-kind': day.kind,
    'data-edited': day.kind === day.decreed ? undefined : true,
    'data-today': day.day === today || undefined,
    title: words.join(', '),
  };
  const number = Number(day.day.slice(-2));
  if (!mayEdit) return <span {...marks}>{number}</span>;
  return (
    <button type="button" {...marks} data-day={day.day} tabIndex={atCursor ? 0 : -1} onClick={() => onOpen(day)}>
      {number}
      <span className="unseen"> {words.join(', ')}</span>
    </button>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className={`${styles.legend} t-small ink-2`}>
      {KINDS.map((kind) => (
        <span key={kind}>
          <span className={styles.day} data-kind={kind} aria-hidden />
          {t(`people.day_kind.${kind}`)}
        </span>
      ))}
      <span>
        <span className={styles.day} data-edited aria-hidden />
        {t('people.day_edited')}
      </span>
    </p>
  );
}

function DayForm({ day, onClose }: { day: Day; onClose: () => void }) {
  const { t } = useText();
  const set = useWrite(setCalendarDay);
  const form = useDraftForm({ initial: { kind: day.kind, note: day.note ?? '' } });
  const save = async (kind: Day['kind'], note: string) => {
    try {
      await set.mutateAsync({ params: { day: day.day }, body: { kind, note: note.trim() === '' ? null : note } });
      return { ok: true as const };
    } catch (error) {
      return formFailure(error);
    }
  };
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('people.save')}
      onSaved={onClose}
      onCancel={onClose}
      note={t('people.by_decree', { kind: t(`people.day_kind.${day.decreed}`) })}
      onSubmit={({ kind, note }) => save(kind, note)}
    >
      <ChoiceField
        label={t('people.day_is')}
        options={KINDS.map((kind) => ({ value: kind, label: t(`people.day_kind.${kind}`) }))}
        {...form.field('kind')}
        onChange={(kind) => {
          if (kind !== null) form.set({ kind });
        }}
      />
      <TextField label={t('people.day_note')} placeholder={t('people.day_note_example')} {...form.field('note')} />
      {day.kind === day.decreed ? null : (
        <div>
          <Button size="small" look="quiet" onClick={() => void save(day.decreed, '').then(onClose)}>
            {t('people.as_decreed')}
          </Button>
        </div>
      )}
    </DraftFormBody>
  );
}
