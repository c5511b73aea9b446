import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type Db, openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { registerPeople, setUpCompany } from '../commands.ts';
import { type AbsenceInput, cancelAbsence, editAbsence, recordAbsence } from './commands.ts';

const NOW = Temporal.Instant.from('2026-11-23T07:00:00Z');

let pool: pg.Pool;
let db: Db;
let boris: EmployeeId;
let vera: EmployeeId;
let gleb: EmployeeId;

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
const KEEPER: Partial<Actor> = { employeeId: newId<EmployeeId>(), rights: { 'people.edit': 'company' } };
const context = (by: Partial<Actor>): Context => ({ db, actor: actor(by), now: NOW, requestId: null });
const run = <T>(by: Partial<Actor>, command: (write: WriteContext) => Promise<Result<T>>) =>
  inTransaction(context(by), command);
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.value;
}
const reasonOf = (result: Result<unknown>) => (result.ok ? null : result.reason);

async function addColleague(full_name: string): Promise<EmployeeId> {
  const id = newId<EmployeeId>();
  await pool.query(
    `INSERT INTO employees (id, full_name, email, language, time_zone, status, created_at)
     VALUES ($1, $2, $3, 'ru', 'Europe/Moscow', 'active', now())`,
    [id, full_name, `${id}@liniya.ru`],
  );
  return id;
}

beforeAll(async () => {
  registerPeople();
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
  must(await run({ kind: 'command_line' }, (write) => setUpCompany(write, company)));
  return async () => {
    await pool.end();
    await database.close();
  };
});

beforeEach(async () => {
  boris = await addColleague('Борис Ким');
  vera = await addColleague('Вера Лось');
  gleb = await addColleague('Глеб Чиж');
});

/** Absences of the one whom a test sends away. */
const absencesOf = async (id: EmployeeId, columns: string) =>
  (await pool.query(`SELECT ${columns} FROM absences WHERE employee_id = $1`, [id])).rows;

const week = (employee_id: string, deputy_id: string, more: Partial<AbsenceInput> = {}): AbsenceInput => ({
  employee_id,
  deputy_id,
  kind: 'vacation',
  first_day: '2026-12-07',
  last_day: '2026-12-13',
  ...more,
});
const put = (input: AbsenceInput, by = KEEPER) => run(by, (write) => recordAbsence(write, input));

