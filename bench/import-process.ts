import { createReadStream } from 'node:fs';
import { runClientImport } from '#modules/clients/commands.ts';
import { systemActor } from '#modules/structure/queries.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { processorSeconds } from './processor-time.ts';

/** Imports one file in a process of its own, as the command line does, and tells its memory. */
const [connection = '', file = ''] = process.argv.slice(2);
const pool = openPool(JSON.parse(connection));
// A session that is closed for want of work takes what it has cost along.
pool.options.idleTimeoutMillis = 0;
const db = openDb(pool);
const began = performance.now();
const outcome = await runClientImport(
  { db, actor: systemActor('ru'), now: Temporal.Now.instant(), requestId: null },
  { name: 'register.csv', mediaType: 'text/csv', open: () => createReadStream(file) },
);
const seconds = (performance.now() - began) / 1000;
if (!outcome.ok) throw new Error(outcome.reason);
const { report } = outcome.value.import;
const { rows: backends } = await pool.query<{ pid: number }>(
  'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
);
const databaseSeconds = backends.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
await db.destroy();
process.stdout.write(
  JSON.stringify({
    seconds,
    report,
    megabytes: process.resourceUsage().maxRSS / 1024,
    databaseSeconds,
    programSeconds: processorSeconds(process.pid),
  }),
);
