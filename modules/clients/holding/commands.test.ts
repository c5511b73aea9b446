import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { successionParts } from '#modules/structure/commands.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { admitParticipant, changeFacts, registerClients } from '../commands.ts';
import { reachOf } from '../queries.ts';
import { plannedCall, type TestMarket, testMarket } from '../test-market.ts';
import {
  closeClient,
  registerClosingEffect,
  registerFirstStep,
  registerTransferEffect,
  reopenClient,
  takeClient,
  transferClient,
} from './commands.ts';

const STEP = { kind: 'call', title: 'Познакомиться', due_on: '2026-11-24' } as const;

describe('who holds a client', () => {
  let market: TestMarket;
  let head: EmployeeId;
  let lytkin: EmployeeId;
  let kovaleva: EmployeeId;
  let caller: EmployeeId;
  let engineer: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    head = await market.person('Ермолаев Виктор', 'head');
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
    kovaleva = await market.person('Ковалёва Ирина', 'development_manager');
    caller = await market.person('Бахтина Ольга', 'telemarketer');
    engineer = await market.person('Седов Пётр', 'engineer');
  });
  beforeEach(() => {
    registerFirstStep((w, { clientId, step }, facts) =>
      changeFacts(w, clientId, { ...facts, nextStep: { id: newId(), title: step.title, on: step.due_on } }),
    );
    registerTransferEffect('test', async () => ok());
    registerClosingEffect('test', async () => ok());
  });
  afterAll(() => market.close());

  it('is whoever takes a cold client, from that instant, with a step on a date', async () => {
    const client = await market.client('Тулун');
    const taken = await market.done((w) => takeClient(w, client.id, { step: STEP }), await market.as(lytkin));
    expect(taken).toMatchObject({ state: 'in_development', holder_id: lytkin, next_step_on: '2026-11-24' });
  });

  it('is one of two who take the client at once', async () => {
    const client = await market.client('Южа');
    const [one, two] = await Promise.all([market.as(lytkin), market.as(kovaleva)]);
    const results = await Promise.all([
      market.write((w) => takeClient(w, client.id, { step: STEP }), one),
      market.write((w) => takeClient(w, client.id, { step: STEP }), two),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ reason: 'clients.already_taken', code: 'conflict' });
  });

  it('does not become a manager while a telemarketer is on the phone with the client', async () => {
    const client = await market.client('Неман');
    await market.done(async (w) => ok(await admitParticipant(w, client.id, caller, 'lease', newId())));
    const refused = await market.write((w) => takeClient(w, client.id, { step: STEP }), await market.as(lytkin));
    expect(refused).toMatchObject({ ok: false, reason: 'clients.being_called' });
  });

  it('is not taken over from a colleague, nor by those who do not develop clients', async () => {
    const client = await market.held('Корсаков', kovaleva);
    const waiting = await market.done((w) =>
      changeFacts(w, client.id, {
        developing: false,
        waitingReason: 'Бюджет',
        check: { on: '2027-02-01', ownerId: kovaleva },
      }),
    );
    const take = async (who: EmployeeId) =>
      market.write((w) => takeClient(w, waiting.id, { step: STEP }), await market.as(who));
    expect(await take(lytkin)).toMatchObject({ ok: false, reason: 'clients.held_by_another' });
    expect(await take(caller)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await take(engineer)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await take(kovaleva)).toMatchObject({ ok: true, value: { state: 'in_development', waiting_reason: null } });
  });

  it('changes by decision of the head, with a covering note, and the check goes along', async () => {
    const client = await market.held('Россошь', lytkin);
    const checked = await market.done((w) =>
      changeFacts(w, client.id, { check: { on: '2027-02-01', ownerId: lytkin } }),
    );
    const passed = await market.done(
      (w) =>
        transferClient(w, client.id, { version: checked.version, to_id: kovaleva, note: 'Ирина ведёт соседний район' }),
      await market.as(head),
    );
    expect(passed).toMatchObject({ holder_id: kovaleva, check_owner_id: kovaleva });
    const entry = await market.context.db
      .selectFrom('journal_entries')
      .select(['reason', 'before', 'after'])
      .where('client_id', '=', client.id)
      .where('action', '=', 'client.transferred')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({ reason: 'Ирина ведёт соседний район', before: { holder_id: lytkin } });
  });

  it('does not change by a manager, with a stale version, or to somebody of another function', async () => {
    const client = await market.held('Новосиль', lytkin);
    const pass = async (who: EmployeeId, to: string, version = client.version) =>
      market.write((w) => transferClient(w, client.id, { version, to_id: to, note: 'Возьми' }), await market.as(who));
    expect(await pass(lytkin, kovaleva)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await pass(engineer, kovaleva)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await pass(head, kovaleva, client.version + 1)).toMatchObject({ ok: false, reason: 'app.stale_version' });
    expect(await pass(head, engineer)).toMatchObject({ ok: false, reason: 'clients.receiver_lacks_function' });
    expect(await pass(head, lytkin)).toMatchObject({ ok: false, reason: 'clients.already_held' });
    expect(await pass(head, newId())).toMatchObject({ ok: false, code: 'invalid_input' });
  });

  it('stays when something that belongs to the client refuses the transfer', async () => {
    const client = await market.held('Устюжна', lytkin);
    registerTransferEffect('test', async () => refuse('test.no'));
    const refused = await market.write(
      (w) => transferClient(w, client.id, { version: client.version, to_id: kovaleva, note: 'Возьми' }),
      await market.as(head),
    );
    expect(refused).toMatchObject({ ok: false, reason: 'test.no' });
    expect(await market.done((w) => changeFacts(w, client.id, {}))).toMatchObject({ holder_id: lytkin });
  });

  it('is nobody once the client is closed, and the client can be brought back', async () => {
    const client = await market.held('Невьянск', lytkin);
    const manager = await market.as(lytkin);
    const closed = await market.done(
      (w) => closeClient(w, client.id, { version: client.version, as: 'not_target', reason: 'Посёлок расселён' }),
      manager,
    );
    expect(closed).toMatchObject({ state: 'not_target', holder_id: null, next_step_id: null });
    const again = await market.write(
      (w) => closeClient(w, client.id, { version: closed.version, as: 'archived', reason: 'Повторно' }),
      await market.as(head),
    );
    expect(again).toMatchObject({ ok: false, reason: 'clients.already_closed' });
    const open = await market.done(
      (w) => reopenClient(w, client.id, { version: closed.version, reason: 'Ошиблись районом' }),
      await market.as(head),
    );
    expect(open.state).toBe('cold');
  });

  it('keeps a client with a running project open', async () => {
    const client = await market.held('Тутаев', lytkin);
    const running = await market.done((w) => changeFacts(w, client.id, { runningProjectsBy: 1 }));
    const refused = await market.write(
      (w) => closeClient(w, client.id, { version: running.version, as: 'archived', reason: 'Присоединён' }),
      await market.as(head),
    );
    expect(refused).toMatchObject({ ok: false, reason: 'clients.open_contract_or_project' });
  });

  it('passes to the successor of whoever leaves, clients and checks, and nothing stays', async () => {
    const leaver = await market.person('Уходящий Иван', 'development_manager');
    const held = await market.held('Кашин', leaver);
    const owed = await market.client('Калязин', {
      waitingReason: 'Нет денег',
      check: { on: '2027-05-01', ownerId: leaver },
      holder: { employeeId: kovaleva, via: 'taken' },
    });
    const part = successionParts().find(({ key }) => key === 'clients');
    if (part === undefined) throw new Error('clients have no part in succession');
    expect(await part.left(market.context, leaver)).toEqual([
      { key: 'clients_held', count: 1 },
      { key: 'checks_owed', count: 1 },
    ]);
    await market.done((w) => part.passOn(w, leaver, kovaleva, 'departure'));
    expect(await part.left(market.context, leaver)).toEqual([]);
    expect(await market.done((w) => changeFacts(w, held.id, {}))).toMatchObject({ holder_id: kovaleva });
    expect(await market.done((w) => changeFacts(w, owed.id, {}))).toMatchObject({ check_owner_id: kovaleva });
  });

  it('keeps the former holder able to read the card', async () => {
    const client = await market.held('Углич', lytkin);
    await market.done((w) =>
      changeFacts(w, client.id, { holder: { employeeId: kovaleva, via: 'transfer' }, nextStep: plannedCall() }),
    );
    expect(await reachOf(await market.as(lytkin), client.id)).toBe('card');
    expect(await reachOf(await market.as(kovaleva), client.id)).toBe('work');
  });
});
