import { slipsBetween } from '#shared/slips.ts';
import type { Phone } from '../contract.ts';
import { domainOf, isPublicMail } from '../interests/rules.ts';
import { type ClientState, groupOf } from '../rules.ts';

/** What two records are compared by. */
export interface Comparable {
  id: string;
  name_key: string;
  region: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  phones: readonly Phone[];
  emails: readonly string[];
  sites: readonly string[];
  /** By what the people at it are reached, those who are there alone; whoever stands at several clients links none. */
  people_phones: readonly string[];
  people_emails: readonly string[];
}

/** What speaks for one organisation, the surest first, and what speaks against it. Source: domain §2 (one client, one record). */
export const REASON_KINDS = [
  'inn',
  'branch',
  'ogrn',
  'phone',
  'site',
  'email',
  'domain',
  'name',
  'name_alike',
  'other_inn',
  'other_ogrn',
  'other_name',
] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export interface Reason {
  kind: ReasonKind;
  /** The number, phone, host or address that both have. */
  value: string | null;
  /** How alike the names are, in percent. */
  likeness: number | null;
  /** So many clients share the value that it says little. */
  common: boolean;
}

export type Suggestion = 'merge' | 'branch' | 'look';

export interface Compared {
  /** 0..100; from `LEAST_SCORE` on the pair is shown to people. */
  score: number;
  reasons: Reason[];
  suggestion: Suggestion;
}

export const MATCH_KINDS = ['inn', 'ogrn', 'phone', 'domain', 'email', 'name'] as const;
export interface MatchValue {
  kind: (typeof MATCH_KINDS)[number];
  value: string;
}

/** A value of more clients than this makes no pairs: the phone of a call centre, the site of a holding. */
export const COMMON_FROM = 20;
export const LEAST_SCORE = 35;
/** From here on two names of one region are looked at as perhaps one. */
export const ALIKE_FROM = 0.6;

const hostsOf = (sites: readonly string[]): string[] => sites.map(domainOf).filter((host) => host !== null);
const mailDomains = (emails: readonly string[]): string[] =>
  emails.map(domainOf).filter((host): host is string => host !== null && !isPublicMail(host));

const phonesOf = ({ phones, people_phones }: Comparable): string[] => [
  ...new Set([...phones.map(({ number }) => number), ...people_phones]),
];
const emailsOf = ({ emails, people_emails }: Comparable): string[] => [
  ...new Set([...emails, ...people_emails].map((email) => email.toLowerCase())),
];

/** The values by which records of one organisation find each other, each once; an extension of a phone tells nothing apart. */
export function matchValues(client: Comparable): MatchValue[] {
  const values: MatchValue[] = [
    ...(client.inn === null ? [] : [{ kind: 'inn' as const, value: client.inn }]),
    ...(client.ogrn === null ? [] : [{ kind: 'ogrn' as const, value: client.ogrn }]),
    ...phonesOf(client).map((value) => ({ kind: 'phone' as const, value })),
    ...[...hostsOf(client.sites), ...mailDomains(emailsOf(client))].map((value) => ({
      kind: 'domain' as const,
      value,
    })),
    ...emailsOf(client).map((value) => ({ kind: 'email' as const, value })),
    ...(client.name_key === '' ? [] : [{ kind: 'name' as const, value: `${client.region ?? ''}|${client.name_key}` }]),
  ];
  return [...new Map(values.map((value) => [valueText(value), value])).values()];
}

export const valueText = ({ kind, value }: { kind: string; value: string }): string => `${kind}:${value}`;

/** The trigrams of a text as pg_trgm makes them: word by word, padded with two spaces before and one behind. */
function trigrams(text: string): Set<string> {
  const made = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at++) made.add(padded.slice(at, at + 3));
  }
  return made;
}

/**
 * Whether two name keys may be one name written twice. The words that both have say little, as where half of a region is an
 * administration or a district: those in which they differ have to be slips of each other, or stand in one of them alone.
 */
