import type { Context } from '#platform/context.ts';
import { inTransaction, type WriteContext } from '#platform/context.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import type { Actor } from '#shared/actor.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { type InstalledStructure, installReadyStructure } from './commands.ts';
import { employ } from './employments/commands.ts';
import { loadActor, systemActor } from './queries.ts';
import type { ReadyPosition, ReadyStructureKind } from './ready-structure/rules.ts';

/** The Monday of the drawn screens, 10:00 in Moscow. */
export const MONDAY = Temporal.Instant.from('2026-11-23T07:00:00Z');

export interface TestCompany {
  context: Context;
  structure: InstalledStructure;
  /** The context of an employee, with rights as loaded now. */
  as(employeeId: EmployeeId): Promise<Context>;
  at(now: Temporal.Instant): Context;
  person(fullName: string, position?: ReadyPosition, administrator?: boolean): Promise<EmployeeId>;
  write<T>(command: (write: WriteContext) => Promise<Result<T>>, context?: Context): Promise<Result<T>>;
  /** The same, for what must succeed. */
  done<T>(command: (write: WriteContext) => Promise<Result<T>>, context?: Context): Promise<T>;
  close(): Promise<void>;
}

/** A company on a real database with a ready structure and nobody in it yet. */
export async function testCompany(kind: ReadyStructureKind = 'strategic'): Promise<TestCompany> {
  const database = await testDatabase();
  const pool = openPool(database.connection);
  const db = openDb(pool);
  const context: Context = { db, actor: systemActor('ru'), now: MONDAY, requestId: null };
  await db
    .insertInto('company')
    .values({ name: 'Линия света', language: 'ru', time_zone: 'Europe/Moscow', set_up_at: MONDAY.toString() })
    .execute();
  const write: TestCompany['write'] = (command, from = context) => inTransaction(from, command);
  const done: TestCompany['done'] = async (command, from = context) => {
    const result = await write(command, from);
    if (!result.ok)
      throw new Error(`refused: ${result.reason} ${JSON.stringify(result.details ?? result.fields ?? {})}`);
    return result.value;
  };
  const structure = await done((w) => installReadyStructure(w, { kind, language: 'ru' }));
  return {
    context,
    structure,
    write,
    done,
    at: (now) => ({ ...context, now }),
    async as(employeeId) {
      const actor: Actor | null = await loadActor(db, employeeId, context.now);
      if (actor === null) throw new Error('no such actor');
      return { ...context, actor };
    },
    async person(fullName, position, administrator = false) {
      const id = newId<EmployeeId>(context.now);
      await db
        .insertInto('employees')
        .values({
          id,
          full_name: fullName,
          email: `${id}@example.com`,
          language: 'ru',
          time_zone: 'Europe/Moscow',
          status: 'active',
          administrator,
          created_at: context.now.toString(),
        })
        .execute();
      const positionId = position === undefined ? undefined : structure.positions[position];
      if (positionId !== undefined) await done((w) => employ(w, { employeeId: id, positionId }));
      return id;
    },
    async close() {
      await db.destroy();
      await database.close();
    },
  };
}
