import { type RawBuilder, sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { textArray, uuidArray, uuids } from '#platform/db/arrays.ts';
import type { ClientRow, Phone } from '../contract.ts';
import { nameKeyOf } from '../register/rules.ts';
import type { ClientState } from '../rules.ts';
import type { Reading } from '../store.ts';
import { ALIKE_FROM, COMMON_FROM, type Comparable, type MatchValue, type Reason } from './rules.ts';

/** A client as it is compared, with what says which record stays. */
export interface StoredComparable extends Comparable {
  sales_system_id: string;
  name: string;
  state: ClientState;
  holder_id: string | null;
  created_at: string;
  /** Merged into another or archived: it is compared no more. */
  gone: boolean;
}

export async function comparables(context: Reading, ids: readonly string[]): Promise<StoredComparable[]> {
  if (ids.length === 0) return [];
  const rows = await context.db
    .selectFrom('clients')
    .select(['id', 'sales_system_id', 'name', 'name_key', 'region', 'inn', 'kpp', 'ogrn', 'phones', 'emails', 'sites'])
    .select(['state', 'holder_id', 'created_at', sql<boolean>`closed IS NOT DISTINCT FROM 'archived'`.as('gone')])
    .where(sql<boolean>`id = ANY(${uuidArray(ids)})`)
    .execute();
  const reached = await peopleAt(context, ids);
  // The CHECKs of the table promise the states and the shape of phones.
  return rows.map((row) => ({
    ...row,
    phones: row.phones as unknown as Phone[],
    state: row.state as ClientState,
    people_phones: reached.get(row.id)?.phones ?? [],
    people_emails: reached.get(row.id)?.emails ?? [],
  }));
}

/** The same of a client at which nobody is yet. */
export const comparableOf = (client: ClientRow): StoredComparable => ({
  ...client,
  name_key: nameKeyOf(client.name),
  gone: client.closed === 'archived',
  people_phones: [],
  people_emails: [],
});

/** By what the people are reached who are at one of the clients and nowhere else. */
async function peopleAt(
  context: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { phones: string[]; emails: string[] }>> {
  const { rows } = await sql<{ client_id: string; phones: string[]; emails: string[] }>`
    SELECT l.client_id, ARRAY(SELECT phone ->> 'number' FROM jsonb_array_elements(k.phones) AS phone) AS phones, k.emails
    FROM client_contacts l JOIN contacts k ON k.id = l.contact_id
    WHERE l.client_id = ANY(${uuidArray(ids)}) AND l.left_on IS NULL AND (k.phones <> '[]'::jsonb OR k.emails <> '{}')
      AND NOT EXISTS (SELECT FROM client_contacts o WHERE o.contact_id = l.contact_id AND o.client_id <> l.client_id)`.execute(
    context.db,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.client_id)].map(([id, people]) => [
      id,
      { phones: people.flatMap(({ phones }) => phones), emails: people.flatMap(({ emails }) => emails) },
    ]),
  );
}

/** Takes the clients that have changed off the queue, the longest waiting first; another process takes others. */
export async function takeFromQueue(context: WriteContext, most: number): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    DELETE FROM client_match_queue WHERE number IN (
      SELECT number FROM client_match_queue ORDER BY number LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING client_id`.execute(context.db);
  return [...new Set(rows.map((row) => row.client_id))];
}

export const QUEUE_COUNTED = 10_000;

/** How many changes wait to be compared, counted to 10,000. */
export async function queueLength(context: Reading): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    SELECT count(*) AS found FROM (SELECT FROM client_match_queue LIMIT ${QUEUE_COUNTED + 1}) AS counted`.execute(
    context.db,
  );
  return rows[0]?.found ?? 0;
}

/** How many changes wait, all of them. */
export async function countQueue({ db }: Reading): Promise<number> {
  const row = await db
    .selectFrom('client_match_queue')
    .select((eb) => eb.fn.countAll<number>().as('found'))
    .executeTakeFirstOrThrow();
  return Number(row.found);
}

export async function putInQueue(context: WriteContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`INSERT INTO client_match_queue (client_id) SELECT * FROM unnest(${uuidArray(ids)})`.execute(context.db);
}

export interface ClientValues {
  client: StoredComparable;
  values: readonly MatchValue[];
}

