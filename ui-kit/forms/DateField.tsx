import { Popover } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useClock } from '../clock.tsx';
import { Glyph } from '../icon.tsx';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import { FieldRow } from './Frame.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';
import { ParsedField } from './ParsedField.tsx';
import { parseDay, parseTime } from './parse.ts';

// The calendar is a third of the kit's weight: it is fetched when somebody opens it.
const DateCalendar = lazy(() => import('./DateCalendar.tsx'));

/** A day: typed as 23.11.2026, 23.11, «завтра», +14, or picked. Value is ISO `2026-11-23`. */
export interface DateFieldProps extends FieldProps<string | null> {
  min?: string | undefined;
  max?: string | undefined;
  /** The ISO day that «сегодня» means; the company’s by default. */
  today?: string | undefined;
}

export function DateField({ min, max, today, ...rest }: DateFieldProps) {
  const { t, format } = useText();
  const clock = useClock();
  const [open, setOpen] = useState(false);
  const now = today ?? clock.today();
  const parse = (text: string) => {
    const day = parseDay(text, now, max !== undefined && max <= now ? 'past' : 'ahead');
    if (!day) return day;
    return (min !== undefined && day < min) || (max !== undefined && day > max) ? undefined : day;
  };
  const calendar = (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.inField}
          aria-label={t('ui.calendar', { field: rest.label })}
          disabled={rest.disabled}
          onClick={() => setOpen(!open)}
        >
          <Glyph of={IconCalendar} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ui.calendar', { field: rest.label })}>
        <EscapeLayer onEscape={() => setOpen(false)}>
          <div className={styles.calendar}>
            <Suspense>
              <DateCalendar
                value={rest.value}
                min={min}
                max={max}
                today={now}
                onPick={(day) => {
                  rest.onChange(day);
                  setOpen(false);
                }}
              />
            </Suspense>
          </div>
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <ParsedField
      {...rest}
      placeholder={rest.placeholder ?? t('ui.date_placeholder')}
      parse={parse}
      print={(day) => printDay(day, format.language)}
      unclear={unclearDay()}
      right={calendar}
    />
  );

  function unclearDay(): string {
    if (min !== undefined && max !== undefined) {
      return t('ui.date_between', { min: format.date(min), max: format.date(max) });
    }
    if (min !== undefined) return t('ui.date_from', { min: format.date(min) });
    if (max !== undefined) return t('ui.date_to', { max: format.date(max) });
    return t('ui.date_unclear');
  }
}

/** In a field the day is written so that it can be typed over: English 23/11/2026. */
function printDay(iso: string, language: string): string {
  const [year, month, day] = iso.split('-');
  return [day, month, year].join(language === 'ru' ? '.' : '/');
}

/** A time of day: typed as 9:42, 0942, 9. Value is `09:42`. */
export function TimeField(props: FieldProps<string | null>) {
  const { t } = useText();
  return (
    <ParsedField
      {...props}
      placeholder={props.placeholder ?? t('ui.time_placeholder')}
      parse={parseTime}
      print={(value) => value}
      unclear={t('ui.time_unclear')}
      inputMode="numeric"
    />
  );
}

/**
 * A moment: a day and a time of day in the reader's zone; value is an ISO instant, or null while either is empty.
 * `timeZone` shows and reads it in another zone: the client's.
 */
export interface DateTimeFieldProps extends Omit<DateFieldProps, 'min' | 'max'> {
  timeZone?: string;
}

export function DateTimeField({ value, onChange, timeZone, label, ...rest }: DateTimeFieldProps) {
  const { t, format } = useText();
  const zone = timeZone ?? format.timeZone;
  const at = value === null ? null : Temporal.Instant.from(value).toZonedDateTimeISO(zone);
  const [half, setHalf] = useState<{ day: string | null; time: string | null }>({ day: null, time: null });
  const day = at ? at.toPlainDate().toString() : half.day;
  const time = at ? at.toPlainTime().toString({ smallestUnit: 'minute' }) : half.time;
  const join = (nextDay: string | null, nextTime: string | null) => {
    setHalf({ day: nextDay, time: nextTime });
    if (nextDay === null || nextTime === null) {
      onChange(null);
      return;
    }
    const local = Temporal.PlainDate.from(nextDay).toPlainDateTime(Temporal.PlainTime.from(nextTime));
    onChange(local.toZonedDateTime(zone).toInstant().toString());
  };
  return (
    <FieldRow template="minmax(0, 3fr) minmax(88px, 2fr)">
      <DateField label={label} value={day} onChange={(next) => join(next, time)} {...rest} />
      <TimeField
        label={t('ui.time')}
        value={time}
        onChange={(next) => join(day, next)}
        required={rest.required}
        disabled={rest.disabled}
      />
    </FieldRow>
  );
}
