import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '#modules/clients/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { recordAbsence } from '#modules/people/absences/commands.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { loadOf } from '#modules/workload/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import {
  acceptAnswer,
  answerRequest,
  askAgain,
  askSupport,
  assignRequest,
  cancelRequest,
  completeBrief,
  registerSupport,
  returnBrief,
  setLevel,
  takeNextRequest,
} from './commands.ts';
import type { AskBody, RequestType, SupportRequest } from './contract.ts';
import { routingView, supportDesk, supportRequest, supportRequests, typesToAsk } from './queries.ts';

let market: TestMarket;
let manager: Context;
let colleague: Context;
let head: Context;
let engineer: Context;
let clientId: string;
let types: RequestType[];
let unitId: string;
const engineers: Record<'rogov' | 'tarasova' | 'fomin', EmployeeId> = {
  rogov: newId(),
  tarasova: newId(),
  fomin: newId(),
};
beforeAll(async () => {
  registerClients();
  registerSupport();
  market = await testMarket();
  const seller = await market.person('Лыткин Андрей', 'development_manager');
  manager = await market.as(seller);
  colleague = await market.as(await market.person('Сухих Марина', 'development_manager'));
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  engineers.rogov = await market.person('Рогов Денис', 'engineer');
  engineers.tarasova = await market.person('Тарасова Алина', 'engineer');
  engineers.fomin = await market.person('Фомин Глеб', 'engineer');
  engineer = await market.as(engineers.rogov);
  clientId = (await market.held('Администрация Братска', seller)).id;
  const listed = await typesToAsk(manager, market.salesSystemId);
  types = listed.ok ? listed.value.items : [];
  unitId = type('Светотехнический расчёт').unit_id;
});
afterAll(() => market.close());

