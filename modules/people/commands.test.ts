import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { recordAbsence } from './absences/commands.ts';
import { editEmployee, markDeparted, registerPeople, setUpCompany } from './commands.ts';
import { acceptInvitation, inviteEmployee } from './invitations/commands.ts';
import { employeeById, isPresent } from './queries.ts';
import { createToken } from './tokens/commands.ts';

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

async function hire(by: Partial<Actor>, full_name: string, email: string): Promise<EmployeeId> {
  const { token } = must(await run(by, (write) => inviteEmployee(write, { full_name, email })));
  return must(await run({ kind: 'anonymous' }, (write) => acceptInvitation(write, { token, password: PASSWORD })))
    .employee_id;
}

const versionOf = async (id: string) => (await employeeById(context(), id))?.version ?? 0;

const journal = async () =>
  (
    await pool.query<{ action: string; business: string; personal: string | null }>(
      `SELECT e.action, concat(e.before, e.after) AS business, concat(p.before, p.after) AS personal
       FROM journal_entries e LEFT JOIN journal_personal_values p ON p.entry_id = e.id ORDER BY e.id`,
    )
  ).rows;

describe('editing an employee', () => {
  let admin: Partial<Actor>;
  let boris: EmployeeId;
  let hired = 0;
  beforeAll(async () => {
    const close = await openDatabase();
    admin = await setUp();
    return close;
  });
  beforeEach(async () => {
    boris = await hire(admin, 'Борис Ким', `boris${hired++}@liniya.ru`);
  });

  const version = () => versionOf(boris);
  const keeper: Partial<Actor> = { rights: { 'people.edit': 'sales_system' } };

  test('everybody changes their own language, zone, hours and phone', async () => {
    const edit = { language: 'en', time_zone: 'Asia/Omsk', work_start: '08:00', phone: '8 913 123-45-67' } as const;
    const view = must(
      await run({ employeeId: boris }, async (write) =>
        editEmployee(write, boris, { version: await version(), ...edit }),
      ),
    );
    expect(view).toMatchObject({ ...edit, phone: '+79131234567', version: 3 });
  });

  test.each([
    ['their own name', { full_name: 'Борис Великий' }, 'people.not_own_field'],
    ['their own address', { email: 'king@liniya.ru' }, 'people.not_own_field'],
    ['their own share of full time', { capacity_bp: 100 }, 'people.not_own_field'],
    ['themselves to administrator', { administrator: true }, 'people.not_own_field'],
  ])('nobody without the right changes %s', async (_name, edit, reason) => {
    const result = await run({ employeeId: boris }, async (write) =>
      editEmployee(write, boris, { version: await version(), ...edit }),
    );
    expect(reasonOf(result)).toBe(reason);
  });

  test.each([
    ['a colleague', { employeeId: 'another' as EmployeeId }, false],
    ['the right within a unit', { rights: { 'people.edit': 'unit' } as const }, false],
    ['the right in the sales system', keeper, true],
    ['the right in the company', { rights: { 'people.edit': 'company' } as const }, true],
    ['the administrator', { administrator: true }, true],
    ['nobody signed in', { kind: 'anonymous' } as const, false],
  ])('another’s name is changed by %s: %#', async (_name, by, allowed) => {
    const result = await run(by, async (write) =>
      editEmployee(write, boris, { version: await version(), full_name: 'Борис Кимов' }),
    );
    expect(result.ok).toBe(allowed);
    if (!result.ok) expect(result.code).toBe('forbidden');
  });

  test('an administrator is not touched by whoever merely keeps the list', async () => {
    const id = admin.employeeId ?? '';
    const result = await run(keeper, (write) => editEmployee(write, id, { version: 1, email: 'mine@liniya.ru' }));
    expect(result).toMatchObject({ ok: false, code: 'forbidden' });
    const appointed = await run(keeper, async (write) =>
      editEmployee(write, boris, { version: await version(), administrator: true }),
    );
    expect(appointed).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('a stale version is refused with what holds now', async () => {
    const result = await run(admin, (write) => editEmployee(write, boris, { version: 1, full_name: 'Б. Ким' }));
    expect(result).toMatchObject({ reason: 'app.stale_version', details: { theirs: { full_name: 'Борис Ким' } } });
  });

  test('an address that somebody has, in another spelling, is taken', async () => {
    const result = await run(admin, async (write) =>
      editEmployee(write, boris, { version: await version(), email: 'ANNA@пример.РФ' }),
    );
    expect(result).toMatchObject({ fields: [{ path: '/email', reason: 'people.email_taken' }] });
  });

  test('an edit is taken back with one button', async () => {
    let entry = '';
    must(
      await run(admin, async (write) => {
        const edited = await editEmployee(write, boris, {
          version: await version(),
          full_name: 'Борис Кимов',
          work_end: '17:00',
        });
        entry = write.effects.undo ?? '';
        return edited;
      }),
    );
    must(await run(admin, (write) => undo(write, entry)));
    expect(await employeeById(context(), boris)).toMatchObject({ fullName: 'Борис Ким', workEnd: '18:00' });
  });

  test('an edit that changes nothing leaves no trace', async () => {
    const before = (await journal()).length;
    must(
      await run(admin, async (write) =>
        editEmployee(write, boris, { version: await version(), full_name: 'Борис Ким', work_start: '09:00' }),
      ),
    );
    expect(await journal()).toHaveLength(before);
  });
});

describe('administrators', () => {
  let admin: Partial<Actor>;
  let boris: EmployeeId;
  beforeEach(async () => {
    const close = await openDatabase();
    admin = await setUp();
    boris = await hire(admin, 'Борис Ким', 'boris@liniya.ru');
    return close;
  });

  test('the last administrator stays one', async () => {
    const id = admin.employeeId ?? '';
    const step = { version: 1, administrator: false };
    expect(reasonOf(await run(admin, (write) => editEmployee(write, id, step)))).toBe('people.last_administrator');
    must(
      await run(admin, async (write) =>
        editEmployee(write, boris, { version: await versionOf(boris), administrator: true }),
      ),
    );
    must(await run(admin, (write) => editEmployee(write, id, step)));
  });

  test('whoever has stepped down takes no appointment back, and the last administrator stays', async () => {
    const id = admin.employeeId ?? '';
    let entry = '';
    must(
      await run(admin, async (write) => {
        const made = await editEmployee(write, boris, { version: await versionOf(boris), administrator: true });
        entry = write.effects.undo ?? '';
        return made;
      }),
    );
    must(await run(admin, (write) => editEmployee(write, id, { version: 1, administrator: false })));
    const stepped = { ...admin, administrator: false };
    expect(await run(stepped, (write) => undo(write, entry))).toMatchObject({ code: 'forbidden' });
    expect(reasonOf(await run(admin, (write) => undo(write, entry)))).toBe('people.last_administrator');
  });

  test('two administrators who unmake each other at once leave one', async () => {
    const id = admin.employeeId ?? '';
    must(
      await run(admin, async (write) =>
        editEmployee(write, boris, { version: await versionOf(boris), administrator: true }),
      ),
    );
    const versions = { [id]: 1, [boris]: await versionOf(boris) };
    const both = await Promise.all(
      [id, boris].map((one) =>
        run(admin, (write) => editEmployee(write, one, { version: versions[one] ?? 0, administrator: false })),
      ),
    );
    expect(both.filter((result) => result.ok)).toHaveLength(1);
  });
});

describe('the journal', () => {
  beforeAll(openDatabase);

  test('keeps names, addresses and phones in the side row, and no secret anywhere', async () => {
    const admin = await setUp();
    const invited = must(
      await run(admin, (write) => inviteEmployee(write, { full_name: 'Борис Ким', email: 'b@liniya.ru' })),
    );
    const { token } = invited;
    const id = must(
      await run({ kind: 'anonymous' }, (write) => acceptInvitation(write, { token, password: PASSWORD })),
    ).employee_id;
    const api = must(await run({ employeeId: id }, (write) => createToken(write, { name: 'выгрузка' })));
    must(
      await run(admin, (write) =>
        editEmployee(write, id, { version: 2, phone: '+7 495 123-45-67', capacity_bp: 5_000 }),
      ),
    );
    const entries = await journal();
    expect(entries.map((entry) => entry.action)).toEqual([
      'company.set_up',
      'employee.invited',
      'invitation.issued',
      'employee.joined',
      'token.created',
      'employee.edited',
    ]);
    const business = entries.map((entry) => entry.business).join();
    for (const value of ['Анна', 'Борис', '@', '74951234567']) expect(business).not.toContain(value);
    expect(entries.at(-1)?.business).toContain('5000');
    const all = JSON.stringify(entries);
    for (const secret of [PASSWORD, token, api.token, 'argon2', 'hash']) expect(all).not.toContain(secret);
    expect(entries.map((entry) => entry.personal).join()).toContain('74951234567');
  });
});

describe('leaving', () => {
  let admin: Partial<Actor>;
  let boris: EmployeeId;
  let vera: EmployeeId;
  let gleb: EmployeeId;
  beforeEach(async () => {
    const close = await openDatabase();
    admin = await setUp();
    boris = await hire(admin, 'Борис Ким', 'boris@liniya.ru');
    vera = await hire(admin, 'Вера Лось', 'vera@liniya.ru');
    gleb = await hire(admin, 'Глеб Чиж', 'gleb@liniya.ru');
    return close;
  });

  test('ends tokens, absences ahead and presence, and keeps the record', async () => {
    const days = { kind: 'vacation', deputy_id: vera } as const;
    must(
      await run(admin, (write) =>
        recordAbsence(write, { ...days, employee_id: boris, first_day: '2026-11-20', last_day: '2026-11-30' }),
      ),
    );
    must(
      await run(admin, (write) =>
        recordAbsence(write, { ...days, employee_id: boris, first_day: '2027-02-01', last_day: '2027-02-07' }),
      ),
    );
    must(await run({ employeeId: boris }, (write) => createToken(write, { name: 'выгрузка' })));
    must(await run(admin, (write) => markDeparted(write, boris, TODAY)));
    expect(await employeeById(context(), boris)).toMatchObject({ status: 'departed', departedOn: TODAY });
    expect((await pool.query('SELECT last_day FROM absences')).rows).toEqual([{ last_day: '2026-11-23' }]);
    expect((await pool.query('SELECT FROM api_tokens WHERE revoked_at IS NULL')).rowCount).toBe(0);
    expect(await isPresent(context(), boris, TODAY)).toBe(false);
    expect(reasonOf(await run(admin, (write) => markDeparted(write, boris, TODAY)))).toBe('people.already_departed');
  });

  test('passes deputising on, or says who would be left without', async () => {
    must(
      await run(admin, (write) =>
        recordAbsence(write, {
          employee_id: vera,
          deputy_id: boris,
          kind: 'vacation',
          first_day: '2026-11-20',
          last_day: '2026-11-30',
        }),
      ),
    );
    const alone = await run(admin, (write) => markDeparted(write, boris, TODAY));
    expect(alone).toMatchObject({ reason: 'people.deputy_needed', values: { names: 'Вера Лось' } });
    const toHerself = await run(admin, (write) => markDeparted(write, boris, TODAY, vera));
    expect(reasonOf(toHerself)).toBe('people.deputy_needed');
    must(await run(admin, (write) => markDeparted(write, boris, TODAY, gleb)));
    expect((await pool.query('SELECT deputy_id FROM absences')).rows).toEqual([{ deputy_id: gleb }]);
  });

  test('is refused for a day ahead, for the last administrator and to whoever may not', async () => {
    const id = admin.employeeId ?? '';
    const tomorrow = TODAY.add({ days: 1 });
    expect(reasonOf(await run(admin, (write) => markDeparted(write, boris, tomorrow)))).toBe(
      'people.departure_in_future',
    );
    expect(reasonOf(await run(admin, (write) => markDeparted(write, id, TODAY)))).toBe('people.last_administrator');
    expect(await run({ employeeId: boris }, (write) => markDeparted(write, vera, TODAY))).toMatchObject({
      code: 'forbidden',
    });
    expect(await run({ employeeId: boris }, (write) => markDeparted(write, boris, TODAY))).toMatchObject({
      code: 'forbidden',
    });
  });
});
