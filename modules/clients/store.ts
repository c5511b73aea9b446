import { sql } from 'kysely';
import { foldCustom } from '#modules/fields/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { heldKind } from '#platform/held.ts';
import { newId } from '#shared/ids.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { searchText } from '#shared/search-text.ts';
import type { ClientRow } from './contract.ts';
import { type ClientDetails, columnsIn } from './register/rules.ts';
import { type ClientFacts, FACT_NAMES, type HoldingVia } from './rules.ts';

/** Reads need no more than a database, and what an open transaction knows already. */
export type Reading = Pick<Context, 'db' | 'held'>;

/** Clients under the lock of the transaction, and what ties employees to them. */
const ROWS = heldKind<ClientRow>();
const LINKS = heldKind<StoredLink>();

/** Whether the transaction has the client under its lock. */
export function isHeld({ held }: Reading, clientId: string): boolean {
  return held?.get(ROWS, clientId) !== undefined;
}

const DETAIL_COLUMNS = [
  'id',
  'sales_system_id',
  'segment_id',
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'oktmo',
  'organisation_type',
  'region',
  'settlement',
  'time_zone',
  'size',
  'latitude',
  'longitude',
  'sites',
  'phones',
  'emails',
  'source',
  'strategy',
  'note',
  'call_basis',
  'call_basis_note',
  'call_basis_on',
  'do_not_call',
  'do_not_call_reason',
  'custom',
  'merged_into',
  'head_client_id',
  'state',
  'created_at',
  'updated_at',
  'version',
] as const;
export const CLIENT_COLUMNS = [...DETAIL_COLUMNS, ...FACT_NAMES] as const;

/** The generated types know columns, not what the CHECKs of the table promise about them: this cast adds just that. */
function clientRow(row: object): ClientRow {
  return row as ClientRow;
}

