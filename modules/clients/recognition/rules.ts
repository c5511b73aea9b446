import { type CustomName, isCustomName } from '#modules/fields/rules.ts';
import { foldText } from '#shared/filter-match.ts';
import { resolveTimeZone } from '#shared/time-zones.ts';
import type { Phone } from '../contract.ts';
import { digestOf, type Memory } from '../digests/rules.ts';
import type { NewPerson, NewRole, PersonThere, RoleField } from '../import-places/rules.ts';
import type { ReadRow, SaidOfClient } from '../import-rows/rules.ts';
import type { ImportField, Policies } from '../imports/rules.ts';
import { itemText } from '../merging/rules.ts';
import { type ClientDetails, type ClientKey, isSameTaxpayer, nameKeyOf } from '../register/rules.ts';

/** A client as an import knows it: from the register, or new in this file. */
export interface Known {
  id: string;
  isNew: boolean;
  salesSystemId: string;
  before: ClientDetails;
  details: ClientDetails;
  nameKey: string;
  keys: ClientKey[];
  /** Ids that this file has taught. */
  newKeys: ClientKey[];
  memory: Memory;
  /** What it said of the records that were merged into this one: of those it has nothing new to say either. */
  merged: readonly Memory[];
  /** What the database had of it to begin with; whoever changes the client meanwhile wins. */
  version: number;
  /** Whether the source says something else than it was remembered to say. */
  memoryChanged: boolean;
  /** The row of this very file that spoke of the client before; a later one repeats it. */
  seenInRow: number | null;
  people: PersonThere[];
  /** People that this file adds. */
  newPeople: NewPerson[];
  /** Roles that this file gives to people who were there before. */
  newRoles: NewRole[];
  /** Tags as they were, and the names of those that it has with this file. */
  tags: TagsThere;
  /** Cells that wait for somebody's word: the register says one thing, the file another. */
  asks: Ask[];
}

/** Tags that a client had when the rows came to it, and what the rows have made of them. */
export interface TagsThere {
  before: readonly string[];
  now: readonly string[];
}
export const NO_TAGS: TagsThere = { before: [], now: [] };

/** A field in which the file differs from the register and the user wants to be asked. */
export interface Ask {
  field: AskedField;
  row: number;
  before: unknown;
  told: unknown;
}
export type AskedField = DetailField | 'tags' | RoleField;
type DetailField = (typeof SCALARS)[number] | (typeof LISTS)[number] | 'time_zone' | 'segment_id' | CustomName;

/** The clients that the rows of a file may be about, found by any of their ids and names. */
export interface Book {
  byKey: Map<string, Known>;
  byInn: Map<string, Set<Known>>;
  byName: Map<string, Set<Known>>;
}

export function emptyBook(): Book {
  return { byKey: new Map(), byInn: new Map(), byName: new Map() };
}

export const keyText = (key: ClientKey): string => `${key.kind}\u0000${key.value}`;

/** Writes a client into the book under everything that it is recognised by. Doing it twice is doing it once. */
export function enter(book: Book, known: Known): void {
  for (const key of known.keys) book.byKey.set(keyText(key), known);
  if (known.details.inn !== null) addTo(book.byInn, known.details.inn, known);
  addTo(book.byName, known.nameKey, known);
}

function addTo(index: Map<string, Set<Known>>, at: string, known: Known): void {
  const there = index.get(at);
  if (there === undefined) index.set(at, new Set([known]));
  else there.add(known);
}

export type Recognised =
  | { as: 'known'; known: Known }
  | { as: 'new' }
  | { as: 'refused'; reason: 'clients.import_no_identity' | 'clients.import_ambiguous' };

const NEW: Recognised = { as: 'new' };
const AMBIGUOUS: Recognised = { as: 'refused', reason: 'clients.import_ambiguous' };

/**
 * Which client a row is about: by INN with KPP, else by OKTMO, else by another id; by name and region only where the file
 * has no ids and the user said so. A row without an id in a file that has them is known by its name together with a phone,
 * mail or site of its own; one that has nothing of all that is refused, since same-named towns cannot be told apart. A match
 * by a weaker id is dropped when a surer one says otherwise: same-named towns with different INN, and towns that share a
 * code by mistake, are different clients. Source: domain §2 (row identity).
 */
export function recognise(book: Book, row: ReadRow, by: 'ids' | 'name', nameOnly: string): Recognised {
  const { said, keys } = row;
  for (const key of keys) {
    if (key.kind === 'inn') {
      const sameNumber = [...(book.byInn.get(key.value) ?? [])];
      const exact = sameNumber.filter((known) => said.kpp !== undefined && known.details.kpp === said.kpp);
      const same =
        exact.length > 0
          ? exact
          : sameNumber.filter((known) => isSameTaxpayer(known.details, { kpp: said.kpp ?? null }));
      if (same.length > 1) return AMBIGUOUS;
      if (same[0] !== undefined) return { as: 'known', known: same[0] };
      continue;
    }
    const known = book.byKey.get(keyText(key));
    if (known !== undefined && !isContradicted(known, key, row)) return { as: 'known', known };
  }
  if (by === 'name') return keys.length > 0 ? NEW : recogniseByName(book, said, nameOnly);
  const contacts = contactKeys(said, nameOnly);
  const known = contacts.map((key) => book.byKey.get(keyText(key))).find((one) => one !== undefined);
  if (known !== undefined && !isSomebodyElse(known, row)) return { as: 'known', known };
  return keys.length > 0 || contacts.length > 0 ? NEW : { as: 'refused', reason: 'clients.import_no_identity' };
}

