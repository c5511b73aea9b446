import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '#modules/clients/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { employ } from '#modules/structure/employments/commands.ts';
import { loadOf } from '#modules/workload/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import {
  acceptTask,
  askBack,
  cancelTask,
  editTaskType,
  finishTask,
  orderTask,
  registerBackOffice,
  replyToQuestion,
  reworkTask,
  takeNext,
  takeTask,
} from './commands.ts';
import type { OfficeTask, OrderBody } from './contract.ts';
import { catalogue, officeDesk, officeTask, officeTasks, releasedThisWeek } from './queries.ts';

let market: TestMarket;
let manager: Context;
let colleague: Context;
let clerk: Context;
let second: Context;
let head: Context;
let clientId: string;
beforeAll(async () => {
  registerClients();
  registerBackOffice();
  market = await testMarket();
  const clerkAs = async (name: string) => {
    const id = await market.person(name);
    const { db } = market.context;
    const { id: position } = await db
      .selectFrom('positions')
      .select('id')
      .where('kind', '=', 'back_office_specialist')
      .executeTakeFirstOrThrow();
    await market.done((w) => employ(w, { employeeId: id, positionId: position }));
    return market.as(id);
  };
  const seller = await market.person('Лыткин Андрей', 'development_manager');
  manager = await market.as(seller);
  colleague = await market.as(await market.person('Сухих Марина', 'development_manager'));
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  clerk = await clerkAs('Гущина Тамара');
  second = await clerkAs('Ершова Елена');
  clientId = (await market.held('Администрация Саянска', seller)).id;
});
afterAll(() => market.close());

const at = (context: Context, instant: string): Context => ({ ...context, now: Temporal.Instant.from(instant) });
const write = <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => market.write(command, as);
const done = <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => market.done(command, as);
const invoice = (over: Partial<OrderBody> = {}): OrderBody => ({
  client_id: clientId,
  type_key: 'invoice',
  inputs: { amount: '1 200 000', basis: 'договор 44' },
  ...over,
});
const ordered = (over: Partial<OrderBody> = {}, as = manager) => done((w) => orderTask(w, invoice(over)), as);
const taken = async (over: Partial<OrderBody> = {}, as = manager) => {
  const task = await ordered(over, as);
  return done((w) => takeTask(w, task.id, task.version), clerk);
};
const finished = async (over: Partial<OrderBody> = {}, as = manager): Promise<OfficeTask> => {
  const { id, version } = await taken(over, as);
  return done((w) => finishTask(w, id, { version, result_note: 'В папке клиента' }), clerk);
};
const doAndUndo = async <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => {
  let entry = '';
  await done(async (w) => {
    const result = await command(w);
    entry = w.effects.undo ?? '';
    return result;
  }, as);
  return inTransaction(as, (w) => undo(w, entry));
};

describe('ordering', () => {
  it('names every required input that is missing, and orders nothing', async () => {
    const order = { ...invoice(), type_key: 'contract' as const, inputs: { subject: 'Поставка', price: ' ' } };
    expect(await write((w) => orderTask(w, order), manager)).toMatchObject({
      reason: 'office.inputs_missing',
      fields: [{ path: '/inputs/price' }, { path: '/inputs/term' }],
      details: { missing: ['price', 'term'] },
    });
  });

  it.each([
    ['on a Monday morning', '2026-11-23T07:00:00Z', '2026-11-23T09:00:00Z'],
    ['an hour before the end of a Friday', '2026-11-27T14:00:00Z', '2026-11-30T07:00:00Z'],
    ['on a Saturday', '2026-11-28T10:00:00Z', '2026-11-30T08:00:00Z'],
    ['before the New Year holidays', '2026-12-30T14:00:00Z', '2027-01-11T07:00:00Z'],
  ])('%s gives an invoice two working hours', async (_when, now, due) => {
    const task = await done((w) => orderTask(w, invoice()), at(manager, now));
    expect(task).toMatchObject({ status: 'requested', standard_minutes: 20 });
    expect(Temporal.Instant.from(task.due_at).toString()).toBe(due);
    await done((w) => cancelTask(w, task.id, { version: task.version, reason: 'Проба' }), manager);
  });

  it('is for whoever works with the client', async () => {
    expect(await write((w) => orderTask(w, invoice()), head)).toMatchObject({ ok: true });
    expect(await write((w) => orderTask(w, invoice()), colleague)).toMatchObject({ code: 'not_found' });
    expect(await write((w) => orderTask(w, invoice()), clerk)).toMatchObject({ code: 'not_found' });
  });
});

