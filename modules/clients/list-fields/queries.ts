import type { FilterColumn } from '#platform/db/filter-sql.ts';
import { CLIENT_FIELDS, type ListField } from './rules.ts';
import { LIST_COLUMNS } from './store.ts';

/** A field of a later module: what it is, and the condition over a client `c` that it is compiled into. */
export interface LaterField extends FilterColumn {
  field: ListField;
}

const later = new Map<string, LaterField>();

/** Registers what else the register is filtered by; a later module does so for its own records when the program is composed. */
export function registerListField(field: LaterField): void {
  later.set(field.field.name, field);
}

export function listFields(): ListField[] {
  return [...CLIENT_FIELDS, ...[...later.values()].map(({ field }) => field)];
}

export function listColumns(): FilterColumn[] {
  return [...LIST_COLUMNS, ...later.values()];
}
