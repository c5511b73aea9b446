import type { Report } from './report.ts';
import { printReport, writeReport } from './report.ts';

/** What every `bench/NAME.ts` exports: what is measured, in a line, and the run itself with the words after the name. */
interface Bench {
  about: string;
  run(words: readonly string[]): Promise<Report>;
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  api: () => import('./api.ts'),
  duplicates: () => import('./duplicates.ts'),
  import: () => import('./import.ts'),
  growth: () => import('./growth.ts'),
  queue: () => import('./queue.ts'),
  search: () => import('./search.ts'),
  start: () => import('./start.ts'),
  web: () => import('./web.ts'),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 *   npm run bench                    what there is
 *   npm run bench -- NAME [options]  one bench: prints tables and promises, writes bench-results/NAME.json
 *
 * Exit code 1 when a promise is not kept, 2 for wrong usage.
 */
async function main([name = '', ...words]: string[]): Promise<number> {
  const load = BENCHES[name];
  if (load === undefined) {
    say('npm run bench -- NAME [options]');
    for (const [known, open] of Object.entries(BENCHES)) say(`  ${known.padEnd(10)} ${(await open()).about}`);
    return 2;
  }
  const report = await (await load()).run(words);
  printReport(name, report);
  writeReport(name, report);
  return report.promises.every(({ kept }) => kept) ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
