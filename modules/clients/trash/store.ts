import { type RawBuilder, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { textArray, uuidArray } from '#platform/db/arrays.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { TrashReach } from '../access.ts';
import type { Reading } from '../store.ts';
import type { TrashedVia } from './rules.ts';

export interface NewEntry {
  id: string;
  clientId: string;
  via: TrashedVia;
  note: string | null;
}

/**
 * Moves clients to the trash in a handful of statements, however many they are: they leave every view of the register, what
 * they were recognised by is set free, and they are no candidates for duplicates any more. Records merged into them go along.
 */
export async function moveClients(context: WriteContext, entries: readonly NewEntry[]): Promise<void> {
  context.held.forgetAll();
  const { db } = context;
  const now = sql`${context.now.toString()}::timestamptz`;
  const ids = uuidArray(entries.map((entry) => entry.clientId));
  const rows = entries.map(({ id, clientId, note }) => ({ id, client_id: clientId, note }));
  await sql`INSERT INTO register_trash (id, sales_system_id, client_id, name, name_search, via, note, trashed_by, trashed_at)
    SELECT r.id, c.sales_system_id, c.id, c.name, c.name_search, ${entries[0]?.via ?? 'by_hand'}, r.note, ${context.actor.employeeId}::uuid, ${now}
    FROM ${bulk(rows, { id: 'uuid', client_id: 'uuid', note: 'text' })} JOIN client_records c ON c.id = r.client_id`.execute(
    db,
  );
  const { rows: gone } = await sql<{ id: string }>`UPDATE client_records SET trashed_at = ${now}
    WHERE trashed_at IS NULL AND (id = ANY(${ids}) OR merged_into = ANY(${ids})) RETURNING id`.execute(db);
  const all = uuidArray(gone.map((row) => row.id));
  await sql`WITH taken AS (DELETE FROM client_keys WHERE client_id = ANY(${all}) RETURNING client_id, kind, value)
    INSERT INTO trashed_keys (client_id, kind, value) SELECT client_id, kind, value FROM taken`.execute(db);
  await sql`DELETE FROM client_match_values WHERE client_id = ANY(${all})`.execute(db);
  await sql`DELETE FROM client_match_names WHERE client_id = ANY(${all})`.execute(db);
  await sql`DELETE FROM duplicate_pairs WHERE state = 'open' AND one_id = ANY(${all})`.execute(db);
  await sql`DELETE FROM duplicate_pairs WHERE state = 'open' AND other_id = ANY(${all})`.execute(db);
}

/** Brings a client back with what it was recognised by and the records merged into it; its row is as it was. */
export async function returnClient(context: WriteContext, clientId: string): Promise<void> {
  context.held.forgetAll();
  const { db } = context;
  const { rows } = await sql<{ id: string }>`UPDATE client_records SET trashed_at = NULL
    WHERE trashed_at IS NOT NULL AND (id = ${clientId} OR merged_into = ${clientId}) RETURNING id`.execute(db);
  const all = uuidArray(rows.map((row) => row.id));
  await sql`WITH kept AS (DELETE FROM trashed_keys WHERE client_id = ANY(${all}) RETURNING client_id, kind, value)
    INSERT INTO client_keys (client_id, kind, value) SELECT client_id, kind, value FROM kept`.execute(db);
  await sql`DELETE FROM register_trash WHERE client_id = ANY(${all})`.execute(db);
}

/** A living client that a trashed one would stand beside: with one of its ids, or with its taxpayer's number. */
export async function registeredAgain(
  context: Reading,
  clientId: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT c.id, c.name FROM clients c WHERE c.id IN (
      SELECT k.client_id FROM trashed_keys t JOIN client_keys k USING (kind, value)
      WHERE t.client_id IN (SELECT id FROM client_records WHERE id = ${clientId} OR merged_into = ${clientId})
      UNION ALL
      SELECT o.id FROM client_records t JOIN clients o ON o.inn = t.inn
      WHERE t.id = ${clientId} AND (t.kpp IS NULL OR o.kpp IS NULL OR t.kpp = o.kpp))
    ORDER BY c.id LIMIT 1`.execute(context.db);
  return rows[0] ?? null;
}

/** Which of these ids somebody has moved to the trash: a source that brings one in anew is told so. */
export async function keysInTrash(
  context: Reading,
  keys: readonly { kind: string; value: string }[],
): Promise<{ kind: string; value: string }[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ kind: string; value: string }>`
    SELECT DISTINCT t.kind, t.value FROM unnest(${textArray(keys.map(({ kind }) => kind))}, ${textArray(keys.map(({ value }) => value))}) AS w(kind, value)
    JOIN trashed_keys t USING (kind, value) JOIN register_trash r ON r.client_id = t.client_id AND r.via = 'by_hand'`.execute(
    context.db,
  );
  return rows;
}

export interface Place {
  client_id: string;
  position_title: string | null;
  decision_role: string | null;
  verified_on: string | null;
  left_on: string | null;
  added_at: string;
}

/** Moves a person to the trash, off the clients that they are at. */
export async function moveContact(
  context: WriteContext,
  entry: { id: string; contactId: string; salesSystemId: string },
): Promise<void> {
  context.held.forgetAll();
  const now = sql`${context.now.toString()}::timestamptz`;
  await sql`INSERT INTO register_trash (id, sales_system_id, contact_id, name, name_search, via, places, trashed_by, trashed_at)
    SELECT ${entry.id}::uuid, ${entry.salesSystemId}::uuid, p.id, p.full_name, search_fold(p.full_name), 'by_hand',
      (SELECT coalesce(jsonb_agg(to_jsonb(l) - 'contact_id' ORDER BY l.added_at), '[]') FROM client_contacts l WHERE l.contact_id = p.id),
      ${context.actor.employeeId}::uuid, ${now}
    FROM contact_records p WHERE p.id = ${entry.contactId}`.execute(context.db);
  await sql`UPDATE contact_records SET trashed_at = ${now} WHERE id = ${entry.contactId}`.execute(context.db);
  await sql`DELETE FROM client_contacts WHERE contact_id = ${entry.contactId}`.execute(context.db);
}

/**
 * Brings a person back to the clients that they were at, as far as there still are. Where another has become the decision
 * maker meanwhile, the person comes back without that role: there is at most one.
 */
export async function returnContact(context: WriteContext, contactId: string): Promise<void> {
  context.held.forgetAll();
  await sql`UPDATE contact_records SET trashed_at = NULL WHERE id = ${contactId}`.execute(context.db);
  await sql`INSERT INTO client_contacts (client_id, contact_id, position_title, decision_role, verified_on, left_on, added_at)
    SELECT p.client_id, t.contact_id, p.position_title,
      CASE WHEN p.decision_role = 'decision_maker' AND EXISTS (SELECT FROM client_contacts o WHERE o.client_id = p.client_id
        AND o.decision_role = 'decision_maker' AND o.left_on IS NULL) THEN NULL ELSE p.decision_role END,
      p.verified_on, p.left_on, p.added_at
    FROM register_trash t, jsonb_to_recordset(t.places)
      AS p(client_id uuid, position_title text, decision_role text, verified_on date, left_on date, added_at timestamptz)
    WHERE t.contact_id = ${contactId} AND EXISTS (SELECT FROM client_records c WHERE c.id = p.client_id)`.execute(
    context.db,
  );
  await sql`DELETE FROM register_trash WHERE contact_id = ${contactId}`.execute(context.db);
}

export interface StoredEntry {
  id: string;
  sales_system_id: string;
  client_id: string | null;
  contact_id: string | null;
  name: string;
  via: TrashedVia;
  note: string | null;
  places: Place[];
  trashed_by: string | null;
  trashed_at: string;
}

const COLUMNS = [
  'id',
  'sales_system_id',
  'client_id',
  'contact_id',
  'name',
  'via',
  'note',
  'places',
  'trashed_by',
  'trashed_at',
] as const;

/** The generated types know columns, not what the CHECKs of the table promise about them: this cast adds just that. */
const entryOf = (row: object | undefined): StoredEntry | null => (row === undefined ? null : (row as StoredEntry));

export async function lockEntry(context: WriteContext, id: string): Promise<StoredEntry | null> {
  const found = context.db.selectFrom('register_trash').select(COLUMNS).where('id', '=', id).forUpdate();
  return entryOf(await found.executeTakeFirst());
}

/** The entry of a client that is in the trash, itself or as a record merged into one. */
export async function entryOfClient(context: Reading, clientId: string): Promise<StoredEntry | null> {
  const { rows } = await sql<StoredEntry>`
    SELECT ${sql.join(COLUMNS.map((column) => sql.ref(`t.${column}`)))} FROM client_records c
    JOIN register_trash t ON t.client_id = c.id OR t.client_id = c.merged_into
    WHERE c.id = ${clientId} AND c.trashed_at IS NOT NULL LIMIT 1`.execute(context.db);
  return rows[0] ?? null;
}

export async function entryOfContact(context: Reading, contactId: string): Promise<StoredEntry | null> {
  const found = context.db.selectFrom('register_trash').select(COLUMNS).where('contact_id', '=', contactId);
  return entryOf(await found.executeTakeFirst());
}

export async function pageOfTrash(
  context: Reading,
  reach: TrashReach,
  of: { words: readonly string[]; after: readonly [string, string] | null; limit: number },
): Promise<(StoredEntry & { trashed_by_name: string | null })[]> {
  const open = reach.all
    ? sql`true`
    : sql`(t.sales_system_id = ANY(${uuidArray(reach.systems)}) OR t.trashed_by = ${reach.self}::uuid)`;
  const meant = of.words.map((word) => sql`AND position(${word}::text IN t.name_search) > 0`);
  const beyond =
    of.after === null ? sql`` : sql`AND (t.trashed_at, t.id) < (${of.after[0]}::timestamptz, ${of.after[1]}::uuid)`;
  const { rows } = await sql<StoredEntry & { trashed_by_name: string | null }>`
    SELECT ${sql.join(COLUMNS.map((column) => sql.ref(`t.${column}`)))},
      (SELECT e.full_name FROM v_employee_names e WHERE e.id = t.trashed_by) AS trashed_by_name
    FROM register_trash t WHERE ${open} ${sql.join(meant, sql` `)} ${beyond}
    ORDER BY t.trashed_at DESC, t.id DESC LIMIT ${of.limit}`.execute(context.db);
  return rows;
}

export interface Due {
  id: string;
  clientId: string | null;
  contactId: string | null;
  name: string;
}

/** What has lain in the trash since before an instant, the oldest first; another process takes others. */
export async function takeDue(context: WriteContext, before: Temporal.Instant, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    SELECT id, client_id AS "clientId", contact_id AS "contactId", name FROM register_trash
    WHERE trashed_at <= ${before.toString()}::timestamptz ORDER BY trashed_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(
    context.db,
  );
  return rows;
}

/** People who are at these clients and at no other. */
export async function peopleOnlyAt(context: Reading, clientIds: readonly string[]): Promise<string[]> {
  if (clientIds.length === 0) return [];
  const clients = uuidArray(clientIds);
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT l.contact_id AS id FROM client_contacts l WHERE l.client_id = ANY(${clients})
      AND NOT EXISTS (SELECT FROM client_contacts o WHERE o.contact_id = l.contact_id AND o.client_id <> ALL(${clients}))`.execute(
    context.db,
  );
  return rows.map((row) => row.id);
}

/** Erases for good. Whatever hangs on a client goes by the foreign keys; a person's name leaves what was done with them. */
export async function erase(
  context: WriteContext,
  of: { clients: readonly string[]; people: readonly string[] },
): Promise<void> {
  context.held.forgetAll();
  await sql`DELETE FROM client_records WHERE id = ANY(${uuidArray(of.clients)})`.execute(context.db);
  await sql`DELETE FROM contact_records WHERE id = ANY(${uuidArray(of.people)})`.execute(context.db);
}

/** Of a column that names a client, as `table.column`: the client is not in the trash. */
export function namesLivingClient(column: string): RawBuilder<boolean> {
  return sql<boolean>`NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = ${sql.ref(column)})`;
}
