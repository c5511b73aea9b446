import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStepsOf } from '#modules/activities/queries.ts';
import { needsOf } from '#modules/needs/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Project } from '../contract.ts';
import { reachMilestone } from '../milestones/commands.ts';
import { recordAct, recordPayment } from '../money/commands.ts';
import { type TestProjects, testProjects } from '../test-projects.ts';
import { commissionProject, resumeProject, suspendProject, terminateProject } from './commands.ts';

let projects: TestProjects;
let deliverer: Context;
beforeAll(async () => {
  projects = await testProjects();
  ({ deliverer } = projects.deals.as);
});
afterAll(() => projects.close());

/** Reaches everything in the plan. */
const finish = async (project: Project): Promise<Project> => {
  for (const one of project.plan)
    await projects.done((w) =>
      reachMilestone(w, project.id, one.id, { version: one.version, reached_on: '2026-11-20' }),
    );
  return projects.view(project.id);
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

describe('suspending', () => {
  it('keeps holder and next step, and says why and until when', async () => {
    const { clientId, project } = await projects.opened();
    const body = { version: project.version, reason: 'Мерзлота', until: '2027-04-01' };
    expect(await projects.write((w) => suspendProject(w, project.id, { ...body, until: '2026-11-23' }))).toMatchObject({
      fields: [{ path: '/until', reason: 'projects.day_past' }],
    });
    const stands = await projects.done((w) => suspendProject(w, project.id, body));
    expect(stands).toMatchObject({ state: 'suspended', suspended_reason: 'Мерзлота', suspended_until: '2027-04-01' });
    expect(await projects.client(clientId)).toMatchObject({
      state: 'in_delivery',
      holder_id: projects.deals.deliverer,
      next_step_on: '2026-12-10',
    });
    expect(
      await projects.write((w) => suspendProject(w, project.id, { ...body, version: stands.version })),
    ).toMatchObject({
      reason: 'projects.wrong_state',
    });
    expect(await projects.done((w) => resumeProject(w, project.id, stands.version))).toMatchObject({
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
    expect(await projects.write((w) => commissionProject(w, project.id, body))).toMatchObject({
      reason: 'projects.milestones_open',
      values: { titles: 'Обследование; Приёмка парка' },
    });
    const reason = { open_reason: 'Парк принимают отдельным договором' };
    expect(await projects.done((w) => commissionProject(w, project.id, { ...body, ...reason }))).toMatchObject({
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
    expect(await projects.write((w) => commissionProject(w, project.id, body))).toMatchObject({ fields: [{ path }] });
  });

  it('without repeats leaves a delivered client with its reference and a check at the end of the warranty', async () => {
    await projects.repeatPolicy('none');
    const { clientId, project } = await projects.opened();
    const watcher = projects.deals.as.caller.actor.employeeId;
    const { id, version } = await finish(project);
    const commissioned = await projects.done((w) =>
      commissionProject(w, id, { ...COMMISSION, version, margin_fact_minor: 5 }),
    );
    expect(commissioned).toMatchObject({ state: 'commissioned', margin_fact_minor: 5, milestones_late: 0 });
    expect(await projects.client(clientId)).toMatchObject({
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
      await projects.write((w) => recordAct(w, id, { number: '9', signed_on: '2026-11-20', amount_minor: 1 })),
    ).toMatchObject({
      reason: 'projects.ended',
    });
    expect(
      await projects.done((w) => recordPayment(w, id, { received_on: '2026-11-23', amount_minor: 1 })),
    ).toMatchObject({
      paid_minor: 1,
    });
  });

  it('with a new cycle records a potential need for whoever watches relevance', async () => {
    await projects.repeatPolicy('new_cycle');
    const { clientId, project } = await projects.opened();
    const watcher = projects.deals.as.caller.actor.employeeId;
    const { id, version } = await finish(project);
    await projects.done((w) => commissionProject(w, id, { ...COMMISSION, version, check_on: '2028-02-01' }));
    const needs = await needsOf(projects.deals.market.context, clientId);
    expect(needs.find((need) => need.status === 'potential')).toMatchObject({
      subject: project.title,
      origin: 'formed',
      owner_id: watcher,
    });
    expect(await projects.client(clientId)).toMatchObject({ state: 'delivered', next_check_on: '2028-02-01' });
  });

  it('with repeated projects keeps the client with whoever answers for its growth, with a next step', async () => {
    await projects.repeatPolicy('repeat_projects');
    const { clientId, project } = await projects.opened();
    const { id, version } = await finish(project);
    expect(await projects.write((w) => commissionProject(w, id, { ...COMMISSION, version }))).toMatchObject({
      reason: 'projects.next_step_required',
    });
    const next_step = { title: 'Показать вторую очередь', due_on: '2026-12-01' };
    await projects.done((w) => commissionProject(w, id, { ...COMMISSION, version, next_step }));
    expect(await projects.client(clientId)).toMatchObject({
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
    await projects.done((w) => commissionProject(w, id, { ...COMMISSION, version }));
    expect(await projects.client(clientId)).toMatchObject({
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
    expect(await projects.write((w) => commissionProject(w, project.id, { ...body, version: 99 }))).toMatchObject({
      reason: 'app.stale_version',
    });
    const both = await Promise.all([1, 2].map(() => projects.write((w) => commissionProject(w, project.id, body))));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe('terminating', () => {
  it('says by whom and which share was settled, and lets the client wait with a check', async () => {
    const { clientId, project } = await projects.opened();
    const ended = await projects.done((w) =>
      terminateProject(w, project.id, { ...TERMINATION, version: project.version }),
    );
    expect(ended).toMatchObject({
      state: 'terminated',
      terminated_by: 'client',
      settled_bp: 4500,
      termination_reason: 'Субсидию отозвали',
    });
    expect(await projects.client(clientId)).toMatchObject({
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
    const { version } = await projects.done((w) => suspendProject(w, project.id, body));
    expect(await projects.done((w) => terminateProject(w, project.id, { ...TERMINATION, version }))).toMatchObject({
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
    expect(await projects.write((w) => terminateProject(w, project.id, body))).toMatchObject({ fields: [{ path }] });
  });
});
