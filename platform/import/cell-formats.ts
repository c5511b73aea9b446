/** How a cell of a workbook shows its number, as far as its text is concerned. */
export type CellFormat =
  | { readonly kind: 'general' }
  /** Leading zeros up to so many digits, as codes and tax numbers have them. */
  | { readonly kind: 'digits'; readonly length: number }
  | { readonly kind: 'percent' }
  | { readonly kind: 'date' | 'time' | 'moment' };

const general: CellFormat = { kind: 'general' };

/** Formats that workbooks name by a number only; all others are written out in the file. */
const builtIn = new Map<number, CellFormat>([
  [9, { kind: 'percent' }],
  [10, { kind: 'percent' }],
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [number, CellFormat] => [
    id,
    { kind: 'date' },
  ]),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id): [number, CellFormat] => [id, { kind: 'time' }]),
  [22, { kind: 'moment' }],
]);

/** What the code of a number format, `DD.MM.YYYY` or `0000000000`, does to a number. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return builtIn.get(id) ?? general;
  const [first = ''] = code.split(';');
  const plain = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/giu, '').toLowerCase();
  if (/^general$|^@$/u.test(plain)) return general;
  const [hasDay, hasTime] = [/[dy]|m{3}/u.test(plain), /[hs]/u.test(plain)];
  if (hasDay && hasTime) return { kind: 'moment' };
  if (hasTime) return { kind: 'time' };
  if (hasDay || plain.includes('m')) return { kind: 'date' };
  if (plain.includes('%')) return { kind: 'percent' };
  return /^0{2,}$/u.test(plain) ? { kind: 'digits', length: plain.length } : general;
}

/** Digits that a workbook's numbers can be relied upon to have. */
const reliableDigits = 15;

/** Digits beyond those that can be relied upon are zeros. */
function withoutExponent(value: number): string {
  const [mantissa = '', exponent = '0'] = Math.abs(value)
    .toExponential(reliableDigits - 1)
    .split('e');
  return `${value < 0 ? '-' : ''}${mantissa.replace('.', '').padEnd(Number(exponent) + 1, '0')}`;
}

/** A number as a person writes it: no exponent, no tail of binary fractions. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(reliableDigits));
  if (Math.abs(rounded) >= 10 ** reliableDigits) return withoutExponent(rounded);
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/0+$/, '') : text;
}

const millisecondsOfDay = 86_400_000;
/** The day before 1 January 1900 counted so that the workbook's 29 February 1900, which never was, is allowed for. */
const firstDay = Date.UTC(1899, 11, 30);
const firstDayOfMacintosh = Date.UTC(1904, 0, 1);
/** The last day of the year 9999. */
const lastSerial = 2_958_466;

const two = (value: number): string => String(value).padStart(2, '0');

/** A day number of a workbook as `2025-02-24`, `10:15` or `2025-02-24 10:15`; seconds only where there are any. */
function dateText(serial: number, kind: 'date' | 'time' | 'moment', from1904: boolean): string {
  if (serial < 0 || serial >= lastSerial) return plainNumber(serial);
  // Before March 1900 the calendar of workbooks is a day off.
  const days = !from1904 && serial >= 1 && serial < 60 ? serial + 1 : serial;
  const seconds = Math.round(days * 86_400) * 1000;
  const moment = new Date((from1904 ? firstDayOfMacintosh : firstDay) + seconds);
  const day = moment.toISOString().slice(0, 10);
  const clock = `${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`;
  const time = moment.getUTCSeconds() === 0 ? clock : `${clock}:${two(moment.getUTCSeconds())}`;
  if (serial < 1 && kind !== 'date') return time;
  return kind === 'date' || seconds % millisecondsOfDay === 0 ? day : `${day} ${time}`;
}

/** A number of a workbook's cell as the text that a person would have typed: days, leading zeros and percents as shown. */
export function numberText(value: number, format: CellFormat, from1904: boolean): string {
  switch (format.kind) {
    case 'date':
    case 'time':
    case 'moment':
      return dateText(value, format.kind, from1904);
    case 'percent':
      return `${plainNumber(value * 100)}%`;
    case 'digits':
      return Number.isInteger(value) && value >= 0
        ? plainNumber(value).padStart(format.length, '0')
        : plainNumber(value);
    default:
      return plainNumber(value);
  }
}
