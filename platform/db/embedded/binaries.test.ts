import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkRuns, findBinaries } from './binaries.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'estafeta-package-'));
  mkdirSync(path.join(root, 'native', 'bin'), { recursive: true });
  mkdirSync(path.join(root, 'native', 'lib'));
  writeFileSync(path.join(root, 'native', 'bin', 'postgres'), '');
  writeFileSync(path.join(root, 'package.json'), '{"version":"18.4.0-beta.17"}');
});
afterEach(() => rmSync(root, { recursive: true }));

const inRoot = (): string => path.join(root, 'dist', 'index.js');

test('the installed PostgreSQL is found with its version', async () => {
  expect(await findBinaries('linux-x64', inRoot)).toMatchObject({ major: 18 });
});

test('links between libraries are made where install scripts were blocked, and left where they are', async () => {
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  await findBinaries('linux-x64', inRoot);
  await findBinaries('linux-x64', inRoot);
  expect(readlinkSync(path.join(root, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});

const notInstalled = (): never => {
  throw Object.assign(new Error('not found'), { code: 'MODULE_NOT_FOUND' });
};

test.each([
  { machine: 'without the package', platform: 'linux-x64', resolve: notInstalled },
  { machine: 'no package is made for', platform: 'sunos-sparc', resolve: inRoot },
  { machine: 'with Windows', platform: 'win32-x64', resolve: inRoot },
])('a machine $machine is told about DATABASE_URL', async ({ platform, resolve }) => {
  await expect(findBinaries(platform, resolve)).rejects.toMatchObject({
    code: 'no_binaries',
    message: expect.stringContaining('DATABASE_URL'),
  });
});

test('programs that this system cannot run are refused with what to do', async () => {
  const binaries = await findBinaries('linux-x64', inRoot);
  await expect(checkRuns(binaries)).rejects.toMatchObject({
    code: 'no_binaries',
    message: expect.stringContaining('DATABASE_URL'),
  });
});