describe('a task', () => {
  it('opens the card of the client to the clerk who takes it', async () => {
    const other = (
      await market.held('Администрация Бийска', await market.person('Дроздов Пётр', 'development_manager'))
    ).id;
    expect(await reachOf(clerk, other)).toBe('none');
    await ordered({ client_id: other }, head).then((task) => done((w) => takeTask(w, task.id, task.version), clerk));
    expect(await reachOf(clerk, other)).toBe('card');
  });

  it('is taken by one of two who press at once', async () => {
    const { id, version } = await ordered();
    const both = await Promise.all([clerk, second].map((as) => write((w) => takeTask(w, id, version), as)));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ code: 'conflict' });
  });

  it('is finished by the clerk who has it, and accepted by whoever ordered it', async () => {
    const { id, version } = await taken();
    expect(await write((w) => finishTask(w, id, { version }), second)).toMatchObject({
      reason: 'office.another_clerk',
    });
    const ready = await done((w) => finishTask(w, id, { version }), clerk);
    expect(ready).toMatchObject({ status: 'done', done_at: expect.any(String) });
    expect(await write((w) => acceptTask(w, id, ready.version), clerk)).toMatchObject({ code: 'not_found' });
    expect(await write((w) => acceptTask(w, id, ready.version), colleague)).toMatchObject({ code: 'not_found' });
    const accepted = await done((w) => acceptTask(w, id, ready.version), manager);
    expect(accepted).toMatchObject({ status: 'accepted' });
    expect(await write((w) => acceptTask(w, id, accepted.version), manager)).toMatchObject({
      reason: 'office.wrong_status',
    });
  });

  it('goes back to work with the reason and what the rework costs', async () => {
    const { id, version } = await finished();
    const body = { version, reason: 'Не та сумма', minutes: 15 };
    const again = await done((w) => reworkTask(w, id, body), manager);
    expect(again).toMatchObject({
      status: 'in_work',
      clerk_id: clerk.actor.employeeId,
      rework_rounds: 1,
      rework_minutes: 15,
      rework_reason: 'Не та сумма',
      done_at: null,
    });
    expect(await write((w) => reworkTask(w, id, { ...body, version: again.version }), manager)).toMatchObject({
      reason: 'office.wrong_status',
    });
    const ready = await done((w) => finishTask(w, id, { version: again.version }), clerk);
    const twice = await done((w) => reworkTask(w, id, { ...body, version: ready.version, minutes: 5 }), manager);
    expect(twice).toMatchObject({ rework_rounds: 2, rework_minutes: 20 });
  });

  it('may ask whoever ordered it, whose answer joins the note', async () => {
    const { id, version } = await taken({ note: 'Срочно' });
    const asked = await done((w) => askBack(w, id, { version, question: 'На какой счёт?' }), clerk);
    expect(asked).toMatchObject({ question: 'На какой счёт?' });
    const reply = { version: asked.version, reply: 'На второй' };
    expect(await write((w) => replyToQuestion(w, id, reply), clerk)).toMatchObject({ code: 'not_found' });
    const answered = await done((w) => replyToQuestion(w, id, reply), manager);
    expect(answered).toMatchObject({ question: null, note: 'Срочно\nНа какой счёт?\nНа второй' });
    const ready = await done((w) => finishTask(w, id, { version: answered.version }), clerk);
    expect(await write((w) => askBack(w, id, { version: ready.version, question: 'А печать?' }), clerk)).toMatchObject({
      reason: 'office.wrong_status',
    });
  });

  it('is cancelled by whoever ordered it, with the reason, while it is not done', async () => {
    const { id, version } = await ordered();
    const body = { version, reason: 'Клиент передумал' };
    expect(await write((w) => cancelTask(w, id, body), clerk)).toMatchObject({ code: 'not_found' });
    expect(await done((w) => cancelTask(w, id, body), manager)).toMatchObject({ status: 'cancelled' });
    const ready = await finished();
    expect(await write((w) => cancelTask(w, ready.id, { ...body, version: ready.version }), manager)).toMatchObject({
      reason: 'office.wrong_status',
    });
  });

  it('is taken and finished on trial: both are taken back', async () => {
    const { id, version } = await ordered();
    expect(await doAndUndo((w) => takeTask(w, id, version), clerk)).toMatchObject({ ok: true });
    expect(await officeTask(clerk, id)).toMatchObject({ value: { status: 'requested', clerk_id: null } });
    const again = await done((w) => takeTask(w, id, version + 2), clerk);
    expect(await doAndUndo((w) => finishTask(w, id, { version: again.version }), clerk)).toMatchObject({ ok: true });
    expect(await officeTask(clerk, id)).toMatchObject({ value: { status: 'in_work', done_at: null } });
  });

  it('is not changed over what somebody else has just changed', async () => {
    const { id, version } = await taken();
    await done((w) => askBack(w, id, { version, question: 'Кому?' }), clerk);
    expect(await write((w) => finishTask(w, id, { version }), clerk)).toMatchObject({
      reason: 'app.stale_version',
      details: { theirs: { question: 'Кому?' } },
    });
  });
});

