import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify';
import type pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { createBinder } from '#platform/http/bind.ts';
import { createServer } from '#platform/http/server.ts';
import type { Actor } from '#shared/actor.ts';
import { settableClock } from '#shared/clock.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { markDeparted } from '../commands.ts';
import { issueSetupToken } from '../company/commands.ts';
import { inviteEmployee } from '../invitations/commands.ts';
import { employeeById } from '../queries.ts';
import { bindPeopleRoutes } from '../routes.ts';
import { createToken } from '../tokens/commands.ts';
import { tokenAllows } from '../tokens/rules.ts';
import { createSignIn, type SignIn } from './queries.ts';

const START = Temporal.Instant.from('2026-11-23T07:00:00Z');
const PASSWORD = 'тихая осенняя вода';
const clock = settableClock(START);
const ADMIN: Partial<Actor> = { kind: 'command_line', administrator: true };

let pool: pg.Pool;
let db: Db;
let app: FastifyInstance;
let signIn: SignIn;
let adminId: EmployeeId;
let cookie: string;

const actor = (more: Partial<Actor>): Actor => ({
  kind: 'employee',
  employeeId: null,
  name: '',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  administrator: false,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
  ...more,
});
const context = (by: Partial<Actor>): Context => ({ db, actor: actor(by), now: clock.now(), requestId: null });

async function done<T>(by: Partial<Actor>, command: (write: WriteContext) => Promise<Result<T>>): Promise<T> {
  const result = await inTransaction(context(by), command);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.value;
}

/** Wires the routes as the program does, save that rights come from the employee's record alone. */
async function startServer(publicUrl: URL | null): Promise<void> {
  signIn = createSignIn({ db, clock, publicUrl });
  const translate = (_language: 'ru' | 'en', key: string) => key;
  app = await createServer({
    log: pino({ level: 'silent' }),
    translate,
    publicUrl,
    trustProxy: false,
    uploadLimitBytes: 1_000,
  });
  const authenticate = async (request: FastifyRequest) => {
    const identity = await signIn.identify(request.headers);
    if (identity === null) return null;
    if (identity.scopes !== undefined && !tokenAllows(identity.scopes, request.method, request.url)) return null;
    const employee = await employeeById({ db }, identity.employeeId);
    const kind = identity.via === 'token' ? 'token' : 'employee';
    return actor({ kind, employeeId: identity.employeeId, administrator: employee?.administrator ?? false });
  };
  bindPeopleRoutes(createBinder({ app, db, clock, authenticate, translate }), signIn);
}

let kept: { hash: string };

beforeAll(async () => {
  const database = await testDatabase();
  pool = openPool(database.connection);
  db = openDb(pool);
  clock.set(START);
  await startServer(null);
  const token = (await issueSetupToken(db, START)) ?? '';
  const set = await post('/api/v1/setup', {
    token,
    language: 'ru',
    name: 'Линия света',
    time_zone: 'Europe/Moscow',
    admin_name: 'Анна Жукова',
    admin_email: 'anna@пример.рф',
    password: PASSWORD,
  });
  adminId = set.json().employee_id;
  expect((await get('/api/v1/profile', { cookie: cookieIn(set) })).statusCode).toBe(200);
  kept = (await pool.query('SELECT hash FROM passwords')).rows[0];
  return async () => {
    await app.close();
    await pool.end();
    await database.close();
  };
});

beforeEach(async () => {
  for (const table of ['sessions', 'sign_in_attempts', 'api_tokens']) await pool.query(`DELETE FROM ${table}`);
  await pool.query('UPDATE passwords SET hash = $1 WHERE employee_id = $2', [kept.hash, adminId]);
  clock.set(START);
  signIn.forget(adminId);
  cookie = cookieIn(await enter('anna@пример.рф', PASSWORD));
});
afterEach(() => {
  vi.useRealTimers();
});

const post = (url: string, payload: object | undefined, more: InjectOptions = {}) =>
  app.inject({ method: 'POST', url, ...(payload === undefined ? {} : { payload }), ...more });
const cookieIn = (reply: { headers: Record<string, unknown> }) =>
  String(reply.headers['set-cookie']).split(';')[0] ?? '';
const enter = (email: string, password: string, more: InjectOptions = {}) =>
  post('/api/v1/sign-in', { email, password }, more);