describe('recording an absence', () => {
  test('overlapping days of one person are refused by the rule and by the database', async () => {
    must(await put(week(boris, vera)));
    expect(reasonOf(await put(week(boris, gleb, { first_day: '2026-12-13', last_day: '2026-12-20' })))).toBe(
      'people.absence_overlaps',
    );
    await expect(
      pool.query(
        `INSERT INTO absences VALUES (gen_random_uuid(), $1, '2026-12-13', '2026-12-20', 'sick', $2, now(), 1)`,
        [boris, gleb],
      ),
    ).rejects.toMatchObject({ code: '23P01' });
  });

  test('a deputy who is away, or who would go away, leaves nobody without an answer', async () => {
    must(await put(week(boris, vera)));
    expect(reasonOf(await put(week(gleb, boris)))).toBe('people.deputy_away');
    const veraAway = await put(week(vera, gleb, { first_day: '2026-12-10', last_day: '2026-12-10' }));
    expect(veraAway).toMatchObject({ reason: 'people.deputises_meanwhile', values: { names: 'Борис Ким' } });
    expect(reasonOf(await put(week(vera, boris)))).toBe('people.deputy_away');
    must(await put(week(vera, boris, { first_day: '2026-12-14', last_day: '2026-12-20' })));
  });

  test('two who name each other at once do not both go', async () => {
    const both = await Promise.all([put(week(boris, vera)), put(week(vera, boris))]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
  });

  test('who has left neither goes away nor deputises', async () => {
    await pool.query(`UPDATE employees SET status = 'departed', departed_on = '2026-11-01' WHERE id = $1`, [gleb]);
    expect(reasonOf(await put(week(gleb, vera)))).toBe('people.already_departed');
    expect(reasonOf(await put(week(boris, gleb)))).toBe('people.deputy_not_active');
    expect(reasonOf(await put(week(boris, newId())))).toBe('people.deputy_not_active');
    expect(reasonOf(await put(week(newId(), vera)))).toBe('app.not_found');
  });

  test.each([
    ['oneself', () => ({ employeeId: boris }), true],
    ['whoever may edit people', () => KEEPER, true],
    ['the administrator', () => ({ administrator: true }), true],
    ['a colleague', () => ({ employeeId: vera }), false],
    ['the right within one’s unit', () => ({ employeeId: vera, rights: { 'people.edit': 'unit' } as const }), false],
    ['nobody signed in', () => ({ kind: 'anonymous' as const }), false],
  ])('is done by %s: %#', async (_name, by, allowed) => {
    const result = await put(week(boris, vera), by());
    expect(result.ok).toBe(allowed);
    if (!result.ok) expect(result.code).toBe('forbidden');
  });

  test('why somebody is away lies in the side row of the journal', async () => {
    must(await put(week(boris, vera, { kind: 'sick' })));
    const { rows } = await pool.query(
      `SELECT e.after, p.after AS personal, p.person_id FROM journal_entries e
       JOIN journal_personal_values p ON p.entry_id = e.id WHERE e.action = 'absence.recorded' AND p.person_id = $1`,
      [boris],
    );
    expect(rows).toMatchObject([{ personal: { kind: 'sick' }, person_id: boris }]);
    expect(JSON.stringify(rows[0].after)).not.toContain('sick');
  });
});

describe('changing an absence', () => {
  test('moves it under the same rules, and it does not stand in its own way', async () => {
    const { id } = must(await put(week(boris, vera)));
    must(await put(week(boris, vera, { first_day: '2026-12-21', last_day: '2026-12-22' })));
    const moved = { version: 1, first_day: '2026-12-08', last_day: '2026-12-14' };
    expect(must(await run(KEEPER, (write) => editAbsence(write, id, moved)))).toMatchObject({ ...moved, version: 2 });
    const onto = { version: 2, last_day: '2026-12-21' };
    expect(reasonOf(await run(KEEPER, (write) => editAbsence(write, id, onto)))).toBe('people.absence_overlaps');
    const stale = await run(KEEPER, (write) => editAbsence(write, id, { version: 1, kind: 'other' }));
    expect(stale).toMatchObject({ reason: 'app.stale_version', details: { theirs: { version: 2 } } });
    expect(reasonOf(await run({ employeeId: vera }, (write) => editAbsence(write, id, { version: 2 })))).toBe(
      'app.forbidden',
    );
  });

  test('is taken back with one button', async () => {
    const { id } = must(await put(week(boris, vera)));
    let entry = '';
    must(
      await run(KEEPER, async (write) => {
        const edited = await editAbsence(write, id, { version: 1, deputy_id: gleb, kind: 'other' });
        entry = write.effects.undo ?? '';
        return edited;
      }),
    );
    must(await run(KEEPER, (write) => undo(write, entry)));
    expect(await absencesOf(boris, 'deputy_id, kind')).toEqual([{ deputy_id: vera, kind: 'vacation' }]);
  });
});

describe('cancelling an absence', () => {
  const cancel = (id: string, version = 1) => run(KEEPER, (write) => cancelAbsence(write, id, { version }));

  test('ahead takes it away, and back with one button', async () => {
    const { id } = must(await put(week(boris, vera)));
    let entry = '';
    must(
      await run(KEEPER, async (write) => {
        const cancelled = await cancelAbsence(write, id, { version: 1 });
        entry = write.effects.undo ?? '';
        return cancelled;
      }),
    );
    expect(await absencesOf(boris, 'id')).toEqual([]);
    must(await run(KEEPER, (write) => undo(write, entry)));
    expect(await absencesOf(boris, 'id, kind')).toEqual([{ id, kind: 'vacation' }]);
  });

  test('that has begun ends yesterday, and from its first day is taken away', async () => {
    const running = must(await put(week(boris, vera, { first_day: '2026-11-20', last_day: '2026-11-30' })));
    expect(must(await cancel(running.id))).toEqual({ ended: 'shortened' });
    expect(await absencesOf(boris, 'last_day')).toEqual([{ last_day: '2026-11-22' }]);
    const today = must(await put(week(gleb, vera, { first_day: '2026-11-23', last_day: '2026-11-30' })));
    expect(must(await cancel(today.id))).toEqual({ ended: 'cancelled' });
  });

  test('that is over is refused, as is a stale version or a strange id', async () => {
    const over = must(await put(week(boris, vera, { first_day: '2026-11-16', last_day: '2026-11-22' })));
    expect(reasonOf(await cancel(over.id))).toBe('people.absence_over');
    expect(reasonOf(await cancel(over.id, 3))).toBe('app.stale_version');
    expect(reasonOf(await cancel(newId()))).toBe('app.not_found');
  });

  test('recording it is taken back too', async () => {
    let entry = '';
    must(
      await run(KEEPER, async (write) => {
        const recorded = await recordAbsence(write, week(boris, vera));
        entry = write.effects.undo ?? '';
        return recorded;
      }),
    );
    must(await run(KEEPER, (write) => undo(write, entry)));
    expect(await absencesOf(boris, 'id')).toEqual([]);
  });
});