/** Keeps what each client is found by; those that are gone are found no more. */
export async function saveValues(
  context: WriteContext,
  clients: readonly ClientValues[],
  areNew: boolean,
): Promise<void> {
  if (clients.length === 0) return;
  const live = clients.filter(({ client }) => !client.gone);
  const rows = live.flatMap(({ client, values }) =>
    values.map((value) => ({ client_id: client.id, sales_system_id: client.sales_system_id, ...value })),
  );
  const record = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS r(client_id uuid, sales_system_id uuid, kind text, value text)`;
  if (!areNew) {
    await sql`DELETE FROM client_match_values v WHERE v.client_id = ANY(${uuidArray(clients.map(({ client }) => client.id))})
      AND NOT EXISTS (SELECT FROM ${record} WHERE r.client_id = v.client_id AND r.sales_system_id = v.sales_system_id
        AND r.kind = v.kind AND r.value = v.value)`.execute(context.db);
  }
  await sql`INSERT INTO client_match_values (client_id, sales_system_id, kind, value)
    SELECT client_id, sales_system_id, kind, value FROM ${record} ON CONFLICT DO NOTHING`.execute(context.db);
  const gone = clients.filter(({ client }) => client.gone).map(({ client }) => client.id);
  if (gone.length > 0) {
    await sql`DELETE FROM client_match_names WHERE client_id = ANY(${uuidArray(gone)})`.execute(context.db);
  }
  const names = live.map(({ client }) => ({
    client_id: client.id,
    sales_system_id: client.sales_system_id,
    region: client.region ?? '',
    name_key: client.name_key,
  }));
  await sql`INSERT INTO client_match_names AS n (client_id, sales_system_id, region, name_key)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(names)}::jsonb)
      AS r(client_id uuid, sales_system_id uuid, region text, name_key text)
    ON CONFLICT (client_id) DO UPDATE SET sales_system_id = excluded.sales_system_id, region = excluded.region, name_key = excluded.name_key
    WHERE (n.sales_system_id, n.region, n.name_key) IS DISTINCT FROM (excluded.sales_system_id, excluded.region, excluded.name_key)`.execute(
    context.db,
  );
}

export interface Sharers extends MatchValue {
  client_id: string;
  /** Others with the value; one more than `COMMON_FROM` means that so many share it that it says little. */
  others: string[];
}

const othersWith = (value: {
  system: RawBuilder<unknown>;
  kind: RawBuilder<unknown>;
  value: RawBuilder<unknown>;
}) => sql`
  SELECT o.client_id FROM client_match_values o
  WHERE o.sales_system_id = ${value.system} AND o.kind = ${value.kind} AND o.value = ${value.value}`;

/** With whom each of the clients shares a value. */
export async function sharersOf(context: Reading, ids: readonly string[]): Promise<Sharers[]> {
  const { rows } = await sql<Sharers>`
    SELECT v.client_id, v.kind, v.value, o.others FROM client_match_values v CROSS JOIN LATERAL (
      SELECT array_agg(s.client_id) AS others FROM (
        ${othersWith({ system: sql`v.sales_system_id`, kind: sql`v.kind`, value: sql`v.value` })}
        AND o.client_id <> v.client_id LIMIT ${sql.lit(COMMON_FROM + 1)}) s) o
    WHERE v.client_id = ANY(${uuids(ids)}) AND o.others IS NOT NULL`.execute(context.db);
  return rows;
}

/** With whom values that stand in no client yet are shared. */
export async function sharersOfValues(
  context: Reading,
  salesSystemId: string,
  values: readonly MatchValue[],
): Promise<Omit<Sharers, 'client_id'>[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<Omit<Sharers, 'client_id'>>`
    SELECT v.kind, v.value, o.others
    FROM unnest(${textArray(values.map(({ kind }) => kind))}, ${textArray(values.map(({ value }) => value))}) AS v(kind, value)
    CROSS JOIN LATERAL (SELECT array_agg(s.client_id) AS others FROM (
      ${othersWith({ system: sql`${salesSystemId}::uuid`, kind: sql`v.kind`, value: sql`v.value` })}
      LIMIT ${COMMON_FROM + 1}) s) o
    WHERE o.others IS NOT NULL`.execute(context.db);
  return rows;
}

/** The most alike of a region that one name is compared with. */
const MOST_ALIKE = 10;

const setLikeness = (context: Reading) =>
  sql`SELECT set_config('pg_trgm.similarity_threshold', ${String(ALIKE_FROM)}, true)`.execute(context.db);

/**
 * Clients of the same region whose names are alike, letter by letter coded into Latin: of Russian letters trigrams know
 * nothing. A client without a region is compared by name with nobody.
 */
export async function alikeOf(
  context: WriteContext,
  ids: readonly string[],
): Promise<{ client_id: string; others: string[] }[]> {
  if (ids.length === 0) return [];
  await setLikeness(context);
  const { rows } = await sql<{ client_id: string; others: string[] }>`
    SELECT n.client_id, o.others FROM client_match_names n CROSS JOIN LATERAL (
      SELECT array_agg(s.client_id) AS others FROM (
        SELECT o.client_id FROM client_match_names o
        WHERE o.region = n.region AND search_code(o.name_key) % search_code(n.name_key)
          AND o.sales_system_id = n.sales_system_id AND o.client_id <> n.client_id
        ORDER BY similarity(search_code(o.name_key), search_code(n.name_key)) DESC, o.client_id LIMIT ${sql.lit(MOST_ALIKE)}) s) o
    WHERE n.client_id = ANY(${uuids(ids)}) AND n.region <> '' AND o.others IS NOT NULL`.execute(context.db);
  return rows;
}

/** Clients with a name like this one: of its region where one is named, else with the very same name. */
export async function clientsNamedLike(
  context: Reading,
  salesSystemId: string,
  { name_key, region }: Pick<Comparable, 'name_key' | 'region'>,
): Promise<string[]> {
  if (name_key === '') return [];
  if (region === null) {
    const same = await context.db
      .selectFrom('clients')
      .select('id')
      .where('name_key', '=', name_key)
      .where('sales_system_id', '=', salesSystemId)
      .where(sql<boolean>`closed IS DISTINCT FROM 'archived'`)
      .limit(COMMON_FROM)
      .execute();
    return same.map((row) => row.id);
  }
  return context.db.transaction().execute(async (db) => {
    await setLikeness({ db });
    const { rows } = await sql<{ client_id: string }>`
      SELECT client_id FROM client_match_names
      WHERE region = ${region} AND search_code(name_key) % search_code(${name_key}::text) AND sales_system_id = ${salesSystemId}
      ORDER BY similarity(search_code(name_key), search_code(${name_key}::text)) DESC, client_id LIMIT ${MOST_ALIKE}`.execute(
      db,
    );
    return rows.map((row) => row.client_id);
  });
}

/** Notes values that have just turned out to be common; returns the clients whose pairs rested on them. */
export async function noteCommonValues(
  context: WriteContext,
  salesSystemId: string,
  values: readonly MatchValue[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const { rows: fresh } = await sql<MatchValue>`
    INSERT INTO common_match_values (sales_system_id, kind, value)
    SELECT ${salesSystemId}::uuid, * FROM unnest(${textArray(values.map(({ kind }) => kind))}, ${textArray(values.map(({ value }) => value))})
    ON CONFLICT DO NOTHING RETURNING kind, value`.execute(context.db);
  if (fresh.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT p.one_id AS id FROM duplicate_pairs p
    JOIN client_match_values v ON v.client_id = p.one_id AND v.sales_system_id = p.sales_system_id
    JOIN unnest(${textArray(fresh.map(({ kind }) => kind))}, ${textArray(fresh.map(({ value }) => value))}) AS f(kind, value)
      ON f.kind = v.kind AND f.value = v.value
    WHERE p.sales_system_id = ${salesSystemId}::uuid AND p.state = 'open'`.execute(context.db);
  return rows.map((row) => row.id);
}

