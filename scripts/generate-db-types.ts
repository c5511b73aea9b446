import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, PostgresDialect } from 'kysely-codegen';
import { openDb, openPool } from '#platform/db/pool.ts';
import { startTestCluster } from '#platform/db/testing/cluster.ts';
import { projectRoot } from './source-files.ts';

/**
 * Writes `platform/db/schema.ts` from the migrations, on a PostgreSQL of its own. With `--check` it writes nothing and
 * says whether the file is what the migrations make. The types are those of `platform/db/pool.ts`'s parsers.
 */
const target = join(projectRoot, 'platform/db/schema.ts');
const isCheck = process.argv.includes('--check');
const current = isCheck ? readFileSync(target, 'utf8') : '';

const generated = await generateSchema();
if (isCheck && generated !== current) {
  console.error('platform/db/schema.ts is not what the migrations make: run `npm run db:types`');
  process.exitCode = 1;
}
if (!isCheck) writeFileSync(target, generated);

async function generateSchema(): Promise<string> {
  const cluster = await startTestCluster();
  const { connection } = await cluster.database();
  const db = openDb(openPool(connection));
  try {
    const types = await generate({
      db,
      dialect: new PostgresDialect(),
      typeMapping: { int8: 'number', numeric: 'string', date: 'string', timestamptz: 'string' },
      excludePattern: 'applied_migrations',
      outFile: null,
    });
    return asTheirTables(types);
  } finally {
    await db.destroy();
    await cluster.close();
  }
}

/**
 * Views that stand for a table, with the very columns of it, as the clients that are not in the trash: the database tells of
 * no column of a view that it is never null.
 */
function asTheirTables(types: string): string {
  const standIns = { Clients: 'ClientRecords', Contacts: 'ContactRecords' };
  return Object.entries(standIns).reduce(
    (text, [view, table]) =>
      text.replace(new RegExp(`export interface ${view} \\{[^}]*\\}`), `export type ${view} = ${table};`),
    types,
  );
}
