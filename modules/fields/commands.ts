import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import { registerFieldWords } from '#modules/journal/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayDefineFields } from './access.ts';
import type { FieldChange, FieldList, FieldView, NewField } from './contract.ts';
import { carrierOf } from './indexing/queries.ts';
import { firstUsed } from './indexing/store.ts';
import { fieldView, listFields } from './queries.ts';
import { customName, type Entity, type FieldChoice, type FieldDefinition, keyFor, nameIn } from './rules.ts';
import {
  type FieldFacts,
  fieldRows,
  insertField,
  lockChoices,
  lockFields,
  saveChoices,
  saveField,
  savePositions,
} from './store.ts';

/** More would be another program's table and no card that a person reads. */
const MOST_FIELDS = 100;
/** Every index makes each write a little slower. */
const MOST_FILTERED = 20;

/**
 * Defines a field of the company's own on a kind of record, with a name for programs made of its name, which never changes.
 * A list can be filtered by it as soon as its index has been built. Refuses: `fields.name_taken`, `fields.too_many`,
 * `fields.too_many_filtered`, `fields.no_choices` for a choice without any.
 */
export async function createField(context: WriteContext, input: NewField): Promise<Result<FieldView>> {
  if (!mayDefineFields(context.actor)) return forbidden();
  const carrier = carrierOf(input.entity);
  if (carrier === undefined) return invalid('/entity', 'field.not_in_list');
  if (input.filtered === true && !carrier.listed) return invalid('/filtered', 'fields.no_list');
  const all = (await lockFields(context)).filter(({ entity }) => entity === input.entity);
  if (all.length >= MOST_FIELDS) return refuse('fields.too_many', { values: { most: MOST_FIELDS } });
  const named = { name_ru: input.name_ru.trim(), name_en: tidyName(input.name_en) };
  const free = checkNames(all, null, named);
  if (!free.ok) return free;
  const filtered = input.filtered ?? false;
  const within = checkFiltered(all, null, filtered);
  if (!within.ok) return within;
  const isChoice = input.type === 'choice';
  const choices = choicesFrom([], isChoice ? (input.choices ?? []) : []);
  if (!choices.ok) return choices;
  if (isChoice && choices.value.length === 0) return invalid('/choices', 'fields.no_choices');
  const id = newId();
  const field = {
    id,
    entity: input.entity,
    key: keyFor(
      named.name_ru,
      all.map(({ key }) => key),
      'field',
    ),
    type: input.type,
    ...named,
    decimals: input.type === 'number' ? (input.decimals ?? 0) : 0,
    filtered,
    position: Math.max(0, ...all.map(({ position }) => position)) + 1,
  };
  await insertField(context, field);
  await saveChoices(context, id, choices.value);
  const { entity, key, type } = field;
  const entry = await record(context, {
    action: 'custom_field.defined',
    subject: { kind: 'custom_field', id },
    after: { entity, key, field_type: type, ...named, filtered, choices: choices.value.map(({ name_ru }) => name_ru) },
  });
  offerUndo(context, entry);
  return told(context, id);
}

/**
 * Renames a field, changes what there is to choose, lets lists be filtered by it, puts it away or brings it back; its values
 * stay whatever happens. Refuses a stale version, `fields.name_taken`, `fields.choice_in_use` for removing a choice that a
 * record has (it may be put away instead), `fields.too_many_filtered`.
 */
export async function changeField(context: WriteContext, id: string, change: FieldChange): Promise<Result<FieldView>> {
  if (!mayDefineFields(context.actor)) return forbidden();
  const fields = await lockFields(context);
  const field = fields.find((one) => one.id === id);
  if (field === undefined) return notFound();
  if (field.version !== change.version) return staleVersion(fieldView(field, context.actor.language));
  const others = fields.filter(({ entity }) => entity === field.entity);
  const next: FieldFacts = {
    name_ru: change.name_ru?.trim() ?? field.name_ru,
    name_en: change.name_en === undefined ? field.name_en : tidyName(change.name_en),
    filtered: change.filtered ?? field.filtered,
    archived: change.archived ?? field.archived,
  };
  const free = checkNames(others, id, next);
  if (!free.ok) return free;
  if (next.filtered && carrierOf(field.entity)?.listed !== true) return invalid('/filtered', 'fields.no_list');
  const within = checkFiltered(others, id, next.filtered && !next.archived);
  if (!within.ok) return within;
  const choices =
    field.type === 'choice' && change.choices !== undefined
      ? choicesFrom(field.choices, change.choices)
      : ok(field.choices);
  if (!choices.ok) return choices;
  if (field.type === 'choice' && choices.value.length === 0) return invalid('/choices', 'fields.no_choices');
  const removable = await checkRemoved(context, field, choices.value);
  if (!removable.ok) return removable;
  return keep(context, field, next, choices.value, 'custom_field.changed');
}

