import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { textArray, uuidArray } from '#platform/db/arrays.ts';
import { searchText } from '#shared/search-text.ts';
import { tagsOfMany } from '../bulk-tags/store.ts';
import type { ClientRow } from '../contract.ts';
import type { Memory } from '../digests/rules.ts';
import type { PersonThere } from '../import-places/rules.ts';
import { type ClientKey, detailsOf } from '../register/rules.ts';
import { CLIENT_COLUMNS, type Reading } from '../store.ts';
import type { Tag } from '../tags/contract.ts';
import { CONTACT_KEY, type Known, NO_TAGS, type TagsThere } from './rules.ts';

export interface Wanted {
  inns: readonly string[];
  keys: readonly ClientKey[];
  /** Name keys, where rows are recognised by name. */
  names: readonly string[];
}

/** Clients that any of the ids or names may mean, with all that they are recognised by. */
export async function findKnown(
  context: Reading,
  wanted: Wanted,
  of: { salesSystemId: string; origin: string; takesTags: boolean },
): Promise<Known[]> {
  const { rows: found } = await sql<{ id: string }>`
    SELECT id FROM clients WHERE inn = ANY(${textArray(wanted.inns)})
    UNION SELECT k.client_id FROM unnest(${textArray(wanted.keys.map((key) => key.kind))}, ${textArray(wanted.keys.map((key) => key.value))})
      AS w(kind, value) JOIN client_keys k USING (kind, value)
    UNION SELECT id FROM clients WHERE name_key = ANY(${textArray(wanted.names)}) AND sales_system_id = ${of.salesSystemId}`.execute(
    context.db,
  );
  if (found.length === 0) return [];
  const ids = sql`${uuidArray(found.map((row) => row.id))}`;
  const rows = await context.db
    .selectFrom('clients')
    .select([...CLIENT_COLUMNS, 'name_key'])
    .where(sql<boolean>`id = ANY(${ids})`)
    .execute();
  const { rows: keys } = await sql<ClientKey & { client_id: string }>`
    SELECT client_id, kind, value FROM client_keys WHERE client_id = ANY(${ids})`.execute(context.db);
  const { rows: memories } = await sql<{ client_id: string; said: Memory }>`
    SELECT client_id, said FROM client_source_rows
    WHERE client_id = ANY(${ids}) AND origin = ${of.origin}`.execute(context.db);
  const { rows: merged } = await sql<{ client_id: string; said: Memory }>`
    SELECT m.merged_into AS client_id, r.said FROM clients m JOIN client_source_rows r ON r.client_id = m.id
    WHERE m.merged_into = ANY(${ids}) AND r.origin = ${of.origin}`.execute(context.db);
  const { rows: people } = await sql<Omit<PersonThere, 'folded'> & { client_id: string }>`
    SELECT l.client_id, p.id, p.full_name AS name, l.decision_role AS role, l.left_on IS NOT NULL AS "hasLeft"
    FROM client_contacts l JOIN contacts p ON p.id = l.contact_id
    WHERE l.client_id = ANY(${ids}) ORDER BY l.left_on NULLS LAST`.execute(context.db);
  const tags = of.takesTags
    ? await tagsOfMany(
        context,
        found.map(({ id }) => id),
      )
    : null;
  const keysOf = Map.groupBy(keys, (key) => key.client_id);
  const peopleOf = Map.groupBy(people, (person) => person.client_id);
  const mergedOf = Map.groupBy(merged, (memory) => memory.client_id);
  const memoryOf = new Map(memories.map((memory) => [memory.client_id, memory]));
  return rows.map((row) => {
    // The generated types know columns, not what the CHECKs of the table promise about them.
    const details = detailsOf(row as unknown as ClientRow);
    const memory = memoryOf.get(row.id);
    return {
      id: row.id,
      isNew: false,
      salesSystemId: row.sales_system_id,
      before: details,
      details,
      nameKey: row.name_key,
      keys: (keysOf.get(row.id) ?? []).map(({ kind, value }) => ({ kind, value })),
      memory: memory?.said ?? {},
      merged: (mergedOf.get(row.id) ?? []).map(({ said }) => said),
      newKeys: [],
      memoryChanged: false,
      version: row.version,
      seenInRow: null,
      people: (peopleOf.get(row.id) ?? []).map(
        ({ client_id: _, ...person }): PersonThere => ({ ...person, folded: searchText(person.name) }),
      ),
      newPeople: [],
      newRoles: [],
      tags: tagsThere(tags?.get(row.id)),
      asks: [],
    };
  });
}

