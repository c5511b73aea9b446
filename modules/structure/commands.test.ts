import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { changeAccess } from './access-table/commands.ts';
import { assignFunction } from './assignments/commands.ts';
import { installReadyStructure, registerStructure } from './commands.ts';
import { employ } from './employments/commands.ts';
import { changeNorm } from './norms/commands.ts';
import { changePosition, closePosition, createPosition } from './positions/commands.ts';
import { holdersOf, loadActor, norm } from './queries.ts';
import { changeSalesSystem, openSalesSystem } from './sales-systems/commands.ts';
import { structureView } from './sales-systems/queries.ts';
import { changeSegment, closeSegment, createSegment } from './segments/commands.ts';
import { type TestCompany, testCompany } from './test-company.ts';
import { changeUnit, closeUnit, createUnit } from './units/commands.ts';

let company: TestCompany;
let head: EmployeeId;
let administrator: EmployeeId;
let manager: EmployeeId;
let asHead: Context;
let asAdministrator: Context;
let system: string;

beforeAll(async () => {
  registerStructure();
  company = await testCompany();
  system = company.structure.salesSystemId;
  head = await company.person('Ермолаев Виктор', 'head');
  administrator = await company.person('Админов Пётр', undefined, true);
  manager = await company.person('Лыткин Андрей', 'development_manager');
  asHead = await company.as(head);
  asAdministrator = await company.as(administrator);
});
afterAll(() => company.close());