describe('taking the next', () => {
  it('gives out every task once, the earliest deadline first, to however many ask', async () => {
    for (let left = true; left; ) left = (await write((w) => takeNext(w), clerk)).ok;
    const late = await ordered({ type_key: 'archiving', inputs: { about: 'Парк' } });
    const soon = await ordered();
    expect(await done((w) => takeNext(w), clerk)).toMatchObject({ id: soon.id });
    const more = await Promise.all(Array.from({ length: 9 }, () => ordered()));
    const asks = await Promise.all(
      Array.from({ length: 14 }, (_, n) => write((w) => takeNext(w), n % 2 === 0 ? clerk : second)),
    );
    const given = asks.flatMap((one) => (one.ok ? [one.value.id] : []));
    expect(new Set(given).size).toBe(given.length);
    const rest = [];
    for (let next = await write((w) => takeNext(w), clerk); next.ok; next = await write((w) => takeNext(w), clerk))
      rest.push(next.value.id);
    expect([...given, ...rest].sort()).toEqual([late, ...more].map((task) => task.id).sort());
    expect(await write((w) => takeNext(w), clerk)).toMatchObject({ reason: 'office.nothing_to_take' });
    expect(await write((w) => takeNext(w), manager)).toMatchObject({ code: 'forbidden' });
  });
});

describe('released hours', () => {
  it('count what was accepted in time since Monday, less briefing and rework, for each manager', async () => {
    const monday = (context: Context) => at(context, '2027-02-01T07:00:00Z');
    const carry = async (ready: string, over: Partial<OrderBody> = {}, rework = 0, as = manager) => {
      const order = await done((w) => orderTask(w, invoice({ briefing_minutes: 5, ...over })), monday(as));
      const work = await done((w) => takeTask(w, order.id, order.version), monday(clerk));
      let task = await done((w) => finishTask(w, work.id, { version: work.version }), at(clerk, ready));
      if (rework > 0) {
        const body = { version: task.version, reason: 'Опечатка', minutes: rework };
        task = await done((w) => reworkTask(w, task.id, body), at(as, ready));
        task = await done((w) => finishTask(w, task.id, { version: task.version }), at(clerk, ready));
      }
      await done((w) => acceptTask(w, task.id, task.version), at(as, ready));
    };
    await carry('2027-02-01T08:00:00Z');
    await carry('2027-02-01T12:00:00Z');
    await carry('2027-02-01T08:30:00Z', { type_key: 'nda', inputs: { counterparty: 'Горсвет' } }, 4);
    await carry('2027-02-01T08:30:00Z', {}, 0, head);
    const later = at(clerk, '2027-02-03T07:00:00Z');
    expect(await officeDesk(later)).toMatchObject({
      value: {
        week: { in_time: 65, briefing: 20, rework: 4, released: 41, tasks: 4, tasks_in_time: 3 },
        managers: [
          { full_name: 'Лыткин Андрей', released: 26, tasks: 3 },
          { full_name: 'Ермолаев Виктор', released: 15, tasks: 1 },
        ],
      },
    });
    const next = at(clerk, '2027-02-08T07:00:00Z');
    expect(await releasedThisWeek(next, [market.salesSystemId])).toMatchObject({ tasks: 0, released: 0 });
  });
});

