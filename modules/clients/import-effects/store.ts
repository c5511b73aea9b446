import { type RawBuilder, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { type BulkType, bulk } from '#platform/db/bulk.ts';
import { giveWay } from '#platform/import/ahead.ts';
import { contactSearchText } from '../contacts/store.ts';
import type { NewPerson } from '../import-places/rules.ts';
import type { Ask, Known } from '../recognition/rules.ts';
import { type ClientKey, columnsIn, DETAIL_NAMES } from '../register/rules.ts';
import { searchTextOf } from '../store.ts';

export type Statement = RawBuilder<unknown>;

interface ClientRecord extends ReturnType<typeof columnsIn> {
  id: string;
  sales_system_id: string;
  name_key: string;
  name_search: string;
  search_text: string;
  version: number;
}

const TYPES: { readonly [column in keyof ClientRecord]: BulkType } = {
  id: 'uuid',
  sales_system_id: 'uuid',
  version: 'integer',
  segment_id: 'uuid',
  name: 'text',
  legal_name: 'text',
  name_key: 'text',
  name_search: 'text',
  inn: 'text',
  kpp: 'text',
  ogrn: 'text',
  oktmo: 'text',
  organisation_type: 'text',
  region: 'text',
  settlement: 'text',
  time_zone: 'text',
  size: 'integer',
  latitude: 'float8',
  longitude: 'float8',
  sites: 'text[]',
  phones: 'jsonb',
  emails: 'text[]',
  source: 'text',
  strategy: 'text',
  note: 'text',
  call_basis: 'text',
  call_basis_note: 'text',
  call_basis_on: 'date',
  do_not_call: 'boolean',
  do_not_call_reason: 'text',
  search_text: 'text',
  custom: 'jsonb',
};

const WRITTEN: readonly (keyof ClientRecord)[] = [...DETAIL_NAMES, 'custom', 'name_key', 'name_search', 'search_text'];

const recordOf = (known: Pick<Known, 'id' | 'salesSystemId' | 'nameKey' | 'version' | 'details'>): ClientRecord => ({
  ...columnsIn(known.details),
  ...searchTextOf(known.details),
  id: known.id,
  sales_system_id: known.salesSystemId,
  name_key: known.nameKey,
  version: known.version,
});

const typesOf = (columns: readonly (keyof ClientRecord)[]): { [column in keyof ClientRecord]?: BulkType } =>
  Object.fromEntries(columns.map((column) => [column, TYPES[column]]));

/** Adds new clients; columns that say nothing of any of them are left to their defaults. */
export function clientsToInsert(context: Pick<WriteContext, 'now'>, clients: readonly Known[]): Statement {
  const records = clients.map(recordOf);
  const said = WRITTEN.filter((column) => records.some((record) => !isBlank(record[column])));
  const columns = sql.join(said.map((column) => sql.ref(column)));
  const now = sql`${context.now.toString()}::timestamptz`;
  return sql`INSERT INTO clients (id, sales_system_id, created_at, updated_at, ${columns})
    SELECT id, sales_system_id, ${now}, ${now}, ${columns} FROM ${bulk(records, typesOf(['id', 'sales_system_id', ...said]))}`;
}

const isBlank = (value: unknown): boolean =>
  value === null ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Saves changed clients under the versions that were read: fewer rows than clients when somebody has been faster. */
export function clientsToUpdate(
  context: Pick<WriteContext, 'now'>,
  clients: readonly Pick<Known, 'id' | 'salesSystemId' | 'nameKey' | 'version' | 'details'>[],
): Statement {
  const assignments = sql.join(WRITTEN.map((column) => sql`${sql.ref(column)} = ${sql.ref(`r.${column}`)}`));
  const records = clients.map(recordOf);
  return sql`UPDATE clients SET ${assignments}, updated_at = ${context.now.toString()}::timestamptz, version = clients.version + 1
    FROM ${bulk(records, typesOf(['id', 'version', ...WRITTEN]))} WHERE clients.id = r.id AND clients.version = r.version`;
}

export function keysToDrop(keys: readonly ClientKey[]): Statement {
  return sql`DELETE FROM client_keys USING ${bulk(keys, { kind: 'text', value: 'text' })}
    WHERE client_keys.kind = r.kind AND client_keys.value = r.value`;
}

export function keysToAdd(keys: readonly (ClientKey & { clientId: string })[]): Statement {
  return sql`INSERT INTO client_keys (kind, value, client_id)
    SELECT kind, value, "clientId" FROM ${bulk(keys, { kind: 'text', value: 'text', clientId: 'uuid' })}`;
}

/** Remembers what the source said of each client. */
export function memoriesToSave(origin: string, clients: readonly Pick<Known, 'id' | 'memory'>[]): Statement {
  return sql`INSERT INTO client_source_rows (origin, client_id, said)
    SELECT ${origin}, id, memory FROM ${bulk(clients, { id: 'uuid', memory: 'jsonb' })}
    ON CONFLICT (origin, client_id) DO UPDATE SET said = excluded.said`;
}

/** Somebody whom an import adds at a client. */
export interface AddedPerson extends NewPerson {
  clientId: string;
}

export function peopleToInsert(context: Pick<WriteContext, 'now'>, people: readonly AddedPerson[]): Statement[] {
  const now = sql`${context.now.toString()}::timestamptz`;
  const rows = people.map(({ id, clientId, details }) => ({
    id,
    client_id: clientId,
    ...details,
    search_text: contactSearchText(details),
  }));
  const persons = bulk(rows, {
    id: 'uuid',
    full_name: 'text',
    phones: 'jsonb',
    emails: 'text[]',
    custom: 'jsonb',
    search_text: 'text',
  });
  const places = bulk(rows, { id: 'uuid', client_id: 'uuid', position_title: 'text', decision_role: 'text' });
  return [
    sql`INSERT INTO contacts (id, full_name, phones, emails, custom, search_text, created_at)
      SELECT id, full_name, phones, emails, custom, search_text, ${now} FROM ${persons}`,
    sql`INSERT INTO client_contacts (client_id, contact_id, position_title, decision_role, added_at)
      SELECT client_id, id, position_title, decision_role, ${now} FROM ${places}`,
  ];
}

/** What an import has done to a client: the entries about it and the people it has added there. */
export interface Effect {
  clientId: string;
  added: boolean;
  entries: readonly string[];
  people: readonly string[];
}

export function effectsToSave(importId: string, effects: readonly Effect[]): Statement {
  const rows = bulk(effects, { clientId: 'uuid', added: 'boolean', entries: 'uuid[]', people: 'uuid[]' });
  return sql`INSERT INTO client_import_effects AS e (import_id, client_id, added, entries, people)
    SELECT ${importId}::uuid, "clientId", added, entries, people FROM ${rows}
    ON CONFLICT (import_id, client_id) DO UPDATE SET
      entries = e.entries || excluded.entries, people = e.people || excluded.people, settled = false`;
}

export function conflictsToSave(importId: string, asks: readonly (Ask & { clientId: string })[]): Statement {
  const rows = bulk(asks, { clientId: 'uuid', field: 'text', row: 'integer', before: 'jsonb', told: 'jsonb' });
  return sql`INSERT INTO client_import_conflicts (import_id, client_id, field, row_number, before, told)
    SELECT ${importId}::uuid, "clientId", field, "row", before, told FROM ${rows}
    ON CONFLICT (import_id, client_id, field) DO NOTHING`;
}

/**
 * A batch need not wait for the disk by itself. Where the power fails, the last batches are lost whole, with their report and
 * their place in the file, which stand in the same transaction: the run goes on from the place before them. The end of the run
 * is flushed to the disk, and with it everything before.
 */
export async function commitWithoutWaiting(context: WriteContext): Promise<void> {
  await sql`SET LOCAL synchronous_commit = off`.execute(context.db);
}

/**
 * Runs statements one after another, making each while the one before is at work: neither the database nor this process
 * waits for the other. Answers with the rows that each has touched.
 */
export async function runAhead(context: WriteContext, make: readonly (() => Statement | null)[]): Promise<bigint[]> {
  const touched: bigint[] = [];
  let running: Promise<unknown> = Promise.resolve();
  for (const [place, makeOne] of make.entries()) {
    const statement = makeOne();
    await running;
    if (statement === null) continue;
    running = statement.execute(context.db).then((result) => {
      touched[place] = result.numAffectedRows ?? 0n;
    });
    // Lets the statement go out before the next one is made.
    await giveWay();
  }
  await running;
  return touched;
}
