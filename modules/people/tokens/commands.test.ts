import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { setUpCompany } from '../commands.ts';
import { inviteEmployee } from '../invitations/commands.ts';
import { createToken, revokeToken, type TokenInput } from './commands.ts';
import { tokenList } from './queries.ts';

const NOW = Temporal.Instant.from('2026-11-23T21:30:00Z');

let pool: pg.Pool;
let db: Db;
let anna: EmployeeId;
let invited: string;

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
const CONSOLE: Partial<Actor> = { kind: 'command_line', administrator: true };
const context = (by: Partial<Actor>, now = NOW): Context => ({ db, actor: actor(by), now, requestId: null });
const run = <T>(by: Partial<Actor>, command: (write: WriteContext) => Promise<Result<T>>) =>
  inTransaction(context(by), command);
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.value;
}
const reasonOf = (result: Result<unknown>) => (result.ok ? null : (result.fields?.[0]?.reason ?? result.reason));
const make = (by: Partial<Actor>, more: Partial<TokenInput> = {}) =>
  run(by, (write) => createToken(write, { name: 'выгрузка', ...more }));

beforeAll(async () => {
  const database = await testDatabase();
  pool = openPool(database.connection);
  db = openDb(pool);
  const company = {
    language: 'ru',
    name: 'Линия света',
    time_zone: 'Europe/Moscow',
    admin_name: 'Анна Жукова',
    admin_email: 'anna@liniya.ru',
    password: 'тихая осенняя вода',
  } as const;
  anna = must(await run(CONSOLE, (write) => setUpCompany(write, company))).employee_id;
  const boris = { full_name: 'Борис Ким', email: 'boris@liniya.ru' };
  invited = must(await run(CONSOLE, (write) => inviteEmployee(write, boris))).employee_id;
  return async () => {
    await pool.end();
    await database.close();
  };
});

describe('making an API token', () => {
  test('gives a secret that is kept as a digest, with every scope, for a year of the company’s days', async () => {
    const { token, expires_at, id } = must(await make({ employeeId: anna }));
    expect(token).toMatch(/^est_[\w-]{43}$/);
    // 21:30 in Greenwich is 24 November in Moscow already.
    expect(expires_at).toBe('2027-11-24T21:00:00Z');
    const { rows } = await pool.query('SELECT scopes, token_hash FROM api_tokens WHERE id = $1', [id]);
    expect(rows[0].scopes).toEqual(['read', 'write', 'import']);
    expect(rows[0].token_hash).not.toContain(token);
  });

  test.each([
    ['the past', '2026-11-23', 'people.token_ends_too_soon'],
    ['today', '2026-11-24', null],
    ['five years ahead', '2031-11-23', null],
    ['the far future', '2032-11-24', 'people.token_ends_too_late'],
  ])('that ends in %s', async (_name, expires_on, reason) => {
    expect(reasonOf(await make({ employeeId: anna }, { expires_on }))).toBe(reason);
  });

  test('without a name or a known scope is refused', async () => {
    expect(reasonOf(await make({ employeeId: anna }, { name: '  ' }))).toBe('field.required');
    await expect(
      pool.query(`UPDATE api_tokens SET scopes = ARRAY['everything'] WHERE employee_id = $1`, [anna]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('is done for oneself in person, or for anybody from the command line', async () => {
    expect((await make({ employeeId: anna })).ok).toBe(true);
    expect((await make(CONSOLE, { employee_id: anna })).ok).toBe(true);
    const refusedTo: [Partial<Actor>, Partial<TokenInput>][] = [
      [{ kind: 'token', employeeId: anna }, {}],
      [{ employeeId: newId<EmployeeId>(), administrator: true }, { employee_id: anna }],
      [{ kind: 'anonymous' }, { employee_id: anna }],
      [CONSOLE, {}],
    ];
    for (const [by, input] of refusedTo) expect(await make(by, input)).toMatchObject({ code: 'forbidden' });
  });

  test('needs an owner who has joined', async () => {
    expect(reasonOf(await make(CONSOLE, { employee_id: invited }))).toBe('people.not_active');
    expect(reasonOf(await make(CONSOLE, { employee_id: newId() }))).toBe('app.not_found');
  });
});

describe('revoking and listing API tokens', () => {
  test('is for the owner and the administrator; to others there is no such token', async () => {
    const { id } = must(await make({ employeeId: anna }));
    const stranger = { employeeId: newId<EmployeeId>() };
    expect(await run(stranger, (write) => revokeToken(write, id))).toMatchObject({ code: 'not_found' });
    expect(await run({ kind: 'token', employeeId: anna }, (write) => revokeToken(write, id))).toMatchObject({
      code: 'not_found',
    });
    expect(await tokenList(context(stranger), { employee_id: anna })).toMatchObject({ code: 'not_found' });
    expect(await tokenList(context({ kind: 'anonymous' }), {})).toMatchObject({ code: 'forbidden' });
    expect(must(await run({ employeeId: anna }, (write) => revokeToken(write, id))).revoked).toBe(true);
    expect(must(await run({ administrator: true }, (write) => revokeToken(write, id))).revoked).toBe(false);
  });

  test('says which work, which have expired and which were revoked', async () => {
    const { id } = must(await make({ employeeId: anna }, { name: 'короткий', expires_on: '2026-11-25' }));
    const stateAt = async (now: Temporal.Instant) =>
      must(await tokenList(context({ employeeId: anna }, now), {})).items.find((item) => item.id === id)?.state;
    expect(await stateAt(NOW)).toBe('working');
    const [listed] = must(await tokenList(context({ employeeId: anna }), {})).items.filter((item) => item.id === id);
    expect(listed?.last_day).toBe('2026-11-25');
    expect(await stateAt(Temporal.Instant.from('2026-11-25T21:00:00Z'))).toBe('expired');
    must(await run({ employeeId: anna }, (write) => revokeToken(write, id)));
    expect(await stateAt(NOW)).toBe('revoked');
  });
});
