import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStepsOf } from '#modules/activities/queries.ts';
import { clientById } from '#modules/clients/queries.ts';
import { acceptHandoff } from '#modules/handoffs/commands.ts';
import { registerHandoffKind, requireKind } from '#modules/handoffs/kinds/commands.ts';
import { undo } from '#modules/journal/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { loadOf } from '#modules/workload/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import type { Project } from './contract.ts';
import { commissionProject, resumeProject, suspendProject, terminateProject } from './ending/commands.ts';
import { addChange, addRisk, decideChange, setRisk, settlePromise } from './expectations/commands.ts';
import { addMilestone, editMilestone, reachMilestone } from './milestones/commands.ts';
import { addInstalment, editInstalment, recordAct, recordPayment } from './money/commands.ts';
import { projectList, projectView } from './queries.ts';
import { type TestProjects, testProjects } from './test-projects.ts';

let projects: TestProjects;
let deliverer: Context;
let head: Context;
beforeAll(async () => {
  projects = await testProjects();
  ({ deliverer, head } = projects.deals.as);
});
afterAll(() => projects.close());

type Command<T> = (w: WriteContext) => Promise<Result<T>>;
const done = <T>(command: Command<T>, as = deliverer) => projects.deals.market.done(command, as);
const write = <T>(command: Command<T>, as = deliverer) => projects.deals.market.write(command, as);
const client = (id: string) => clientById(projects.deals.market.context, id);
const days = (context: Context, count: number): Context => ({
  ...context,
  now: context.now.add({ hours: 24 * count }),
});
const view = async (id: string, as = deliverer): Promise<Project> => {
  const shown = await projectView(as, id);
  if (!shown.ok) throw new Error(shown.reason);
  return shown.value;
};
const doAndUndo = async <T>(command: Command<T>) => {
  let entry = '';
  await done(async (w) => {
    const result = await command(w);
    entry = w.effects.undo ?? '';
    return result;
  });
  return inTransaction(deliverer, (w) => undo(w, entry));
};
const milestone = (project: Project, title: string) => {
  const found = project.plan.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no milestone ${title}`);
  return found;
};
/** Reaches everything in the plan. */
const finish = async (project: Project): Promise<Project> => {
  for (const one of project.plan)
    await done((w) => reachMilestone(w, project.id, one.id, { version: one.version, reached_on: '2026-11-20' }));
  return view(project.id);
};
const COMMISSION = {
  commissioned_on: '2026-11-23',
  warranty_until: '2029-11-23',
  reference_note: 'Экономия 62 %, отзыв главы',
};
const TERMINATION = {
  terminated_on: '2026-11-20',
  by: 'client',
  reason: 'Субсидию отозвали',
  settled_bp: 4500,
  check_on: '2027-09-01',
} as const;

describe('the project of an accepted hand-off', () => {
  it('opens from the frozen package: plan, payments, promises and risks as they were handed over', async () => {
    const { clientId, handoffId, project } = await projects.opened();
    expect(project).toMatchObject({
      state: 'running',
      client_id: clientId,
      handoff_id: handoffId,
      manager_id: projects.deals.deliverer,
      contract_number: '44/2026-097',
      scope: '1 240 светильников, 31 улица',
      milestones: 2,
      milestones_reached: 0,
      next_milestone: { title: 'Обследование' },
      scheduled_minor: 6_400_000_000,
      next_payment_on: '2026-12-15',
      may_work: true,
    });
    expect(project.plan.map((one) => [one.title, one.promised_on])).toEqual([
      ['Обследование', '2026-12-10'],
      ['Приёмка парка', '2027-05-01'],
    ]);
    expect(project.promises).toMatchObject([{ said: 'Пусковой участок к 9 мая', state: 'open' }]);
    expect(project.risks).toMatchObject([{ said: 'Опоры в аварийном состоянии', state: 'open' }]);
    expect(project.schedule.map((one) => one.of_savings)).toEqual([false, true]);
  });

  it('makes the receiver the holder, with the earliest milestone as the first step', async () => {
    const { clientId } = await projects.opened();
    expect(await client(clientId)).toMatchObject({
      state: 'in_delivery',
      holder_id: projects.deals.deliverer,
      running_projects: 1,
      contracts_open: 0,
      next_step_title: 'Обследование',
      next_step_on: '2026-12-10',
    });
  });

  it('is refused together with the acceptance when the package cannot be read', async () => {
    const kind = requireKind('H2');
    const freeze: typeof kind.freeze = async (...of) => ({ ...(await kind.freeze(...of)), data: { title: 'Парк' } });
    registerHandoffKind({ ...kind, freeze });
    const { clientId, handoffId } = await projects.offered();
    registerHandoffKind(kind);
    expect(await write((w) => acceptHandoff(w, handoffId))).toMatchObject({
      ok: false,
      reason: 'projects.package_unreadable',
    });
    expect(await client(clientId)).toMatchObject({ holder_id: projects.deals.manager, running_projects: 0 });
    expect(await projectList(head, { client_id: clientId })).toMatchObject({ value: { items: [] } });
  });
});

describe('the plan', () => {
  it('keeps the promised day when a milestone is moved, and takes the move back', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const edit = { version: survey.version, planned_on: '2027-01-20', note: 'Снег' };
    const moved = await done((w) => editMilestone(w, project.id, survey.id, edit));
    expect(milestone(moved, 'Обследование')).toMatchObject({ planned_on: '2027-01-20', promised_on: '2026-12-10' });
    const back = { version: survey.version + 1, planned_on: '2027-02-01' };
    expect(await doAndUndo((w) => editMilestone(w, project.id, survey.id, back))).toMatchObject({ ok: true });
    expect(milestone(await view(project.id), 'Обследование').planned_on).toBe('2027-01-20');
  });

  it('takes no milestone that waits for itself in a circle, nor for one of another project', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const park = milestone(project, 'Приёмка парка');
    await done((w) => editMilestone(w, project.id, park.id, { version: park.version, after: [survey.id] }));
    expect(
      await write((w) => editMilestone(w, project.id, survey.id, { version: survey.version, after: [park.id] })),
    ).toMatchObject({ fields: [{ path: '/after', reason: 'projects.circle' }] });
    const body = { title: 'Монтаж', planned_on: '2027-03-01', after: [newId()] };
    expect(await write((w) => addMilestone(w, project.id, body))).toMatchObject({
      fields: [{ path: '/after', reason: 'projects.unknown_milestone' }],
    });
    expect((await view(project.id)).plan).toHaveLength(2);
  });

  it('reaches a milestone only after those it waits for, and not in the future', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const body = { title: 'Монтаж', planned_on: '2027-03-01', after: [survey.id] };
    const works = milestone(await done((w) => addMilestone(w, project.id, body)), 'Монтаж');
    const reach = (id: string, reached_on: string) =>
      write((w) => reachMilestone(w, project.id, id, { version: 1, reached_on }));
    expect(await reach(works.id, '2026-11-20')).toMatchObject({
      reason: 'projects.depends_on_open',
      values: { titles: 'Обследование' },
    });
    expect(await reach(survey.id, '2026-11-24')).toMatchObject({ fields: [{ reason: 'projects.day_in_future' }] });
    expect(await reach(survey.id, '2026-11-20')).toMatchObject({ value: { milestones_reached: 1 } });
    expect(await reach(works.id, '2026-11-23')).toMatchObject({ value: { milestones_reached: 2 } });
    expect(await reach(works.id, '2026-11-22')).toMatchObject({ code: 'conflict', reason: 'app.stale_version' });
  });

  it('takes back that a milestone was reached or removed', async () => {
    const { project } = await projects.opened();
    const { id, version } = milestone(project, 'Обследование');
    const reach = { version, reached_on: '2026-11-20' };
    expect(await doAndUndo((w) => reachMilestone(w, project.id, id, reach))).toMatchObject({ ok: true });
    expect(milestone(await view(project.id), 'Обследование')).toMatchObject({ reached_on: null, version: version + 2 });
    const remove = { version: version + 2, removed: true };
    expect(await doAndUndo((w) => editMilestone(w, project.id, id, remove))).toMatchObject({ ok: true });
    expect((await view(project.id)).plan).toHaveLength(2);
    await done((w) => editMilestone(w, project.id, id, { version: version + 4, removed: true }));
    expect((await view(project.id)).plan.map((one) => one.title)).toEqual(['Приёмка парка']);
  });
});

describe('money', () => {
  it('covers instalments in their order; what was due and has not come in is overdue', async () => {
    const { project } = await projects.opened();
    const later = days(deliverer, 40);
    expect(await view(project.id, later)).toMatchObject({ overdue_minor: 1_920_000_000 });
    const body = { received_on: '2026-11-23', amount_minor: 500_000_000, note: 'Аванс, часть' };
    expect(await done((w) => recordPayment(w, project.id, body))).toMatchObject({ paid_minor: 500_000_000 });
    expect(await view(project.id, later)).toMatchObject({
      overdue_minor: 1_420_000_000,
      next_payment_on: '2026-12-15',
    });
    expect(await write((w) => recordPayment(w, project.id, { ...body, received_on: '2026-11-24' }))).toMatchObject({
      fields: [{ path: '/received_on' }],
    });
  });

  it('takes back an act and a payment that were recorded by mistake', async () => {
    const { project } = await projects.opened();
    const payment = { received_on: '2026-11-23', amount_minor: 100 };
    expect(await doAndUndo((w) => recordPayment(w, project.id, payment))).toMatchObject({ ok: true });
    const act = { number: '1', signed_on: '2026-11-20', amount_minor: 100, milestone_id: project.plan[0]?.id ?? null };
    expect(await doAndUndo((w) => recordAct(w, project.id, act))).toMatchObject({ ok: true });
    expect(await view(project.id)).toMatchObject({ payments: [], acts: [], paid_minor: 0 });
  });

  it('records acts with their milestone, and refuses those of the future or of another project', async () => {
    const { project } = await projects.opened();
    const act = { number: '7', signed_on: '2026-11-20', amount_minor: 2_000_000 };
    const recorded = await done((w) => recordAct(w, project.id, { ...act, milestone_id: project.plan[0]?.id ?? null }));
    expect(recorded.acts).toMatchObject([{ number: '7', milestone_id: project.plan[0]?.id, attachment_id: null }]);
    const wrong = [
      { ...act, signed_on: '2026-11-24' },
      { ...act, milestone_id: newId() },
      { ...act, file_id: newId() },
    ];
    for (const body of wrong)
      expect(await write((w) => recordAct(w, project.id, body))).toMatchObject({ ok: false, code: 'invalid_input' });
  });

  it('moves, adds and removes instalments; an edit is taken back', async () => {
    const { project } = await projects.opened();
    const advance = project.schedule[0];
    if (advance === undefined) throw new Error('no schedule');
    const edit = { version: advance.version, due_on: '2027-01-15' };
    expect(await doAndUndo((w) => editInstalment(w, project.id, advance.id, edit))).toMatchObject({ ok: true });
    const body = { title: 'Дополнительные опоры', due_on: '2027-02-01', amount_minor: 100 };
    expect((await done((w) => addInstalment(w, project.id, body))).schedule.map((one) => one.title)).toEqual([
      'Аванс',
      'Дополнительные опоры',
      'Доля экономии',
    ]);
    const removed = await done((w) => editInstalment(w, project.id, advance.id, { version: 3, removed: true }));
    expect(removed).toMatchObject({ scheduled_minor: 4_480_000_100 });
    expect(await write((w) => editInstalment(w, project.id, newId(), edit))).toMatchObject({ code: 'not_found' });
  });
});

describe('promises, risks and changes', () => {
  it('settles a promise once for all to see, and takes it back', async () => {
    const { project } = await projects.opened();
    const promise = project.promises[0]?.id ?? '';
    const broken = { version: 1, state: 'broken', note: 'Сети не отключили' } as const;
    expect(await doAndUndo((w) => settlePromise(w, project.id, promise, broken))).toMatchObject({ ok: true });
    expect((await view(project.id)).promises).toMatchObject([{ state: 'open', note: null }]);
    const kept = await done((w) => settlePromise(w, project.id, promise, { version: 3, state: 'kept' }));
    expect(kept.promises).toMatchObject([{ state: 'kept' }]);
    expect(await write((w) => settlePromise(w, project.id, promise, broken))).toMatchObject({ code: 'conflict' });
  });

  it('touches no promise and no risk of another project', async () => {
    const [one, other] = [await projects.opened(), await projects.opened()];
    const promise = other.project.promises[0]?.id ?? '';
    const risk = other.project.risks[0]?.id ?? '';
    expect(await write((w) => settlePromise(w, one.project.id, promise, { version: 1, state: 'kept' }))).toMatchObject({
      code: 'not_found',
    });
    expect(await write((w) => setRisk(w, one.project.id, risk, { version: 1, state: 'gone' }))).toMatchObject({
      code: 'not_found',
    });
  });

  it('follows a risk until it is gone', async () => {
    const { project } = await projects.opened();
    const more = await done((w) => addRisk(w, project.id, { said: 'Зима', answer: 'Греем бетон' }));
    expect(more.risks).toHaveLength(2);
    const risk = project.risks[0]?.id ?? '';
    const settled = await done((w) => setRisk(w, project.id, risk, { version: 1, state: 'came_true' }));
    expect(settled.risks.find((one) => one.id === risk)).toMatchObject({ state: 'came_true' });
  });

  it('adds an agreed change to the value of the contract, and decides each change once', async () => {
    const { project } = await projects.opened();
    const change = { said: 'Ещё две улицы', asked_by: 'client', asked_on: '2026-11-23', days: 14 } as const;
    const asked = await done((w) => addChange(w, project.id, { ...change, amount_minor: 1_000_000 }));
    const id = asked.changes[0]?.id ?? '';
    const agreed = await done((w) => decideChange(w, project.id, id, { version: 1, state: 'agreed' }));
    expect(agreed).toMatchObject({
      value_minor: project.value_minor + 1_000_000,
      changes: [{ state: 'agreed', days: 14 }],
    });
    expect(await write((w) => decideChange(w, project.id, id, { version: 2, state: 'declined' }))).toMatchObject({
      reason: 'projects.decided_already',
    });
    const cheaper = await done((w) => addChange(w, project.id, { ...change, amount_minor: -Number.MAX_SAFE_INTEGER }));
    const last = cheaper.changes.find((one) => one.state === 'open')?.id ?? '';
    expect(await write((w) => decideChange(w, project.id, last, { version: 1, state: 'agreed' }))).toMatchObject({
      reason: 'projects.value_below_zero',
    });
    expect(await done((w) => decideChange(w, project.id, last, { version: 1, state: 'declined' }))).toMatchObject({
      value_minor: project.value_minor + 1_000_000,
    });
  });
});

describe('suspending', () => {
  it('keeps holder and next step, and says why and until when', async () => {
    const { clientId, project } = await projects.opened();
    const body = { version: project.version, reason: 'Мерзлота', until: '2027-04-01' };
    expect(await write((w) => suspendProject(w, project.id, { ...body, until: '2026-11-23' }))).toMatchObject({
      fields: [{ path: '/until', reason: 'projects.day_past' }],
    });
    const stands = await done((w) => suspendProject(w, project.id, body));
    expect(stands).toMatchObject({ state: 'suspended', suspended_reason: 'Мерзлота', suspended_until: '2027-04-01' });
    expect(await client(clientId)).toMatchObject({
      state: 'in_delivery',
      holder_id: projects.deals.deliverer,
      next_step_on: '2026-12-10',
    });
    expect(await write((w) => suspendProject(w, project.id, { ...body, version: stands.version }))).toMatchObject({
      reason: 'projects.wrong_state',
    });
    expect(await done((w) => resumeProject(w, project.id, stands.version))).toMatchObject({
      state: 'running',
      suspended_reason: null,
    });
  });
});

describe('commissioning', () => {
  it('closes every milestone or says why some stay open', async () => {
    await projects.repeatPolicy('none');
    const { project } = await projects.opened();
    const body = { ...COMMISSION, version: project.version };
    expect(await write((w) => commissionProject(w, project.id, body))).toMatchObject({
      reason: 'projects.milestones_open',
      values: { titles: 'Обследование; Приёмка парка' },
    });
    const reason = { open_reason: 'Парк принимают отдельным договором' };
    expect(await done((w) => commissionProject(w, project.id, { ...body, ...reason }))).toMatchObject({
      state: 'commissioned',
    });
  });

  it.each([
    ['in the future', { commissioned_on: '2026-11-24' }, '/commissioned_on'],
    ['with a warranty that is over', { warranty_until: '2026-11-23' }, '/warranty_until'],
    ['with a warranty that ends before it begins', { warranty_until: '2026-11-01' }, '/warranty_until'],
    ['with a look at the client in the past', { check_on: '2026-11-22' }, '/check_on'],
  ])('is refused %s', async (_what, wrong, path) => {
    const { project } = await projects.opened();
    const body = { ...COMMISSION, ...wrong, version: project.version, open_reason: 'Так' };
    expect(await write((w) => commissionProject(w, project.id, body))).toMatchObject({ fields: [{ path }] });
  });

  it('without repeats leaves a delivered client with its reference and a check at the end of the warranty', async () => {
    await projects.repeatPolicy('none');
    const { clientId, project } = await projects.opened();
    const watcher = projects.deals.as.caller.actor.employeeId;
    const { id, version } = await finish(project);
    const commissioned = await done((w) => commissionProject(w, id, { ...COMMISSION, version, margin_fact_minor: 5 }));
    expect(commissioned).toMatchObject({ state: 'commissioned', margin_fact_minor: 5, milestones_late: 0 });
    expect(await client(clientId)).toMatchObject({
      state: 'delivered',
      delivered_note: COMMISSION.reference_note,
      next_step_id: null,
      next_check_on: '2029-11-23',
      check_owner_id: watcher,
      running_projects: 0,
    });
    const steps = await openStepsOf(deliverer, projects.deals.deliverer);
    expect(steps.filter((step) => step.client_id === clientId)).toEqual([]);
    expect(
      await write((w) => recordAct(w, id, { number: '9', signed_on: '2026-11-20', amount_minor: 1 })),
    ).toMatchObject({
      reason: 'projects.ended',
    });
    expect(await done((w) => recordPayment(w, id, { received_on: '2026-11-23', amount_minor: 1 }))).toMatchObject({
      paid_minor: 1,
    });
  });

  it('with a new cycle records a potential need for whoever watches relevance', async () => {
    await projects.repeatPolicy('new_cycle');
    const { clientId, project } = await projects.opened();
    const watcher = projects.deals.as.caller.actor.employeeId;
    const { id, version } = await finish(project);
    await done((w) => commissionProject(w, id, { ...COMMISSION, version, check_on: '2028-02-01' }));
    const needs = await needsOf(projects.deals.market.context, clientId);
    expect(needs.find((need) => need.status === 'potential')).toMatchObject({
      subject: project.title,
      origin: 'formed',
      owner_id: watcher,
    });
    expect(await client(clientId)).toMatchObject({ state: 'delivered', next_check_on: '2028-02-01' });
  });

  it('with repeated projects keeps the client with whoever answers for its growth, with a next step', async () => {
    await projects.repeatPolicy('repeat_projects');
    const { clientId, project } = await projects.opened();
    const { id, version } = await finish(project);
    expect(await write((w) => commissionProject(w, id, { ...COMMISSION, version }))).toMatchObject({
      reason: 'projects.next_step_required',
    });
    const next_step = { title: 'Показать вторую очередь', due_on: '2026-12-01' };
    await done((w) => commissionProject(w, id, { ...COMMISSION, version, next_step }));
    expect(await client(clientId)).toMatchObject({
      state: 'regular',
      holder_id: projects.deals.deliverer,
      next_step_title: 'Показать вторую очередь',
      running_projects: 0,
    });
    await projects.repeatPolicy('none');
  });

  it('of one of two projects leaves the client in delivery', async () => {
    await projects.repeatPolicy('none');
    const { clientId, project } = await projects.opened();
    await projects.deals.market.context.db
      .updateTable('clients')
      .set({ running_projects: 2 })
      .where('id', '=', clientId)
      .execute();
    const { id, version } = await finish(project);
    await done((w) => commissionProject(w, id, { ...COMMISSION, version }));
    expect(await client(clientId)).toMatchObject({
      state: 'in_delivery',
      running_projects: 1,
      next_step_on: '2026-12-10',
      delivered_note: COMMISSION.reference_note,
    });
  });

  it('is not done twice, nor over what somebody else has just changed', async () => {
    const { project } = await projects.opened();
    const finished = await finish(project);
    const body = { ...COMMISSION, version: finished.version };
    expect(await write((w) => commissionProject(w, project.id, { ...body, version: 99 }))).toMatchObject({
      reason: 'app.stale_version',
    });
    const both = await Promise.all([1, 2].map(() => write((w) => commissionProject(w, project.id, body))));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe('terminating', () => {
  it('says by whom and which share was settled, and lets the client wait with a check', async () => {
    const { clientId, project } = await projects.opened();
    const ended = await done((w) => terminateProject(w, project.id, { ...TERMINATION, version: project.version }));
    expect(ended).toMatchObject({
      state: 'terminated',
      terminated_by: 'client',
      settled_bp: 4500,
      termination_reason: 'Субсидию отозвали',
    });
    expect(await client(clientId)).toMatchObject({
      state: 'waiting',
      waiting_reason: 'Субсидию отозвали',
      next_check_on: '2027-09-01',
      check_owner_id: projects.deals.deliverer,
      next_step_id: null,
      running_projects: 0,
    });
  });

  it('is possible from suspension', async () => {
    const { project } = await projects.opened();
    const body = { version: project.version, reason: 'Мерзлота', until: '2027-04-01' };
    const { version } = await done((w) => suspendProject(w, project.id, body));
    expect(await done((w) => terminateProject(w, project.id, { ...TERMINATION, version }))).toMatchObject({
      state: 'terminated',
      suspended_reason: null,
    });
  });

  it.each([
    ['a day that has not come', { terminated_on: '2026-11-24' }, '/terminated_on'],
    ['a look at the client today', { check_on: '2026-11-23' }, '/check_on'],
  ])('is refused with %s', async (_what, wrong, path) => {
    const { project } = await projects.opened();
    const body = { ...TERMINATION, ...wrong, version: project.version };
    expect(await write((w) => terminateProject(w, project.id, body))).toMatchObject({ fields: [{ path }] });
  });
});

describe('who may', () => {
  it('lead a project: its manager and the head; the seller reads it; others do not know of it', async () => {
    const { clientId, project } = await projects.opened();
    const { manager, colleague, caller } = projects.deals.as;
    const risk = (w: WriteContext) => addRisk(w, project.id, { said: 'Дожди' });
    expect(await write(risk, head)).toMatchObject({ ok: true });
    expect(await write(risk, manager)).toMatchObject({ code: 'forbidden', reason: 'projects.not_yours' });
    expect(await write(risk, colleague)).toMatchObject({ code: 'not_found' });
    expect(await write(risk, caller)).toMatchObject({ code: 'not_found' });
    expect(await projectView(manager, project.id)).toMatchObject({ value: { may_work: false } });
    expect(await projectView(head, project.id)).toMatchObject({ value: { may_work: true } });
    expect(await projectView(colleague, project.id)).toMatchObject({ code: 'not_found' });
    expect(await projectList(colleague, { client_id: clientId })).toMatchObject({ code: 'not_found' });
  });

  it('see the list: each their own, the head all of them', async () => {
    const { project } = await projects.opened();
    const has = async (as: Context) => {
      const list = await projectList(as, { limit: 200 });
      return list.ok && list.value.items.some((one) => one.id === project.id);
    };
    expect(await has(deliverer)).toBe(true);
    expect(await has(head)).toBe(true);
    expect(await has(projects.deals.as.colleague)).toBe(false);
    const ended = await projectList(head, { open: false, limit: 200 });
    expect(
      ended.ok && ended.value.items.every((one) => one.state === 'commissioned' || one.state === 'terminated'),
    ).toBe(true);
  });

  it('page through the list without missing or repeating anything', async () => {
    const all = await projectList(head, { limit: 200 });
    if (!all.ok) throw new Error(all.reason);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await projectList(head, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      if (!page.ok) throw new Error(page.reason);
      seen.push(...page.value.items.map((one) => one.id));
      cursor = page.value.next_cursor;
    }
    expect(seen).toEqual(all.value.items.map((one) => one.id));
  });
});

it('open projects are a part of succession and count as load', async () => {
  const other = await projects.deals.market.person('Серова Анна', 'project_manager');
  const part = successionParts().find((one) => one.key === 'projects');
  const { market, deliverer: from } = projects.deals;
  const [left] = (await part?.left(market.context, from)) ?? [];
  const held = async (id: string) =>
    (await loadOf(market.context, market.salesSystemId, 'delivery')).find((one) => one.employeeId === id)?.held;
  expect(await held(from)).toBe(left?.count);
  await market.done(async (w) => (await part?.passOn(w, from, other, 'departure')) ?? { ok: true, value: undefined });
  expect(await part?.left(market.context, from)).toEqual([]);
  expect([await held(from), await held(other)]).toEqual([0, left?.count]);
  const list = await projectList(await market.as(other), { open: true, limit: 200 });
  expect(list.ok && list.value.items.length).toBe(left?.count);
});
