import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import { uuidArray } from '#platform/db/arrays.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { ClientRow } from '../contract.ts';
import { CLIENT_COLUMNS, type Reading } from '../store.ts';

export interface OpenEffect {
  clientId: string;
  added: boolean;
  entries: string[];
  people: string[];
}

/** What an import has done and nobody has taken back yet, client by client. */
export async function openEffects(
  context: Reading,
  importId: string,
  after: string | null,
  limit: number,
): Promise<OpenEffect[]> {
  let query = context.db
    .selectFrom('client_import_effects')
    .select(['client_id as clientId', 'added', 'entries', 'people'])
    .where('import_id', '=', importId)
    .where('settled', '=', false);
  if (after !== null) query = query.where('client_id', '>', after);
  return query.orderBy('client_id').limit(limit).execute();
}

/**
 * The entries of other imports about these clients that have been taken back whole: what they wrote stands no more. Only
 * imports that somebody has begun to take back are looked at.
 */
export async function entriesTakenBack(
  context: Reading,
  importId: string,
  clientIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ entry: string }>`SELECT unnest(e.entries) AS entry
    FROM client_imports i JOIN client_import_effects e ON e.import_id = i.id AND e.client_id = ANY(${uuidArray(clientIds)})
    WHERE i.return_job_id IS NOT NULL AND i.id <> ${importId} AND e.settled`.execute(context.db);
  return rows.map(({ entry }) => entry);
}

export async function countOpenEffects(context: Reading, importId: string): Promise<number> {
  const row = await context.db
    .selectFrom('client_import_effects')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .where('settled', '=', false)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function beginReturn(context: WriteContext, importId: string, jobId: string): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({ return_job_id: jobId, returned_left: 0 })
    .where('id', '=', importId)
    .execute();
  await context.db
    .updateTable('client_import_effects')
    .set({ left_reason: null, left_fields: null })
    .where('import_id', '=', importId)
    .where('left_reason', 'is not', null)
    .execute();
}

export async function lockClients(context: WriteContext, ids: readonly string[]): Promise<ClientRow[]> {
  const rows = await context.db
    .selectFrom('clients')
    .select(CLIENT_COLUMNS)
    .where(sql<boolean>`id = ANY(${uuidArray(ids)})`)
    .orderBy('id')
    .forUpdate()
    .execute();
  // The CHECKs of the table promise the closed lists.
  return rows as unknown as ClientRow[];
}

/** Takes people off the clients where an import has put them; whoever is at no other client leaves altogether. */
export async function removePeople(
  context: WriteContext,
  places: readonly { clientId: string; personId: string }[],
): Promise<void> {
  context.held.forgetAll();
  if (places.length === 0) return;
  await sql`DELETE FROM client_contacts l USING ${bulk(places, { clientId: 'uuid', personId: 'uuid' })}
    WHERE l.client_id = r."clientId" AND l.contact_id = r."personId"`.execute(context.db);
  await sql`DELETE FROM contacts WHERE id = ANY(${uuidArray(places.map((place) => place.personId))})
    AND NOT EXISTS (SELECT 1 FROM client_contacts l WHERE l.contact_id = contacts.id)`.execute(context.db);
}

/** Forgets what the source said in these fields, so that bringing it in again brings it again. */
export async function forgetSaid(
  context: WriteContext,
  origin: string,
  clients: readonly { clientId: string; fields: readonly string[] }[],
): Promise<void> {
  if (clients.length === 0) return;
  await sql`UPDATE client_source_rows s SET said = s.said - r.fields
    FROM ${bulk(clients, { clientId: 'uuid', fields: 'text[]' })}
    WHERE s.origin = ${origin} AND s.client_id = r."clientId"`.execute(context.db);
}

export interface Settled {
  clientId: string;
  /** Null where all of it has been taken back. */
  leftReason: string | null;
  leftFields: readonly string[];
}

export async function settle(context: WriteContext, importId: string, effects: readonly Settled[]): Promise<void> {
  const rows = effects.map((effect) => ({
    client_id: effect.clientId,
    reason: effect.leftReason,
    fields: effect.leftFields,
  }));
  await sql`UPDATE client_import_effects e SET settled = r.reason IS NULL, left_reason = r.reason,
      left_fields = CASE WHEN r.reason IS NULL THEN NULL ELSE r.fields END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(client_id uuid, reason text, fields text[])
    WHERE e.import_id = ${importId} AND e.client_id = r.client_id`.execute(context.db);
}

export async function countReturned(
  context: WriteContext,
  importId: string,
  counted: { removed: number; restored: number; left: number },
): Promise<void> {
  await context.db
    .updateTable('client_imports')
    .set({
      returned_removed: sql<number>`returned_removed + ${counted.removed}::integer`,
      returned_restored: sql<number>`returned_restored + ${counted.restored}::integer`,
      returned_left: sql<number>`returned_left + ${counted.left}::integer`,
    })
    .where('id', '=', importId)
    .execute();
}

export interface LeftClient {
  client_id: string;
  client_name: string;
  reason: string;
  fields: string[];
}

/** Clients of which taking back has left something, with the reason. */
export async function leftClients(
  context: Pick<Context, 'db'>,
  importId: string,
  after: string | null,
  limit: number,
): Promise<LeftClient[]> {
  const { rows } = await sql<LeftClient>`
    SELECT e.client_id, c.name AS client_name, e.left_reason AS reason, e.left_fields AS fields
    FROM client_import_effects e JOIN clients c ON c.id = e.client_id
    WHERE e.import_id = ${importId} AND e.left_reason IS NOT NULL AND (${after}::uuid IS NULL OR e.client_id > ${after}::uuid)
    ORDER BY e.client_id LIMIT ${limit}`.execute(context.db);
  return rows;
}
