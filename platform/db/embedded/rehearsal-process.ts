/**
 * A process of its own that uses the embedded database, for the tests that kill such processes.
 * Arguments: data directory, role, and a file for acknowledged writes (then it writes without end).
 * Says where the database is in one line of JSON; leaves properly when its input ends.
 */
import { appendFileSync } from 'node:fs';
import pg from 'pg';
import { openEmbedded } from './embedded.ts';

const WRITERS = 8;
const [dataDir = '', role, acknowledged] = process.argv.slice(2);
const database = await openEmbedded({ dataDir, role: role === 'server' ? 'server' : 'command' });
const pool = new pg.Pool({ ...database.connection, max: WRITERS });
pool.on('error', () => undefined);

if (acknowledged) {
  const started = Date.now();
  for (let writer = 0; writer < WRITERS; writer += 1) void write(`${process.pid}-${started}-${writer}`, acknowledged);
}
process.stdout.write(`${JSON.stringify(database.connection)}\n`);
process.stdin.resume().on('end', async () => {
  await pool.end();
  await database.close();
  process.exit(0);
});

async function write(name: string, file: string): Promise<never> {
  for (let number = 0; ; number += 1) {
    const id = `${name}-${number}`;
    try {
      await pool.query('INSERT INTO writes (id) VALUES ($1)', [id]);
      appendFileSync(file, `${id}\n`);
    } catch {
      // The database is away: this write was not acknowledged, the next one may be.
      await new Promise((resume) => setTimeout(resume, 10));
    }
  }
}
