import { checkKpp, checkOgrn, checkOktmo, restoreInn } from '#shared/identifiers.ts';
import { parsePhones } from '#shared/phone.ts';
import { CALL_BASES, type CallBasis } from '../rules.ts';

/** What a column of a file may be taken into. */
export const IMPORT_FIELDS = [
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'oktmo',
  'external_id',
  'organisation_type',
  'region',
  'settlement',
  'address',
  'time_zone',
  'size',
  'latitude',
  'longitude',
  'phones',
  'emails',
  'sites',
  'segment',
  'note',
  'contact_name',
  'contact_position',
  'contact_phones',
  'contact_emails',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export function isImportField(text: string): text is ImportField {
  return IMPORT_FIELDS.some((field) => field === text);
}

/** Which field each column goes into; a column that goes nowhere is left out of the register and named in the report. */
export type Mapping = Readonly<Record<string, ImportField | null>>;

/**
 * What a column does where the register knows something already: `fill` only fills in what is blank, `overwrite` lets the
 * file win whatever people have corrected, `ask` gathers the differences for somebody's word. Without one, what the source
 * has changed since it was last read is changed, and what people have corrected stays.
 */
export const POLICIES = ['fill', 'overwrite', 'ask'] as const;
export type Policy = (typeof POLICIES)[number];
export type Policies = Readonly<Partial<Record<ImportField, Policy>>>;
/** The same by headings, as the user sets it. */
export type ColumnPolicies = Readonly<Record<string, Policy>>;

/** The policy of each field: of several columns that share one, the first that has a policy says it. */
export function policiesOfFields(mapping: Mapping, columns: ColumnPolicies): Policies {
  const policies: Partial<Record<ImportField, Policy>> = {};
  for (const [heading, field] of Object.entries(mapping)) {
    const policy = columns[heading];
    if (field !== null && policy !== undefined) policies[field] ??= policy;
  }
  return policies;
}

/** Fields that several columns may share. */
export const REPEATED_FIELDS: readonly ImportField[] = [
  'phones',
  'emails',
  'sites',
  'contact_phones',
  'contact_emails',
];
export const IDENTITY_FIELDS: readonly ImportField[] = ['inn', 'oktmo', 'external_id'];

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

interface FieldNames {
  key: ImportField;
  names: readonly string[];
  looksLike?: (values: readonly string[]) => number;
  repeated?: boolean;
}

const phoneLike = (values: readonly string[]): number =>
  share(values, (value) => parsePhones(value).phones.some((phone) => phone.known));
/** Digits tell a number but not which: such values confirm a heading and never make up for one. */
const CONFIRMS = 0.5;

/** Usual headings of the fields, and what their values look like: by these a mapping is proposed. */
export const FIELD_NAMES: readonly FieldNames[] = [
  {
    key: 'name',
    names: [
      'наименование',
      'название',
      'организация',
      'компания',
      'клиент',
      'краткое наименование',
      'сокращённое наименование',
      'муниципальное образование',
      'name',
      'company',
      'client',
      'organisation',
      'organization',
    ],
  },
  { key: 'legal_name', names: ['полное наименование', 'юридическое наименование', 'legal name'] },
  {
    key: 'inn',
    names: ['инн', 'inn', 'tax number', 'tax id'],
    looksLike: (values) => share(values, (value) => restoreInn(value).ok),
  },
  { key: 'kpp', names: ['кпп', 'kpp'], looksLike: (values) => CONFIRMS * share(values, (value) => checkKpp(value).ok) },
  {
    key: 'ogrn',
    names: ['огрн', 'огрнип', 'ogrn'],
    looksLike: (values) => share(values, (value) => checkOgrn(value).ok),
  },
  {
    key: 'oktmo',
    names: ['октмо', 'код октмо', 'oktmo'],
    looksLike: (values) => CONFIRMS * share(values, (value) => checkOktmo(value).ok),
  },
  {
    key: 'external_id',
    names: [
      'id',
      'идентификатор',
      'внешний код',
      'код клиента',
      'external id',
      'uid',
      'guid',
      'kladr_id',
      'кладр',
      'fias_id',
      'фиас',
    ],
    // An id that repeats is the id of something else: of a region, of a district.
    looksLike: (values) => (new Set(values).size === values.length ? CONFIRMS : 0),
  },
  {
    key: 'organisation_type',
    names: ['тип организации', 'вид организации', 'организационно-правовая форма', 'organisation type'],
  },
  { key: 'region', names: ['регион', 'субъект', 'субъект рф', 'область', 'region', 'province'] },
  { key: 'settlement', names: ['город', 'населённый пункт', 'city', 'town', 'settlement'] },
  { key: 'address', names: ['адрес', 'юридический адрес', 'почтовый адрес', 'address'] },
  { key: 'time_zone', names: ['часовой пояс', 'часовая зона', 'timezone', 'time zone'] },
  {
    key: 'size',
    names: ['население', 'численность', 'численность населения', 'размер', 'population', 'size', 'employees'],
    looksLike: (values) => CONFIRMS * share(values, (value) => readWhole(value) !== undefined),
  },
  {
    key: 'latitude',
    names: ['широта', 'lat', 'latitude', 'geo_lat'],
    looksLike: (values) => CONFIRMS * share(values, (value) => readDegrees(value, 90) !== undefined),
  },
  {
    key: 'longitude',
    names: ['долгота', 'lon', 'lng', 'longitude', 'geo_lon'],
    looksLike: (values) => CONFIRMS * share(values, (value) => readDegrees(value, 180) !== undefined),
  },
  {
    key: 'phones',
    names: ['телефон', 'телефоны', 'тел', 'phone', 'phones', 'рабочий телефон', 'мобильный телефон'],
    looksLike: phoneLike,
    repeated: true,
  },
  {
    key: 'emails',
    names: ['почта', 'электронная почта', 'email', 'e-mail', 'mail'],
    looksLike: (values) => share(values, (value) => value.includes('@')),
    repeated: true,
  },
  {
    key: 'sites',
    names: ['сайт', 'веб-сайт', 'site', 'website', 'web', 'url'],
    looksLike: (values) =>
      share(values, (value) => /^(?:https?:\/\/|www\.)\S+$|^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+\/?$/u.test(value)),
    repeated: true,
  },
  { key: 'segment', names: ['сегмент', 'segment'] },
  { key: 'note', names: ['комментарий', 'примечание', 'заметка', 'comment', 'note', 'notes'] },
  {
    key: 'contact_name',
    names: ['контактное лицо', 'контакт', 'фио', 'руководитель', 'глава', 'contact', 'contact person', 'contact name'],
  },
  { key: 'contact_position', names: ['должность', 'должность контакта', 'position', 'job title'] },
  {
    key: 'contact_phones',
    names: ['телефон контакта', 'телефон контактного лица', 'contact phone'],
    looksLike: (values) => CONFIRMS * phoneLike(values),
    repeated: true,
  },
  {
    key: 'contact_emails',
    names: ['почта контакта', 'email контакта', 'contact email'],
    looksLike: (values) => CONFIRMS * share(values, (value) => value.includes('@')),
    repeated: true,
  },
];

/** A list of towns has no other name than the town's: its column names the client as well as its place. */
export function nameFromTown(mapping: Record<string, ImportField | null>): Record<string, ImportField | null> {
  if (Object.values(mapping).includes('name')) return mapping;
  const town = Object.keys(mapping).find((heading) => mapping[heading] === 'settlement');
  return town === undefined ? mapping : { ...mapping, [town]: 'name' };
}

/** Whether the rows of a file can be recognised by an id; without one they are recognised by name and region. */
export function hasIdentity(mapping: Mapping): boolean {
  return Object.values(mapping).some((field) => field !== null && IDENTITY_FIELDS.includes(field));
}

/** Fields given to several columns that can take only one; every other mapping can be read. */
export function fieldsMappedTwice(mapping: Mapping): ImportField[] {
  const given = Object.values(mapping).filter((field) => field !== null);
  return IMPORT_FIELDS.filter(
    (field) => !REPEATED_FIELDS.includes(field) && given.filter((other) => other === field).length > 1,
  );
}

/** What the law rests calls on, as a user puts it into words: `согласие`, `обращение`, `договор`, else an offer to a published number. */
export function readBasis(text: string): { basis: CallBasis; note: string | null } {
  const tidy = text.trim();
  const known = CALL_BASES.find((basis) => basis === tidy.toLowerCase());
  if (known !== undefined) return { basis: known, note: null };
  const words = tidy.toLowerCase();
  if (/соглас|consent/.test(words)) return { basis: 'prior_consent', note: tidy };
  if (/обращен|запрос|заявк|enquir|inquir/.test(words)) return { basis: 'enquiry', note: tidy };
  if (/договор|контракт|contract/.test(words)) return { basis: 'contract', note: tidy };
  return { basis: 'individual_offer', note: tidy };
}

/** `14 961`, `14961.0`, `14 961 чел.`; never below zero. */
export function readWhole(text: string): number | undefined {
  const match = /^(\d[\d\s']*)(?:[.,]0+)?(?:\s*\p{L}+\.?)?$/u.exec(text.trim());
  const value = Number((match?.[1] ?? '').replace(/[\s']/gu, ''));
  return match !== null && Number.isSafeInteger(value) && value <= 2_000_000_000 ? value : undefined;
}

export function readDegrees(text: string, limit: number): number | undefined {
  if (!/^[-+]?\d{1,3}(?:[.,]\d+)?$/.test(text.trim())) return undefined;
  const value = Number(text.trim().replace(',', '.'));
  return Math.abs(value) <= limit ? value : undefined;
}
