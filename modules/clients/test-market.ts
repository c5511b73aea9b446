import { installReadyStructure } from '#modules/structure/commands.ts';
import { employ } from '#modules/structure/employments/commands.ts';
import { loadActor, systemActor } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { changeFacts, createClient } from './commands.ts';
import type { ClientInput, ClientRow } from './contract.ts';
import type { FactsPatch } from './rules.ts';

/** The Monday of the drawn screens, 10:00 in Moscow. */
const MONDAY = Temporal.Instant.from('2026-11-23T07:00:00Z');

type Position = 'telemarketer' | 'development_manager' | 'project_manager' | 'engineer' | 'head';

/** A company with a ready structure on a real database of its own, and short ways to people and clients in it. */
export interface TestMarket {
  /** As the program itself: everything is open to it. */
  context: Context;
  salesSystemId: string;
  person(fullName: string, position?: Position, more?: { administrator?: boolean }): Promise<EmployeeId>;
  /** The context of an employee, with the rights of this moment; a day later with `days: 1`. */
  as(employeeId: EmployeeId, more?: { days?: number }): Promise<Context>;
  write<T>(command: (write: WriteContext) => Promise<Result<T>>, from?: Context): Promise<Result<T>>;
  /** The same for what must succeed. */
  done<T>(command: (write: WriteContext) => Promise<Result<T>>, from?: Context): Promise<T>;
  client(input: string | ClientInput, facts?: FactsPatch): Promise<ClientRow>;
  /** A client that somebody develops, with a call planned for tomorrow. */
  held(name: string, holder: EmployeeId): Promise<ClientRow>;
  close(): Promise<void>;
}

export async function testMarket(): Promise<TestMarket> {
  const database = await testDatabase();
  const db = openDb(openPool(database.connection));
  const context: Context = { db, actor: systemActor('ru'), now: MONDAY, requestId: null };
  await db
    .insertInto('company')
    .values({ name: 'Линия света', language: 'ru', time_zone: 'Europe/Moscow', set_up_at: MONDAY.toString() })
    .execute();
  const write: TestMarket['write'] = (command, from = context) => inTransaction(from, command);
  const done: TestMarket['done'] = async (command, from = context) => {
    const result = await write(command, from);
    if (!result.ok)
      throw new Error(`refused: ${result.reason} ${JSON.stringify(result.fields ?? result.details ?? {})}`);
    return result.value;
  };
  const structure = await done((w) => installReadyStructure(w, { kind: 'strategic', language: 'ru' }));
  const client: TestMarket['client'] = async (input, facts) => {
    const row = await done((w) => createClient(w, typeof input === 'string' ? { name: input } : input));
    return facts === undefined ? row : done((w) => changeFacts(w, row.id, facts));
  };
  return {
    context,
    salesSystemId: structure.salesSystemId,
    write,
    done,
    client,
    held: (name, holder) =>
      client(name, { holder: { employeeId: holder, via: 'taken' }, developing: true, nextStep: plannedCall() }),
    async as(employeeId, { days = 0 } = {}) {
      const actor = await loadActor(db, employeeId, context.now);
      if (actor === null) throw new Error('nobody by that id is active');
      return { ...context, actor, now: context.now.add({ hours: 24 * days }) };
    },
    async person(fullName, position, { administrator = false } = {}) {
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

export function plannedCall(on = '2026-11-24'): NonNullable<FactsPatch['nextStep']> {
  return { id: newId(), title: 'Позвонить главному инженеру', on };
}
