import { type FilterField, writeFilter } from '#shared/filter.ts';

interface Beginning {
  id: string;
  shared: boolean;
  desks: readonly string[];
}

/**
 * The view that a list begins with: the person's own choice, which may be the whole list, else the first shared view that
 * stands for a function the person holds.
 */
export function homeOf(
  views: readonly Beginning[],
  chosen: { viewId: string | null } | null,
  functions: readonly string[],
): string | null {
  if (chosen !== null && (chosen.viewId === null || views.some(({ id }) => id === chosen.viewId))) return chosen.viewId;
  return views.find(({ shared, desks }) => shared && desks.some((desk) => functions.includes(desk)))?.id ?? null;
}

/** A field that a list is filtered by. */
export interface ListField extends FilterField {
  /** Keys of the texts of its values, in the order of `values`. */
  words?: readonly string[];
  /** The name of a field that the company has made itself. */
  label?: string;
  /** The names of its values, in the order of `values`. */
  labels?: readonly string[];
}

/** A field as it goes over the wire. */
export function fieldView<Field extends ListField>({ values, words, labels, ...field }: Field) {
  return {
    ...field,
    ...(values === undefined ? {} : { values: [...values] }),
    ...(words === undefined ? {} : { words: [...words] }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
  };
}

/** The condition that narrows a list to one of its groups; a month (`2027-01`) is a stretch of days. */
export function groupFilter(field: string, value: string | null, kind: 'value' | 'month' | 'yes_no' = 'value'): string {
  if (value === null) return writeFilter({ field, op: 'is', values: [] });
  if (kind === 'yes_no') return writeFilter({ field, op: 'is', values: [value === 'true' ? 'yes' : 'no'] });
  if (kind === 'value') return writeFilter({ field, op: 'is', values: [value] });
  const first = Temporal.PlainDate.from(`${value}-01`);
  return writeFilter({ field, op: 'is', values: [`${first}..${first.with({ day: first.daysInMonth })}`] });
}

/** Groups in the order of a closed list where there is one, else by name; the group without a value comes last. */
export function groupsInOrder<Group extends { value: string | null; label: string | null }>(
  groups: readonly Group[],
  order: readonly string[] = [],
): Group[] {
  const { compare } = new Intl.Collator('ru');
  const name = ({ label, value }: Group) => label ?? value ?? '';
  return groups.toSorted((one, other) => {
    if (one.value === null || other.value === null) return one.value === null ? 1 : -1;
    const byOrder = order.indexOf(one.value) - order.indexOf(other.value);
    return byOrder === 0 ? compare(name(one), name(other)) : byOrder;
  });
}