/** A client that is called and reached as the row says, with an id or a region of its own that is not the row's. */
const isSomebodyElse = (known: Known, { said, keys }: ReadRow): boolean =>
  (said.inn !== undefined && known.details.inn !== null) ||
  (said.region !== undefined && known.details.region !== null && said.region !== known.details.region) ||
  keys.some((key) => known.keys.some((own) => own.kind === key.kind && own.value !== key.value));

function isContradicted(known: Known, matched: ClientKey, { said, keys }: ReadRow): boolean {
  // Its number was looked up first and not found, so a client with a number is another one.
  if (said.inn !== undefined && known.details.inn !== null) return true;
  if (matched.kind !== 'oktmo') return false;
  // A code names the municipality itself; organisations that only lie there have numbers of their own.
  if (said.inn !== undefined && nameKeyOf(said.name ?? '') !== known.nameKey) return true;
  return keys.some(
    (other) => other.kind !== 'oktmo' && known.keys.some((own) => own.kind === other.kind && own.value !== other.value),
  );
}

function recogniseByName(book: Book, said: SaidOfClient, nameOnly: string): Recognised {
  const byKey = book.byKey.get(keyText(nameKey(nameOnly, said.region)));
  if (byKey !== undefined) return { as: 'known', known: byKey };
  const sameName = [...(book.byName.get(nameOnly) ?? [])].filter(
    (known) => known.details.region === (said.region ?? null),
  );
  if (sameName.length > 1) return AMBIGUOUS;
  return sameName[0] === undefined ? NEW : { as: 'known', known: sameName[0] };
}

/** The key of a client of a file without ids. */
export function nameKey(nameOnly: string, region: string | undefined): ClientKey {
  return { kind: 'name', value: `${nameOnly}|${region ?? ''}` };
}

/** How a site is reached, however it is spelled. */
const siteText = (site: string): string =>
  site
    .toLowerCase()
    .replace(/^[a-z]+:\/\/|^www\.|\/+$/g, '')
    .replace(/^www\./, '');

/** By what a row without an id is known in a file that has them: its name with each phone, mail and site of its own. */
export function contactKeys({ phones = [], emails = [], sites = [] }: SaidOfClient, nameOnly: string): ClientKey[] {
  if (nameOnly === '') return [];
  const reached = [
    ...phones.map(({ number }) => number),
    ...emails.map((mail) => mail.toLowerCase()),
    ...sites.map(siteText),
  ];
  return [...new Set(reached)].map((value) => ({ kind: CONTACT_KEY, value: `${nameOnly}|${value}` }));
}
export const CONTACT_KEY = 'contact';

/** What a row is known by: its ids, or what stands for them where it has none. */
export function rowKeys({ said, keys }: ReadRow, by: 'ids' | 'name', nameOnly: string): ClientKey[] {
  if (keys.length > 0 || said.name === undefined) return [...keys];
  return by === 'name' ? [nameKey(nameOnly, said.region)] : contactKeys(said, nameOnly);
}

const SCALARS = [
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'oktmo',
  'organisation_type',
  'region',
  'settlement',
  'size',
  'latitude',
  'longitude',
  'note',
] as const;
const LISTS = ['phones', 'emails', 'sites'] as const;

export interface Merged {
  details: ClientDetails;
  tags: readonly string[];
  memory: Memory;
  memoryChanged: boolean;
  /** Fields in which a repeated row says something else than the first one did. */
  differs: string[];
  /** Another register calls the client by another name; it keeps the one that it has. */
  keptName: boolean;
  asks: Omit<Ask, 'row'>[];
}

/** What a row is merged by: whether the file has spoken of the client before, and what each field is to do. */
export interface MergeTerms {
  repeated: boolean;
  segmentId: string | null;
  policies: Policies;
}

/**
 * What a row makes of a client. A cell changes the client only when the source itself has changed it since it was last
 * read; what people have corrected meanwhile stays, and so does the name that another register gave. Of lists the source
 * takes back only what it had given. A repeated row fills in what is unknown, adds to lists and changes nothing else. A
 * blank cell says nothing; neither does one that says again what it said of a record that was merged into the client. A policy makes a field stricter (only where blank, ask) or the file stronger (always).
 * Source: domain §2.
 */
