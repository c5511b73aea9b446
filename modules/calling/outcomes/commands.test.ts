import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerActivities } from '#modules/activities/commands.ts';
import { openStepsOf, timelineOf } from '#modules/activities/queries.ts';
import { registerClients } from '#modules/clients/commands.ts';
import type { ClientInput } from '#modules/clients/contract.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { determineRelevance, parkClient, recordNeed, registerNeeds } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { contactFound, nextClient, recordOutcome, registerCalling, releaseLease } from '../commands.ts';
import type { FoundContact, OutcomeInput } from '../contract.ts';
import { attemptList } from '../day/queries.ts';
import { figuresOf } from '../day/store.ts';
import { contactNotFound } from '../finding/commands.ts';
import { candidateQueue } from '../store.ts';

const PHONE = '+73915321042';
let market: TestMarket;
let bakhtina: EmployeeId;
let caller: Context;

beforeAll(async () => {
  registerClients();
  registerActivities();
  registerNeeds();
  registerCalling();
  market = await testMarket();
  bakhtina = await market.person('Бахтина Ольга', 'telemarketer');
});
afterAll(() => market.close());
beforeEach(async () => {
  caller = await market.as(bakhtina);
});

let serial = 0;
async function callable(more: Partial<ClientInput> = {}) {
  serial++;
  return market.client({
    name: `Администрация города ${serial}`,
    region: 'Московская область',
    phones: [{ number: PHONE }],
    call_basis: 'individual_offer',
    call_basis_note: 'Официальный сайт',
    ...more,
  });
}

/** Takes the client at hand by name, skipping nothing: each test leaves the queue empty. */
async function atHand(from: Context = caller) {
  const reply = await market.done((w) => nextClient(w), from);
  if (reply.call === null) throw new Error(`nobody to call: ${JSON.stringify(reply.nothing)}`);
  return reply.call;
}

const outcome = (clientId: string, input: OutcomeInput, from: Context = caller) =>
  market.write((w) => recordOutcome(w, clientId, input), from);
const client = async (id: string) => {
  const found = await clientById(market.context, id);
  if (found === null) throw new Error('no such client');
  return found;
};
/** Records the outcome and takes it back at once, as the toast does. */
async function andBack(clientId: string, input: OutcomeInput, from: Context = caller) {
  let token = '';
  const recorded = await inTransaction(from, async (w) => {
    const result = await recordOutcome(w, clientId, input);
    token = w.effects.undo ?? '';
    return result;
  });
  expect(recorded).toMatchObject({ ok: true });
  return market.write((w) => undo(w, token), from);
}
const empty = async (id: string) =>
  market.done((w) => recordOutcome(w, id, { outcome: 'not_target', reason: 'other' }), caller);

