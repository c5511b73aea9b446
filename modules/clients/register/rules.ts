import { type CustomPart, type CustomValues, flatCustom, foldCustom, isCustomName } from '#modules/fields/rules.ts';
import { type Checked, checkInn, checkKpp, checkOgrn, checkOktmo } from '#shared/identifiers.ts';
import { organisationName } from '#shared/organisation-names.ts';
import { parsePhones } from '#shared/phone.ts';
import { type FieldFault, ok, type Result, refuse } from '#shared/result.ts';
import { resolveTimeZone, timeZoneOfRegion } from '#shared/time-zones.ts';
import type { ClientEdit, ClientInput, ClientRow, Phone } from '../contract.ts';
import { fullRegion } from '../regions/rules.ts';
import type { ClientFacts } from '../rules.ts';

/** What a client is made of besides its facts: what every company knows of a client. */
type KnownDetails = Omit<
  ClientRow,
  | keyof ClientFacts
  | 'id'
  | 'state'
  | 'created_at'
  | 'updated_at'
  | 'version'
  | 'sales_system_id'
  | 'merged_into'
  | 'head_client_id'
  | 'custom'
>;

/** What is typed in, imported and edited; values of the company's own fields stand among the rest, each under `custom.<key>`. */
export type ClientDetails = KnownDetails & CustomPart;

/** A client of whom only the name is known. */
export function bareDetails(name: string, timeZone: string): ClientDetails {
  return {
    name,
    segment_id: null,
    legal_name: null,
    inn: null,
    kpp: null,
    ogrn: null,
    oktmo: null,
    organisation_type: null,
    region: null,
    settlement: null,
    time_zone: timeZone,
    size: null,
    latitude: null,
    longitude: null,
    sites: [],
    phones: [],
    emails: [],
    source: null,
    strategy: null,
    note: null,
    call_basis: null,
    call_basis_note: null,
    call_basis_on: null,
    do_not_call: false,
    do_not_call_reason: null,
  };
}

export const DETAIL_NAMES = Object.keys(bareDetails('', '')) as readonly (keyof KnownDetails)[];

export function detailsOf(client: ClientRow): ClientDetails {
  const named = DETAIL_NAMES.map((name) => [name, client[name]]);
  // Made of exactly the names of `ClientDetails`.
  return { ...(Object.fromEntries(named) as KnownDetails), ...flatCustom(client.custom) };
}

/** The data with these values of the company's own fields, and no others. */
export function withCustom(details: ClientDetails, custom: CustomValues): ClientDetails {
  const others = Object.entries(details).filter(([name]) => !isCustomName(name));
  // Nothing but values of own fields has been left out.
  return { ...(Object.fromEntries(others) as KnownDetails), ...flatCustom(custom) };
}

/** The data as the columns of the register hold them. */
export function columnsIn(details: ClientDetails): KnownDetails & { custom: CustomValues } {
  const named = DETAIL_NAMES.map((name) => [name, details[name]]);
  // Made of exactly the names of `KnownDetails`.
  return { ...(Object.fromEntries(named) as KnownDetails), custom: foldCustom(details) };
}

/** One line, single spaces, nothing at the ends; empty is nothing. */
function line(text: string | null): string | null {
  const tidy = text?.replace(/\s+/gu, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
}

function lines(text: string | null): string | null {
  const tidy = text?.trim() ?? '';
  return tidy === '' ? null : tidy;
}

/** By which spellings of one name are recognised. */
export function nameKeyOf(name: string): string {
  const { key } = organisationName(name);
  return key === '' ? name.toLowerCase() : key;
}

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/u;

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}

type Typed = Partial<Omit<ClientInput & ClientEdit, 'version' | 'sales_system_id' | 'custom'>>;

/**
 * What was typed in, made clean and laid over what was known: identifiers with their control digits checked, phones in
 * E.164, empty as unknown. Refuses with every wrong field at once. `today` dates a basis for calls that came without a day.
 * Source: domain §2.
 */
export function tidyDetails(known: ClientDetails, typed: Typed, today: string): Result<ClientDetails> {
  const faults: FieldFault[] = [];
  const next = { ...known };

  if (typed.name !== undefined) {
    const name = line(typed.name);
    if (name === null) faults.push({ path: '/name', reason: 'field.required' });
    else next.name = name;
  }
  for (const field of [
    'legal_name',
    'organisation_type',
    'region',
    'settlement',
    'source',
    'call_basis_note',
    'do_not_call_reason',
  ] as const) {
    const value = typed[field];
    if (value !== undefined) next[field] = line(value);
  }
  if (typed.region !== undefined && next.region !== null) next.region = fullRegion(next.region);
  for (const field of ['note', 'strategy'] as const) {
    const value = typed[field];
    if (value !== undefined) next[field] = lines(value);
  }
  for (const [field, check] of IDENTIFIERS) {
    const value = typed[field];
    if (value === undefined) continue;
    const text = line(value);
    const checked = text === null ? { ok: true as const, value: null } : check(text);
    if (checked.ok) next[field] = checked.value;
    else faults.push({ path: `/${field}`, reason: checked.reason });
  }
  for (const field of ['size', 'latitude', 'longitude', 'segment_id', 'call_basis_on'] as const) {
    const value = typed[field];
    // Each field keeps its own type: the same name stands on both sides.
    if (value !== undefined) Object.assign(next, { [field]: value });
  }
  if (typed.time_zone !== undefined) {
    const zone = resolveTimeZone({ zone: typed.time_zone });
    if (zone === undefined) faults.push({ path: '/time_zone', reason: 'clients.time_zone_unknown' });
    else next.time_zone = zone;
  }
  if (typed.sites !== undefined) next.sites = unique(typed.sites.map(line));
  if (typed.emails !== undefined) next.emails = tidyEmails(typed.emails, faults);
  if (typed.phones !== undefined) next.phones = tidyPhones(typed.phones, faults);
  if (typed.call_basis !== undefined) {
    next.call_basis = typed.call_basis;
    if (typed.call_basis === null) Object.assign(next, { call_basis_note: null, call_basis_on: null });
    else next.call_basis_on = typed.call_basis_on ?? known.call_basis_on ?? today;
  }
  if (typed.do_not_call !== undefined) {
    next.do_not_call = typed.do_not_call;
    if (!typed.do_not_call) next.do_not_call_reason = null;
  }
  return faults.length > 0 ? refuse('app.invalid_input', { code: 'invalid_input', fields: faults }) : ok(next);
}

