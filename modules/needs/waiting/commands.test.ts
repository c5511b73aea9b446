import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finishStep, planStep, registerActivities } from '#modules/activities/commands.ts';
import { openStepsOf } from '#modules/activities/queries.ts';
import { changeFacts, registerClients } from '#modules/clients/commands.ts';
import { clientById } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import type { Context } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { giveUpClient, letClientWait, recordTrigger, registerNeeds, resumeClient } from '../commands.ts';
import { needCard } from '../queries.ts';
import { needsAt } from '../test-needs.ts';

registerClients();
registerActivities();
registerNeeds();

let market: TestMarket;
let manager: EmployeeId;
let colleague: EmployeeId;
let caller: EmployeeId;
let asManager: Context;
let asColleague: Context;
let asCaller: Context;

beforeAll(async () => {
  market = await testMarket();
  manager = await market.person('Лыткин Андрей', 'development_manager');
  colleague = await market.person('Сухих Марина', 'development_manager');
  caller = await market.person('Орлова Ирина', 'telemarketer');
  asManager = await market.as(manager);
  asColleague = await market.as(colleague);
  asCaller = await market.as(caller);
});
afterAll(() => market.close());

let clientId: string;
let at: ReturnType<typeof needsAt>;
const step = (due_on = '2026-11-25') => ({ kind: 'call', title: 'Позвонить главе', due_on }) as const;

/** A client that the manager develops, with a call planned for tomorrow. */
beforeEach(async () => {
  clientId = (await market.client({ name: `Администрация ${newId()}`, region: 'Иркутская область' })).id;
  await market.done((w) =>
    planStep(
      w,
      { client_id: clientId, ...step('2026-11-24') },
      { holder: { employeeId: manager, via: 'taken' }, developing: true },
    ),
  );
  at = needsAt(market, asManager, clientId);
});

const state = async () => (await clientById(market.context, clientId))?.state;
const waiting = async (verdict: 'dated' | 'triggered' | 'dormant') => {
  const need = await at.need();
  await at.verdict(need.id, verdict, { wait: 'Бюджет только в декабре' });
  return need;
};

describe('a client that waits', () => {
  it('leaves work with a reason, a check and its owner; its holder stays', async () => {
    await waiting('dated');
    expect(await clientById(market.context, clientId)).toMatchObject({
      state: 'waiting',
      waiting_reason: 'Бюджет только в декабре',
      next_check_on: '2027-02-21',
      check_owner_id: manager,
      holder_id: manager,
      next_step_id: null,
    });
    expect((await openStepsOf(asManager, manager)).filter((open) => open.client_id === clientId)).toEqual([]);
  });

  it('cannot wait until nothing', async () => {
    await at.need();
    expect(await market.write((w) => letClientWait(w, clientId, { reason: 'Потом' }), asManager)).toMatchObject({
      reason: 'needs.verdict_required',
    });
  });

  it('goes to waiting with its last step', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'triggered');
    const [first] = (await openStepsOf(asManager, manager)).filter((open) => open.client_id === clientId);
    const wait = { reason: 'Ждём субсидию' };
    await market.done((w) => finishStep(w, first?.id ?? '', { outcome: 'Субсидия летом', wait }), asManager);
    expect(await state()).toBe('waiting');
  });

  it('follows the earliest check of its needs', async () => {
    const need = await waiting('dated');
    await at.verdict(need.id, 'dormant');
    expect(await clientById(market.context, clientId)).toMatchObject({ next_check_on: '2027-11-23' });
    const second = await at.need({ subject: 'Фасад драмтеатра' });
    await at.verdict(second.id, 'triggered');
    expect(await clientById(market.context, clientId)).toMatchObject({ next_check_on: '2027-02-21' });
  });

  it('comes back into work only by a need that is relevant, with a step', async () => {
    const need = await waiting('dormant');
    expect(await market.write((w) => resumeClient(w, clientId, step()), asManager)).toMatchObject({
      reason: 'needs.nothing_relevant',
    });
    await at.verdict(need.id, 'now', { next: step() });
    expect(await clientById(market.context, clientId)).toMatchObject({
      state: 'in_development',
      holder_id: manager,
      next_step_on: '2026-11-25',
      waiting_reason: null,
      next_check_on: null,
    });
  });

  it('comes back to whoever only qualifies into qualification', async () => {
    const cold = (await market.client(`Администрация ${newId()}`)).id;
    await market.done((w) =>
      planStep(w, { client_id: cold, ...step() }, { holder: { employeeId: caller, via: 'taken' }, qualifying: true }),
    );
    const there = needsAt(market, asCaller, cold);
    const need = await there.need();
    await there.verdict(need.id, 'dormant', { wait: 'Глава против' });
    await market.done((w) => changeFacts(w, cold, { holder: null }));
    await there.verdict(need.id, 'now', { next: step() });
    expect(await clientById(market.context, cold)).toMatchObject({ state: 'in_qualification', holder_id: caller });
  });

  it('is given up only when nothing can ripen any more', async () => {
    const need = await waiting('dormant');
    const lost = { as: 'lost', reason: 'Концессия на 15 лет', to: 'Светосервис', look_on: '2035-01-05' } as const;
    expect(await market.write((w) => giveUpClient(w, clientId, lost), asManager)).toMatchObject({
      reason: 'needs.still_open',
    });
    await at.verdict(need.id, 'none');
    expect(await state()).toBe('waiting');
    expect(
      await market.write((w) => giveUpClient(w, clientId, { as: 'lost', reason: 'Концессия' }), asManager),
    ).toMatchObject({
      fields: [{ path: '/look_on' }],
    });
    await market.done((w) => giveUpClient(w, clientId, lost), asManager);
    // The first days of January are off: the look falls on the first working day.
    expect(await clientById(market.context, clientId)).toMatchObject({
      state: 'lost',
      lost_to: 'Светосервис',
      next_check_on: '2035-01-09',
    });
  });

  it('is closed as not of the target together with its needs', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'none');
    await market.done(
      (w) => giveUpClient(w, clientId, { as: 'not_target', reason: 'Посёлок без освещения' }),
      asManager,
    );
    expect(await state()).toBe('not_target');
    expect(await needCard(market.context, need.id)).toMatchObject({ value: { status: 'void' } });
  });
});

