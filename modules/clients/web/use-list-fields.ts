import { listEmployees } from '#modules/people/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import type { Choice, FieldWords } from '#ui-kit/filters/filter-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ListFieldView, listChoicesRoute, listFieldsRoute } from '../list-fields/contract.ts';

/** Fields whose values are read from the register. */
const FROM_REGISTER = ['region', 'segment', 'tag', 'source', 'type'] as const;

/** What the register is filtered by, in words; null until it is known. */
export function useListFields(): FieldWords[] | null {
  const { t, format } = useText();
  const fields = useRead(listFieldsRoute, {});
  const employees = useRead(listEmployees, { query: { status: ['active'], limit: 200 } });
  const region = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[0] } });
  const segment = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[1] } });
  const tag = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[2] } });
  const source = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[3] } });
  const type = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[4] } });
  if (fields.data === undefined) return null;
  const read: Readonly<Record<string, readonly Choice[] | undefined>> = {
    region: region.data?.items,
    segment: segment.data?.items,
    tag: tag.data?.items,
    source: source.data?.items,
    type: type.data?.items,
  };
  const people = (employees.data?.items ?? [])
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
  return fields.data.items.map((field) => ({
    ...field,
    label: field.label ?? word(`clients.list_field.${field.name}`, field.name),
    choices: choicesOf(field),
  }));
}
