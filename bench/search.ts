import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerModules } from '#app/wiring.ts';
import { loadActor, systemActor } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { createRandom } from '#shared/random.ts';
import { searchText } from '#shared/search-text.ts';
import { foundCompany } from './market/company.ts';
import { copyInto, pgArray } from './market/copy.ts';
import { withoutIndexes } from './market/indexes.ts';
import { rememberWords } from './market/vocabulary.ts';
import { percentile, type Sample, timeQueries } from './named-market/measure.ts';
import { innOf, namedClient, person } from './named-market/names.ts';
import { readOptions } from './options.ts';
import { databaseSeconds, processorSeconds } from './processor-time.ts';
import { atMost, type Report } from './report.ts';
import { openScratch, type ScratchDatabase, scratchDatabase } from './scratch-database.ts';

export const about =
  'the search over everything: sixty kinds of queries in a register with Russian names, beside a read by primary key';

const LIMIT_MS = 50;
const SAMPLES = 20;
/** How many clients the seller holds who asks as the second person. */
const HELD = 300;
const FILES = [
  'Смета',
  'Договор.pdf',
  'Техническое задание',
  'Коммерческое предложение',
  'Акт осмотра',
  'Расчёт освещённости',
];

export async function run(words: readonly string[]): Promise<Report> {
  const options = { clients: 1_000_000, rounds: 5, seed: 'named market', keep: '' };
  const { clients, rounds, seed, keep } = readOptions(words, options);
  const database = keep === '' ? await scratchDatabase() : await openScratch(keep);
  try {
    registerModules();
    const { samples, seller } = await filledOnce(database, clients, seed);
    const now = Temporal.Now.instant();
    const everything: Context = { db: database.db, actor: systemActor('ru'), now, requestId: null };
    const actor = await loadActor(database.db, seller, now);
    if (actor === null) throw new Error('The seller cannot be found');
    const byKey = await timeKeys(database, 200);
    const terms = { rounds, processorSeconds: () => processorSeconds(process.pid) + databaseSeconds(database.dataDir) };
    const all = await timeQueries(everything, samples, terms);
    const own = await timeQueries({ ...everything, actor }, samples, terms);
    const rows = all.map(({ kind, query, found, p50, p95, processor }, place) => [
      ...[kind, query, found, p50, p95, p95 / byKey.p50, processor],
      ...[own[place]?.p50 ?? null, own[place]?.p95 ?? null, own[place]?.processor ?? null],
    ]);
    const dearest = (timed: readonly { processor: number }[]): number =>
      Math.max(...timed.map(({ processor }) => processor));
    const worst = (timed: readonly { p95: number }[]): number => Math.max(...timed.map(({ p95 }) => p95));
    return {
      tables: [
        {
          title: `Milliseconds over ${clients.toLocaleString('en-US')} clients; a read by primary key: p50 ${byKey.p50.toFixed(2)}, p95 ${byKey.p95.toFixed(2)}`,
          columns: [
            ...['kind', 'for example', 'found', 'p50', 'p95', 'p95 / key', 'processor'],
            ...['seller p50', 'seller p95', 'processor'],
          ],
          rows,
        },
        {
          title: 'Milliseconds of the processor for the dearest kind: what a busy machine distorts less',
          columns: ['everything in reach', 'a seller with glances'],
          rows: [[dearest(all), dearest(own)]],
        },
      ],
      promises: [
        atMost('p95 of the slowest kind, everything in reach', worst(all), LIMIT_MS, 'ms'),
        atMost('p95 of the slowest kind, a seller with glances', worst(own), LIMIT_MS, 'ms'),
      ],
    };
  } finally {
    await database.close();
  }
}

interface Filled {
  samples: Sample[];
  seller: EmployeeId;
}

/** A directory that is kept is filled the first time only. */
async function filledOnce(database: ScratchDatabase, clients: number, seed: string): Promise<Filled> {
  const note = join(database.dataDir, 'search.json');
  // Written below, which is what makes the shape true.
  if (existsSync(note)) return JSON.parse(await readFile(note, 'utf8')) as Filled;
  process.stdout.write(`Making a register of ${clients.toLocaleString('en-US')} clients …\n`);
  const started = performance.now();
  const filled = await fill(database, clients, seed);
  process.stdout.write(`… in ${Math.round((performance.now() - started) / 1000)} s\n`);
  await writeFile(note, JSON.stringify(filled));
  return filled;
}