async function keep(
  context: WriteContext,
  field: FieldDefinition,
  next: FieldFacts,
  choices: readonly FieldChoice[],
  action: string,
): Promise<Result<FieldView>> {
  const before = factsOf(field);
  const after = { ...next, choices };
  if (JSON.stringify(before) === JSON.stringify(after)) return told(context, field.id);
  await saveField(context, field.id, next);
  if (field.type === 'choice') await saveChoices(context, field.id, choices);
  const entry = await record(context, { action, subject: { kind: 'custom_field', id: field.id }, before, after });
  if (action === 'custom_field.changed') offerUndo(context, entry);
  return told(context, field.id);
}

const factsOf = ({ name_ru, name_en, filtered, archived, choices }: FieldDefinition) => ({
  name_ru,
  name_en,
  filtered,
  archived,
  choices: choices.map(({ key, name_ru: ru, name_en: en, archived: away }) => ({
    key,
    name_ru: ru,
    name_en: en,
    archived: away,
  })),
});

/** Puts the fields of a kind of record in this order; those that are not named follow. */
export async function orderFields(
  context: WriteContext,
  entity: Entity,
  ids: readonly string[],
): Promise<Result<FieldList>> {
  if (!mayDefineFields(context.actor)) return forbidden();
  const known = (await lockFields(context)).filter((field) => field.entity === entity);
  const ours = known.map((field) => field.id);
  const unknown = ids.find((id) => !ours.includes(id));
  if (unknown !== undefined) return invalid('/ids', 'field.not_in_list');
  const order = [...new Set([...ids, ...ours])];
  const [first] = order;
  if (first === undefined) return listFields(context, entity);
  await savePositions(context, order);
  await record(context, {
    action: 'custom_field.ordered',
    subject: { kind: 'custom_field', id: first },
    after: { entity, fields: order.map((id) => known.find((field) => field.id === id)?.name_ru ?? '') },
  });
  await announceFields(context, first);
  return listFields(context, entity);
}