const IDENTIFIERS: readonly ['inn' | 'kpp' | 'ogrn' | 'oktmo', (text: string) => Checked<string>][] = [
  ['inn', checkInn],
  ['kpp', checkKpp],
  ['ogrn', checkOgrn],
  ['oktmo', checkOktmo],
];

function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

export function tidyEmails(typed: readonly string[], faults: FieldFault[], at = '/emails'): string[] {
  return unique(
    typed.map((text, index) => {
      const email = line(text);
      if (email !== null && !isEmail(email))
        faults.push({ path: `${at}/${index}`, reason: 'clients.email_unreadable' });
      return email;
    }),
  );
}

/** Phones as they are kept; a number that cannot be read is a fault of its field, never dropped. */
export function tidyPhones(typed: readonly Phone[], faults: FieldFault[], at = '/phones'): Phone[] {
  const kept = new Map<string, Phone>();
  typed.forEach((phone, index) => {
    const { phones, rejected } = parsePhones(phone.number);
    const read = phones[0];
    if (read === undefined || phones.length > 1 || rejected.length > 0) {
      faults.push({ path: `${at}/${index}/number`, reason: 'clients.phone_unreadable' });
      return;
    }
    const extension = line(phone.extension ?? read.extension ?? null);
    const note = line(phone.note ?? null);
    kept.set(`${read.number}#${extension ?? ''}`, {
      number: read.number,
      ...(extension === null ? {} : { extension }),
      ...(note === null ? {} : { note }),
    });
  });
  return [...kept.values()];
}

/** The time zone of a place by its region, or by its name where the place is a region itself, as Moscow is. */
export function zoneOfPlace(place: { region: string | null; settlement: string | null }): string | undefined {
  return timeZoneOfRegion(place.region ?? '') ?? timeZoneOfRegion(place.settlement ?? '');
}

/** The details that a change has touched, before and after: what the journal keeps and what an undo puts back. */
export function changedDetails(
  before: ClientDetails,
  after: ClientDetails,
): { names: (keyof ClientDetails)[]; before: Partial<ClientDetails>; after: Partial<ClientDetails> } {
  const own = [...new Set([...ownNames(before), ...ownNames(after)])];
  const names = [...DETAIL_NAMES, ...own].filter((name) => !isSame(before[name] ?? null, after[name] ?? null));
  const pick = (details: ClientDetails): Partial<ClientDetails> =>
    // Each name keeps its own type: the same stands on both sides.
    Object.fromEntries(names.map((name) => [name, details[name] ?? null])) as Partial<ClientDetails>;
  return { names, before: pick(before), after: pick(after) };
}

const ownNames = (details: ClientDetails) => Object.keys(details).filter(isCustomName);

/** Lists are the same when they say the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return Array.isArray(one) && Array.isArray(other) && JSON.stringify(one) === JSON.stringify(other);
}

export interface ClientKey {
  kind: string;
  value: string;
}

/**
 * What a client is recognised by: its tax number with its tax office, else its municipality's code. A code alone names the
 * municipality itself, while many organisations of one place share it: so a client that is known by its tax number has the
 * code only as long as it had it before. Source: domain §2.
 */
export function keysOf(
  details: Pick<ClientDetails, 'inn' | 'kpp' | 'oktmo'>,
  held: readonly ClientKey[] = [],
): ClientKey[] {
  const { inn, kpp, oktmo } = details;
  const byCode = oktmo !== null && (inn === null || held.some((key) => key.kind === 'oktmo' && key.value === oktmo));
  return [
    ...(inn === null ? [] : [{ kind: 'inn', value: `${inn}/${kpp ?? ''}` }]),
    ...(byCode ? [{ kind: 'oktmo', value: oktmo }] : []),
  ];
}
export const KEY_KINDS: readonly string[] = ['inn', 'oktmo'];

/**
 * Whether a tax number of another client stands in the way: the same number is the same organisation, unless both name
 * different tax offices, as branches do. Source: domain §2.
 */
export function isSameTaxpayer(one: { kpp: string | null }, other: { kpp: string | null }): boolean {
  return one.kpp === null || other.kpp === null || one.kpp === other.kpp;
}
