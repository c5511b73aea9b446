import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { loadActor } from '../queries.ts';
import { structureView } from '../sales-systems/queries.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { changeEmploymentShare, employ, leavePosition } from './commands.ts';

let company: TestCompany;
let manager: EmployeeId;
let asHead: Context;

beforeAll(async () => {
  company = await testCompany();
  manager = await company.person('Лыткин Андрей', 'development_manager');
  asHead = await company.as(await company.person('Ермолаев Виктор', 'head'));
});
afterAll(() => company.close());

const position = (key: keyof TestCompany['structure']['positions']) => company.structure.positions[key] ?? '';
const view = async () => {
  const result = await structureView(asHead, {});
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};

describe('who holds which position', () => {
  const take = (
    employeeId: string,
    positionId: string,
    more: { shareBp?: number; insteadOf?: string; from?: string } = {},
  ) => company.write((w) => employ(w, { employeeId, positionId, ...more }), asHead);
  const holding = async (employeeId: string) =>
    (await view()).positions.flatMap((one) => one.people).filter((person) => person.employee_id === employeeId);

  it('shares of one person never exceed their whole time', async () => {
    expect(await take(manager, position('project_manager'))).toMatchObject({ reason: 'structure.shares_exceed_whole' });
    const [first] = await holding(manager);
    const share = (shareBp: number, wasBp: number) => (w: WriteContext) =>
      changeEmploymentShare(w, first?.id ?? '', shareBp, wasBp);
    expect(await company.write(share(6000, 10_000), asHead)).toMatchObject({ ok: true });
    expect(await company.write(share(5000, 10_000), asHead)).toMatchObject({ reason: 'app.stale_version' });
    expect(await take(manager, position('project_manager'))).toMatchObject({ ok: true });
    expect((await holding(manager)).map((one) => one.share_bp)).toEqual([6000, 4000]);
    expect(await company.write(share(6001, 6000), asHead)).toMatchObject({ reason: 'structure.shares_exceed_whole' });
  });

  it('gives the rights and functions of both positions', async () => {
    const actor = await loadActor(company.context.db, manager, company.context.now);
    expect(actor?.rights).toMatchObject({ 'deals.work': 'own', 'projects.work': 'own' });
    expect(actor?.functions).toEqual(expect.arrayContaining(['closing', 'delivery']));
  });

  it('nobody holds one position twice', async () => {
    expect(await take(manager, position('project_manager'))).toMatchObject({ reason: 'structure.already_employed' });
  });

  it('one of two positions is left, the last one is not', async () => {
    const [first, second] = await holding(manager);
    expect(await company.write((w) => leavePosition(w, second?.id ?? ''), asHead)).toMatchObject({ ok: true });
    expect(await company.write((w) => leavePosition(w, first?.id ?? ''), asHead)).toMatchObject({
      reason: 'structure.only_position',
    });
    expect((await holding(manager)).map((one) => one.id)).toEqual([first?.id]);
  });

  it('a move ends the one and begins the other on the same day', async () => {
    const mover = await company.person('Переводов Глеб', 'telemarketer');
    const [before] = await holding(mover);
    const from = '2026-12-01';
    expect(await take(mover, position('project_manager'), { insteadOf: before?.id ?? '', from })).toMatchObject({
      ok: true,
    });
    expect(await holding(mover)).toMatchObject([{ until: from }, { from, until: null, share_bp: 10_000 }]);
    expect(await take(mover, position('clerk'), { insteadOf: (await holding(manager))[0]?.id ?? '' })).toMatchObject({
      fields: [{ path: '/instead_of' }],
    });
  });

  it('two heads who employ one person at once cannot give away more than the whole', async () => {
    const wanted = await company.person('Нужный Марк');
    const results = await Promise.all([
      take(wanted, position('engineer'), { shareBp: 7000 }),
      take(wanted, position('lawyer'), { shareBp: 7000 }),
    ]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
  });

  it.each([
    ['an employee of nowhere', () => take(crypto.randomUUID(), position('clerk')), 'structure.no_such_employee'],
    ['a position of nowhere', () => take(manager, crypto.randomUUID()), 'structure.no_such_position'],
  ])('refuses %s', async (_fault, act, reason) => {
    expect(await act()).toMatchObject({ ok: false, fields: [{ reason }] });
  });
});