export function merge(
  known: Pick<Known, 'details' | 'memory' | 'merged' | 'tags'>,
  said: SaidOfClient,
  { repeated, segmentId, policies }: MergeTerms,
): Merged {
  const details: ClientDetails = { ...known.details };
  const memory: Record<string, string | readonly string[]> = { ...known.memory };
  const differs: string[] = [];
  const asks: Omit<Ask, 'row'>[] = [];
  let memoryChanged = false;
  const keep = (field: string, told: string | string[]): void => {
    memory[field] = told;
    memoryChanged = true;
  };
  const ask = (field: AskedField, before: unknown, told: unknown): void => void asks.push({ field, before, told });

  const single = (field: ImportField, of: DetailField, told: string | number | boolean, value = told): void => {
    const policy = policies[field];
    const digest = digestOf(String(told));
    const current = known.details[of] ?? null;
    const blank = current === null || current === '';
    if (known.merged.some((before) => before[field] === digest) && memory[field] !== digest) return;
    if (memory[field] === digest && (policy !== 'overwrite' || repeated)) return;
    if (repeated && !blank) {
      if (current !== value) differs.push(field);
      return;
    }
    if (memory[field] !== digest) keep(field, digest);
    if (blank || policy === undefined || policy === 'overwrite') {
      // Each field keeps its own type: the same name stands on both sides.
      Object.assign(details, { [of]: value });
    } else if (policy === 'ask' && current !== value) ask(of, current, value);
  };
  const keptName =
    said.name !== undefined &&
    known.details.name !== '' &&
    said.name !== known.details.name &&
    memory.name === undefined &&
    !known.merged.some((before) => before.name === digestOf(said.name ?? '')) &&
    policies.name === undefined &&
    !repeated;
  if (keptName) keep('name', digestOf(said.name ?? ''));
  for (const field of SCALARS) {
    const told = said[field];
    if (told !== undefined) single(field, field, told);
  }
  for (const name of Object.keys(said).filter(isCustomName)) {
    const told = said[name];
    if (told !== undefined) single(name, name, told);
  }
  const zone =
    said.time_zone === undefined ? undefined : resolveTimeZone({ zone: said.time_zone, ...regionOf(said, details) });
  if (said.time_zone !== undefined && zone !== undefined) single('time_zone', 'time_zone', said.time_zone, zone);
  if (segmentId !== null) single('segment', 'segment_id', segmentId);
  /** What the list becomes, undefined where it stays. */
  const list = <Item extends Phone | string>(
    field: (typeof LISTS)[number] | 'tags',
    told: readonly Item[],
    current: readonly Item[],
    textOf: (item: Item) => string = itemText,
  ): readonly Item[] | undefined => {
    const policy = policies[field];
    const now = told.map(textOf);
    const is = (item: Item) => (other: Item) => textOf(other) === textOf(item);
    const [before, later] = [listIn(memory[field]), listIn(memory[`${field}+`])];
    if (known.merged.some((one) => isSameList(listIn(one[field]), now)) && !isSameList(before, now)) return undefined;
    if (repeated && current.length > 0) {
      // Rows of one organisation say more of it, each its own: what a later row adds is remembered apart from the first.
      const fresh = told.filter((item) => !later.includes(textOf(item)) && !current.some(is(item)));
      if (fresh.length === 0 || policy === 'fill' || policy === 'ask') return undefined;
      keep(`${field}+`, [...later, ...fresh.map(textOf)]);
      return [...current, ...fresh];
    }
    const unchanged = isSameList(now, before);
    if (!unchanged) keep(field, now);
    if (policy === 'overwrite') {
      const whole = [...told, ...current.filter((item) => later.includes(textOf(item)))];
      // What stays keeps what people have noted beside it.
      const first = whole.filter((item, place) => whole.findIndex(is(item)) === place);
      return first.map((item) => current.find(is(item)) ?? item);
    }
    if (unchanged) return undefined;
    if (current.length === 0 || policy === undefined) {
      // What was there without what the source gave before, and what it gives now; what people have taken off stays off.
      const kept = current.filter((item) => !before.includes(textOf(item)) || now.includes(textOf(item)));
      const added = told.filter((item) => !before.includes(textOf(item)) && !kept.some(is(item)));
      return [...kept, ...added];
    }
    if (policy === 'ask' && told.some((item) => !current.some(is(item)))) ask(field, current, told);
    return undefined;
  };
  for (const field of LISTS) {
    const next = said[field] === undefined ? undefined : list<Phone | string>(field, said[field], known.details[field]);
    if (next !== undefined) Object.assign(details, { [field]: next });
  }
  const tags = said.tags === undefined ? undefined : list('tags', said.tags, known.tags.now, foldText);
  return { details, tags: tags ?? known.tags.now, memory, memoryChanged, differs, keptName, asks };
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);

const listIn = (remembered: string | readonly string[] | undefined): readonly string[] =>
  typeof remembered === 'object' ? remembered : [];

const regionOf = (said: SaidOfClient, details: ClientDetails): { region?: string } => {
  const region = said.region ?? details.region;
  return region === null ? {} : { region };
};
