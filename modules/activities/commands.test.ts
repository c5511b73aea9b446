import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { admitParticipant, changeFacts } from '#modules/clients/commands.ts';
import { closeClient, takeClient, transferClient } from '#modules/clients/holding/commands.ts';
import { clientById, lockClient } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import {
  cancelStep,
  cancelSteps,
  editTouch,
  finishStep,
  planStep,
  postponeStep,
  recordTouch,
  registerActivities,
  registerWait,
} from './commands.ts';
import type { Step } from './contract.ts';
import { clientSteps, openStepsOf, stepList, timelineOf, workingDay } from './queries.ts';

registerActivities();

let market: TestMarket;
let manager: EmployeeId;
let colleague: EmployeeId;
let expert: EmployeeId;
let head: EmployeeId;
let asManager: Context;
let asColleague: Context;
let asExpert: Context;
let asHead: Context;

beforeAll(async () => {
  market = await testMarket();
  manager = await market.person('Лыткин Андрей', 'development_manager');
  colleague = await market.person('Сухих Марина', 'development_manager');
  expert = await market.person('Мальцев Сергей', 'project_manager');
  head = await market.person('Ермолаев Виктор', 'head');
  asManager = await market.as(manager);
  asColleague = await market.as(colleague);
  asExpert = await market.as(expert);
  asHead = await market.as(head);
});
afterAll(() => market.close());

let clientId: string;
let first: Step;

/** A client that the manager develops, with a call planned for tomorrow. */
beforeEach(async () => {
  clientId = (await market.client(`Администрация ${newId()}`)).id;
  const call = { client_id: clientId, kind: 'call', title: 'Позвонить главе', due_on: '2026-11-24' } as const;
  first = await market.done((w) =>
    planStep(w, call, { holder: { employeeId: manager, via: 'taken' }, developing: true }),
  );
});

const nextOfClient = async () => {
  const client = await clientById(market.context, clientId);
  return client && { id: client.next_step_id, title: client.next_step_title, on: client.next_step_on };
};
const task = (due_on: string, title = 'Отправить расчёт') =>
  ({ client_id: clientId, kind: 'task', title, due_on }) as const;

/** Runs a command and takes back what it offered to take back, as its user would. */
async function andUndo<T>(
  context: Context,
  command: (write: WriteContext) => Promise<Result<T>>,
): Promise<Result<unknown>> {
  let entry: string | null = null;
  const result = await inTransaction(context, async (write) => {
    const outcome = await command(write);
    entry = write.effects.undo;
    return outcome;
  });
  if (!result.ok || entry === null) return result;
  const entryId: string = entry;
  return market.write((w) => undo(w, entryId), context);
}

