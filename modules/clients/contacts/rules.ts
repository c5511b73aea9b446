import { type CustomPart, type CustomValue, changedCustom, isCustomName, keyOfName } from '#modules/fields/rules.ts';
import { type FieldFault, ok, type Result, refuse } from '#shared/result.ts';
import type { ClientContact } from '../contract.ts';
import { tidyEmails, tidyPhones } from '../register/rules.ts';
import type { ContactEdit } from './contract.ts';

/** Who somebody is, wherever they work. */
export type PersonPart = Pick<
  ClientContact,
  'full_name' | 'phones' | 'emails' | 'messengers' | 'consent' | 'consent_on' | 'note' | 'custom'
>;
/** Their place at one client. */
export type PlacePart = Pick<ClientContact, 'position_title' | 'decision_role' | 'verified_on' | 'left_on'>;
export type ContactParts = PersonPart & PlacePart;

export const PERSON_NAMES = [
  'full_name',
  'phones',
  'emails',
  'messengers',
  'consent',
  'consent_on',
  'note',
  'custom',
] as const;
export const PLACE_NAMES = ['position_title', 'decision_role', 'verified_on', 'left_on'] as const;
const ALL_NAMES = [...PERSON_NAMES, ...PLACE_NAMES] as const;

export const NOBODY_YET: ContactParts = {
  full_name: '',
  phones: [],
  emails: [],
  messengers: [],
  consent: null,
  consent_on: null,
  note: null,
  custom: {},
  position_title: null,
  decision_role: null,
  verified_on: null,
  left_on: null,
};

/** Values about a natural person; in the journal they lie in the side row, so that they can be erased. Source: domain §14. */
const PERSONAL: readonly (keyof ContactParts)[] = ['full_name', 'phones', 'emails', 'messengers', 'note', 'custom'];

export function partsOf(contact: ClientContact): ContactParts {
  // Made of exactly the names of `ContactParts`.
  return Object.fromEntries(ALL_NAMES.map((name) => [name, contact[name]])) as unknown as ContactParts;
}

const line = (text: string | null): string | null => {
  const tidy = text?.replace(/\s+/gu, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
};

/**
 * What was typed in about a person, made clean and laid over what was known; every wrong field is refused at once. A
 * consent that came without a day is of `today`; whoever has left decides nothing any more. Source: domain §2, §14.
 */
export function tidyContact(
  known: ContactParts,
  typed: Partial<Omit<ContactEdit, 'version' | 'custom'>>,
  today: string,
): Result<ContactParts> {
  const faults: FieldFault[] = [];
  const next = { ...known };
  if (typed.full_name !== undefined) {
    const name = line(typed.full_name);
    if (name === null) faults.push({ path: '/full_name', reason: 'field.required' });
    else next.full_name = name;
  }
  if (typed.phones !== undefined) next.phones = tidyPhones(typed.phones, faults);
  if (typed.emails !== undefined) next.emails = tidyEmails(typed.emails, faults);
  if (typed.messengers !== undefined)
    next.messengers = [...new Set(typed.messengers.map(line).filter((text) => text !== null))];
  if (typed.note !== undefined) next.note = typed.note?.trim() || null;
  if (typed.position_title !== undefined) next.position_title = line(typed.position_title);
  if (typed.decision_role !== undefined) next.decision_role = typed.decision_role;
  if (typed.verified_on !== undefined) next.verified_on = typed.verified_on;
  if (typed.left_on !== undefined) next.left_on = typed.left_on;
  if (typed.consent !== undefined) next.consent = typed.consent;
  if (typed.consent_on !== undefined) next.consent_on = typed.consent_on;
  if (next.consent === null) next.consent_on = null;
  else if (typed.consent !== undefined && typed.consent !== known.consent && typed.consent_on === undefined)
    next.consent_on = today;
  if (next.left_on !== null) next.decision_role = null;
  return faults.length > 0 ? refuse('app.invalid_input', { code: 'invalid_input', fields: faults }) : ok(next);
}

export interface ContactChange {
  names: (keyof ContactParts)[];
  before: Partial<ContactParts>;
  after: Partial<ContactParts>;
  /** Values of the company's own fields stand here each under its name. */
  personal: { before: PersonalValues; after: PersonalValues };
}
type PersonalValues = Partial<Omit<ContactParts, 'custom'>> & CustomPart;

/** What has changed, with the values about the person apart from the facts about their place. */
export function changedContact(before: ContactParts, after: ContactParts): ContactChange {
  const own = changedCustom(before.custom, after.custom);
  const isChanged = (name: keyof ContactParts) =>
    name === 'custom'
      ? Object.keys(own.after).length > 0
      : JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const names = ALL_NAMES.filter(isChanged);
  const pick = (parts: ContactParts, personal: boolean): Partial<ContactParts> =>
    Object.fromEntries(
      names
        .filter((name) => name !== 'custom' && PERSONAL.includes(name) === personal)
        .map((name) => [name, parts[name]]),
    );
  return {
    names,
    before: pick(before, false),
    after: pick(after, false),
    personal: { before: { ...pick(before, true), ...own.before }, after: { ...pick(after, true), ...own.after } },
  };
}

/** A contact with one side of an entry of the journal laid over it. */
export function laidOver(now: ContactParts, side: Partial<ContactParts> & CustomPart): ContactParts {
  const custom = { ...now.custom };
  for (const [name, value] of Object.entries(side)) {
    if (!isCustomName(name)) continue;
    // Under these names there is nothing but values.
    if (value === null || value === undefined) delete custom[keyOfName(name)];
    else custom[keyOfName(name)] = value as CustomValue;
  }
  const known = Object.fromEntries(ALL_NAMES.filter((name) => name in side).map((name) => [name, side[name]]));
  return { ...now, ...known, custom };
}
