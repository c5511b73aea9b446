import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Staff } from './market/company.ts';
import { generateMarket, type Market } from './market/generate.ts';
import type { MarketSize } from './market/lives.ts';
import { openScratch, type ScratchDatabase, scratchDatabase } from './scratch-database.ts';

export interface Prepared {
  database: ScratchDatabase;
  market: Market;
}

/**
 * A scratch database with a market in it. `keep` names a directory that is filled the first time and left as it is, for
 * repeated runs while one works on speed: then the rows are no longer those of a fresh run, since every run writes.
 */
export async function preparedMarket(
  size: MarketSize,
  { staff, now, keep = '' }: { staff?: Staff; now?: Temporal.Instant; keep?: string } = {},
): Promise<Prepared> {
  const database = keep === '' ? await scratchDatabase() : await openScratch(keep);
  try {
    const note = join(database.dataDir, 'market.json');
    if (existsSync(note)) return { database, market: JSON.parse(await readFile(note, 'utf8')) as Market };
    process.stdout.write(`Making a market of ${size.clients.toLocaleString('en-US')} clients …\n`);
    const market = await generateMarket(database, size, {
      ...(staff === undefined ? {} : { staff }),
      ...(now === undefined ? {} : { now }),
    });
    process.stdout.write(`… in ${Math.round(market.seconds)} s\n`);
    await writeFile(note, JSON.stringify(market));
    return { database, market };
  } catch (error) {
    await database.close();
    throw error;
  }
}