describe('planning a step', () => {
  it('gives a client holder, state and first step at one instant', async () => {
    const client = await clientById(market.context, clientId);
    expect(client).toMatchObject({
      state: 'in_development',
      holder_id: manager,
      next_step_id: first.id,
      next_step_on: '2026-11-24',
    });
  });

  it('puts the most urgent of the holder’s steps to the client', async () => {
    const sooner = await market.done((w) => planStep(w, task('2026-11-23')), asManager);
    expect(await nextOfClient()).toMatchObject({ id: sooner.id, on: '2026-11-23' });
    await market.done((w) => planStep(w, task('2026-12-01')), asManager);
    expect(await nextOfClient()).toMatchObject({ id: sooner.id });
  });

  it('refuses a date in the past and changes nothing', async () => {
    const refused = await market.write((w) => planStep(w, task('2026-11-20')), asManager);
    expect(refused).toMatchObject({ ok: false, reason: 'activities.date_past', fields: [{ path: '/due_on' }] });
    expect((await market.done((w) => clientSteps(w, clientId), asManager)).items).toHaveLength(1);
  });

  it('moves a day off to the next working day and keeps an agreed time', async () => {
    expect(await market.done((w) => planStep(w, task('2026-11-28')), asManager)).toMatchObject({
      due_on: '2026-11-30',
      due_at: null,
    });
    const meeting = { ...task('2026-11-28', 'Встреча на площадке'), kind: 'meeting', due_time: '11:00' } as const;
    expect(await market.done((w) => planStep(w, meeting), asManager)).toMatchObject({
      due_on: '2026-11-28',
      due_at: '2026-11-28T08:00:00Z',
    });
  });

  it('is refused at a client that nobody carries, for a departed owner, with another client’s contact', async () => {
    const cold = await market.client(`Холодный ${newId()}`);
    const refused = await market.write((w) => planStep(w, { ...task('2026-11-24'), client_id: cold.id }));
    expect(refused).toMatchObject({ ok: false, reason: 'activities.nobody_carries' });
    const nobody = await market.write((w) => planStep(w, { ...task('2026-11-24'), owner_id: newId() }), asHead);
    expect(nobody).toMatchObject({ ok: false, fields: [{ path: '/owner_id', reason: 'activities.unknown_owner' }] });
    const stranger = await market.write((w) => planStep(w, { ...task('2026-11-24'), contact_id: newId() }), asManager);
    expect(stranger).toMatchObject({ ok: false, fields: [{ reason: 'activities.contact_elsewhere' }] });
  });

  it('leaves the client’s next step alone when the step is an expert’s', async () => {
    await market.done(async (w) => {
      await admitParticipant(w, clientId, expert, 'support', newId());
      return { ok: true, value: null };
    });
    const survey = await market.done(
      (w) => planStep(w, { ...task('2026-11-23', 'Обследование'), owner_id: expert }),
      asExpert,
    );
    expect(survey.owner_id).toBe(expert);
    expect(await nextOfClient()).toMatchObject({ id: first.id });
    await market.done((w) => finishStep(w, survey.id, { outcome: 'Обследовано 14 улиц' }), asExpert);
  });
});

