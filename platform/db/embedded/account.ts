import { execFile, spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedRefusal } from './refusal.ts';

/**
 * As whom PostgreSQL runs. It refuses to run as root, so a command is then put behind a prefix that changes the user;
 * files it is to write belong to `owner` (undefined: to whoever we are).
 */
export type Account = { prefix: readonly string[]; owner: Owner | undefined };
export type Owner = { uid: number; gid: number };

const AS_OURSELVES: Account = { prefix: [], owner: undefined };

/** Users of the system that may own a database, best first. The last exists on every Linux. */
const SYSTEM_USERS = ['estafeta', 'postgres', 'nobody'];

/**
 * Picks the first way that demonstrably works here: the binary runs and the data directory can be written.
 * Refusal: not_permitted, when we are root and the machine forbids every way.
 */
export async function chooseAccount(postgres: string, dataDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return AS_OURSELVES;
  const users = await readUsers();
  const directory = await stat(dataDir);
  for (const account of waysForRoot(users, { uid: directory.uid, gid: directory.gid })) {
    if (await works(account, postgres, dataDir)) return account;
  }
  throw new EmbeddedRefusal(
    'not_permitted',
    'PostgreSQL does not run as root, and this machine allows root neither a user namespace nor a change of user (unshare, setpriv). Start Estafeta as an ordinary user, or set DATABASE_URL.',
  );
}

function waysForRoot(users: Map<string, Owner>, directory: Owner): Account[] {
  const system = SYSTEM_USERS.flatMap((name) => users.get(name) ?? []);
  const named = [...users.values()].some((user) => user.uid === directory.uid);
  return [
    // A directory of somebody else's stays usable by him when root passes by (sudo).
    ...(directory.uid !== 0 && named ? [changedUser(directory)] : []),
    ...system.slice(0, 1).map(ownNamespace),
    ...system.slice(0, 1).map(changedUser),
  ];
}

/**
 * A user namespace in which root carries another number. Nothing is created in the system, files stay root's. The
 * number must belong to a user with a name, or initdb stops.
 */
function ownNamespace(user: Owner): Account {
  return {
    prefix: ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`, '--'],
    owner: { uid: 0, gid: 0 },
  };
}

/**
 * For machines that forbid user namespaces (many containers). The one capability left to the process lets it pass
 * through directories closed to this user, such as a clone in a 0700 directory; the secure bit keeps access(2), by
 * which PostgreSQL checks its own binary, from forgetting that capability.
 */
function changedUser(user: Owner): Account {
  const only = '-all,+dac_override';
  return {
    prefix: [
      'setpriv',
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=${only}`,
      `--ambient-caps=${only}`,
      '--securebits=+no_setuid_fixup',
      '--',
    ],
    owner: user,
  };
}

async function works(account: Account, postgres: string, dataDir: string): Promise<boolean> {
  const probe = ['sh', '-c', '"$0" --version >/dev/null && test -w "$1"', postgres, dataDir];
  const [command = '', ...args] = [...account.prefix, ...probe];
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}

async function readUsers(): Promise<Map<string, Owner>> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [name = '', , uid, gid] = line.split(':');
      const owner = { uid: Number(uid), gid: Number(gid) };
      return owner.uid > 0 ? [[name, owner]] : [];
    }),
  );
}

/** What PostgreSQL gets to see of our environment: nothing that could change its behaviour, no secret. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}

/** Runs a program of PostgreSQL to its end and returns what it wrote. */
export async function runAs(
  account: Account,
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; output: string }> {
  const [command = program, ...rest] = [...account.prefix, program, ...args];
  return await new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: '/', env: cleanEnvironment() });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    // A program that stops early closes its input; the reason is in its output, not here.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