const get = (url: string, headers: Record<string, string>) => app.inject({ method: 'GET', url, headers });
/** Everything but the number of the request. */
const answerOf = (reply: { statusCode: number; json(): Record<string, unknown> }) => {
  const { request_id: _, ...body } = reply.json();
  return { status: reply.statusCode, body };
};

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and that other sites do not send', async () => {
    const reply = await enter('ANNA@xn--e1afmkfd.xn--p1ai', PASSWORD);
    expect(answerOf(reply)).toEqual({ status: 200, body: { employee_id: adminId } });
    expect(reply.headers['set-cookie']).toMatch(
      /^estafeta_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(reply.headers['cache-control']).toBe('no-store');
    const profile = await get('/api/v1/profile', { cookie: `a=1; ${cookieIn(reply)}; b=2` });
    expect(profile.json()).toMatchObject({ id: adminId, email: 'anna@пример.рф' });
  });

  test('behind TLS the cookie travels over TLS to this host only', async () => {
    await app.close();
    await startServer(new URL('https://crm.example.ru'));
    const reply = await enter('anna@пример.рф', PASSWORD);
    expect(reply.headers['set-cookie']).toMatch(
      /^__Host-estafeta_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await get('/api/v1/profile', { cookie: cookieIn(reply) })).statusCode).toBe(200);
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(401);
    await app.close();
    await startServer(null);
  });

  test('an unknown address, a wrong password, an invitation not accepted and a colleague who left get one answer', async () => {
    await done(ADMIN, (write) => inviteEmployee(write, { full_name: 'Борис Ким', email: 'boris@liniya.ru' }));
    const vera = await done(ADMIN, (write) =>
      inviteEmployee(write, { full_name: 'Вера Лось', email: 'vera@liniya.ru' }),
    );
    await post('/api/v1/invitations/accept', { token: vera.token, password: PASSWORD });
    const today = Temporal.PlainDate.from('2026-11-23');
    await done(ADMIN, (write) => markDeparted(write, vera.employee_id, today));
    const replies = await Promise.all([
      enter('anna@пример.рф', 'не тот пароль'),
      enter('nobody@liniya.ru', PASSWORD),
      enter('boris@liniya.ru', PASSWORD),
      enter('vera@liniya.ru', PASSWORD),
      enter('не адрес', PASSWORD),
    ]);
    for (const reply of replies) {
      expect(answerOf(reply)).toEqual(answerOf(replies[0]));
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
    expect(replies[0].json()).toMatchObject({ status: 401, reason: 'people.wrong_sign_in' });
  });

  test('after five failures from an address even the right password waits there, and not elsewhere', async () => {
    for (let i = 0; i < 5; i++) await enter('anna@пример.рф', `не тот ${i}`, { remoteAddress: '10.0.0.1' });
    const locked = await enter('anna@пример.рф', PASSWORD, { remoteAddress: '10.0.0.1' });
    expect(locked.json()).toMatchObject({ status: 429, reason: 'people.too_many_attempts' });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
    expect((await enter('anna@пример.рф', PASSWORD, { remoteAddress: '10.0.0.2' })).statusCode).toBe(200);
    expect((await enter('anna@пример.рф', PASSWORD, { remoteAddress: '10.0.0.1' })).statusCode).toBe(429);
    await pool.query(`UPDATE sign_in_attempts SET at = at - interval '15 minutes'`);
    expect((await enter('anna@пример.рф', PASSWORD, { remoteAddress: '10.0.0.1' })).statusCode).toBe(200);
  });

  test('an address that does not exist is locked in the same words', async () => {
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await enter('nobody@liniya.ru', 'x')).statusCode);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('thirty guesses at once are thirty attempts', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => enter('anna@пример.рф', `догадка ${i}`)));
    expect(replies.filter((reply) => reply.statusCode === 401)).toHaveLength(5);
    expect(replies.filter((reply) => reply.statusCode === 429)).toHaveLength(25);
  });

  test('the right password forgets the failures before it', async () => {
    for (let i = 0; i < 4; i++) await enter('anna@пример.рф', 'не тот');
    expect((await enter('anna@пример.рф', PASSWORD)).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) expect((await enter('anna@пример.рф', 'не тот')).statusCode).toBe(401);
    expect((await enter('anna@пример.рф', PASSWORD)).statusCode).toBe(200);
  });

  test('leaves nothing secret in the database, not even under an idempotency key', async () => {
    const reply = await enter('anna@пример.рф', PASSWORD, { headers: { 'idempotency-key': 'k1' } });
    await enter('anna@пример.рф', 'опечатка в пароле', { headers: { 'idempotency-key': 'k2' } });
    const secret = cookieIn(reply).split('=')[1] ?? '';
    const dump = JSON.stringify(
      await Promise.all(
        ['sessions', 'sign_in_attempts', 'journal_entries', 'journal_personal_values', 'idempotency_keys'].map(
          async (table) => (await pool.query(`SELECT * FROM ${table}`)).rows,
        ),
      ),
    );
    for (const leaked of [secret, PASSWORD, 'опечатка', '"k1"', '"k2"']) expect(dump).not.toContain(leaked);
    const last = await pool.query<{ action: string }>('SELECT action FROM journal_entries ORDER BY id DESC LIMIT 2');
    expect(last.rows.map((row) => row.action)).toEqual(['sign_in.refused', 'session.opened']);
  });
});

