/** Days from `from` up to, not including, `until`; an absent end is open. */
export interface DayRange {
  from: Temporal.PlainDate | null;
  until: Temporal.PlainDate | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AROUND = /^(next|last|older|later)-(\d{1,4})-days$/;
const CALENDAR = /^(this|next|last)-(week|month|quarter|year)$/;

/**
 * A stretch of days said in words that stay true tomorrow: `today`, `tomorrow`, `yesterday`, `overdue` (before today),
 * `next-30-days` and `last-30-days` (today included), `older-90-days` (more than 90 days ago), `later-90-days`,
 * `this-quarter`, `next-month`, `last-year`, a day, or `2026-01-01..2026-03-31` with either end left open. Null for
 * anything else.
 */
export function periodOf(text: string, today: Temporal.PlainDate): DayRange | null {
  const one = SINGLE[text];
  if (one !== undefined) return one(today);
  const around = AROUND.exec(text);
  if (around !== null) return aroundToday(around[1] ?? '', Number(around[2]), today);
  const calendar = CALENDAR.exec(text);
  if (calendar !== null) return calendarPeriod(calendar[1] ?? '', calendar[2] ?? '', today);
  return writtenRange(text);
}

export function isPeriod(text: string): boolean {
  return periodOf(text, Temporal.PlainDate.from('2026-01-15')) !== null;
}

const days = (from: Temporal.PlainDate, count: number): DayRange => ({ from, until: from.add({ days: count }) });

const SINGLE: Readonly<Record<string, (today: Temporal.PlainDate) => DayRange>> = {
  today: (today) => days(today, 1),
  tomorrow: (today) => days(today.add({ days: 1 }), 1),
  yesterday: (today) => days(today.subtract({ days: 1 }), 1),
  overdue: (today) => ({ from: null, until: today }),
};

function aroundToday(word: string, count: number, today: Temporal.PlainDate): DayRange {
  const past = today.subtract({ days: count });
  const tomorrow = today.add({ days: 1 });
  switch (word) {
    case 'next':
      return { from: today, until: tomorrow.add({ days: count }) };
    case 'last':
      return { from: past, until: tomorrow };
    case 'older':
      return { from: null, until: past };
    default:
      return { from: tomorrow.add({ days: count }), until: null };
  }
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function calendarPeriod(which: string, unit: string, today: Temporal.PlainDate): DayRange {
  const by = which === 'next' ? 1 : which === 'last' ? -1 : 0;
  if (unit === 'week') return days(today.subtract({ days: today.dayOfWeek - 1 }).add({ days: 7 * by }), 7);
  const length = MONTHS[unit] ?? 1;
  const first = today.with({ day: 1, month: today.month - ((today.month - 1) % length) }).add({ months: length * by });
  return { from: first, until: first.add({ months: length }) };
}

function writtenRange(text: string): DayRange | null {
  const parts = text.split('..');
  if (parts.length > 2 || !parts.every((part) => part === '' || DAY.test(part)) || parts.every((part) => part === '')) {
    return null;
  }
  try {
    const [from, to] = parts.map((part) =>
      part === '' ? null : Temporal.PlainDate.from(part, { overflow: 'reject' }),
    );
    const last = parts.length === 1 ? from : to;
    return { from: from ?? null, until: last?.add({ days: 1 }) ?? null };
  } catch {
    return null;
  }
}