const view = async (context: Context = asHead) => {
  const result = await structureView(context, { sales_system_id: system });
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const version = async () => (await view()).sales_system.version;
const position = (key: keyof TestCompany['structure']['positions']) => company.structure.positions[key] ?? '';
const assign = async (
  fn: 'closing' | 'marketing' | 'support',
  position_ids: string[],
  more: { from?: string; segment_id?: string } = {},
) =>
  company.write(
    async (w) =>
      assignFunction(w, system, {
        version: await version(),
        function: fn,
        segment_id: more.segment_id ?? null,
        position_ids,
        ...(more.from === undefined ? {} : { from: more.from }),
      }),
    asHead,
  );

describe('the ready structure', () => {
  it('has two hand-offs, every function answered for, and only marketing missing', async () => {
    const structure = await view();
    expect(structure.boundaries.filter((boundary) => boundary.kind === 'handoff')).toHaveLength(2);
    expect(structure.checks.filter((check) => check.severity === 'violation')).toEqual([]);
    expect(structure.checks.map((check) => check.code)).toContain('no_marketing');
    expect(structure.sales_system.edition).toEqual({ number: 1, since: '2026-11-23' });
  });

  it('is installed once', async () => {
    const again = (w: WriteContext) => installReadyStructure(w, { kind: 'strategic', language: 'ru' });
    expect(await company.write(again)).toMatchObject({ ok: false, reason: 'structure.already_installed' });
  });

  it('names whoever holds no position', async () => {
    expect((await view()).without_position).toMatchObject([{ full_name: 'Админов Пётр' }]);
  });
});

describe('who answers for what', () => {
  it('changes from a day on and leaves the past as it was', async () => {
    const to = position('project_manager');
    expect(await assign('closing', [to], { from: '2027-01-01' })).toMatchObject({ ok: true });
    const of = { salesSystemId: system, function: 'closing' as const };
    expect(await holdersOf(company.context, of)).toMatchObject([{ employeeId: manager }]);
    const later = company.at(Temporal.Instant.from('2027-01-11T07:00:00Z'));
    expect(await holdersOf(later, of)).toEqual([]);
    expect((await view()).ahead).toMatchObject([{ function: 'closing', position_id: to, from: '2027-01-01' }]);
    expect(await assign('closing', [position('development_manager')])).toMatchObject({ ok: true });
    expect((await view()).ahead).toEqual([]);
  });

  it.each([
    ['a day that is past', { position_ids: ['developer'], from: '2026-11-22' }, 'structure.day_past'],
    ['two positions for one function', { position_ids: ['developer', 'builder'] }, 'structure.one_position_needed'],
    ['no position at all', { position_ids: [] }, 'structure.position_needed'],
    ['a position of nowhere', { position_ids: ['nowhere'] }, 'structure.no_such_position'],
  ] as [string, { position_ids: string[]; from?: string }, string][])('refuses %s', async (_fault, input, reason) => {
    const ids: Record<string, string> = {
      developer: position('development_manager'),
      builder: position('project_manager'),
      nowhere: crypto.randomUUID(),
    };
    const result = await assign(
      'closing',
      input.position_ids.map((id) => ids[id] ?? ''),
      input.from === undefined ? {} : { from: input.from },
    );
    expect(result).toMatchObject({ ok: false, code: 'invalid_input', fields: [{ reason }] });
  });

  it('may be nobody for marketing, and several departments for support', async () => {
    expect(await assign('marketing', [position('clerk')])).toMatchObject({ ok: true });
    expect((await view()).checks.map((check) => check.code)).not.toContain('no_marketing');
    expect(await assign('marketing', [])).toMatchObject({ ok: true });
    expect(await assign('support', [position('engineer'), position('lawyer')])).toMatchObject({ ok: true });
    expect((await view()).assignments.filter((one) => one.function === 'support')).toHaveLength(2);
  });

  it('is decided by one of two heads at a time: the second one is told', async () => {
    const seen = await version();
    const edit = (position_ids: string[]) => (w: WriteContext) =>
      assignFunction(w, system, { version: seen, function: 'closing', segment_id: null, position_ids });
    const results = await Promise.all([
      company.write(edit([position('project_manager')]), asHead),
      company.write(edit([position('head')]), asHead),
    ]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
    expect(results.find((result) => !result.ok)).toMatchObject({ reason: 'app.stale_version', code: 'conflict' });
    await assign('closing', [position('development_manager')]);
  });

  it('follows the segment where the segment has its own', async () => {
    const segment = await company.done(
      (w) => createSegment(w, { sales_system_id: system, name: 'Север', priority: 5 }),
      asHead,
    );
    expect(await assign('closing', [position('project_manager')], { segment_id: segment.id })).toMatchObject({
      ok: true,
    });
    const inSegment = { salesSystemId: system, function: 'closing' as const, segmentId: segment.id };
    expect(await holdersOf(company.context, inSegment)).toEqual([]);
    const again = (w: WriteContext) => createSegment(w, { sales_system_id: system, name: 'север' });
    expect(await company.write(again, asHead)).toMatchObject({ fields: [{ reason: 'structure.segment_name_taken' }] });
    const renamed = await company.done(
      (w) => changeSegment(w, segment.id, { version: segment.version, priority: 9 }),
      asHead,
    );
    expect((await view()).segments).toMatchObject([{ name: 'Север', priority: 9 }]);
    await company.done((w) => closeSegment(w, segment.id, renamed.version), asHead);
    expect((await view()).segments).toEqual([]);
    expect((await view()).assignments.filter((one) => one.segment_id !== null)).toEqual([]);
  });
});

describe('the database keeps what the rules promise', () => {
  const insert = (values: { function: string; position: string; valid: string }) =>
    company.context.db
      .insertInto('assignments')
      .values({
        id: crypto.randomUUID(),
        sales_system_id: system,
        function: values.function,
        position_id: values.position,
        valid: values.valid,
      })
      .execute();

  it('never two accountable positions at once', async () => {
    const second = insert({ function: 'closing', position: position('head'), valid: '[2026-12-01,)' });
    await expect(second).rejects.toMatchObject({ constraint: 'one_accountable_position' });
  });

  it('never a function left without a position, now or later', async () => {
    const gone = company.context.db.deleteFrom('assignments').where('function', '=', 'delivery').execute();
    await expect(gone).rejects.toMatchObject({ constraint: 'accountability_never_lapses' });
    const ended = company.context.db
      .updateTable('assignments')
      .set({ valid: '[2026-11-23,2027-01-01)' })
      .where('function', '=', 'delivery')
      .execute();
    await expect(ended).rejects.toMatchObject({ constraint: 'accountability_never_lapses' });
  });

  it('never a position of another sales system', async () => {
    const other = await company.done(
      (w) =>
        openSalesSystem(w, {
          name: 'Комплексные проекты',
          traits: {
            clients_in_market: 300,
            deals_per_client_year: 3,
            product_complexity: 4,
            contract_to_turnover_bp: 300,
          },
        }),
      asAdministrator,
    );
    const foreign = company.context.db
      .insertInto('assignments')
      .values({
        id: crypto.randomUUID(),
        sales_system_id: other.id,
        function: 'delivery',
        position_id: position('development_manager'),
        valid: '[2026-11-23,)',
      })
      .execute();
    await expect(foreign).rejects.toMatchObject({ code: '23503' });
    await company.context.db
      .updateTable('sales_systems')
      .set({ closed_on: '2026-11-23' })
      .where('id', '=', other.id)
      .execute();
  });
});

describe('units and positions', () => {
  it('are opened, changed and closed once nobody needs them', async () => {
    const unit = await company.done(
      (w) => createUnit(w, { name: 'Сервис', kind: 'department', head_id: manager }),
      asHead,
    );
    const opened = await company.done(
      (w) =>
        createPosition(w, { sales_system_id: system, unit_id: unit.id, kind: 'support_specialist', title: 'Наладчик' }),
      asHead,
    );
    expect(await company.write((w) => closeUnit(w, unit.id, unit.version), asHead)).toMatchObject({
      reason: 'structure.unit_in_use',
      values: { positions: 'Наладчик' },
    });
    expect((await loadActor(company.context.db, manager, company.context.now))?.rights['support.route']).toBe('unit');
    await company.done((w) => closePosition(w, opened.id, opened.version), asHead);
    await company.done((w) => closeUnit(w, unit.id, unit.version), asHead);
    expect((await view()).units.map((one) => one.name)).not.toContain('Сервис');
  });

  it('a position at work is not closed but dropped', async () => {
    const id = position('telemarketer');
    expect(await company.write((w) => closePosition(w, id, 1), asHead)).toMatchObject({
      reason: 'structure.position_in_use',
    });
  });

  it('a support specialist moved into the commercial block brings a warning', async () => {
    const id = position('lawyer');
    const unit_id = company.structure.units.commercial ?? '';
    const moved = await company.done((w) => changePosition(w, id, { version: 1, unit_id }), asHead);
    expect((await view()).checks).toContainEqual(
      expect.objectContaining({ code: 'support_in_commercial_block', position_id: id }),
    );
    await company.done(
      (w) => changePosition(w, id, { version: moved.version, unit_id: company.structure.units.legal ?? '' }),
      asHead,
    );
  });

  it('a stale edit gets their version and changes nothing', async () => {
    const id = company.structure.units.legal ?? '';
    const first = await company.done((w) => changeUnit(w, id, { version: 1, name: 'Юристы' }), asHead);
    const stale = await company.write((w) => changeUnit(w, id, { version: 1, name: 'Право' }), asHead);
    expect(stale).toMatchObject({ code: 'conflict', details: { theirs: { name: 'Юристы', version: first.version } } });
    const same = await company.write(
      (w) => changeUnit(w, id, { version: first.version, name: ' инженерный отдел ' }),
      asHead,
    );
    expect(same).toMatchObject({ fields: [{ path: '/name', reason: 'structure.unit_name_taken' }] });
  });

  it('an edit is taken back by its author with one button', async () => {
    const id = company.structure.units.estimating ?? '';
    let entry: string | null = null;
    await company.done(async (w) => {
      const result = await changeUnit(w, id, { version: 1, name: 'Сметчики', head_id: head });
      entry = w.effects.undo;
      return result;
    }, asHead);
    expect((await view()).units.find((one) => one.id === id)).toMatchObject({
      name: 'Сметчики',
      head_name: 'Ермолаев Виктор',
    });
    await company.done((w) => undo(w, entry ?? ''), asHead);
    expect((await view()).units.find((one) => one.id === id)).toMatchObject({ name: 'Сметный отдел', head_name: null });
  });
});

describe('norms and the access table', () => {
  it('a norm changes within its bounds and by its version', async () => {
    const set = (value: number, seen: number) =>
      company.write((w) => changeNorm(w, system, 'lease_minutes', { value, version: seen }), asHead);
    expect(await set(45, 1)).toMatchObject({ ok: true, value: { value: 45, version: 2 } });
    expect(await norm(company.context, system, 'lease_minutes')).toBe(45);
    expect(await set(50, 1)).toMatchObject({ reason: 'app.stale_version' });
    expect(await set(481, 2)).toMatchObject({ fields: [{ reason: 'field.too_large', values: { limit: 480 } }] });
    const late = company.write(
      (w) => changeNorm(w, system, 'call_window.morning_end', { value: 900, version: 1 }),
      asHead,
    );
    expect(await late).toMatchObject({ fields: [{ reason: 'structure.windows_overlap' }] });
  });

  it('a right given to a kind of position holds at once for everybody who has it, and can be taken away', async () => {
    const set = (scope: 'own' | null, was: 'own' | null) =>
      company.write((w) => changeAccess(w, 'telemarketer', 'deals.work', { scope, was }), asAdministrator);
    const caller = await company.person('Сухих Мария', 'telemarketer');
    expect(await set('own', null)).toMatchObject({ ok: true });
    expect((await loadActor(company.context.db, caller, company.context.now))?.rights['deals.work']).toBe('own');
    expect(await set('own', null)).toMatchObject({ reason: 'app.stale_version' });
    expect(await set(null, 'own')).toMatchObject({ ok: true });
    expect((await loadActor(company.context.db, caller, company.context.now))?.rights['deals.work']).toBeUndefined();
  });
});

describe('the description of a sales system', () => {
  const change = async (patch: Partial<Parameters<typeof changeSalesSystem>[2]>) =>
    company.write(async (w) => changeSalesSystem(w, system, { version: await version(), ...patch }), asHead);
  const many = {
    clients_in_market: 100_000,
    deals_per_client_year: 24,
    product_complexity: 1,
    contract_to_turnover_bp: 1,
  };

  it('lets the type follow the traits', async () => {
    expect(await change({ traits: many })).toMatchObject({ ok: true });
    expect((await view()).sales_system).toMatchObject({ sales_type: 'transactional', suggested_type: 'transactional' });
  });

  it('takes another type only with a reason, and keeps it when the traits change', async () => {
    expect(await change({ sales_type: 'strategic' })).toMatchObject({
      fields: [{ reason: 'structure.override_reason_needed' }],
    });
    expect(await change({ sales_type: 'strategic', type_override_reason: 'готовимся к крупным' })).toMatchObject({
      ok: true,
    });
    expect(await change({ traits: { ...many, clients_in_market: 90_000 } })).toMatchObject({ ok: true });
    expect((await view()).sales_system).toMatchObject({ sales_type: 'strategic', suggested_type: 'transactional' });
    const strategic = {
      clients_in_market: 412,
      deals_per_client_year: 0.1,
      product_complexity: 5,
      contract_to_turnover_bp: 2400,
    };
    expect(await change({ traits: strategic, arbiter_id: manager })).toMatchObject({ ok: true });
    expect((await view()).sales_system).toMatchObject({
      sales_type: 'strategic',
      type_override_reason: null,
      arbiter_name: 'Лыткин Андрей',
    });
  });
});

describe('who may not, changes nothing', () => {
  const forbidden = { ok: false, code: 'forbidden' };
  const acts: [string, (w: WriteContext) => Promise<Result<unknown>>][] = [
    [
      'assign a function',
      (w) => assignFunction(w, system, { version: 1, function: 'closing', segment_id: null, position_ids: [] }),
    ],
    ['employ', (w) => employ(w, { employeeId: manager, positionId: position('clerk') })],
    ['open a unit', (w) => createUnit(w, { name: 'Моё', kind: 'department' })],
    [
      'open a position',
      (w) => createPosition(w, { sales_system_id: system, unit_id: system, kind: 'head', title: 'Я' }),
    ],
    ['open a segment', (w) => createSegment(w, { sales_system_id: system, name: 'Моё' })],
    ['set a norm', (w) => changeNorm(w, system, 'lease_minutes', { value: 1, version: 1 })],
    ['give out rights', (w) => changeAccess(w, 'telemarketer', 'clients.export', { scope: 'company', was: null })],
    ['describe the sales system', (w) => changeSalesSystem(w, system, { version: 1, name: 'Моё' })],
    ['open a sales system', (w) => installReadyStructure(w, { kind: 'strategic', language: 'ru' })],
  ];
  it.each(acts)('a manager may not %s', async (_act, act) => {
    expect(await company.write(act, await company.as(manager))).toMatchObject(forbidden);
  });

  it('the head may not give out rights', async () => {
    const widen = (w: WriteContext) =>
      changeAccess(w, 'head', 'clients.export', { scope: 'company', was: 'sales_system' });
    expect(await company.write(widen, asHead)).toMatchObject(forbidden);
  });
});
