import { type CustomName, isCustomName, isGrouped } from '#modules/fields/rules.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';

/** The company's own fields by whose values a list can be grouped. */
export function ownGroupings(fields: readonly FieldWords[]): { value: CustomName; label: string }[] {
  return fields.flatMap(({ name, type, label }) =>
    isCustomName(name) && isGrouped(type) ? [{ value: name, label }] : [],
  );
}