export function mayBeOneName(one: string, other: string): boolean {
  const [ours, theirs] = [differing(one, other), differing(other, one)];
  const isSlip = (word: string, like: string): boolean => slipsBetween(word, like) <= (word.length < LONG_WORD ? 1 : 2);
  if (ours.length > 0 && theirs.length > 0) {
    const left = [...theirs];
    for (const word of ours) {
      const at = left.findIndex((like) => isSlip(word, like));
      if (at < 0) return false;
      left.splice(at, 1);
    }
    if (left.length > 0) return false;
  }
  return true;
}
const LONG_WORD = 10;

/** The words of a name that another does not have. */
function differing(name: string, other: string): string[] {
  const others = new Set(other.split(' '));
  return name.split(' ').filter((word) => !others.has(word));
}

/** How alike two name keys are, 0..1: the share of trigrams that they have in common. */
export function likeness(one: string, other: string): number {
  const [first, second] = [trigrams(one), trigrams(other)];
  const shared = [...first].filter((trigram) => second.has(trigram)).length;
  const all = first.size + second.size - shared;
  return all === 0 ? 0 : shared / all;
}

const WEIGHTS = { ogrn: 95, phone: 60, site: 60, email: 55, domain: 50, name: 55, name_alike: 45 } as const;
const COMMON_WEIGHT = 10;
/** A name with no region to it: towns of one name exist in several. */
const NAME_ANYWHERE = 30;
/** Two numbers of the tax office are two organisations, whatever they share: as much is left of the rest. */
const OTHER_NUMBER = 0.45;
const OTHER_NAME = 0.7;
const NAMES_APART_BELOW = 0.3;
const MERGE_FROM = 75;

/**
 * How far two records look like one organisation: 0..100 with the reasons in words. Each reason leaves less doubt: the
 * score is what all doubts together leave. The same tax number with another tax office is a branch; two different tax
 * numbers are two organisations, however much they share. A town of the same name in another region is another town.
 * `common` holds values that many clients share. Source: domain §2.
 */
export function compare(one: Comparable, other: Comparable, common: ReadonlySet<string> = new Set()): Compared {
  const alike = likeness(one.name_key, other.name_key);
  if (one.inn !== null && one.inn === other.inn) {
    const isBranch = one.kpp !== null && other.kpp !== null && one.kpp !== other.kpp;
    const reason = reasonOf(isBranch ? 'branch' : 'inn', isBranch ? `${one.kpp} / ${other.kpp}` : one.inn);
    return {
      score: isBranch ? 90 : 100,
      reasons: [reason, ...shared(one, other, common), ...nameReasons(one, other, alike)],
      suggestion: isBranch ? 'branch' : 'merge',
    };
  }
  const contacts = shared(one, other, common);
  const otherInn = one.inn !== null && other.inn !== null;
  const otherOgrn = one.ogrn !== null && other.ogrn !== null && one.ogrn !== other.ogrn;
  // One name is no reason where the tax office tells two organisations apart.
  const names = otherInn || otherOgrn ? [] : nameReasons(one, other, alike);
  const doubt = [...contacts, ...names].reduce((left, reason) => left * (1 - weightOf(reason, one, other) / 100), 1);
  const isApart = names.length === 0 && alike < NAMES_APART_BELOW && contacts.length > 0;
  const factor = (otherInn || otherOgrn ? OTHER_NUMBER : 1) * (isApart ? OTHER_NAME : 1);
  const score = Math.round(100 * (1 - doubt) * factor);
  const against: Reason[] = [
    ...(otherInn ? [reasonOf('other_inn', `${one.inn} / ${other.inn}`)] : []),
    ...(otherOgrn ? [reasonOf('other_ogrn', `${one.ogrn} / ${other.ogrn}`)] : []),
    ...(isApart ? [reasonOf('other_name', null)] : []),
  ];
  return {
    score,
    reasons: [...contacts, ...names, ...against],
    suggestion: otherInn || otherOgrn ? 'look' : score >= MERGE_FROM ? 'merge' : 'look',
  };
}

const reasonOf = (kind: ReasonKind, value: string | null, isCommon = false): Reason => ({
  kind,
  value,
  likeness: null,
  common: isCommon,
});