export async function findClient(context: Reading, id: string): Promise<ClientRow | null> {
  const held = context.held?.get(ROWS, id);
  if (held !== undefined) return held;
  const row = await context.db.selectFrom('clients').select(CLIENT_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : clientRow(row);
}

export async function findClients(context: Reading, ids: readonly string[]): Promise<ClientRow[]> {
  if (ids.length === 0) return [];
  const rows = await context.db
    .selectFrom('clients')
    .select(CLIENT_COLUMNS)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(clientRow);
}

/** The row, locked until the end of the transaction: whoever else wants to change the client waits. */
export async function lockRow(context: WriteContext, id: string): Promise<ClientRow | null> {
  const held = context.held.get(ROWS, id);
  if (held !== undefined) return held;
  const row = await context.db
    .selectFrom('clients')
    .select(CLIENT_COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : context.held.keep(ROWS, id, clientRow(row));
}

/** Several rows, locked in one order wherever they are locked, so that two commands never wait for each other. */
export async function lockRows(context: WriteContext, ids: readonly string[]): Promise<ClientRow[]> {
  const rows = await context.db
    .selectFrom('clients')
    .select(CLIENT_COLUMNS)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(clientRow);
}

/**
 * What the list and the global search look into: the name apart, since it is all that everybody may search by, and the
 * numbers. A phone is found by any run of its digits, most often the last ones. The database makes the words of the legal
 * name, of places, mails and sites itself.
 */
export function searchTextOf(details: ClientDetails): { name_search: string; search_text: string } {
  const name = searchText(details.name);
  const rest = [
    details.inn ?? '',
    details.ogrn ?? '',
    details.oktmo ?? '',
    ...details.phones.map((phone) => phoneDigits(phone.number)),
  ];
  return { name_search: name, search_text: rest.filter((part) => part !== '').join(' ') };
}

export interface NewClient {
  id: string;
  salesSystemId: string;
  nameKey: string;
  details: ClientDetails;
}

export async function insertClient(
  context: WriteContext,
  { id, salesSystemId, nameKey, details }: NewClient,
): Promise<void> {
  const now = context.now.toString();
  await context.db
    .insertInto('clients')
    .values({
      ...columnsOf(details),
      ...searchTextOf(details),
      id,
      sales_system_id: salesSystemId,
      name_key: nameKey,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

const columnsOf = (details: ClientDetails) => ({
  ...columnsIn(details),
  phones: JSON.stringify(details.phones),
  custom: JSON.stringify(foldCustom(details)),
});

/** Saves the data of a card under the version that was read; false when somebody was faster. */
export async function saveDetails(
  context: WriteContext,
  client: ClientRow,
  details: ClientDetails,
  nameKey: string,
): Promise<boolean> {
  const result = await context.db
    .updateTable('clients')
    .set({
      ...columnsOf(details),
      ...searchTextOf(details),
      name_key: nameKey,
      updated_at: context.now.toString(),
      version: client.version + 1,
    })
    .where('id', '=', client.id)
    .where('version', '=', client.version)
    .executeTakeFirst();
  context.held.forget(ROWS, client.id);
  return result.numUpdatedRows === 1n;
}

/**
 * Saves changed facts in one UPDATE. The version grows unless only the next step or the last touch moved: whoever edits
 * the card meanwhile is not disturbed by those.
 */
export async function saveFacts(
  context: WriteContext,
  id: string,
  changed: Partial<ClientFacts>,
  bump: boolean,
): Promise<ClientRow> {
  const row = await context.db
    .updateTable('clients')
    .set({
      ...changed,
      updated_at: context.now.toString(),
      ...(bump ? { version: sql<number>`version + 1` } : {}),
    })
    .where('id', '=', id)
    .returning(CLIENT_COLUMNS)
    .executeTakeFirstOrThrow();
  context.held.forget(LINKS);
  return context.held.keep(ROWS, id, clientRow(row));
}

/**
 * Ends the present holding and begins the next one at the same instant. A holding that would last no time at all, as
 * when a client is taken and passed on at one instant, is not kept.
 */
export async function saveHolding(
  context: WriteContext,
  clientId: string,
  holder: { employeeId: string; via: HoldingVia; note: string | null } | null,
): Promise<void> {
  const now = context.now.toString();
  await sql`DELETE FROM client_holdings WHERE client_id = ${clientId} AND upper_inf(held) AND lower(held) >= ${now}::timestamptz`.execute(
    context.db,
  );
  await sql`UPDATE client_holdings SET held = tstzrange(lower(held), ${now}::timestamptz)
    WHERE client_id = ${clientId} AND upper_inf(held)`.execute(context.db);
  if (holder === null) return;
  await sql`INSERT INTO client_holdings (id, client_id, employee_id, held, via, note)
    VALUES (${newId()}, ${clientId}, ${holder.employeeId}, tstzrange(${now}::timestamptz, NULL), ${holder.via}, ${holder.note})`.execute(
    context.db,
  );
}

export async function heldSince(context: Reading, clientId: string): Promise<string | null> {
  const row = await context.db
    .selectFrom('client_holdings')
    .select(sql<string>`lower(held)`.as('since'))
    .where('client_id', '=', clientId)
    .where(sql<boolean>`upper_inf(held)`)
    .executeTakeFirst();
  return row?.since ?? null;
}

export interface StoredLink {
  id: string;
  sales_system_id: string;
  holder_id: string | null;
  check_owner_id: string | null;
  capacities: string[];
}

/**
 * What ties these employees to the clients: the input of the access rules, for many clients in one query. Of clients in the
 * trash nothing is known, unless they are asked about as such: `client_records`.
 */
export async function linksOf(
  context: Reading,
  ids: readonly string[],
  selves: readonly string[],
  among: 'clients' | 'client_records' = 'clients',
): Promise<StoredLink[]> {
  const [only] = ids;
  if (only === undefined) return [];
  const key = `${only} ${selves.join(' ')}`;
  const underLock = ids.length === 1 && among === 'clients' && isHeld(context, only);
  const known = underLock ? context.held?.get(LINKS, key) : undefined;
  if (known !== undefined) return [known];
  const links = await context.db
    .selectFrom(`${among} as c`)
    .select([
      'c.id',
      'c.sales_system_id',
      'c.holder_id',
      'c.check_owner_id',
      sql<string[]>`ARRAY(SELECT p.capacity FROM client_participants p
        WHERE p.client_id = c.id AND p.employee_id ${amongIds(selves)}
          AND (p.until IS NULL OR p.until > now()))`.as('capacities'),
    ])
    .where(sql<boolean>`c.id ${amongIds(ids)}`)
    .execute();
  const [link] = links;
  if (underLock && link !== undefined) context.held?.keep(LINKS, key, link);
  return links;
}

/** One id is compared as such: of an array the server does not know how long it is, and plans the statement anew each time. */
const amongIds = (ids: readonly string[]) =>
  ids.length === 1 ? sql`= ${ids[0]}::uuid` : sql`= ANY(${sql.val([...ids])}::uuid[])`;

export async function insertParticipant(
  context: WriteContext,
  participant: { clientId: string; employeeId: string; capacity: string; sourceId: string; until: string | null },
): Promise<void> {
  context.held.forget(LINKS);
  await context.db
    .insertInto('client_participants')
    .values({
      client_id: participant.clientId,
      employee_id: participant.employeeId,
      capacity: participant.capacity,
      source_id: participant.sourceId,
      since: context.now.toString(),
      until: participant.until,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['client_id', 'employee_id', 'capacity', 'source_id'])
        .doUpdateSet({ until: participant.until })
        .where('client_participants.until', 'is distinct from', participant.until),
    )
    .execute();
}

export async function deleteParticipants(
  context: WriteContext,
  { clientId, capacity, sourceId }: { clientId: string; capacity: string; sourceId: string },
): Promise<void> {
  context.held.forget(LINKS);
  await context.db
    .deleteFrom('client_participants')
    .where('client_id', '=', clientId)
    // Asked of the few of one client: else the planner skips from employee to employee, as many as there are.
    .where(sql<boolean>`CASE WHEN capacity = ${capacity} THEN source_id = ${sourceId}::uuid END`)
    .execute();
}

export async function namesOf(context: Reading, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return context.db
    .selectFrom('clients')
    .select(['id', 'name'])
    .where(sql<boolean>`id = ANY(${sql.val([...ids])}::uuid[])`)
    .execute();
}

export async function employeeNames(context: Reading, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await context.db
    .selectFrom('v_employee_names')
    .select(['id', 'full_name'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id ?? '', row.full_name ?? '']));
}

/** An employee of today: somebody to whom a client can be given. */
export async function isActiveEmployee(context: Reading, id: string): Promise<boolean> {
  const row = await context.db
    .selectFrom('v_employee_names')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

/** Clients held, and checks owed, by one employee: what passes on when they leave. */
export async function heldBy(
  context: Reading,
  employeeId: string,
  column: 'holder_id' | 'check_owner_id',
): Promise<string[]> {
  const rows = await context.db
    .selectFrom('clients')
    .select('id')
    .where(column, '=', employeeId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Whether somebody besides these takes part in the client in the capacity. */
export async function othersInCapacity(
  context: Reading,
  clientId: string,
  capacity: string,
  besides: readonly string[],
): Promise<boolean> {
  const row = await context.db
    .selectFrom('client_participants')
    .select('employee_id')
    .where('client_id', '=', clientId)
    .where('capacity', '=', capacity)
    .where(sql<boolean>`employee_id <> ALL(${sql.val([...besides])}::uuid[])`)
    .where(sql<boolean>`(until IS NULL OR until > now())`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those of the clients whom somebody calls at this moment. */
export async function leasedAmong(context: Reading, ids: readonly string[]): Promise<string[]> {
  const rows = await context.db
    .selectFrom('client_participants')
    .select('client_id')
    .distinct()
    .where(sql<boolean>`client_id = ANY(${sql.val([...ids])}::uuid[])`)
    .where('capacity', '=', 'lease')
    .where(sql<boolean>`(until IS NULL OR until > now())`)
    .execute();
  return rows.map((row) => row.client_id);
}

/** The branches of a head organisation, in the order of their names. */
export async function branchesOf(context: Reading, clientId: string): Promise<{ id: string; name: string }[]> {
  return context.db
    .selectFrom('clients')
    .select(['id', 'name'])
    .where('head_client_id', '=', clientId)
    .orderBy(sql`name COLLATE "ru-x-icu"`)
    .limit(50)
    .execute();
}
