import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import type { Project } from '../contract.ts';
import { type TestProjects, testProjects } from '../test-projects.ts';
import { addMilestone, editMilestone, reachMilestone } from './commands.ts';

let projects: TestProjects;
beforeAll(async () => {
  projects = await testProjects();
});
afterAll(() => projects.close());

const milestone = (project: Project, title: string) => {
  const found = project.plan.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no milestone ${title}`);
  return found;
};

describe('the plan', () => {
  it('keeps the promised day when a milestone is moved, and takes the move back', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const edit = { version: survey.version, planned_on: '2027-01-20', note: 'Снег' };
    const moved = await projects.done((w) => editMilestone(w, project.id, survey.id, edit));
    expect(milestone(moved, 'Обследование')).toMatchObject({ planned_on: '2027-01-20', promised_on: '2026-12-10' });
    const back = { version: survey.version + 1, planned_on: '2027-02-01' };
    expect(await projects.doAndUndo((w) => editMilestone(w, project.id, survey.id, back))).toMatchObject({ ok: true });
    expect(milestone(await projects.view(project.id), 'Обследование').planned_on).toBe('2027-01-20');
  });

  it('takes no milestone that waits for itself in a circle, nor for one of another project', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const park = milestone(project, 'Приёмка парка');
    await projects.done((w) => editMilestone(w, project.id, park.id, { version: park.version, after: [survey.id] }));
    expect(
      await projects.write((w) =>
        editMilestone(w, project.id, survey.id, { version: survey.version, after: [park.id] }),
      ),
    ).toMatchObject({ fields: [{ path: '/after', reason: 'projects.circle' }] });
    const body = { title: 'Монтаж', planned_on: '2027-03-01', after: [newId()] };
    expect(await projects.write((w) => addMilestone(w, project.id, body))).toMatchObject({
      fields: [{ path: '/after', reason: 'projects.unknown_milestone' }],
    });
    expect((await projects.view(project.id)).plan).toHaveLength(2);
  });

  it('reaches a milestone only after those it waits for, and not in the future', async () => {
    const { project } = await projects.opened();
    const survey = milestone(project, 'Обследование');
    const body = { title: 'Монтаж', planned_on: '2027-03-01', after: [survey.id] };
    const works = milestone(await projects.done((w) => addMilestone(w, project.id, body)), 'Монтаж');
    const reach = (id: string, reached_on: string) =>
      projects.write((w) => reachMilestone(w, project.id, id, { version: 1, reached_on }));
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
    expect(await projects.doAndUndo((w) => reachMilestone(w, project.id, id, reach))).toMatchObject({ ok: true });
    expect(milestone(await projects.view(project.id), 'Обследование')).toMatchObject({
      reached_on: null,
      version: version + 2,
    });
    const remove = { version: version + 2, removed: true };
    expect(await projects.doAndUndo((w) => editMilestone(w, project.id, id, remove))).toMatchObject({ ok: true });
    expect((await projects.view(project.id)).plan).toHaveLength(2);
    await projects.done((w) => editMilestone(w, project.id, id, { version: version + 4, removed: true }));
    expect((await projects.view(project.id)).plan.map((one) => one.title)).toEqual(['Приёмка парка']);
  });
});
