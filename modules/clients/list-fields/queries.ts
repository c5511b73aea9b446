import { type CustomColumn, customColumns, fieldsOf } from '#modules/fields/queries.ts';
import { isGrouped } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import { byValue, type GroupPlace } from '#platform/db/list-groups.ts';
import type { OwnOrders } from '#platform/db/list-pages.ts';
import { CLIENT_FIELDS, type ClientField } from './rules.ts';
import { CUSTOM_OF_CLIENTS, LIST_COLUMNS } from './store.ts';

/** A field of a later module: what it is, and the condition over a client `c` that it is compiled into. */
export interface LaterField extends FilterColumn {
  field: ClientField;
}

const later = new Map<string, LaterField>();

/** Registers what else the register is filtered by; a later module does so for its own records when the program is composed. */
export function registerListField(field: LaterField): void {
  later.set(field.field.name, field);
}

/** A field of the company's own by whose values the register falls into groups, along its index. */
export interface OwnGrouping {
  field: CustomColumn['field'];
  place: GroupPlace;
}

/** What the register is filtered by, where each field is found, and which of the company's own fields put it in order or in groups. */
export interface RegisterFields {
  fields: ClientField[];
  columns: FilterColumn[];
  orders: OwnOrders;
  groupings: ReadonlyMap<string, OwnGrouping>;
}

/** Those of the program, those of later modules, and those that the company has made itself. */
export async function registerFields(context: Pick<Context, 'db' | 'memory' | 'actor'>): Promise<RegisterFields> {
  const own = customColumns(await fieldsOf(context, 'client'), CUSTOM_OF_CLIENTS, context.actor.language);
  return {
    fields: [
      ...CLIENT_FIELDS,
      ...[...later.values()].map(({ field }) => field),
      ...own.map(({ field }) => ({ ...field, reach: 'card' as const })),
    ],
    columns: [...LIST_COLUMNS, ...later.values(), ...own],
    groupings: groupingsOf(own),
    orders: new Map(own.flatMap(({ field, order }) => (order === null ? [] : [[field.name, order] as const]))),
  };
}

const groupingsOf = (own: readonly CustomColumn[]): Map<string, OwnGrouping> =>
  new Map(
    own
      .filter(({ field }) => isGrouped(field.type))
      .map(({ field, column }) => [field.name, { field, place: byValue(column) }] as const),
  );
