import { parsePhone } from '#shared/phone.ts';
import type { FieldFault } from '#shared/result.ts';
import { knownTimeZone } from '#shared/time-zones.ts';

const LONGEST_EMAIL = 254;
const LOCAL_PART = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}$/u;
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u;

/**
 * An e-mail address as it is kept and compared: lower case, composed letters, the domain in its wire spelling, so that
 * `Пётр@ПРИМЕР.РФ` and `пётр@xn--e1afmkfd.xn--p1ai` are one account. Null when it is no address.
 */
export function normaliseEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  if (at < 1 || domain === null || !LOCAL_PART.test(local)) return null;
  const email = `${local}@${domain}`;
  return email.length <= LONGEST_EMAIL ? email : null;
}

/** The domain as it goes over the wire (punycode), or null when there cannot be such a one. */
function asciiDomain(domain: string): string | null {
  // The pattern keeps out what an address parser would read as a port, a path or an escape.
  if (!DOMAIN.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const host = new URL(`http://${domain}`).hostname;
  // All-numeric names are read as IP addresses: nobody's mailbox.
  return /(^|\.)\d+$/.test(host) ? null : host;
}

export interface WorkingTime {
  work_start: string;
  work_end: string;
  lunch_start: string | null;
  lunch_end: string | null;
}

/** Hours of whoever has not said otherwise. Source: domain, preamble (working hours). */
export const USUAL_HOURS = { work_start: '09:00', work_end: '18:00', lunch_start: '13:00', lunch_end: '14:00' };

/** What is wrong with somebody's hours (`HH:MM`): the end after the start, and the whole lunch, if any, in between. */
export function workingTimeFaults(time: WorkingTime): FieldFault[] {
  const { work_start: start, work_end: end, lunch_start: from, lunch_end: to } = time;
  if (end <= start) return [{ path: '/work_end', reason: 'people.hours_end_before_start' }];
  if (from === null && to === null) return [];
  if (from === null || to === null)
    return [{ path: from === null ? '/lunch_start' : '/lunch_end', reason: 'people.lunch_incomplete' }];
  if (from <= start || to >= end) return [{ path: '/lunch_start', reason: 'people.lunch_outside_hours' }];
  return to <= from ? [{ path: '/lunch_end', reason: 'people.lunch_end_before_start' }] : [];
}

export interface Particulars extends WorkingTime {
  full_name: string;
  email: string;
  phone: string | null;
  language: 'ru' | 'en';
  time_zone: string;
  capacity_bp: number;
  administrator: boolean;
}

export type ParticularsInput = { [K in keyof Particulars]?: Particulars[K] | undefined };

/**
 * What somebody filled in, tidied and checked over what holds already: names without stray spaces, the e-mail in its one
 * spelling, the phone in E.164 with its extension after `;ext=`, the zone by its name in the IANA database (an offset
 * alone would forget when clocks change), sensible hours. Only what was given comes back.
 */
export function readParticulars(
  given: ParticularsInput,
  holds: WorkingTime,
): { patch: Partial<Particulars>; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const checked = <T>(path: string, reason: string, value: T | null | undefined, missing: T): T => {
    if (value !== null && value !== undefined) return value;
    faults.push({ path, reason });
    return missing;
  };
  const { full_name, email, phone, time_zone, ...rest } = given;
  const patch: Partial<Particulars> = definedOf(rest);
  if (full_name !== undefined) {
    const tidy = full_name.normalize('NFC').replace(/\s+/gu, ' ').trim();
    patch.full_name = checked('/full_name', 'field.required', tidy === '' ? null : tidy, '');
  }
  if (email !== undefined) patch.email = checked('/email', 'people.not_an_email', normaliseEmail(email), '');
  if (phone !== undefined) {
    const blank = phone === null || phone.trim() === '';
    patch.phone = blank ? null : checked('/phone', 'people.not_a_phone', wirePhone(phone), '');
  }
  if (time_zone !== undefined)
    patch.time_zone = checked('/time_zone', 'people.no_such_time_zone', knownTimeZone(time_zone), '');
  faults.push(...workingTimeFaults({ ...holds, ...patch }));
  return { patch, faults };
}

function wirePhone(text: string): string | null {
  const phone = parsePhone(text);
  if (phone === undefined) return null;
  return phone.extension === undefined ? phone.number : `${phone.number};ext=${phone.extension}`;
}

/** The keys that hold a value; an absent key means «leave as it is», null means «empty it». */
function definedOf<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // Only undefined values were taken out, so the rest keep their keys and types.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Fields that a person without the right over people may change in their own profile. */
export const OWN_FIELDS: ReadonlySet<string> = new Set([
  'phone',
  'language',
  'time_zone',
  'work_start',
  'work_end',
  'lunch_start',
  'lunch_end',
]);
