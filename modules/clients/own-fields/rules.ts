import {
  type CustomName,
  type CustomValue,
  customName,
  type FieldDefinition,
  isCustomName,
  keyOfName,
  printText,
} from '#modules/fields/rules.ts';
import { searchText } from '#shared/search-text.ts';
import { type ImportField, isPersonField, keyOfPersonField, type PersonField, personField } from '../imports/rules.ts';

/** What an import knows of the company's own fields: those in use, and who works here, by folded names. */
export interface OwnFields {
  fields: readonly FieldDefinition[];
  /** Those of the people that rows name. */
  ofPeople: readonly FieldDefinition[];
  people: ReadonlyMap<string, string>;
  /** The same people, by their ids. */
  names: ReadonlyMap<string, string>;
  language: 'ru' | 'en';
}
export const NO_OWN_FIELDS: OwnFields = {
  fields: [],
  ofPeople: [],
  people: new Map(),
  names: new Map(),
  language: 'ru',
};

export const ownField = ({ fields }: Pick<OwnFields, 'fields'>, name: CustomName): FieldDefinition | undefined =>
  fields.find(({ key }) => key === keyOfName(name));

export const ownPersonField = (
  { ofPeople }: Pick<OwnFields, 'ofPeople'>,
  name: PersonField,
): FieldDefinition | undefined => ofPeople.find(({ key }) => key === keyOfPersonField(name));

/** Whether a file may say choices, which somebody may remove while it is brought in. */
export const hasChoices = ({ fields, ofPeople }: OwnFields): boolean =>
  [...fields, ...ofPeople].some(({ type }) => type === 'choice');

/** Whether a column may be taken into a field: one of the company's own must still be there. */
export function isInUse(own: Pick<OwnFields, 'fields' | 'ofPeople'>, field: ImportField): boolean {
  if (isCustomName(field)) return ownField(own, field) !== undefined;
  return !isPersonField(field) || ownPersonField(own, field) !== undefined;
}

/** Fields that a file may be taken into: put away they are not, and neither are choices put away chosen anew. */
export function forImport(fields: readonly FieldDefinition[]): FieldDefinition[] {
  return fields
    .filter(({ archived }) => !archived)
    .map((field) => ({ ...field, choices: field.choices.filter((choice) => !choice.archived) }));
}

/** Headings that are the very name of a field in use: whatever else they may mean, here they mean it. */
export function namedBy(own: OwnFields, headings: readonly string[]): Map<string, ImportField> {
  const named = new Map<string, ImportField>();
  const fields = [
    ...own.fields.map((field) => ({ ...field, target: customName(field.key) })),
    ...own.ofPeople.map((field) => ({ ...field, target: personField(field.key) })),
  ];
  for (const field of fields) {
    const names = [field.name_ru, field.name_en ?? '', field.key].map(searchText).filter((name) => name !== '');
    const heading = headings.find((one) => !named.has(one) && names.includes(searchText(one)));
    if (heading !== undefined) named.set(heading, field.target);
  }
  return named;
}

/** A value in words; people by their names as far as they work here. */
export function ownWords(own: OwnFields, name: CustomName, value: CustomValue): string {
  const field = ownField(own, name);
  return field === undefined ? String(value) : printText(field, value, own.language, (id) => own.names.get(id) ?? '');
}

/** Everybody who works here by their folded names; a name that two have says nobody. */
export function byFoldedName(people: readonly { id: string; full_name: string }[]): Map<string, string> {
  const grouped = Map.groupBy(people, ({ full_name }) => searchText(full_name));
  return new Map(
    [...grouped].flatMap(([name, [first, ...others]]) =>
      first === undefined || others.length > 0 ? [] : [[name, first.id] as const],
    ),
  );
}
