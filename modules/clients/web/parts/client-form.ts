import type { PhoneEntry } from '#ui-kit/forms/PhoneListField.tsx';
import type { ClientCard, ClientEdit, Phone } from '../../contract.ts';
import type { CallBasis } from '../../rules.ts';
import { changed } from './conflict.ts';

/** What the form of a client holds: texts as typed, lists one per line. */
export interface ClientValues {
  name: string;
  legal_name: string;
  inn: string;
  kpp: string;
  ogrn: string;
  oktmo: string;
  organisation_type: string;
  segment_id: string | null;
  region: string;
  settlement: string;
  time_zone: string;
  size: number | null;
  phones: PhoneEntry[];
  emails: string;
  sites: string;
  source: string;
  strategy: string;
  note: string;
  call_basis: CallBasis | null;
  call_basis_note: string;
  call_basis_on: string | null;
  do_not_call: boolean;
  do_not_call_reason: string;
}

/** `+79178335543` as a person reads it; numbers of other countries stay as they are. */
function readable(number: string): string {
  return number.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 ($1) $2-$3-$4');
}

export function phoneEntries(phones: readonly Phone[]): PhoneEntry[] {
  return phones.map(({ number, extension = '', note = '' }) => ({ number: readable(number), extension, note }));
}

/** Lines that were left empty are no phones. */
export function phonesOf(entries: readonly PhoneEntry[]): Phone[] {
  return entries
    .filter(({ number }) => number.trim() !== '')
    .map(({ number, extension, note }) => ({
      number,
      ...(extension.trim() === '' ? {} : { extension }),
      ...(note.trim() === '' ? {} : { note }),
    }));
}

export const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function clientValues(client: Partial<ClientCard>): ClientValues {
  return {
    name: client.name ?? '',
    legal_name: client.legal_name ?? '',
    inn: client.inn ?? '',
    kpp: client.kpp ?? '',
    ogrn: client.ogrn ?? '',
    oktmo: client.oktmo ?? '',
    organisation_type: client.organisation_type ?? '',
    segment_id: client.segment?.id ?? null,
    region: client.region ?? '',
    settlement: client.settlement ?? '',
    time_zone: client.time_zone ?? '',
    size: client.size ?? null,
    phones: phoneEntries(client.phones ?? []),
    emails: (client.emails ?? []).join('\n'),
    sites: (client.sites ?? []).join('\n'),
    source: client.source ?? '',
    strategy: client.strategy ?? '',
    note: client.note ?? '',
    call_basis: client.call_basis ?? null,
    call_basis_note: client.call_basis_note ?? '',
    call_basis_on: client.call_basis_on ?? null,
    do_not_call: client.do_not_call ?? false,
    do_not_call_reason: client.do_not_call_reason ?? '',
  };
}

/** What goes over the wire: only the fields that have changed, so that two people's changes of different fields meet. */
export function changesOf(was: ClientValues, now: ClientValues): Omit<ClientEdit, 'version'> {
  const names = new Set<string>(changed(was, now));
  const empty = (text: string): string | null => (text.trim() === '' ? null : text);
  const body: Required<Omit<ClientEdit, 'version' | 'latitude' | 'longitude' | 'custom'>> = {
    name: now.name,
    legal_name: empty(now.legal_name),
    inn: empty(now.inn),
    kpp: empty(now.kpp),
    ogrn: empty(now.ogrn),
    oktmo: empty(now.oktmo),
    organisation_type: empty(now.organisation_type),
    segment_id: now.segment_id,
    region: empty(now.region),
    settlement: empty(now.settlement),
    time_zone: now.time_zone,
    size: now.size,
    phones: phonesOf(now.phones),
    emails: linesOf(now.emails),
    sites: linesOf(now.sites),
    source: empty(now.source),
    strategy: empty(now.strategy),
    note: empty(now.note),
    call_basis: now.call_basis,
    call_basis_note: empty(now.call_basis_note),
    call_basis_on: now.call_basis_on,
    do_not_call: now.do_not_call,
    do_not_call_reason: empty(now.do_not_call_reason),
  };
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name)));
}
