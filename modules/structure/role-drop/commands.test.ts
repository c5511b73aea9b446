import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context, WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { registerStructure, registerSuccession } from '../commands.ts';
import { changeEmploymentShare, employ } from '../employments/commands.ts';
import { employmentsOfEmployee } from '../employments/store.ts';
import { holdersOf, loadActor } from '../queries.ts';
import { changeSalesSystem } from '../sales-systems/commands.ts';
import { structureView } from '../sales-systems/queries.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { dropRole } from './commands.ts';
import type { RoleDropInput } from './contract.ts';
import { registerLoadReader, roleDropPreview } from './queries.ts';

/** Work of two kinds, as two later modules would keep it. */
const briefs = new Map<string, number>();
const clients = new Map<string, number>();
const passed: string[] = [];
let refusal: string | null = null;

function pass(held: Map<string, number>, name: string, from: string, to: string) {
  if (refusal === name) return refuse('structure.test_refusal');
  passed.push(`${name}: ${from} → ${to}`);
  held.set(to, (held.get(to) ?? 0) + (held.get(from) ?? 0));
  held.delete(from);
  return ok();
}

registerStructure();
registerSuccession({
  key: 'briefs',
  functions: ['qualification'],
  left: async (_context, id) => [{ key: 'open_briefs', count: briefs.get(id) ?? 0 }],
  passOn: async (_context, from, to) => pass(briefs, 'briefs', from, to),
  queued: async (_context, { functions }) => (functions.includes('prospecting') ? [{ key: 'cold', count: 202 }] : []),
});
registerSuccession({
  key: 'clients',
  left: async (_context, id) => [{ key: 'clients_held', count: clients.get(id) ?? 0 }],
  passOn: async (_context, from, to) => pass(clients, 'clients', from, to),
});
const load = new Map<string, number>();
registerLoadReader(async () => [...load].map(([employeeId, held]) => ({ employeeId, held, norm: 60 })));

let company: TestCompany | null = null;
let head: EmployeeId;
let bakhtina: EmployeeId;
let sukhikh: EmployeeId;
let lytkin: EmployeeId;
let kovaleva: EmployeeId;
let asHead: Context;

