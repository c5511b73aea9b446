import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { searchText } from '#shared/search-text.ts';
import type { ClientRow } from '../contract.ts';
import { type ClientDetails, type ClientKey, DETAIL_NAMES, detailsOf } from '../register/rules.ts';
import { CLIENT_COLUMNS, searchTextOf } from '../store.ts';
import type { Known, Memory } from './rules.ts';

export interface Wanted {
  inns: readonly string[];
  keys: readonly ClientKey[];
  /** Name keys, where rows are recognised by name. */
  names: readonly string[];
}

/** Clients that any of the ids or names may mean, with all that they are recognised by. */
export async function findKnown(
  context: WriteContext,
  wanted: Wanted,
  of: { salesSystemId: string; origin: string },
): Promise<Known[]> {
  const texts = (words: readonly string[]) => sql`${sql.val([...words])}::text[]`;
  const { rows: found } = await sql<{ id: string }>`
    SELECT id FROM clients WHERE inn = ANY(${texts(wanted.inns)})
    UNION SELECT k.client_id FROM unnest(${texts(wanted.keys.map((key) => key.kind))}, ${texts(wanted.keys.map((key) => key.value))})
      AS w(kind, value) JOIN client_keys k USING (kind, value)
    UNION SELECT id FROM clients WHERE name_key = ANY(${texts(wanted.names)}) AND sales_system_id = ${of.salesSystemId}`.execute(
    context.db,
  );
  if (found.length === 0) return [];
  const ids = sql`${sql.val(found.map((row) => row.id))}::uuid[]`;
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
  const { rows: people } = await sql<{ client_id: string; full_name: string }>`
    SELECT client_id, full_name FROM client_contacts JOIN contacts ON contacts.id = contact_id
    WHERE client_id = ANY(${ids})`.execute(context.db);
  const keysOf = Map.groupBy(keys, (key) => key.client_id);
  const peopleOf = Map.groupBy(people, (person) => person.client_id);
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
      newKeys: [],
      memoryChanged: false,
      version: row.version,
      seenInRow: null,
      people: new Set((peopleOf.get(row.id) ?? []).map((person) => searchText(person.full_name))),
      newPeople: [],
    };
  });
}

const FIELDS = sql`id uuid, sales_system_id uuid, segment_id uuid, name text, legal_name text, name_key text, name_search text,
  inn text, kpp text, ogrn text, oktmo text, organisation_type text, region text, settlement text, time_zone text, size integer,
  latitude float8, longitude float8, sites text[], phones jsonb, emails text[], source text, strategy text, note text,
  call_basis text, call_basis_note text, call_basis_on date, do_not_call boolean, do_not_call_reason text, search_text text`;
const RECORD = sql`r(${FIELDS})`;
const VERSIONED = sql`r(${FIELDS}, version integer)`;

const COLUMNS = [...DETAIL_NAMES, 'name_key', 'name_search', 'search_text'];

const recordOf = (known: Known): Record<string, unknown> => ({
  id: known.id,
  sales_system_id: known.salesSystemId,
  name_key: known.nameKey,
  ...known.details,
  ...searchTextOf(known.details),
});

export async function insertKnown(context: WriteContext, clients: readonly Known[]): Promise<void> {
  if (clients.length === 0) return;
  const columns = sql.join(COLUMNS.map((column) => sql.ref(column)));
  const now = context.now.toString();
  await sql`INSERT INTO clients (id, sales_system_id, created_at, updated_at, ${columns})
    SELECT id, sales_system_id, ${now}::timestamptz, ${now}::timestamptz, ${columns}
    FROM jsonb_to_recordset(${JSON.stringify(clients.map(recordOf))}::jsonb) AS ${RECORD}`.execute(context.db);
}

/** Saves changed clients as they were read; false when somebody has changed one of them since. */
export async function updateKnown(context: WriteContext, clients: readonly Known[]): Promise<boolean> {
  if (clients.length === 0) return true;
  const assignments = sql.join(COLUMNS.map((column) => sql`${sql.ref(column)} = ${sql.ref(`r.${column}`)}`));
  const records = clients.map((known) => ({ ...recordOf(known), version: known.version }));
  const result =
    await sql`UPDATE clients SET ${assignments}, updated_at = ${context.now.toString()}::timestamptz, version = clients.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS ${VERSIONED}
    WHERE clients.id = r.id AND clients.version = r.version`.execute(context.db);
  return result.numAffectedRows === BigInt(clients.length);
}

