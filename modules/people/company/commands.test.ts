import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { Result } from '#shared/result.ts';
import { deadlineInWorkingDays } from '#shared/working-calendar.ts';
import { registerPeople, setUpByLink, setUpCompany } from '../commands.ts';
import { companyCalendar, employeeByEmail } from '../queries.ts';
import { editCompany, issueSetupToken, setCalendarDay } from './commands.ts';
import { calendarYear, companyView, setupState } from './queries.ts';

const NOW = Temporal.Instant.from('2026-11-23T07:00:00Z');
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

beforeAll(() => registerPeople());

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

describe('setting the company up', () => {
  beforeEach(openDatabase);

  test('makes the company and an administrator who can be found by any spelling of the address', async () => {
    const admin = await setUp();
    const found = await employeeByEmail(context(), 'anna@xn--e1afmkfd.xn--p1ai');
    expect(found).toMatchObject({
      id: admin.employeeId,
      administrator: true,
      status: 'active',
      fullName: 'Анна Жукова',
    });
  });

  test('a second time is refused and changes nothing', async () => {
    await setUp();
    const again = await run({ kind: 'anonymous' }, (write) =>
      setUpCompany(write, { ...COMPANY, name: 'Другая', admin_email: 'b@b.ru' }),
    );
    expect(reasonOf(again)).toBe('people.already_set_up');
    expect((await pool.query('SELECT name FROM company')).rows).toEqual([{ name: 'Линия света' }]);
    expect((await pool.query('SELECT id FROM employees')).rowCount).toBe(1);
  });

  test('of two at once, one is refused', async () => {
    const both = await Promise.all(
      ['a@a.ru', 'b@b.ru'].map((admin_email) =>
        run({ kind: 'anonymous' }, (write) => setUpCompany(write, { ...COMPANY, admin_email })),
      ),
    );
    expect(both.map((result) => result.ok).sort()).toEqual([false, true]);
    expect((await pool.query('SELECT id FROM employees')).rowCount).toBe(1);
  });

  test('the one-time link works once, and only its digest is kept', async () => {
    const token = (await issueSetupToken(db, NOW)) ?? '';
    const other = (await issueSetupToken(db, NOW)) ?? '';
    const dump = JSON.stringify((await pool.query('SELECT * FROM setup_links')).rows);
    expect(dump).not.toContain(token);
    const wrong = await run({ kind: 'anonymous' }, (write) => setUpByLink(write, { ...COMPANY, token: 'nonsense' }));
    expect(reasonOf(wrong)).toBe('people.setup_link_unknown');
    must(await run({ kind: 'anonymous' }, (write) => setUpByLink(write, { ...COMPANY, token })));
    for (const used of [token, other]) {
      const again = await run({ kind: 'anonymous' }, (write) => setUpByLink(write, { ...COMPANY, token: used }));
      expect(reasonOf(again)).toBe('people.already_set_up');
    }
    expect(await issueSetupToken(db, NOW)).toBeNull();
  });

  test('an old link has expired', async () => {
    const token = (await issueSetupToken(db, NOW.subtract({ hours: 7 * 24 }))) ?? '';
    const late = await run({ kind: 'anonymous' }, (write) => setUpByLink(write, { ...COMPANY, token }));
    expect(reasonOf(late)).toBe('people.setup_link_unknown');
  });
});

describe('setting the company up wrongly', () => {
  beforeAll(openDatabase);

  test.each([
    ['a name of spaces', { name: '  ' }, '/name', 'field.required'],
    ['an administrator without a name', { admin_name: ' ' }, '/admin_name', 'field.required'],
    ['no address', { admin_email: 'anna' }, '/admin_email', 'people.not_an_email'],
    ['an unknown zone', { time_zone: 'Europe/Atlantis' }, '/time_zone', 'people.no_such_time_zone'],
    ['a weak password', { password: 'qwertyuiop' }, '/password', 'people.password_common'],
    ['a password of the company’s name', { password: 'Линия света' }, '/password', 'people.password_about_you'],
  ])('%s is refused at its field', async (_name, wrong, path, reason) => {
    const result = await run({ kind: 'anonymous' }, (write) => setUpCompany(write, { ...COMPANY, ...wrong }));
    expect(result).toMatchObject({ ok: false, fields: [{ path, reason }] });
    expect((await pool.query('SELECT FROM company')).rowCount).toBe(0);
  });
});