describe('sessions', () => {
  const sessions = async (of = cookie) => (await get('/api/v1/sessions', { cookie: of })).json().items;

  test('are listed with where they come from, and the one in use is marked', async () => {
    await enter('anna@пример.рф', PASSWORD, {
      remoteAddress: '10.0.0.9',
      headers: { 'user-agent': 'Телефон'.repeat(99) },
    });
    const items = await sessions();
    expect(items).toHaveLength(2);
    expect(items.find((item: { current: boolean }) => item.current)).toMatchObject({ address: '127.0.0.1' });
    const other = items.find((item: { current: boolean }) => !item.current);
    expect(other.address).toBe('10.0.0.9');
    expect(other.device).toHaveLength(400);
  });

  test('one ends another of one’s own at once, and never somebody else’s', async () => {
    const other = cookieIn(await enter('anna@пример.рф', PASSWORD));
    expect((await get('/api/v1/profile', { cookie: other })).statusCode).toBe(200);
    const id = (await sessions()).find((item: { current: boolean }) => !item.current).id;
    const oleg = await done(ADMIN, (write) =>
      inviteEmployee(write, { full_name: 'Олег Рощин', email: 'oleg@liniya.ru' }),
    );
    const stranger = cookieIn(await post('/api/v1/invitations/accept', { token: oleg.token, password: PASSWORD }));
    const revoke = (by: string) =>
      app.inject({ method: 'DELETE', url: `/api/v1/sessions/${id}`, headers: { cookie: by } });
    expect((await revoke(stranger)).statusCode).toBe(404);
    expect((await revoke(cookie)).json()).toEqual({ revoked: true });
    expect((await get('/api/v1/profile', { cookie: other })).statusCode).toBe(401);
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(200);
  });

  test('signing out ends the session, and twice does no harm', async () => {
    const out = await post('/api/v1/sign-out', undefined, { headers: { cookie } });
    expect(out.json()).toEqual({ signed_out: true });
    expect(out.headers['set-cookie']).toContain('Max-Age=0');
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(401);
    expect((await post('/api/v1/sign-out', undefined, { headers: { cookie } })).json()).toEqual({ signed_out: false });
  });

  test.each([
    ['fifteen days without a request', `last_seen_at = now() - interval '15 days'`],
    ['ninety days in any case', `started_at = now() - interval '91 days'`],
  ])('end after %s', async (_name, aged) => {
    await pool.query(`UPDATE sessions SET ${aged}`);
    signIn.forget(adminId);
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(401);
  });

  test('stay alive by use', async () => {
    await pool.query(`UPDATE sessions SET last_seen_at = now() - interval '13 days'`);
    signIn.forget(adminId);
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(200);
    const seen = await pool.query(`SELECT FROM sessions WHERE last_seen_at > now() - interval '1 minute'`);
    expect(seen.rowCount).toBe(1);
  });

  test('a session ended by another process is remembered here for one second at most', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    expect(await signIn.identify({ cookie })).not.toBeNull();
    await pool.query('DELETE FROM sessions');
    vi.advanceTimersByTime(999);
    expect(await signIn.identify({ cookie })).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(await signIn.identify({ cookie })).toBeNull();
  });
});

describe('changing the password', () => {
  const change = (current: string, password: string, by = cookie) =>
    post('/api/v1/password', { current, password }, { headers: { cookie: by } });

  test('ends the other sessions and lets in by the new password only', async () => {
    const other = cookieIn(await enter('anna@пример.рф', PASSWORD));
    await get('/api/v1/profile', { cookie: other });
    expect((await change(PASSWORD, 'громкая весенняя гроза')).json()).toEqual({ other_sessions_ended: 1 });
    expect((await get('/api/v1/profile', { cookie: other })).statusCode).toBe(401);
    expect((await get('/api/v1/profile', { cookie })).statusCode).toBe(200);
    expect((await enter('anna@пример.рф', PASSWORD)).statusCode).toBe(401);
    expect((await enter('anna@пример.рф', 'громкая весенняя гроза')).statusCode).toBe(200);
  });

  test.each([
    ['a wrong present one', 'не тот', 'громкая весенняя гроза', '/current', 'people.wrong_password'],
    ['a common new one', PASSWORD, 'qwertyuiop', '/password', 'people.password_common'],
    ['a new one of one’s own name', PASSWORD, 'Анна Жукова', '/password', 'people.password_about_you'],
  ])('is refused for %s', async (_name, current, password, path, reason) => {
    const reply = await change(current, password);
    expect(reply.json()).toMatchObject({ status: 400, fields: [{ path, reason }] });
    expect((await enter('anna@пример.рф', PASSWORD)).statusCode).toBe(200);
  });

  test('is not guessed by whoever found an open screen', async () => {
    for (let i = 0; i < 5; i++) await change(`догадка ${i}`, 'громкая весенняя гроза');
    expect((await change(PASSWORD, 'громкая весенняя гроза')).statusCode).toBe(429);
  });
});

