import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { type TestProjects, testProjects } from '../test-projects.ts';
import { addInstalment, editInstalment, recordAct, recordPayment } from './commands.ts';

let projects: TestProjects;
let deliverer: Context;
beforeAll(async () => {
  projects = await testProjects();
  ({ deliverer } = projects.deals.as);
});
afterAll(() => projects.close());
const days = (context: Context, count: number): Context => ({
  ...context,
  now: context.now.add({ hours: 24 * count }),
});

describe('money', () => {
  it('covers instalments in their order; what was due and has not come in is overdue', async () => {
    const { project } = await projects.opened();
    const later = days(deliverer, 40);
    expect(await projects.view(project.id, later)).toMatchObject({ overdue_minor: 1_920_000_000 });
    const body = { received_on: '2026-11-23', amount_minor: 500_000_000, note: 'Аванс, часть' };
    expect(await projects.done((w) => recordPayment(w, project.id, body))).toMatchObject({ paid_minor: 500_000_000 });
    expect(await projects.view(project.id, later)).toMatchObject({
      overdue_minor: 1_420_000_000,
      next_payment_on: '2026-12-15',
    });
    expect(
      await projects.write((w) => recordPayment(w, project.id, { ...body, received_on: '2026-11-24' })),
    ).toMatchObject({
      fields: [{ path: '/received_on' }],
    });
  });

  it('takes back an act and a payment that were recorded by mistake', async () => {
    const { project } = await projects.opened();
    const payment = { received_on: '2026-11-23', amount_minor: 100 };
    expect(await projects.doAndUndo((w) => recordPayment(w, project.id, payment))).toMatchObject({ ok: true });
    const act = { number: '1', signed_on: '2026-11-20', amount_minor: 100, milestone_id: project.plan[0]?.id ?? null };
    expect(await projects.doAndUndo((w) => recordAct(w, project.id, act))).toMatchObject({ ok: true });
    expect(await projects.view(project.id)).toMatchObject({ payments: [], acts: [], paid_minor: 0 });
  });

  it('records acts with their milestone, and refuses those of the future or of another project', async () => {
    const { project } = await projects.opened();
    const act = { number: '7', signed_on: '2026-11-20', amount_minor: 2_000_000 };
    const recorded = await projects.done((w) =>
      recordAct(w, project.id, { ...act, milestone_id: project.plan[0]?.id ?? null }),
    );
    expect(recorded.acts).toMatchObject([{ number: '7', milestone_id: project.plan[0]?.id, attachment_id: null }]);
    const wrong = [
      { ...act, signed_on: '2026-11-24' },
      { ...act, milestone_id: newId() },
      { ...act, file_id: newId() },
    ];
    for (const body of wrong)
      expect(await projects.write((w) => recordAct(w, project.id, body))).toMatchObject({
        ok: false,
        code: 'invalid_input',
      });
  });

  it('moves, adds and removes instalments; an edit is taken back', async () => {
    const { project } = await projects.opened();
    const advance = project.schedule[0];
    if (advance === undefined) throw new Error('no schedule');
    const edit = { version: advance.version, due_on: '2027-01-15' };
    expect(await projects.doAndUndo((w) => editInstalment(w, project.id, advance.id, edit))).toMatchObject({
      ok: true,
    });
    const body = { title: 'Дополнительные опоры', due_on: '2027-02-01', amount_minor: 100 };
    expect((await projects.done((w) => addInstalment(w, project.id, body))).schedule.map((one) => one.title)).toEqual([
      'Аванс',
      'Дополнительные опоры',
      'Доля экономии',
    ]);
    const removed = await projects.done((w) =>
      editInstalment(w, project.id, advance.id, { version: 3, removed: true }),
    );
    expect(removed).toMatchObject({ scheduled_minor: 4_480_000_100 });
    expect(await projects.write((w) => editInstalment(w, project.id, newId(), edit))).toMatchObject({
      code: 'not_found',
    });
  });
});
