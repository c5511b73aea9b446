import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { deadlineInWorkingDays } from '#shared/working-calendar.ts';
import { recordAbsence } from './absences/commands.ts';
import { absenceList } from './absences/queries.ts';
import { setUpCompany } from './commands.ts';
import { acceptInvitation, inviteEmployee } from './invitations/commands.ts';
import {
  calendarOf,
  companyIfSetUp,
  companyOf,
  deputisedBy,
  deputyOf,
  employeeById,
  employeeList,
  employeesByIds,
  employeeView,
  isPresent,
  ownProfile,
  presentOn,
} from './queries.ts';

const NOW = Temporal.Instant.from('2026-11-23T07:00:00Z');
const TODAY = Temporal.PlainDate.from('2026-11-23');
const PASSWORD = 'тихая осенняя вода';
const COMPANY = {
  language: 'ru',
  name: 'Линия света',
  time_zone: 'Europe/Moscow',
  admin_name: 'Анна Жукова',
  admin_email: 'Anna@Пример.рф',
  password: PASSWORD,
} as const;

let pool: pg.Pool;
let db: Db;

async function openDatabase(): Promise<() => Promise<void>> {
  const database = await testDatabase();
  pool = openPool(database.connection);
  db = openDb(pool);
  const opened = pool;
  return async () => {
    await opened.end();
    await database.close();
  };
}

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
const context = (by: Partial<Actor> = { kind: 'command_line', administrator: true }, now = NOW): Context => ({
  db,
  actor: actor(by),
  now,
  requestId: null,
});
const run = <T>(by: Partial<Actor>, command: (write: WriteContext) => Promise<Result<T>>) =>
  inTransaction(context(by), command);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason} ${JSON.stringify(result.fields ?? '')}`);
  return result.value;
}
const reasonOf = (result: Result<unknown>) => (result.ok ? null : (result.fields?.[0]?.reason ?? result.reason));

async function setUp(): Promise<Partial<Actor>> {
  const { employee_id } = must(await run({ kind: 'anonymous' }, (write) => setUpCompany(write, COMPANY)));
  return { employeeId: employee_id, administrator: true };
}

async function hire(by: Partial<Actor>, full_name: string, email: string): Promise<EmployeeId> {
  const { token } = must(await run(by, (write) => inviteEmployee(write, { full_name, email })));
  return must(await run({ kind: 'anonymous' }, (write) => acceptInvitation(write, { token, password: PASSWORD })))
    .employee_id;
}

describe('the list of employees', () => {
  beforeAll(async () => {
    const close = await openDatabase();
    const admin = await setUp();
    await hire(admin, 'Елена Ёлкина', 'elkina@liniya.ru');
    await hire(admin, 'Ёжиков Павел', 'pavel@liniya.ru');
    must(await run(admin, (write) => inviteEmployee(write, { full_name: 'Жанна Ежова', email: 'zh@liniya.ru' })));
    return close;
  });

  const names = async (query: Parameters<typeof employeeList>[1]) =>
    must(await employeeList(context(), query)).items.map((item) => item.full_name);

  test('goes by the Russian alphabet and page by page', async () => {
    const all = await names({});
    expect(all).toEqual(['Анна Жукова', 'Ёжиков Павел', 'Елена Ёлкина', 'Жанна Ежова']);
    const first = must(await employeeList(context(), { limit: 3 }));
    expect(first).toMatchObject({ count: { value: 4, exact: true } });
    const second = must(await employeeList(context(), { limit: 3, cursor: first.next_cursor ?? '' }));
    expect([...first.items, ...second.items].map((item) => item.full_name)).toEqual(all);
    expect(second.next_cursor).toBeNull();
  });

  test.each([
    ['by part of a name, ё or е', { search: 'елк' }, ['Елена Ёлкина']],
    ['in the other keyboard layout', { search: ';erjdf' }, ['Анна Жукова']],
    ['by words in any order', { search: 'павел ежи' }, ['Ёжиков Павел']],
    ['by an address', { search: 'zh@liniya' }, ['Жанна Ежова']],
    ['by status', { status: ['invited' as const] }, ['Жанна Ежова']],
    [
      'with signs that mean something to the database',
      { search: '%' },
      ['Анна Жукова', 'Ёжиков Павел', 'Елена Ёлкина', 'Жанна Ежова'],
    ],
  ])('finds %s', async (_name, query, found) => {
    expect(await names(query)).toEqual(found);
  });

  test('refuses a garbled cursor and strangers', async () => {
    expect(reasonOf(await employeeList(context(), { cursor: 'x' }))).toBe('app.bad_cursor');
    expect(await employeeList(context({ kind: 'anonymous' }), {})).toMatchObject({ code: 'forbidden' });
  });

  test('shows open invitations to those who may invite, nobody else', async () => {
    const invitations = async (by: Partial<Actor>) =>
      must(await employeeList(context(by), {})).items.filter((item) => item.invitation !== null).length;
    expect(await invitations({ administrator: true })).toBe(1);
    expect(await invitations({})).toBe(0);
  });
});

describe('presence, deputies and calendars', () => {
  let admin: Partial<Actor>;
  let boris: EmployeeId;
  let vera: EmployeeId;
  let invited: EmployeeId;
  beforeAll(async () => {
    const close = await openDatabase();
    admin = await setUp();
    boris = await hire(admin, 'Борис Ким', 'boris@liniya.ru');
    vera = await hire(admin, 'Вера Лось', 'vera@liniya.ru');
    const fresh = { full_name: 'Глеб Чиж', email: 'gleb@liniya.ru', time_zone: 'Asia/Omsk' };
    // The column of the reply refers to employees.
    invited = must(await run(admin, (write) => inviteEmployee(write, fresh))).employee_id as EmployeeId;
    must(
      await run({ employeeId: boris }, (write) =>
        recordAbsence(write, {
          employee_id: boris,
          deputy_id: vera,
          kind: 'sick',
          first_day: '2026-11-20',
          last_day: '2026-11-25',
        }),
      ),
    );
    return close;
  });

  test.each([
    ['before the first day', '2026-11-19', false],
    ['on the first day', '2026-11-20', true],
    ['on the last day', '2026-11-25', true],
    ['after the last day', '2026-11-26', false],
  ])('%s', async (_name, day, away) => {
    const on = Temporal.PlainDate.from(day);
    expect(await deputyOf(context(), boris, on)).toBe(away ? vera : null);
    expect(await deputisedBy(context(), vera, on)).toEqual(away ? [boris] : []);
    expect(await isPresent(context(), boris, on)).toBe(!away);
  });

  test('who has not joined yet is not present', async () => {
    expect(await presentOn(context(), [boris, vera, invited], TODAY)).toEqual(new Set([vera]));
    expect(await presentOn(context(), [], TODAY)).toEqual(new Set());
  });

  test('a deadline skips the days on which its owner is away', async () => {
    const arrived = Temporal.Instant.from('2026-11-19T12:00:00Z');
    const due = async (id: EmployeeId) => deadlineInWorkingDays(await calendarOf(context(), id), arrived, 1).toString();
    expect(await due(vera)).toBe('2026-11-20T12:00:00Z');
    expect(await due(boris)).toBe('2026-11-26T12:00:00Z');
  });

  test('an employee lives by their own zone and hours', async () => {
    const calendar = await calendarOf(context(), invited);
    expect(calendar).toMatchObject({
      timeZone: 'Asia/Omsk',
      hours: { start: '09:00', end: '18:00', lunch: { start: '13:00', end: '14:00' } },
    });
    await expect(calendarOf(context(), '019b0000-0000-7000-8000-000000000000')).rejects.toThrow('no employee');
  });

  test.each([
    ['oneself', () => ({ employeeId: boris }), 'sick'],
    ['whoever keeps absences', () => ({ rights: { 'people.edit': 'company' } as const }), 'sick'],
    ['a colleague', () => ({ employeeId: vera }), null],
  ])('why somebody is away is seen by %s: %#', async (_name, by, kind) => {
    const view = must(await employeeView(context(by()), boris));
    expect(view.absence).toMatchObject({ kind, deputy_name: 'Вера Лось', last_day: '2026-11-25' });
    expect(view.present).toBe(false);
    const list = must(await absenceList(context(by()), { from: '2026-11-25', to: '2026-12-31' }));
    expect(list.items.map((item) => item.kind)).toEqual([kind]);
  });

  test('absences are listed by the days they touch', async () => {
    const between = async (from: string, to: string) =>
      must(await absenceList(context(), { from, to, employee_id: boris })).items.length;
    expect(await between('2026-11-01', '2026-11-19')).toBe(0);
    expect(await between('2026-11-01', '2026-11-20')).toBe(1);
    expect(await between('2026-11-26', '2026-12-31')).toBe(0);
    expect(reasonOf(await absenceList(context(), { from: '2026-02-01', to: '2026-01-01' }))).toBe(
      'people.absence_days_reversed',
    );
    expect(reasonOf(await absenceList(context(), { from: '2020-01-01', to: '2026-01-01' }))).toBe('field.too_large');
    expect(await absenceList(context({ kind: 'anonymous' }), { from: '2026-01-01', to: '2026-01-02' })).toMatchObject({
      code: 'forbidden',
    });
  });

  test('one has a profile, a program has none, and nobody is found under a strange id', async () => {
    expect(must(await ownProfile(context({ employeeId: boris })))).toMatchObject({ id: boris, may_edit: true });
    expect(await ownProfile(context())).toMatchObject({ code: 'not_found' });
    expect(await employeeById(context(), '019b0000-0000-7000-8000-000000000000')).toBeNull();
    expect([...(await employeesByIds(context(), [boris, boris, vera])).keys()].sort()).toEqual([boris, vera].sort());
  });
});

describe('before the company is set up', () => {
  beforeAll(openDatabase);

  test('there is no company, and asking for it is a fault of the program', async () => {
    expect(await companyIfSetUp(context())).toBeNull();
    await expect(companyOf(context())).rejects.toThrow('has not been set up');
  });
});
