/**
 * How numbers, money, dates and durations are written, in Russian and in English.
 * One place, so that a figure looks the same on a screen, in a document and in a letter.
 *
 *   const format = createFormat('ru', { timeZone: 'Asia/Irkutsk' });
 *   format.moneyShort(12_000_000_000) // «120 млн ₽», thin spaces
 *   format.overdue(12)                // «просрочено 12 дн.»
 *
 * Thousands are parted by U+2009: the typeface has no U+202F, and U+00A0 is too wide. A thin space may break a
 * line, so on a screen a figure stands inside `white-space: nowrap` (class `nowrap`). Minus is U+2212.
 */
export type Language = 'ru' | 'en';

/** A calendar day: `Temporal.PlainDate` or its ISO form `2026-11-23`. */
export type DayInput = Temporal.PlainDate | string;
/** A moment: `Temporal.Instant` or its ISO form `2026-11-23T08:25:00Z`. */
export type InstantInput = Temporal.Instant | string;
/** A time of day: `Temporal.PlainTime` or `09:42`. */
export type TimeInput = Temporal.PlainTime | string;

export type Format = ReturnType<typeof createFormat>;

const THIN_SPACE = '\u2009';
const MINUS = '\u2212';
const EN_DASH = '\u2013';

const KOPECKS_IN_RUBLE = 100;
const KOPECKS_IN_MILLION = 100_000_000;

const WORDS = {
  ru: {
    million: 'млн',
    hour: 'ч',
    minute: 'мин',
    second: 'с',
    of: 'из',
    extension: 'доб.',
    now: 'только что',
    today: 'сегодня',
    yesterday: 'вчера',
    tomorrow: 'завтра',
    bytes: ['Б', 'КБ', 'МБ', 'ГБ'],
    months: ['янв.', 'фев.', 'март', 'апр.', 'май', 'июнь', 'июль', 'авг.', 'сент.', 'окт.', 'нояб.', 'дек.'],
    weekdays: ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'],
    weekdaysShort: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  },
  en: {
    million: 'M',
    hour: 'h',
    minute: 'min',
    second: 's',
    of: 'of',
    extension: 'ext.',
    now: 'just now',
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
    bytes: ['B', 'KB', 'MB', 'GB'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    weekdaysShort: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  },
} as const;

/** `Intl` parts thousands with U+00A0 or U+202F and writes a hyphen for minus; the house writes U+2009 and U+2212. */
export function houseSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, THIN_SPACE).replace(/-(?=\d)/g, MINUS);
}

const two = (value: number): string => String(value).padStart(2, '0');

function toDay(day: DayInput): Temporal.PlainDate {
  return typeof day === 'string' ? Temporal.PlainDate.from(day.slice(0, 10)) : day;
}

/** Minutes of a working day, as everybody counts them. */
const WORKING_DAY = 8 * 60;

/**
 * Writes figures, days and spans in one language. `timeZone` is where instants are shown: the reader's zone by default.
 * Money is integer kopecks, shares are 0…1, rates are basis points, durations are whole minutes unless said otherwise.
 */
