import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedRefusal, errorCode } from './refusal.ts';
import { PORT } from './settings.ts';

/** The shortest limit among the systems we run on is 104 bytes with the closing zero; Linux has 108. */
const LONGEST_SOCKET_PATH = 103;

export function socketIn(directory: string): string {
  return path.join(directory, `.s.PGSQL.${PORT}`);
}

/**
 * The private directory of the socket: short, because the path of a socket is limited to about a hundred bytes while a
 * data directory may lie anywhere. The name follows from the data directory, so every process of the same data arrives
 * at the same place, and the database comes back to it after a crash.
 * Refusal: not_permitted, when somebody else has taken the name.
 */
export async function makeSocketDirectory(dataDir: string, account: Account): Promise<string> {
  for (const directory of candidates(dataDir)) {
    if (Buffer.byteLength(socketIn(directory)) > LONGEST_SOCKET_PATH) continue;
    if (await makePrivate(directory, account)) return directory;
  }
  throw new EmbeddedRefusal(
    'not_permitted',
    `No directory for the database socket can be made (${candidates(dataDir).join(', ')}). Set TMPDIR to a directory with a short path that this user can write.`,
  );
}

function candidates(dataDir: string): string[] {
  const name = `estafeta-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  // Nobody but root writes in /run, and unlike /tmp no two services see two different ones.
  const bases = [...(process.getuid?.() === 0 ? ['/run'] : []), '/tmp', tmpdir()];
  return [...new Set(bases.map((base) => path.join(base, name)))];
}

async function makePrivate(directory: string, account: Account): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return false;
  }
  const found = await lstat(directory);
  // In /run only root makes directories; it may still belong to the user PostgreSQL ran as last time.
  const ours = path.dirname(directory) === '/run' || [process.getuid?.(), account.owner?.uid].includes(found.uid);
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new EmbeddedRefusal(
      'not_permitted',
      `${directory} belongs to somebody else or is open to others, so the database socket cannot be there. Remove it.`,
    );
  }
  if (account.owner) await chown(directory, account.owner.uid, account.owner.gid);
  return true;
}

/** Takes away what a dead server left. Only after proof that none of this cluster lives. */
export async function clearSocket(directory: string): Promise<void> {
  await rm(socketIn(directory), { force: true });
  await rm(`${socketIn(directory)}.lock`, { force: true });
}

/**
 * After the last process has left. By the name that follows from the data directory, never by the one in a lock file:
 * a copied data directory names the socket of the original. What anybody else put there stays.
 */
export async function removeSocketDirectory(dataDir: string): Promise<void> {
  for (const directory of candidates(dataDir)) {
    await clearSocket(directory).catch(() => undefined);
    await rmdir(directory).catch(() => undefined);
  }
}