function tagsThere(tags: readonly Tag[] | undefined): TagsThere {
  if (tags === undefined) return NO_TAGS;
  const names = tags.map(({ name }) => name);
  return { before: names, now: names };
}

/** A register that has had fewer clients than this when the database looked at it last has grown beyond what it knows. */
const HARDLY_ANY = 1000;

/**
 * Lets the database look at a register that has just begun. It does so by itself once in a minute; until then it believes that
 * there is next to nothing in the tables and reads them from end to end with each batch.
 */
export async function lookAtBeginning({ db }: Reading): Promise<void> {
  const { rows } = await sql<{ known: number }>`
    SELECT reltuples AS known FROM pg_class WHERE oid = 'client_records'::regclass`.execute(db);
  if ((rows[0]?.known ?? 0) >= HARDLY_ANY) return;
  await sql`ANALYZE client_records, client_keys, client_source_rows, contact_records, client_contacts`.execute(db);
}

/** Whether any client is known by its name and contacts alone. */
export async function hasContactKeys({ db }: Pick<WriteContext, 'db'>): Promise<boolean> {
  const found = await db.selectFrom('client_keys').select('kind').where('kind', '=', CONTACT_KEY).limit(1).execute();
  return found.length > 0;
}

export interface FoundByMention {
  id: string;
  kind: 'inn' | 'oktmo' | 'external' | 'name';
  value: string;
  kpp: string | null;
  region: string | null;
}

/** Clients that have any of the numbers, ids or names, each with the word that it was found by. */
export async function clientsByMention(
  { db }: Pick<WriteContext, 'db'>,
  salesSystemId: string,
  wanted: {
    inns: readonly string[];
    oktmos: readonly string[];
    externalIds: readonly string[];
    nameKeys: readonly string[];
  },
): Promise<FoundByMention[]> {
  // Ids of registers are kept under the name of their column, so the kinds that there are, are stepped through first.
  const { rows } = await sql<FoundByMention>`
    WITH RECURSIVE kinds (kind) AS (
      (SELECT kind FROM client_keys ORDER BY kind LIMIT 1)
      UNION ALL SELECT (SELECT k.kind FROM client_keys k WHERE k.kind > kinds.kind ORDER BY k.kind LIMIT 1) FROM kinds WHERE kinds.kind IS NOT NULL)
    SELECT m.*, c.kpp, c.region FROM (
      SELECT id, 'inn' AS kind, inn AS value FROM clients WHERE inn = ANY(${textArray(wanted.inns)})
      UNION ALL SELECT client_id, 'oktmo', value FROM client_keys WHERE kind = 'oktmo' AND value = ANY(${textArray(wanted.oktmos)})
      UNION ALL SELECT k.client_id, 'external', w.value FROM kinds
        CROSS JOIN unnest(${textArray(wanted.externalIds)}) AS w(value)
        JOIN client_keys k ON k.kind = kinds.kind AND k.value = w.value
        WHERE kinds.kind LIKE 'external:%'
      UNION ALL SELECT id, 'name', name_key FROM clients WHERE name_key = ANY(${textArray(wanted.nameKeys)})) AS m
    JOIN clients c ON c.id = m.id WHERE c.sales_system_id = ${salesSystemId} AND c.state <> 'archived'`.execute(db);
  return rows;
}
