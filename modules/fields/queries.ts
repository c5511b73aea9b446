import type { RawBuilder } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import type { FilterField } from '#shared/filter.ts';
import { type FieldFault, forbidden, ok, type Result, refuse } from '#shared/result.ts';
import { mayDefineFields, mayReadFields } from './access.ts';
import type { FieldList, FieldView } from './contract.ts';
import { carrierOf } from './indexing/queries.ts';
import {
  type CustomName,
  type CustomValues,
  customName,
  ENTITIES,
  type Entity,
  type FieldDefinition,
  nameIn,
  newlySaid,
  tidyCustom,
} from './rules.ts';
import { activePeople, everybodyActive, fieldRows, holdChoices, peopleNames, placeOf } from './store.ts';
import { en } from './texts.en.ts';
import { ru } from './texts.ru.ts';

type Reading = Pick<Context, 'db' | 'memory'>;

/** The fields of a kind of record in their order, those put away included; remembered for a moment. */
export async function fieldsOf(context: Reading, entity: Entity): Promise<FieldDefinition[]> {
  const find = () => fieldRows(context, entity);
  return context.memory === undefined ? find() : context.memory.recall(`fields.${entity}`, find);
}

/** Which fields there are, for everybody who works here. */
export async function listFields(context: Context, entity: Entity | undefined): Promise<Result<FieldList>> {
  if (!mayReadFields(context.actor)) return forbidden();
  const fields = await fieldRows(context, entity ?? null);
  return ok({
    items: fields.map((field) => fieldView(field, context.actor.language)),
    entities: ENTITIES.filter((one) => carrierOf(one) !== undefined),
    listed: ENTITIES.filter((one) => carrierOf(one)?.listed === true),
    may_edit: mayDefineFields(context.actor),
  });
}

export function fieldView(field: FieldDefinition, language: 'ru' | 'en'): FieldView {
  const { position: _position, choices, ...rest } = field;
  return {
    ...rest,
    name: nameIn(field, language),
    choices: choices.map((choice) => ({ ...choice, name: nameIn(choice, language) })),
    value: schemaOf(field),
  };
}

