import { READY_CRITERIA } from '#modules/deals/ready-criteria/rules.ts';
import { createRandom } from '#shared/random.ts';
import type { ScratchDatabase } from '../scratch-database.ts';
import { type Company, foundCompany, type Staff, USUAL_STAFF } from './company.ts';
import { type CopyWriter, copyInto, type Value } from './copy.ts';
import { withoutIndexes } from './indexes.ts';
import { COLUMNS, type Criterion, createLives, type MarketSize, type TableName } from './lives.ts';
import { rememberWords } from './vocabulary.ts';

/** Of 100,000 clients: 150,000 contacts, 100,000 deals, 1,000,000 touches. */
export const USUAL_SIZE: Omit<MarketSize, 'clients'> = {
  contactsPerClient: 1.5,
  dealsPerClient: 1,
  touchesPerClient: 10,
  coldShare: 0.4,
};

export interface Market {
  company: Company;
  rows: Readonly<Record<TableName, number>>;
  seconds: number;
}

const CANDIDATES_AT_ONCE = 20_000;

/**
 * Fills a migrated database with a company and its market: seeded, so that two runs measure the same rows. Goes straight into
 * the tables by COPY, indexes built afterwards; the queue of calls is then filled by the function that the triggers call.
 */
export async function generateMarket(
  database: Pick<ScratchDatabase, 'db' | 'pool' | 'superuser'>,
  size: MarketSize,
  options: { staff?: Staff; seed?: string; now?: Temporal.Instant } = {},
): Promise<Market> {
  const started = performance.now();
  const now = options.now ?? Temporal.Now.instant();
  const company = await foundCompany(database, now, options.staff ?? USUAL_STAFF);
  const criteria = await installCriteria(database, company.salesSystemId);
  const tables = Object.keys(COLUMNS) as TableName[];
  const administrator = await database.superuser();
  try {
    const rebuild = await withoutIndexes(administrator, tables);
    const writers = new Map<TableName, CopyWriter>();
    for (const table of tables) writers.set(table, await copyInto(database.superuser, table, COLUMNS[table]));
    const put = (table: TableName, row: readonly Value[]): void => {
      const behind = writers.get(table)?.write(row);
      if (behind !== undefined) pending.push(behind);
    };
    let pending: Promise<void>[] = [];
    const lives = createLives(createRandom(options.seed ?? 'estafeta'), company, criteria, now);
    for (let number = 0; number < size.clients; number++) {
      lives.live(number, size, put);
      if (pending.length === 0) continue;
      await Promise.all(pending);
      pending = [];
    }
    const rows = new Map<TableName, number>();
    for (const [table, writer] of writers) rows.set(table, await writer.end());
    await rebuild();
    await administrator.query('SET statement_timeout = 0');
    await fillQueue(administrator);
    await rememberWords(administrator, ['client_records', 'contact_records', 'deals']);
    await administrator.query('VACUUM ANALYZE');
    return {
      company,
      // One entry for each table there is.
      rows: Object.fromEntries(rows) as Record<TableName, number>,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await administrator.end();
  }
}

async function installCriteria({ pool }: Pick<ScratchDatabase, 'pool'>, salesSystemId: string): Promise<Criterion[]> {
  const { rows } = await pool.query<Criterion>(
    `INSERT INTO stage_criteria (id, sales_system_id, procedure, stage, title, required, position)
     SELECT gen_random_uuid(), $1, 'direct', c.stage, c.title, c.required, c.position - 1
     FROM unnest($2::text[], $3::text[], $4::boolean[]) WITH ORDINALITY AS c (stage, title, required, position)
     RETURNING id, stage, required`,
    [
      salesSystemId,
      READY_CRITERIA.map(({ stage }) => stage),
      READY_CRITERIA.map(({ title }) => title.ru),
      READY_CRITERIA.map(({ required }) => required),
    ],
  );
  return rows;
}

type Asking = Awaited<ReturnType<ScratchDatabase['superuser']>>;

async function fillQueue(client: Asking): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<{ ids: string[] }>(
      'SELECT coalesce(array_agg(id), ARRAY[]::uuid[]) AS ids FROM (SELECT id FROM clients WHERE id > $1 ORDER BY id LIMIT $2) c',
      [after, CANDIDATES_AT_ONCE],
    );
    const ids = rows[0]?.ids ?? [];
    const last = ids.at(-1);
    if (last === undefined) return;
    await client.query('SELECT refresh_call_candidates($1)', [ids]);
    after = last;
  }
}