describe('who may', () => {
  it('see the desk: the back office and the head, not the sellers', async () => {
    expect(await officeDesk(clerk)).toMatchObject({ ok: true });
    expect(await officeDesk(head)).toMatchObject({ ok: true });
    expect(await officeDesk(manager)).toMatchObject({ code: 'not_found' });
  });

  it('read a task: both its sides and whoever reads the client’s card', async () => {
    const { id } = await ordered();
    for (const as of [manager, clerk, second, head]) expect(await officeTask(as, id)).toMatchObject({ ok: true });
    expect(await officeTask(colleague, id)).toMatchObject({ code: 'not_found' });
    expect(await officeTasks(colleague, { client_id: clientId })).toMatchObject({ code: 'not_found' });
    const own = await officeTasks(colleague, {});
    expect(own).toMatchObject({ value: { items: [] } });
    const asker_id = manager.actor.employeeId ?? '';
    expect(await officeTasks(colleague, { asker_id })).toMatchObject({ code: 'not_found' });
    expect(await officeTasks(clerk, { asker_id, limit: 1 })).toMatchObject({ value: { items: [{ asker_id }] } });
  });

  it('edit the catalogue: the head; orders already placed keep their deadline', async () => {
    const { due_at: due } = await ordered();
    const edit = { version: 1, deadline_minutes: 60 };
    expect(await write((w) => editTaskType(w, 'invoice', edit), manager)).toMatchObject({ code: 'forbidden' });
    expect(await done((w) => editTaskType(w, 'invoice', edit), head)).toMatchObject({
      deadline_minutes: 60,
      version: 2,
    });
    expect(await write((w) => editTaskType(w, 'invoice', edit), head)).toMatchObject({ reason: 'app.stale_version' });
    const sooner = await ordered();
    expect(Temporal.Instant.compare(sooner.due_at, due)).toBe(-1);
    const rows = await catalogue(manager);
    expect(rows.ok && rows.value.items).toHaveLength(13);
    await done((w) => editTaskType(w, 'invoice', { version: 2, deadline_minutes: 120 }), head);
  });
});

it('open tasks are a part of succession and count as load', async () => {
  const part = successionParts().find((one) => one.key === 'office_tasks');
  const from = clerk.actor.employeeId;
  const to = second.actor.employeeId;
  if (from === null || to === null) throw new Error('clerks are employees');
  await taken({ type_key: 'bid_set', inputs: { notice_number: '01', deadline: '01.12' } });
  const held = async (id: string) =>
    (await loadOf(market.context, market.salesSystemId, 'back_office')).find((one) => one.employeeId === id)?.held;
  expect(await held(from)).toBeGreaterThanOrEqual(5);
  const [left] = (await part?.left(market.context, from)) ?? [];
  expect(left?.count).toBeGreaterThan(0);
  await market.done(async (w) => (await part?.passOn(w, from, to, 'departure')) ?? { ok: true, value: undefined });
  expect(await part?.left(market.context, from)).toEqual([]);
  expect(await held(from)).toBe(0);
});
