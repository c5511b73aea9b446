import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestProjects, testProjects } from '../test-projects.ts';
import { addChange, addRisk, decideChange, setRisk, settlePromise } from './commands.ts';

let projects: TestProjects;
beforeAll(async () => {
  projects = await testProjects();
});
afterAll(() => projects.close());

describe('promises, risks and changes', () => {
  it('settles a promise once for all to see, and takes it back', async () => {
    const { project } = await projects.opened();
    const promise = project.promises[0]?.id ?? '';
    const broken = { version: 1, state: 'broken', note: 'Сети не отключили' } as const;
    expect(await projects.doAndUndo((w) => settlePromise(w, project.id, promise, broken))).toMatchObject({ ok: true });
    expect((await projects.view(project.id)).promises).toMatchObject([{ state: 'open', note: null }]);
    const kept = await projects.done((w) => settlePromise(w, project.id, promise, { version: 3, state: 'kept' }));
    expect(kept.promises).toMatchObject([{ state: 'kept' }]);
    expect(await projects.write((w) => settlePromise(w, project.id, promise, broken))).toMatchObject({
      code: 'conflict',
    });
  });

  it('touches no promise and no risk of another project', async () => {
    const [one, other] = [await projects.opened(), await projects.opened()];
    const promise = other.project.promises[0]?.id ?? '';
    const risk = other.project.risks[0]?.id ?? '';
    expect(
      await projects.write((w) => settlePromise(w, one.project.id, promise, { version: 1, state: 'kept' })),
    ).toMatchObject({
      code: 'not_found',
    });
    expect(await projects.write((w) => setRisk(w, one.project.id, risk, { version: 1, state: 'gone' }))).toMatchObject({
      code: 'not_found',
    });
  });

  it('follows a risk until it is gone', async () => {
    const { project } = await projects.opened();
    const more = await projects.done((w) => addRisk(w, project.id, { said: 'Зима', answer: 'Греем бетон' }));
    expect(more.risks).toHaveLength(2);
    const risk = project.risks[0]?.id ?? '';
    const settled = await projects.done((w) => setRisk(w, project.id, risk, { version: 1, state: 'came_true' }));
    expect(settled.risks.find((one) => one.id === risk)).toMatchObject({ state: 'came_true' });
  });

  it('adds an agreed change to the value of the contract, and decides each change once', async () => {
    const { project } = await projects.opened();
    const change = { said: 'Ещё две улицы', asked_by: 'client', asked_on: '2026-11-23', days: 14 } as const;
    const asked = await projects.done((w) => addChange(w, project.id, { ...change, amount_minor: 1_000_000 }));
    const id = asked.changes[0]?.id ?? '';
    const agreed = await projects.done((w) => decideChange(w, project.id, id, { version: 1, state: 'agreed' }));
    expect(agreed).toMatchObject({
      value_minor: project.value_minor + 1_000_000,
      changes: [{ state: 'agreed', days: 14 }],
    });
    expect(
      await projects.write((w) => decideChange(w, project.id, id, { version: 2, state: 'declined' })),
    ).toMatchObject({
      reason: 'projects.decided_already',
    });
    const cheaper = await projects.done((w) =>
      addChange(w, project.id, { ...change, amount_minor: -Number.MAX_SAFE_INTEGER }),
    );
    const last = cheaper.changes.find((one) => one.state === 'open')?.id ?? '';
    expect(
      await projects.write((w) => decideChange(w, project.id, last, { version: 1, state: 'agreed' })),
    ).toMatchObject({
      reason: 'projects.value_below_zero',
    });
    expect(
      await projects.done((w) => decideChange(w, project.id, last, { version: 1, state: 'declined' })),
    ).toMatchObject({
      value_minor: project.value_minor + 1_000_000,
    });
  });
});
