import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectRoot } from './source-files.ts';
import { type Outcome, outcomeOfCheck, outcomeOfReport, readPlaywright, readVitest } from './test-counts.ts';

/**
 * Runs the stages one after the other, whatever the earlier ones came to, and sums up: the last line is the count alone.
 *
 *   npm test                    everything
 *   npm run check               the fast stages
 *   npm test -- texts browser   the stages named
 */
interface Stage {
  name: string;
  isFast: boolean;
  command: string[];
  /** For a stage of many tests: reads what the runner wrote into `test-results/<name>.json`. */
  read?: (report: string) => Outcome;
}

const reportOf = (name: string): string => join(projectRoot, 'test-results', `${name}.json`);
const check = (name: string, ...command: string[]): Stage => ({ name, isFast: true, command });

const vitest = (name: string, project: string, isFast: boolean): Stage => ({
  name,
  isFast,
  command: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${reportOf(name)}`,
  ],
  read: readVitest,
});

const stages: Stage[] = [
  check('format-and-lint', 'biome', 'check', '--error-on-warnings'),
  check('types', 'tsc', '--noEmit'),
  check('boundaries', 'node', 'scripts/check-boundaries.ts'),
  check('vocabulary', 'node', 'scripts/check-vocabulary.ts'),
  check('texts', 'node', 'scripts/check-texts.ts'),
  check('licences', 'node', 'scripts/check-licences.ts'),
  check('unused', 'knip', '--no-progress'),
  vitest('unit', 'pure', true),
  { ...check('schema-types', 'node', 'scripts/generate-db-types.ts', '--check'), isFast: false },
  vitest('database', 'database', false),
  { name: 'browser', isFast: false, command: ['playwright', 'test'], read: readPlaywright },
];

function chosen(words: readonly string[]): Stage[] {
  if (words.length === 0) return stages;
  if (words.length === 1 && words[0] === 'fast') return stages.filter(({ isFast }) => isFast);
  const unknown = words.filter((word) => stages.every(({ name }) => name !== word));
  if (unknown.length === 0) return stages.filter(({ name }) => words.includes(name));
  console.error(`There is no stage ${unknown.join(', ')}; there are: ${stages.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

async function run({ name, command, read }: Stage): Promise<Outcome> {
  rmSync(reportOf(name), { force: true });
  const exitCode = await exitCodeOf(command);
  return read ? outcomeOfReport(name, exitCode, reportOf(name), read) : outcomeOfCheck(exitCode);
}

function exitCodeOf([program = '', ...argv]: string[]): Promise<number> {
  const path = [join(projectRoot, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const options = { cwd: projectRoot, env: { ...process.env, PATH: path }, stdio: 'inherit' as const };
  // The commands of packages are scripts for the shell on Windows.
  const child = spawn(program, argv, { ...options, shell: process.platform === 'win32' });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const failures: string[] = [];
let passed = 0;
for (const stage of chosen(process.argv.slice(2))) {
  say(`\n── ${stage.name}`);
  const started = performance.now();
  const outcome = await run(stage);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`── ${stage.name}: ${outcome.passed} passed, ${outcome.failures.length} failed, ${seconds} s`);
  passed += outcome.passed;
  failures.push(...outcome.failures.map((name) => `${stage.name}: ${name}`));
}
say('');
for (const failure of failures) say(`failed  ${failure}`);
say(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
