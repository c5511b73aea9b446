import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { isAlive, signal } from './processes.ts';
import {
  ask,
  eventually,
  ON_LINUX,
  type Stage,
  serverOf,
  serverProcessesOf,
  setStage,
  UserProcess,
  watchdogOf,
} from './rehearsal.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.clear());

describe.runIf(ON_LINUX)('when something is killed', () => {
  test('a process killed without warning leaves no database process', async () => {
    const dataDir = stage.dataDir();
    const server = await UserProcess.start(dataDir, 'server');
    expect(serverOf(dataDir)).toBeDefined();
    await server.kill();
    await eventually(() => serverProcessesOf(dataDir), []);
  });

  test('a killed process does not take the database from the others; it ends with the last of them', async () => {
    const dataDir = stage.dataDir();
    const server = await UserProcess.start(dataDir, 'server');
    const command = await UserProcess.start(dataDir, 'command');
    const pid = serverOf(dataDir);
    const watchdog = watchdogOf(server.pid) ?? 0;
    await server.kill();
    await eventually(() => isAlive(watchdog), false);
    expect(serverOf(dataDir)).toBe(pid);
    expect(await ask(command.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await command.kill();
    await eventually(() => serverProcessesOf(dataDir), []);
  });

  test('the server can start again at once after it was killed', async () => {
    const dataDir = stage.dataDir();
    const server = await UserProcess.start(dataDir, 'server');
    await ask(server.connection, `INSERT INTO writes VALUES ('before')`);
    await server.kill();
    const next = await openEmbedded({ dataDir, role: 'server' });
    expect(await ask(next.connection, 'SELECT id FROM writes')).toEqual([{ id: 'before' }]);
    await next.close();
    expect(serverProcessesOf(dataDir)).toEqual([]);
  });

  test('a killed watchdog is replaced', async () => {
    const dataDir = stage.dataDir();
    const server = await UserProcess.start(dataDir, 'server');
    const watchdog = watchdogOf(server.pid) ?? 0;
    process.kill(watchdog, 'SIGKILL');
    await eventually(() => ![undefined, watchdog].includes(watchdogOf(server.pid)), true);
    await server.kill();
    await eventually(() => serverProcessesOf(dataDir), []);
  });

  test('a database left alone by a process killed with its watchdog is taken over and then stopped', async () => {
    const dataDir = stage.dataDir();
    const server = await UserProcess.start(dataDir, 'server');
    const pid = serverOf(dataDir);
    await server.killWithWatchdog();
    expect(serverOf(dataDir)).toBe(pid);
    const next = await openEmbedded({ dataDir, role: 'server' });
    expect(serverOf(dataDir)).toBe(pid);
    await next.close();
    expect(serverProcessesOf(dataDir)).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'a database that ends by %s comes back to the same place by itself',
    async (kill) => {
      const dataDir = stage.dataDir();
      const lines: string[] = [];
      const { connection, close } = await openEmbedded({ dataDir, role: 'server', log: (line) => lines.push(line) });
      const command = await UserProcess.start(dataDir, 'command');
      await ask(connection, `INSERT INTO writes VALUES ('acknowledged')`);
      const pid = serverOf(dataDir) ?? 0;
      process.kill(pid, kill);
      await eventually(() => ask(connection, 'SELECT id FROM writes').catch(() => []), [{ id: 'acknowledged' }]);
      await eventually(() => lines.some((line) => line.endsWith('is back.')), true);
      expect(serverOf(dataDir)).not.toBe(pid);
      await command.leave();
      await close();
      expect(serverProcessesOf(dataDir)).toEqual([]);
    },
  );

  test('a database whose socket was cleaned away gets it back', async () => {
    const dataDir = stage.dataDir();
    const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
    rmSync(connection.host, { recursive: true });
    await eventually(() => ask(connection, 'SELECT 1 AS one').catch(() => []), [{ one: 1 }]);
    await close();
    expect(serverProcessesOf(dataDir)).toEqual([]);
  });

  test('a process of a killed database that is still busy does not keep it from starting again', async () => {
    const dataDir = stage.dataDir();
    const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
    // A query that never looks up: it does not notice that its server is dead.
    const busy = ask(connection, `DO $$ BEGIN FOR i IN 1..2000000000 LOOP END LOOP; END $$`).catch(() => []);
    await eventually(
      async () =>
        (await ask(connection, `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'`)).length,
      1,
    );
    process.kill(serverOf(dataDir) ?? 0, 'SIGKILL');
    await eventually(() => ask(connection, 'SELECT 1 AS one').catch(() => []), [{ one: 1 }]);
    await busy;
    await close();
    expect(serverProcessesOf(dataDir)).toEqual([]);
  });

  test('a lock file that names a zombie or a stranger does not keep the database from starting', async () => {
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const zombie = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
    await eventually(() => isAlive(zombie), false);

    const dataDir = stage.dataDir();
    const lockFile = path.join(dataDir, 'postgres', 'postmaster.pid');
    const alive = await UserProcess.start(dataDir, 'server');
    const text = readFileSync(lockFile, 'utf8');
    await alive.leave();
    for (const pid of [zombie, process.pid]) {
      writeFileSync(lockFile, text.replace(/^\d+/, String(pid)));
      const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
      expect(await ask(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await close();
    }
    writeFileSync(lockFile, '');
    const { close } = await openEmbedded({ dataDir, role: 'server' });
    await close();
    parent.kill('SIGKILL');
  });

  test('nothing acknowledged is lost while processes are killed round after round under writers', async () => {
    const dataDir = stage.dataDir();
    const log = path.join(stage.root, 'acknowledged.log');
    writeFileSync(log, '');
    const acknowledged = (): string[] => readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const moreWrites = async (): Promise<void> => {
      const before = acknowledged().length;
      await eventually(() => acknowledged().length > before + 400, true);
    };
    for (const victim of ['application', 'database', 'both', 'everything'] as const) {
      const writer = await UserProcess.start(dataDir, 'server', log);
      await moreWrites();
      if (victim === 'database' || victim === 'both') process.kill(serverOf(dataDir) ?? 0, 'SIGKILL');
      if (victim === 'database') await moreWrites();
      if (victim === 'everything') {
        const processes = serverProcessesOf(dataDir);
        await writer.killWithWatchdog();
        for (const pid of processes) signal(pid, 'SIGKILL');
      } else {
        await writer.kill();
      }
    }
    const { connection, close } = await openEmbedded({ dataDir, role: 'server' });
    const stored = new Set((await ask(connection, 'SELECT id FROM writes')).map(({ id }) => id));
    const lost = acknowledged().filter((id) => !stored.has(id));
    expect(lost).toEqual([]);
    expect(stored.size).toBeGreaterThan(2_000);
    await close();
    expect(serverProcessesOf(dataDir)).toEqual([]);
  });
});
