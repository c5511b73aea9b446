import { useMemo } from 'react';
import { listEmployees } from '#modules/people/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import type { Choice, FieldWords } from '#ui-kit/filters/filter-words.ts';
import { useText } from '#ui-kit/text.tsx';
import type { ListFieldView } from '../../contract.ts';

const NOTHING: Choices = {};
export type Choices = Readonly<Record<string, readonly Choice[] | undefined>>;

/**
 * What a list is filtered by, in words; null until it is known. Fields of the program are named by the texts of `keyOf`; `read`
 * holds the values of those whose choices the list itself has. The same words for the same answers: columns are made of them.
 */
export function useFieldWords(
  fields: readonly ListFieldView[] | undefined,
  keyOf: (name: string) => string,
  read = NOTHING,
): FieldWords[] | null {
  const { t, format } = useText();
  const employees = useRead(listEmployees, { query: { status: ['active'], limit: 200 } }).data;
  return useMemo(() => {
    if (fields === undefined) return null;
    const people = (employees?.items ?? [])
      .map((employee) => ({ value: employee.id, label: employee.full_name }))
      .toSorted((one, other) => format.compare(one.label, other.label));
    const word = (key: string, instead: string) => (t.has(key) ? t(key) : instead);
    const choicesOf = (field: ListFieldView): readonly Choice[] => {
      if (field.type === 'person') return people;
      if (field.values === undefined) return read[field.name] ?? [];
      return field.values.map((value, at) => ({
        value,
        label: field.labels?.[at] ?? word(field.words?.[at] ?? value, value),
      }));
    };
    return fields.map((field) => ({
      ...field,
      label: field.label ?? word(keyOf(field.name), field.name),
      choices: choicesOf(field),
    }));
  }, [fields, employees, keyOf, read, t, format]);
}
