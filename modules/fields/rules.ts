import type { FieldFault } from '#shared/result.ts';
import { searchText, toLatin } from '#shared/search-text.ts';

/** Kinds of records that a company may give fields of its own. */
export const ENTITIES = ['client', 'contact', 'deal', 'project'] as const;
export type Entity = (typeof ENTITIES)[number];

export const FIELD_TYPES = ['text', 'number', 'money', 'date', 'choice', 'link', 'person', 'yes_no'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Types by whose values a list can be put in order; the others are only filtered by. */
export const ORDERED_TYPES: readonly FieldType[] = ['text', 'number', 'money', 'date', 'link'];

/** Types by whose values a list can be grouped: those that many records have in common. */
const GROUPED_TYPES: readonly string[] = ['choice', 'person', 'yes_no'] satisfies FieldType[];
export const isGrouped = (type: string): boolean => GROUPED_TYPES.includes(type);

export interface FieldChoice {
  key: string;
  name_ru: string;
  name_en: string | null;
  archived: boolean;
}

/** A field as the company has defined it. */
export interface FieldDefinition {
  id: string;
  entity: Entity;
  key: string;
  type: FieldType;
  name_ru: string;
  name_en: string | null;
  decimals: number;
  filtered: boolean;
  /** An index answers for it: lists can be filtered and ordered by it. */
  ready: boolean;
  archived: boolean;
  position: number;
  version: number;
  choices: readonly FieldChoice[];
}

/**
 * A value as it is kept and goes over the wire: a text, a link, a day (`2026-11-23`), the key of a choice and the id of an
 * employee as a string, a number as a number, money as whole kopecks, yes or no as a boolean. What is unknown is absent.
 */
export type CustomValue = string | number | boolean;
export type CustomValues = Readonly<Record<string, CustomValue>>;

/** What a field is called in filters, in orders, among columns and in the journal. */
export type CustomName = `custom.${string}`;
const PREFIX = 'custom.';
export const customName = (key: string): CustomName => `${PREFIX}${key}`;
export const isCustomName = (name: string): name is CustomName => name.startsWith(PREFIX);
export const keyOfName = (name: CustomName): string => name.slice(PREFIX.length);

/** Values among the other data of a record, each under its name; null is nothing. */
export interface CustomPart {
  [name: CustomName]: CustomValue | null | undefined;
}

export function flatCustom(values: CustomValues): CustomPart {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [customName(key), value]));
}

/** The values of a record out of its data; what is nothing is left out. */
export function foldCustom(data: object): CustomValues {
  const own = Object.keys(data).filter(isCustomName);
  // Under these names there is nothing but values.
  const values = own.map((name) => [keyOfName(name), (data as CustomPart)[name]] as [string, CustomValue | null]);
  return Object.fromEntries(values.filter((pair): pair is [string, CustomValue] => pair[1] != null));
}

