import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { cleanEnvironment } from './account.ts';
import type { Places } from './cluster.ts';
import type { Durability } from './settings.ts';

/** Stands by until this process ends without having left the database properly, then leaves in its place. */
export type Watchdog = { dismiss(): void };

/**
 * A shell that waits costs a megabyte; Node is started only when there is something to do. What it runs comes from the
 * environment, so that its command line resembles nothing that an administrator would kill by name.
 */
const SCRIPT = 'read -r word && exit 0; exec "$WATCHDOG_NODE" "$WATCHDOG_PROGRAM"';
const PROGRAM = path.join(import.meta.dirname, 'watchdog-process.ts');
const SOON_MS = 1_000;
const MOST_EARLY_DEATHS = 5;

export function standGuard(places: Places, durability: Durability): Watchdog {
  let dismissed = false;
  let earlyDeaths = 0;
  const appoint = (): ChildProcess => {
    const since = performance.now();
    const appointed = post(places, durability);
    appointed.on('exit', () => {
      earlyDeaths = performance.now() - since < SOON_MS ? earlyDeaths + 1 : 0;
      // One that cannot even stand is not replaced in a circle.
      if (!dismissed && earlyDeaths <= MOST_EARLY_DEATHS) child = appoint();
    });
    return appointed;
  };
  let child = appoint();
  return {
    dismiss() {
      dismissed = true;
      child.stdin?.end('dismissed\n');
    },
  };
}

function post(places: Places, durability: Durability): ChildProcess {
  const log = openSync(places.log, 'a', 0o600);
  try {
    const child = spawn('/bin/sh', ['-c', SCRIPT], {
      // Its own session: what kills the whole group of its process must not reach it.
      detached: true,
      cwd: '/',
      stdio: ['pipe', log, log],
      env: cleanEnvironment({
        WATCHDOG_NODE: process.execPath,
        WATCHDOG_PROGRAM: PROGRAM,
        WATCHDOG_DATA_DIR: places.dataDir,
        WATCHDOG_DURABILITY: durability,
      }),
    });
    // The pipe breaks when the watchdog is killed; its exit tells the same.
    child.stdin?.on('error', () => undefined);
    child.on('error', () => undefined);
    child.unref();
    if (child.stdin instanceof Socket) child.stdin.unref();
    return child;
  } finally {
    closeSync(log);
  }
}
