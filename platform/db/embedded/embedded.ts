import path from 'node:path';
import { findBinaries } from './binaries.ts';
import { prepareDataDir } from './cluster.ts';
import { asRefusal } from './refusal.ts';
import { Session } from './session.ts';
import { DATABASE, type Durability, PORT, ROLE } from './settings.ts';
import { claimServer } from './sharing.ts';
import { standGuard } from './watchdog.ts';

/** Where to connect: `host` is the directory of a unix socket, no password is asked. */
export type Connection = { host: string; port: number; user: string; database: string };

export type EmbeddedDatabase = {
  connection: Connection;
  /** Leaves the database; the last process to leave stops it. Close all pools before. Calling it again does nothing. */
  close(): Promise<void>;
};

export type EmbeddedOptions = {
  dataDir: string;
  /** `server`: the one web server of this data directory. `command`: anybody else, any number of them. */
  role: 'server' | 'command';
  /** Told, a line each, what an administrator should know: a database that went away, and its return. */
  log?: (line: string) => void;
  /** `throwaway`: nothing is flushed to disk, and the last to leave removes the directory. For tests. */
  durability?: Durability;
};

/**
 * Opens the embedded PostgreSQL of a data directory: makes it if there is none, starts it if it is not running, uses it
 * together with other processes if it is. While it is open, a database that dies is started again at the same place,
 * so pools only have to reconnect. Refusals: EmbeddedRefusal.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { role, durability = 'durable', log = () => undefined } = options;
  const given = path.resolve(options.dataDir);
  const releases: (() => void)[] = [];
  const release = (): void => {
    for (const undo of releases.toReversed()) undo();
  };
  try {
    const binaries = await findBinaries();
    const places = await prepareDataDir(given);
    if (role === 'server') releases.push((await claimServer(places)).release);
    // Before anything is started: from here on a process that is killed has somebody to leave in its place.
    releases.push(standGuard(places, durability).dismiss);
    const session = new Session(places, binaries, durability, log);
    const host = await session.enter();
    let closing: Promise<void> | undefined;
    return {
      connection: { host, port: PORT, user: ROLE, database: DATABASE },
      close() {
        closing ??= session.leave().finally(release);
        return closing;
      },
    };
  } catch (error) {
    release();
    throw asRefusal(error, given);
  }
}
