import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { registerStructure, registerSuccession } from '../commands.ts';
import { loadActor } from '../queries.ts';
import { structureView } from '../sales-systems/queries.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { changeUnit } from '../units/commands.ts';
import { departEmployee } from './commands.ts';
import type { DepartureInput } from './contract.ts';
import { departurePreview } from './queries.ts';

/** Two parts as two later modules would keep them; `sticky` forgets to pass one record on. */
const clients = new Map<string, number>();
const steps = new Map<string, number>();
let sticky = false;
let refused = false;

registerStructure();
registerSuccession({
  key: 'clients',
  left: async (_context, id) => [{ key: 'clients_held', count: clients.get(id) ?? 0 }],
  async passOn(_context, from, to) {
    clients.set(to, (clients.get(to) ?? 0) + (clients.get(from) ?? 0));
    clients.set(from, sticky ? 1 : 0);
    return ok();
  },
});
registerSuccession({
  key: 'steps',
  left: async (_context, id) => [{ key: 'open_steps', count: steps.get(id) ?? 0 }],
  async passOn(_context, from, to, via) {
    if (refused) return refuse('structure.test_refusal');
    expect(via).toBe('departure');
    steps.set(to, (steps.get(to) ?? 0) + (steps.get(from) ?? 0)).delete(from);
    return ok();
  },
});

let company: TestCompany | null = null;
let lytkin: EmployeeId;
let kovaleva: EmployeeId;
let drozdov: EmployeeId;
let asHead: Context;

const now = (): TestCompany => {
  if (company === null) throw new Error('no company');
  return company;
};
const leave = (input: Partial<DepartureInput> = {}, as: Context = asHead) =>
  now().write((w) => departEmployee(w, { employee_id: lytkin, last_day: '2026-11-23', ...input }), as);
