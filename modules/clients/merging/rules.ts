import { type CustomName, isCustomName } from '#modules/fields/rules.ts';
import { type Result, refuse } from '#shared/result.ts';
import type { ClientContact, ClientRow, Phone } from '../contract.ts';
import { type ClientDetails, DETAIL_NAMES, detailsOf } from '../register/rules.ts';
import { type ClientFacts, COLD_FACTS, deriveState, FACT_NAMES, groupOf, settle } from '../rules.ts';

/** Whose value of a field survives: of the record that stays, of the one that goes, or of both where both can stand. */
export const SIDES = ['into', 'from', 'both'] as const;
export type Side = (typeof SIDES)[number];

/** Fields that a person chooses between; the others follow them. */
export const CHOSEN_FIELDS = [
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'oktmo',
  'organisation_type',
  'segment_id',
  'region',
  'settlement',
  'time_zone',
  'size',
  'phones',
  'emails',
  'sites',
  'call_basis',
  'do_not_call',
  'source',
  'strategy',
  'note',
] as const satisfies readonly (keyof ClientDetails)[];
/** One of these, or a field of the company's own. */
export type ChosenField = (typeof CHOSEN_FIELDS)[number] | CustomName;

/** Fields in which both values can stand: lists side by side, texts one under the other. */
export const JOINED_FIELDS: readonly ChosenField[] = ['phones', 'emails', 'sites', 'strategy', 'note'];

/** What goes with a field that is chosen. */
const COMPANIONS: Readonly<Partial<Record<ChosenField, readonly (keyof ClientDetails)[]>>> = {
  settlement: ['latitude', 'longitude'],
  call_basis: ['call_basis_note', 'call_basis_on'],
  do_not_call: ['do_not_call_reason'],
};

export type FieldChoices = Readonly<Partial<Record<ChosenField, Side>>>;

export interface MergeChoices {
  fields: FieldChoices;
  /** Who holds the client from now on, where both were in work with different people. */
  holder_id?: string | undefined;
  /** Whose decision maker stays one, where each had one. */
  decision_maker?: 'into' | 'from' | undefined;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** Whether two values of a field say the same: lists in any order. */
export function saysSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    const texts = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).toSorted();
    return JSON.stringify(texts(one)) === JSON.stringify(texts(other));
  }
  return one === other;
}

/** What a merge of two records decides about: fields of the program, and those of the company's own that one of them has. */
export function chosenFields(into: ClientDetails, from: ClientDetails): ChosenField[] {
  const own = [...Object.keys(into), ...Object.keys(from)].filter(isCustomName);
  return [...CHOSEN_FIELDS, ...new Set(own)];
}

/** Whose value survives unless somebody says otherwise: what is known rather than nothing, both where both can stand. */
export function defaultSide(field: ChosenField, into: ClientDetails, from: ClientDetails): Side {
  // Of a company's own yes or no the no is known as well as the yes.
  const isUnknown = (value: unknown) => (isCustomName(field) ? value == null : isEmpty(value));
  if (isUnknown(from[field]) || saysSame(into[field], from[field])) return 'into';
  if (isUnknown(into[field])) return 'from';
  // The register's own zone is only what the place says: it goes with the place.
  if (field === 'time_zone') return into.region === null && from.region !== null ? 'from' : 'into';
  return JOINED_FIELDS.includes(field) ? 'both' : 'into';
}

/**
 * The data of the record that stays. A ban on calls always survives: it overrides every basis. Source: domain §2, §3.
 */
export function mergedDetails(intoRow: ClientRow, fromRow: ClientRow, choices: FieldChoices): ClientDetails {
  const [into, from] = [detailsOf(intoRow), detailsOf(fromRow)];
  const merged: ClientDetails = { ...into };
  for (const field of chosenFields(into, from)) {
    const side = choices[field] ?? defaultSide(field, into, from);
    if (side === 'into') continue;
    for (const name of [field, ...(COMPANIONS[field] ?? [])]) {
      // Each field keeps its own type: the same name stands on both sides.
      Object.assign(merged, { [name]: side === 'from' ? from[name] : joined(into[name], from[name]) });
    }
  }
  if (into.do_not_call || from.do_not_call) {
    merged.do_not_call = true;
    merged.do_not_call_reason = into.do_not_call_reason ?? from.do_not_call_reason;
  }
  return merged;
}

const LONGEST_NOTE = 10_000;

function joined(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours) && Array.isArray(theirs)) return joinedList(ours, theirs);
  if (typeof ours === 'string' && typeof theirs === 'string') return `${ours}\n\n${theirs}`.slice(0, LONGEST_NOTE);
  return ours ?? theirs;
}

/** By which an item of a list is known, however it is spelled. */
export const itemText = (item: Phone | string): string =>
  typeof item === 'string' ? item.toLowerCase() : `${item.number}#${item.extension ?? ''}`;

/** Both lists, each item once. */
export function joinedList<T extends Phone | string>(ours: readonly T[], theirs: readonly T[]): T[] {
  const known = new Set(ours.map(itemText));
  return [...ours, ...theirs.filter((item) => !known.has(itemText(item)))];
}

const isInWork = (facts: ClientFacts): boolean => groupOf(deriveState(facts)) === 'in_work';
const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;
const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;

