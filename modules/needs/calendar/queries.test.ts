import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planStep, registerActivities } from '#modules/activities/commands.ts';
import { changeFacts, registerClients } from '#modules/clients/commands.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { registerNeeds } from '../commands.ts';
import { horizon } from '../horizon/queries.ts';
import { needsAt } from '../test-needs.ts';
import { checkList, relevanceCalendar } from './queries.ts';

registerClients();
registerActivities();
registerNeeds();

let market: TestMarket;
let manager: EmployeeId;
let colleague: EmployeeId;
let asManager: Context;
let asColleague: Context;
let asHead: Context;
let asExpert: Context;

/** A year later: what was planned for the spring of 2027 is late by then. */
const later = (context: Context): Context => ({ ...context, now: Temporal.Instant.from('2027-05-03T07:00:00Z') });

beforeAll(async () => {
  market = await testMarket();
  manager = await market.person('Лыткин Андрей', 'development_manager');
  colleague = await market.person('Сухих Марина', 'development_manager');
  asManager = await market.as(manager);
  asColleague = await market.as(colleague);
  asHead = await market.as(await market.person('Ермолаев Виктор', 'head'));
  asExpert = await market.as(await market.person('Дроздов Павел', 'engineer'));
  const waiting = async (
    name: string,
    holder: EmployeeId,
    verdict: 'dated' | 'triggered' | 'dormant',
    minor: number,
  ) => {
    const { id } = await market.client({ name, region: 'Иркутская область' });
    const step = { client_id: id, kind: 'call', title: 'Позвонить', due_on: '2026-11-24' } as const;
    await market.done((w) => planStep(w, step, { holder: { employeeId: holder, via: 'taken' }, developing: true }));
    const there = needsAt(market, await market.as(holder), id);
    const need = await there.need({ value_minor: minor });
    await there.verdict(need.id, verdict, { wait: 'Ждём' });
    return id;
  };
  await waiting('Тулун', manager, 'dated', 100);
  await waiting('Саянск', manager, 'triggered', 300);
  await waiting('Братск', manager, 'dormant', 200);
  await waiting('Чита', colleague, 'dormant', 50);
  // A lost client waits for another look with no need of its own.
  const lost = await market.held('Канск', manager);
  await market.done((w) =>
    changeFacts(w, lost.id, {
      developing: false,
      nextStep: null,
      lost: { on: '2026-11-20', to: 'Светосервис', reason: 'Дешевле' },
      check: { on: '2031-06-02', ownerId: manager },
    }),
  );
});
afterAll(() => market.close());

const value = <T>(result: { ok: true; value: T } | { ok: false; reason: string }): T => {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};

describe('the calendar', () => {
  it('counts every check once, in its week, and late ones apart', async () => {
    const now = value(await relevanceCalendar(asManager));
    expect(now).toMatchObject({ total: 4, overdue: 0, whole: false });
    // Sunday 21.02.2027 twice, Tuesday 23.11.2027, Monday 02.06.2031.
    expect(now.weeks).toEqual([
      { week: '2027-02-15', count: 2 },
      { week: '2027-11-22', count: 1 },
      { week: '2031-06-02', count: 1 },
    ]);
    const spring = value(await relevanceCalendar(later(asManager)));
    expect(spring).toMatchObject({ total: 4, overdue: 2 });
    expect(spring.weeks.reduce((sum, week) => sum + week.count, 0)).toBe(2);
  });

  it('shows the head everybody, by owner, and one owner when asked', async () => {
    const whole = value(await relevanceCalendar(later(asHead)));
    expect(whole).toMatchObject({ total: 5, overdue: 2, whole: true });
    expect(whole.owners.map((owner) => [owner.full_name, owner.overdue, owner.total])).toEqual([
      ['Лыткин Андрей', 2, 4],
      ['Сухих Марина', 0, 1],
    ]);
    const hers = value(await relevanceCalendar(asHead, { owner_id: colleague }));
    expect(hers).toMatchObject({ total: 1, owner_id: colleague });
    expect(hers.weeks).toEqual([{ week: '2027-11-22', count: 1 }]);
  });

  it('is out of reach for who looks at a colleague, and empty for who owes nothing', async () => {
    expect(await relevanceCalendar(asColleague, { owner_id: manager })).toMatchObject({ code: 'not_found' });
    expect(await checkList(asColleague, { owner_id: manager })).toMatchObject({ code: 'not_found' });
    expect(await horizon(asColleague, { owner_id: manager })).toMatchObject({ code: 'not_found' });
    expect(value(await relevanceCalendar(asExpert))).toMatchObject({ total: 0, weeks: [], owners: [] });
  });
});

describe('the checks behind a figure', () => {
  it('are exactly those that the week counts', async () => {
    for (const { week, count } of value(await relevanceCalendar(asHead)).weeks) {
      const until = Temporal.PlainDate.from(week).add({ days: 6 }).toString();
      expect(value(await checkList(asHead, { from: week, until })).count.value).toBe(count);
    }
  });

  it('come by pages without loss or repetition, the earliest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = value(await checkList(asHead, { cursor, limit: 2 }));
      seen.push(...page.items.map((check) => check.client.name));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen)).toEqual(new Set(['Тулун', 'Саянск', 'Братск', 'Чита', 'Канск']));
    expect(seen).toHaveLength(5);
    expect(seen.at(-1)).toBe('Канск');
    expect(await checkList(asHead, { cursor: 'nonsense' })).toMatchObject({ reason: 'app.bad_cursor' });
  });

  it('say how late they are, and which wait without a need', async () => {
    const late = value(await checkList(later(asManager), { overdue: true }));
    expect(late.items.map((check) => check.overdue_days)).toEqual([71, 71]);
    const lost = value(await checkList(asManager, { from: '2031-01-01' }));
    expect(lost.items).toMatchObject([{ need: null, client: { name: 'Канск', state: 'lost' } }]);
  });
});

describe('the horizon', () => {
  it('shows each client once, with its readiest need and the days of every check', async () => {
    const desk = value(await horizon(asManager, {}));
    expect(desk).toMatchObject({ today: '2026-11-23', owner: { id: manager }, held: 3, norm: 60, offers: [] });
    expect(desk.clients.map((client) => [client.name, client.need?.verdict ?? null, client.check_on])).toEqual([
      ['Братск', 'dormant', '2027-11-23'],
      ['Канск', null, '2031-06-02'],
      ['Саянск', 'triggered', '2027-02-21'],
      ['Тулун', 'dated', '2027-02-21'],
    ]);
    expect(desk.checks.reduce((sum, check) => sum + check.count, 0)).toBe(4);
  });

  it('a second need that is readier takes the place of the first', async () => {
    const sayansk = value(await horizon(asManager, {})).clients.find((client) => client.name === 'Саянск');
    const there = needsAt(market, asManager, sayansk?.id ?? '');
    const facade = await there.need({ subject: 'Фасад', value_minor: 1 });
    await there.verdict(facade.id, 'now');
    const after = value(await horizon(asHead, { owner_id: manager })).clients.find(
      (client) => client.name === 'Саянск',
    );
    expect(after).toMatchObject({ open_needs: 2, need: { subject: 'Фасад', verdict: 'now' }, check_on: '2026-12-07' });
  });

  it('a late check is told in days', async () => {
    const tulun = value(await horizon(later(asManager), {})).clients.find((client) => client.name === 'Тулун');
    expect(tulun).toMatchObject({ overdue_days: 71 });
  });
});
