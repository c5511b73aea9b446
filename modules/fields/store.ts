import { type RawBuilder, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import { foldText } from '#shared/filter-match.ts';
import { searchCode } from '#shared/search-text.ts';
import type { Entity, FieldChoice, FieldDefinition, FieldType } from './rules.ts';

export type Reading = Pick<Context, 'db'>;
type Expression = RawBuilder<unknown>;

/** The fields of the company in their order, those put away included; of one kind of record or of all. */
export async function fieldRows(context: Reading, entity: Entity | null): Promise<FieldDefinition[]> {
  const { rows } = await sql<FieldDefinition>`
    SELECT f.id, f.entity, f.key, f.type, f.name_ru, f.name_en, f.decimals, f.filtered, f.position, f.version,
      f.archived_at IS NOT NULL AS archived, f.filtered AND f.archived_at IS NULL AND f.indexed_at IS NOT NULL AS ready,
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', c.key, 'name_ru', c.name_ru, 'name_en', c.name_en, 'archived', c.archived)
        ORDER BY c.position) FROM custom_field_choices c WHERE c.field_id = f.id), '[]') AS choices
    FROM custom_fields f WHERE ${entity}::text IS NULL OR f.entity = ${entity}
    ORDER BY f.entity, f.position, f.id`.execute(context.db);
  return rows;
}

/** Writers of definitions wait for each other: the order and the keys of all fields are decided over all of them. */
export async function lockFields(context: WriteContext): Promise<FieldDefinition[]> {
  await sql`LOCK TABLE custom_fields IN SHARE ROW EXCLUSIVE MODE`.execute(context.db);
  return fieldRows(context, null);
}

export async function insertField(
  context: WriteContext,
  field: Omit<FieldDefinition, 'ready' | 'archived' | 'version' | 'choices'>,
): Promise<void> {
  await context.db
    .insertInto('custom_fields')
    .values({ ...field, created_at: context.now.toString() })
    .execute();
}

export type FieldFacts = Pick<FieldDefinition, 'name_ru' | 'name_en' | 'filtered' | 'archived'>;

export async function saveField(context: WriteContext, id: string, facts: FieldFacts): Promise<void> {
  const { archived, ...columns } = facts;
  await context.db
    .updateTable('custom_fields')
    .set({
      ...columns,
      archived_at: archived ? sql<string>`coalesce(archived_at, ${context.now.toString()}::timestamptz)` : null,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export async function savePositions(context: WriteContext, ids: readonly string[]): Promise<void> {
  await sql`UPDATE custom_fields f SET position = o.place FROM unnest(${sql.val([...ids])}::uuid[]) WITH ORDINALITY AS o (id, place)
    WHERE f.id = o.id`.execute(context.db);
}

/** Whoever is just saving a value with the choice is waited for; whoever comes later finds it gone. */
export async function lockChoices(context: WriteContext, fieldId: string, keys: readonly string[]): Promise<void> {
  await sql`SELECT FROM custom_field_choices WHERE field_id = ${fieldId} AND key = ANY(${sql.val([...keys])}::text[]) FOR UPDATE`.execute(
    context.db,
  );
}

/** The choices that are still there, kept there until the end of the transaction. */
export async function holdChoices(
  context: WriteContext,
  wanted: readonly { fieldId: string; key: string }[],
): Promise<{ fieldId: string; key: string }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ fieldId: string; key: string }>`
    SELECT c.field_id AS "fieldId", c.key FROM custom_field_choices c
    WHERE (c.field_id, c.key) IN (SELECT * FROM unnest(
      ${sql.val(wanted.map(({ fieldId }) => fieldId))}::uuid[], ${sql.val(wanted.map(({ key }) => key))}::text[]))
    ORDER BY c.field_id, c.key FOR KEY SHARE`.execute(context.db);
  return rows;
}

export async function saveChoices(
  context: WriteContext,
  fieldId: string,
  choices: readonly FieldChoice[],
): Promise<void> {
  await context.db
    .deleteFrom('custom_field_choices')
    .where('field_id', '=', fieldId)
    .where(sql<boolean>`key <> ALL(${sql.val(choices.map(({ key }) => key))}::text[])`)
    .execute();
  if (choices.length === 0) return;
  await context.db
    .insertInto('custom_field_choices')
    .values(choices.map((choice, position) => ({ ...choice, field_id: fieldId, position })))
    .onConflict((conflict) =>
      conflict.columns(['field_id', 'key']).doUpdateSet((eb) => ({
        name_ru: eb.ref('excluded.name_ru'),
        name_en: eb.ref('excluded.name_en'),
        position: eb.ref('excluded.position'),
        archived: eb.ref('excluded.archived'),
      })),
    )
    .execute();
}

/** Those of the people who work here today. */
export async function activePeople(context: Reading, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await context.db
    .selectFrom('v_employee_names')
    .select('id')
    .where('status', '=', 'active')
    .where(sql<boolean>`id = ANY(${sql.val([...ids])}::uuid[])`)
    .execute();
  return rows.map((row) => row.id ?? '');
}

export async function peopleNames(context: Reading, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await context.db
    .selectFrom('v_employee_names')
    .select(['id', 'full_name'])
    .where(sql<boolean>`id = ANY(${sql.val([...ids])}::uuid[])`)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.id ?? '', row.full_name ?? '']));
}