const now = (): TestCompany => {
  if (company === null) throw new Error('no company');
  return company;
};
const position = (key: keyof TestCompany['structure']['positions']) => now().structure.positions[key] ?? '';
const view = async () => {
  const result = await structureView(asHead, {});
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const preview = async (id: string, to?: string) => {
  const result = await roleDropPreview(asHead, id, { to });
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const drop = async (input: Partial<RoleDropInput> = {}, as: Context = asHead, id = position('telemarketer')) =>
  now().write(
    async (w: WriteContext) =>
      dropRole(w, id, {
        version: (await view()).sales_system.version,
        to_position_id: position('development_manager'),
        ...input,
      }),
    as,
  );
const OVERRULED = { overrule: true, reason: 'Клиентов тридцать, менеджеры знают каждого' };

beforeEach(async () => {
  await company?.close();
  company = await testCompany();
  head = await company.person('Ермолаев Виктор', 'head');
  bakhtina = await company.person('Бахтина Ольга', 'telemarketer');
  sukhikh = await company.person('Сухих Мария', 'telemarketer');
  lytkin = await company.person('Лыткин Андрей', 'development_manager');
  kovaleva = await company.person('Ковалёва Ирина', 'development_manager');
  asHead = await company.as(head);
  briefs.clear();
  clients.clear();
  load.clear();
  passed.length = 0;
  refusal = null;
  briefs.set(bakhtina, 3);
  clients.set(bakhtina, 4).set(sukhikh, 2).set(lytkin, 60);
  load.set(lytkin, 60).set(kovaleva, 47);
});
afterAll(() => company?.close());

describe('before the click', () => {
  it('the program says everything that would happen and changes nothing', async () => {
    const told = await preview(position('telemarketer'));
    expect(told).toMatchObject({
      receiver: { kind: 'development_manager' },
      guard: { clients_in_market: 300, may_overrule: true },
      relay: { before: { handoff: 2, self_check: 4 }, after: { handoff: 1, self_check: 5 } },
      work: [
        { part: 'briefs', key: 'open_briefs', count: 3 },
        { part: 'clients', key: 'clients_held', count: 6 },
      ],
      queued: [{ part: 'briefs', key: 'cold', count: 202 }],
      receivers: [
        { full_name: 'Ковалёва Ирина', held: 47, norm: 60 },
        { full_name: 'Лыткин Андрей', held: 60, norm: 60 },
      ],
      people: [
        { full_name: 'Бахтина Ольга', keeps: [], work: 7, successor_id: kovaleva },
        { full_name: 'Сухих Мария', keeps: [], work: 2, successor_id: kovaleva },
      ],
      warnings: ['prospecting_without_marketing'],
      orphaned: { count: 0, of: 211 },
    });
    expect(told.functions.map((one) => one.function).sort()).toEqual([
      'prospecting',
      'qualification',
      'relevance_monitoring',
    ]);
    expect(passed).toEqual([]);
    expect((await view()).positions).toHaveLength(8);
  });

  it('says that all would be orphaned where nobody holds the receiving position', async () => {
    const told = await preview(position('telemarketer'), position('project_manager'));
    expect(told).toMatchObject({
      warnings: ['prospecting_without_marketing', 'receiver_vacant'],
      orphaned: { count: 9, of: 211 },
    });
  });

  it('is told to those who arrange the structure only', async () => {
    expect(await roleDropPreview(await now().as(lytkin), position('telemarketer'), {})).toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the guard', () => {
  it('refuses to drop the telemarketer while relevance must be monitored', async () => {
    expect(await drop()).toMatchObject({
      ok: false,
      reason: 'structure.relevance_monitoring_needed',
      values: { clients: 300 },
    });
    expect((await view()).positions).toHaveLength(8);
    expect(passed).toEqual([]);
  });

  it('yields to the head with a reason, not without one', async () => {
    expect(await drop({ overrule: true })).toMatchObject({
      fields: [{ path: '/reason', reason: 'structure.override_reason_needed' }],
    });
    expect(await drop(OVERRULED)).toMatchObject({ ok: true });
    const entry = await now()
      .context.db.selectFrom('journal_entries')
      .selectAll()
      .where('action', '=', 'role.dropped')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({ actor_id: head, reason: OVERRULED.reason, after: { overruled: true } });
  });

  it('does not yield to an administrator who is not the head', async () => {
    const administrator = await now().person('Админов Пётр', undefined, true);
    expect(await drop(OVERRULED, await now().as(administrator))).toMatchObject({
      reason: 'structure.only_head_overrules',
    });
  });

  it('is silent in a market where relevance need not be monitored', async () => {
    const { sales_system } = await view();
    await now().done(
      (w) =>
        changeSalesSystem(w, sales_system.id, { version: sales_system.version, relevance_monitoring_needed: false }),
      asHead,
    );
    expect((await preview(position('telemarketer'))).guard).toBeNull();
    expect(await drop()).toMatchObject({ ok: true });
  });
});

describe('dropping a role', () => {
  it('passes functions, people’s work and the future in one transaction, and orphans nothing', async () => {
    expect(await drop(OVERRULED)).toMatchObject({ ok: true, value: { without_position: [bakhtina, sukhikh] } });
    const structure = await view();
    expect(structure.positions.map((one) => one.title)).not.toContain('Телемаркетолог');
    expect(structure.checks.filter((check) => check.severity === 'violation')).toEqual([]);
    expect(structure.boundaries.filter((one) => one.kind === 'handoff')).toHaveLength(1);
    const of = { salesSystemId: structure.sales_system.id, function: 'prospecting' as const };
    expect((await holdersOf(now().context, of)).map((one) => one.employeeId)).toEqual([kovaleva, lytkin]);
    expect([briefs.get(kovaleva), clients.get(kovaleva)]).toEqual([3, 6]);
    expect([bakhtina, sukhikh].map((id) => (briefs.get(id) ?? 0) + (clients.get(id) ?? 0))).toEqual([0, 0]);
    expect((await loadActor(now().context.db, bakhtina, now().context.now))?.rights).toEqual({});
    expect(structure.without_position.map((one) => one.full_name)).toEqual(['Бахтина Ольга', 'Сухих Мария']);
  });

  it('keeps the history: yesterday’s structure is still read as it was', async () => {
    const { db } = now().context;
    const monthAgo = (column: 'assignments' | 'employments') =>
      db.updateTable(column).set({ valid: '[2026-10-01,)' }).execute();
    await monthAgo('assignments');
    await monthAgo('employments');
    expect(await drop(OVERRULED)).toMatchObject({ ok: true });
    const inOctober = now().at(Temporal.Instant.from('2026-10-12T07:00:00Z'));
    const of = { salesSystemId: now().structure.salesSystemId, function: 'prospecting' as const };
    expect((await holdersOf(inOctober, of)).map((one) => one.employeeId)).toEqual([bakhtina, sukhikh]);
    const past = await db
      .selectFrom('assignments')
      .selectAll()
      .where('position_id', '=', position('telemarketer'))
      .execute();
    expect(past.map((one) => one.valid)).toEqual(Array(3).fill('[2026-10-01,2026-11-23)'));
    expect(await employmentsOfEmployee(now().context, bakhtina, '2026-10-12')).toMatchObject([
      { valid_until: '2026-11-23' },
    ]);
  });

  it('lets the head name who takes over from whom', async () => {
    const successors = [{ from: bakhtina, to: lytkin }];
    expect(await drop({ ...OVERRULED, successors })).toMatchObject({ ok: true });
    expect([briefs.get(lytkin), clients.get(lytkin), clients.get(kovaleva)]).toEqual([3, 64, 2]);
  });

  it('refuses a successor who does not hold the receiving position', async () => {
    expect(await drop({ ...OVERRULED, successors: [{ from: bakhtina, to: head }] })).toMatchObject({
      fields: [{ path: '/successors', reason: 'structure.not_a_receiver' }],
    });
  });

  it('refuses to pass work to a position that nobody holds', async () => {
    const to_position_id = position('project_manager');
    expect(await drop({ ...OVERRULED, to_position_id })).toMatchObject({ reason: 'structure.no_receivers' });
  });

  it('rolls everything back when one part refuses', async () => {
    refusal = 'clients';
    expect(await drop(OVERRULED)).toMatchObject({ reason: 'structure.test_refusal' });
    const structure = await view();
    expect(structure.positions.find((one) => one.id === position('telemarketer'))?.people).toHaveLength(2);
    expect(structure.boundaries.filter((one) => one.kind === 'handoff')).toHaveLength(2);
  });

  it('leaves with somebody the work of the position that they keep', async () => {
    const employment = (await view()).positions
      .flatMap((one) => one.people)
      .find((one) => one.employee_id === bakhtina);
    await now().done((w) => changeEmploymentShare(w, employment?.id ?? '', 5000, 10_000), asHead);
    await now().done((w) => employ(w, { employeeId: bakhtina, positionId: position('project_manager') }), asHead);
    expect((await preview(position('telemarketer'))).people[0]).toMatchObject({ keeps: ['Менеджер проекта'], work: 3 });
    expect(await drop(OVERRULED)).toMatchObject({ ok: true, value: { without_position: [sukhikh] } });
    expect([briefs.get(bakhtina), clients.get(bakhtina)]).toEqual([undefined, 4]);
  });

  it('passes nothing of somebody who holds the receiving position as well', async () => {
    const employment = (await view()).positions
      .flatMap((one) => one.people)
      .find((one) => one.employee_id === bakhtina);
    await now().done((w) => changeEmploymentShare(w, employment?.id ?? '', 5000, 10_000), asHead);
    await now().done((w) => employ(w, { employeeId: bakhtina, positionId: position('development_manager') }), asHead);
    expect(await drop(OVERRULED)).toMatchObject({ ok: true });
    expect([briefs.get(bakhtina), clients.get(bakhtina)]).toEqual([3, 4]);
  });

  it('happens once when two click at the same time', async () => {
    const { version } = (await view()).sales_system;
    const results = await Promise.all([drop({ ...OVERRULED, version }), drop({ ...OVERRULED, version })]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
  });

  it('is not for those who do not arrange the structure', async () => {
    expect(await drop(OVERRULED, await now().as(lytkin))).toMatchObject({ code: 'forbidden' });
  });

  it('takes along what was planned for the role later', async () => {
    const { db } = now().context;
    await db
      .insertInto('assignments')
      .values({
        id: crypto.randomUUID(),
        sales_system_id: now().structure.salesSystemId,
        function: 'marketing',
        position_id: position('telemarketer'),
        valid: '[2027-01-01,)',
      })
      .execute();
    expect(await drop(OVERRULED)).toMatchObject({ ok: true });
    expect((await view()).ahead).toMatchObject([
      { function: 'marketing', position_id: position('development_manager'), from: '2027-01-01' },
    ]);
  });
});
