const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether it is the id of a record. */
export function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value);
}

/** What was, or what became, as fields by name; a value that is not an object has none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The ids that stand in the fields of these values, each once. */
export function idsIn(values: readonly unknown[]): string[] {
  return [
    ...new Set(values.flatMap((value) => Object.values(fieldsOf(value)).filter((one): one is string => isId(one)))),
  ];
}

export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields that differ, in the order in which they are told; what is absent counts as nothing. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}
