import { type RawBuilder, sql } from 'kysely';
import { uuidArray } from '#platform/db/arrays.ts';
import { PAIR_COLUMNS, pairFrom, type StoredPair } from '../duplicates/store.ts';
import type { Reading } from '../store.ts';

const COLUMNS = sql.join(PAIR_COLUMNS.map((column) => sql.ref(`p.${column}`)));
const ORDER = sql`score DESC, one_id, other_id`;

/** Which pairs somebody decides of: those of whole sales systems, and those both of whose clients are theirs. */
export interface PairReach {
  systems: readonly string[];
  selves: readonly string[];
}

export type PairPlace = [score: number, one: string, other: string];

/** Which of the open pairs are meant: of one client, or with a client that an import has brought or changed. */
export interface PairScope {
  clientId: string | null;
  importId: string | null;
  /** The very reasons that they are pairs for; null for any. */
  kinds: readonly string[] | null;
}

/**
 * Open pairs within reach, each branch along an index of its own and no further than `limit`: of each whole market in the
 * order of the score, of one's own clients by the clients, of one client by it.
 */
function openPairs(
  { systems, selves }: PairReach,
  { clientId, importId, kinds }: PairScope,
  { after, limit }: { after: PairPlace | null; limit: number },
): RawBuilder<unknown> {
  const beyond =
    after === null
      ? sql`true`
      : sql`(p.score < ${after[0]} OR (p.score = ${after[0]} AND (p.one_id, p.other_id) > (${after[1]}::uuid, ${after[2]}::uuid)))`;
  const brought =
    importId === null
      ? sql`true`
      : sql`EXISTS (SELECT FROM client_import_effects e WHERE e.import_id = ${importId}::uuid AND e.client_id IN (p.one_id, p.other_id))`;
  const alike = kinds === null ? sql`true` : sql`p.kinds = ${JSON.stringify(kinds)}::jsonb`;
  const meant = sql`p.state = 'open' AND ${beyond} AND ${brought} AND ${alike}`;
  const first = sql`ORDER BY p.score DESC, p.one_id, p.other_id LIMIT ${limit}`;
  const own = (id: string) =>
    sql`EXISTS (SELECT FROM clients o WHERE o.id = ${sql.ref(id)} AND o.holder_id = ANY(${uuidArray(selves)}) OFFSET 0)`;
  const branches =
    clientId === null
      ? [
          sql`(SELECT f.* FROM unnest(${uuidArray(systems)}) AS s(id) CROSS JOIN LATERAL (
            SELECT ${COLUMNS} FROM duplicate_pairs p WHERE p.sales_system_id = s.id AND ${meant} ${first}) f)`,
          sql`(SELECT ${COLUMNS} FROM clients h JOIN duplicate_pairs p ON p.one_id = h.id
            WHERE h.holder_id = ANY(${uuidArray(selves)}) AND ${own('p.other_id')} AND ${meant} ${first})`,
        ]
      : ['p.one_id', 'p.other_id'].map(
          (
            side,
          ) => sql`(SELECT ${COLUMNS} FROM duplicate_pairs p WHERE ${sql.ref(side)} = ${clientId}::uuid AND ${meant}
            AND (p.sales_system_id = ANY(${uuidArray(systems)}) OR (${own('p.one_id')} AND ${own('p.other_id')})) ${first})`,
        );
  return sql`(${sql.join(branches, sql` UNION `)})`;
}

/** Open pairs, the surest first, from a place on. */
export async function pageOfPairs(
  context: Reading,
  reach: PairReach,
  scope: PairScope,
  of: { after: PairPlace | null; limit: number },
): Promise<StoredPair[]> {
  const { rows } = await sql<object>`
    SELECT * FROM ${openPairs(reach, scope, of)} AS found ORDER BY ${ORDER} LIMIT ${of.limit}`.execute(context.db);
  return rows.map(pairFrom);
}

export const PAIRS_COUNTED = 10_000;

export async function countPairs(context: Reading, reach: PairReach, scope: PairScope): Promise<number> {
  const found = openPairs(reach, scope, { after: null, limit: PAIRS_COUNTED + 1 });
  const { rows } = await sql<{ found: number }>`SELECT count(*) AS found FROM ${found} AS counted`.execute(context.db);
  return rows[0]?.found ?? 0;
}

export interface DecidedPair {
  one_id: string;
  other_id: string;
  state: 'branch' | 'apart';
  by_rule: boolean;
  decided_at: string;
  decided_by_name: string | null;
}

/** What was decided last besides merges: branches and records kept apart. */
export async function lastDecided(context: Reading, { systems }: PairReach, limit: number): Promise<DecidedPair[]> {
  const { rows } = await sql<DecidedPair>`
    SELECT p.one_id, p.other_id, p.state, p.by_rule, p.decided_at, e.full_name AS decided_by_name
    FROM unnest(${uuidArray(systems)}) AS s(id) CROSS JOIN LATERAL (
      SELECT * FROM duplicate_pairs d WHERE d.sales_system_id = s.id AND d.state <> 'open' AND d.state IN ('branch', 'apart')
      ORDER BY d.decided_at DESC LIMIT ${limit}) p LEFT JOIN v_employee_names e ON e.id = p.decided_by
    ORDER BY p.decided_at DESC LIMIT ${limit}`.execute(context.db);
  return rows;
}