/** Clients with a person at every other, files at every tenth; indexes and words afterwards, as a restored database has them. */
async function fill(database: ScratchDatabase, count: number, seed: string): Promise<Filled> {
  const now = Temporal.Now.instant();
  const company = await foundCompany(database, now, { heads: 1, callers: 1, managers: 1, deliverers: 1 });
  const seller = company.managers[0]?.id;
  if (seller === undefined) throw new Error('There is no seller');
  const administrator = await database.superuser();
  try {
    await administrator.query('SET statement_timeout = 0');
    const tables = ['client_records', 'contact_records', 'client_contacts', 'attachments'] as const;
    const rebuild = await withoutIndexes(administrator, tables);
    const [clients, contacts, places, attachments] = await Promise.all([
      copyInto(database.superuser, 'client_records', [
        ...[
          'id',
          'sales_system_id',
          'name',
          'name_key',
          'name_search',
          'inn',
          'region',
          'settlement',
          'time_zone',
          'phones',
        ],
        ...['emails', 'sites', 'search_text', 'created_at', 'updated_at', 'developing', 'holder_id'],
        ...['next_step_id', 'next_step_title', 'next_step_on'],
      ]),
      copyInto(database.superuser, 'contact_records', ['id', 'full_name', 'phones', 'search_text', 'created_at']),
      copyInto(database.superuser, 'client_contacts', ['client_id', 'contact_id', 'position_title', 'added_at']),
      copyInto(database.superuser, 'attachments', ['id', 'client_id', 'file_id', 'title', 'added_by', 'added_at']),
    ]);
    const random = createRandom(seed);
    const samples: Sample[] = [];
    const at = now.toString();
    const inSystem = company.salesSystemId;
    for (let index = 0; index < count; index++) {
      const client = namedClient(random, index);
      const id = newId<string>();
      const inn = innOf(index);
      const isHeld = index % Math.max(1, Math.floor(count / HELD)) === 0;
      await clients.write([
        ...[id, inSystem, client.name, searchText(client.name), searchText(client.name), inn, client.region],
        ...[client.settlement, 'Europe/Moscow', JSON.stringify(client.phones.map((number) => ({ number })))],
        ...[pgArray(client.emails), pgArray(client.sites), [inn, ...client.phones.map(phoneDigits)].join(' '), at, at],
        ...(isHeld ? [true, seller, newId<string>(), 'Позвонить', '2030-01-01'] : [false, null, null, null, null]),
      ]);
      if (random.chance(0.5)) {
        const contact = newId<string>();
        const phone = `+79${String(random.int(0, 999_999_999)).padStart(9, '0')}`;
        await contacts.write([contact, person(random), JSON.stringify([{ number: phone }]), phoneDigits(phone), at]);
        await places.write([id, contact, 'Главный инженер', at]);
      }
      if (random.chance(0.1))
        await attachments.write([newId<string>(), id, newId<string>(), random.pick(FILES), seller, at]);
      const [phone, mail, site] = [client.phones[0], client.emails[0], client.sites[0]];
      if (
        phone !== undefined &&
        mail !== undefined &&
        site !== undefined &&
        samples.length < SAMPLES &&
        random.chance(0.01)
      )
        samples.push({ inn, phone, mail, site });
    }
    for (const writer of [clients, contacts, places, attachments]) await writer.end();
    await rebuild();
    await rememberWords(administrator, ['client_records', 'contact_records', 'attachments']);
    await administrator.query('VACUUM ANALYZE');
    return { samples, seller: seller as EmployeeId };
  } finally {
    await administrator.end();
  }
}

/** What the least that can be asked costs here and now: one client by its id, through the same driver. */
async function timeKeys({ pool }: ScratchDatabase, rounds: number): Promise<{ p50: number; p95: number }> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM client_records TABLESAMPLE SYSTEM (1) LIMIT 200');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await pool.query('SELECT id, name FROM clients WHERE id = $1', [rows[round % rows.length]?.id]);
    times.push(performance.now() - started);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}
