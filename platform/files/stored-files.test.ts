import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import { findFile, readFile, storeFile } from './stored-files.ts';

const actor: Actor = {
  kind: 'system',
  employeeId: null,
  name: '',
  language: 'ru',
  timeZone: 'UTC',
  administrator: true,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
};
let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await testDatabase();
  const pool = openPool(database.connection);
  db = openDb(pool);
  close = async () => {
    await pool.end();
    await database.close();
  };
});
afterAll(() => close());

const context = () => ({ db, actor, now: Temporal.Instant.from('2026-11-23T07:00:00Z'), requestId: null });
const stored = (name: string, parts: string[], limit = 10_000_000) =>
  inTransaction(context(), (write) =>
    storeFile(
      write,
      {
        name,
        mediaType: 'text/plain',
        content: (async function* () {
          for (const part of parts) yield Buffer.from(part);
        })(),
      },
      limit,
    ),
  );

test('a file comes back as it was put in, whatever its size', async () => {
  const content = 'Договор № 14 · '.repeat(50_000);
  const result = await stored('договор.txt', [content.slice(0, 70), content.slice(70)]);
  if (!result.ok) throw new Error(result.reason);
  expect(result.value.size).toBe(Buffer.byteLength(content));
  expect(await text(readFile(db, result.value.id))).toBe(content);
  expect(await findFile(db, result.value.id)).toMatchObject({ name: 'договор.txt', sha256: result.value.sha256 });
});

test('an empty file is a file', async () => {
  const result = await stored('пусто.txt', []);
  expect(result.ok && (await text(readFile(db, result.value.id)))).toBe('');
});

test('a file above the limit is refused and nothing of it stays', async () => {
  const before = await db
    .selectFrom('files')
    .select((e) => e.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const result = await stored('большой.bin', ['x'.repeat(2_000_000)], 1_048_576);
  expect(result).toMatchObject({ ok: false, reason: 'files.too_large', values: { limit: 1 } });
  expect(
    await db
      .selectFrom('files')
      .select((e) => e.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
  ).toEqual(before);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\отчёты\\план.xlsx', 'план.xlsx'],
  ['a\u0000b\u0007.txt', 'ab.txt'],
  ['/', 'file'],
])('of the name %j only %j stays', async (given, kept) => {
  const result = await stored(given, ['x']);
  expect(result.ok && result.value.name).toBe(kept);
});
