import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { type Account, type Owner, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedRefusal, errorCode, noSpace, refusalFromOutput } from './refusal.ts';
import { DATABASE, type Durability, postgresqlConf, ROLE, SUPERUSER } from './settings.ts';

/** What lies where in a data directory. */
export type Places = {
  dataDir: string;
  cluster: string;
  log: string;
  /** Held while the database is being started or stopped. */
  gateLock: string;
  /** Held shared by every process that uses the database. */
  usersLock: string;
  /** Held by the one web server. */
  serverLock: string;
  /** Says who holds the server lock, for the message only. */
  serverNote: string;
};

const UNFINISHED = 'postgres.unfinished-';
/** A new cluster takes 65 MB; below this it would come up and stop at the first busy hour. */
const SPACE_FOR_NEW_CLUSTER = 200 * 1024 ** 2;
const LOG_LIMIT = 10 * 1024 ** 2;

export function placesIn(dataDir: string): Places {
  const locks = path.join(dataDir, 'locks');
  return {
    dataDir,
    cluster: path.join(dataDir, 'postgres'),
    log: path.join(dataDir, 'postgres.log'),
    gateLock: path.join(locks, 'gate'),
    usersLock: path.join(locks, 'users'),
    serverLock: path.join(locks, 'server'),
    serverNote: path.join(locks, 'server.pid'),
  };
}

/** Makes the data directory if it is not there, closes it to other users, and names its places. */
export async function prepareDataDir(given: string): Promise<Places> {
  await makeDirectories(given);
  const dataDir = await realpath(given);
  const { mode, uid, gid } = await stat(dataDir);
  if (mode & 0o077) await chmod(dataDir, 0o700);
  const places = placesIn(dataDir);
  const locks = path.dirname(places.gateLock);
  await mkdir(locks, { recursive: true, mode: 0o700 });
  for (const file of [places.gateLock, places.usersLock, places.serverLock]) {
    // Without a pause between: closing a lock file that is in use here would drop its locks (see lock.ts).
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    if (process.getuid?.() === 0) await chown(file, uid, gid);
  }
  if (process.getuid?.() === 0) await chown(locks, uid, gid);
  return places;
}

/** Node's own recursive mkdir never returns where the system answers "no such directory" to every attempt (/proc). */
async function makeDirectories(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    const parent = path.dirname(directory);
    if (errorCode(error) !== 'ENOENT' || parent === directory) throw error;
    await makeDirectories(parent);
    await mkdir(directory, { mode: 0o700 });
  }
}

/**
 * Makes the cluster if there is none, and refuses one that this PostgreSQL cannot read. To be called behind the gate.
 * A cluster appears whole or not at all: it is made beside its place and moved there with everything in it.
 */
export async function ensureCluster(
  places: Places,
  binaries: Binaries,
  account: Account,
  durability: Durability,
): Promise<void> {
  await removeUnfinished(places);
  if (!existsSync(path.join(places.cluster, 'PG_VERSION'))) await initialise(places, binaries, account, durability);
  await refuseOtherVersion(places, binaries);
}

async function removeUnfinished({ dataDir }: Places): Promise<void> {
  for (const name of await readdir(dataDir)) {
    // An initdb whose caller was killed may still be writing here: it fails and goes away by itself.
    if (name.startsWith(UNFINISHED))
      await rm(path.join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initialise(places: Places, binaries: Binaries, account: Account, durability: Durability): Promise<void> {
  if (existsSync(places.cluster) && (await readdir(places.cluster)).length > 0) {
    throw new EmbeddedRefusal(
      'failed_to_start',
      `${places.cluster} holds files, but no database. Move them away, or set DATA_DIR to another directory.`,
    );
  }
  const { bavail, bsize } = await statfs(places.dataDir);
  if (bavail * bsize < SPACE_FOR_NEW_CLUSTER) {
    throw noSpace(places.dataDir, `${Math.floor((bavail * bsize) / 1024 ** 2)} MB are free, 200 MB are needed`);
  }

  const unfinished = path.join(places.dataDir, `${UNFINISHED}${randomUUID()}`);
  try {
    await mkdir(unfinished, { mode: 0o700 });
    if (account.owner) await chown(unfinished, account.owner.uid, account.owner.gid);
    const created = await runAs(account, binaries.initdb, initdbArguments(unfinished, durability));
    if (created.code !== 0) {
      throw refusalFromOutput('The database could not be initialised', created.output, places.dataDir);
    }
    // Single-user mode: the database and its owner are there before anybody can connect.
    const founding = `CREATE ROLE ${ROLE} LOGIN CREATEDB;\nCREATE DATABASE ${DATABASE} OWNER ${ROLE};\n`;
    const founded = await runAs(account, binaries.postgres, ['--single', '-D', unfinished, 'postgres'], founding);
    if (founded.code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(founded.output)) {
      throw refusalFromOutput('The database could not be initialised', founded.output, places.dataDir);
    }
    await rename(unfinished, places.cluster);
    if (durability === 'durable') await flushDirectory(places.dataDir);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function initdbArguments(directory: string, durability: Durability): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    // Whoever reaches the socket has passed two directories closed to everybody else.
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
    ...(durability === 'throwaway' ? ['--no-sync'] : []),
  ];
}

async function flushDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function refuseOtherVersion(places: Places, binaries: Binaries): Promise<void> {
  const made = Number.parseInt(await readFile(path.join(places.cluster, 'PG_VERSION'), 'utf8'), 10);
  if (made > binaries.major) {
    throw new EmbeddedRefusal(
      'newer_cluster',
      `The database in ${places.dataDir} was made by PostgreSQL ${made}, this Estafeta carries ${binaries.major}. Install the newer Estafeta that made it.`,
    );
  }
  if (made !== binaries.major) {
    throw new EmbeddedRefusal(
      'failed_to_start',
      `The database in ${places.dataDir} was made by PostgreSQL ${made}, this Estafeta carries ${binaries.major}. Make a backup with the Estafeta that made it and restore it into a new DATA_DIR.`,
    );
  }
}

/** What must be so right before PostgreSQL starts: its settings, the owner of its files, a log of bounded size. */
export async function prepareStart(places: Places, account: Account, durability: Durability): Promise<void> {
  const conf = path.join(places.cluster, 'postgresql.conf');
  const draft = `${conf}.new`;
  await writeFile(draft, postgresqlConf(durability), { mode: 0o600 });
  await rename(draft, conf);
  if (account.owner) await giveTo(account.owner, places.cluster);
  const log = await stat(places.log).catch(() => undefined);
  if (log && log.size > LOG_LIMIT) await rename(places.log, `${places.log}.1`);
}

/** PostgreSQL refuses files of another user: a cluster changes hands when the way root runs it changes. */
async function giveTo(owner: Owner, directory: string): Promise<void> {
  const { uid } = await stat(directory);
  const names = uid === owner.uid ? ['postgresql.conf'] : await readdir(directory, { recursive: true });
  for (const name of names) await lchown(path.join(directory, name), owner.uid, owner.gid);
  // The directory itself last: interrupted halfway, the next start begins anew.
  await lchown(directory, owner.uid, owner.gid);
}