describe('API tokens on the wire', () => {
  const make = (more: object = {}) =>
    done({ employeeId: adminId }, (write) => createToken(write, { name: 'выгрузка', ...more }));
  const withToken = (token: string, method: 'GET' | 'POST', url: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return method === 'POST' ? post(url, {}, { headers }) : app.inject({ method, url, headers });
  };

  test('a token stands for its owner, and the use is noted', async () => {
    const { token } = await make();
    expect((await withToken(token, 'GET', '/api/v1/profile')).json()).toMatchObject({ id: adminId });
    const { items } = (await get('/api/v1/tokens', { cookie })).json();
    expect(items).toMatchObject([{ name: 'выгрузка', state: 'working', last_used_at: '2026-11-23T07:00:00Z' }]);
    expect(JSON.stringify(items)).not.toContain(token);
  });

  test('a token beats a cookie: who sends a wrong one is not let in by the other', async () => {
    const reply = await app.inject({
      method: 'GET',
      url: '/api/v1/profile',
      headers: { cookie, authorization: 'Bearer est_wrong' },
    });
    expect(reply.json()).toMatchObject({ status: 401, reason: 'people.token_unknown' });
  });

  test('what is wrong with a token is said', async () => {
    const { id, token } = await make({ expires_on: '2026-11-24' });
    expect((await withToken(token, 'GET', '/api/v1/profile')).statusCode).toBe(200);
    signIn.forget(adminId);
    clock.set(Temporal.Instant.from('2026-11-24T20:59:59Z'));
    expect((await withToken(token, 'GET', '/api/v1/profile')).statusCode).toBe(200);
    signIn.forget(adminId);
    clock.set(Temporal.Instant.from('2026-11-24T21:00:00Z'));
    expect((await withToken(token, 'GET', '/api/v1/profile')).json()).toMatchObject({ reason: 'people.token_expired' });
    await app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers: { cookie } });
    expect((await withToken(token, 'GET', '/api/v1/profile')).json()).toMatchObject({ reason: 'people.token_revoked' });
    expect((await withToken('est_x', 'GET', '/api/v1/profile')).json()).toMatchObject({
      reason: 'people.token_unknown',
    });
    const basic = await get('/api/v1/profile', { authorization: 'Basic YTpi' });
    expect(basic.json()).toMatchObject({ status: 401, reason: 'people.token_unknown' });
  });

  test('a revoked token stops at once', async () => {
    const { id, token } = await make();
    expect((await withToken(token, 'GET', '/api/v1/profile')).statusCode).toBe(200);
    await app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers: { cookie } });
    expect((await withToken(token, 'GET', '/api/v1/profile')).statusCode).toBe(401);
  });

  test('no token makes tokens, lists sessions or changes passwords', async () => {
    const { token } = await make();
    for (const [method, url] of [
      ['POST', '/api/v1/tokens'],
      ['GET', '/api/v1/tokens'],
      ['GET', '/api/v1/sessions'],
      ['POST', '/api/v1/password'],
    ] as const) {
      expect([400, 401, 403]).toContain((await withToken(token, method, url)).statusCode);
    }
    expect((await pool.query('SELECT FROM api_tokens')).rowCount).toBe(1);
  });
});

describe('whoever has not signed in', () => {
  test('gets nothing, with no cookie, an empty one or a made-up one', async () => {
    for (const url of [
      '/api/v1/employees',
      '/api/v1/employees/019b0000-0000-7000-8000-000000000000',
      '/api/v1/profile',
      '/api/v1/company',
      '/api/v1/company/calendar?year=2026',
      '/api/v1/absences?from=2026-01-01&to=2026-01-02',
      '/api/v1/sessions',
      '/api/v1/tokens',
    ]) {
      for (const sent of ['', 'estafeta_session=', 'estafeta_session=x'])
        expect((await get(url, { cookie: sent })).statusCode, url).toBe(401);
    }
  });

  test('learns whether set-up is needed, and no more', async () => {
    expect((await post('/api/v1/setup/check', {})).json()).toEqual({ needed: false, link_valid: false });
    expect((await post('/api/v1/invitations/look', { token: 'x' })).json()).toMatchObject({
      status: 404,
      reason: 'people.invitation_unknown',
    });
  });
});
