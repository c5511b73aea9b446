import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentFor } from './product.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface CommandEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one command of the product on these data to its end: its exit code and what it said on both streams. Where the
 * server will stand at a day of its own, the command says the same `now`: a structure holds from the day it was made.
 */
export async function runCommand(
  dataDir: string,
  words: readonly string[],
  options: { stdin?: string; now?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<CommandEnd> {
  const child = spawn(process.execPath, ['app/cli.ts', ...words], {
    cwd: projectRoot,
    env: { ...environmentFor(dataDir, options.now), ...options.environment },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  child.stdin.end(options.stdin ?? '');
  await once(child, 'close');
  return { code: child.exitCode, ...said };
}

/** The last line that was said: where a command puts what a script wants of it. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
