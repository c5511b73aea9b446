import { type CustomName, isCustomName } from '#modules/fields/rules.ts';
import { digestOf } from '../digests/rules.ts';
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
  'tags',
  'note',
  'contact_name',
  'contact_last_name',
  'contact_first_name',
  'contact_middle_name',
  'contact_position',
  'contact_role',
  'contact_phones',
  'contact_emails',
] as const;
/** A field of the company's own of the people that a row names. */
export type PersonField = `contact_custom.${string}`;
const OF_PERSON = 'contact_custom.';
export const PERSON_FIELD = '^contact_custom\\.[a-z][a-z0-9_]{0,39}$';
export const personField = (key: string): PersonField => `${OF_PERSON}${key}`;
export const isPersonField = (text: string): text is PersonField => text.startsWith(OF_PERSON);
export const keyOfPersonField = (name: PersonField): string => name.slice(OF_PERSON.length);

/** One of these, or a field of the company's own: `custom.<key>` of a client, `contact_custom.<key>` of a person. */
export type ImportField = (typeof IMPORT_FIELDS)[number] | CustomName | PersonField;

export function isImportField(text: string): text is ImportField {
  return IMPORT_FIELDS.some((field) => field === text) || isCustomName(text) || isPersonField(text);
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

/** Where a policy says nothing: ids recognise, an address only lends its town, and people are added, never overwritten. */
const WITHOUT_POLICY: readonly ImportField[] = [
  'external_id',
  'address',
  'contact_name',
  'contact_last_name',
  'contact_first_name',
  'contact_middle_name',
  'contact_position',
  'contact_phones',
  'contact_emails',
];

/** Whether a column that goes into the field may be told what to do where the register knows something already. */
export const takesPolicy = (field: ImportField): boolean => !WITHOUT_POLICY.includes(field) && !isPersonField(field);

/** The policy of each field: of several columns that share one, the first that has a policy says it. */
export function policiesOfFields(mapping: Mapping, columns: ColumnPolicies): Policies {
  const policies: Partial<Record<ImportField, Policy>> = {};
  for (const [heading, field] of Object.entries(mapping)) {
    const policy = columns[heading];
    if (field !== null && policy !== undefined) policies[field] ??= policy;
  }
  return policies;
}

/** Fields that several columns may share: several phones, several people one behind another. */
export const REPEATED_FIELDS: readonly ImportField[] = [
  'phones',
  'emails',
  'sites',
  'tags',
  'note',
  'contact_name',
  'contact_last_name',
  'contact_first_name',
  'contact_middle_name',
  'contact_position',
  'contact_role',
  'contact_phones',
  'contact_emails',
];
export const IDENTITY_FIELDS: readonly ImportField[] = ['inn', 'oktmo', 'external_id'];

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
  return [...new Set(given)].filter(
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

/** Columns that the file of refused rows puts in front of the original ones; they are no part of the register. */
const OWN_COLUMNS: readonly (readonly string[])[] = [
  ['Строка', 'Причина'],
  ['Row', 'Reason'],
];

/** The headings without the two columns of a file of refused rows, in whatever language it was written. */
export function headingsOfSource(headings: readonly string[]): readonly string[] {
  const own = OWN_COLUMNS.some((columns) => columns.every((name, place) => headings[place] === name));
  return own ? headings.slice(2) : headings;
}

/** Tells files of one register, whatever they are called and whoever has mended them: by their headings. */
export function originOf(headings: readonly string[]): string {
  return digestOf(headingsOfSource(headings).toSorted().join('\n'));
}

/** By what a field is proposed for a column: its heading, a part of it, its content, or both. */
export const PROPOSED_BY = ['name', 'part_of_name', 'name_and_values', 'values', 'values_disagree'] as const;
export type ProposedBy = (typeof PROPOSED_BY)[number];

/** What was proposed for the columns of a file, by their headings. */
export type Proposals = Readonly<Record<string, { field: ImportField; by: ProposedBy }>>;

/** By what the field that a column goes into was proposed; null where somebody has chosen otherwise, or nothing was proposed. */
export function whyProposed(proposals: Proposals, heading: string, field: ImportField | null): ProposedBy | null {
  const proposal = Object.hasOwn(proposals, heading) ? proposals[heading] : undefined;
  return proposal === undefined || proposal.field !== field ? null : proposal.by;
}