describe('an event', () => {
  it('gives one check to each need that waits for one, spread over the days of its owner', async () => {
    const region = `Область ${newId()}`;
    const made = await Promise.all(
      Array.from({ length: 7 }, async (_, n) => {
        const client = await market.client({ name: `Город ${n} ${newId()}`, region });
        await market.done((w) =>
          planStep(
            w,
            { client_id: client.id, ...step() },
            { holder: { employeeId: colleague, via: 'taken' }, developing: true },
          ),
        );
        const there = needsAt(market, asColleague, client.id);
        const need = await there.need({ value_minor: n });
        await there.verdict(need.id, n === 0 ? 'dated' : 'triggered', { wait: 'Ждём' });
        return { client, need };
      }),
    );
    const body = { kind: 'programme', title: 'Программа области', happened_on: '2026-11-22', region } as const;
    const trigger = await market.done((w) => recordTrigger(w, body), asManager);
    // 50 calls a day, a tenth of them for events: five on the first day, the sixth on the next; the dated one is not touched.
    expect(trigger).toMatchObject({
      needs_hit: 6,
      owners: 1,
      first_check_on: '2026-11-24',
      last_check_on: '2026-11-25',
    });
    const days = await Promise.all(
      made.map(async ({ client }) => (await clientById(market.context, client.id))?.next_check_on),
    );
    expect(days).toEqual(['2027-02-21', '2026-11-25', ...Array.from({ length: 5 }, () => '2026-11-24')]);
    const card = await needCard(asColleague, made[1]?.need.id ?? '');
    expect(card).toMatchObject({ value: { verdict: 'triggered', triggers: [{ title: 'Программа области' }] } });
  });

  it('belongs to one client or to one region, and has happened', async () => {
    const body = { kind: 'election', title: 'Новый глава', happened_on: '2026-11-22' } as const;
    expect(await market.write((w) => recordTrigger(w, body), asManager)).toMatchObject({
      reason: 'needs.trigger_of_one',
    });
    const later = { ...body, client_id: clientId, happened_on: '2026-12-01' };
    expect(await market.write((w) => recordTrigger(w, later), asManager)).toMatchObject({
      fields: [{ reason: 'needs.trigger_in_future' }],
    });
  });
});