const tidyName = (name: string | null | undefined): string | null => {
  const tidy = name?.replace(/\s+/gu, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
};

/** Two fields of one name on one card, or one called as another's key, would be told apart by nobody. */
function checkNames(
  others: readonly FieldDefinition[],
  id: string | null,
  { name_ru, name_en }: Pick<FieldFacts, 'name_ru' | 'name_en'>,
): Result<undefined> {
  const fold = (name: string) => name.toLowerCase().replaceAll('ё', 'е');
  for (const other of others) {
    if (other.id === id) continue;
    if (fold(other.name_ru) === fold(name_ru)) return invalid('/name_ru', 'fields.name_taken');
    if (name_en !== null && other.name_en !== null && fold(other.name_en) === fold(name_en))
      return invalid('/name_en', 'fields.name_taken');
  }
  return ok();
}

function checkFiltered(others: readonly FieldDefinition[], id: string | null, filtered: boolean): Result<undefined> {
  const already = others.filter((other) => other.id !== id && other.filtered && !other.archived).length;
  return filtered && already >= MOST_FILTERED
    ? invalid('/filtered', 'fields.too_many_filtered', { most: MOST_FILTERED })
    : ok();
}

type SaidChoice = NonNullable<FieldChange['choices']>[number];

/** The choices as said: known ones by their keys, new ones with keys made of their names. */
function choicesFrom(known: readonly FieldChoice[], said: readonly SaidChoice[]): Result<FieldChoice[]> {
  const taken = known.map(({ key }) => key);
  const choices: FieldChoice[] = [];
  for (const [index, choice] of said.entries()) {
    const name_ru = choice.name_ru.replace(/\s+/gu, ' ').trim();
    if (choice.key !== undefined && !known.some(({ key }) => key === choice.key))
      return invalid(`/choices/${index}/key`, 'field.not_in_list');
    const same = (one: FieldChoice) => one.key === choice.key || one.name_ru.toLowerCase() === name_ru.toLowerCase();
    if (choices.some(same)) return invalid(`/choices/${index}/name_ru`, 'fields.choice_twice');
    const key = choice.key ?? keyFor(name_ru, taken, 'choice');
    taken.push(key);
    choices.push({ key, name_ru, name_en: tidyName(choice.name_en), archived: choice.archived ?? false });
  }
  return ok(choices);
}

/** A choice that a record has is not removed. Whoever saves one just now is waited for. */
async function checkRemoved(
  context: WriteContext,
  field: FieldDefinition,
  choices: readonly FieldChoice[],
): Promise<Result<undefined>> {
  const removed = field.choices.filter(({ key }) => !choices.some((choice) => choice.key === key));
  if (removed.length === 0) return ok();
  const keys = removed.map(({ key }) => key);
  await lockChoices(context, field.id, keys);
  const table = carrierOf(field.entity)?.table;
  const used = table === undefined ? null : await firstUsed(context, table, field, keys);
  if (used === null) return ok();
  const name = removed.find(({ key }) => key === used)?.name_ru ?? used;
  return refuse('fields.choice_in_use', { code: 'conflict', values: { name }, details: { choice: used } });
}

async function announceFields(context: WriteContext, id: string): Promise<void> {
  await announce(context, { type: 'custom_field.changed', subjectKind: 'custom_field', subjectId: id, clientId: null });
}

async function told(context: WriteContext, id: string): Promise<Result<FieldView>> {
  await announceFields(context, id);
  const field = (await fieldRows(context, null)).find((one) => one.id === id);
  return field === undefined ? notFound() : ok(fieldView(field, context.actor.language));
}

/** Puts a definition back as it was before one change, unless it has changed since. */
const undoChange: Undo = async (context, entry) => {
  if (!mayDefineFields(context.actor)) return notFound();
  const field = (await lockFields(context)).find(({ id }) => id === entry.subjectId);
  if (field === undefined) return notFound();
  if (!isSame(factsOf(field), entry.after)) return refuse('journal.acted_on_since', { code: 'conflict' });
  // What `keep` has journaled.
  const { choices, ...facts } = entry.before as FieldFacts & { choices: FieldChoice[] };
  const removable = await checkRemoved(context, field, choices);
  return removable.ok ? keep(context, field, facts, choices, 'custom_field.change_undone') : removable;
};

/** Values of the journal have gone through JSON, which keeps no order of keys. */
const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** A field that has just been defined is put away again: somebody may have filled it in meanwhile. */
const undoDefinition: Undo = async (context, entry) => {
  if (!mayDefineFields(context.actor)) return notFound();
  const field = (await lockFields(context)).find(({ id }) => id === entry.subjectId);
  if (field === undefined) return notFound();
  if (field.version !== 1) return refuse('journal.acted_on_since', { code: 'conflict' });
  return keep(context, field, { ...factsOf(field), archived: true }, field.choices, 'custom_field.change_undone');
};

/** What the journal calls the fields and their choices. */
async function fieldWords(context: Context, kinds: readonly string[]) {
  const fields = (await fieldRows(context, null)).filter(({ entity }) => kinds.includes(entity));
  const { language } = context.actor;
  return fields.map((field) => ({
    kind: field.entity,
    field: customName(field.key),
    name: nameIn(field, language),
    type: field.type,
    choices: Object.fromEntries(field.choices.map((choice) => [choice.key, nameIn(choice, language)])),
  }));
}

export function registerFields(): void {
  registerUndo('custom_field.changed', undoChange);
  registerUndo('custom_field.defined', undoDefinition);
  registerFieldWords(fieldWords);
}
