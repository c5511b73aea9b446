import { CompiledQuery, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerActivities } from '#modules/activities/commands.ts';
import { registerClients } from '#modules/clients/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { restoreFromTrash, trashClient } from '#modules/clients/trash/commands.ts';
import { registerNeeds } from '#modules/needs/commands.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import { rememberFor } from '#platform/memory.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { keepLease, leaseClient, nextClient, recordOutcome, registerCalling, releaseLease } from '../commands.ts';
import { callingDay } from '../day/queries.ts';
import { countQueue } from '../day/store.ts';
import { currentCall } from '../queries.ts';
import { laneHeads, lanesOf, owedCalls } from '../store.ts';
import { fillQueue } from '../test-queue.ts';

const PHONE = [{ number: '+74951234567' }];
let market: TestMarket;
let bakhtina: EmployeeId;
let orlova: EmployeeId;
let caller: Context;

async function begin() {
  market = await testMarket();
  bakhtina = await market.person('Бахтина Ольга', 'telemarketer');
  orlova = await market.person('Орлова Нина', 'telemarketer');
}
const next = (from: Context) => market.done((w) => nextClient(w), from);
const callable = (name: string, more: object = {}) =>
  market.client({ name, phones: PHONE, call_basis: 'individual_offer', ...more });
/** The leases of a vanished caller run out by the database's clock: there is no other way to wait in a test. */
const expireLeases = async () => {
  await sql`UPDATE call_leases SET expires_at = clock_timestamp() - interval '1 second'`.execute(market.context.db);
  await sql`UPDATE call_candidates SET leased_until = clock_timestamp() - interval '1 second' WHERE leased_until IS NOT NULL`.execute(
    market.context.db,
  );
  await sql`UPDATE client_participants SET until = clock_timestamp() - interval '1 second' WHERE until IS NOT NULL`.execute(
    market.context.db,
  );
};

beforeAll(() => {
  registerClients();
  registerActivities();
  registerNeeds();
  registerCalling();
});

