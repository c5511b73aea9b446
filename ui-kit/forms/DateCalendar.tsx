import '@mantine/dates/styles.layer.css';
import './calendar.css';
import { DatePicker } from '@mantine/dates';
import 'dayjs/locale/ru';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';

/** The calendar behind `DateField`; a press on the month's name goes to years and decades. */
export interface DateCalendarProps {
  value: string | null;
  min?: string | undefined;
  max?: string | undefined;
  today: string;
  onPick: (day: string) => void;
}

export default function DateCalendar({ value, min, max, today, onPick }: DateCalendarProps) {
  const { t, format } = useText();
  return (
    <DatePicker
      value={value}
      onChange={(day) => day && onPick(day)}
      defaultDate={value ?? today}
      locale={format.language}
      firstDayOfWeek={1}
      weekendDays={[0, 6]}
      highlightToday
      hideOutsideDates
      size="sm"
      {...(min ? { minDate: min } : {})}
      {...(max ? { maxDate: max } : {})}
      previousIcon={<Glyph of={IconChevronLeft} />}
      nextIcon={<Glyph of={IconChevronRight} />}
      ariaLabels={{
        previousMonth: t('ui.previous'),
        nextMonth: t('ui.next'),
        previousYear: t('ui.previous'),
        nextYear: t('ui.next'),
        previousDecade: t('ui.previous'),
        nextDecade: t('ui.next'),
      }}
    />
  );
}
