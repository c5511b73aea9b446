import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '#platform/db/attempt.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { lockRow } from '../store.ts';
import { plannedCall, type TestMarket, testMarket } from '../test-market.ts';
import { changeFacts } from './commands.ts';

describe('the relay of a client', () => {
  let market: TestMarket;
  let first: EmployeeId;
  let second: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    first = await market.person('Лыткин Андрей', 'development_manager');
    second = await market.person('Ковалёва Ирина', 'development_manager');
  });
  afterAll(() => market.close());

  const holdings = (clientId: string) =>
    market.context.db
      .selectFrom('v_client_holdings')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('from_at')
      .execute();
  const at = (hours: number) => ({ ...market.context, now: market.context.now.add({ hours }) });

  it('passes from hand to hand at one instant: never two holders, never nobody in between', async () => {
    const client = await market.held('Тулун', first);
    await market.done(
      (w) => changeFacts(w, client.id, { holder: { employeeId: second, via: 'transfer', note: 'Отпуск' } }),
      at(5),
    );
    const chain = await holdings(client.id);
    expect(chain.map(({ employee_id }) => employee_id)).toEqual([first, second]);
    expect(chain[0]?.until_at).toBe(chain[1]?.from_at);
    expect(chain[1]?.until_at).toBeNull();
  });

  it('keeps no holding that lasted no time at all', async () => {
    const client = await market.held('Южа', first);
    await market.done((w) => changeFacts(w, client.id, { holder: { employeeId: second, via: 'transfer' } }));
    expect((await holdings(client.id)).map(({ employee_id }) => employee_id)).toEqual([second]);
  });

  it('ends the holding when the client goes back to the queue, with its step and check', async () => {
    const client = await market.held('Россошь', first);
    const cold = await market.done((w) => changeFacts(w, client.id, { developing: false }), at(1));
    expect(cold).toMatchObject({ state: 'cold', holder_id: null, next_step_id: null });
    expect((await holdings(client.id))[0]?.until_at).not.toBeNull();
  });

  it('makes two holders at one instant impossible in the database itself', async () => {
    const client = await market.held('Неман', first);
    const twice = market.context.db
      .insertInto('client_holdings')
      .values({ id: client.id, client_id: client.id, employee_id: second, held: '[2020-01-01,)', via: 'taken' })
      .execute();
    await expect(twice).rejects.toThrow(/conflicting key value/);
  });

  it('refuses work that would leave the client without a next step and changes nothing', async () => {
    const client = await market.held('Корсаков', first);
    const refused = await market.write((w) => changeFacts(w, client.id, { nextStep: null }));
    expect(refused).toMatchObject({ ok: false, reason: 'clients.next_step_required' });
    const after = await market.done((w) => changeFacts(w, client.id, {}));
    expect(after).toEqual(client);
  });

  it('does not disturb whoever edits the card when only the next step moves', async () => {
    const client = await market.held('Устюжна', first);
    const moved = await market.done((w) => changeFacts(w, client.id, { nextStep: plannedCall('2026-12-01') }));
    expect(moved).toMatchObject({ next_step_on: '2026-12-01', version: client.version });
    const waiting = await market.done((w) =>
      changeFacts(w, client.id, {
        developing: false,
        waitingReason: 'Бюджет в декабре',
        check: { on: '2026-12-15', ownerId: first },
      }),
    );
    expect(waiting).toMatchObject({ state: 'waiting', version: client.version + 1 });
  });

  it('journals what has changed, and nothing when nothing has', async () => {
    const client = await market.held('Невьянск', first);
    const entries = () =>
      market.context.db
        .selectFrom('journal_entries')
        .selectAll()
        .where('client_id', '=', client.id)
        .orderBy('id')
        .execute();
    await market.done((w) =>
      changeFacts(w, client.id, { developing: true, holder: { employeeId: first, via: 'taken' } }),
    );
    await market.done((w) => changeFacts(w, client.id, { lastTouchAt: market.context.now }));
    const [created, taken, ...more] = await entries();
    expect(created?.action).toBe('client.created');
    expect(taken).toMatchObject({
      action: 'client.state_changed',
      before: { state: 'cold', holder_id: null },
      after: { state: 'in_development', holder_id: first, next_step_on: '2026-11-24' },
    });
    expect(more).toEqual([]);
  });
});

describe('a client that the transaction has locked', () => {
  let market: TestMarket;
  let holder: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    holder = await market.person('Лыткин Андрей', 'development_manager');
  });
  afterAll(() => market.close());

  it('is read once, and known as it has become', async () => {
    const client = await market.held('Боготол', holder);
    await market.done(async (w) => {
      const first = await lockRow(w, client.id);
      expect(await lockRow(w, client.id)).toBe(first);
      await changeFacts(w, client.id, { lastTouchAt: market.context.now.add({ hours: 1 }) });
      expect((await lockRow(w, client.id))?.last_touch_at).toBe(market.context.now.add({ hours: 1 }).toString());
      return ok();
    });
  });

  it('is read anew once a part of the work has been rolled back', async () => {
    const client = await market.held('Боровск', holder);
    await market.done(async (w) => {
      await attempt(w, async () => {
        await changeFacts(w, client.id, { lastTouchAt: market.context.now.add({ hours: 2 }) });
        return refuse('clients.not_yours');
      });
      expect((await lockRow(w, client.id))?.last_touch_at).toBe(client.last_touch_at);
      return ok();
    });
  });
});
