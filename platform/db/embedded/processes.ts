import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const LINUX = process.platform === 'linux';

/**
 * Whether a process exists and can still do anything. A zombie (dead, but its parent never asked) counts as dead:
 * in many containers nobody reaps it and its number stays taken for good.
 */
export function isAlive(pid: number): boolean {
  const state = LINUX ? linuxState(pid) : psField(pid, 'stat');
  return state !== undefined && !state.startsWith('Z') && !state.startsWith('X');
}

/**
 * Whether a living process is a PostgreSQL of this cluster, not a stranger that was given the same number later.
 * Where the system does not tell a process's directory, any PostgreSQL counts: to wait for a stranger is safe, to start
 * a second server is not.
 */
export function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid) || !isPostgres(pid)) return false;
  return inDirectory(pid, cluster) ?? true;
}

/** All living PostgreSQL processes of the cluster. Empty where the system does not tell (not Linux). */
export function postgresProcessesOf(cluster: string): number[] {
  if (!LINUX) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgres(pid) && isAlive(pid) && inDirectory(pid, cluster) === true);
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}

function isPostgres(pid: number): boolean {
  const command = LINUX ? readOrNothing(`/proc/${pid}/comm`) : psField(pid, 'comm');
  return command !== undefined && path.basename(command.trim()) === 'postgres';
}

/** PostgreSQL works inside its data directory. Compared as the same folder, not as text: it may be moved or mounted. */
function inDirectory(pid: number, directory: string): boolean | undefined {
  if (!LINUX) return undefined;
  try {
    const theirs = statSync(`/proc/${pid}/cwd`);
    const ours = statSync(directory);
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    return undefined;
  }
}

function linuxState(pid: number): string | undefined {
  // "pid (name) S …": the name may contain anything, so the state is sought after the last bracket.
  const stat = readOrNothing(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function psField(pid: number, field: 'stat' | 'comm'): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8', stdio }).trim() || undefined;
  } catch {
    return undefined;
  }
}
