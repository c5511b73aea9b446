import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmployeeId } from '#shared/ids.ts';
import { may } from './access.ts';
import { arbiterOf, defaultSalesSystem, headsOf, holdersOf, loadActor, me, norm, unitMembers } from './queries.ts';
import { type TestCompany, testCompany } from './test-company.ts';

describe('who does what in the ready strategic structure', () => {
  let company: TestCompany;
  let head: EmployeeId;
  let caller: EmployeeId;
  let manager: EmployeeId;

  beforeAll(async () => {
    company = await testCompany();
    head = await company.person('Ермолаев Виктор', 'head');
    caller = await company.person('Бахтина Ольга', 'telemarketer');
    manager = await company.person('Лыткин Андрей', 'development_manager');
  });
  afterAll(() => company.close());

  it('gives the telemarketer search, relevance monitoring and qualification with their own clients', async () => {
    const actor = await loadActor(company.context.db, caller, company.context.now);
    expect(new Set(actor?.functions)).toEqual(new Set(['prospecting', 'relevance_monitoring', 'qualification']));
    expect(actor && may(actor, 'clients.call')).toBe('own');
    expect(actor && may(actor, 'deals.work')).toBeNull();
    expect(actor?.positions).toHaveLength(1);
  });

  it('lets the head reach the whole sales system', async () => {
    const actor = await loadActor(company.context.db, head, company.context.now);
    expect(actor?.functions).toEqual(['leadership']);
    expect(actor && may(actor, 'clients.read')).toBe('sales_system');
    expect(actor && may(actor, 'structure.edit')).toBe('sales_system');
  });

  it('gives an administrator without a position the house but not the selling', async () => {
    const administrator = await company.person('Админов Пётр', undefined, true);
    const actor = await loadActor(company.context.db, administrator, company.context.now);
    expect(actor?.functions).toEqual([]);
    expect(actor && may(actor, 'structure.edit')).toBe('company');
    expect(actor && may(actor, 'deals.work')).toBeNull();
  });

  it('knows nobody who has left', async () => {
    const gone = await company.person('Ушедший Иван', 'telemarketer');
    await company.context.db
      .updateTable('employees')
      .set({ status: 'departed', departed_on: '2026-11-20' })
      .where('id', '=', gone)
      .execute();
    expect(await loadActor(company.context.db, gone, company.context.now)).toBeNull();
  });

  it('names the holders of a function with their presence', async () => {
    const system = await defaultSalesSystem(company.context);
    const of = { salesSystemId: company.structure.salesSystemId, function: 'closing' as const };
    expect(system?.id).toBe(of.salesSystemId);
    expect(await holdersOf(company.context, of)).toMatchObject([{ employeeId: manager, present: true }]);
    await company.context.db
      .insertInto('absences')
      .values({
        id: crypto.randomUUID(),
        employee_id: manager,
        first_day: '2026-11-23',
        last_day: '2026-11-27',
        kind: 'vacation',
        deputy_id: head,
        created_at: company.context.now.toString(),
      })
      .execute();
    expect(await holdersOf(company.context, of)).toMatchObject([{ employeeId: manager, present: false }]);
  });

  it('lists the members of a unit by name', async () => {
    const unit = company.structure.units.commercial ?? '';
    const names = (await unitMembers(company.context, unit)).map((member) => member.fullName);
    expect(names).toEqual(['Бахтина Ольга', 'Ермолаев Виктор', 'Лыткин Андрей']);
  });

  it('lets the head settle a dispute, and nobody when the head is a party and no arbiter is named', async () => {
    const { salesSystemId } = company.structure;
    expect(await headsOf(company.context, salesSystemId)).toEqual([head]);
    expect(await arbiterOf(company.context, salesSystemId, [caller, manager])).toBe(head);
    expect(await arbiterOf(company.context, salesSystemId, [caller, head])).toBeNull();
    await company.context.db.updateTable('sales_systems').set({ arbiter_id: manager }).execute();
    expect(await arbiterOf(company.context, salesSystemId, [caller, head])).toBe(manager);
    expect(await arbiterOf(company.context, salesSystemId, [manager, head])).toBeNull();
  });

  it('reads a norm of the sales system, else the default', async () => {
    const { salesSystemId } = company.structure;
    expect(await norm(company.context, salesSystemId, 'cadence.now_days')).toBe(14);
    await company.context.db.deleteFrom('norms').where('key', '=', 'lease_minutes').execute();
    expect(await norm(company.context, salesSystemId, 'lease_minutes')).toBe(30);
  });

  it('tells the screens who is signed in', async () => {
    const reply = await me(await company.as(caller));
    expect(reply).toMatchObject({
      ok: true,
      value: {
        name: 'Бахтина Ольга',
        company_name: 'Линия света',
        today: '2026-11-23',
        positions: [{ kind: 'telemarketer', title: 'Телемаркетолог', unit_name: 'Коммерческий блок' }],
        sales_systems: [{ name: 'Стратегические продажи', sales_type: 'strategic', repeat_policy: 'new_cycle' }],
      },
    });
  });
});
