import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedRefusal } from './refusal.ts';

export type LockMode = 'shared' | 'exclusive';
export type HeldLock = { release(): void };

const SQLITE_BUSY = 5;
const RETRY_MS = 15;

/**
 * A reader-writer lock between processes that the operating system itself drops when its holder dies of anything.
 *
 * Node has no file locks of its own. SQLite, which Node carries, has them on every system, and an open transaction on
 * an empty database file is nothing but such a lock: the file stays empty. Held by a file rather than by PostgreSQL, it
 * survives a crash of the database and exists before its start. Trap: a process that opens and closes the lock file by
 * other means loses its own locks on it (POSIX), so nothing else may read these files from within.
 */
export function tryLock(file: string, mode: LockMode): HeldLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Beginning to write an empty database opens a journal; in memory, so that locks work on a full disk.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_master');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

/** Waits for the lock without blocking the process; gives up after `patienceMs`. */
export async function waitForLock(file: string, mode: LockMode, patienceMs: number): Promise<HeldLock> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const held = tryLock(file, mode);
    if (held) return held;
    if (performance.now() > deadline) {
      throw new EmbeddedRefusal(
        'failed_to_start',
        `Another process has been starting or stopping the database for ${Math.round(patienceMs / 1000)} seconds (lock ${file}). End that process and try again.`,
      );
    }
    await delay(RETRY_MS);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}
