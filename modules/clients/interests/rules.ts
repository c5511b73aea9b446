import { phoneDigits } from '#shared/phone-digits.ts';
import type { ClientRow, Phone } from '../contract.ts';
import type { FactsPatch } from '../rules.ts';
import { groupOf } from '../rules.ts';

/** By what an interest is matched, the surest first. Source: domain §2 (inbound interest). */
export const MATCHING_ORDER = ['inn', 'phone', 'email', 'site'] as const;
export type MatchKey = (typeof MATCHING_ORDER)[number];

/** Mail of everybody: a domain that says nothing of an organisation. */
const PUBLIC_MAIL: ReadonlySet<string> = new Set([
  'mail.ru',
  'bk.ru',
  'list.ru',
  'inbox.ru',
  'internet.ru',
  'yandex.ru',
  'ya.ru',
  'yandex.com',
  'rambler.ru',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'icloud.com',
  'yahoo.com',
  'proton.me',
]);

/** Whether a domain is one where everybody has a mailbox. */
export function isPublicMail(domain: string): boolean {
  return PUBLIC_MAIL.has(domain);
}

/** The domain of a site or an address, without `www`; nothing where there is none. */
export function domainOf(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return /^[^\s.]+(?:\.[^\s.]+)+$/u.test(host) ? host : null;
}

/** The domain by which an organisation is recognised: of its site, else of a mail address that is its own. */
export function ownDomain(of: { site: string | null; email: string | null }): string | null {
  if (of.site !== null) return domainOf(of.site);
  const mail = of.email === null ? null : domainOf(of.email);
  return mail === null || PUBLIC_MAIL.has(mail) ? null : mail;
}

/** What may be compared of a client or of a person at it. */
export interface Reachable {
  clientId: string;
  phones: readonly Phone[];
  emails: readonly string[];
  sites: readonly string[];
}

export function hasPhone(one: Reachable, phone: string): boolean {
  return one.phones.some((known) => phoneDigits(known.number) === phoneDigits(phone));
}

export function hasEmail(one: Reachable, email: string): boolean {
  return one.emails.some((known) => known.toLowerCase() === email.toLowerCase());
}

export function hasDomain(one: Reachable, domain: string): boolean {
  return one.sites.some((site) => domainOf(site) === domain) || one.emails.some((email) => domainOf(email) === domain);
}

/** The only client among those found; several are none: a guess would give the lead to the wrong one. */
export function onlyClient(found: readonly Reachable[]): string | null {
  const clients = new Set(found.map(({ clientId }) => clientId));
  const [only] = clients;
  return clients.size === 1 && only !== undefined ? only : null;
}

/**
 * What an interest changes: it makes the client warm. One that was not of the target is looked at again; one that waits
 * is checked today. Work that is under way goes on as it is. Source: domain §2 (inbound interest), §3 (warm).
 */
export function factsAfterInterest(client: ClientRow, now: string, today: string): FactsPatch {
  const pullCheck =
    groupOf(client.state) === 'waiting' &&
    client.check_owner_id !== null &&
    client.next_check_on !== null &&
    client.next_check_on > today;
  return {
    warmSince: now,
    ...(client.closed === 'not_target' ? { closed: null } : {}),
    ...(pullCheck && client.check_owner_id !== null ? { check: { on: today, ownerId: client.check_owner_id } } : {}),
  };
}