/** Two people work with the two records: somebody has to say who goes on. Source: domain §2 (holder). */
export function holderQuestion(into: ClientFacts, from: ClientFacts): string[] | null {
  const [ours, theirs] = [into.holder_id, from.holder_id];
  if (ours === null || theirs === null || ours === theirs) return null;
  return isInWork(into) === isInWork(from) ? [ours, theirs] : null;
}

/**
 * The facts of the record that stays: what is under way at either is under way; who works with one of them holds both.
 * Where two people work with them it is asked who goes on, `clients.merge_two_holders`. A record that somebody works with
 * opens one that was closed. Refuses also what `brokenPromise` names. Source: domain §2.
 */
export function mergedFacts(
  into: ClientFacts,
  from: ClientFacts,
  choices: Pick<MergeChoices, 'holder_id'>,
): Result<ClientFacts> {
  const question = holderQuestion(into, from);
  if (question !== null && !question.includes(choices.holder_id ?? '')) {
    return refuse('clients.merge_two_holders', { details: { holders: question } });
  }
  // Whoever works with one of them now leads; then whoever holds one at all.
  const fromLeads =
    question === null
      ? (isInWork(from) && !isInWork(into)) || into.holder_id === null
      : choices.holder_id === from.holder_id;
  const [first, second] = fromLeads ? [from, into] : [into, from];
  const step = first.next_step_id !== null ? first : second;
  const bothClosed = into.closed !== null && from.closed !== null;
  const delivered = (into.delivered_on ?? '') >= (from.delivered_on ?? '') ? into : from;
  const lost = (into.lost_on ?? '') >= (from.lost_on ?? '') ? into : from;
  const check = nextCheck(into, from);
  const merged: ClientFacts = {
    closed: bothClosed ? into.closed : null,
    closed_reason: bothClosed ? into.closed_reason : null,
    running_projects: into.running_projects + from.running_projects,
    contracts_open: into.contracts_open + from.contracts_open,
    developing: into.developing || from.developing,
    qualifying: into.qualifying || from.qualifying,
    waiting_reason: into.waiting_reason ?? from.waiting_reason,
    regular: into.regular || from.regular,
    delivered_on: delivered.delivered_on,
    delivered_note: delivered.delivered_note,
    lost_on: lost.lost_on,
    lost_to: lost.lost_to,
    lost_reason: lost.lost_reason,
    warm_since: earlier(into.warm_since, from.warm_since),
    holder_id: first.holder_id ?? second.holder_id,
    next_step_id: step.next_step_id,
    next_step_title: step.next_step_title,
    next_step_on: step.next_step_on,
    next_step_at: step.next_step_at,
    ...check,
    last_touch_at: later(into.last_touch_at, from.last_touch_at),
  };
  return settle(merged);
}

/** The earlier of two checks, with whoever owes it. */
function nextCheck(into: ClientFacts, from: ClientFacts): Pick<ClientFacts, 'next_check_on' | 'check_owner_id'> {
  const due = [into, from].filter((facts) => facts.next_check_on !== null && facts.check_owner_id !== null);
  const [first] = due.toSorted((one, other) => ((one.next_check_on ?? '') <= (other.next_check_on ?? '') ? -1 : 1));
  return { next_check_on: first?.next_check_on ?? null, check_owner_id: first?.check_owner_id ?? null };
}

export function factsOf(client: ClientRow): ClientFacts {
  // Made of exactly the names of `ClientFacts`.
  return Object.fromEntries(FACT_NAMES.map((name) => [name, client[name]])) as unknown as ClientFacts;
}

/** What is left of a record that was merged: its name, so that whoever comes by an old link sees where it went. */
export function emptiedDetails(from: ClientRow): ClientDetails {
  const { name, time_zone } = from;
  const blank = DETAIL_NAMES.map((field) => [field, Array.isArray(from[field]) ? [] : null]);
  // Made of exactly the names of `ClientDetails`; what cannot be empty is filled in behind.
  return { ...(Object.fromEntries(blank) as ClientDetails), name, time_zone, do_not_call: false };
}

/** A record that was merged is archived, with the name of the one that stays as its reason. */
export function emptiedFacts(intoName: string): ClientFacts {
  return { ...COLD_FACTS, closed: 'archived', closed_reason: intoName };
}

/** Which two people of two records are one: the same name, folded. The first is kept. */
export function samePeople(
  ours: readonly ClientContact[],
  theirs: readonly ClientContact[],
  fold: (name: string) => string,
): { kept: ClientContact; gone: ClientContact }[] {
  const byName = new Map(ours.map((contact) => [fold(contact.full_name), contact]));
  return theirs.flatMap((gone) => {
    const kept = byName.get(fold(gone.full_name));
    return kept === undefined || kept.contact_id === gone.contact_id ? [] : [{ kept, gone }];
  });
}

/** The decision makers of two records, where there are two different ones: only one stays one. Source: domain §6. */
export function decisionMakerQuestion(
  ours: readonly ClientContact[],
  theirs: readonly ClientContact[],
  fold: (name: string) => string,
): { into: ClientContact; from: ClientContact } | null {
  const deciding = (contacts: readonly ClientContact[]) =>
    contacts.find((contact) => contact.decision_role === 'decision_maker' && contact.left_on === null);
  const [into, from] = [deciding(ours), deciding(theirs)];
  if (into === undefined || from === undefined) return null;
  const isOne = into.contact_id === from.contact_id || fold(into.full_name) === fold(from.full_name);
  return isOne ? null : { into, from };
}