export async function everybodyActive(context: Reading): Promise<{ id: string; full_name: string }[]> {
  const rows = await context.db
    .selectFrom('v_employee_names')
    .select(['id', 'full_name'])
    .where('status', '=', 'active')
    .execute();
  return rows.map((row) => ({ id: row.id ?? '', full_name: row.full_name ?? '' }));
}

type Placed = Pick<FieldDefinition, 'key' | 'type'>;

/** A value as an index holds it and a query asks for it: both must say the same, letter by letter. */
export function expressionOf(custom: Expression, { key, type }: Placed): Expression {
  const name = sql.lit(key);
  switch (type) {
    case 'text':
    case 'link':
      return sql`(${custom} ->> ${name}) COLLATE "ru-x-icu"`;
    case 'choice':
      return sql`(${custom} ->> ${name})`;
    case 'number':
    case 'money':
      return sql`((${custom} -> ${name})::numeric)`;
    case 'date':
      return sql`written_day(${custom} ->> ${name})`;
    case 'person':
      return sql`((${custom} ->> ${name})::uuid)`;
    case 'yes_no':
      return sql`((${custom} -> ${name})::boolean)`;
  }
}

/** A text folded, and letter by letter in Latin, of which alone there are trigrams (docs/decisions/0008). */
const foldedOf = (custom: Expression, { key }: Placed): Expression =>
  sql`replace(lower(${custom} ->> ${sql.lit(key)}), 'ё', 'е')`;
export const codeOf = (custom: Expression, field: Placed): Expression => sql`search_code(${foldedOf(custom, field)})`;

export const isTextual = (type: FieldType): boolean => type === 'text' || type === 'link';

const ORDER_TYPES: Partial<Record<FieldType, string>> = {
  text: 'text',
  link: 'text',
  number: 'numeric',
  money: 'numeric',
  date: 'date',
};

/** Where a field is found among the values of a record, for filters and orders of its list. */
export function placeOf(
  custom: Expression,
  field: Placed,
): Pick<FilterColumn, 'column' | 'folded'> & { order: { column: Expression; type: string } | null } {
  const column = expressionOf(custom, field);
  const type = ORDER_TYPES[field.type];
  return {
    column,
    ...(isTextual(field.type)
      ? {
          folded: {
            column: foldedOf(custom, field),
            fold: foldText,
            coarse: { column: codeOf(custom, field), fold: (text: string) => searchCode(foldText(text)) },
          },
        }
      : {}),
    order: type === undefined ? null : { column, type },
  };
}