export async function changeKeys(
  context: WriteContext,
  dropped: readonly ClientKey[],
  added: readonly (ClientKey & { clientId: string })[],
): Promise<void> {
  const texts = (words: readonly string[]) => sql`${sql.val([...words])}::text[]`;
  if (dropped.length > 0) {
    await sql`DELETE FROM client_keys USING unnest(${texts(dropped.map((key) => key.kind))}, ${texts(dropped.map((key) => key.value))})
      AS d(kind, value) WHERE client_keys.kind = d.kind AND client_keys.value = d.value`.execute(context.db);
  }
  if (added.length === 0) return;
  await sql`INSERT INTO client_keys (kind, value, client_id)
    SELECT * FROM unnest(${texts(added.map((key) => key.kind))}, ${texts(added.map((key) => key.value))},
      ${sql.val(added.map((key) => key.clientId))}::uuid[])`.execute(context.db);
}

/** Remembers what the source said of each client. */
export async function remember(context: WriteContext, origin: string, clients: readonly Known[]): Promise<void> {
  if (clients.length === 0) return;
  const rows = clients.map(({ id, memory }) => ({ id, memory }));
  await sql`INSERT INTO client_source_rows (origin, client_id, said)
    SELECT ${origin}, r.id, r.memory FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, memory jsonb)
    ON CONFLICT (origin, client_id) DO UPDATE SET said = excluded.said`.execute(context.db);
}

export interface NewPerson {
  id: string;
  clientId: string;
  details: Pick<ClientDetails, 'phones' | 'emails'> & { full_name: string; position_title: string | null };
  searchText: string;
}

export async function insertPeople(context: WriteContext, people: readonly NewPerson[]): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ id, clientId, details, searchText: text }) => ({
    id,
    client_id: clientId,
    ...details,
    search_text: text,
  }));
  const now = context.now.toString();
  const source = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, client_id uuid, full_name text,
    position_title text, phones jsonb, emails text[], search_text text)`;
  await sql`INSERT INTO contacts (id, full_name, phones, emails, search_text, created_at)
    SELECT id, full_name, phones, emails, search_text, ${now}::timestamptz FROM ${source}`.execute(context.db);
  await sql`INSERT INTO client_contacts (client_id, contact_id, position_title, added_at)
    SELECT client_id, id, position_title, ${now}::timestamptz FROM ${source}`.execute(context.db);
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
  const texts = (words: readonly string[]) => sql`${sql.val([...words])}::text[]`;
  // Ids of registers are kept under the name of their column, so the kinds that there are, are stepped through first.
  const { rows } = await sql<FoundByMention>`
    WITH RECURSIVE kinds (kind) AS (
      (SELECT kind FROM client_keys ORDER BY kind LIMIT 1)
      UNION ALL SELECT (SELECT k.kind FROM client_keys k WHERE k.kind > kinds.kind ORDER BY k.kind LIMIT 1) FROM kinds WHERE kinds.kind IS NOT NULL)
    SELECT m.*, c.kpp, c.region FROM (
      SELECT id, 'inn' AS kind, inn AS value FROM clients WHERE inn = ANY(${texts(wanted.inns)})
      UNION ALL SELECT client_id, 'oktmo', value FROM client_keys WHERE kind = 'oktmo' AND value = ANY(${texts(wanted.oktmos)})
      UNION ALL SELECT k.client_id, 'external', w.value FROM kinds
        CROSS JOIN unnest(${texts(wanted.externalIds)}) AS w(value)
        JOIN client_keys k ON k.kind = kinds.kind AND k.value = w.value
        WHERE kinds.kind LIKE 'external:%'
      UNION ALL SELECT id, 'name', name_key FROM clients WHERE name_key = ANY(${texts(wanted.nameKeys)})) AS m
    JOIN clients c ON c.id = m.id WHERE c.sales_system_id = ${salesSystemId} AND c.state <> 'archived'`.execute(db);
  return rows;
}