describe('what came of a call', () => {
  it('no answer: touch, attempt and a pause that grows; the client is free and its card closed again', async () => {
    const { id } = await callable();
    const call = await atHand();
    expect(call).toMatchObject({ client_id: id, came_by: 'cold', missing: [], attempts: { used: 0, limit: 6 } });
    expect(await reachOf(caller, id)).toBe('work');
    expect(await outcome(id, { outcome: 'no_answer' })).toMatchObject({
      ok: true,
      value: { state: 'cold', ready_at: caller.now.add({ hours: 2 }).toString() },
    });
    expect(await reachOf(caller, id)).toBe('glance');
    expect((await client(id)).last_touch_at).not.toBeNull();
    expect((await market.done((w) => nextClient(w), caller)).nothing).toMatchObject({ reason: 'all_resting' });
    const later = { ...caller, now: caller.now.add({ hours: 4, minutes: 1 }) };
    const again = await atHand(later);
    expect(again).toMatchObject({ client_id: id, attempts: { used: 1 } });
    expect(await outcome(id, { outcome: 'gatekeeper' }, later)).toMatchObject({
      value: { ready_at: later.now.add({ hours: 24 }).toString() },
    });
    await market
      .done((w) => recordOutcome(w, id, { outcome: 'not_target', reason: 'other' }), {
        ...caller,
        now: later.now.add({ hours: 1 }),
      })
      .catch(() => undefined);
  });

  it('is taken back whole: the client stands where it stood and is at hand again', async () => {
    const { id } = await callable();
    await atHand();
    const before = await client(id);
    expect(await andBack(id, { outcome: 'no_answer' })).toMatchObject({ ok: true });
    expect(await client(id)).toMatchObject({ state: 'cold', last_touch_at: before.last_touch_at });
    expect(await atHand()).toMatchObject({ client_id: id, attempts: { used: 0 } });
    const timeline = await timelineOf(caller, id);
    expect(timeline).toMatchObject({ ok: true, value: { items: [] } });
    await empty(id);
  });

  it('call back: the caller takes the client with the promised moment; it comes first when the moment comes', async () => {
    const { id } = await callable();
    await atHand();
    const promised = await outcome(id, {
      outcome: 'call_back',
      next: { due_on: '2026-11-23', due_time: '15:30' },
    });
    expect(promised).toMatchObject({ ok: true, value: { state: 'in_qualification' } });
    expect(await client(id)).toMatchObject({
      holder_id: bakhtina,
      next_step_on: '2026-11-23',
      next_step_at: '2026-11-23T12:30:00Z',
    });
    const other = await callable();
    const early = await atHand();
    expect(early.client_id).toBe(other.id);
    await outcome(other.id, { outcome: 'not_target', reason: 'too_small' });
    const at = { ...caller, now: Temporal.Instant.from('2026-11-23T12:31:00Z') };
    const due = await atHand(at);
    expect(due).toMatchObject({ client_id: id, came_by: 'promised', script: 'promised' });
    expect(due.why.find((line) => line.kind === 'chosen')).toMatchObject({ code: 'promised_at' });
    const spoken = await outcome(
      id,
      {
        outcome: 'spoken',
        who: { full_name: 'Рогожин Артём Сергеевич', position_title: 'зам. главы' },
        next: { kind: 'meeting', title: 'Показать расчёт', due_on: '2026-11-26' },
      },
      at,
    );
    expect(spoken).toMatchObject({ ok: true, value: { state: 'in_qualification' } });
    const steps = await openStepsOf(market.context, bakhtina);
    expect(steps.filter((step) => step.client_id === id)).toMatchObject([
      { title: 'Показать расчёт', kind: 'meeting' },
    ]);
    await empty(id);
  });

  it('a promised call taken back is promised no more', async () => {
    const { id } = await callable();
    await atHand();
    const input: OutcomeInput = { outcome: 'call_back', next: { due_on: '2026-11-30' } };
    expect(await andBack(id, input)).toMatchObject({ ok: true });
    expect(await client(id)).toMatchObject({ state: 'cold', holder_id: null, next_step_id: null });
    expect(await openStepsOf(market.context, bakhtina)).toEqual([]);
    await empty(id);
  });

  it('a wrong number is doubted: with no other number the client goes to those whose contact has to be found', async () => {
    const { id } = await callable();
    await atHand();
    expect(await outcome(id, { outcome: 'wrong_number' })).toMatchObject({ ok: false });
    expect(await outcome(id, { outcome: 'wrong_number', number: '8 (391) 532-10-42' })).toMatchObject({ ok: true });
    expect(await candidateQueue(market.context, id)).toBe('find_contact');
    expect(await andBackFromFinding(id)).toMatchObject({ ok: true });
  });

  it('a refusal needs its reason and rests long in the base; a client forbidding calls is never offered again', async () => {
    const { id } = await callable();
    await atHand();
    expect(await outcome(id, { outcome: 'refusal' })).toMatchObject({ ok: false, fields: [{ path: '/reason' }] });
    expect(await outcome(id, { outcome: 'refusal', reason: 'not_interested' })).toMatchObject({
      value: { state: 'cold', ready_at: caller.now.add({ hours: 180 * 24 }).toString() },
    });
    const next = await callable();
    await atHand();
    expect(await outcome(next.id, { outcome: 'refusal', reason: 'do_not_call' })).toMatchObject({ ok: true });
    expect(await client(next.id)).toMatchObject({ do_not_call: true, state: 'cold' });
    expect(await candidateQueue(market.context, next.id)).toBeNull();
  });

  it('not of the target closes the client with the reason, and is taken back', async () => {
    const { id } = await callable();
    await atHand();
    expect(await andBack(id, { outcome: 'not_target', reason: 'too_small' })).toMatchObject({ ok: true });
    expect((await client(id)).state).toBe('cold');
    await atHand();
    expect(await outcome(id, { outcome: 'not_target', reason: 'too_small' })).toMatchObject({
      value: { state: 'not_target' },
    });
    expect((await client(id)).closed_reason).toContain('Слишком мал');
  });

  it('a relevance check that is refused sleeps on with the refusal as its evidence', async () => {
    const { id } = await callable();
    await atHand();
    const need = await market.done(
      (w) => recordNeed(w, id, { subject: 'Освещение улиц', origin: 'identified' }),
      caller,
    );
    await market.done(
      (w) =>
        determineRelevance(w, need.id, {
          version: need.version,
          verdict: 'dated',
          blocker: 'budget',
          evidence: 'Проект бюджета',
          window_from: '2027-06-01',
        }),
      caller,
    );
    await market.done((w) => parkClient(w, id, { reason: 'Ждёт бюджета' }), caller);
    const waiting = await client(id);
    expect(waiting).toMatchObject({ state: 'waiting', check_owner_id: bakhtina });
    const on = Temporal.PlainDate.from(waiting.next_check_on ?? '');
    const then = {
      ...caller,
      now: on.toZonedDateTime({ timeZone: 'Europe/Moscow', plainTime: '11:00' }).toInstant(),
    };
    await market.done((w) => releaseLease(w), caller);
    const call = await atHand(then);
    expect(call).toMatchObject({ client_id: id, came_by: 'check' });
    expect(
      await outcome(id, { outcome: 'refusal', reason: 'has_contractor', note: 'Контракт до 2030' }, then),
    ).toMatchObject({
      value: { state: 'waiting' },
    });
    expect((await needsOf(market.context, id))[0]).toMatchObject({ verdict: 'dormant', blocker: 'running_contract' });
    expect((await client(id)).next_check_on?.slice(0, 4)).toBe('2027');
  });
});