describe('the next client', () => {
  beforeEach(async () => {
    await begin();
    caller = await market.as(bakhtina);
  });
  afterEach(() => market.close());

  it('counts whoever has rested long enough as waiting again, before anybody takes a client', async () => {
    const client = await callable('Администрация Кимр');
    await market.done((w) => recordOutcome(w, client.id, { outcome: 'no_answer' }), caller);
    const day = async (now: Temporal.Instant) => {
      const answer = await callingDay({ ...caller, now }, {});
      return answer.ok ? { cold: answer.value.cold.value, resting: answer.value.resting.value } : answer;
    };
    expect(await day(caller.now)).toEqual({ cold: 0, resting: 1 });
    expect(await day(caller.now.add({ hours: 24 * 60 }))).toEqual({ cold: 1, resting: 0 });
  });

  it('goes on with its pause when it comes back from the trash', async () => {
    const client = await callable('Администрация Кимр');
    await market.done((w) => recordOutcome(w, client.id, { outcome: 'no_answer' }), caller);
    const resting = () =>
      market.context.db.selectFrom('call_candidates').select(['resting', 'ready_at']).executeTakeFirst();
    const before = await resting();
    expect(before?.resting).toBe(true);
    const { version } = await market.context.db
      .selectFrom('clients')
      .select('version')
      .where('id', '=', client.id)
      .executeTakeFirstOrThrow();
    const { trash_id: trashId } = await market.done((w) => trashClient(w, client.id, { version }));
    expect(await resting()).toBeUndefined();
    await market.done((w) => restoreFromTrash(w, trashId));
    expect(await resting()).toEqual(before);
  });

  it('is found also where nobody stood a moment ago, whatever is remembered of the queue', async () => {
    const remembering = { ...caller, memory: rememberFor(60_000) };
    expect((await next(remembering)).call).toBeNull();
    const client = await callable('Администрация Кимр');
    expect((await next(remembering)).call?.client_id).toBe(client.id);
  });

  it('comes by the order of the queues: warm before cold, then segment priority, then longest untouched', async () => {
    const segment = async (name: string, priority: number) => {
      const row = await market.context.db
        .insertInto('segments')
        .values({
          id: crypto.randomUUID(),
          sales_system_id: market.salesSystemId,
          name,
          priority,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    };
    const [small, big] = [await segment('Посёлки', 1), await segment('Города 20–100 тыс.', 5)];
    const newer = await callable('Новый большой', { segment_id: big });
    const plain = await callable('Без сегмента');
    const minor = await callable('Малый', { segment_id: small });
    const older = await callable('Старый большой', { segment_id: big });
    const warm = await callable('Тёплый');
    const db = market.context.db;
    await sql`UPDATE clients SET created_at = created_at - interval '9 days' WHERE id = ${older.id}`.execute(db);
    await sql`UPDATE clients SET warm_since = ${market.context.now.toString()} WHERE id = ${warm.id}`.execute(db);
    const order: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { call } = await next(caller);
      if (call === null) break;
      order.push(call.client.name);
      await market.done((w) => recordOutcome(w, call.client_id, { outcome: 'not_target', reason: 'other' }), caller);
    }
    expect(order).toEqual([warm, older, newer, minor, plain].map((client) => client.name));
    expect((await next(caller)).nothing).toMatchObject({ reason: 'all_done' });
  });

  it('says why this one: the queues passed over, the rule that chose it, and what else speaks for it', async () => {
    await callable('Шарыпово');
    const { call } = await next(caller);
    expect(call?.why).toEqual([
      { kind: 'passed', code: 'no_promised_no_warm', values: {} },
      { kind: 'passed', code: 'no_check', values: { count: 0 } },
      { kind: 'chosen', code: 'cold', values: {} },
      { kind: 'also', code: 'never_touched', values: {} },
    ]);
    expect(call).toMatchObject({ basis: { basis: 'individual_offer' }, script: 'cold', clock: { open: true } });
  });

  it('is never called outside its own windows, and the caller learns when the next one opens', async () => {
    await callable('Красноярск', { region: 'Красноярский край' });
    const { call, nothing } = await next({ ...caller, now: Temporal.Instant.from('2026-11-23T05:30:00Z') });
    expect(call).toBeNull();
    expect(nothing).toMatchObject({
      reason: 'window_closed',
      opens_at: '2026-11-23T07:00:00Z',
      zone: 'Asia/Krasnoyarsk',
    });
  });

  it('is no client who forbade calls; one without a number or basis is looked for first', async () => {
    await callable('Запрет', { do_not_call: true });
    await market.client({ name: 'Без номера', call_basis: 'individual_offer' });
    await market.client({ name: 'Без основания', phones: PHONE });
    expect((await next(caller)).call).toBeNull();
    const find = await market.done((w) => nextClient(w, { mode: 'find_contact' }), caller);
    expect(find.call?.missing).toHaveLength(1);
    expect(await callingDay(caller, {})).toMatchObject({
      value: { find_contact: { value: 2, exact: true }, cold: { value: 0 } },
    });
  });

  it('is the same one until the caller is done: a second request and a second tab get it again', async () => {
    await callable('Первый');
    await callable('Второй');
    const [one, two] = await Promise.all([next(caller), next(caller)]);
    expect(one.call?.client_id).toBe(two.call?.client_id);
    expect(await currentCall(caller)).toMatchObject({ value: { call: { client_id: one.call?.client_id } } });
    await market.done((w) => releaseLease(w, { rest: true }), caller);
    expect((await next(caller)).call?.client_id).not.toBe(one.call?.client_id);
  });

  it('comes back to the queue when the lease runs out; who vanished sees its card no more, unless nobody took it', async () => {
    const { id } = await callable('Один');
    await next(caller);
    const other = await market.as(orlova);
    expect((await next(other)).call).toBeNull();
    expect(await reachOf(caller, id)).toBe('work');
    await expireLeases();
    expect(await reachOf(caller, id)).toBe('glance');
    expect(await market.write((w) => keepLease(w, id), caller)).toMatchObject({ ok: true });
    expect(await reachOf(caller, id)).toBe('work');
    await expireLeases();
    expect((await next(other)).call?.client_id).toBe(id);
    expect(await market.write((w) => keepLease(w, id), caller)).toMatchObject({
      ok: false,
      reason: 'calling.not_leased',
    });
    const late = await market.write((w) => recordOutcome(w, id, { outcome: 'no_answer' }), caller);
    expect(late).toMatchObject({ ok: false, reason: 'calling.called_by_another' });
  });

  it('is not called beyond the limit of attempts, whatever a caller does by hand with the queue', async () => {
    const { id } = await callable('Упорный');
    let now = caller.now;
    for (let attempt = 0; attempt < 6; attempt++) {
      const at = { ...caller, now };
      await market.done((w) => leaseClient(w, id), at);
      await market.done((w) => recordOutcome(w, id, { outcome: 'no_answer' }), at);
      now = now.add({ hours: 1 });
    }
    expect(await market.write((w) => leaseClient(w, id), { ...caller, now })).toMatchObject({
      reason: 'calling.limit_reached',
    });
    await sql`UPDATE call_candidates SET resting = false, ready_at = NULL`.execute(market.context.db);
    const monday = { ...caller, now: caller.now.add({ hours: 24 * 7 }) };
    expect((await next(monday)).call).toBeNull();
    const month = { ...caller, now: caller.now.add({ hours: 24 * 30 + 6 }) };
    expect((await next(month)).call?.client_id).toBe(id);
  });

  it('taken by hand is nobody’s whom another calls, carries or has closed', async () => {
    const { id } = await callable('Ручной');
    await market.done((w) => leaseClient(w, id), caller);
    const other = await market.as(orlova);
    expect(await market.write((w) => leaseClient(w, id), other)).toMatchObject({ reason: 'calling.called_by_another' });
    const manager = await market.person('Лыткин Андрей', 'development_manager');
    const held = await market.held('Саянск', manager);
    expect(await market.write((w) => leaseClient(w, held.id), other)).toMatchObject({
      reason: 'calling.held_by_another',
    });
    const forbidden = await callable('Запрет', { do_not_call: true });
    expect(await market.write((w) => leaseClient(w, forbidden.id), other)).toMatchObject({
      reason: 'calling.do_not_call',
    });
  });

  it('is given only to whoever answers for prospecting: nobody else works the queue', async () => {
    await callable('Чужой');
    for (const position of ['development_manager', 'project_manager', 'engineer', 'head'] as const) {
      const stranger = await market.as(await market.person(`Кто-то ${position}`, position));
      expect(await market.write((w) => nextClient(w), stranger)).toMatchObject({ ok: false, code: 'forbidden' });
    }
    const nobody = await market.as(await market.person('Без должности'));
    expect(await market.write((w) => nextClient(w), nobody)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await callingDay(nobody, {})).toMatchObject({ ok: false });
  });
});

describe('two hundred callers at once', () => {
  const CALLERS = 200;
  let callers: Context[];

  beforeAll(async () => {
    await begin();
    // Zones whose windows are open at ten o’clock in Moscow.
    await fillQueue(market, 3000, ['Europe/Moscow', 'Europe/Samara', 'Asia/Krasnoyarsk']);
    callers = await Promise.all(
      Array.from({ length: CALLERS }, async (_, index) =>
        market.as(await market.person(`Звонящий ${index}`, 'telemarketer')),
      ),
    );
  }, 120_000);
  afterAll(() => market.close());

  it('get two hundred different clients, and none of them is lost or given twice', async () => {
    const calls = await Promise.all(callers.map((one) => inTransaction(one, (w) => nextClient(w))));
    const ids = calls.map((result) => (result.ok ? result.value.call?.client_id : undefined));
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(CALLERS);
    const leases = await market.context.db.selectFrom('call_leases').select('client_id').execute();
    expect(new Set(leases.map((lease) => lease.client_id))).toEqual(new Set(ids));
  }, 120_000);

  it('empty a short queue to the last client, one each', async () => {
    const short = callers.slice(0, 60);
    await Promise.all(short.map((one) => inTransaction(one, (w) => releaseLease(w))));
    const free = sql`SELECT client_id FROM call_candidates WHERE leased_until IS NULL ORDER BY client_id LIMIT 50`;
    await sql`UPDATE call_candidates SET resting = true, ready_at = '2099-01-01'
      WHERE leased_until IS NULL AND client_id NOT IN (${free})`.execute(market.context.db);
    const calls = await Promise.all(short.map((one) => inTransaction(one, (w) => nextClient(w))));
    const ids = calls.flatMap((result) =>
      result.ok && result.value.call !== null ? [result.value.call.client_id] : [],
    );
    expect(ids).toHaveLength(50);
    expect(new Set(ids).size).toBe(50);
  }, 120_000);
});

describe('a base of tens of thousands', () => {
  beforeAll(async () => {
    await begin();
    await fillQueue(market, 60_000);
    await sql`ANALYZE call_candidates, clients, call_attempts`.execute(market.context.db);
  }, 120_000);
  afterAll(() => market.close());

  it('is asked by its index: no plan of the queue reads a table from end to end, or more than a handful of pages', async () => {
    const reading = market.context;
    const watched = vi.spyOn(reading.db.getExecutor(), 'executeQuery');
    const lanes = (await lanesOf(reading, market.salesSystemId, ['cold'])).get('cold') ?? [];
    expect(lanes).toHaveLength(4);
    expect(await laneHeads(reading, market.salesSystemId, 'cold', lanes)).toHaveLength(4);
    expect(await countQueue(reading, market.salesSystemId, 'cold', 10_001)).toBe(10_001);
    await owedCalls(reading, [bakhtina], market.salesSystemId, '2026-11-23', 200);
    const statements = watched.mock.calls.map(([query]) => query);
    watched.mockRestore();
    expect(statements).toHaveLength(4);
    for (const { sql: text, parameters } of statements) {
      const plan = await explain(text, parameters);
      expect(plan.text).not.toMatch(/Seq Scan on (call_candidates|clients)/);
      if (!text.includes('count(*)')) expect(plan.pages).toBeLessThan(100);
    }
  });

  async function explain(text: string, parameters: readonly unknown[]): Promise<{ text: string; pages: number }> {
    const asked = CompiledQuery.raw(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...parameters]);
    const { rows } = await market.context.db.executeQuery<{ 'QUERY PLAN': string }>(asked);
    const plan = rows.map((row) => row['QUERY PLAN']);
    const pages = [...(plan.find((line) => line.includes('Buffers:')) ?? '').matchAll(/(?:hit|read)=(\d+)/g)];
    return { text: plan.join('\n'), pages: pages.reduce((sum, [, count]) => sum + Number(count), 0) };
  }
});
