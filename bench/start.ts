import { removeDataDir, startProduct, temporaryDataDir } from '../e2e/harness/product.ts';
import { readOptions } from './options.ts';
import { atMost, type Report } from './report.ts';

export const about = 'seconds from the command to the first answer: on a new data directory, and on one that is there';

/** Starts the product twice on one directory; the web part is built beforehand, as `npm start` finds it from then on. */
export async function run(words: readonly string[]): Promise<Report> {
  const { repeat } = readOptions(words, { repeat: 3 });
  await timed(temporaryDataDir()).then(({ dataDir }) => removeDataDir(dataDir));
  const rows: (string | number)[][] = [];
  for (let round = 1; round <= repeat; round++) {
    const first = await timed(temporaryDataDir());
    const again = await timed(first.dataDir);
    removeDataDir(first.dataDir);
    rows.push([round, first.seconds, again.seconds]);
  }
  const worst = (column: number) => Math.max(...rows.map((row) => Number(row[column])));
  return {
    tables: [{ title: 'Seconds to the first answer', columns: ['round', 'new data', 'data there'], rows }],
    promises: [
      atMost('first start with initialisation', worst(1), 15, 's'),
      atMost('start with a database present', worst(2), 3, 's'),
    ],
  };
}

async function timed(dataDir: string): Promise<{ dataDir: string; seconds: number }> {
  const started = performance.now();
  const product = await startProduct({ dataDir });
  const reply = await fetch(`${product.url}/healthz`);
  if (!reply.ok) throw new Error(`The server answered ${reply.status}`);
  const seconds = (performance.now() - started) / 1000;
  await product.stop();
  return { dataDir, seconds };
}