/** A value of the field as JSON Schema has it, for programs that write it. */
function schemaOf({ type, decimals, choices }: FieldDefinition): Record<string, unknown> {
  switch (type) {
    case 'text':
      return { type: 'string', maxLength: 500 };
    case 'link':
      return { type: 'string', format: 'uri', maxLength: 500 };
    case 'number':
      return decimals === 0 ? { type: 'integer' } : { type: 'number', multipleOf: Number(`1e-${decimals}`) };
    case 'money':
      return { type: 'integer', description: 'kopecks' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'choice':
      return { type: 'string', enum: choices.filter((one) => !one.archived).map(({ key }) => key) };
    case 'person':
      return { type: 'string', format: 'uuid' };
    case 'yes_no':
      return { type: 'boolean' };
  }
}

/**
 * The values of a record with what has been typed laid over them, checked field by field; the choices named stay until the
 * end of the transaction. Refuses with every wrong field at once, as `tidyCustom` does; a person must work here today.
 */
export async function customForWrite(
  context: WriteContext,
  entity: Entity,
  known: CustomValues,
  typed: Readonly<Record<string, unknown>> | undefined,
): Promise<Result<CustomValues>> {
  if (typed === undefined || Object.keys(typed).length === 0) return ok(known);
  const fields = await fieldRows(context, entity);
  const faults: FieldFault[] = [];
  const next = tidyCustom(fields, known, typed, faults);
  const { people, choices } = newlySaid(fields, known, next);
  const active = await activePeople(
    context,
    people.map(({ id }) => id),
  );
  for (const { key, id } of people) {
    if (!active.includes(id)) faults.push({ path: `/custom/${key}`, reason: 'fields.not_a_person' });
  }
  const held = await holdChoices(context, choices);
  for (const { fieldId, key } of choices) {
    if (held.some((one) => one.fieldId === fieldId && one.key === key)) continue;
    const field = fields.find(({ id }) => id === fieldId);
    faults.push({ path: `/custom/${field?.key ?? key}`, reason: 'fields.choice_gone' });
  }
  return faults.length > 0 ? refuse('app.invalid_input', { code: 'invalid_input', fields: faults }) : ok(next);
}

/** Refuses with the faults of both where both are refused, so that whoever fills in a form sees all of them at once. */
export function bothChecked<A, B>(one: Result<A>, other: Result<B>): Result<[A, B]> {
  if (one.ok) return other.ok ? ok([one.value, other.value]) : other;
  if (other.ok || one.fields === undefined || other.fields === undefined) return one;
  return { ...one, fields: [...one.fields, ...other.fields] };
}

/** What of the values of a record is shown: fields put away are not. */
export function shownCustom(
  fields: readonly FieldDefinition[],
  values: CustomValues,
): Record<string, CustomValues[string]> {
  const shown = fields.filter(({ key, archived }) => !archived && values[key] !== undefined);
  return Object.fromEntries(
    shown.flatMap(({ key }) => {
      const value = values[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** The names of the people whom these records name in their fields. */
export async function customPeople(
  context: Pick<Context, 'db'>,
  fields: readonly FieldDefinition[],
  records: readonly CustomValues[],
): Promise<Record<string, string>> {
  const keys = fields.filter(({ type }) => type === 'person').map(({ key }) => key);
  const ids = records.flatMap((values) => keys.flatMap((key) => values[key] ?? []).map(String));
  return peopleNames(context, [...new Set(ids)]);
}

/** The names of employees by their ids, former colleagues among them. */
export async function namesOfPeople(
  context: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  return peopleNames(context, [...new Set(ids)]);
}

/** Everybody who works here, as cells of tables name people. */
export async function colleagues(context: Pick<Context, 'db'>): Promise<{ id: string; full_name: string }[]> {
  return everybodyActive(context);
}

/** Keeps the choices of these fields where they are until the end of the transaction; those that are gone are not named. */
export async function choicesHeld(
  context: WriteContext,
  wanted: readonly { fieldId: string; key: string }[],
): Promise<Set<string>> {
  const held = await holdChoices(context, wanted);
  return new Set(held.map(({ fieldId, key }) => `${fieldId} ${key}`));
}

/** The words in which a value is refused, for whoever writes them into a file. */
export const fieldTexts = (language: 'ru' | 'en'): typeof ru | typeof en => (language === 'ru' ? ru : en);

/** A field by which a list is filtered, and put in order where its values have one. */
export interface CustomColumn extends FilterColumn {
  field: FilterField & { name: CustomName; label: string; labels?: readonly string[] };
  order: { column: RawBuilder<unknown>; type: string } | null;
}

/** The fields by which a list can be filtered: those that the company has chosen for it and an index answers for. */
export function customColumns(
  fields: readonly FieldDefinition[],
  custom: RawBuilder<unknown>,
  language: 'ru' | 'en',
): CustomColumn[] {
  return fields
    .filter(({ ready }) => ready)
    .map((field) => ({
      field: {
        name: customName(field.key),
        empty: true,
        label: nameIn(field, language),
        ...askedOf(field),
        ...(field.type === 'choice' ? { labels: field.choices.map((choice) => nameIn(choice, language)) } : {}),
      },
      ...placeOf(custom, field),
    }));
}

function askedOf(field: FieldDefinition): Pick<FilterField, 'type' | 'values' | 'ids' | 'decimals' | 'minor'> {
  switch (field.type) {
    case 'text':
    case 'link':
      return { type: 'text' };
    case 'number':
      return { type: 'number', decimals: field.decimals };
    case 'money':
      return { type: 'number', decimals: 2, minor: true };
    case 'choice':
      return { type: 'choice', values: field.choices.map(({ key }) => key) };
    case 'person':
      return { type: 'person', ids: true };
    default:
      return { type: field.type };
  }
}
