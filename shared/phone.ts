import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** `known` is false where the length fits but no such range exists in the country's numbering plan. */
export type Phone = { readonly number: string; readonly extension?: string; readonly known: boolean };

/** `rejected` holds what looks like a phone but is none, so that nothing typed in is lost in silence. */
export type PhonesOfCell = { readonly phones: readonly Phone[]; readonly rejected: readonly string[] };

/** An extension as people write it: `доб. 45`, `вн. 45`, `внутр. №45`, `ext. 45`, `x45`, `#45`. */
const extensionWord = String.raw`(?:доб(?:ав(?:очный|\.)?)?|вн(?:утр(?:енний|\.)?)?|ext(?:ension)?|x|#)`;

/** A run of digits with what may stand between them, perhaps followed by an extension. */
const candidatePattern = new RegExp(
  String.raw`(?<number>\+?[\s(]*\d[\d\s().–—-]*)(?:[,\s(]*${extensionWord}[.:№\s]*(?<extension>\d{1,7}))?`,
  'giu',
);

/** Numbers that are announced as something else. */
const foreignWord = /(?:инн|кпп|огрн|огрнип|окпо|оквэд|бик|р\/с(?:ч[её]т)?|к\/с|индекс)\s*[.:№]*\s*\d[\d-]*/giu;

const shortestRejected = 5;

const digitsIn = (text: string): string => text.replace(/\D/g, '');

/** A plus before the trunk prefix, and ten digits that begin like a call abroad (810), are Russian numbers all the same. */
function asDialled(typed: string, country: CountryCode): string {
  const isRussian = country === 'RU' && !typed.startsWith('+') && digitsIn(typed).length === 10;
  return isRussian ? `+7${digitsIn(typed)}` : typed.replace(/^\+\s*8(?=[\s(-])/, '8');
}

/** Reads one number, or nothing where digits alone would turn a tax number into a phone. */
function readNumber(text: string, country: CountryCode): PhoneNumber | undefined {
  const typed = text.trim();
  const parsed = parsePhoneNumberFromString(asDialled(typed, country), country);
  if (!parsed?.isPossible()) return undefined;
  const bareTenDigits = /^\d{10}$/.test(typed);
  return parsed.isValid() || !bareTenDigits ? parsed : undefined;
}

/** Reads numbers written one after another with only spaces between them; words that belong to none are left over. */
function readRun(text: string, country: CountryCode): { numbers: PhoneNumber[]; rest: string[] } {
  const whole = readNumber(text, country);
  if (whole) return { numbers: [whole], rest: [] };
  const words = text.trim().split(/\s+/);
  const numbers: PhoneNumber[] = [];
  const rest: string[] = [];
  for (let start = 0; start < words.length; ) {
    const ends = words.map((_, index) => index + 1).filter((end) => end > start);
    const read = ends.map((end) => ({ end, number: readNumber(words.slice(start, end).join(' '), country) }));
    const best = read.find(({ number }) => number?.isValid()) ?? read.find(({ number }) => number);
    if (best?.number) numbers.push(best.number);
    else rest.push(...words.slice(start, start + 1));
    start = best?.end ?? start + 1;
  }
  return { numbers, rest };
}

/** One Russian mobile number and nothing else, as most cells are: what it is needs no look into the numbering plans. */
const RUSSIAN_MOBILE = /^\s*(?:\+7|8)[ -]?(?:\(9\d\d\)|9\d\d)[ -]?\d{3}[ -]?\d\d[ -]?\d\d\s*$/;

/**
 * Every phone of a cell in E.164, once each, in the order written, with extensions. Ten digits and eleven from 7 or 8
 * are numbers of `country`. A tax or account number is not taken for a phone; a local number without its area code, or
 * anything else of five digits and more that makes no phone, is rejected.
 */
export function parsePhones(cell: string, country: CountryCode = 'RU'): PhonesOfCell {
  if (country === 'RU' && RUSSIAN_MOBILE.test(cell)) {
    return { phones: [{ number: `+7${digitsIn(cell).slice(1)}`, known: true }], rejected: [] };
  }
  const phones = new Map<string, Phone>();
  const rejected: string[] = [];
  for (const match of cell.replace(foreignWord, ' ; ').matchAll(candidatePattern)) {
    const { number: text = '', extension } = match.groups ?? {};
    const { numbers, rest } = readRun(text, country);
    numbers.forEach((parsed, index) => {
      const own = index === numbers.length - 1 ? (extension ?? parsed.ext) : parsed.ext;
      const phone = {
        number: parsed.number,
        known: parsed.isValid(),
        ...(own === undefined ? {} : { extension: own }),
      };
      const key = `${phone.number}#${own ?? ''}`;
      if (!phones.has(key)) phones.set(key, phone);
    });
    const left = rest.join(' ');
    if (digitsIn(left).length >= shortestRejected) rejected.push(left);
  }
  return { phones: [...phones.values()], rejected };
}

/** The only phone of a text, or nothing when there is none or more than one. */
export function parsePhone(text: string, country: CountryCode = 'RU'): Phone | undefined {
  const { phones, rejected } = parsePhones(text, country);
  return phones.length === 1 && rejected.length === 0 ? phones[0] : undefined;
}