describe('finishing a step', () => {
  it('of a client in work refuses the last one without a next', async () => {
    const refused = await market.write((w) => finishStep(w, first.id, { outcome: 'Дозвонился' }), asManager);
    expect(refused).toMatchObject({ ok: false, reason: 'activities.next_step_required', fields: [{ path: '/next' }] });
    expect((await openStepsOf(market.context, manager)).map((step) => step.id)).toContain(first.id);
  });

  it('records the touch it was and the step that comes of it', async () => {
    const finished = await market.done(
      (w) =>
        finishStep(w, first.id, {
          version: first.version,
          outcome: 'Просит расчёт по 14 улицам',
          touch: { kind: 'call', result: 'advance', with_decision_maker: true },
          next: { kind: 'letter', title: 'Отправить расчёт', due_on: '2026-11-25' },
        }),
      asManager,
    );
    expect(finished).toMatchObject({
      step: { state: 'done', outcome: 'Просит расчёт по 14 улицам' },
      touch: { kind: 'call', result: 'advance', summary: 'Просит расчёт по 14 улицам' },
      next: { title: 'Отправить расчёт', owner_id: manager },
    });
    expect(await nextOfClient()).toMatchObject({ title: 'Отправить расчёт', on: '2026-11-25' });
    expect(await clientById(market.context, clientId)).toMatchObject({ last_touch_at: asManager.now.toString() });
  });

  it('is refused a second time', async () => {
    const input = { outcome: 'Готово', next: { kind: 'call', title: 'Ещё звонок', due_on: '2026-11-25' } } as const;
    await market.done((w) => finishStep(w, first.id, input), asManager);
    expect(await market.write((w) => finishStep(w, first.id, input), asManager)).toMatchObject({
      ok: false,
      reason: 'activities.step_closed',
      code: 'conflict',
    });
  });

  it('by two at once is done by one', async () => {
    const input = { outcome: 'Готово', next: { kind: 'call', title: 'Ещё звонок', due_on: '2026-11-25' } } as const;
    const outcomes = await Promise.all(
      [1, 2].map(() => market.write((w) => finishStep(w, first.id, input), asManager)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect((await market.done((w) => clientSteps(w, clientId), asManager)).items).toHaveLength(1);
  });

  it('with an old version answers with the step as it now is', async () => {
    await market.done((w) => postponeStep(w, first.id, { due_on: '2026-11-26', reason: 'Занят' }), asManager);
    const refused = await market.write(
      (w) => finishStep(w, first.id, { version: first.version, outcome: 'Да' }),
      asManager,
    );
    expect(refused).toMatchObject({
      ok: false,
      reason: 'app.stale_version',
      details: { theirs: { due_on: '2026-11-26' } },
    });
  });

  it('may let the client wait instead, in the same transaction', async () => {
    registerWait(async (write, id, wait) => {
      const dropped = await cancelSteps(write, id, wait.reason);
      if (!dropped.ok) return dropped;
      return changeFacts(write, id, {
        developing: false,
        nextStep: null,
        waitingReason: wait.reason,
        check: { on: '2027-02-01', ownerId: manager },
      });
    });
    await market.done((w) => planStep(w, task('2026-12-01')), asManager);
    const waiting = { outcome: 'Бюджет не приняли', wait: { reason: 'Бюджет в декабре' } };
    await market.done((w) => finishStep(w, first.id, waiting), asManager);
    expect(await clientById(market.context, clientId)).toMatchObject({ state: 'waiting', next_step_id: null });
    expect((await market.done((w) => clientSteps(w, clientId), asManager)).items).toEqual([]);
  });
});

describe('putting a step off and dropping it', () => {
  it('moves the client’s next step along, with the reason in the journal', async () => {
    const moved = await market.done(
      (w) => postponeStep(w, first.id, { due_on: '2026-12-01', reason: 'Глава в отпуске' }),
      asManager,
    );
    expect(moved).toMatchObject({ due_on: '2026-12-01', postponed: 1 });
    expect(await nextOfClient()).toMatchObject({ on: '2026-12-01' });
    const entry = await market.context.db
      .selectFrom('journal_entries')
      .select(['action', 'reason'])
      .where('subject_id', '=', first.id)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(entry).toEqual({ action: 'step.postponed', reason: 'Глава в отпуске' });
  });

  it('to a past day is refused', async () => {
    const refused = await market.write(
      (w) => postponeStep(w, first.id, { due_on: '2026-11-01', reason: 'Вчера' }),
      asManager,
    );
    expect(refused).toMatchObject({ ok: false, reason: 'activities.date_past' });
  });

  it('drops one of several, never the last', async () => {
    expect(await market.write((w) => cancelStep(w, first.id, { reason: 'Не нужен' }), asManager)).toMatchObject({
      reason: 'activities.next_step_required',
    });
    await market.done((w) => planStep(w, task('2026-12-01')), asManager);
    await market.done((w) => cancelStep(w, first.id, { reason: 'Не нужен' }), asManager);
    expect(await nextOfClient()).toMatchObject({ on: '2026-12-01' });
  });
});

describe('taking back', () => {
  it('a finished step opens it again and removes its touch and the next step', async () => {
    const input = {
      outcome: 'Дозвонился',
      touch: { kind: 'call' },
      next: { kind: 'call', title: 'Перезвонить', due_on: '2026-11-25' },
    } as const;
    expect(await andUndo(asManager, (w) => finishStep(w, first.id, input))).toMatchObject({ ok: true });
    expect(await nextOfClient()).toMatchObject({ id: first.id });
    expect((await market.done((w) => timelineOf(w, clientId), asManager)).items).toEqual([]);
    expect(await clientById(market.context, clientId)).toMatchObject({ last_touch_at: null });
  });

  it('a move puts the step back where it was', async () => {
    expect(
      await andUndo(asManager, (w) => postponeStep(w, first.id, { due_on: '2026-12-01', reason: 'Отпуск' })),
    ).toMatchObject({ ok: true });
    expect(await nextOfClient()).toMatchObject({ on: '2026-11-24' });
  });

  it('a plan drops it, a drop restores it, a touch disappears', async () => {
    expect(await andUndo(asManager, (w) => planStep(w, task('2026-11-23')))).toMatchObject({ ok: true });
    expect(await nextOfClient()).toMatchObject({ id: first.id });
    const second = await market.done((w) => planStep(w, task('2026-11-23')), asManager);
    expect(await andUndo(asManager, (w) => cancelStep(w, second.id, { reason: 'Ошибка' }))).toMatchObject({ ok: true });
    expect(await nextOfClient()).toMatchObject({ id: second.id });
    const touch = {
      client_id: clientId,
      kind: 'letter',
      summary: 'Отправил КП',
      next: { kind: 'call', title: 'Узнать ответ', due_on: '2026-11-23' },
    } as const;
    expect(await andUndo(asManager, (w) => recordTouch(w, touch))).toMatchObject({ ok: true });
    expect((await market.done((w) => timelineOf(w, clientId), asManager)).items).toEqual([]);
    expect(await nextOfClient()).toMatchObject({ id: second.id });
  });
});

describe('a touch', () => {
  it('is written into the timeline, newest first, page by page', async () => {
    for (const [hour, summary] of [
      [1, 'Первое'],
      [2, 'Второе'],
      [3, 'Третье'],
    ] as const) {
      const at = `2026-11-20T0${hour}:00:00Z`;
      await market.done((w) => recordTouch(w, { client_id: clientId, kind: 'call', at, summary }), asManager);
    }
    const page = await market.done((w) => timelineOf(w, clientId, { limit: 2 }), asManager);
    expect(page.items.map((item) => item.title)).toEqual(['Третье', 'Второе']);
    const rest = await market.done(
      (w) => timelineOf(w, clientId, { cursor: page.next_cursor ?? '', limit: 2 }),
      asManager,
    );
    expect(rest).toMatchObject({ items: [{ title: 'Первое' }], next_cursor: null });
    expect((await market.done((w) => timelineOf(w, clientId, { group: 'decisions' }), asManager)).items).toEqual([]);
    expect(await clientById(market.context, clientId)).toMatchObject({ last_touch_at: '2026-11-20T03:00:00Z' });
  });

  it('that has not happened yet is refused', async () => {
    const touch = { client_id: clientId, kind: 'meeting', summary: 'Будет', at: '2026-11-25T09:00:00Z' } as const;
    expect(await market.write((w) => recordTouch(w, touch), asManager)).toMatchObject({
      reason: 'activities.touch_in_future',
    });
  });

  it('is corrected by its author only', async () => {
    const { touch } = await market.done(
      (w) => recordTouch(w, { client_id: clientId, kind: 'call', summary: 'Опечатка' }),
      asManager,
    );
    const edit = { version: 1, summary: 'Без опечатки', result: 'advance' } as const;
    expect(await market.write((w) => editTouch(w, touch.id, edit), asHead)).toMatchObject({ code: 'forbidden' });
    expect(await market.done((w) => editTouch(w, touch.id, edit), asManager)).toMatchObject({
      summary: 'Без опечатки',
      version: 2,
    });
    expect(await market.write((w) => editTouch(w, touch.id, edit), asManager)).toMatchObject({
      reason: 'app.stale_version',
    });
  });
});

describe('whose day one sees', () => {
  it('is one’s own, and anybody’s for the head', async () => {
    const own = await market.done((w) => stepList(w, { limit: 1 }), asManager);
    expect(own).toMatchObject({ items: [{ owner_id: manager }], today: '2026-11-23', overdue: 0 });
    const next = await market.done((w) => stepList(w, { limit: 1, cursor: own.next_cursor ?? '' }), asManager);
    expect(next.items[0]?.id).not.toBe(own.items[0]?.id);
    expect(await stepList(asHead, { owner_id: manager })).toMatchObject({ ok: true });
    expect(await stepList(asColleague, { owner_id: manager })).toMatchObject({ code: 'not_found' });
    const dayAfter = { ...asManager, now: asManager.now.add({ hours: 48 }) };
    expect((await market.done((w) => stepList(w, {}), dayAfter)).overdue).toBeGreaterThan(0);
  });

  it('keeps a client out of reach as if it did not exist', async () => {
    expect(await timelineOf(asColleague, clientId)).toMatchObject({ code: 'not_found' });
    expect(await clientSteps(asColleague, clientId)).toMatchObject({ code: 'not_found' });
    expect(await market.write((w) => planStep(w, task('2026-11-24')), asColleague)).toMatchObject({
      code: 'not_found',
    });
    expect(await market.write((w) => finishStep(w, first.id, { outcome: 'Чужой' }), asColleague)).toMatchObject({
      code: 'not_found',
    });
    expect(
      await market.write((w) => recordTouch(w, { client_id: clientId, kind: 'call', summary: 'Чужой' }), asColleague),
    ).toMatchObject({ code: 'not_found' });
  });

  it('tells where a day off lands', async () => {
    expect(await workingDay(asManager, { on: '2026-11-28' })).toMatchObject({
      value: { on: '2026-11-30', moved: true, past: false },
    });
    expect(await workingDay(asManager, { on: '2026-11-20' })).toMatchObject({ value: { moved: false, past: true } });
  });
});

describe('a client that changes hands', () => {
  it('takes its open steps along to the new holder', async () => {
    const { version } = await market.done((w) => lockClient(w, clientId));
    await market.done((w) => transferClient(w, clientId, { version, to_id: colleague, note: 'Её область' }), asHead);
    expect(await market.done((w) => clientSteps(w, clientId), asHead)).toMatchObject({
      items: [{ owner_id: colleague }],
    });
    expect(await clientById(market.context, clientId)).toMatchObject({ holder_id: colleague, next_step_id: first.id });
  });

  it('is taken from the queue with its first step', async () => {
    const cold = await market.client(`Холодный ${newId()}`);
    const step = { kind: 'call', title: 'Узнать, кто решает', due_on: '2026-11-28' } as const;
    await market.done((w) => takeClient(w, cold.id, { step }), asManager);
    expect(await clientById(market.context, cold.id)).toMatchObject({ holder_id: manager, next_step_on: '2026-11-30' });
  });

  it('has no open steps once it is closed', async () => {
    const { version } = await market.done((w) => lockClient(w, clientId));
    const input = { version, as: 'archived', reason: 'Присоединён к району' } as const;
    await market.done((w) => closeClient(w, clientId, input), asManager);
    expect((await market.done((w) => clientSteps(w, clientId), asHead)).items).toEqual([]);
  });
});

describe('a leaver', () => {
  it('leaves every open step to the successor, and the client keeps a next step', async () => {
    const part = successionParts().find((known) => known.key === 'steps');
    const open = await openStepsOf(market.context, manager);
    expect(await part?.left(market.context, manager)).toEqual([{ key: 'open_steps', count: open.length }]);
    await market.done(async (w) => {
      const passed = await part?.passOn(w, manager, colleague, 'departure');
      if (passed?.ok !== true) throw new Error('not passed on');
      return changeFacts(w, clientId, { holder: { employeeId: colleague, via: 'departure' } });
    });
    expect(await part?.left(market.context, manager)).toEqual([]);
    const passedOn = (await openStepsOf(market.context, colleague)).map((step) => step.id);
    expect(passedOn).toEqual(expect.arrayContaining(open.map((step) => step.id)));
    expect(await clientById(market.context, clientId)).toMatchObject({ holder_id: colleague, next_step_id: first.id });
  });
});
