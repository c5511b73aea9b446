import { customPeople, fieldsOf } from '#modules/fields/queries.ts';
import {
  type CustomName,
  type CustomValues,
  isCustomName,
  keyOfName,
  nameIn,
  printText,
} from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { mayEditClient, mayMergeIn } from '../access.ts';
import { contactRowsOf } from '../contacts/store.ts';
import { reachesOf } from '../queries.ts';
import { detailsOf } from '../register/rules.ts';
import { employeeNames, findClient } from '../store.ts';
import { rowsAtClients } from './commands.ts';
import type { MergePreview } from './contract.ts';
import {
  chosenFields,
  decisionMakerQuestion,
  defaultSide,
  factsOf,
  holderQuestion,
  JOINED_FIELDS,
  saysSame,
} from './rules.ts';
import { countRows, type RowsAtClient } from './store.ts';

/** What a merge of `fromId` into `intoId` would do, and what somebody has to say first. Out of reach is not found. */
export async function previewMerge(context: Context, intoId: string, fromId: string): Promise<Result<MergePreview>> {
  const [into, from, reaches] = await Promise.all([
    findClient(context, intoId),
    findClient(context, fromId),
    reachesOf(context, [intoId, fromId]),
  ]);
  if (into === null || from === null) return notFound();
  const isOpen = [into, from].every(
    ({ id, sales_system_id }) =>
      mayMergeIn(context.actor, sales_system_id) ||
      mayEditClient(context.actor, reaches.get(id) ?? 'none', sales_system_id),
  );
  if (!isOpen) return notFound();
  const [ours, theirs] = [detailsOf(into), detailsOf(from)];
  const holders = holderQuestion(factsOf(into), factsOf(from)) ?? [];
  const [moves, names, people, others] = await Promise.all([
    tellingRows(context, rowsAtClients(), fromId),
    employeeNames(context, holders),
    contactRowsOf(context, intoId),
    contactRowsOf(context, fromId),
  ]);
  const fields = await fieldsOf(context, 'client');
  const named = await customPeople(context, fields, [into.custom, from.custom]);
  const { language } = context.actor;
  const shownOwn = (name: CustomName) => {
    const field = fields.find(({ key, archived }) => key === keyOfName(name) && !archived);
    if (field === undefined) return null;
    const words = (values: CustomValues): string | null => {
      const value = values[field.key];
      return value === undefined ? null : printText(field, value, language, (id) => named[id] ?? '');
    };
    return { name: nameIn(field, language), into: words(into.custom), from: words(from.custom) };
  };
  const deciding = decisionMakerQuestion(people, others, searchText);
  return ok({
    fields: chosenFields(ours, theirs).flatMap((field) => {
      const own = isCustomName(field) ? shownOwn(field) : undefined;
      // A field that is put away goes the usual way, and nobody is asked about it.
      if (own === null) return [];
      return {
        field,
        differs: !saysSame(ours[field] ?? null, theirs[field] ?? null),
        side: defaultSide(field, ours, theirs),
        joins: JOINED_FIELDS.includes(field),
        fixed: field === 'do_not_call',
        ...(own === undefined ? {} : { own }),
      };
    }),
    moves: [{ table: 'contacts', count: others.length }, ...moves].filter(({ count }) => count > 0),
    holders: holders.map((id) => ({ id, full_name: names.get(id) ?? '' })),
    decision_makers: deciding === null ? null : { into: deciding.into.full_name, from: deciding.from.full_name },
  });
}

/** What a client has, table by table, as far as it means something to people. */
export async function tellingRows(
  context: Context,
  parts: readonly RowsAtClient[],
  clientId: string,
): Promise<{ table: string; count: number }[]> {
  const counted = await countRows(context, parts, clientId);
  return counted.filter(({ table, count }) => count > 0 && !INNER.includes(table));
}

/** Tables that mean nothing to people. */
const INNER: readonly string[] = [
  'client_keys',
  'client_source_rows',
  'client_participants',
  'doubted_numbers',
  'client_import_conflicts',
];