/** The values that a change has touched, before and after, under their names: what the journal keeps. */
export function changedCustom(before: CustomValues, after: CustomValues): { before: CustomPart; after: CustomPart } {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  const pick = (values: CustomValues): CustomPart =>
    Object.fromEntries(keys.map((key) => [customName(key), values[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

export const nameIn = (named: { name_ru: string; name_en: string | null }, language: 'ru' | 'en'): string =>
  language === 'en' ? (named.name_en ?? named.name_ru) : named.name_ru;

const LONGEST_KEY = 40;
const NO_NAMES: readonly string[] = ['and', 'or', 'is', 'not', 'has', 'empty', 'yes', 'no', 'me'];

/**
 * A name for programs, made of a name for people, which no other has: «Источник бюджета» is `istochnik_byudzheta`. It never
 * changes afterwards, whatever the field is renamed to.
 */
export function keyFor(name: string, taken: readonly string[], first: 'field' | 'choice'): string {
  const plain = toLatin(searchText(name))
    .replace(/[^a-z0-9]+/g, '_')
    .replace(first === 'field' ? /^[^a-z]+/ : /^_+/, '')
    .slice(0, LONGEST_KEY - 3)
    .replace(/_+$/, '');
  const base = plain === '' || NO_NAMES.includes(plain) ? `${first}${plain === '' ? '' : `_${plain}`}` : plain;
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}_${number}`;
    if (!taken.includes(key)) return key;
  }
}

const LONGEST_TEXT = 500;
const LARGEST = 1_000_000_000_000;
const LARGEST_KOPECKS = 100_000_000_000_000;
const DAY = /^(19|2[01])\d\d-\d\d-\d\d$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Checked =
  | { ok: true; value: CustomValue | null }
  | { ok: false; reason: string; values?: FieldFault['values'] };
const wrong = (reason: string, values?: FieldFault['values']): Checked => ({
  ok: false,
  reason,
  ...(values === undefined ? {} : { values }),
});
const right = (value: CustomValue | null): Checked => ({ ok: true, value });

/**
 * One value as it came over the wire, checked by the type of its field: nothing is bent to the type, a wrong one is told.
 * Null and an empty text say that there is no value. Whether a person works here is for the caller to ask.
 */
export function checkValue(field: FieldDefinition, value: unknown): Checked {
  if (value === null) return right(null);
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? checkText(value) : wrong('fields.not_text');
    case 'link':
      return typeof value === 'string' ? checkLink(value) : wrong('fields.not_text');
    case 'number':
      return checkNumber(field, value);
    case 'money':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrong('fields.not_kopecks');
      return Math.abs(value) > LARGEST_KOPECKS ? wrong('fields.too_large') : right(value);
    case 'date':
      return typeof value === 'string' && isDay(value) ? right(value) : wrong('fields.not_date');
    case 'choice':
      return typeof value === 'string' && field.choices.some(({ key }) => key === value)
        ? right(value)
        : wrong('fields.not_a_choice', {
            choices: field.choices
              .filter((one) => !one.archived)
              .map(({ key }) => key)
              .join(', '),
          });
    case 'person':
      return typeof value === 'string' && UUID.test(value) ? right(value) : wrong('fields.not_a_person');
    case 'yes_no':
      return typeof value === 'boolean' ? right(value) : wrong('fields.not_yes_no');
  }
}

function checkText(text: string): Checked {
  const tidy = text.replace(/\s+/gu, ' ').trim();
  if (tidy === '') return right(null);
  return tidy.length > LONGEST_TEXT ? wrong('field.too_long', { limit: LONGEST_TEXT }) : right(tidy);
}

/** An address that a browser opens; without a scheme it is one of the web. */
function checkLink(text: string): Checked {
  const tidy = text.trim();
  if (tidy === '') return right(null);
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(tidy) ? tidy : `https://${tidy}`;
  if (whole.length > LONGEST_TEXT) return wrong('field.too_long', { limit: LONGEST_TEXT });
  if (!/^https?:\/\/[^\s/?#]+\.[^\s]{2,}$/iu.test(whole) || !URL.canParse(whole)) return wrong('fields.not_a_link');
  return right(whole);
}

function checkNumber({ decimals }: FieldDefinition, value: unknown): Checked {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('fields.not_number');
  if (Math.abs(value) > LARGEST) return wrong('fields.too_large');
  if (Number(value.toFixed(decimals)) !== value) {
    return decimals === 0 ? wrong('fields.not_whole') : wrong('fields.too_fine', { decimals });
  }
  // Minus zero is no other number.
  return right(value === 0 ? 0 : value);
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/**
 * The values of a record with what has been typed laid over them: what is not named stays, null takes away. Every fault is
 * told on its field (`/custom/<key>`): `fields.unknown` for a name that no field has, `fields.archived` for a field put
 * away, `fields.choice_archived` for a choice put away, and what `checkValue` says.
 */
export function tidyCustom(
  fields: readonly FieldDefinition[],
  known: CustomValues,
  typed: Readonly<Record<string, unknown>>,
  faults: FieldFault[],
): CustomValues {
  const next: Record<string, CustomValue> = { ...known };
  for (const [key, value] of Object.entries(typed)) {
    const path = `/custom/${key}`;
    const field = fields.find((one) => one.key === key);
    if (field === undefined) {
      faults.push({ path, reason: 'fields.unknown', values: { key } });
      continue;
    }
    if (field.archived) {
      faults.push({ path, reason: 'fields.archived' });
      continue;
    }
    const checked = checkValue(field, value);
    if (!checked.ok) {
      faults.push({
        path,
        reason: checked.reason,
        ...(checked.values === undefined ? {} : { values: checked.values }),
      });
      continue;
    }
    if (checked.value === null) delete next[key];
    else if (isNewlyArchived(field, checked.value, known[key])) faults.push({ path, reason: 'fields.choice_archived' });
    else next[key] = checked.value;
  }
  return next;
}

/** A choice that has been put away stays where it stands, and is not chosen anew. */
function isNewlyArchived(field: FieldDefinition, value: CustomValue, known: CustomValue | undefined): boolean {
  return (
    field.type === 'choice' &&
    value !== known &&
    field.choices.some((choice) => choice.key === value && choice.archived)
  );
}

/** What has to be looked up before values are saved: people newly named, and choices that must not go away meanwhile. */
export function newlySaid(
  fields: readonly FieldDefinition[],
  known: CustomValues,
  next: CustomValues,
): { people: { key: string; id: string }[]; choices: { fieldId: string; key: string }[] } {
  const changed = fields.filter(({ key }) => next[key] !== undefined && next[key] !== known[key]);
  const textOf = (key: string) => String(next[key]);
  return {
    people: changed.filter(({ type }) => type === 'person').map(({ key }) => ({ key, id: textOf(key) })),
    choices: changed.filter(({ type }) => type === 'choice').map(({ id, key }) => ({ fieldId: id, key: textOf(key) })),
  };
}

const YES = /^(?:да|yes|y|true|истина|1|\+|✓|v)$/iu;
const NO = /^(?:нет|no|n|false|ложь|0|-|−)$/iu;

/**
 * A value as people write it in a cell of a table, read by the type of its field. People are told by their names, choices by
 * their names in either language. An empty cell says nothing. Refuses with the reason why it cannot be read.
 */
export function readText(
  field: FieldDefinition,
  text: string,
  people: ReadonlyMap<string, string>,
  language: 'ru' | 'en' = 'ru',
): Checked {
  const plain = text.trim();
  if (plain === '') return right(null);
  switch (field.type) {
    case 'text':
    case 'link':
      return checkValue(field, plain);
    case 'number': {
      const number = readNumber(plain, language);
      return number === null ? wrong('fields.not_number') : checkValue(field, number);
    }
    case 'money': {
      const number = readNumber(
        plain.replace(/(?:₽|руб(?:\.|лей|ля|ль)?|р\.|rub)$/iu, '').replace(/^₽/u, ''),
        language,
      );
      return number === null ? wrong('fields.not_money') : checkValue(field, Math.round(number * 100));
    }
    case 'date': {
      const day = readDay(plain);
      return day === null ? wrong('fields.not_date') : checkValue(field, day);
    }
    case 'choice': {
      const wanted = searchText(plain);
      const found = field.choices.find(
        ({ key, name_ru, name_en }) =>
          key === plain || [name_ru, name_en ?? ''].some((name) => name !== '' && searchText(name) === wanted),
      );
      return found === undefined
        ? wrong('fields.no_such_choice', {
            choices: field.choices
              .filter((one) => !one.archived)
              .map(({ name_ru }) => name_ru)
              .join(', '),
          })
        : right(found.key);
    }
    case 'person': {
      const id = UUID.test(plain) ? plain : people.get(searchText(plain));
      return id === undefined ? wrong('fields.no_such_person', { name: plain }) : right(id);
    }
    case 'yes_no':
      return YES.test(plain) ? right(true) : NO.test(plain) ? right(false) : wrong('fields.not_yes_no');
  }
}

/** `1 870`, `21,6`, `−5`; commas that part thousands are English only. */
function readNumber(text: string, language: 'ru' | 'en'): number | null {
  let plain = text.replace(/[\s_']/gu, '').replace(/[−–]/gu, '-');
  if (language === 'en' && /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(plain)) plain = plain.replaceAll(',', '');
  return /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** `23.11.2026`, `23/11/2026`, `2026-11-23`, each perhaps with a time behind it. */
function readDay(text: string): string | null {
  const day = text.replace(/[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/u, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day);
  const written = iso === null ? /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(day) : null;
  const [year, month, date] = iso === null ? [written?.[3], written?.[2], written?.[1]] : iso.slice(1);
  if (year === undefined || month === undefined || date === undefined) return null;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** A value as it stands in a cell that is read back by `readText`: choices and people by their names. */
export function printText(
  field: FieldDefinition,
  value: CustomValue,
  language: 'ru' | 'en',
  nameOf: (id: string) => string,
): string {
  switch (field.type) {
    case 'number':
      return String(value).replace('.', language === 'ru' ? ',' : '.');
    case 'money':
      return (Number(value) / 100)
        .toFixed(2)
        .replace(/\.00$/, '')
        .replace('.', language === 'ru' ? ',' : '.');
    case 'choice': {
      const choice = field.choices.find(({ key }) => key === value);
      return choice === undefined ? String(value) : nameIn(choice, language);
    }
    case 'person':
      return nameOf(String(value));
    case 'yes_no':
      return language === 'ru' ? (value === true ? 'да' : 'нет') : value === true ? 'yes' : 'no';
    default:
      return String(value);
  }
}
