import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import {
  AS_ROOT,
  ask,
  eventually,
  launch,
  type Stage,
  serverOf,
  serverProcessesOf,
  setStage,
  UserProcess,
} from './rehearsal.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.clear());

const NOBODY = 65534;
const ordinaryUserCanRunUs = AS_ROOT && spawnSync(process.execPath, ['--version'], { uid: NOBODY }).status === 0;

test('a new data directory gets a database that sorts Russian, checks its pages and opens no port', async () => {
  const dataDir = path.join(stage.root, 'new', 'deeper');
  const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
  const [facts] = await ask(
    connection,
    `SELECT current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS addresses,
      current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('jit') AS jit,
      current_setting('timezone') AS zone, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider,
      datlocale AS locale, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super
    FROM pg_database WHERE datname = current_database()`,
  );
  expect(facts).toEqual({
    checksums: 'on',
    addresses: '',
    fsync: 'on',
    commit: 'on',
    jit: 'off',
    zone: 'UTC',
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    super: false,
  });
  const towns = await ask(
    connection,
    `SELECT name FROM (VALUES ('Ёлкино'), ('Яр'), ('Ельня'), ('Ачинск')) AS towns (name) ORDER BY name COLLATE "ru-x-icu"`,
  );
  expect(towns.map(({ name }) => name)).toEqual(['Ачинск', 'Ёлкино', 'Ельня', 'Яр']);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(connection.host).mode & 0o777).toBe(0o700);
  await close();
});

test('what was written is there after a stop and a start, and nothing runs in between', async () => {
  const dataDir = stage.dataDir();
  const first = await openEmbedded({ dataDir, role: 'server' });
  await ask(first.connection, `INSERT INTO writes VALUES ('kept')`);
  await first.close();
  await first.close();
  expect(serverProcessesOf(dataDir)).toEqual([]);
  expect(existsSync(first.connection.host)).toBe(false);

  const second = await openEmbedded({ dataDir, role: 'server' });
  expect(await ask(second.connection, 'SELECT id FROM writes')).toEqual([{ id: 'kept' }]);
  await second.close();
});

test('a command that comes while the server runs uses the same database, and only the last to leave stops it', async () => {
  const dataDir = stage.dataDir();
  const server = await openEmbedded({ dataDir, role: 'server' });
  const command = await openEmbedded({ dataDir, role: 'command' });
  const pid = serverOf(dataDir);
  expect(command.connection).toEqual(server.connection);
  await server.close();
  expect(serverOf(dataDir)).toBe(pid);
  expect(await ask(command.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await command.close();
  expect(serverProcessesOf(dataDir)).toEqual([]);
});

test('processes that start at the same moment share one database', async () => {
  const dataDir = stage.dataDir();
  const users = await Promise.all([
    UserProcess.start(dataDir, 'server'),
    UserProcess.start(dataDir, 'command'),
    openEmbedded({ dataDir, role: 'command' }),
    openEmbedded({ dataDir, role: 'command' }),
  ]);
  const answers = await Promise.all(
    users.map(({ connection }) => ask(connection, 'SELECT pg_postmaster_start_time()::text AS since')),
  );
  expect(new Set(answers.map(([row]) => row?.since)).size).toBe(1);
  await Promise.all(users.map((user) => (user instanceof UserProcess ? user.leave() : user.close())));
  expect(serverProcessesOf(dataDir)).toEqual([]);
});

test('a second server on the same data directory is refused and does not disturb the first', async () => {
  const dataDir = stage.dataDir();
  const first = await UserProcess.start(dataDir, 'server');
  await expect(openEmbedded({ dataDir, role: 'server' })).rejects.toMatchObject({
    name: 'EmbeddedRefusal',
    code: 'already_running',
    message: expect.stringContaining(`process ${first.pid}`),
  });
  expect(await ask(first.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await first.leave();
  const next = await openEmbedded({ dataDir, role: 'server' });
  await next.close();
});

test('a process killed while it makes the database leaves nothing half-made', async () => {
  const dataDir = path.join(stage.root, 'interrupted');
  const child = launch(dataDir, 'server');
  const unfinished = (): boolean =>
    existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres.unfinished-'));
  await eventually(unfinished, true);
  child.kill('SIGKILL');
  expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);

  const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
  expect(await ask(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await close();
  await eventually(unfinished, false);
});

test('a data directory with a path of any length works', async () => {
  const dataDir = path.join(stage.root, 'длинный-путь-'.repeat(8), 'x'.repeat(120));
  mkdirSync(path.dirname(dataDir), { recursive: true });
  renameSync(stage.dataDir(), dataDir);
  const { connection, close } = await openEmbedded({ dataDir, role: 'command' });
  expect(await ask(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await close();
});

test.runIf(AS_ROOT)('root works in a closed directory of its own and in one of another user', async () => {
  for (const owner of [0, 12345]) {
    const clone = path.join(stage.root, `clone-${owner}`);
    mkdirSync(clone, { mode: 0o700 });
    chownSync(clone, owner, owner);
    const { connection, close } = await openEmbedded({ dataDir: path.join(clone, 'data'), role: 'server' });
    expect(await ask(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await close();
  }
});

test.runIf(ordinaryUserCanRunUs)('an ordinary user keeps his database though root has used it in between', async () => {
  const dataDir = path.join(stage.root, 'ordinary');
  mkdirSync(dataDir, { mode: 0o700 });
  chownSync(dataDir, NOBODY, NOBODY);
  chmodSync(stage.root, 0o755);
  const asOrdinaryUser = async (): Promise<number | null> => {
    const child = launch(dataDir, 'command', [], NOBODY);
    child.stdin?.end();
    return await new Promise((resolve) => child.on('exit', resolve));
  };
  expect(await asOrdinaryUser()).toBe(0);
  const asRoot = await openEmbedded({ dataDir, role: 'server' });
  await asRoot.close();
  expect(await asOrdinaryUser()).toBe(0);
});

test('a database made by a newer PostgreSQL is refused and not touched', async () => {
  const dataDir = stage.dataDir();
  writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '99\n');
  await expect(openEmbedded({ dataDir, role: 'server' })).rejects.toMatchObject({ code: 'newer_cluster' });
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('a file in the place of the data directory is refused with what to do', async () => {
  const file = path.join(stage.root, 'a-file');
  writeFileSync(file, '');
  for (const dataDir of [file, path.join(file, 'below')]) {
    await expect(openEmbedded({ dataDir, role: 'server' })).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringContaining('DATA_DIR'),
    });
  }
});

test('foreign files in the place of the database are refused and kept', async () => {
  const dataDir = path.join(stage.root, 'foreign');
  mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(path.join(dataDir, 'postgres', 'letter.txt'), 'mine');
  await expect(openEmbedded({ dataDir, role: 'server' })).rejects.toMatchObject({ code: 'failed_to_start' });
  expect(readdirSync(path.join(dataDir, 'postgres'))).toEqual(['letter.txt']);
});

test('a database that cannot start says why, and leaves no process', async () => {
  const dataDir = stage.dataDir();
  writeFileSync(path.join(dataDir, 'postgres', 'postgresql.auto.conf'), "shared_buffers = 'plenty'\n");
  await expect(openEmbedded({ dataDir, role: 'server' })).rejects.toMatchObject({
    code: 'failed_to_start',
    detail: expect.stringContaining('FATAL'),
  });
  expect(serverProcessesOf(dataDir)).toEqual([]);
});