describe('finding a contact', () => {
  const found = (id: string, input: FoundContact) => market.write((w) => contactFound(w, id, input), caller);

  it('needs the source of a basis, and something found at all; what is wrong changes nothing', async () => {
    const { id } = await market.client({ name: 'Администрация без всего' });
    const next = await market.done((w) => nextClient(w, { mode: 'find_contact' }), caller);
    expect(next.call).toMatchObject({ client_id: id, came_by: 'find_contact', missing: ['number', 'basis'] });
    expect(await found(id, {})).toMatchObject({ ok: false, reason: 'calling.nothing_found' });
    expect(await found(id, { basis: 'individual_offer' })).toMatchObject({ fields: [{ path: '/source' }] });
    expect(await found(id, { phones: [{ number: 'не номер' }] })).toMatchObject({ ok: false });
    expect(await found(id, { phones: [{ number: '8 (391) 322-11-22' }] })).toMatchObject({
      value: { joined: false, missing: ['basis'] },
    });
    expect(await outcome(id, { outcome: 'no_answer' })).toMatchObject({ reason: 'calling.basis_required' });
    expect(await found(id, { basis: 'individual_offer', source: 'Сайт' })).toMatchObject({ value: { joined: true } });
    expect((await atHand()).client_id).toBe(id);
    await empty(id);
  });

  it('not found: nobody looks again for a month', async () => {
    const { id } = await market.client({ name: 'Администрация без телефона' });
    await market.done((w) => nextClient(w, { mode: 'find_contact' }), caller);
    await market.done((w) => contactNotFound(w, id, {}), caller);
    expect((await market.done((w) => nextClient(w, { mode: 'find_contact' }), caller)).call).toBeNull();
    const later = { ...caller, now: caller.now.add({ hours: 24 * 30 + 1 }) };
    expect((await market.done((w) => nextClient(w, { mode: 'find_contact' }), later)).call?.client_id).toBe(id);
    await market.done((w) => contactNotFound(w, id, {}), later);
  });
});

describe('who may do what', () => {
  it('nobody but whoever calls the client records what came of a call; figures are one’s own, or the head’s to see', async () => {
    const { id } = await callable();
    await atHand();
    for (const position of ['telemarketer', 'development_manager', 'project_manager', 'engineer', 'head'] as const) {
      const other = await market.as(await market.person(`Посторонний ${position}`, position));
      const refused = await outcome(id, { outcome: 'no_answer' }, other);
      expect(refused, position).toMatchObject({ ok: false });
      expect((await attemptList(other, { employee_id: bakhtina })).ok, position).toBe(position === 'head');
      expect((await attemptList(other, { client_id: id })).ok, position).toBe(position === 'head');
    }
    expect(await attemptList(caller, { client_id: id })).toMatchObject({ value: { items: [], count: { value: 0 } } });
    const recorded = await outcome(id, { outcome: 'gatekeeper' });
    expect(recorded).toMatchObject({ ok: true });
    expect(await attemptList(caller, { what: 'reached' })).toMatchObject({ ok: true });
    expect(await outcome(id, { outcome: 'no_answer' })).toMatchObject({ ok: true });
  });
});

it('calls to a client in the trash are not counted, as after its erasure', async () => {
  const { id } = await callable();
  await atHand();
  await outcome(id, { outcome: 'gatekeeper' });
  const calls = async () => (await figuresOf(market.context, bakhtina, '2026-11-01T00:00:00Z')).calls;
  const before = await calls();
  const entry = { id: crypto.randomUUID(), client_id: id, name: 'Город', name_search: 'город', via: 'by_hand' };
  await market.context.db
    .insertInto('register_trash')
    .values({ ...entry, sales_system_id: market.salesSystemId, trashed_at: market.context.now.toString() })
    .execute();
  expect(await calls()).toBe(before - 1);
});

async function andBackFromFinding(id: string) {
  const found = await market.done((w) => nextClient(w, { mode: 'find_contact' }), caller);
  expect(found.call).toMatchObject({ client_id: id, missing: ['number'] });
  const joined = await market.write(
    (w) => contactFound(w, id, { person: { full_name: 'Хохлов В. Г.', phone: '+7 391 532-10-43' } }),
    caller,
  );
  expect(joined).toMatchObject({ ok: true, value: { joined: true, missing: [] } });
  expect(await candidateQueue(market.context, id)).toBe('cold');
  await atHand();
  return market.write((w) => recordOutcome(w, id, { outcome: 'not_target', reason: 'other' }), caller);
}