describe('the company', () => {
  let admin: Partial<Actor>;
  beforeEach(async () => {
    const close = await openDatabase();
    admin = await setUp();
    return close;
  });

  test('is renamed by the administrator, and the name is taken back with one button', async () => {
    let entry = '';
    const renamed = must(
      await run(admin, async (write) => {
        const edited = await editCompany(write, { version: 1, name: ' Линия  света плюс ', language: 'ru' });
        entry = write.effects.undo ?? '';
        return edited;
      }),
    );
    expect(renamed).toMatchObject({ name: 'Линия света плюс', version: 2, may_edit: true });
    must(await run(admin, (write) => undo(write, entry)));
    expect(must(await companyView(context()))).toMatchObject({ name: 'Линия света', version: 3 });
  });

  test.each([
    ['a colleague', {}, { name: 'Моя' }, 'app.forbidden'],
    [
      'whoever keeps the list of people',
      { rights: { 'people.edit': 'company' } as const },
      { name: 'Моя' },
      'app.forbidden',
    ],
    ['the administrator without a name', { administrator: true }, { name: ' ' }, 'field.required'],
    ['the administrator in no zone', { administrator: true }, { time_zone: '+03:00' }, 'people.no_such_time_zone'],
    ['the administrator over a stale version', { administrator: true }, { version: 7 }, 'app.stale_version'],
  ])('is not changed by %s', async (_name, by, edit, reason) => {
    expect(reasonOf(await run(by, (write) => editCompany(write, { version: 1, ...edit })))).toBe(reason);
  });

  test('is hidden from strangers', async () => {
    expect(await companyView(context({ kind: 'anonymous' }))).toMatchObject({ code: 'forbidden' });
    expect(await calendarYear(context({ kind: 'anonymous' }), 2026)).toMatchObject({ code: 'forbidden' });
    expect(must(await setupState(context({ kind: 'anonymous' }), undefined))).toEqual({
      needed: false,
      link_valid: false,
    });
  });
});

describe('the company’s calendar', () => {
  let admin: Partial<Actor>;
  beforeEach(async () => {
    const close = await openDatabase();
    admin = await setUp();
    return close;
  });

  const dayOf = async (day: string) =>
    must(await calendarYear(context(), Number(day.slice(0, 4)))).days.find((one) => one.day === day);

  test('is Russia’s by decree until somebody edits it', async () => {
    const year = must(await calendarYear(context(), 2026));
    expect(year.days).toHaveLength(365);
    expect(year.provisional).toBe(false);
    expect(await dayOf('2026-11-04')).toMatchObject({ kind: 'off', decreed: 'off' });
    expect(must(await calendarYear(context(), 2040)).provisional).toBe(true);
  });

  test('a working day made off moves deadlines behind it, and back again', async () => {
    const arrived = Temporal.Instant.from('2026-11-24T12:00:00Z');
    const due = async () => deadlineInWorkingDays(await companyCalendar(context()), arrived, 1).toString();
    expect(await due()).toBe('2026-11-25T12:00:00Z');
    must(
      await run(admin, (write) =>
        setCalendarDay(write, { day: '2026-11-25', kind: 'off', note: 'День рождения фирмы' }),
      ),
    );
    expect(await due()).toBe('2026-11-26T12:00:00Z');
    expect(await dayOf('2026-11-25')).toEqual({
      day: '2026-11-25',
      kind: 'off',
      decreed: 'work',
      note: 'День рождения фирмы',
    });
    const back = must(await run(admin, (write) => setCalendarDay(write, { day: '2026-11-25', kind: 'work' })));
    expect(back.edited).toBe(false);
    expect(await due()).toBe('2026-11-25T12:00:00Z');
    expect((await pool.query('SELECT FROM company_calendar_days')).rowCount).toBe(0);
  });

  test('an edited day is taken back with one button to what it was', async () => {
    must(await run(admin, (write) => setCalendarDay(write, { day: '2026-11-28', kind: 'short', note: 'отгрузка' })));
    let entry = '';
    must(
      await run(admin, async (write) => {
        const set = await setCalendarDay(write, { day: '2026-11-28', kind: 'work' });
        entry = write.effects.undo ?? '';
        return set;
      }),
    );
    must(await run(admin, (write) => undo(write, entry)));
    expect(await dayOf('2026-11-28')).toMatchObject({ kind: 'short', note: 'отгрузка' });
  });

  test('is edited by the administrator only', async () => {
    const by = { rights: { 'people.edit': 'company' } as const };
    expect(await run(by, (write) => setCalendarDay(write, { day: '2026-11-28', kind: 'work' }))).toMatchObject({
      code: 'forbidden',
    });
  });
});