export function createFormat(language: Language, options: { timeZone?: string } = {}) {
  const russian = language === 'ru';
  const words = WORDS[language];
  const locale = russian ? 'ru-RU' : 'en-GB';
  const timeZone = options.timeZone ?? Temporal.Now.timeZoneId();
  const numberFormats = new Map<number, Intl.NumberFormat>();
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

  function zoned(instant: InstantInput): Temporal.ZonedDateTime {
    const moment = typeof instant === 'string' ? Temporal.Instant.from(instant) : instant;
    return moment.toZonedDateTimeISO(timeZone);
  }

  /** `1 870`, `21,6`; at most `digits` decimals (none by default), trailing zeros dropped. */
  function number(value: number, digits = 0): string {
    let formatter = numberFormats.get(digits);
    if (!formatter) {
      formatter = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, useGrouping: 'always' });
      numberFormats.set(digits, formatter);
    }
    const text = houseSpaces(formatter.format(value));
    return text === `${MINUS}0` ? '0' : text;
  }

  /** `+3`, `−2`, `0`: for attitudes and differences. */
  function signed(value: number, digits = 0): string {
    const text = number(value, digits);
    return value > 0 && text !== '0' ? `+${text}` : text;
  }

  const percentSign = russian ? `${THIN_SPACE}%` : '%';

  function rubles(amount: string): string {
    if (russian) return `${amount}${THIN_SPACE}₽`;
    return amount.startsWith(MINUS) ? `${MINUS}₽${amount.slice(1)}` : `₽${amount}`;
  }

  /** Millions without their unit, for columns whose head names it: `64`, `21,6`. */
  function millions(kopecks: number): string {
    const value = kopecks / KOPECKS_IN_MILLION;
    return number(value, Math.abs(value) < 100 ? 1 : 0);
  }

  /** A span of minutes: `38 мин`, `2 ч`, `3 ч 05 мин`. */
  function duration(minutes: number): string {
    const whole = Math.round(Math.abs(minutes));
    const sign = minutes < 0 && whole > 0 ? MINUS : '';
    const hours = Math.floor(whole / 60);
    const rest = whole % 60;
    if (hours === 0) return `${sign}${rest} ${words.minute}`;
    const head = `${sign}${number(hours)} ${words.hour}`;
    return rest === 0 ? head : `${head} ${two(rest)} ${words.minute}`;
  }

  /** A span of working minutes: from a working day of eight hours on in days, `6 раб. дн.`, `2 working days`. */
  function workingTime(minutes: number): string {
    const whole = Math.floor(Math.abs(minutes) / WORKING_DAY);
    if (whole === 0) return duration(minutes);
    if (russian) return `${number(whole)} раб. дн.`;
    return `${number(whole)} working ${whole === 1 ? 'day' : 'days'}`;
  }

  /** `12 дн.`, `1 day`. */
  function days(count: number): string {
    if (russian) return `${number(count)} дн.`;
    return `${number(count)} ${Math.abs(count) === 1 ? 'day' : 'days'}`;
  }

  /** `23.11.2026`; English `23 Nov 2026`, which cannot be misread by an American. */
  function date(day: DayInput): string {
    const value = toDay(day);
    return russian
      ? `${two(value.day)}.${two(value.month)}.${value.year}`
      : `${value.day} ${words.months[value.month - 1]} ${value.year}`;
  }

  /** `09:42`, always 24 hours. Takes a time of day or a moment. */
  function time(value: TimeInput | Temporal.Instant): string {
    const isMoment = typeof value === 'string' ? value.includes('T') : value instanceof Temporal.Instant;
    if (isMoment) {
      const at = zoned(value as InstantInput);
      return `${two(at.hour)}:${two(at.minute)}`;
    }
    const at = typeof value === 'string' ? Temporal.PlainTime.from(value) : (value as Temporal.PlainTime);
    return `${two(at.hour)}:${two(at.minute)}`;
  }

  /** A moment: `23.11.2026 16:25`. */
  function dateTime(instant: InstantInput): string {
    const at = zoned(instant);
    return `${date(at.toPlainDate())} ${two(at.hour)}:${two(at.minute)}`;
  }

  /** `сегодня 09:10`, `вчера 18:20`, `завтра 11:00`; null on any other day. */
  function aboutNow(instant: InstantInput, now: InstantInput): string | null {
    const at = zoned(instant);
    const distance = zoned(now).toPlainDate().until(at.toPlainDate()).days;
    const clock = `${two(at.hour)}:${two(at.minute)}`;
    if (distance === 0) return `${words.today} ${clock}`;
    if (distance === -1) return `${words.yesterday} ${clock}`;
    if (distance === 1) return `${words.tomorrow} ${clock}`;
    return null;
  }

  /** The same, otherwise the date alone. */
  function near(instant: InstantInput, now: InstantInput): string {
    return aboutNow(instant, now) ?? date(zoned(instant).toPlainDate());
  }

  return {
    language,
    timeZone,
    number,
    signed,
    millions,
    duration,
    workingTime,
    days,
    date,
    time,
    near,

    /** A share 0…1 as `18 %`. Never show one of few cases alone: use the whisker. */
    percent: (share: number, digits = 0): string => number(share * 100, digits) + percentSign,
    /** An interval of shares 0…1 as `60–89 %`. */
    percentRange: (low: number, high: number): string =>
      `${number(low * 100)}${EN_DASH}${number(high * 100)}${percentSign}`,
    /** A rate in basis points: 1850 → `18,5 %`. */
    basisPoints: (rate: number): string => number(rate / 100, 2) + percentSign,
    /** `24 из 31`. */
    outOf: (part: number, whole: number): string => `${number(part)} ${words.of} ${number(whole)}`,

    /** Kopecks in full: `64 000 000 ₽`, `12,50 ₽`; kopecks appear only when there are some. */
    money: (kopecks: number): string => {
      const rest = Math.abs(kopecks) % KOPECKS_IN_RUBLE;
      const whole = number(Math.trunc(Math.abs(kopecks) / KOPECKS_IN_RUBLE));
      const amount = rest === 0 ? whole : `${whole}${russian ? ',' : '.'}${two(rest)}`;
      return rubles(kopecks < 0 ? MINUS + amount : amount);
    },
    /** Kopecks shortened from a million up: `120 млн ₽`, `21,6 млн ₽`, below it `907 200 ₽`. */
    moneyShort: (kopecks: number): string => {
      if (Math.abs(kopecks) < KOPECKS_IN_MILLION) return rubles(number(kopecks / KOPECKS_IN_RUBLE));
      return rubles(russian ? `${millions(kopecks)}${THIN_SPACE}${words.million}` : millions(kopecks) + words.million);
    },

    /** `23.11`. */
    dayMonth: (day: DayInput): string => {
      const value = toDay(day);
      return russian ? `${two(value.day)}.${two(value.month)}` : `${value.day} ${words.months[value.month - 1]}`;
    },
    /** `понедельник, 23.11.2026`. */
    weekdayDate: (day: DayInput): string => `${words.weekdays[toDay(day).dayOfWeek - 1]}, ${date(day)}`,
    /** `пн 23.11`: for a phone. */
    weekdayShort: (day: DayInput): string => {
      const value = toDay(day);
      const rest = russian ? `${two(value.day)}.${two(value.month)}` : `${value.day} ${words.months[value.month - 1]}`;
      return `${words.weekdaysShort[value.dayOfWeek - 1]} ${rest}`;
    },
    /** `янв. 2027`. */
    monthYear: (day: DayInput): string => `${words.months[toDay(day).month - 1]} ${toDay(day).year}`,
    /** A window of months: `03–06.2027`, `11.2026–02.2027`; English `Mar–Jun 2027`. */
    monthRange: (from: DayInput, to: DayInput): string => {
      const start = toDay(from);
      const end = toDay(to);
      const month = (day: Temporal.PlainDate) => (russian ? two(day.month) : words.months[day.month - 1]);
      const joint = russian ? '.' : ' ';
      const last = `${month(end)}${joint}${end.year}`;
      if (start.year !== end.year) return `${month(start)}${joint}${start.year}${EN_DASH}${last}`;
      return start.month === end.month ? last : `${month(start)}${EN_DASH}${last}`;
    },
    dateTime,
    /** As `near`, but a day further away has its time as well: for what is waited for. */
    awaited: (instant: InstantInput, now: InstantInput): string => aboutNow(instant, now) ?? dateTime(instant),
    /** The day a moment falls on, in the reader's zone. */
    dayOf: (instant: InstantInput): string => date(zoned(instant).toPlainDate()),
    /** How long ago: `только что`, `5 мин назад`, `2 ч назад`, then as `near`. */
    ago: (instant: InstantInput, now: InstantInput): string => {
      const minutes = Math.floor((zoned(now).epochMilliseconds - zoned(instant).epochMilliseconds) / 60_000);
      if (minutes < 0 || minutes >= 6 * 60) return near(instant, now);
      if (minutes < 1) return words.now;
      const span = minutes < 60 ? duration(minutes) : duration(Math.floor(minutes / 60) * 60);
      return `${span} ${russian ? 'назад' : 'ago'}`;
    },

    /** Seconds left of a long job: `45 с`, `1 мин 10 с`, `2 ч 05 мин`. */
    remaining: (seconds: number): string => {
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 60) return `${whole} ${words.second}`;
      if (whole >= 3600) return duration(whole / 60);
      const rest = whole % 60;
      const minutes = `${Math.floor(whole / 60)} ${words.minute}`;
      return rest === 0 ? minutes : `${minutes} ${rest} ${words.second}`;
    },
    /** A running clock: `02:14`, `1:02:14`. */
    stopwatch: (seconds: number): string => {
      const whole = Math.max(0, Math.floor(seconds));
      const hours = Math.floor(whole / 3600);
      const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
      return hours === 0 ? rest : `${hours}:${rest}`;
    },

    /** Whole days past a deadline: `просрочено 12 дн.`. */
    overdue: (count: number): string => (russian ? `просрочено ${days(count)}` : `${days(count)} overdue`),
    /** The same in a mark: `−12 дн.`. */
    overdueMark: (count: number): string => `${MINUS}${russian ? days(count) : `${number(count)} d`}`,
    /** Minutes past a deadline: `поздно 1 ч 10 мин`. */
    late: (minutes: number): string => (russian ? `поздно ${workingTime(minutes)}` : `${workingTime(minutes)} late`),

    /** `+7 (391) 532-10-42, доб. 114` from E.164; a number of another country is left as it is. */
    phone: (e164: string, extension?: string | null): string => {
      const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
      const shown = match ? `+7 (${match[1]}) ${match[2]}-${match[3]}-${match[4]}` : e164;
      return extension ? `${shown}, ${words.extension} ${extension}` : shown;
    },
    /** A file's size: `640 КБ`, `2,4 МБ`. */
    bytes: (size: number): string => {
      let value = size;
      let unit = 0;
      while (value >= 1024 && unit < words.bytes.length - 1) {
        value /= 1024;
        unit += 1;
      }
      return `${number(value, value < 10 && unit > 0 ? 1 : 0)} ${words.bytes[unit]}`;
    },
    /** `Бахтина, Лыткин и Юшина`. */
    list: (items: readonly string[]): string => lists.format(items),
    /** Order of words in this language: ё beside е, numbers by value, capitals ignored. */
    compare: (left: string, right: string): number => collator.compare(left, right),
  };
}
