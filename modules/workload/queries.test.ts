import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeFacts, createClient } from '#modules/clients/commands.ts';
import { installReadyStructure } from '#modules/structure/commands.ts';
import { employ } from '#modules/structure/employments/commands.ts';
import { loadActor, systemActor } from '#modules/structure/queries.ts';
import { roleDropPreview } from '#modules/structure/role-drop/queries.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { type TestDatabase, testDatabase } from '#platform/db/testing/database.ts';
import { type EmployeeId, newId, type PositionId, type SalesSystemId } from '#shared/ids.ts';
import { registerWorkload } from './commands.ts';
import { chooseReceiver, functionLoad, loadOf, registerLoad } from './queries.ts';

const NOW = Temporal.Instant.from('2026-11-23T07:00:00Z');

describe('load of the development managers', () => {
  let database: TestDatabase;
  let context: Context;
  let salesSystemId: SalesSystemId;
  let managers: PositionId;
  let lytkin: EmployeeId;
  let kovaleva: EmployeeId;
  const held = new Map<EmployeeId, number>();

  async function person(fullName: string, positionId: PositionId | null, capacityBp = 10_000): Promise<EmployeeId> {
    const id = newId<EmployeeId>(NOW);
    await context.db
      .insertInto('employees')
      .values({
        id,
        full_name: fullName,
        email: `${id}@example.com`,
        language: 'ru',
        time_zone: 'Europe/Moscow',
        status: 'active',
        capacity_bp: capacityBp,
        created_at: NOW.toString(),
      })
      .execute();
    if (positionId !== null) await inTransaction(context, (w) => employ(w, { employeeId: id, positionId }));
    return id;
  }

  beforeAll(async () => {
    database = await testDatabase();
    context = { db: openDb(openPool(database.connection)), actor: systemActor(), now: NOW, requestId: null };
    await context.db
      .insertInto('company')
      .values({ name: 'Линия света', language: 'ru', time_zone: 'Europe/Moscow', set_up_at: NOW.toString() })
      .execute();
    const installed = await inTransaction(context, (w) =>
      installReadyStructure(w, { kind: 'strategic', language: 'ru' }),
    );
    if (!installed.ok || installed.value.positions.development_manager === undefined) throw new Error('not installed');
    salesSystemId = installed.value.salesSystemId;
    managers = installed.value.positions.development_manager;
    lytkin = await person('Лыткин Андрей', managers);
    kovaleva = await person('Ковалёва Ирина', managers, 5000);
    registerLoad({ function: 'need_development', unit: 'clients', heldBy: async () => held });
  });
  afterAll(async () => {
    await context.db.destroy();
    await database.close();
  });

  it("counts work held against each one's own norm", async () => {
    held.set(lytkin, 47).set(kovaleva, 20);
    expect(await loadOf(context, salesSystemId, 'need_development')).toMatchObject([
      { employeeId: kovaleva, held: 20, norm: 30, present: true },
      { employeeId: lytkin, held: 47, norm: 60, present: true },
    ]);
  });

  it('counts closing by the same clients as the development of needs', async () => {
    held.set(lytkin, 47).set(kovaleva, 20);
    expect(await loadOf(context, salesSystemId, 'closing')).toMatchObject([{ held: 20 }, { held: 47 }]);
  });

  it('chooses the manager with the smaller share and says why', async () => {
    held.set(lytkin, 47).set(kovaleva, 20);
    expect(
      await chooseReceiver(context, { salesSystemId, function: 'need_development', segmentId: null }),
    ).toMatchObject({
      ok: true,
      value: { employeeId: kovaleva, why: { code: 'free_capacity', held: 20, norm: 30, among: 2 } },
    });
  });

  it('passes over whoever is away', async () => {
    await context.db
      .insertInto('absences')
      .values({
        id: newId(NOW),
        employee_id: kovaleva,
        first_day: '2026-11-23',
        last_day: '2026-11-23',
        kind: 'sick',
        deputy_id: lytkin,
        created_at: NOW.toString(),
      })
      .execute();
    const choice = await chooseReceiver(context, { salesSystemId, function: 'need_development', segmentId: null });
    expect(choice).toMatchObject({ ok: true, value: { employeeId: lytkin } });
    await context.db.deleteFrom('absences').execute();
  });

  it('passes over whoever must not be chosen', async () => {
    const except = [kovaleva];
    const choice = await chooseReceiver(context, { salesSystemId, function: 'need_development', except });
    expect(choice).toMatchObject({ ok: true, value: { employeeId: lytkin } });
  });

  it('says that nobody can receive when nobody holds the function', async () => {
    expect(await chooseReceiver(context, { salesSystemId, function: 'delivery', segmentId: null })).toMatchObject({
      ok: false,
      reason: 'workload.no_receiver',
    });
  });

  it('is shown to colleagues of the sales system and to nobody else', async () => {
    const as = async (id: EmployeeId) => {
      const actor = await loadActor(context.db, id, NOW);
      if (actor === null) throw new Error('no actor');
      return functionLoad({ ...context, actor }, { function: 'need_development', sales_system_id: salesSystemId });
    };
    expect(await as(lytkin)).toMatchObject({
      ok: true,
      value: { unit: 'clients', norm: 60, people: [{ held: 20 }, { held: 47 }] },
    });
    expect(await as(await person('Без должности Олег', null))).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('tells whoever drops the telemarketer what waits in the queue and how loaded the receivers are', async () => {
    registerWorkload();
    held.set(lytkin, 47).set(kovaleva, 20);
    const client = async (name: string, warm: boolean) => {
      const added = await inTransaction(context, async (w) => {
        const created = await createClient(w, { name });
        return created.ok && warm ? changeFacts(w, created.value.id, { warmSince: NOW }) : created;
      });
      if (!added.ok) throw new Error(added.reason);
    };
    await client('Саянск', false);
    await client('Тулун', false);
    await client('Братск', true);
    const caller = await context.db
      .selectFrom('v_positions')
      .select('id')
      .where('kind', '=', 'telemarketer')
      .executeTakeFirstOrThrow();
    expect(await roleDropPreview(context, caller.id ?? '', {})).toMatchObject({
      ok: true,
      value: {
        queued: [
          { part: 'queue', key: 'cold_clients', count: 2 },
          { part: 'queue', key: 'warm_clients', count: 1 },
        ],
        receivers: [
          { full_name: 'Ковалёва Ирина', held: 20, norm: 30 },
          { full_name: 'Лыткин Андрей', held: 47, norm: 60 },
        ],
        orphaned: { count: 0, of: 3 },
      },
    });
  });
});
