import { type Checked, checkKpp, restoreInn } from '#shared/identifiers.ts';
import { parsePhones } from '#shared/phone.ts';
import type { Phone } from '../contract.ts';
import { isEmail } from '../register/rules.ts';

/** A filled cell: on one line for most fields, as it stands for notes. */
export interface Cell {
  column: string;
  text: string;
  raw: string;
}

/** Something about a cell: a key of the texts `reason.*`. `refused` rows are not taken; a remark only tells. */
export interface Remark {
  column: string | null;
  reason: string;
  values: Record<string, string | number>;
  refused: boolean;
}

/** What programs and people write where they know nothing. */
const nothingSaid = /^(?:[\s.,;:_*/\\|?–—-]+|#N\/A|#Н\/Д|n\/a|null|undefined|\(пусто\)|не указан[оаы]?|нет данных)$/iu;
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/**
 * A cell on one line: no double, hard or invisible spaces, no apostrophe that has kept a spreadsheet from counting, no
 * separators left over at its end. What says that nothing is known is empty.
 */
export function tidy(cell: string): string {
  const line = cell.replace(unseen, '').replace(/\s+/gu, ' ').trim();
  if (nothingSaid.test(line)) return '';
  return line.replace(/^'+(?=[^'])(?!.*')/u, '').replace(/[\s;,|]+$/u, '');
}

/** The same line by line. */
export function linesOf(cell: string): string {
  return cell
    .split(/\r\n|\n|\r/u)
    .map((line) => line.replace(unseen, '').replace(/\s+/gu, ' ').trim())
    .join('\n')
    .trim();
}

/** `7,7E+09`: what a spreadsheet shows of a long number in a narrow column, and some write into the file. */
const folded = /^(?<whole>\d)(?:[.,](?<rest>\d+))?E\+?(?<exponent>\d{1,2})$/iu;

/** A number that was folded without losing a digit unfolded; others as they are, null where digits are lost. */
function unfolded(text: string): string | null {
  const { whole = '', rest = '', exponent } = folded.exec(text.replace(/\s/gu, ''))?.groups ?? {};
  if (exponent === undefined) return text;
  return rest.length === Number(exponent) ? whole + rest : null;
}

const LOST = { ok: false as const, reason: 'clients.import_digits_lost' };

/**
 * A tax number, perhaps with the code of the tax office behind a slash. A leading zero that a spreadsheet has eaten comes
 * back where the control digits prove it; a number folded to `7,7E+09` is refused, since its digits are lost.
 */
export function readInn(text: string): { inn: Checked<string>; kpp?: string } {
  const [, first = text, second] = /^(\d{9,12})\s*[/\\|]\s*(\d{8,9})$/u.exec(text) ?? [];
  const whole = unfolded(first);
  if (whole === null) return { inn: LOST };
  const kpp = second === undefined ? undefined : readKpp(second);
  return { inn: restoreInn(whole), ...(kpp?.ok ? { kpp: kpp.value } : {}) };
}

/** A code of the tax office; eight digits have lost the zero of regions 01 to 09, as their length proves. */
export function readKpp(text: string): Checked<string> {
  const whole = unfolded(text);
  if (whole === null) return LOST;
  const bare = whole.replace(/[\s'’]/gu, '').replace(/[.,]0$/u, '');
  return checkKpp(/^\d{8}$/u.test(bare) ? `0${bare}` : whole);
}

/** Words for there being no phone or mail. */
const none = /^(?:нет|отсутствует|no|none)\.?$/iu;

/** Every phone of the cells, once each; what looks like one and is none is told. */
export function readPhones(cells: readonly Cell[], remarks: Remark[]): Phone[] {
  const kept = new Map<string, Phone>();
  for (const { column, text } of cells) {
    if (none.test(text)) continue;
    const { phones, rejected } = parsePhones(unfolded(text) ?? '');
    for (const { number, extension } of phones) {
      kept.set(`${number}#${extension ?? ''}`, extension === undefined ? { number } : { number, extension });
    }
    const unread = phones.length === 0 && rejected.length === 0 ? [text] : rejected;
    for (const value of unread)
      remarks.push({ column, reason: 'clients.import_phone_unreadable', values: { value }, refused: false });
  }
  return [...kept.values()];
}

/** Every mail address of the cells, without the words and brackets around it; what has the sign but is none is told. */
export function readEmails(cells: readonly Cell[], remarks: Remark[]): string[] {
  const emails = cells.flatMap(({ column, text }) => {
    if (none.test(text)) return [];
    const parts = text
      .split(/[\s,;|<>()"]+|\/(?=\S*@)/u)
      .map((part) => part.replace(/^(?:mailto|e-?mail|почта)[:.]+/iu, '').replace(/^[':.]+|[':.]+$/gu, ''))
      .filter((part) => part !== '');
    const read = parts.filter(isEmail);
    const unread = read.length === 0 ? parts : parts.filter((part) => part.includes('@') && !isEmail(part));
    if (unread.length > 0)
      remarks.push({
        column,
        reason: 'clients.import_email_unreadable',
        values: { value: unread.join(' ') },
        refused: false,
      });
    return read;
  });
  return [...new Set(emails)];
}

/** The sites of the cells: whatever has a dot in it, without the words around. */
export function readSites(cells: readonly Cell[]): string[] {
  return cells.flatMap(({ text }) => {
    const parts = text.split(/[\s,;]+/u).filter((part) => part !== '');
    const sites = parts.filter((part) => /[\p{L}\d]\.[\p{L}\d]/u.test(part) && !part.includes('@'));
    return sites.map((site) => site.replace(/^['"<(]+|['">).]+$/gu, ''));
  });
}
