import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { foundCompany } from './market/company.ts';
import { readOptions } from './options.ts';
import { processorSeconds } from './processor-time.ts';
import { writeRegister } from './register-file.ts';
import { atMost, type Report } from './report.ts';
import { type ScratchDatabase, scratchDatabase } from './scratch-database.ts';

export const about = 'an import with all that belongs to it against a bare COPY of the same rows of clients';

const PROMISED_AT = 100_000;

interface Measured {
  rows: number;
  copies: Copied[];
  first: Imported;
  again: Imported;
}

interface Copied {
  seconds: number;
  /** Of the processor; null where the system does not tell. */
  databaseSeconds: number | null;
}

interface Imported extends Copied {
  megabytes: number;
  programSeconds: number | null;
  report: Record<string, number>;
}

/**
 * `--rows 100000,1000000`: made-up clients through the whole import (validation, recognition, journal, search columns, the
 * callers' queue, people), the same file once more, and a bare COPY of the same rows of `clients` into the same table,
 * emptied, with the same indexes and its triggers off. Source: quality (speed).
 */
export async function run(words: readonly string[]): Promise<Report> {
  const { rows: sizes, seed } = readOptions(words, { rows: String(PROMISED_AT), seed: 'estafeta' });
  const measured: Measured[] = [];
  for (const rows of sizes.split(',').map(Number)) measured.push(await measure(rows, seed));
  const ratio = ({ first, copies }: Measured): number => first.seconds / least(copies.map((copy) => copy.seconds));
  return {
    tables: [
      {
        title: 'Seconds by the clock',
        columns: ['rows', 'COPY', 'import', 'ratio', 'rows/s', 'same file again', 'memory, MB'],
        rows: measured.map((one) => [
          one.rows,
          least(one.copies.map((copy) => copy.seconds)),
          one.first.seconds,
          ratio(one),
          one.rows / one.first.seconds,
          one.again.seconds,
          Math.max(one.first.megabytes, one.again.megabytes),
        ]),
      },
      {
        title: 'Seconds of the processor: what a busy machine distorts less',
        columns: ['rows', 'COPY', 'import: database', 'import: program'],
        rows: measured.map(({ rows, copies, first }) => [
          rows,
          least(copies.map((copy) => copy.databaseSeconds ?? Number.NaN)),
          first.databaseSeconds,
          first.programSeconds,
        ]),
      },
    ],
    promises: measured.flatMap((one) => [
      ...(one.rows === PROMISED_AT ? [atMost(`import of ${one.rows} against COPY`, ratio(one), 4, '×')] : []),
      atMost(`memory of the import of ${one.rows}`, Math.max(one.first.megabytes, one.again.megabytes), 400, 'MB'),
    ]),
  };
}

const least = (values: readonly number[]): number => Math.min(...values);

async function measure(rows: number, seed: string): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'estafeta-register-'));
  // The database's server may run under another account.
  await chmod(folder, 0o777);
  const database = await scratchDatabase();
  try {
    await foundCompany(database, Temporal.Now.instant());
    const file = join(folder, 'register.csv');
    await writeRegister(file, rows, seed);
    const first = await importFile(database, file, rows, 'taken');
    const again = await importFile(database, file, rows, 'skipped');
    const copies = await copyTwice(database, join(folder, 'clients.copy'));
    return { rows, copies, first, again };
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `npm run estafeta` has it: what is new in memory is gone through more often, and takes half of the room. */
const AS_COMMAND = ['--max-semi-space-size=16'];

/** In a process of its own, as the command line does it. Every row must have the one outcome, or the figures mean nothing. */
async function importFile(
  { connection }: ScratchDatabase,
  file: string,
  rows: number,
  outcome: 'taken' | 'skipped',
): Promise<Imported> {
  const script = join(import.meta.dirname, 'import-process.ts');
  const words = [...AS_COMMAND, script, JSON.stringify(connection), file];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const imported: Imported = JSON.parse(stdout);
  if (imported.report[outcome] !== rows) throw new Error(`Not all ${outcome}: ${JSON.stringify(imported.report)}`);
  return imported;
}

/** The rows that the import has made, once more into the same table of the same database, emptied. */
async function copyTwice(database: ScratchDatabase, file: string): Promise<Copied[]> {
  const client = await database.superuser();
  try {
    await client.query('SET statement_timeout = 0');
    const { rows } = await client.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute
       WHERE attrelid = 'client_records'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    );
    const columns = rows[0]?.names ?? '';
    await client.query(`COPY client_records (${columns}) TO '${file}'`);
    await client.query('ALTER TABLE client_records DISABLE TRIGGER USER');
    return [await copyBare(client, columns, file), await copyBare(client, columns, file)];
  } finally {
    await client.end();
  }
}

async function copyBare(client: pg.Client, columns: string, file: string): Promise<Copied> {
  await client.query('TRUNCATE client_records CASCADE');
  await client.query('CHECKPOINT');
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const backend = rows[0]?.pid ?? 0;
  const before = processorSeconds(backend);
  const began = performance.now();
  await client.query(`COPY client_records (${columns}) FROM '${file}'`);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, databaseSeconds: processorSeconds(backend) - before };
}
