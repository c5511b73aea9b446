import { type RawBuilder, sql } from 'kysely';
import type { ExpressionIndex } from '#platform/db/expression-indexes.ts';
import type { Db } from '#platform/db/pool.ts';
import type { FieldDefinition } from '../rules.ts';
import { codeOf, expressionOf, isTextual, type Reading } from '../store.ts';

export const INDEX_PREFIX = 'field_of_';

/** The indexes that answer for a field: its values in order, and of texts also their parts. */
export function indexesOf(table: string, field: Pick<FieldDefinition, 'entity' | 'key' | 'type'>): ExpressionIndex[] {
  const custom = sql.ref('custom');
  const name = `${INDEX_PREFIX}${field.entity}_${field.key}`;
  const ordered: RawBuilder<unknown> = sql`(${expressionOf(custom, field)}), id`;
  return [
    { name, table, method: 'btree', parts: ordered },
    ...(isTextual(field.type)
      ? [{ name: `${name}__part`, table, method: 'gin' as const, parts: sql`(${codeOf(custom, field)}) gin_trgm_ops` }]
      : []),
  ];
}

/** The first of these choices that a record has in a field; null when none has. */
export async function firstUsed(
  context: Reading,
  table: string,
  field: Pick<FieldDefinition, 'key' | 'type'>,
  choices: readonly string[],
): Promise<string | null> {
  const value = expressionOf(sql.ref('custom'), field);
  const { rows } = await sql<{ used: string }>`
    SELECT ${value} AS used FROM ${sql.id(table)} WHERE ${value} = ANY(${sql.val([...choices])}::text[]) LIMIT 1`.execute(
    context.db,
  );
  return rows[0]?.used ?? null;
}

/** Whether an index is waited for, or is there for nothing. */
export async function isBehind(context: Reading): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    SELECT EXISTS (SELECT FROM custom_fields
      WHERE (filtered AND archived_at IS NULL) <> (indexed_at IS NOT NULL)) AS behind`.execute(context.db);
  return rows[0]?.behind === true;
}

/**
 * Notes since when lists may be filtered by a field, unless the company has decided otherwise meanwhile. False when that was
 * known.
 */
export async function saveIndexed(db: Db, id: string, at: string | null): Promise<boolean> {
  const saved = await sql`UPDATE custom_fields SET indexed_at = ${at}::timestamptz
    WHERE id = ${id} AND (indexed_at IS NULL) <> (${at}::timestamptz IS NULL)
      AND (${at}::timestamptz IS NULL OR (filtered AND archived_at IS NULL))`.execute(db);
  return saved.numAffectedRows === 1n;
}
