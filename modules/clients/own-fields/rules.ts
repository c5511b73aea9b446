import {
  type CustomName,
  type CustomValue,
  customName,
  type FieldDefinition,
  keyOfName,
  printText,
} from '#modules/fields/rules.ts';
import { searchText } from '#shared/search-text.ts';

/** What an import knows of the company's own fields: those in use, and who works here, by folded names. */
export interface OwnFields {
  fields: readonly FieldDefinition[];
  people: ReadonlyMap<string, string>;
  /** The same people, by their ids. */
  names: ReadonlyMap<string, string>;
  language: 'ru' | 'en';
}
export const NO_OWN_FIELDS: OwnFields = { fields: [], people: new Map(), names: new Map(), language: 'ru' };

export const ownField = ({ fields }: Pick<OwnFields, 'fields'>, name: CustomName): FieldDefinition | undefined =>
  fields.find(({ key }) => key === keyOfName(name));

/** Fields that a file may be taken into: put away they are not, and neither are choices put away chosen anew. */
export function forImport(fields: readonly FieldDefinition[]): FieldDefinition[] {
  return fields
    .filter(({ archived }) => !archived)
    .map((field) => ({ ...field, choices: field.choices.filter((choice) => !choice.archived) }));
}

/** Headings that are the very name of a field in use: whatever else they may mean, here they mean it. */
export function namedBy(own: OwnFields, headings: readonly string[]): Map<string, CustomName> {
  const named = new Map<string, CustomName>();
  for (const field of own.fields) {
    const names = [field.name_ru, field.name_en ?? '', field.key].map(searchText).filter((name) => name !== '');
    const heading = headings.find((one) => !named.has(one) && names.includes(searchText(one)));
    if (heading !== undefined) named.set(heading, customName(field.key));
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
