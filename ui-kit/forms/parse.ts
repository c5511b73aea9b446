import type { Language } from '#shared/format.ts';

/**
 * What people type in fields, read kindly. `undefined` means «not understood», `null` means «empty».
 * Pure, so that every spelling has a test.
 */
export type Parsed<T> = T | null | undefined;

const KOPECKS_IN_RUBLE = 100;
const SCALES: Array<[RegExp, number]> = [
  [/(?:млрд|billion|bn|b)\.?$/i, 1_000_000_000],
  [/(?:млн|м|million|mln|m)\.?$/i, 1_000_000],
  [/(?:тыс|т|к|thousand|k)\.?$/i, 1_000],
];

/** `1 870`, `21,6`, `−5`: any spaces, comma or point. Commas that part thousands, `64,000,000`, are English only. */
export function parseNumber(text: string, language: Language = 'ru'): Parsed<number> {
  let plain = text.replace(/[\s\u00a0\u2009\u202f_]/g, '').replace(/[−–]/g, '-');
  if (language === 'en' && /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(plain)) plain = plain.replaceAll(',', '');
  if (plain === '') return null;
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(plain)) return undefined;
  return Number(plain.replace(',', '.'));
}

/** Roubles as typed to kopecks: `64 000 000`, `907200,50`, `120 млн`, `1,5 млрд ₽`, `500 тыс.`. */
export function parseMoney(text: string, language: Language = 'ru'): Parsed<number> {
  let plain = text
    .replace(/[\s\u00a0\u2009\u202f]/g, '')
    .replace(/^₽/, '')
    .replace(/(?:₽|руб\.?|р\.?|rub)$/i, '');
  let scale = 1;
  for (const [suffix, factor] of SCALES) {
    if (!suffix.test(plain)) continue;
    plain = plain.replace(suffix, '');
    scale = factor;
    break;
  }
  const roubles = parseNumber(plain, language);
  if (roubles === null) return scale === 1 ? null : undefined;
  if (roubles === undefined) return undefined;
  const kopecks = Math.round(roubles * scale * KOPECKS_IN_RUBLE);
  return Number.isSafeInteger(kopecks) ? kopecks : undefined;
}

function day(year: number, month: number, date: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day: date }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

const NEAR_DAYS: Record<string, number> = {
  вчера: -1,
  yesterday: -1,
  сегодня: 0,
  today: 0,
  завтра: 1,
  tomorrow: 1,
  послезавтра: 2,
};

/**
 * A day as typed to its ISO form: `23.11.2026`, `23/11/26`, `23112026`, `23.11` (the nearest such day, ahead or, where
 * only the past can be meant, behind), `2026-11-23`, `завтра`, `+14`. `today` is the ISO day on which it is typed.
 */
export function parseDay(text: string, today: string, direction: 'ahead' | 'past' = 'ahead'): Parsed<string> {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  const base = Temporal.PlainDate.from(today);
  const near = NEAR_DAYS[plain];
  if (near !== undefined) return base.add({ days: near }).toString();
  const later = /^\+(\d{1,4})$/.exec(plain);
  if (later) return base.add({ days: Number(later[1]) }).toString();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts =
    /^(\d{1,2})[.,/\s-](\d{1,2})(?:[.,/\s-](\d{4}|\d{2}))?[.,]?$/.exec(plain) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(plain);
  if (!parts) return undefined;
  const [, date, month, year] = parts;
  if (year !== undefined)
    return day(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(date));
  // 29.02 may be years away.
  const step = direction === 'past' ? -1 : 1;
  for (let away = 0; away <= 8; away += 1) {
    const found = day(base.year + step * away, Number(month), Number(date));
    if (found !== undefined && (step < 0 ? found <= today : found >= today)) return found;
  }
  return undefined;
}

/** A time of day as typed to `HH:MM`: `9:42`, `0942`, `21.30`, `9`. */
export function parseTime(text: string): Parsed<string> {
  const plain = text.trim();
  if (plain === '') return null;
  const parts = /^(\d{1,2})(?:[:.\s-](\d{2}))?$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain);
  if (!parts) return undefined;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
