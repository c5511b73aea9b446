import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptHandoff } from '#modules/handoffs/commands.ts';
import { registerHandoffKind, requireKind } from '#modules/handoffs/kinds/commands.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { loadOf } from '#modules/workload/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { addRisk } from './expectations/commands.ts';
import { projectList } from './listing/queries.ts';
import { clientProjects, projectView } from './queries.ts';
import { type TestProjects, testProjects } from './test-projects.ts';

let projects: TestProjects;
let deliverer: Context;
let head: Context;
beforeAll(async () => {
  projects = await testProjects();
  ({ deliverer, head } = projects.deals.as);
});
afterAll(() => projects.close());

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
    expect(await projects.client(clientId)).toMatchObject({
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
    expect(await projects.write((w) => acceptHandoff(w, handoffId))).toMatchObject({
      ok: false,
      reason: 'projects.package_unreadable',
    });
    expect(await projects.client(clientId)).toMatchObject({ holder_id: projects.deals.manager, running_projects: 0 });
    expect(await clientProjects(head, clientId)).toMatchObject({ value: { items: [] } });
  });
});

describe('who may', () => {
  it('lead a project: its manager and the head; the seller reads it; others do not know of it', async () => {
    const { clientId, project } = await projects.opened();
    const { manager, colleague, caller } = projects.deals.as;
    const risk = (w: WriteContext) => addRisk(w, project.id, { said: 'Дожди' });
    expect(await projects.write(risk, head)).toMatchObject({ ok: true });
    expect(await projects.write(risk, manager)).toMatchObject({ code: 'forbidden', reason: 'projects.not_yours' });
    expect(await projects.write(risk, colleague)).toMatchObject({ code: 'not_found' });
    expect(await projects.write(risk, caller)).toMatchObject({ code: 'not_found' });
    expect(await projectView(manager, project.id)).toMatchObject({ value: { may_work: false } });
    expect(await projectView(head, project.id)).toMatchObject({ value: { may_work: true } });
    expect(await projectView(colleague, project.id)).toMatchObject({ code: 'not_found' });
    expect(await clientProjects(colleague, clientId)).toMatchObject({ code: 'not_found' });
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
    const ended = await projectList(head, { scope: 'ended', limit: 200 });
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
  const list = await projectList(await market.as(other), { limit: 200 });
  expect(list.ok && list.value.items.length).toBe(left?.count);
});