const write = <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => market.write(command, as);
const done = <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => market.done(command, as);
const at = (context: Context, instant: string): Context => ({ ...context, now: Temporal.Instant.from(instant) });
const type = (name: string): RequestType => {
  const found = types.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing called ${name} may be asked`);
  return found;
};
const COMPLETE = {
  'План или размеры': 'Ул. Мира, 1,2 км',
  'Назначение и норма освещённости': 'B1',
  'Высота подвеса': '9 м',
};
const question = (over: Partial<AskBody> = {}): AskBody => ({
  client_id: clientId,
  type_id: type('Светотехнический расчёт').id,
  question: 'Хватит ли 120 Вт?',
  inputs: COMPLETE,
  ...over,
});
const asked = (over: Partial<AskBody> = {}, as = manager) => done((w) => askSupport(w, question(over)), as);
/** Nobody holds anything and nobody's level is set. */
const afresh = async () => {
  const { db } = market.context;
  await db.deleteFrom('support_requests').execute();
  await db.deleteFrom('competence_levels').execute();
};
const level = (who: EmployeeId, to: number, name = 'Светотехнический расчёт') =>
  done((w) => setLevel(w, type(name).competence_id, who, to), head);
const able = () => Promise.all([level(engineers.rogov, 3), level(engineers.tarasova, 3), level(engineers.fomin, 1)]);
const assigned = async (): Promise<SupportRequest> => {
  const { id, version } = await asked();
  return done((w) => assignRequest(w, id, { version }), head);
};
/** As whoever holds the request. */
const holder = (request: SupportRequest) => market.as(request.specialist_id as EmployeeId);
const ANSWER = { finding: 'E ср. 12 лк при шаге 35 м', for_client: 'Да, улица будет светлой', spent_minutes: 420 };
const answered = async (): Promise<SupportRequest> => {
  const request = await assigned();
  return done((w) => answerRequest(w, request.id, { ...ANSWER, version: request.version }), await holder(request));
};

it('a ready structure may be asked at once: nine kinds of work in three departments', () => {
  expect(new Set(types.map((one) => one.unit_name))).toEqual(
    new Set(['Инженерный отдел', 'Сметный отдел', 'Юридический отдел']),
  );
  expect(types).toHaveLength(9);
  expect(types.every((one) => one.required_inputs.length > 0)).toBe(true);
});

describe('a brief', () => {
  it('that is complete is queued, and its clock runs in working time', async () => {
    const friday = at(manager, '2026-11-27T13:00:00Z');
    const request = await done((w) => askSupport(w, question()), friday);
    expect(request).toMatchObject({ status: 'queued', missing: [], asker_name: 'Лыткин Андрей' });
    // Twice eight hours: the rest of Friday, Monday, and what is left on Tuesday.
    expect(Temporal.Instant.from(request.due_at ?? '').toString()).toBe('2026-12-01T13:00:00Z');
  });

  it('that lacks an input comes back at once with its name, and its clock stands', async () => {
    const request = await asked({ inputs: { ...COMPLETE, 'Высота подвеса': ' ' } });
    expect(request).toMatchObject({ status: 'brief_incomplete', missing: ['Высота подвеса'], due_at: null });
    const still = await done(
      (w) => completeBrief(w, request.id, { version: request.version, inputs: { 'План или размеры': 'Ул. Мира' } }),
      manager,
    );
    expect(still).toMatchObject({ status: 'brief_incomplete', missing: expect.arrayContaining(['Высота подвеса']) });
    const body = { version: still.version, question: 'Хватит ли 100 Вт?', inputs: COMPLETE };
    expect(await write((w) => completeBrief(w, request.id, body), colleague)).toMatchObject({ code: 'not_found' });
    expect(await done((w) => completeBrief(w, request.id, body), manager)).toMatchObject({
      status: 'queued',
      question: 'Хватит ли 100 Вт?',
      missing: [],
      due_at: expect.any(String),
    });
  });

  it('may name its own deadline, which is not in the past', async () => {
    const wanted_by = '2026-11-24T12:00:00Z';
    const request = await asked({ wanted_by });
    expect(Temporal.Instant.compare(request.due_at ?? '', wanted_by)).toBe(0);
    expect(await write((w) => askSupport(w, question({ wanted_by: '2026-11-23T06:00:00Z' })), manager)).toMatchObject({
      fields: [{ path: '/wanted_by', reason: 'support.wanted_in_past' }],
    });
    expect(await write((w) => askSupport(w, question({ type_id: newId() })), manager)).toMatchObject({
      fields: [{ path: '/type_id' }],
    });
  });

  it('is returned by the department with what it lacks, and the clock stands', async () => {
    const { id, version } = await asked();
    const body = { version, note: 'Нужен план в DWG' };
    expect(await write((w) => returnBrief(w, id, body), manager)).toMatchObject({ code: 'not_found' });
    const back = await done((w) => returnBrief(w, id, body), engineer);
    expect(back).toMatchObject({ status: 'brief_incomplete', returned_note: 'Нужен план в DWG', due_at: null });
    const again = { version: back.version, inputs: COMPLETE };
    expect(await done((w) => completeBrief(w, id, again), manager)).toMatchObject({
      status: 'queued',
      returned_note: null,
    });
  });
});

describe('routing', () => {
  it('takes everybody for able while no level is set, and keeps the load even', async () => {
    await afresh();
    const given = [await assigned(), await assigned(), await assigned()].map((request) => request.specialist_id);
    expect(new Set(given)).toEqual(new Set(Object.values(engineers)));
    const desk = await supportDesk(engineer, undefined);
    expect(desk).toMatchObject({ value: { unit_id: unitId, variation: 0, may_answer: true, may_route: false } });
  });

  it('chooses among the competent who are present and free the one with the least to do', async () => {
    await afresh();
    await able();
    const first = await assigned();
    const second = await assigned();
    expect(new Set([first.specialist_id, second.specialist_id])).toEqual(
      new Set([engineers.rogov, engineers.tarasova]),
    );
    const { id } = await asked();
    const view = await routingView(engineer, id);
    expect(view.ok && view.value.order.map((one) => one.why)).toEqual(['chosen', 'competence', 'more_recent']);
  });

  it('passes over whoever is absent, and says so', async () => {
    await afresh();
    await able();
    const body = {
      employee_id: engineers.rogov,
      kind: 'vacation',
      first_day: '2026-11-23',
      last_day: '2026-11-29',
      deputy_id: engineers.fomin,
    } as const;
    const absence = await done((w) => recordAbsence(w, body), head);
    const { id, version } = await asked();
    expect(await routingView(engineer, id)).toMatchObject({ value: { specialist_id: engineers.tarasova } });
    expect(await done((w) => assignRequest(w, id, { version }), head)).toMatchObject({
      specialist_id: engineers.tarasova,
      assigned_why: 'routed',
    });
    await market.context.db.deleteFrom('absences').where('id', '=', absence.id).execute();
  });

  it('pairs a learner where fewer hold the competence than should', async () => {
    await afresh();
    await Promise.all([level(engineers.rogov, 2), level(engineers.tarasova, 1), level(engineers.fomin, 0)]);
    const request = await assigned();
    expect(request.specialist_id).toBe(engineers.rogov);
    expect([engineers.tarasova, engineers.fomin]).toContain(request.learner_id);
    expect(await reachOf(await market.as(request.learner_id as EmployeeId), clientId)).toBe('card');
  });

  it('finds nobody when nobody can, and still says why of each; the head may decide with a reason', async () => {
    await afresh();
    await Promise.all(Object.values(engineers).map((who) => level(who, 1)));
    const { id, version } = await asked();
    expect(await write((w) => assignRequest(w, id, { version }), engineer)).toMatchObject({
      reason: 'support.nobody_eligible',
    });
    const view = await routingView(engineer, id);
    expect(view).toMatchObject({ value: { specialist_id: null } });
    expect(view.ok && view.value.order.map((one) => one.why)).toEqual(['competence', 'competence', 'competence']);
    const chosen = { version, specialist_id: engineers.fomin };
    expect(await write((w) => assignRequest(w, id, { ...chosen, reason: 'Я хочу' }), engineer)).toMatchObject({
      code: 'forbidden',
      reason: 'support.routing_decides',
    });
    expect(await write((w) => assignRequest(w, id, chosen), head)).toMatchObject({
      reason: 'support.reason_required',
    });
    const stranger = { version, specialist_id: manager.actor.employeeId ?? '', reason: 'Пусть сам' };
    expect(await write((w) => assignRequest(w, id, stranger), head)).toMatchObject({
      fields: [{ path: '/specialist_id', reason: 'support.not_of_department' }],
    });
    expect(await done((w) => assignRequest(w, id, { ...chosen, reason: 'Под моим присмотром' }), head)).toMatchObject({
      status: 'in_work',
      specialist_id: engineers.fomin,
      assigned_why: 'overruled',
      override_reason: 'Под моим присмотром',
    });
  });

  it('gives out the queue by deadline, each request once, to however many ask', async () => {
    await afresh();
    await able();
    const late = await asked({ wanted_by: '2026-12-20T12:00:00Z' });
    const soon = await asked({ wanted_by: '2026-11-24T12:00:00Z' });
    expect(await done((w) => takeNextRequest(w, unitId), engineer)).toMatchObject({ id: soon.id });
    const both = await Promise.all([1, 2].map(() => write((w) => takeNextRequest(w, unitId), engineer)));
    expect(both.filter((one) => one.ok).map((one) => one.ok && one.value.id)).toEqual([late.id]);
    expect(both.find((one) => !one.ok)).toMatchObject({ reason: 'support.nothing_to_take' });
    expect(await write((w) => takeNextRequest(w, unitId), manager)).toMatchObject({ code: 'not_found' });
  });

  it('is taken back: the request stands in the queue again', async () => {
    await afresh();
    const { id, version } = await asked();
    let entry = '';
    await done(async (w) => {
      const result = await assignRequest(w, id, { version });
      entry = w.effects.undo ?? '';
      return result;
    }, head);
    expect(await inTransaction(head, (w) => undo(w, entry))).toMatchObject({ ok: true });
    expect(await supportRequest(manager, id)).toMatchObject({ value: { status: 'queued', specialist_id: null } });
  });
});

describe('an answer', () => {
  it('comes in two versions with the hours spent, from whoever holds the request', async () => {
    await afresh();
    const request = await assigned();
    const body = { ...ANSWER, version: request.version };
    for (const other of Object.values(engineers).filter((id) => id !== request.specialist_id))
      expect(await write(async (w) => answerRequest(w, request.id, body), await market.as(other))).toMatchObject({
        code: 'not_found',
      });
    const answer = await done((w) => answerRequest(w, request.id, body), await holder(request));
    expect(answer).toMatchObject({ status: 'answered', ...ANSWER });
    expect(await supportDesk(head, unitId)).toMatchObject({ value: { kept_in_time: { kept: 1, of: 1 } } });
  });

  it('is accepted by whoever asked, once', async () => {
    const { id, version } = await answered();
    expect(await write((w) => acceptAnswer(w, id, version), head)).toMatchObject({ code: 'not_found' });
    const accepted = await done((w) => acceptAnswer(w, id, version), manager);
    expect(accepted).toMatchObject({ status: 'accepted', accepted_at: expect.any(String) });
    expect(await write((w) => acceptAnswer(w, id, accepted.version), manager)).toMatchObject({
      reason: 'support.wrong_status',
    });
  });

  it('that leaves a question open goes back to the same specialist with a new deadline', async () => {
    const answer = await answered();
    const body = { version: answer.version, note: 'А если шаг 40 м?' };
    const again = await done((w) => askAgain(w, answer.id, body), manager);
    expect(again).toMatchObject({
      status: 'asked_again',
      specialist_id: answer.specialist_id,
      returned_note: 'А если шаг 40 м?',
      answered_at: null,
      due_at: expect.any(String),
    });
    const second = { ...ANSWER, finding: 'При 40 м — 10 лк', version: again.version };
    expect(await done((w) => answerRequest(w, answer.id, second), await holder(answer))).toMatchObject({
      status: 'answered',
      finding: 'При 40 м — 10 лк',
    });
  });

  it('is not given over what somebody else has just changed', async () => {
    const request = await assigned();
    const stale = { ...ANSWER, version: request.version - 1 };
    expect(await write(async (w) => answerRequest(w, request.id, stale), await holder(request))).toMatchObject({
      reason: 'app.stale_version',
    });
  });
});

it('a question that has fallen away is cancelled by whoever asked, whatever its state, until it is answered', async () => {
  const incomplete = await asked({ inputs: {} });
  const queued = await asked();
  const inWork = await assigned();
  for (const { id, version } of [incomplete, queued, inWork]) {
    const body = { version, reason: 'Клиент отложил' };
    expect(await write((w) => cancelRequest(w, id, body), engineer)).toMatchObject({ code: 'not_found' });
    expect(await done((w) => cancelRequest(w, id, body), manager)).toMatchObject({ status: 'cancelled' });
  }
  const { id, version } = await answered();
  expect(await write((w) => cancelRequest(w, id, { version, reason: 'Поздно' }), manager)).toMatchObject({
    reason: 'support.wrong_status',
  });
});

describe('who may', () => {
  it('ask: whoever works with the client', async () => {
    expect(await write((w) => askSupport(w, question()), head)).toMatchObject({ ok: true });
    expect(await write((w) => askSupport(w, question()), colleague)).toMatchObject({ code: 'not_found' });
    await assigned();
    expect(await write((w) => askSupport(w, question()), engineer)).toMatchObject({
      code: expect.stringMatching(/forbidden|not_found/),
    });
  });

  it('read a request: both its sides, the department and whoever reads the card', async () => {
    const { id } = await asked();
    for (const as of [manager, engineer, head]) expect(await supportRequest(as, id)).toMatchObject({ ok: true });
    expect(await supportRequest(colleague, id)).toMatchObject({ code: 'not_found' });
    expect(await supportRequests(colleague, { client_id: clientId })).toMatchObject({ code: 'not_found' });
    expect(await supportRequests(colleague, {})).toMatchObject({ value: { items: [] } });
    const mine = await supportRequests(manager, { mine: 'asked', limit: 1 });
    expect(mine).toMatchObject({ value: { items: [{ id }] } });
    expect(await supportDesk(manager, unitId)).toMatchObject({ code: 'not_found' });
    expect(await routingView(manager, id)).toMatchObject({ code: 'not_found' });
  });

  it('set levels: the head of sales and the head of the department, for its own people', async () => {
    const competence = type('Светотехнический расчёт').competence_id;
    const set = (as: Context, who: EmployeeId) => write((w) => setLevel(w, competence, who, 2), as);
    expect(await set(engineer, engineers.fomin)).toMatchObject({ code: 'forbidden' });
    expect(await set(manager, engineers.fomin)).toMatchObject({ code: 'forbidden' });
    expect(await set(head, engineers.fomin)).toMatchObject({ value: { level: 2 } });
    expect(await set(head, market.context.actor.employeeId ?? newId())).toMatchObject({
      fields: [{ path: '/employee_id' }],
    });
    const chief = await market.person('Главин Олег');
    await market.context.db.updateTable('org_units').set({ head_id: chief }).where('id', '=', unitId).execute();
    expect(await set(await market.as(chief), engineers.fomin)).toMatchObject({ ok: true });
    expect(await supportDesk(await market.as(chief), undefined)).toMatchObject({ value: { may_route: true } });
    const other = type('Риски договора').unit_id;
    expect(await supportDesk(await market.as(chief), other)).toMatchObject({ code: 'not_found' });
  });
});

it('open requests are a part of succession and count as load in hours', async () => {
  await afresh();
  const request = await assigned();
  const from = request.specialist_id as EmployeeId;
  const to = Object.values(engineers).find((id) => id !== from && id !== request.learner_id) ?? from;
  const part = successionParts().find((one) => one.key === 'support_requests');
  const held = async (id: string) =>
    (await loadOf(market.context, market.salesSystemId, 'support')).find((one) => one.employeeId === id)?.held;
  expect(await held(from)).toBe(8);
  expect(await part?.left(market.context, from)).toEqual([{ key: 'support_requests', count: 1 }]);
  await market.done(async (w) => (await part?.passOn(w, from, to, 'departure')) ?? { ok: true, value: undefined });
  expect([await held(from), await held(to)]).toEqual([0, 8]);
  expect(await supportRequest(manager, request.id)).toMatchObject({ value: { specialist_id: to } });
});
