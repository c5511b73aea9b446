/** What the tests of the embedded database stand on: copies of one cluster, and processes that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { expect } from 'vitest';
import { placesIn } from './cluster.ts';
import { type Connection, openEmbedded } from './embedded.ts';
import { livingPostmaster } from './postmaster.ts';
import { isAlive, postgresProcessesOf, signal } from './processes.ts';

const PROGRAM = path.join(import.meta.dirname, 'rehearsal-process.ts');

export const AS_ROOT = process.getuid?.() === 0;
export const ON_LINUX = process.platform === 'linux';

/** A directory for one test file, with a cluster that its tests copy: to make one takes a second, to copy it a tenth. */
export type Stage = { root: string; original: string; dataDir(): string; clear(): void };

export async function setStage(): Promise<Stage> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'estafeta-rehearsal-')));
  const original = path.join(root, 'original');
  const database = await openEmbedded({ dataDir: original, role: 'command' });
  await ask(database.connection, 'CREATE TABLE writes (id text PRIMARY KEY)');
  await database.close();
  let copies = 0;
  return {
    root,
    original,
    dataDir() {
      copies += 1;
      const copy = path.join(root, `data-${copies}`);
      mkdirSync(copy, { mode: 0o700 });
      cpSync(path.join(original, 'postgres'), path.join(copy, 'postgres'), {
        recursive: true,
        preserveTimestamps: true,
      });
      return copy;
    },
    clear() {
      // A test that failed may have left processes; those of the others have ended.
      for (const name of readdirSync(root)) {
        for (const pid of postgresProcessesOf(path.join(root, name, 'postgres'))) signal(pid, 'SIGKILL');
      }
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

export async function ask(connection: pg.ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function serverOf(dataDir: string): number | undefined {
  return livingPostmaster(placesIn(dataDir))?.pid;
}

export function serverProcessesOf(dataDir: string): number[] {
  return postgresProcessesOf(placesIn(dataDir).cluster);
}

/** Waits for a state of the world; the time is how long a broken program may take to be called broken. */
export async function eventually<T>(look: () => T | Promise<T>, wanted: T): Promise<void> {
  await expect.poll(look, { timeout: 20_000, interval: 20 }).toEqual(wanted);
}

export class UserProcess {
  readonly connection: Connection;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: Connection) {
    this.#child = child;
    this.connection = connection;
  }

  static async start(dataDir: string, role: 'server' | 'command', acknowledged?: string): Promise<UserProcess> {
    const child = launch(dataDir, role, acknowledged ? [acknowledged] : []);
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
    if (!first) throw new Error('the process ended before it reached the database');
    return new UserProcess(child, JSON.parse(String(first)));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Together with its watchdog, so that nobody is left to end the database. */
  async killWithWatchdog(): Promise<void> {
    this.#child.kill('SIGSTOP');
    const watchdog = watchdogOf(this.pid);
    if (watchdog) process.kill(watchdog, 'SIGKILL');
    await this.kill();
  }

  async leave(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}

export function launch(dataDir: string, role: 'server' | 'command', more: string[] = [], uid?: number): ChildProcess {
  return spawn(process.execPath, [PROGRAM, dataDir, role, ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** The shell that stands guard for a process: its child that is no PostgreSQL. Linux only. */
export function watchdogOf(pid: number): number | undefined {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(parent) === pid && readFileSync(`/proc/${name}/comm`, 'utf8').trim() === 'sh';
    } catch {
      return false;
    }
  });
  return children.map(Number).find(isAlive);
}
