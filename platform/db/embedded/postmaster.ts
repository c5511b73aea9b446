import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, cleanEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './cluster.ts';
import { isAlive, isPostgresOf, postgresProcessesOf, signal } from './processes.ts';
import { errorCode, refusalFromOutput } from './refusal.ts';
import { PORT } from './settings.ts';
import { clearSocket, removeSocketDirectory } from './socket-directory.ts';

/** The server process of a cluster, as its own lock file names it. */
export type Postmaster = { pid: number; socketDirectory: string; status: string };

const POLL_MS = 15;
const FAST_STOP_MS = 60_000;
const IMMEDIATE_STOP_MS = 10_000;

/** The living server of the cluster. The lock file alone proves nothing: the process must be a PostgreSQL of this cluster. */
export function livingPostmaster(places: Places): Postmaster | undefined {
  const named = namedPostmaster(places);
  return named && isPostgresOf(named.pid, places.cluster) ? named : undefined;
}

/** The server that the lock file names, dead or alive. */
export function namedPostmaster(places: Places): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(places.cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    if (!(pid > 0)) return undefined;
    return { pid, socketDirectory: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A start under way: `failure` tells, once the process has ended, what it wrote before. */
export type Starting = { pid: number; ended(): boolean; failure(): Error };

/**
 * Starts the server. To be called behind the gate and with `livingPostmaster` empty.
 *
 * The lock file of a dead server is left to PostgreSQL to replace. Where its number is taken by a zombie or a stranger,
 * PostgreSQL would take that for a rival; told by PG_GRANDPARENT_PID (pg_ctl's own way) that it is none, it goes on to
 * its second check, the shared memory, which still refuses to start beside a surviving process of the old server.
 */
export async function startPostmaster(
  places: Places,
  binaries: Binaries,
  account: Account,
  socketDirectory: string,
): Promise<Starting> {
  await endRemnants(places);
  await clearSocket(socketDirectory);
  const stale = namedPostmaster(places);
  // Killed between making the lock file and writing it, or out of space: an empty one stops every later start.
  if (!stale) await rm(path.join(places.cluster, 'postmaster.pid'), { force: true });

  const log = await open(places.log, 'a', 0o600);
  try {
    const logStart = (await log.stat()).size;
    const settings = {
      listen_addresses: '',
      unix_socket_directories: socketDirectory,
      unix_socket_permissions: '0700',
      port: String(PORT),
    };
    const [command = '', ...args] = [
      ...account.prefix,
      binaries.postgres,
      '-D',
      places.cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const child = spawn(command, args, {
      // Its own session: Ctrl+C in the terminal is for us to answer, not for the database.
      detached: true,
      cwd: '/',
      stdio: ['ignore', log.fd, log.fd],
      env: cleanEnvironment(stale ? { PG_GRANDPARENT_PID: String(stale.pid) } : {}),
    });
    let spawnError: Error | undefined;
    let ended = false;
    child.on('error', (error) => {
      spawnError = error;
      ended = true;
    });
    child.on('exit', () => {
      ended = true;
    });
    child.unref();
    return {
      pid: child.pid ?? 0,
      ended: () => ended,
      failure: () =>
        spawnError ?? refusalFromOutput('The database did not start', logFrom(places, logStart), places.dataDir),
    };
  } finally {
    await log.close();
  }
}

function logFrom(places: Places, offset: number): string {
  return readFileSync(places.log).subarray(offset).toString('utf8');
}

/**
 * Stops the server if one lives, and whatever a dead one left; returns when all of it is gone. To be called behind the
 * gate by the last who used it.
 */
export async function stopPostmaster(places: Places): Promise<void> {
  const postmaster = livingPostmaster(places);
  if (postmaster) {
    signal(postmaster.pid, 'SIGINT');
    if (!(await goneWithin(postmaster.pid, FAST_STOP_MS))) {
      signal(postmaster.pid, 'SIGQUIT');
      await goneWithin(postmaster.pid, IMMEDIATE_STOP_MS);
    }
  }
  if (existsSync(places.cluster)) await endRemnants(places);
  await removeSocketDirectory(places.dataDir);
}

/**
 * Ends processes of this cluster that outlived their server: a query they are busy with keeps them from noticing its
 * death, and beside them no new server starts. What they have acknowledged is already on disk.
 */
async function endRemnants(places: Places): Promise<void> {
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    const remnants = postgresProcessesOf(places.cluster);
    for (const pid of remnants) signal(pid, name);
    for (const pid of remnants) await goneWithin(pid, 2_000);
  }
}

async function goneWithin(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
