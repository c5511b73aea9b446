import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { announce } from '#platform/outbox.ts';
import type { Actor } from '#shared/actor.ts';
import { settableClock } from '#shared/clock.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { notFound, ok, refuse, staleVersion } from '#shared/result.ts';
import { route } from '#shared/route.ts';
import { createBinder } from './bind.ts';
import { createServer } from './server.ts';

const body = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 20 }), size: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
);
const reply = Type.Object({ name: Type.String(), run: Type.Integer() });
const writeRoute = route({
  method: 'POST',
  path: '/api/v1/things',
  summary: 'Makes a thing.',
  tag: 'things',
  body,
  reply,
});
const readRoute = route({
  method: 'GET',
  path: '/api/v1/things/:id',
  summary: 'Reads a thing.',
  tag: 'things',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  query: Type.Object(
    { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ limit: Type.Integer() }),
});
const publicRoute = route({
  method: 'GET',
  path: '/api/v1/open',
  summary: 'Anybody.',
  tag: 'things',
  open: 'anyone',
  reply: Type.Object({ actor: Type.String() }),
});

const EMPLOYEE = newId<EmployeeId>();
const actor: Actor = {
  kind: 'employee',
  employeeId: EMPLOYEE,
  name: 'Анна',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  administrator: false,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
};

describe('the edge', () => {
  let app: FastifyInstance;
  let db: Db;
  let close: () => Promise<void>;
  let runs = 0;
  let next: 'ok' | 'refuse' | 'stale' | 'missing' | 'throw' | 'undo' = 'ok';

  beforeAll(async () => {
    const database = await testDatabase();
    const pool = openPool(database.connection);
    db = openDb(pool);
    app = await createServer({
      log: pino({ level: 'silent' }),
      translate: (_language, key) => key,
      publicUrl: null,
      trustProxy: false,
      uploadLimitBytes: 1000,
    });
    const bind = createBinder({
      app,
      db,
      clock: settableClock(Temporal.Instant.from('2026-11-23T07:00:00Z')),
      translate: (_language, key) => key,
      authenticate: async (request) => (request.headers['x-nobody'] === undefined ? actor : null),
    });
    bind.write(writeRoute, async (context, input) => {
      runs += 1;
      await announce(context, { type: 'thing.made', subjectKind: 'thing', subjectId: newId() });
      if (next === 'refuse') return refuse('things.full', { details: { missing: ['room'] } });
      if (next === 'stale') return staleVersion({ version: 2 });
      if (next === 'missing') return notFound();
      if (next === 'throw') throw new Error('a fault of ours');
      if (next === 'undo') context.effects.undo = 'entry-1';
      return ok({ name: input.body.name, run: runs });
    });
    bind.read(readRoute, async (_context, input) => ok({ limit: input.query.limit ?? 0 }));
    bind.read(publicRoute, async (context) => ok({ actor: context.actor.kind }));
    await app.ready();
    close = async () => {
      await app.close();
      await pool.end();
      await database.close();
    };
  });
  afterAll(() => close());
  beforeEach(() => {
    runs = 0;
    next = 'ok';
  });

  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/things',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const events = async () =>
    Number(
      (
        await db
          .selectFrom('outbox_events')
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );

  test.each([
    ['malformed JSON', '{"name": ', 400, 'app.malformed_json'],
    ['an unknown field', { name: 'a', colour: 'red' }, 400, 'app.invalid_input'],
    ['a missing field', {}, 400, 'app.invalid_input'],
    ['a value of the wrong kind, which is never bent', { name: 'a', size: '3' }, 400, 'app.invalid_input'],
    ['a body over the limit', { name: 'a'.repeat(1_100_000) }, 413, 'app.body_too_large'],
  ])('%s gets a clear problem body and does nothing', async (_what, payload, status, reason) => {
    const before = await events();
    const response = await post(payload);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status, reason, request_id: expect.any(String) });
    expect(runs).toBe(0);
    expect(await events()).toBe(before);
  });

  test('a wrong field is named by its path', async () => {
    const response = await post({ name: '', colour: 1 });
    expect(response.json().fields).toEqual(
      expect.arrayContaining([
        { path: '/name', reason: 'field.required', message: 'reason.field.required' },
        { path: '/colour', reason: 'field.unknown', message: 'reason.field.unknown' },
      ]),
    );
  });

  test('query values are coerced and limited', async () => {
    expect((await app.inject(`/api/v1/things/${newId()}?limit=7`)).json()).toEqual({ limit: 7 });
    expect((await app.inject(`/api/v1/things/${newId()}?limit=70`)).statusCode).toBe(400);
    expect((await app.inject('/api/v1/things/not-an-id')).statusCode).toBe(400);
  });

  test('whoever has not signed in reaches only what is open to anyone', async () => {
    const headers = { 'x-nobody': '1' };
    expect((await app.inject({ url: `/api/v1/things/${newId()}`, headers })).statusCode).toBe(401);
    expect((await app.inject({ url: '/api/v1/open', headers })).json()).toEqual({ actor: 'anonymous' });
  });

  test.each([
    ['refuse', 422, 'things.full'],
    ['stale', 409, 'app.stale_version'],
    ['missing', 404, 'app.not_found'],
    ['throw', 500, 'app.failed'],
  ] as const)('a command that ends with %s leaves nothing behind', async (ending, status, reason) => {
    next = ending;
    const before = await events();
    const response = await post({ name: 'a' });
    expect(response.statusCode).toBe(status);
    expect(response.json().reason).toBe(reason);
    expect(await events()).toBe(before);
  });

  test('a change that can be taken back says so', async () => {
    next = 'undo';
    expect((await post({ name: 'a' })).headers['undo-token']).toBe('entry-1');
  });

  test('the same Idempotency-Key runs the write once and gives the same answer', async () => {
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all([
      post({ name: 'a' }, headers),
      post({ name: 'a' }, headers),
      post({ name: 'a' }, headers),
    ]);
    expect(answers.map((answer) => answer.json())).toEqual([
      { name: 'a', run: 1 },
      { name: 'a', run: 1 },
      { name: 'a', run: 1 },
    ]);
    expect(runs).toBe(1);
  });

  test('the same key for another body is refused', async () => {
    const headers = { 'idempotency-key': newId() };
    await post({ name: 'a' }, headers);
    const response = await post({ name: 'b' }, headers);
    expect(response.statusCode).toBe(409);
    expect(response.json().reason).toBe('app.idempotency_key_reused');
  });

  test('a refused write leaves its key free', async () => {
    const headers = { 'idempotency-key': newId() };
    next = 'refuse';
    await post({ name: 'a' }, headers);
    next = 'ok';
    expect((await post({ name: 'a' }, headers)).statusCode).toBe(200);
  });

  test('a write from another site is refused', async () => {
    const response = await post({ name: 'a' }, { origin: 'https://elsewhere.example', host: 'crm.example' });
    expect(response.statusCode).toBe(403);
    expect(runs).toBe(0);
  });

  test('an address that does not exist answers in the same form', async () => {
    const response = await app.inject('/api/v1/nothing-here');
    expect(response.statusCode).toBe(404);
    expect(response.json().reason).toBe('app.no_such_address');
  });

  test('OpenAPI 3.1 lists every route with its summary', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/things'].post.summary).toBe('Makes a thing.');
    expect(document.paths['/api/v1/things/{id}'].get.parameters).toHaveLength(2);
  });

  test('scripts come from this server only', async () => {
    const policy = String((await app.inject('/api/v1/open')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
  });
});
