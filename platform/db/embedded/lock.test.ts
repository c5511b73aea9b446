import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock, waitForLock } from './lock.ts';
import { eventually } from './rehearsal.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'estafeta-lock-'));
  file = path.join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

test.each([
  { held: 'shared', asked: 'shared', granted: true },
  { held: 'shared', asked: 'exclusive', granted: false },
  { held: 'exclusive', asked: 'shared', granted: false },
  { held: 'exclusive', asked: 'exclusive', granted: false },
] as const)('while held $held, a lock is granted $asked: $granted', ({ held, asked, granted }) => {
  const first = tryLock(file, held);
  const second = tryLock(file, asked);
  expect(second !== undefined).toBe(granted);
  second?.release();
  first?.release();
  const afterwards = tryLock(file, 'exclusive');
  expect(afterwards).toBeDefined();
  afterwards?.release();
});

test('a refused attempt leaves the lock as it was, and the file stays empty', () => {
  const first = tryLock(file, 'shared');
  expect(tryLock(file, 'exclusive')).toBeUndefined();
  const third = tryLock(file, 'shared');
  expect(third).toBeDefined();
  third?.release();
  first?.release();
  first?.release();
  expect(statSync(file).size).toBe(0);
});

test('whoever waits gets the lock when the process that held it is killed', async () => {
  const program = `import { tryLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))};
    globalThis.held = tryLock(${JSON.stringify(file)}, 'exclusive');
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(tryLock(file, 'shared')).toBeUndefined();
  const waiting = waitForLock(file, 'exclusive', 20_000);
  child.kill('SIGKILL');
  (await waiting).release();
});

test('whoever has waited too long is told which lock is in the way', async () => {
  const held = tryLock(file, 'exclusive');
  await expect(waitForLock(file, 'shared', 0)).rejects.toMatchObject({
    code: 'failed_to_start',
    message: expect.stringContaining(file),
  });
  held?.release();
  await eventually(() => {
    const free = tryLock(file, 'shared');
    free?.release();
    return free !== undefined;
  }, true);
});