const structure = async () => {
  const result = await structureView(asHead, {});
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const isAtWork = async (id: EmployeeId) => (await loadActor(now().context.db, id, now().context.now)) !== null;

beforeEach(async () => {
  await company?.close();
  company = await testCompany();
  asHead = await company.as(await company.person('Ермолаев Виктор', 'head'));
  lytkin = await company.person('Лыткин Андрей', 'development_manager');
  kovaleva = await company.person('Ковалёва Ирина', 'development_manager');
  drozdov = await company.person('Дроздов Павел', 'project_manager');
  clients.clear();
  steps.clear();
  sticky = false;
  refused = false;
  clients.set(lytkin, 60);
  steps.set(lytkin, 12);
});
afterAll(() => company?.close());

describe('before somebody leaves', () => {
  it('the program lists what they hold and proposes a colleague of the same position', async () => {
    expect(await departurePreview(asHead, lytkin)).toMatchObject({
      ok: true,
      value: {
        employee: { full_name: 'Лыткин Андрей' },
        positions: [{ title: 'Менеджер по развитию', unit_name: 'Коммерческий блок' }],
        parts: [
          { part: 'clients', work: [{ key: 'clients_held', count: 60 }] },
          { part: 'steps', work: [{ key: 'open_steps', count: 12 }] },
        ],
        colleagues: [{ full_name: 'Ковалёва Ирина' }],
        suggested: kovaleva,
        vacant: [],
        total: 72,
      },
    });
  });

  it('names the functions that nobody would perform any more', async () => {
    expect(await departurePreview(asHead, drozdov)).toMatchObject({
      ok: true,
      value: { suggested: null, vacant: ['account_growth', 'delivery'], total: 0 },
    });
  });

  it('is for those who arrange the structure only', async () => {
    expect(await departurePreview(await now().as(kovaleva), lytkin)).toMatchObject({ code: 'forbidden' });
    expect(await departurePreview(asHead, crypto.randomUUID())).toMatchObject({ code: 'not_found' });
  });
});

describe('a departure', () => {
  it('is refused with the list of what would be left', async () => {
    expect(await leave()).toMatchObject({
      ok: false,
      reason: 'structure.work_left',
      values: { name: 'Лыткин Андрей', count: 72 },
      details: {
        left: [
          { part: 'clients', key: 'clients_held', count: 60 },
          { part: 'steps', key: 'open_steps', count: 12 },
        ],
      },
    });
    expect(await leave({ successors: { clients: kovaleva } })).toMatchObject({
      reason: 'structure.work_left',
      details: { left: [{ part: 'steps' }] },
    });
    expect([clients.get(lytkin), await isAtWork(lytkin)]).toEqual([60, true]);
  });

  it('passes everything to one successor, and the leaver can no longer come in', async () => {
    await now()
      .context.db.insertInto('api_tokens')
      .values({
        id: crypto.randomUUID(),
        employee_id: lytkin,
        name: 'выгрузка',
        token_hash: 'x',
        scopes: ['read'],
        created_at: now().context.now.toString(),
        expires_at: '2027-11-23T00:00:00Z',
      })
      .execute();
    expect(await leave({ successor_id: kovaleva, reason: 'ушёл в другую компанию' })).toMatchObject({ ok: true });
    expect([clients.get(kovaleva), steps.get(kovaleva)]).toEqual([60, 12]);
    expect(await isAtWork(lytkin)).toBe(false);
    const people = (await structure()).positions.flatMap((one) => one.people.map((person) => person.full_name));
    expect(people).not.toContain('Лыткин Андрей');
    const tokens = await now().context.db.selectFrom('api_tokens').select('revoked_at').execute();
    expect(tokens.every((token) => token.revoked_at !== null)).toBe(true);
    const entry = await now()
      .context.db.selectFrom('journal_entries')
      .selectAll()
      .where('action', '=', 'employee.succeeded')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      subject_id: lytkin,
      reason: 'ушёл в другую компанию',
      after: { successors: { all: kovaleva } },
    });
  });

  it('passes part by part to different successors', async () => {
    expect(await leave({ successor_id: kovaleva, successors: { steps: drozdov } })).toMatchObject({ ok: true });
    expect([clients.get(kovaleva), steps.get(kovaleva), steps.get(drozdov)]).toEqual([60, undefined, 12]);
  });

  it('passes on the units that the leaver heads', async () => {
    const id = now().structure.units.commercial ?? '';
    await now().done((w) => changeUnit(w, id, { version: 1, head_id: lytkin }), asHead);
    expect(await leave({ successors: { clients: kovaleva, steps: kovaleva } })).toMatchObject({
      details: { left: [{ part: 'structure', key: 'units_headed', count: 1 }] },
    });
    expect(await leave({ successor_id: kovaleva })).toMatchObject({ ok: true });
    expect((await structure()).units.find((one) => one.id === id)).toMatchObject({ head_name: 'Ковалёва Ирина' });
  });

  it('happens not at all when one part refuses', async () => {
    refused = true;
    expect(await leave({ successor_id: kovaleva })).toMatchObject({ reason: 'structure.test_refusal' });
    expect(await isAtWork(lytkin)).toBe(true);
    expect((await structure()).positions.flatMap((one) => one.people)).toHaveLength(4);
  });

  it('happens not at all when something was forgotten', async () => {
    sticky = true;
    expect(await leave({ successor_id: kovaleva })).toMatchObject({
      reason: 'structure.work_left',
      details: { left: [{ part: 'clients', count: 1 }] },
    });
    expect(await isAtWork(lytkin)).toBe(true);
  });

  it.each([
    ['themselves', () => lytkin],
    ['somebody of nowhere', () => crypto.randomUUID()],
  ])('is refused with a successor who is %s', async (_who, successor) => {
    expect(await leave({ successor_id: successor() })).toMatchObject({
      fields: [{ path: '/successor_id', reason: 'structure.not_a_successor' }],
    });
    expect(await leave({ successor_id: kovaleva, successors: { steps: successor() } })).toMatchObject({
      fields: [{ path: '/successors/steps', reason: 'structure.not_a_successor' }],
    });
  });

  it('is refused for a day that is still ahead', async () => {
    expect(await leave({ successor_id: kovaleva, last_day: '2026-11-24' })).toMatchObject({
      fields: [{ path: '/last_day', reason: 'structure.departure_ahead' }],
    });
  });

  it('happens once', async () => {
    expect(await leave({ successor_id: kovaleva })).toMatchObject({ ok: true });
    expect(await leave({ successor_id: kovaleva })).toMatchObject({ code: 'not_found' });
  });

  it('of two who name each other at once lets only one go, and nothing is lost', async () => {
    clients.set(kovaleva, 40);
    const results = await Promise.all([
      leave({ successor_id: kovaleva }),
      leave({ employee_id: kovaleva, successor_id: lytkin }),
    ]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
    const stayed = (await isAtWork(lytkin)) ? lytkin : kovaleva;
    expect(clients.get(stayed)).toBe(100);
  });

  it('is not for those who do not arrange the structure', async () => {
    expect(await leave({ successor_id: kovaleva }, await now().as(kovaleva))).toMatchObject({ code: 'forbidden' });
  });
});
