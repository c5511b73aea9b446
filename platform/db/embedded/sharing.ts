import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Places } from './cluster.ts';
import { type HeldLock, tryLock, waitForLock } from './lock.ts';
import { stopPostmaster } from './postmaster.ts';
import { EmbeddedRefusal } from './refusal.ts';

/** A start after a crash replays up to a gigabyte of log; whoever waits for it must not give up before. */
export const PATIENCE_MS = 5 * 60_000;
const SERVER_PATIENCE_MS = 1_000;

/**
 * How processes share one database. Three locks of the operating system, none of which outlives its holder:
 * - the gate, exclusive: whoever starts or stops the database passes it one at a time;
 * - the users' lock, shared by every process for as long as it uses the database. Whoever leaves gives its share back
 *   and asks for the whole lock: getting it proves to be the last, and the last stops the database;
 * - the server lock, exclusive, of the one web server.
 */
export async function passGate(places: Places): Promise<HeldLock> {
  return await waitForLock(places.gateLock, 'exclusive', PATIENCE_MS);
}

/** To be called behind the gate: the only exclusive holders pass it too, so the share is there at once. */
export async function joinUsers(places: Places): Promise<HeldLock> {
  return await waitForLock(places.usersLock, 'shared', PATIENCE_MS);
}

/**
 * Refusal: already_running, when another web server uses this data directory. A moment of patience, because one that
 * was just killed or is about to end may still be on its way out.
 */
export async function claimServer(places: Places): Promise<HeldLock> {
  const deadline = performance.now() + SERVER_PATIENCE_MS;
  let held = tryLock(places.serverLock, 'exclusive');
  while (!held && performance.now() < deadline) {
    await delay(20);
    held = tryLock(places.serverLock, 'exclusive');
  }
  if (!held) {
    const pid = noteOfServer(places);
    throw new EmbeddedRefusal(
      'already_running',
      `Estafeta is already running on ${places.dataDir}${pid ? ` (process ${pid})` : ''}. Stop it first, or set DATA_DIR to another directory.`,
      pid,
    );
  }
  try {
    writeFileSync(places.serverNote, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    held.release();
    throw error;
  }
  return held;
}

function noteOfServer(places: Places): string {
  try {
    return readFileSync(places.serverNote, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Stops the database unless somebody uses it; tells whether nobody did. */
export async function stopIfUnused(places: Places): Promise<boolean> {
  const gate = await passGate(places);
  try {
    return await stopIfLast(places);
  } finally {
    gate.release();
  }
}

/** The same, behind the gate. */
export async function stopIfLast(places: Places): Promise<boolean> {
  const everybodys = tryLock(places.usersLock, 'exclusive');
  if (!everybodys) return false;
  try {
    await stopPostmaster(places);
    return true;
  } finally {
    everybodys.release();
  }
}
