import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const readyLine = /^Estafeta is ready: (http:\/\/127\.0\.0\.1:\d+)$/;
const setupLine = /(http:\/\/\S+\/setup\S*)$/;

/** The first start also initialises the database and may build the web part; the demo plays five years on top of it. */
const startsWithinMs = 200_000;
const stopsWithinMs = 30_000;

export interface ProductOptions {
  /** Words after `estafeta`; `serve` unless told otherwise. */
  command?: readonly string[];
  /** A folder that outlives the process, for tests of restarts; otherwise one is made and removed with it. */
  dataDir?: string;
  /** Where the business clock stands at the start, `2026-11-23T07:00:00Z`; it moves only by `setNow`. */
  now?: string;
  environment?: Readonly<Record<string, string>>;
}

/** Estafeta as its users run it: a process of its own with data of its own. */
export interface Product {
  readonly url: string;
  /** The one-time link that sets an empty company up; undefined when the company is there. */
  readonly setupLink: string | undefined;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything the process has said so far, both streams. */
  log(): string;
  /** Puts the business clock to a moment, `2027-03-01T07:00:00Z`. */
  setNow(now: string): Promise<void>;
  /** Ends it as an administrator does and returns its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
const ending = new Set<string>();

/** Whether the product at this address has been told to stop: from then on it may refuse whatever a page still asks. */
export function isEnding(address: string): boolean {
  return ending.has(new URL(address).origin);
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A folder for data that several processes use one after the other; the caller removes it with `removeDataDir`. */
export function temporaryDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'estafeta-e2e-'));
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 });
}

/** Starts the product on a free port and waits until it says that it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { command = ['serve'], now, environment } = options;
  const dataDir = options.dataDir ?? temporaryDataDir();
  const child = spawn(process.execPath, ['app/cli.ts', ...command], {
    cwd: projectRoot,
    env: { ...environmentFor(dataDir, now), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = once(child, 'close').finally(() => running.delete(child));
  const said: string[] = [];
  let setupLink: string | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), startsWithinMs);
    // Also after it was ready, where the promise is settled and only the data are to be removed.
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (options.dataDir === undefined) removeDataDir(dataDir);
      reject(new Error(`The product ended with ${signal ?? code} before it was ready. It said:\n${said.join('\n')}`));
    });
    createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      setupLink ??= setupLine.exec(line)?.[1];
      const address = readyLine.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    ending.add(new URL(url).origin);
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
    await ended;
    clearTimeout(timer);
    if (signal === 'SIGTERM' && child.signalCode === 'SIGKILL') {
      throw new Error(`The product did not stop within ${stopsWithinMs / 1000} s. It said:\n${said.join('\n')}`);
    }
    return child.exitCode;
  }

  return {
    url,
    setupLink,
    dataDir,
    pid: child.pid ?? 0,
    log: () => said.join('\n'),
    setNow: async (moment) => {
      const body = JSON.stringify({ now: moment });
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${url}/api/test/clock`, { method: 'POST', headers, body });
      if (!reply.ok) throw new Error(`The clock did not move: ${reply.status} ${await reply.text()}`);
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** What the product reads; a developer's own settings must not reach the one under test. */
const settings = /^(PORT|HOST|DATA_DIR|DATABASE_URL|PUBLIC_URL|TRUST_PROXY|LOG_LEVEL|ESTAFETA_.*)$/;

/** The environment of a process of the product that works on these data and takes any free port. */
export function environmentFor(dataDir: string, now?: string): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)));
  return { ...inherited, ...testMode(now), PORT: '0', DATA_DIR: dataDir };
}

function testMode(now: string | undefined): Record<string, string> {
  return now === undefined ? {} : { ESTAFETA_TEST: '1', ESTAFETA_NOW: now };
}