export interface PairKey {
  one_id: string;
  other_id: string;
}

export interface FoundPair extends PairKey {
  sales_system_id: string;
  score: number;
  reasons: Reason[];
}

/**
 * Keeps the pairs that have been found of these clients, as they now look, and forgets open ones that no longer do.
 * What people have decided stays decided. With `forRules` the pairs that nobody knew of before wait for the rules.
 */
export async function savePairs(
  context: WriteContext,
  ids: readonly string[],
  pairs: readonly FoundPair[],
  forRules: boolean,
): Promise<void> {
  const record = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
    AS r(one_id uuid, other_id uuid, sales_system_id uuid, score integer, reasons jsonb)`;
  await sql`DELETE FROM duplicate_pairs p WHERE p.state = 'open' AND (p.one_id = ANY(${uuidArray(ids)}) OR p.other_id = ANY(${uuidArray(ids)}))
    AND NOT EXISTS (SELECT FROM ${record} WHERE r.one_id = p.one_id AND r.other_id = p.other_id)`.execute(context.db);
  if (pairs.length === 0) return;
  await sql`
    INSERT INTO duplicate_pairs AS p (one_id, other_id, sales_system_id, score, reasons, state, awaits_rules, found_at)
    SELECT one_id, other_id, sales_system_id, score, reasons, 'open', ${forRules}, ${context.now.toString()}::timestamptz
    FROM ${record} ORDER BY one_id, other_id
    ON CONFLICT (one_id, other_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, sales_system_id = excluded.sales_system_id
      WHERE p.state = 'open'`.execute(context.db);
}

/** Pairs that wait for the rules. */
export async function pairsForRules(context: Reading, most: number): Promise<StoredPair[]> {
  const rows = await context.db
    .selectFrom('duplicate_pairs')
    .select(PAIR_COLUMNS)
    .where('awaits_rules', '=', true)
    .orderBy('one_id')
    .orderBy('other_id')
    .limit(most)
    .execute();
  return rows.map(pairFrom);
}

/** The rules have had their say of these pairs. */
export async function noteRuled(context: WriteContext, pairs: readonly PairKey[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`UPDATE duplicate_pairs p SET awaits_rules = false
    FROM unnest(${uuidArray(pairs.map(({ one_id }) => one_id))}, ${uuidArray(pairs.map(({ other_id }) => other_id))}) AS r(one_id, other_id)
    WHERE p.one_id = r.one_id AND p.other_id = r.other_id`.execute(context.db);
}

export interface StoredPair extends FoundPair {
  state: 'open' | 'merged' | 'branch' | 'apart';
  rule_refusal: string | null;
}

export const PAIR_COLUMNS = [
  'one_id',
  'other_id',
  'sales_system_id',
  'score',
  'reasons',
  'state',
  'rule_refusal',
] as const;

/** The generated types do not know what the CHECKs promise of the states and the reasons. */
export const pairFrom = (row: object): StoredPair => row as StoredPair;

export async function pairById(
  context: Reading,
  pair: { one_id: string; other_id: string },
): Promise<StoredPair | null> {
  const row = await context.db
    .selectFrom('duplicate_pairs')
    .select(PAIR_COLUMNS)
    .where('one_id', '=', pair.one_id)
    .where('other_id', '=', pair.other_id)
    .executeTakeFirst();
  return row === undefined ? null : pairFrom(row);
}

export interface Decision {
  state: StoredPair['state'];
  byRule: boolean;
}

/** Notes what was decided of a pair, also of one that nobody had found; open again forgets the decision. */
export async function savePairState(
  context: WriteContext,
  pair: FoundPair,
  { state, byRule }: Decision,
): Promise<void> {
  const decided =
    state === 'open'
      ? { decided_by: null, decided_at: null }
      : { decided_by: context.actor.employeeId, decided_at: context.now.toString() };
  const change = { state, by_rule: byRule, rule_refusal: null, awaits_rules: false, ...decided };
  await context.db
    .insertInto('duplicate_pairs')
    .values({ ...pair, reasons: JSON.stringify(pair.reasons), ...change, found_at: context.now.toString() })
    .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doUpdateSet(change))
    .execute();
}

export async function noteRuleRefusal(
  context: WriteContext,
  pair: { one_id: string; other_id: string },
  reason: string,
): Promise<void> {
  await context.db
    .updateTable('duplicate_pairs')
    .set({ rule_refusal: reason })
    .where('one_id', '=', pair.one_id)
    .where('other_id', '=', pair.other_id)
    .where('state', '=', 'open')
    .execute();
}

/** Pairs of one client that somebody has decided of, to be kept by the record that it was merged into. */
export async function decidedPairsOf(context: Reading, clientId: string): Promise<StoredPair[]> {
  const rows = await context.db
    .selectFrom('duplicate_pairs')
    .select(PAIR_COLUMNS)
    .where((eb) => eb.or([eb('one_id', '=', clientId), eb('other_id', '=', clientId)]))
    .where('state', 'in', ['branch', 'apart'])
    .execute();
  return rows.map(pairFrom);
}

/** Makes a client the branch of a head organisation, or of nobody. */
export async function saveHead(context: WriteContext, clientId: string, headId: string | null): Promise<void> {
  context.held.forgetAll();
  await context.db
    .updateTable('clients')
    .set({ head_client_id: headId, updated_at: context.now.toString(), version: sql<number>`version + 1` })
    .where('id', '=', clientId)
    .execute();
}