/** The numbers, phones and addresses that both have; of several of one kind one that few others have speaks. */
function shared(one: Comparable, other: Comparable, common: ReadonlySet<string>): Reason[] {
  const first = (kind: ReasonKind, match: MatchValue['kind'], ours: readonly string[], theirs: readonly string[]) => {
    const both = ours.filter((value) => theirs.includes(value));
    const isCommon = (value: string) => common.has(valueText({ kind: match, value }));
    const best = both.find((value) => !isCommon(value)) ?? both[0];
    return best === undefined ? [] : [reasonOf(kind, best, isCommon(best))];
  };
  const hosts: [string[], string[]] = [hostsOf(one.sites), hostsOf(other.sites)];
  const emails: [string[], string[]] = [emailsOf(one), emailsOf(other)];
  const mails: [string[], string[]] = [mailDomains(emails[0]), mailDomains(emails[1])];
  const site = first('site', 'domain', ...hosts);
  const email = first('email', 'email', ...emails);
  const told = new Set([...site.map(({ value }) => value), ...email.map(({ value }) => domainOf(value ?? ''))]);
  const domains = (index: 0 | 1) => [...hosts[index], ...mails[index]].filter((domain) => !told.has(domain));
  return [
    ...(one.ogrn !== null && one.ogrn === other.ogrn ? [reasonOf('ogrn', one.ogrn)] : []),
    ...first('phone', 'phone', phonesOf(one), phonesOf(other)),
    ...site,
    ...email,
    ...first('domain', 'domain', domains(0), domains(1)),
  ];
}

function nameReasons(one: Comparable, other: Comparable, alike: number): Reason[] {
  if (one.name_key === '' || other.name_key === '' || isElsewhere(one, other)) return [];
  if (one.name_key === other.name_key) return [reasonOf('name', null)];
  return alike < ALIKE_FROM || !mayBeOneName(one.name_key, other.name_key)
    ? []
    : [{ ...reasonOf('name_alike', null), likeness: Math.round(alike * 100) }];
}

const isElsewhere = (one: Comparable, other: Comparable): boolean =>
  one.region !== null && other.region !== null && one.region !== other.region;

function weightOf(reason: Reason, one: Comparable, other: Comparable): number {
  const kind = reason.kind;
  if (!(kind in WEIGHTS)) return 0;
  if (reason.common) return COMMON_WEIGHT;
  const isName = kind === 'name' || kind === 'name_alike';
  const knowsPlace = one.region !== null && other.region !== null;
  const weight = isName && !knowsPlace ? NAME_ANYWHERE : WEIGHTS[kind as keyof typeof WEIGHTS];
  return (weight * (reason.likeness ?? 100)) / 100;
}

/** What tells which of two records the other is best merged into. */
export interface Weighed extends Comparable {
  state: ClientState;
  holder_id: string | null;
  created_at: string;
}

const GROUP_RANK = { in_work: 3, waiting: 2, queued: 1, closed: 0 } as const;

/** The record that stays by default: the one that is worked with, else that knows more, else the older. */
export function survivorOf<T extends Weighed>(one: T, other: T): T {
  const weight = (client: T): number[] => [
    GROUP_RANK[groupOf(client.state)],
    client.holder_id === null ? 0 : 1,
    client.inn === null ? 0 : 1,
    [client.kpp, client.ogrn, client.region].filter((value) => value !== null).length +
      client.phones.length +
      client.emails.length +
      client.sites.length,
  ];
  const [ours, theirs] = [weight(one), weight(other)];
  const at = ours.findIndex((value, index) => value !== theirs[index]);
  if (at >= 0) return (ours[at] ?? 0) > (theirs[at] ?? 0) ? one : other;
  return one.created_at <= other.created_at ? one : other;
}

/** The two ids of a pair in the order in which it is kept. */
export function pairOf(one: string, other: string): { one_id: string; other_id: string } {
  return one < other ? { one_id: one, other_id: other } : { one_id: other, other_id: one };
}
