import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { markDeparted, setUpCompany } from '../commands.ts';
import { employeeById } from '../queries.ts';
import { acceptInvitation, inviteEmployee, reissueInvitation, revokeInvitation } from './commands.ts';
import { invitationByToken } from './queries.ts';

const NOW = Temporal.Instant.from('2026-11-23T07:00:00Z');
const PASSWORD = 'тихая осенняя вода';
let boris = { full_name: 'Борис Ким', email: 'boris@liniya.ru' };
let invited = 0;

let pool: pg.Pool;
let db: Db;
let admin: Partial<Actor>;

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
const NOBODY: Partial<Actor> = { kind: 'anonymous' };
const KEEPER: Partial<Actor> = { rights: { 'people.edit': 'company' } };
const context = (by: Partial<Actor>, now = NOW): Context => ({ db, actor: actor(by), now, requestId: null });
const run = <T>(by: Partial<Actor>, command: (write: WriteContext) => Promise<Result<T>>, now = NOW) =>
  inTransaction(context(by, now), command);
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.value;
}
const reasonOf = (result: Result<unknown>) => (result.ok ? null : (result.fields?.[0]?.reason ?? result.reason));

beforeAll(async () => {
  const database = await testDatabase();
  pool = openPool(database.connection);
  db = openDb(pool);
  const company = {
    language: 'ru',
    name: 'Линия света',
    time_zone: 'Asia/Omsk',
    admin_name: 'Анна Жукова',
    admin_email: 'anna@liniya.ru',
    password: PASSWORD,
  } as const;
  const { employee_id } = must(await run(NOBODY, (write) => setUpCompany(write, company)));
  admin = { employeeId: employee_id, administrator: true };
  return async () => {
    await pool.end();
    await database.close();
  };
});

beforeEach(() => {
  boris = { full_name: 'Борис Ким', email: `boris${invited++}@liniya.ru` };
});

const invite = (by = admin, more: object = {}) => run(by, (write) => inviteEmployee(write, { ...boris, ...more }));
const accept = (token: string, password = PASSWORD, now = NOW) =>
  run(NOBODY, (write) => acceptInvitation(write, { token, password }), now);

describe('an invitation', () => {
  test('adds an employee with the company’s language, zone and hours, and lets them join by the link', async () => {
    const { token, path, employee_id, expires_at } = must(await invite());
    expect(path).toBe(`/invitation/${token}`);
    expect(expires_at).toBe('2026-11-30T07:00:00Z');
    expect(must(await invitationByToken(context(NOBODY), token))).toEqual({
      ...boris,
      company_name: 'Линия света',
      language: 'ru',
      expires_at,
      joining: true,
    });
    expect(await employeeById(context(admin), employee_id)).toMatchObject({ status: 'invited', timeZone: 'Asia/Omsk' });
    must(await accept(token));
    expect(await employeeById(context(admin), employee_id)).toMatchObject({ status: 'active' });
  });

  test('shows an address of a Russian domain as people write it', async () => {
    const { token } = must(await invite(admin, { email: 'Boris@ПРИМЕР.рф' }));
    expect(must(await invitationByToken(context(NOBODY), token)).email).toBe('boris@пример.рф');
    expect(reasonOf(await accept(token, 'пример пример'))).toBe('people.password_about_you');
  });

  test('is kept as a digest only', async () => {
    const { token } = must(await invite());
    expect(JSON.stringify((await pool.query('SELECT * FROM invitations')).rows)).not.toContain(token);
  });

  test('works once', async () => {
    const { token } = must(await invite());
    must(await accept(token));
    expect(reasonOf(await accept(token))).toBe('people.invitation_used');
    expect(reasonOf(await invitationByToken(context(NOBODY), token))).toBe('people.invitation_unknown');
  });

  test('of two who open it at once, one joins', async () => {
    const { token } = must(await invite());
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map(reasonOf).sort()).toEqual([null, 'people.invitation_used'].sort());
  });

  test('holds for seven days to the second', async () => {
    const { token } = must(await invite());
    const end = NOW.add({ hours: 7 * 24 });
    expect(reasonOf(await accept(token, PASSWORD, end))).toBe('people.invitation_expired');
    expect(reasonOf(await invitationByToken(context(NOBODY, end), token))).toBe('people.invitation_expired');
    must(await accept(token, PASSWORD, end.subtract({ seconds: 1 })));
  });

  test('issued anew ends the earlier one, also when that has expired', async () => {
    const first = must(await invite());
    const later = NOW.add({ hours: 8 * 24 });
    const second = must(await run(admin, (write) => reissueInvitation(write, first.employee_id), later));
    expect(reasonOf(await accept(first.token))).toBe('people.invitation_unknown');
    must(await accept(second.token, PASSWORD, later));
  });

  test('revoked lets nobody in, and revoking twice is once', async () => {
    const { token, employee_id } = must(await invite());
    expect(must(await run(admin, (write) => revokeInvitation(write, employee_id)))).toEqual({ revoked: true });
    expect(must(await run(admin, (write) => revokeInvitation(write, employee_id)))).toEqual({ revoked: false });
    expect(reasonOf(await accept(token))).toBe('people.invitation_unknown');
    expect(reasonOf(await invitationByToken(context(NOBODY), token))).toBe('people.invitation_unknown');
  });

  test('with a weak password stays open', async () => {
    const { token } = must(await invite());
    expect(reasonOf(await accept(token, 'Борис Ким'))).toBe('people.password_too_short');
    expect(reasonOf(await accept(token, 'Линия света'))).toBe('people.password_about_you');
    must(await accept(token));
  });

  test('of whoever has left meanwhile lets nobody in', async () => {
    const { token, employee_id } = must(await invite());
    must(await run(admin, (write) => markDeparted(write, employee_id, Temporal.PlainDate.from('2026-11-23'))));
    expect(reasonOf(await accept(token))).toBe('people.invitation_unknown');
    expect(reasonOf(await run(admin, (write) => reissueInvitation(write, employee_id)))).toBe(
      'people.already_departed',
    );
  });

  test('to a taken address is refused, whatever its spelling', async () => {
    must(await invite());
    expect(reasonOf(await invite(admin, { email: ` ${boris.email.toUpperCase()} ` }))).toBe('people.email_taken');
  });

  test('with wrong fields names each of them and adds nobody', async () => {
    const before = (await pool.query('SELECT FROM employees')).rowCount;
    const result = await invite(admin, { email: 'boris', time_zone: 'Луна', work_end: '05:00' });
    expect(result.ok ? [] : result.fields?.map((field) => field.path)).toEqual(['/email', '/time_zone', '/work_end']);
    expect((await pool.query('SELECT FROM employees')).rowCount).toBe(before);
  });
});

describe('a link to whoever has joined', () => {
  test('sets a new password and ends every session', async () => {
    const { token, employee_id } = must(await invite());
    must(await accept(token));
    await pool.query(`INSERT INTO sessions (id, employee_id, token_hash) VALUES (gen_random_uuid(), $1, 'x')`, [
      employee_id,
    ]);
    const before = (await pool.query('SELECT hash FROM passwords WHERE employee_id = $1', [employee_id])).rows;
    const link = must(await run(admin, (write) => reissueInvitation(write, employee_id)));
    expect(must(await invitationByToken(context(NOBODY), link.token)).joining).toBe(false);
    must(await accept(link.token, 'громкая весенняя гроза'));
    expect((await pool.query('SELECT FROM sessions')).rowCount).toBe(0);
    expect((await pool.query('SELECT hash FROM passwords WHERE employee_id = $1', [employee_id])).rows).not.toEqual(
      before,
    );
  });
});

describe('who invites', () => {
  test.each([
    ['the administrator', () => admin, true],
    ['whoever keeps the list of people', () => KEEPER, true],
    ['a colleague', () => ({ employeeId: 'x' as EmployeeId }), false],
    ['nobody signed in', () => NOBODY, false],
  ])('%s: %#', async (_name, by, allowed) => {
    expect((await invite(by())).ok).toBe(allowed);
  });

  test('only an administrator invites an administrator, or gives one a new link', async () => {
    expect(await invite(KEEPER, { administrator: true })).toMatchObject({ code: 'forbidden' });
    const id = admin.employeeId ?? '';
    expect(await run(KEEPER, (write) => reissueInvitation(write, id))).toMatchObject({ code: 'forbidden' });
    const second = must(await invite(admin, { administrator: true }));
    expect(await employeeById(context(admin), second.employee_id)).toMatchObject({ administrator: true });
  });

  test('a link is neither made nor ended by a colleague, not even one’s own', async () => {
    const { token, employee_id } = must(await invite());
    must(await accept(token));
    const himself = { employeeId: employee_id as EmployeeId };
    for (const command of [reissueInvitation, revokeInvitation])
      expect(await run<unknown>(himself, (write) => command(write, employee_id))).toMatchObject({ code: 'forbidden' });
    const nobody = '019b0000-0000-7000-8000-000000000000';
    expect(await run(admin, (write) => reissueInvitation(write, nobody))).toMatchObject({ code: 'not_found' });
  });
});
